/* The tagger's and parser's layers over the words of sentences, from what the first layer makes of each form to trees.

   The same sums as geoinc/text/syntax/network.py, which says what they mean and does them where this is not compiled;
   tests hold both to the same bits. Tables come packed (see geoinc/text/syntax/compiled.py): columns in blocks of
   WIDE, each block by two rows after two, so that the innermost loop reads memory in order. */

#define PY_SSIZE_T_CLEAN
#define Py_LIMITED_API 0x030B0000
#include <Python.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#if defined(__GNUC__) && defined(__x86_64__)
#include <immintrin.h>
#define FAST __attribute__((target("avx2")))
#else
#define FAST
#endif

#define INTERFACE 2      /* raised with what the functions take; geoinc/text/syntax/compiled.py asks for the same */
#define WIDE 16          /* columns of a block: two vectors of eight */
#define TALL 6           /* rows that are multiplied together: twelve sums stay in registers */
#define CHUNK 192        /* words that go through the layers together, so that they stay in the cache */
#define NEVER (-1e9f)    /* the score of what cannot be a head */
#define LAYERS 8         /* the most convolutions */
#define MOST 32767.0f    /* the largest whole number of what is multiplied by a table */
#define BOTH_MOST 4095.0f /* and where both sides come from a sentence */

#if defined(__GNUC__)
#define INLINE static inline __attribute__((always_inline))
#else
#define INLINE static inline
#endif

/* Rows of whole numbers times a packed table, with what one stands for in each row, and a bias:
   out[i] = unit[i] * (sum over parts and k of rows[part * count + i][k] * table[part * depth + k]) + bias.
   count is a multiple of TALL, depth is even. Sums are exact, so that no order and no processor changes them; the two
   steps behind them must not be one (-ffp-contract=off). */
typedef void multiplier(const int16_t *const *rows, int parts, int depth, const int16_t *table, const float *unit,
                        const float *bias, int count, int blocks, float *out, int stride);

#if defined(__GNUC__) && defined(__x86_64__)
/* Two numbers of a row, beside every two of a table's. */
FAST INLINE __m256i pair(const int16_t *a)
{
    int32_t both;
    memcpy(&both, a, sizeof both);
    return _mm256_set1_epi32(both);
}

FAST static void multiply_by_avx2(const int16_t *const *rows, int parts, int depth, const int16_t *table, const float *unit,
                                  const float *bias, int count, int blocks, float *out, int stride)
{
    for (int b = 0; b < blocks; b++) {
        const int16_t *block = table + (size_t)b * parts * depth * WIDE;
        const __m256 low = bias ? _mm256_loadu_ps(bias + b * WIDE) : _mm256_setzero_ps();
        const __m256 high = bias ? _mm256_loadu_ps(bias + b * WIDE + 8) : _mm256_setzero_ps();
        for (int i = 0; i < count; i += TALL) {
            __m256i l0 = _mm256_setzero_si256(), l1 = l0, l2 = l0, l3 = l0, l4 = l0, l5 = l0;
            __m256i h0 = l0, h1 = l0, h2 = l0, h3 = l0, h4 = l0, h5 = l0;
            const int16_t *w = block;
            for (int p = 0; p < parts; p++) {
                const int16_t *const *r = rows + (size_t)p * count + i;
                const int16_t *a0 = r[0], *a1 = r[1], *a2 = r[2], *a3 = r[3], *a4 = r[4], *a5 = r[5];
                for (int k = 0; k < depth; k += 2, w += 2 * WIDE) {
                    const __m256i l = _mm256_loadu_si256((const __m256i *)w);
                    const __m256i h = _mm256_loadu_si256((const __m256i *)(w + WIDE));
#define ADD(n)                                                          \
    {                                                                   \
        const __m256i x = pair(a##n + k);                               \
        l##n = _mm256_add_epi32(l##n, _mm256_madd_epi16(x, l));         \
        h##n = _mm256_add_epi32(h##n, _mm256_madd_epi16(x, h));         \
    }
                    ADD(0) ADD(1) ADD(2) ADD(3) ADD(4) ADD(5)
#undef ADD
                }
            }
            float *o = out + (size_t)i * stride + b * WIDE;
#define STORE(n)                                                                                               \
    {                                                                                                          \
        const __m256 one = _mm256_set1_ps(unit[i + n]);                                                        \
        float *to = o + (size_t)n * stride;                                                                    \
        _mm256_storeu_ps(to, _mm256_add_ps(_mm256_mul_ps(_mm256_cvtepi32_ps(l##n), one), low));                \
        _mm256_storeu_ps(to + 8, _mm256_add_ps(_mm256_mul_ps(_mm256_cvtepi32_ps(h##n), one), high));           \
    }
            STORE(0) STORE(1) STORE(2) STORE(3) STORE(4) STORE(5)
#undef STORE
        }
    }
}

#ifndef NO_AVX512
#define FASTEST __attribute__((target("avx512f,avx512bw,avx512vnni")))

/* The same for some blocks, one or two of them, on processors that multiply and add 32 numbers at a time. */
FASTEST INLINE void multiply_blocks(const int16_t *const *rows, int parts, int depth, const int16_t *table, const float *unit,
                                    const float *bias, int count, int two, float *out, int stride)
{
    const size_t apart = (size_t)parts * depth * WIDE;
    const __m512 low = bias ? _mm512_loadu_ps(bias) : _mm512_setzero_ps();
    const __m512 high = bias && two ? _mm512_loadu_ps(bias + WIDE) : _mm512_setzero_ps();
    for (int i = 0; i < count; i += TALL) {
        __m512i l[TALL], h[TALL];
        const int16_t *w = table;
        for (int n = 0; n < TALL; n++) l[n] = h[n] = _mm512_setzero_si512();
        for (int p = 0; p < parts; p++) {
            const int16_t *const *r = rows + (size_t)p * count + i;
            for (int k = 0; k < depth; k += 2, w += 2 * WIDE) {
                const __m512i a = _mm512_loadu_si512(w), b = two ? _mm512_loadu_si512(w + apart) : a;
                for (int n = 0; n < TALL; n++) {
                    int32_t both;
                    memcpy(&both, r[n] + k, sizeof both);
                    const __m512i x = _mm512_set1_epi32(both);
                    l[n] = _mm512_dpwssd_epi32(l[n], x, a);
                    if (two) h[n] = _mm512_dpwssd_epi32(h[n], x, b);
                }
            }
        }
        for (int n = 0; n < TALL; n++) {
            const __m512 one = _mm512_set1_ps(unit[i + n]);
            float *to = out + (size_t)(i + n) * stride;
            _mm512_storeu_ps(to, _mm512_add_ps(_mm512_mul_ps(_mm512_cvtepi32_ps(l[n]), one), low));
            if (two) _mm512_storeu_ps(to + WIDE, _mm512_add_ps(_mm512_mul_ps(_mm512_cvtepi32_ps(h[n]), one), high));
        }
    }
}

FASTEST static void multiply_by_vnni(const int16_t *const *rows, int parts, int depth, const int16_t *table, const float *unit,
                                     const float *bias, int count, int blocks, float *out, int stride)
{
    const size_t apart = (size_t)parts * depth * WIDE;
    int b = 0;
    for (; b + 2 <= blocks; b += 2)
        multiply_blocks(rows, parts, depth, table + b * apart, unit, bias ? bias + b * WIDE : NULL, count, 1, out + b * WIDE, stride);
    if (b < blocks)
        multiply_blocks(rows, parts, depth, table + b * apart, unit, bias ? bias + b * WIDE : NULL, count, 0, out + b * WIDE, stride);
}
#endif

static multiplier *fastest(void)
{
    __builtin_cpu_init();
#ifndef NO_AVX512 /* the tests leave it out to hold the other way to the same bits */
    if (__builtin_cpu_supports("avx512vnni") && __builtin_cpu_supports("avx512bw")) return multiply_by_vnni;
#endif
    return __builtin_cpu_supports("avx2") ? multiply_by_avx2 : NULL;
}
#else
static void multiply_plainly(const int16_t *const *rows, int parts, int depth, const int16_t *table, const float *unit,
                             const float *bias, int count, int blocks, float *out, int stride)
{
    for (int b = 0; b < blocks; b++)
        for (int i = 0; i < count; i++) {
            const int16_t *w = table + (size_t)b * parts * depth * WIDE;
            int32_t sums[WIDE] = {0};
            for (int p = 0; p < parts; p++) {
                const int16_t *a = rows[(size_t)p * count + i];
                for (int k = 0; k < depth; k += 2, w += 2 * WIDE)
                    for (int c = 0; c < WIDE; c++) sums[c] += (int32_t)a[k] * w[2 * c] + (int32_t)a[k + 1] * w[2 * c + 1];
            }
            float *o = out + (size_t)i * stride + b * WIDE;
            for (int c = 0; c < WIDE; c++) o[c] = (float)sums[c] * unit[i] + (bias ? bias[b * WIDE + c] : 0.0f);
        }
}

static multiplier *fastest(void) { return multiply_plainly; }
#endif

/* The largest size of rows that are scaled by a row of numbers, or not; sizes are compared as the bits of floats. */
FAST INLINE float largest(const float *rows, int stride, int count, const float *scale, int depth)
{
    int32_t most = 0;
    for (int i = 0; i < count; i++, rows += stride)
        for (int k = 0; k < depth; k++) {
            const float value = scale ? rows[k] * scale[k] : rows[k];
            int32_t bits;
            memcpy(&bits, &value, sizeof bits);
            bits &= 0x7fffffff;
            most = bits > most ? bits : most;
        }
    float found;
    memcpy(&found, &most, sizeof found);
    return found;
}

INLINE float or_one(float size) { return size > 0 ? size : 1; }

/* The same rows as whole numbers, the nearest, halves to even ones: adding the smallest float that has no fraction leaves them. */
FAST INLINE void whole(const float *rows, int stride, int count, const float *scale, int depth, float up, int16_t *to,
                       int apart)
{
    for (int i = 0; i < count; i++, rows += stride, to += apart)
        for (int k = 0; k < depth; k++) {
            const float value = (scale ? rows[k] * scale[k] : rows[k]) * up + 12582912.0f;
            int32_t bits;
            memcpy(&bits, &value, sizeof bits);
            to[k] = (int16_t)(bits - 0x4b400000);
        }
}

typedef struct {
    int hidden, arc, relation, tags, fine, labels, classes, layers, longest;
    int dilation[LAYERS];
    const float *known, *conv_scale, *conv_bias, *top_scale, *top_bias, *root, *ask_scale, *ask_bias, *label_scale, *label_bias;
    const int16_t *conv, *top, *ask, *label;
    const int32_t *distance; /* the class of how far a head stands behind a word, from -longest to longest */
} network;

/* Room for the words of a chunk; a row more, of zeros, stands for what lies outside a sentence. */
typedef struct {
    float *state, *next, *top, *asked, *scores, *both, *told, *unit;
    int16_t *numbers, *asking, *packed;
    const int16_t **rows;
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

/* Make whole numbers of the words of a chunk, those of each sentence as fine as its largest allows. */
FAST static void whole_sentences(const float *from, int stride, const int32_t *lengths, int sentences, const float *scale, int depth,
                                 float most, int16_t *to, int apart, float *unit)
{
    for (int s = 0; s < sentences; s++) {
        const int n = lengths[s];
        const float high = or_one(largest(from, stride, n, scale, depth));
        whole(from, stride, n, scale, depth, most / high, to, apart);
        for (int i = 0; i < n; i++) unit[i] = high / most;
        from += (size_t)n * stride;
        to += (size_t)n * apart;
        unit += n;
    }
}

/* Read the sentences of a chunk. out: four rows of `all` numbers (tags, fine tags, heads from -1, labels), from `from` on. */
FAST static void read_chunk(const network *net, room *r, multiplier *times, const int32_t *forms, const int32_t *lengths,
                            int sentences, int words, int32_t *out, Py_ssize_t all)
{
    const int H = net->hidden, padded = tall(words), arc = net->arc, relation = net->relation;
    const int shown = wide(net->tags + net->fine) * WIDE, ends = wide(arc + relation) * WIDE, top = shown + 2 * ends;
    const int asked = wide(arc) * WIDE, ask = asked + wide(net->classes) * WIDE;
    float *state = r->state, *next = r->next;
    int16_t *none = r->numbers + (size_t)padded * H; /* what lies outside a sentence, and the rows that fill up */
    memset(none, 0, (size_t)H * sizeof *none);
    for (int i = words; i < padded; i++) r->unit[i] = 0;
    /* The first convolution: what each form gives to the words around it is known. */
    for (int s = 0, start = 0; s < sentences; start += lengths[s++]) {
        const int n = lengths[s], d = net->dilation[0];
        for (int i = 0; i < n; i++) {
            const float *own = net->known + (size_t)forms[start + i] * 4 * H;
            const float *behind = i >= d ? net->known + (size_t)forms[start + i - d] * 4 * H + H : NULL;
            const float *ahead = i + d < n ? net->known + (size_t)forms[start + i + d] * 4 * H + 3 * H : NULL;
            float *to = state + (size_t)(start + i) * H;
            for (int k = 0; k < H; k++) to[k] = own[2 * H + k] + net->conv_bias[k];
            if (behind)
                for (int k = 0; k < H; k++) to[k] += behind[k];
            if (ahead)
                for (int k = 0; k < H; k++) to[k] += ahead[k];
            for (int k = 0; k < H; k++) to[k] = (to[k] > 0 ? to[k] : 0) + own[k];
        }
    }
    for (int layer = 1; layer < net->layers; layer++) {
        const int d = net->dilation[layer];
        whole_sentences(state, H, lengths, sentences, net->conv_scale + (size_t)(layer - 1) * H, H, MOST, r->numbers, H, r->unit);
        for (int s = 0, start = 0; s < sentences; start += lengths[s++])
            for (int i = 0; i < lengths[s]; i++) {
                const int16_t *own = r->numbers + (size_t)(start + i) * H;
                r->rows[start + i] = i >= d ? own - (size_t)d * H : none;
                r->rows[padded + start + i] = own;
                r->rows[2 * padded + start + i] = i + d < lengths[s] ? own + (size_t)d * H : none;
            }
        for (int p = 0; p < 3; p++)
            for (int i = words; i < padded; i++) r->rows[p * padded + i] = none;
        times(r->rows, 3, H, net->conv + (size_t)(layer - 1) * 3 * H * H, r->unit, net->conv_bias + layer * H, padded, H / WIDE, next, H);
        for (size_t k = 0; k < (size_t)words * H; k++) next[k] = (next[k] > 0 ? next[k] : 0) + state[k];
        float *other = state;
        state = next;
        next = other;
    }
    for (int i = 0; i < padded; i++) r->rows[i] = i < words ? r->numbers + (size_t)i * H : none;
    for (int part = 0, at = 0; part < 3; part++) {
        const int wanted = part ? ends : shown;
        whole_sentences(state, H, lengths, sentences, net->top_scale + (size_t)part * H, H, MOST, r->numbers, H, r->unit);
        times(r->rows, 1, H, net->top + (size_t)at * H, r->unit, net->top_bias + at, padded, wanted / WIDE, r->top + at, top);
        at += wanted;
    }
    for (int i = 0; i < words; i++) {
        float *row = r->top + (size_t)i * top;
        out[i] = best(row, net->tags);
        out[all + i] = best(row + net->tags, net->fine);
        for (int k = shown; k < top; k++) row[k] = row[k] > 0 ? row[k] : 0;
    }
    for (int i = 0; i < padded; i++) r->rows[i] = i < words ? r->numbers + (size_t)i * arc : none;
    for (int part = 0, at = 0; part < 2; part++) {
        const int wanted = part ? ask - asked : asked;
        whole_sentences(r->top + shown, top, lengths, sentences, net->ask_scale + (size_t)part * arc, arc, MOST, r->numbers, arc, r->unit);
        times(r->rows, 1, arc, net->ask + (size_t)at * arc, r->unit, net->ask_bias + at, padded, wanted / WIDE, r->asked + at, ask);
        at += wanted;
    }
    for (int s = 0, start = 0; s < sentences; start += lengths[s++]) {
        const int n = lengths[s], high = tall(n), blocks = wide(n + 1), stride = blocks * WIDE;
        const float *heads = r->top + (size_t)start * top + shown + ends, *asking = r->asked + (size_t)start * ask;
        const float below = largest(heads, top, n, NULL, arc), above = largest(net->root, 0, 1, NULL, arc);
        const float one = or_one(largest(asking, ask, n, NULL, arc)), other = or_one(above > below ? above : below);
        const float both = (one / BOTH_MOST) * (other / BOTH_MOST);
        memset(r->packed, 0, (size_t)blocks * arc * WIDE * sizeof *r->packed);
        for (int h = 0; h <= n; h++) {
            whole(h ? heads + (size_t)(h - 1) * top : net->root, 0, 1, NULL, arc, BOTH_MOST / other, r->numbers, 0);
            int16_t *to = r->packed + (size_t)(h / WIDE) * arc * WIDE + h % WIDE * 2;
            for (int k = 0; k < arc; k += 2) memcpy(to + (size_t)k * WIDE, r->numbers + k, 2 * sizeof *to);
        }
        whole(asking, ask, n, NULL, arc, BOTH_MOST / one, r->asking, arc);
        for (int i = 0; i < high; i++) {
            r->rows[i] = r->asking + (size_t)(i < n ? i : 0) * arc;
            r->unit[i] = both;
        }
        times(r->rows, 1, arc, r->packed, r->unit, NULL, high, blocks, r->scores, stride);
        for (int i = 0; i < n; i++) {
            const float *apart = r->asked + (size_t)(start + i) * ask + asked;
            float *row = r->scores + (size_t)i * stride;
            row[0] += apart[net->classes - 1];
            for (int h = 1; h <= n; h++) row[h] += apart[net->distance[h - i - 1 + net->longest]];
        }
        attach(r->scores, stride, n, r->heads + start, r->up, r->told);
    }
    const int labels = wide(net->labels) * WIDE, depth = 3 * relation;
    for (int s = 0, start = 0; s < sentences; start += lengths[s++])
        for (int i = start; i < start + lengths[s]; i++) {
            const float *under = r->top + (size_t)i * top + shown + arc;
            const float *over = r->heads[i] ? r->top + (size_t)(start + r->heads[i] - 1) * top + shown + ends + arc : net->root + arc;
            float *both = r->both + (size_t)i * depth;
            for (int k = 0; k < relation; k++) {
                both[k] = under[k];
                both[relation + k] = over[k];
                both[2 * relation + k] = under[k] * over[k];
            }
            out[2 * all + i] = r->heads[i] - 1;
        }
    for (int i = words; i < padded; i++) r->unit[i] = 0;
    whole_sentences(r->both, depth, lengths, sentences, net->label_scale, depth, MOST, r->numbers, depth, r->unit);
    for (int i = 0; i < padded; i++) r->rows[i] = r->numbers + (size_t)(i < words ? i : 0) * depth;
    times(r->rows, 1, depth, net->label, r->unit, net->label_bias, padded, labels / WIDE, r->told, labels);
    for (int i = 0; i < words; i++) out[3 * all + i] = best(r->told + (size_t)i * labels, net->labels);
}

/* Read all sentences. Returns 0, or -1 where there is no memory. */
static int read_all(const network *net, const int32_t *forms, const int32_t *lengths, Py_ssize_t sentences,
                    Py_ssize_t words, int32_t *out)
{
    const size_t most = (size_t)tall(CHUNK + net->longest) + 1, long_ = (size_t)tall(net->longest);
    const size_t blocks = (size_t)wide(net->longest + 1), depth = 3 * (size_t)net->relation;
    const size_t top = (size_t)(wide(net->tags + net->fine) + 2 * wide(net->arc + net->relation)) * WIDE;
    const size_t ask = (size_t)(wide(net->arc) + wide(net->classes)) * WIDE;
    const size_t told = most * wide(net->labels) * WIDE + long_;
    const size_t broad = (size_t)net->hidden > depth ? (size_t)net->hidden : depth;
    const size_t sizes[] = {most * net->hidden, most * net->hidden, most * top, most * ask, long_ * blocks * WIDE, most * depth,
                            told, most};
    const size_t whole_sizes[] = {most * (broad > (size_t)net->arc ? broad : (size_t)net->arc), long_ * net->arc,
                                  blocks * net->arc * WIDE};
    size_t every = 0, every_whole = 0;
    for (int i = 0; i < 8; i++) every += sizes[i];
    for (int i = 0; i < 3; i++) every_whole += whole_sizes[i];
    float *memory = malloc(every * sizeof *memory);
    int16_t *whole_memory = malloc(every_whole * sizeof *whole_memory);
    const int16_t **rows = malloc(3 * most * sizeof *rows);
    int32_t *numbers = malloc(2 * most * sizeof *numbers);
    if (!memory || !whole_memory || !rows || !numbers) {
        free(memory); free(whole_memory); free(rows); free(numbers);
        return -1;
    }
    float *part[8], *at = memory;
    for (int i = 0; i < 8; at += sizes[i++]) part[i] = at;
    int16_t *own = whole_memory, *asking = own + whole_sizes[0], *packed = asking + whole_sizes[1];
    room r = {part[0], part[1], part[2], part[3], part[4], part[5], part[6], part[7], own, asking, packed, rows, numbers,
              numbers + most};
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
    free(memory); free(whole_memory); free(rows); free(numbers);
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

enum { SHAPE, FORMS, LENGTHS, KNOWN, CONV, CONV_SCALE, CONV_BIAS, TOP, TOP_SCALE, TOP_BIAS, ROOT, ASK, ASK_SCALE, ASK_BIAS, LABEL,
       LABEL_SCALE, LABEL_BIAS, DISTANCE, OUT, BUFFERS };

static const char *refusal(const network *net, const Py_buffer *b)
{
    const Py_ssize_t H = net->hidden, R = net->relation, ends = (Py_ssize_t)net->arc + R;
    const Py_ssize_t top = (wide(net->tags + net->fine) + 2 * wide((int)ends)) * WIDE;
    const Py_ssize_t ask = (wide(net->arc) + wide(net->classes)) * WIDE;
    const Py_ssize_t words = b[FORMS].len / 4, labels = wide(net->labels) * WIDE;
    if (H < 1 || H % WIDE || net->arc < 2 || net->arc % 2 || R < 2 || R % 2 || net->layers < 1 || net->layers > LAYERS
        || net->longest < 1)
        return "the network's shape is not one that the kernel reads";
    if (b[KNOWN].len % (4 * H * 4) || b[CONV].len != (net->layers - 1) * 3 * H * H * 2
        || b[CONV_SCALE].len != (net->layers - 1) * H * 4 || b[CONV_BIAS].len != net->layers * H * 4
        || b[TOP].len != H * top * 2 || b[TOP_SCALE].len != 3 * H * 4 || b[TOP_BIAS].len != top * 4 || b[ROOT].len != ends * 4
        || b[ASK].len != net->arc * ask * 2 || b[ASK_SCALE].len != 2 * net->arc * 4 || b[ASK_BIAS].len != ask * 4
        || b[LABEL].len != 3 * R * labels * 2 || b[LABEL_SCALE].len != 3 * R * 4 || b[LABEL_BIAS].len != labels * 4
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
                       b[KNOWN].buf, b[CONV_SCALE].buf, b[CONV_BIAS].buf, b[TOP_SCALE].buf, b[TOP_BIAS].buf, b[ROOT].buf,
                       b[ASK_SCALE].buf, b[ASK_BIAS].buf, b[LABEL_SCALE].buf, b[LABEL_BIAS].buf,
                       b[CONV].buf, b[TOP].buf, b[ASK].buf, b[LABEL].buf, b[DISTANCE].buf};
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

enum { SIZES, LOOKS, VECTOR_HASHES, VECTORS, WORD_HASHES, WORDS, SHAPES, AFFIX, INPUT, INPUT_SCALE, INPUT_BIAS, FIRST, FIRST_SCALE,
       GIVEN, FIRST_BUFFERS };

static const char *first_refusal(const Py_buffer *b)
{
    if (b[SIZES].len != 3 * 4) return "the network's shape is not one that the kernel reads";
    const int32_t *sizes = b[SIZES].buf;
    const Py_ssize_t V = sizes[0], L = sizes[1], H = sizes[2], count = b[LOOKS].len / (LOOK * 4);
    if (V < 1 || L < 1 || (V + L) % 2 || H < 1 || H % WIDE) return "the network's shape is not one that the kernel reads";
    if (b[LOOKS].len % (LOOK * 4) || b[VECTORS].len != b[VECTOR_HASHES].len * V || b[WORDS].len != (b[WORD_HASHES].len + 4) * L
        || b[SHAPES].len % (L * 4) || b[AFFIX].len % (L * 4) || b[INPUT].len != (V + L) * H * 2
        || b[INPUT_SCALE].len != (V + L) * 4 || b[INPUT_BIAS].len != H * 4 || b[FIRST].len != 3 * H * H * 2
        || b[FIRST_SCALE].len != H * 4 || b[GIVEN].len != count * 4 * H * 4)
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
FAST static int first_layers(const Py_buffer *b)
{
    const int32_t *sizes = b[SIZES].buf, *looks = b[LOOKS].buf;
    const int V = sizes[0], L = sizes[1], H = sizes[2], wide_ = V + L;
    const Py_ssize_t count = b[LOOKS].len / (LOOK * 4);
    float *entry = malloc((size_t)TALL * (wide_ + 4 * H) * sizeof *entry), *given = entry + TALL * wide_, *around = given + TALL * H;
    const int deep = wide_ > H ? wide_ : H;
    int16_t *numbers = malloc((size_t)TALL * deep * sizeof *numbers);
    const int16_t *rows[TALL];
    float unit[TALL];
    int32_t alone[TALL];
    if (!entry || !numbers) {
        free(entry); free(numbers);
        return -1;
    }
    for (int i = 0; i < TALL; i++) alone[i] = 1; /* a form has a scale of its own */
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
        whole_sentences(entry, wide_, alone, TALL, b[INPUT_SCALE].buf, wide_, MOST, numbers, wide_, unit);
        for (int i = 0; i < TALL; i++) rows[i] = numbers + i * wide_;
        times(rows, 1, wide_, b[INPUT].buf, unit, b[INPUT_BIAS].buf, TALL, H / WIDE, given, H);
        for (int k = 0; k < TALL * H; k++) given[k] = given[k] > 0 ? given[k] : 0;
        whole_sentences(given, H, alone, TALL, b[FIRST_SCALE].buf, H, MOST, numbers, H, unit);
        for (int i = 0; i < TALL; i++) rows[i] = numbers + i * H;
        times(rows, 1, H, b[FIRST].buf, unit, NULL, TALL, 3 * H / WIDE, around, 3 * H);
        for (int i = 0; i < taken; i++) {
            float *to = (float *)b[GIVEN].buf + (start + i) * 4 * H;
            memcpy(to, given + i * H, (size_t)H * sizeof *to);
            memcpy(to + H, around + (size_t)i * 3 * H, (size_t)3 * H * sizeof *to);
        }
    }
    free(entry); free(numbers);
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
#if defined(__GNUC__) && defined(__x86_64__)
    if (!fastest()) { /* numpy's own library is faster then */
        PyErr_SetString(PyExc_ImportError, "this processor has no AVX2");
        return NULL;
    }
#endif
    fill_crc_table();
    PyObject *module = PyModule_Create(&definition);
    if (module && PyModule_AddIntConstant(module, "INTERFACE", INTERFACE)) Py_CLEAR(module);
    return module;
}
