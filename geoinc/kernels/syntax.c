/* The tagger's and parser's layers over the words of sentences, from what the first layer makes of each form to trees.

   The same sums as geoinc/text/syntax/network.py, which says what they mean and does them where this is not compiled;
   tests hold both to the same answers. Tables come packed (see geoinc/text/syntax/compiled.py): columns in blocks of
   WIDE, each block row after row, so that the innermost loop reads memory in order. */

#define PY_SSIZE_T_CLEAN
#define Py_LIMITED_API 0x030B0000
#include <Python.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define INTERFACE 1      /* raised with what the functions take; geoinc/text/syntax/compiled.py asks for the same */
#define WIDE 16          /* columns of a block: two vectors of eight */
#define TALL 6           /* rows that are multiplied together: twelve sums stay in registers */
#define CHUNK 192        /* words that go through the layers together, so that they stay in the cache */
#define NEVER (-1e9f)    /* the score of what cannot be a head */
#define LAYERS 8         /* the most convolutions */

typedef float vector __attribute__((vector_size(32), aligned(4), may_alias));

#if defined(__GNUC__)
#define INLINE static inline __attribute__((always_inline))
#else
#define INLINE static inline
#endif

/* Rows times a packed table: out[i] = bias + sum over parts and k of rows[part * count + i][k] * table[part * k + ...].
   count is a multiple of TALL. */
INLINE void multiply(const float *const *rows, int parts, int depth, const float *table, const float *bias,
                     int count, int blocks, float *out, int stride)
{
    for (int b = 0; b < blocks; b++) {
        const float *block = table + (size_t)b * parts * depth * WIDE;
        vector low = {0}, high = {0};
        if (bias) {
            low = *(const vector *)(bias + b * WIDE);
            high = *(const vector *)(bias + b * WIDE + 8);
        }
        for (int i = 0; i < count; i += TALL) {
            vector l0 = low, l1 = low, l2 = low, l3 = low, l4 = low, l5 = low;
            vector h0 = high, h1 = high, h2 = high, h3 = high, h4 = high, h5 = high;
            const float *w = block;
            for (int p = 0; p < parts; p++) {
                const float *const *r = rows + (size_t)p * count + i;
                const float *a0 = r[0], *a1 = r[1], *a2 = r[2], *a3 = r[3], *a4 = r[4], *a5 = r[5];
                for (int k = 0; k < depth; k++, w += WIDE) {
                    vector l = *(const vector *)w, h = *(const vector *)(w + 8);
                    l0 += l * a0[k]; h0 += h * a0[k];
                    l1 += l * a1[k]; h1 += h * a1[k];
                    l2 += l * a2[k]; h2 += h * a2[k];
                    l3 += l * a3[k]; h3 += h * a3[k];
                    l4 += l * a4[k]; h4 += h * a4[k];
                    l5 += l * a5[k]; h5 += h * a5[k];
                }
            }
            float *o = out + (size_t)i * stride + b * WIDE;
#define STORE(n) *(vector *)(o + (size_t)n * stride) = l##n; *(vector *)(o + (size_t)n * stride + 8) = h##n;
            STORE(0) STORE(1) STORE(2) STORE(3) STORE(4) STORE(5)
#undef STORE
        }
    }
}

typedef void multiplier(const float *const *, int, int, const float *, const float *, int, int, float *, int);

static void multiply_plainly(const float *const *rows, int parts, int depth, const float *table, const float *bias,
                             int count, int blocks, float *out, int stride)
{
    multiply(rows, parts, depth, table, bias, count, blocks, out, stride);
}

#if defined(__GNUC__) && defined(__x86_64__)
__attribute__((target("avx2,fma")))
static void multiply_by_avx2(const float *const *rows, int parts, int depth, const float *table, const float *bias,
                             int count, int blocks, float *out, int stride)
{
    multiply(rows, parts, depth, table, bias, count, blocks, out, stride);
}

static multiplier *fastest(void)
{
    __builtin_cpu_init();
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") ? multiply_by_avx2 : multiply_plainly;
}
#else
static multiplier *fastest(void) { return multiply_plainly; }
#endif

typedef struct {
    int hidden, arc, relation, tags, fine, labels, classes, layers, longest;
    int dilation[LAYERS];
    const float *known, *conv, *conv_bias, *top, *top_bias, *root, *ask, *ask_bias, *label, *label_bias;
    const int32_t *distance; /* the class of how far a head stands behind a word, from -longest to longest */
} network;

/* Room for the words of a chunk; a row more, of zeros, stands for what lies outside a sentence. */
typedef struct {
    float *state, *next, *top, *asked, *packed, *scores, *both, *told;
    const float **rows;
    int32_t *heads, *up;
} room;

static int tall(int n) { return (n + TALL - 1) / TALL * TALL; }
static int wide(int n) { return (n + WIDE - 1) / WIDE; }

static int best(const float *values, int count)
{
    int at = 0;
    for (int i = 1; i < count; i++)
        if (values[i] > values[at]) at = i;
    return at;
}

/* Mark which words come to the root by their heads (1), and return how many do not. heads: 0 is the root. */
static int attached(const int32_t *heads, int n, int32_t *mark)
{
    int loose = 0;
    memset(mark, 0, (size_t)n * sizeof *mark);
    for (int i = 0; i < n; i++) {
        int at = i, steps = 0;
        while (at >= 0 && mark[at] != 1 && steps <= n) { at = heads[at] - 1; steps++; }
        if (at >= 0 && mark[at] != 1) { loose++; continue; }
        for (at = i; at >= 0 && mark[at] != 1; at = heads[at] - 1) mark[at] = 1;
    }
    return loose;
}

/* Open each cycle at the word that loses least by another head outside it. scores: n rows of stride numbers. */
static void without_cycles(const float *scores, int stride, int n, int32_t *heads, int32_t *inside, float *own)
{
    for (int i = 0; i < n; i++) own[i] = scores[(size_t)i * stride + heads[i]];
    while (attached(heads, n, inside)) {
        int word = -1, head = -1;
        float least = 0;
        for (int i = 0; i < n; i++) {
            if (inside[i]) continue;
            for (int h = 0; h < n; h++) {
                if (!inside[h]) continue;
                float loss = own[i] - scores[(size_t)i * stride + h + 1];
                if (word < 0 || loss < least) { word = i; head = h + 1; least = loss; }
            }
        }
        if (word < 0) return;
        heads[word] = head;
    }
}

/* Choose the heads of one sentence by the scores of each head (0 is the root) for each word. */
static void attach(float *scores, int stride, int n, int32_t *heads, int32_t *inside, float *own)
{
    int root = 0;
    float gain = 0;
    for (int i = 0; i < n; i++) {
        float *row = scores + (size_t)i * stride;
        row[i + 1] = NEVER;
        heads[i] = best(row + 1, n) + 1;
        float more = row[0] - row[heads[i]];
        if (i == 0 || more > gain) { root = i; gain = more; }
    }
    heads[root] = 0;
    without_cycles(scores, stride, n, heads, inside, own);
}

/* Read the sentences of a chunk. out: four rows of `all` numbers (tags, fine tags, heads from -1, labels), from `from` on. */
static void read_chunk(const network *net, room *r, multiplier *times, const int32_t *forms, const int32_t *lengths,
                       int sentences, int words, int32_t *out, Py_ssize_t all)
{
    const int H = net->hidden, padded = tall(words), ends = net->arc + net->relation;
    const int shown = net->tags + net->fine, top = wide(shown + 2 * ends) * WIDE, ask = wide(net->arc + net->classes) * WIDE;
    float *state = r->state, *next = r->next;
    const float *zeros = state + (size_t)padded * H;
    memset(state + (size_t)words * H, 0, (size_t)(padded + 1 - words) * H * sizeof *state);
    memset(next + (size_t)words * H, 0, (size_t)(padded + 1 - words) * H * sizeof *next);
    /* The first convolution: what each form gives to the words around it is known. */
    for (int s = 0, start = 0; s < sentences; start += lengths[s++]) {
        const int n = lengths[s], d = net->dilation[0];
        for (int i = 0; i < n; i++) {
            const float *own = net->known + (size_t)forms[start + i] * 4 * H;
            const float *behind = i >= d ? net->known + (size_t)forms[start + i - d] * 4 * H + H : zeros;
            const float *ahead = i + d < n ? net->known + (size_t)forms[start + i + d] * 4 * H + 3 * H : zeros;
            float *to = state + (size_t)(start + i) * H;
            for (int k = 0; k < H; k++) {
                float sum = own[2 * H + k] + net->conv_bias[k] + behind[k] + ahead[k];
                to[k] = (sum > 0 ? sum : 0) + own[k];
            }
        }
    }
    for (int layer = 1; layer < net->layers; layer++) {
        const int d = net->dilation[layer];
        const float *none = state + (size_t)padded * H;
        for (int s = 0, start = 0; s < sentences; start += lengths[s++])
            for (int i = 0; i < lengths[s]; i++) {
                const float *own = state + (size_t)(start + i) * H;
                r->rows[start + i] = i >= d ? own - (size_t)d * H : none;
                r->rows[padded + start + i] = own;
                r->rows[2 * padded + start + i] = i + d < lengths[s] ? own + (size_t)d * H : none;
            }
        for (int p = 0; p < 3; p++)
            for (int i = words; i < padded; i++) r->rows[p * padded + i] = none;
        times(r->rows, 3, H, net->conv + (size_t)(layer - 1) * 3 * H * H, net->conv_bias + layer * H, padded, H / WIDE, next, H);
        for (size_t k = 0; k < (size_t)words * H; k++) next[k] = (next[k] > 0 ? next[k] : 0) + state[k];
        float *other = state;
        state = next;
        next = other;
        memset(state + (size_t)words * H, 0, (size_t)(padded + 1 - words) * H * sizeof *state);
    }
    for (int i = 0; i < padded; i++) r->rows[i] = state + (size_t)i * H;
    times(r->rows, 1, H, net->top, net->top_bias, padded, top / WIDE, r->top, top);
    for (int i = 0; i < words; i++) {
        float *row = r->top + (size_t)i * top;
        out[i] = best(row, net->tags);
        out[all + i] = best(row + net->tags, net->fine);
        for (int k = shown; k < shown + 2 * ends; k++) row[k] = row[k] > 0 ? row[k] : 0;
    }
    for (int i = 0; i < padded; i++) r->rows[i] = r->top + (size_t)i * top + shown;
    times(r->rows, 1, net->arc, net->ask, net->ask_bias, padded, ask / WIDE, r->asked, ask);
    for (int s = 0, start = 0; s < sentences; start += lengths[s++]) {
        const int n = lengths[s], high = tall(n), blocks = wide(n + 1), stride = blocks * WIDE;
        memset(r->packed, 0, (size_t)blocks * net->arc * WIDE * sizeof *r->packed);
        for (int h = 0; h <= n; h++) {
            const float *from = h ? r->top + (size_t)(start + h - 1) * top + shown + ends : net->root;
            float *to = r->packed + (size_t)(h / WIDE) * net->arc * WIDE + h % WIDE;
            for (int k = 0; k < net->arc; k++) to[(size_t)k * WIDE] = from[k];
        }
        for (int i = 0; i < high; i++) r->rows[i] = r->asked + (size_t)(start + (i < n ? i : 0)) * ask;
        times(r->rows, 1, net->arc, r->packed, NULL, high, blocks, r->scores, stride);
        for (int i = 0; i < n; i++) {
            const float *apart = r->asked + (size_t)(start + i) * ask + net->arc;
            float *row = r->scores + (size_t)i * stride;
            row[0] += apart[net->classes - 1];
            for (int h = 1; h <= n; h++) row[h] += apart[net->distance[h - i - 1 + net->longest]];
        }
        attach(r->scores, stride, n, r->heads + start, r->up, r->told);
    }
    const int relation = net->relation, labels = wide(net->labels) * WIDE;
    for (int s = 0, start = 0; s < sentences; start += lengths[s++])
        for (int i = start; i < start + lengths[s]; i++) {
            const float *under = r->top + (size_t)i * top + shown + net->arc;
            const float *over = r->heads[i] ? r->top + (size_t)(start + r->heads[i] - 1) * top + shown + ends + net->arc
                                            : net->root + net->arc;
            float *both = r->both + (size_t)i * relation;
            for (int k = 0; k < relation; k++) both[k] = under[k] * over[k];
            r->rows[i] = under;
            r->rows[padded + i] = over;
            r->rows[2 * padded + i] = both;
            out[2 * all + i] = r->heads[i] - 1;
        }
    for (int p = 0; p < 3; p++)
        for (int i = words; i < padded; i++) r->rows[p * padded + i] = net->root;
    times(r->rows, 3, relation, net->label, net->label_bias, padded, labels / WIDE, r->told, labels);
    for (int i = 0; i < words; i++) out[3 * all + i] = best(r->told + (size_t)i * labels, net->labels);
}

/* Read all sentences. Returns 0, or -1 where there is no memory. */
static int read_all(const network *net, const int32_t *forms, const int32_t *lengths, Py_ssize_t sentences,
                    Py_ssize_t words, int32_t *out)
{
    const size_t most = (size_t)tall(CHUNK + net->longest) + 1, long_ = (size_t)tall(net->longest);
    const size_t ends = (size_t)net->arc + net->relation, blocks = (size_t)wide(net->longest + 1);
    const size_t top = (size_t)wide(net->tags + net->fine + 2 * (int)ends) * WIDE;
    const size_t told = most * wide(net->labels) * WIDE + long_;
    const size_t sizes[] = {most * net->hidden, most * net->hidden, most * top, most * wide(net->arc + net->classes) * WIDE,
                            blocks * net->arc * WIDE, long_ * blocks * WIDE, most * net->relation, told};
    size_t whole = 0;
    for (int i = 0; i < 8; i++) whole += sizes[i];
    float *memory = malloc(whole * sizeof *memory);
    const float **rows = malloc(3 * most * sizeof *rows);
    int32_t *numbers = malloc(2 * most * sizeof *numbers);
    if (!memory || !rows || !numbers) {
        free(memory); free(rows); free(numbers);
        return -1;
    }
    float *part[8], *at = memory;
    for (int i = 0; i < 8; at += sizes[i++]) part[i] = at;
    room r = {part[0], part[1], part[2], part[3], part[4], part[5], part[6], part[7], rows, numbers, numbers + most};
    multiplier *times = fastest();
    Py_ssize_t first = 0, word = 0;
    while (first < sentences) {
        Py_ssize_t last = first;
        int taken = 0;
        while (last < sentences && (taken == 0 || taken + lengths[last] <= CHUNK)) taken += lengths[last++];
        if (taken) read_chunk(net, &r, times, forms + word, lengths + first, (int)(last - first), taken, out + word, words);
        word += taken;
        first = last;
    }
    free(memory); free(rows); free(numbers);
    return 0;
}

/* Take hold of the arrays of a tuple; on failure let go again, set the error and return fewer than were asked for. */
static int hold(PyObject *tables, Py_buffer *b, int count, int written)
{
    if (!PyTuple_Check(tables) || PyTuple_Size(tables) != count) {
        PyErr_SetString(PyExc_TypeError, "the kernel takes one tuple of arrays");
        return 0;
    }
    for (int held = 0; held < count; held++)
        if (PyObject_GetBuffer(PyTuple_GetItem(tables, held), &b[held], held == written ? PyBUF_WRITABLE : PyBUF_SIMPLE)) {
            while (held > 0) PyBuffer_Release(&b[--held]);
            return 0;
        }
    return count;
}

/* Let go of arrays, and return None, or NULL with the error that kept the work from being done (-1: no memory). */
static PyObject *answer(Py_buffer *b, int held, const char *why, int done)
{
    while (held > 0) PyBuffer_Release(&b[--held]);
    if (why) PyErr_SetString(PyExc_ValueError, why);
    else if (done) PyErr_NoMemory();
    if (done) return NULL;
    Py_RETURN_NONE;
}

enum { SHAPE, FORMS, LENGTHS, KNOWN, CONV, CONV_BIAS, TOP, TOP_BIAS, ROOT, ASK, ASK_BIAS, LABEL, LABEL_BIAS, DISTANCE, OUT, BUFFERS };

static const char *refusal(const network *net, const Py_buffer *b)
{
    const Py_ssize_t H = net->hidden, ends = (Py_ssize_t)net->arc + net->relation;
    const Py_ssize_t top = wide(net->tags + net->fine + 2 * (int)ends) * WIDE, ask = wide(net->arc + net->classes) * WIDE;
    const Py_ssize_t words = b[FORMS].len / 4, labels = wide(net->labels) * WIDE;
    if (H < 1 || H % WIDE || net->arc < 1 || net->relation < 1 || net->layers < 1 || net->layers > LAYERS || net->longest < 1)
        return "the network's shape is not one that the kernel reads";
    if (b[KNOWN].len % (4 * H * 4) || b[CONV].len != (net->layers - 1) * 3 * H * H * 4 || b[CONV_BIAS].len != net->layers * H * 4
        || b[TOP].len != H * top * 4 || b[TOP_BIAS].len != top * 4 || b[ROOT].len != ends * 4
        || b[ASK].len != net->arc * ask * 4 || b[ASK_BIAS].len != ask * 4
        || b[LABEL].len != 3 * net->relation * labels * 4 || b[LABEL_BIAS].len != labels * 4
        || b[DISTANCE].len != (2 * net->longest + 1) * 4 || b[OUT].len != 4 * words * 4)
        return "a table has another size than the network's shape says";
    const int32_t *forms = b[FORMS].buf, *lengths = b[LENGTHS].buf, *distance = b[DISTANCE].buf;
    const Py_ssize_t known = b[KNOWN].len / (4 * H * 4);
    Py_ssize_t sum = 0;
    for (Py_ssize_t i = 0; i < b[LENGTHS].len / 4; sum += lengths[i++])
        if (lengths[i] < 0 || lengths[i] > net->longest) return "a sentence is longer than the network reads";
    if (sum != words) return "there are more or fewer words than the sentences have";
    for (Py_ssize_t i = 0; i < words; i++)
        if (forms[i] < 0 || forms[i] >= known) return "a form is not in the table";
    for (int i = 0; i < 2 * net->longest + 1; i++)
        if (distance[i] < 0 || distance[i] >= net->classes) return "a distance has no class";
    return NULL;
}

static PyObject *parse(PyObject *self, PyObject *tables)
{
    (void)self;
    Py_buffer b[BUFFERS];
    int held = hold(tables, b, BUFFERS, OUT), done = -2;
    if (held < BUFFERS) return NULL;
    const int32_t *shape = b[SHAPE].buf;
    const char *why = b[SHAPE].len == (9 + LAYERS) * 4 ? NULL : "the network's shape is not one that the kernel reads";
    if (!why) {
        network net = {shape[0], shape[1], shape[2], shape[3], shape[4], shape[5], shape[6], shape[7], shape[8], {0},
                       b[KNOWN].buf, b[CONV].buf, b[CONV_BIAS].buf, b[TOP].buf, b[TOP_BIAS].buf, b[ROOT].buf,
                       b[ASK].buf, b[ASK_BIAS].buf, b[LABEL].buf, b[LABEL_BIAS].buf, b[DISTANCE].buf};
        memcpy(net.dilation, shape + 9, sizeof net.dilation);
        why = refusal(&net, b);
        if (!why) {
            Py_BEGIN_ALLOW_THREADS
            done = read_all(&net, b[FORMS].buf, b[LENGTHS].buf, b[LENGTHS].len / 4, b[FORMS].len / 4, b[OUT].buf);
            Py_END_ALLOW_THREADS
        }
    }
    return answer(b, held, why, done);
}

/* ---- What a form alone says: its hash, its shape and the rows of its affixes, and what the first layers make of them. ---- */

#define AFFIXES 6 /* beginnings and ends of a form */
#define LOOK (3 + AFFIXES) /* numbers of a form: hash, shape, how many affixes, their rows */
enum { LOWER, TITLE, CAPITALS, INITIAL, MIXED, NUMBER, LETTERED, SIGN };
static const char *const NAMES[] = {"lower", "title", "capitals", "initial", "mixed", "number", "sign"};
/* Forms that stand for shapes, for which forms.py knows what else they have. */

static uint32_t crc_table[256];

static void fill_crc_table(void)
{
    for (uint32_t n = 0; n < 256; n++) {
        uint32_t c = n;
        for (int k = 0; k < 8; k++) c = c & 1 ? 0xEDB88320u ^ (c >> 1) : c >> 1;
        crc_table[n] = c;
    }
}

static uint32_t crc_more(uint32_t crc, const char *bytes, Py_ssize_t count)
{
    for (Py_ssize_t i = 0; i < count; i++) crc = crc_table[(crc ^ (unsigned char)bytes[i]) & 255] ^ (crc >> 8);
    return crc;
}

static int is_lower(char c) { return c >= 'a' && c <= 'z'; }
static int is_upper(char c) { return c >= 'A' && c <= 'Z'; }
static int is_digit(char c) { return c >= '0' && c <= '9'; }

static int shape_of(const char *form, Py_ssize_t length)
{
    int lower = 0, upper = 0, digits = 0;
    for (Py_ssize_t i = 0; i < length; i++) {
        lower += is_lower(form[i]);
        upper += is_upper(form[i]);
        digits += is_digit(form[i]);
    }
    if (is_digit(form[0])) return lower + upper ? LETTERED : NUMBER;
    if (lower + upper + digits == 0) return SIGN;
    if (lower && !upper) return LOWER;
    if (upper && !lower) return upper > 1 ? CAPITALS : INITIAL;
    return is_upper(form[0]) && upper == 1 ? TITLE : MIXED;
}

/* Fill in what an ASCII form says, folded as geoinc/text/syntax/forms.py does. Returns 0 where that is left to it. */
static int look_at(const char *form, Py_ssize_t length, int32_t *out, uint32_t rows)
{
    char plain[64];
    if (length < 1 || length > (Py_ssize_t)sizeof plain) return 0;
    for (Py_ssize_t i = 0; i < length; i++) {
        if (form[i] & 0x80) return 0;
        plain[i] = is_upper(form[i]) ? (char)(form[i] + 32) : is_digit(form[i]) ? '0' : form[i];
    }
    for (size_t n = 0; n < sizeof NAMES / sizeof *NAMES; n++)
        if (strlen(NAMES[n]) == (size_t)length && !memcmp(NAMES[n], plain, (size_t)length)) return 0;
    int count = 0;
    out[0] = (int32_t)~crc_more(~0u, plain, length);
    out[1] = shape_of(form, length);
    for (Py_ssize_t n = 1; n <= 4; n++)
        if (length >= n) out[3 + count++] = (int32_t)(~crc_more(crc_more(~0u, "-", 1), plain + length - n, n) % rows);
    for (Py_ssize_t n = 2; n <= 3; n++)
        if (length > n) out[3 + count++] = (int32_t)(~crc_more(crc_more(~0u, plain, n), "-", 1) % rows);
    out[2] = count;
    return 1;
}

static PyObject *look(PyObject *self, PyObject *args)
{
    (void)self;
    PyObject *forms, *array;
    unsigned int rows;
    Py_buffer out;
    if (!PyArg_ParseTuple(args, "OOI", &forms, &array, &rows)) return NULL;
    if (!PyList_Check(forms) || rows == 0) {
        PyErr_SetString(PyExc_TypeError, "the kernel looks at a list of forms, for a table with rows");
        return NULL;
    }
    if (PyObject_GetBuffer(array, &out, PyBUF_WRITABLE)) return NULL;
    PyObject *left = PyList_New(0);
    Py_ssize_t count = PyList_Size(forms);
    if (left && out.len != count * LOOK * 4) {
        PyErr_SetString(PyExc_ValueError, "there is not one row a form");
        Py_CLEAR(left);
    }
    for (Py_ssize_t i = 0; left && i < count; i++) {
        Py_ssize_t length = 0;
        PyObject *form = PyList_GetItem(forms, i);
        const char *text = PyUnicode_Check(form) ? PyUnicode_AsUTF8AndSize(form, &length) : NULL;
        if (!text) PyErr_Clear(); /* a lone surrogate, which Python hashes otherwise */
        if (!text || !look_at(text, length, (int32_t *)out.buf + i * LOOK, rows)) {
            PyObject *number = PyLong_FromSsize_t(i);
            if (!number || PyList_Append(left, number)) Py_CLEAR(left);
            Py_XDECREF(number);
        }
    }
    PyBuffer_Release(&out);
    return left;
}

static Py_ssize_t found_at(const uint32_t *hashes, Py_ssize_t count, uint32_t wanted)
{
    Py_ssize_t low = 0, high = count;
    while (low < high) {
        Py_ssize_t middle = (low + high) / 2;
        if (hashes[middle] < wanted) low = middle + 1;
        else high = middle;
    }
    return low < count && hashes[low] == wanted ? low : -1;
}

enum { SIZES, LOOKS, VECTOR_HASHES, VECTORS, WORD_HASHES, WORDS, SHAPES, AFFIX, INPUT, INPUT_BIAS, FIRST, GIVEN, FIRST_BUFFERS };

static const char *first_refusal(const Py_buffer *b)
{
    if (b[SIZES].len != 3 * 4) return "the network's shape is not one that the kernel reads";
    const int32_t *sizes = b[SIZES].buf;
    const Py_ssize_t V = sizes[0], L = sizes[1], H = sizes[2], count = b[LOOKS].len / (LOOK * 4);
    if (V < 1 || L < 1 || H < 1 || H % WIDE) return "the network's shape is not one that the kernel reads";
    if (b[LOOKS].len % (LOOK * 4) || b[VECTORS].len != b[VECTOR_HASHES].len * V || b[WORDS].len != (b[WORD_HASHES].len + 4) * L
        || b[SHAPES].len % (L * 4) || b[AFFIX].len % (L * 4) || b[INPUT].len != (V + L) * H * 4 || b[INPUT_BIAS].len != H * 4
        || b[FIRST].len != 3 * H * H * 4 || b[GIVEN].len != count * 4 * H * 4)
        return "a table has another size than the network's shape says";
    const int32_t *looks = b[LOOKS].buf;
    for (Py_ssize_t i = 0; i < count; i++, looks += LOOK) {
        if (looks[1] < 0 || looks[1] >= b[SHAPES].len / (L * 4) || looks[2] < 0 || looks[2] > AFFIXES)
            return "a form has no known shape";
        for (int k = 0; k < looks[2]; k++)
            if (looks[3 + k] < 0 || looks[3 + k] >= b[AFFIX].len / (L * 4)) return "an affix has no row";
    }
    return NULL;
}

/* Work out the first layer of each form, and what the convolution after it gives to the words around. Returns -1 without memory. */
static int first_layers(const Py_buffer *b)
{
    const int32_t *sizes = b[SIZES].buf, *looks = b[LOOKS].buf;
    const int V = sizes[0], L = sizes[1], H = sizes[2], wide_ = V + L;
    const Py_ssize_t count = b[LOOKS].len / (LOOK * 4);
    float *entry = malloc((size_t)TALL * (wide_ + 4 * H) * sizeof *entry), *given = entry + TALL * wide_, *around = given + TALL * H;
    const float *rows[TALL];
    if (!entry) return -1;
    multiplier *times = fastest();
    for (Py_ssize_t start = 0; start < count; start += TALL) {
        const int taken = (int)(count - start < TALL ? count - start : TALL);
        memset(entry, 0, (size_t)TALL * wide_ * sizeof *entry);
        for (int i = 0; i < taken; i++) {
            const int32_t *form = looks + (start + i) * LOOK;
            const Py_ssize_t known = found_at(b[VECTOR_HASHES].buf, b[VECTOR_HASHES].len / 4, (uint32_t)form[0]);
            const Py_ssize_t word = found_at(b[WORD_HASHES].buf, b[WORD_HASHES].len / 4, (uint32_t)form[0]) + 1;
            const float *words = (const float *)b[WORDS].buf + word * L, *shape = (const float *)b[SHAPES].buf + (Py_ssize_t)form[1] * L;
            float *to = entry + i * wide_;
            if (known >= 0) memcpy(to, (const float *)b[VECTORS].buf + known * V, (size_t)V * sizeof *to);
            to += V;
            for (int n = 0; n < form[2]; n++) {
                const float *affix = (const float *)b[AFFIX].buf + (Py_ssize_t)form[3 + n] * L;
                for (int k = 0; k < L; k++) to[k] += affix[k];
            }
            for (int k = 0; k < L; k++) to[k] = words[k] + shape[k] + to[k];
        }
        for (int i = 0; i < TALL; i++) rows[i] = entry + i * wide_;
        times(rows, 1, wide_, b[INPUT].buf, b[INPUT_BIAS].buf, TALL, H / WIDE, given, H);
        for (int k = 0; k < TALL * H; k++) given[k] = given[k] > 0 ? given[k] : 0;
        for (int i = 0; i < TALL; i++) rows[i] = given + i * H;
        times(rows, 1, H, b[FIRST].buf, NULL, TALL, 3 * H / WIDE, around, 3 * H);
        for (int i = 0; i < taken; i++) {
            float *to = (float *)b[GIVEN].buf + (start + i) * 4 * H;
            memcpy(to, given + i * H, (size_t)H * sizeof *to);
            memcpy(to + H, around + (size_t)i * 3 * H, (size_t)3 * H * sizeof *to);
        }
    }
    free(entry);
    return 0;
}

static PyObject *first(PyObject *self, PyObject *tables)
{
    (void)self;
    Py_buffer b[FIRST_BUFFERS];
    int held = hold(tables, b, FIRST_BUFFERS, GIVEN);
    if (held < FIRST_BUFFERS) return NULL;
    const char *why = first_refusal(b);
    int done = why ? -2 : first_layers(b);
    return answer(b, held, why, done);
}

static PyMethodDef functions[] = {
    {"look", look, METH_VARARGS, "Look at ASCII forms, a row of an array each; return which forms are left to Python."},
    {"first", first, METH_O, "Work out the first layers of forms that were looked at, into the last of the arrays."},
    {"parse", parse, METH_O, "Read sentences into the last of the arrays: tags, Penn tags, heads and labels, a row each."},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef definition = {PyModuleDef_HEAD_INIT, "_syntax", NULL, 0, functions, NULL, NULL, NULL, NULL};

PyMODINIT_FUNC PyInit__syntax(void)
{
#if defined(__x86_64__)
    if (fastest() == multiply_plainly) { /* too few registers: numpy's own library is faster then */
        PyErr_SetString(PyExc_ImportError, "this processor has no AVX2");
        return NULL;
    }
#endif
    fill_crc_table();
    PyObject *module = PyModule_Create(&definition);
    if (module && PyModule_AddIntConstant(module, "INTERFACE", INTERFACE)) Py_CLEAR(module);
    return module;
}
