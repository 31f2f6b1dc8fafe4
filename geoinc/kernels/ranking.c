/* How probable each candidate of a text's names is: the arithmetic of geoinc/toponyms/resolve/features.py (what the other names
   say for it) and network.py, in their order, so that both give the same bits. Which weight is summed over which mask is told by
   a plan; nothing may be fused to steps that round once where numpy rounds twice. Logarithms and powers, whose last bit is a
   library's, are taken in double precision and rounded. */

#define PY_SSIZE_T_CLEAN
#define Py_LIMITED_API 0x030B0000
#include <Python.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#if defined(__clang__)
#pragma STDC FP_CONTRACT OFF
#elif defined(__GNUC__)
#pragma GCC optimize("fp-contract=off")
#endif

#define INTERFACE 4 /* raised with what the functions take; geoinc/toponyms/resolve/features.py asks for the same */
#define KEYS 5      /* of a candidate: its place, country, first- and second-level unit, and itself as what holds others */
#define MASKS 14
#define MOST 64     /* the most entries of a plan */

enum { PLACE, COUNTRY, ADMIN1, ADMIN2, CONTAINER };
enum { SAME, COUNTRY_TOO, ADMIN1_TOO, ADMIN2_TOO, IN_COUNTRY, IN_ADMIN1, IN_ADMIN2, IN_UNIT, INSIDE, HOLDS, KINDS, TOWN };
enum { SURE, WEIGHT, WEIGHT_NEAR, SPECIFIC, SPECIFIC_NEAR, SURE_SPECIFIC, BACK, PEER, TIED };
enum { COMMA_LINK, PEER_LINK = 5, LINKS = 7, WEIGHTS = TIED + PEER_LINK };

typedef struct {
    int64_t anchors, country_keys, nowhere, no_match; /* numbers, */
    double least, square_m, town, province, part;     /* probabilities, square metres and kernels of features.py */
} settings;

enum { SETTINGS, PLAN, MAXIMA, CANDIDATE_KEYS, CLASSES, UNIT, GROUP, PROBABILITY, ROOTS, NEARNESS, TIES, SUMMED, LARGEST, TOTALS, BUFFERS };

typedef struct {
    const settings *set;
    const int64_t *group;
    const int32_t *keys;
    const uint8_t *classes;
    const float *unit, *probability;
    Py_ssize_t count, groups, *chosen, anchors;
    float *weights; /* groups × WEIGHTS × anchors */
    int mask_of[MASKS + 1], weight_of[MOST], column_of[MOST], most, most_weight[MOST], most_mask[MOST];
} scene;

/* Choose the likeliest candidates of each group, of those that are as likely the first. */
static void choose(scene *s)
{
    for (Py_ssize_t start = 0, end; start < s->count; start = end) {
        const Py_ssize_t own = s->anchors;
        for (end = start; end < s->count && s->group[end] == s->group[start]; end++) {
            Py_ssize_t at = s->anchors - own < s->set->anchors ? s->anchors++ : s->anchors - 1;
            if (at == s->anchors - 1 && end - start >= s->set->anchors && s->probability[end] <= s->probability[s->chosen[at]]) continue;
            while (at > own && s->probability[end] > s->probability[s->chosen[at - 1]]) {
                s->chosen[at] = s->chosen[at - 1];
                at--;
            }
            s->chosen[at] = end;
        }
        while (s->anchors - own > 1 && !(s->probability[s->chosen[s->anchors - 1]] >= (float)s->set->least)) s->anchors--;
    }
}

static void weigh(scene *s, const float *roots, const float *nearness, const float *links)
{
    const Py_ssize_t n = s->groups, a = s->anchors, square = n * n;
    for (Py_ssize_t g = 0; g < n; g++) {
        float *own = s->weights + g * WEIGHTS * a;
        for (Py_ssize_t k = 0; k < a; k++) {
            const Py_ssize_t other = s->group[s->chosen[k]];
            const float sure = s->probability[s->chosen[k]] * (float)(g != other), near = nearness[g * n + other];
            const float weight = sure * roots[other], specific = (float)(s->keys[s->chosen[k] * KEYS + CONTAINER] < s->set->country_keys);
            const float peer = links[PEER_LINK * square + g * n + other], comma = links[COMMA_LINK * square + g * n + other];
            float back = links[other * n + g];
            for (int link = 1; link < PEER_LINK; link++) {
                const float tie = links[link * square + other * n + g];
                if (tie > back) back = tie;
            }
            own[SURE * a + k] = sure;
            own[WEIGHT * a + k] = weight;
            own[WEIGHT_NEAR * a + k] = weight * near;
            own[SPECIFIC * a + k] = weight * specific;
            own[SPECIFIC_NEAR * a + k] = weight * near * specific;
            own[SURE_SPECIFIC * a + k] = sure * specific;
            own[BACK * a + k] = sure * back;
            own[PEER * a + k] = sure * (peer > comma ? peer : comma);
            for (int link = 0; link < PEER_LINK; link++) own[(TIED + link) * a + k] = sure * links[link * square + g * n + other];
        }
    }
}

/* Put what holds between a candidate and an anchor into masks: 0 or 1, or a kernel of distance. */
static void compare(const scene *s, Py_ssize_t i, Py_ssize_t anchor, float *masks)
{
    const int32_t *own = s->keys + i * KEYS, *theirs = s->keys + anchor * KEYS;
    int32_t named[KEYS];
    for (int k = 0; k < KEYS; k++) named[k] = theirs[k] == s->set->nowhere ? (int32_t)s->set->no_match : theirs[k];
    const int apart = own[PLACE] != named[PLACE];
    int in[3], holds = 0;
    for (int k = 0; k < 3; k++) {
        masks[SAME + k] = (float)(own[k] == named[k]);
        in[k] = own[COUNTRY + k] == named[CONTAINER] && apart;
        masks[IN_COUNTRY + k] = (float)in[k];
        holds |= own[CONTAINER] == named[COUNTRY + k];
    }
    masks[ADMIN2_TOO] = (float)(own[ADMIN2] == named[ADMIN2]);
    masks[IN_UNIT] = (float)(in[1] || in[2]);
    masks[INSIDE] = (float)(in[0] || in[1] || in[2]);
    masks[HOLDS] = (float)(holds && apart);
    masks[KINDS] = (float)(s->classes[i] == s->classes[anchor]);
    const float *u = s->unit + i * 3, *v = s->unit + anchor * 3;
    float chord = u[0] * v[0];
    chord = chord + u[1] * v[1];
    chord = chord + u[2] * v[2];
    chord = 2.0f - 2.0f * chord;
    const float square_m = (chord > 0.0f ? chord : 0.0f) * (float)s->set->square_m;
    masks[TOWN] = 1.0f / (1.0f + square_m * (float)s->set->town);
    masks[TOWN + 1] = 1.0f / (1.0f + square_m * (float)s->set->province);
    masks[TOWN + 2] = 1.0f / (1.0f + square_m * (float)s->set->part);
}

/* Add up what all anchors say for a candidate, and find the most that one says. */
static void add_up(const scene *s, Py_ssize_t i, float *sums, float *best)
{
    float masks[MASKS];
    const float *weights = s->weights + s->group[i] * WEIGHTS * s->anchors;
    memset(sums, 0, (size_t)s->mask_of[MASKS] * sizeof *sums);
    memset(best, 0, (size_t)s->most * sizeof *best);
    for (Py_ssize_t k = 0; k < s->anchors; k++) {
        if (s->group[s->chosen[k]] == s->group[i]) continue; /* says nothing of its own: all its weights are 0 */
        compare(s, i, s->chosen[k], masks);
        for (int mask = 0; mask < MASKS; mask++)
            if (masks[mask] != 0.0f)
                for (int at = s->mask_of[mask]; at < s->mask_of[mask + 1]; at++)
                    sums[s->column_of[at]] += weights[s->weight_of[at] * s->anchors + k] * masks[mask];
        for (int at = 0; at < s->most; at++) {
            const float found = weights[s->most_weight[at] * s->anchors + k] * masks[s->most_mask[at]];
            if (found > best[at]) best[at] = found;
        }
    }
}

static void total(const scene *s, float *totals)
{
    for (Py_ssize_t row = 0; row < s->groups * WEIGHTS; row++) {
        totals[row] = 0.0f;
        for (Py_ssize_t k = 0; k < s->anchors; k++) totals[row] += s->weights[row * s->anchors + k];
    }
}

/* Read pairs of a weight and a mask; 0 where there are others. */
static int read_plans(scene *s, const Py_buffer *plan, const Py_buffer *maxima)
{
    const int64_t *pairs = plan->buf, *most = maxima->buf;
    const Py_ssize_t width = plan->len / 16, count = maxima->len / 16;
    if (plan->len % 16 || maxima->len % 16 || width > MOST || count > MOST) return 0;
    for (Py_ssize_t k = 0; k < width + count; k++) {
        const int64_t *pair = k < width ? pairs + 2 * k : most + 2 * (k - width);
        if (pair[0] < 0 || pair[0] >= WEIGHTS || pair[1] < 0 || pair[1] >= MASKS) return 0;
    }
    int at = 0;
    for (int mask = 0; mask < MASKS; mask++) {
        s->mask_of[mask] = at;
        for (Py_ssize_t k = 0; k < width; k++)
            if (pairs[2 * k + 1] == mask) {
                s->weight_of[at] = (int)pairs[2 * k];
                s->column_of[at++] = (int)k;
            }
    }
    s->mask_of[MASKS] = at;
    s->most = (int)count;
    for (Py_ssize_t k = 0; k < count; k++) {
        s->most_weight[k] = (int)most[2 * k];
        s->most_mask[k] = (int)most[2 * k + 1];
    }
    return 1;
}

/* context(arrays): the sums and the largest of each candidate, and the sums of each group's weights, are written. */
static PyObject *context(PyObject *self, PyObject *arrays)
{
    (void)self;
    Py_buffer b[BUFFERS];
    if (!PyTuple_Check(arrays) || PyTuple_Size(arrays) != BUFFERS) {
        PyErr_SetString(PyExc_TypeError, "the kernel takes one tuple of arrays");
        return NULL;
    }
    int held = 0;
    scene s = {0};
    const char *why = "an array has another size than the candidates";
    for (; held < BUFFERS; held++)
        if (PyObject_GetBuffer(PyTuple_GetItem(arrays, held), &b[held], held >= SUMMED ? PyBUF_WRITABLE : PyBUF_SIMPLE)) {
            why = NULL;
            goto done;
        }
    s.set = b[SETTINGS].buf;
    s.count = b[GROUP].len / 8;
    s.groups = b[ROOTS].len / 4;
    const Py_ssize_t n = s.count, g = s.groups, width = b[PLAN].len / 16, most = b[MAXIMA].len / 16;
    if (b[SETTINGS].len != sizeof *s.set || s.set->anchors < 1 || !read_plans(&s, &b[PLAN], &b[MAXIMA])) goto done;
    if (b[CANDIDATE_KEYS].len != n * KEYS * 4 || b[CLASSES].len != n || b[UNIT].len != n * 12 || b[GROUP].len != n * 8
        || b[PROBABILITY].len != n * 4 || b[NEARNESS].len != g * g * 4 || b[TIES].len != LINKS * g * g * 4
        || b[SUMMED].len != n * width * 4 || b[LARGEST].len != n * most * 4 || b[TOTALS].len != g * WEIGHTS * 4)
        goto done;
    s.group = b[GROUP].buf;
    for (Py_ssize_t i = 0; i < n; i++)
        if (s.group[i] < 0 || s.group[i] >= g) goto done;
    s.keys = b[CANDIDATE_KEYS].buf;
    s.classes = b[CLASSES].buf;
    s.unit = b[UNIT].buf;
    s.probability = b[PROBABILITY].buf;
    why = NULL;
    s.chosen = malloc(((size_t)n + 1) * sizeof *s.chosen);
    if (s.chosen) {
        choose(&s);
        s.weights = malloc(((size_t)(g * WEIGHTS) * (size_t)s.anchors + 1) * sizeof *s.weights);
    }
    if (!s.weights) {
        PyErr_NoMemory();
        goto done;
    }
    weigh(&s, b[ROOTS].buf, b[NEARNESS].buf, b[TIES].buf);
    total(&s, b[TOTALS].buf);
    for (Py_ssize_t i = 0; i < n; i++) add_up(&s, i, (float *)b[SUMMED].buf + i * width, (float *)b[LARGEST].buf + i * most);
done:
    free(s.chosen); free(s.weights);
    while (held > 0) PyBuffer_Release(&b[--held]);
    if (why) PyErr_SetString(PyExc_ValueError, why);
    return PyErr_Occurred() ? NULL : Py_NewRef(Py_None);
}

/* Where in a row of context features what is found goes, and how: numbers of columns and of weights. */
typedef struct {
    Py_ssize_t columns, shares, logs, links;
    const int64_t *sums, *bests, *share, *share_of, *log, *link, *last; /* the last: the strongest link, being alone, and of what */
    const float *offset;
} layout;

/* Write what features.py's context() does for one candidate. */
static void describe(const scene *s, const layout *l, Py_ssize_t i, const float *totals, float *row)
{
    float sums[MOST], best[MOST], strongest = 0.0f;
    const float *total = totals + s->group[i] * WEIGHTS;
    add_up(s, i, sums, best);
    for (int k = 0; k < s->mask_of[MASKS]; k++) row[l->sums[k]] = sums[k];
    for (Py_ssize_t k = 0; k < l->shares; k++) row[l->share[k]] /= total[l->share_of[k]] + l->offset[k];
    for (Py_ssize_t k = 0; k < l->logs; k++) row[l->log[k]] = (float)log1p((double)row[l->log[k]]);
    for (int k = 0; k < s->most; k++) row[l->bests[k]] = best[k];
    for (Py_ssize_t k = 0; k < l->links; k++)
        if (row[l->link[k]] > strongest) strongest = row[l->link[k]];
    row[l->last[0]] = strongest;
    row[l->last[1]] = 1.0f / (1.0f + total[l->last[2]]);
}

enum { SKIP, HIDDEN, BIAS, TOP, NONE, LAYERS };

typedef struct {
    const float *skip, *hidden, *bias, *top, *none;
    Py_ssize_t inputs, units;
} network;

#if defined(__GNUC__)
#define INLINE static inline __attribute__((always_inline))
#else
#define INLINE static inline
#endif

INLINE float score(const network *n, const float *restrict x, float *restrict inner)
{
    float straight = 0.0f, bent = 0.0f;
    const Py_ssize_t units = n->units;
    memset(inner, 0, (size_t)units * sizeof *inner);
    for (Py_ssize_t d = 0; d < n->inputs; d++) {
        const float value = x[d], *restrict weights = n->hidden + d * units;
        if (value == 0.0f) continue; /* adds nothing */
        straight += value * n->skip[d];
        for (Py_ssize_t h = 0; h < units; h++) inner[h] += value * weights[h];
    }
    for (Py_ssize_t h = 0; h < units; h++) {
        const float raised = inner[h] + n->bias[h];
        bent += (raised > 0.0f ? raised : 0.0f) * n->top[h];
    }
    return straight + bent;
}

typedef float scorer(const network *, const float *, float *);

static float score_plainly(const network *n, const float *x, float *inner) { return score(n, x, inner); }

#if defined(__GNUC__) && defined(__x86_64__)
__attribute__((target("avx2"))) /* not "fma", whose steps round otherwise */
static float score_by_avx2(const network *n, const float *x, float *inner) { return score(n, x, inner); }

static scorer *fastest(void)
{
    __builtin_cpu_init();
    return __builtin_cpu_supports("avx2") ? score_by_avx2 : score_plainly;
}
#else
static scorer *fastest(void) { return score_plainly; }
#endif

/* Turn the scores of each group's candidates, and that of "none", into probabilities. */
static void share_out(const scene *s, const network *n, const float *names, Py_ssize_t known, float *scores)
{
    Py_ssize_t name = 0;
    for (Py_ssize_t start = 0, end; start < s->count; start = end, name++) {
        float none = 0.0f;
        for (Py_ssize_t q = 0; q < known; q++) none += names[name * known + q] * n->none[q];
        double top = none, sum = 0;
        for (end = start; end < s->count && s->group[end] == s->group[start]; end++)
            if (scores[end] > top) top = scores[end];
        for (Py_ssize_t i = start; i < end; i++) sum += exp((double)scores[i] - top);
        sum += exp((double)none - top);
        for (Py_ssize_t i = start; i < end; i++) scores[i] = (float)(exp((double)scores[i] - top) / sum);
    }
}

enum { R_SETTINGS, R_PLAN, R_MAXIMA, R_SUMS, R_BESTS, R_SHARE, R_SHARE_OF, R_OFFSET, R_LOG, R_LINK, R_LAST, R_KEYS, R_CLASSES, R_UNIT, R_GROUP,
       R_ROOTS, R_NEARNESS, R_TIES, R_FIXED, R_NAMES, R_PROBABILITY, R_BUFFERS };

static int within(const Py_buffer *b, Py_ssize_t below)
{
    const int64_t *numbers = b->buf;
    for (Py_ssize_t k = 0; k < b->len / 8; k++)
        if (numbers[k] < 0 || numbers[k] >= below) return 0;
    return b->len % 8 == 0;
}

/* Read a network of some inputs; 0 where its layers do not fit one another. */
static int read_network(PyObject *layers, Py_buffer *b, int *held, Py_ssize_t inputs, Py_ssize_t known, network *n)
{
    if (!PyTuple_Check(layers) || PyTuple_Size(layers) != LAYERS) return 0;
    for (*held = 0; *held < LAYERS; (*held)++)
        if (PyObject_GetBuffer(PyTuple_GetItem(layers, *held), &b[*held], PyBUF_SIMPLE)) return 0;
    *n = (network){b[SKIP].buf, b[HIDDEN].buf, b[BIAS].buf, b[TOP].buf, b[NONE].buf, b[SKIP].len / 4, b[BIAS].len / 4};
    return n->inputs == inputs && b[SKIP].len == inputs * 4 && b[HIDDEN].len == inputs * b[BIAS].len && b[TOP].len == b[BIAS].len
           && b[NONE].len == known * 4;
}

/* rank(arrays, networks, inputs): write the probability of each candidate. The first network sees as many of its fixed features
   as told, each other one all of them and what the other names say by the probabilities of the one before. */
static PyObject *rank(PyObject *self, PyObject *args)
{
    (void)self;
    Py_buffer b[R_BUFFERS], layer[LAYERS];
    PyObject *arrays, *networks;
    Py_ssize_t inputs;
    if (!PyArg_ParseTuple(args, "O!O!n", &PyTuple_Type, &arrays, &PyTuple_Type, &networks, &inputs)) return NULL;
    if (PyTuple_Size(arrays) != R_BUFFERS) {
        PyErr_SetString(PyExc_TypeError, "the kernel takes one tuple of arrays");
        return NULL;
    }
    int held = 0, layers = 0;
    scene s = {0};
    float *memory = NULL;
    const char *why = "an array has another size than the candidates, the names or the networks";
    for (; held < R_BUFFERS; held++)
        if (PyObject_GetBuffer(PyTuple_GetItem(arrays, held), &b[held], held == R_PROBABILITY ? PyBUF_WRITABLE : PyBUF_SIMPLE)) goto done;
    s.set = b[R_SETTINGS].buf;
    s.count = b[R_GROUP].len / 8;
    s.groups = b[R_ROOTS].len / 4;
    if (b[R_SETTINGS].len != sizeof *s.set || s.set->anchors < 1 || !read_plans(&s, &b[R_PLAN], &b[R_MAXIMA]) || s.count < 1) goto done;
    const Py_ssize_t n = s.count, g = s.groups, fixed = b[R_FIXED].len / 4 / n;
    const int64_t *last = b[R_LAST].buf;
    s.group = b[R_GROUP].buf;
    s.keys = b[R_KEYS].buf;
    s.classes = b[R_CLASSES].buf;
    s.unit = b[R_UNIT].buf;
    s.probability = b[R_PROBABILITY].buf;
    Py_ssize_t names = 0;
    for (Py_ssize_t i = 0; i < n; i++) {
        if (s.group[i] < 0 || s.group[i] >= g) goto done;
        names += i == 0 || s.group[i] != s.group[i - 1];
    }
    const Py_ssize_t known = b[R_NAMES].len / 4 / names, width = (b[R_SUMS].len + b[R_BESTS].len) / 8 + 2, columns = fixed + width;
    if (b[R_KEYS].len != n * KEYS * 4 || b[R_CLASSES].len != n || b[R_UNIT].len != n * 12 || b[R_PROBABILITY].len != n * 4
        || b[R_NEARNESS].len != g * g * 4 || b[R_TIES].len != LINKS * g * g * 4 || b[R_FIXED].len != n * fixed * 4
        || b[R_NAMES].len != names * known * 4 || inputs < 0 || inputs > fixed)
        goto done;
    if (!within(&b[R_SUMS], width) || !within(&b[R_BESTS], width) || !within(&b[R_SHARE], width) || !within(&b[R_LOG], width)
        || !within(&b[R_LINK], width) || !within(&b[R_SHARE_OF], WEIGHTS) || b[R_SUMS].len != s.mask_of[MASKS] * 8
        || b[R_BESTS].len != s.most * 8 || b[R_SHARE].len != b[R_SHARE_OF].len || b[R_OFFSET].len * 2 != b[R_SHARE].len || b[R_LAST].len != 24
        || last[0] < 0 || last[0] >= width || last[1] < 0 || last[1] >= width || last[2] < 0 || last[2] >= WEIGHTS)
        goto done;
    const layout l = {width, b[R_SHARE].len / 8, b[R_LOG].len / 8, b[R_LINK].len / 8, b[R_SUMS].buf, b[R_BESTS].buf, b[R_SHARE].buf,
                      b[R_SHARE_OF].buf, b[R_LOG].buf, b[R_LINK].buf, last, b[R_OFFSET].buf};
    scorer *look = fastest();
    float *found = b[R_PROBABILITY].buf;
    s.chosen = malloc(((size_t)n + 1) * sizeof *s.chosen);
    if (!s.chosen) { why = NULL; PyErr_NoMemory(); goto done; }
    for (Py_ssize_t round = 0; round < PyTuple_Size(networks); round++) {
        network net;
        const int fits = read_network(PyTuple_GetItem(networks, round), layer, &layers, round ? columns : inputs, known, &net);
        if (!fits) goto done;
        if (round) {
            s.anchors = 0;
            choose(&s);
            free(s.weights);
            s.weights = malloc(((size_t)(g * WEIGHTS) * (size_t)s.anchors + 1) * sizeof *s.weights);
        }
        free(memory);
        memory = malloc(((size_t)(g * WEIGHTS) + (size_t)columns + (size_t)net.units + (size_t)n + 1) * sizeof *memory);
        if (!memory || (round && !s.weights)) { why = NULL; PyErr_NoMemory(); goto done; }
        float *totals = memory, *row = totals + g * WEIGHTS, *inner = row + columns, *scores = inner + net.units;
        if (round) {
            weigh(&s, b[R_ROOTS].buf, b[R_NEARNESS].buf, b[R_TIES].buf);
            total(&s, totals);
        }
        for (Py_ssize_t i = 0; i < n; i++) {
            const float *own = (const float *)b[R_FIXED].buf + i * fixed;
            if (round) {
                memcpy(row, own, (size_t)fixed * sizeof *row);
                describe(&s, &l, i, totals, row + fixed);
                own = row;
            }
            scores[i] = look(&net, own, inner);
        }
        share_out(&s, &net, b[R_NAMES].buf, known, scores);
        memcpy(found, scores, (size_t)n * sizeof *found);
        while (layers > 0) PyBuffer_Release(&layer[--layers]);
    }
    why = NULL;
done:
    free(s.chosen); free(s.weights); free(memory);
    while (layers > 0) PyBuffer_Release(&layer[--layers]);
    while (held > 0) PyBuffer_Release(&b[--held]);
    if (why && !PyErr_Occurred()) PyErr_SetString(PyExc_ValueError, why);
    return PyErr_Occurred() ? NULL : Py_NewRef(Py_None);
}

/* ---- What is known of candidates without their document: geoinc/toponyms/resolve/candidates.py. ---- */

#define RADIANS 0.017453292519943295

typedef struct {
    int64_t country_keys, nowhere, no_container, none, capital, curated;
    double log_scale, unlike;
} constants;

enum { C_CONSTANTS, C_POPULATION, C_IMPORTANCE, C_FLAGS, C_KIND, C_COUNTRY, C_ADMIN1, C_ADMIN2, C_LON, C_LAT, C_CLASSES, C_LEVELS, C_INDEX, C_SIZES,
       C_WAYS, C_VIA, C_LIKE, C_ASKED, C_KEYS, C_UNIT, C_STATIC, C_KINDS, C_SUMMARY, C_BUFFERS };
enum { POPULATION, POPULATION_GAP, IMPORTANCE, IMPORTANCE_GAP, RANK, RIVALS, CAPITAL, CURATED, ASKED_KIND, OTHER_KIND, OF_NAME, OF_NAMES = 4,
       BASIC = OF_NAME + OF_NAMES, RIVALRY = 2 };
enum { UNIT_LEVEL = 1, COUNTRY_LEVEL = 2 };

static int32_t unit_key(const constants *set, uint32_t unit) { return unit == set->none ? (int32_t)set->nowhere : (int32_t)unit; }

/* Write keys, place on the sphere, kind, and what a candidate's own columns say of it. */
static void write_own(const constants *set, const Py_buffer *b, Py_ssize_t i, float *row, Py_ssize_t classes)
{
    const int64_t place = ((const int64_t *)b[C_INDEX].buf)[i];
    const uint8_t kind = ((const uint8_t *)b[C_KIND].buf)[place], level = ((const uint8_t *)b[C_LEVELS].buf)[kind];
    const uint8_t flags = ((const uint8_t *)b[C_FLAGS].buf)[place];
    const int64_t country = ((const uint16_t *)b[C_COUNTRY].buf)[place];
    int32_t *keys = (int32_t *)b[C_KEYS].buf + i * KEYS;
    keys[PLACE] = (int32_t)place;
    keys[COUNTRY] = (int32_t)(country ? country + set->country_keys : set->nowhere);
    keys[ADMIN1] = unit_key(set, ((const uint32_t *)b[C_ADMIN1].buf)[place]);
    keys[ADMIN2] = unit_key(set, ((const uint32_t *)b[C_ADMIN2].buf)[place]);
    keys[CONTAINER] = level == UNIT_LEVEL ? (int32_t)place : level == COUNTRY_LEVEL && country ? keys[COUNTRY] : (int32_t)set->no_container;
    const double lon = ((const double *)b[C_LON].buf)[place] * RADIANS, lat = ((const double *)b[C_LAT].buf)[place] * RADIANS;
    float *unit = (float *)b[C_UNIT].buf + i * 3;
    unit[0] = (float)(cos(lat) * cos(lon));
    unit[1] = (float)(cos(lat) * sin(lon));
    unit[2] = (float)sin(lat);
    ((uint8_t *)b[C_KINDS].buf)[i] = kind;
    row[CAPITAL] = (float)((flags & set->capital) != 0);
    row[CURATED] = (float)((flags & set->curated) != 0);
    memcpy(row + OF_NAME, (const float *)b[C_WAYS].buf + i * OF_NAMES, OF_NAMES * sizeof *row);
    memcpy(row + BASIC, (const float *)b[C_CLASSES].buf + kind * classes, (size_t)classes * sizeof *row);
    row[BASIC + classes + ((const int64_t *)b[C_VIA].buf)[i]] = 1.0f;
}

/* Write what sets the candidates of one name apart, and the most that any of them has of each feature. */
static void compare_rivals(const constants *set, const Py_buffer *b, Py_ssize_t start, Py_ssize_t size, const uint8_t *asked, Py_ssize_t width)
{
    const int64_t *index = (const int64_t *)b[C_INDEX].buf + start;
    const float *like = (const float *)b[C_LIKE].buf + start;
    float *rows = (float *)b[C_STATIC].buf + start * width, most_important = 0.0f, most_known = 0.0f;
    double most_people = 0;
    for (Py_ssize_t i = 0; i < size; i++) {
        const double people = log10(((const uint32_t *)b[C_POPULATION].buf)[index[i]] + 1.0) / set->log_scale;
        const float important = ((const float *)b[C_IMPORTANCE].buf)[index[i]], known = important - (float)set->unlike * (1.0f - like[i]);
        rows[i * width + IMPORTANCE] = important;
        rows[i * width + width - RIVALRY] = known;
        if (people > most_people) most_people = people;
        if (important > most_important) most_important = important;
        if (known > most_known) most_known = known;
    }
    for (Py_ssize_t i = 0; i < size; i++) {
        float *row = rows + i * width;
        const double people = log10(((const uint32_t *)b[C_POPULATION].buf)[index[i]] + 1.0) / set->log_scale;
        row[POPULATION] = (float)people;
        row[POPULATION_GAP] = (float)(people - most_people);
        row[IMPORTANCE_GAP] = row[IMPORTANCE] - most_important;
        row[RANK] = (float)(1.0 / (1.0 + (double)i));
        row[RIVALS] = (float)(log1p((double)size) / 4);
        row[width - 1] = row[width - RIVALRY] - most_known;
        const uint8_t fits = asked[((const uint8_t *)b[C_KINDS].buf)[start + i]];
        row[ASKED_KIND] = (float)(fits == 1);
        row[OTHER_KIND] = (float)(fits == 2);
    }
}

/* describe(arrays): keys, points, features and kinds of candidates, and what is known of each name, are written. */
static PyObject *describe_candidates(PyObject *self, PyObject *arrays)
{
    (void)self;
    Py_buffer b[C_BUFFERS];
    if (!PyTuple_Check(arrays) || PyTuple_Size(arrays) != C_BUFFERS) {
        PyErr_SetString(PyExc_TypeError, "the kernel takes one tuple of arrays");
        return NULL;
    }
    int held = 0;
    const char *why = "an array has another size than the candidates or the places";
    for (; held < C_BUFFERS; held++)
        if (PyObject_GetBuffer(PyTuple_GetItem(arrays, held), &b[held], held >= C_KEYS ? PyBUF_WRITABLE : PyBUF_SIMPLE)) goto done;
    const constants *set = b[C_CONSTANTS].buf;
    const int64_t *index = b[C_INDEX].buf, *sizes = b[C_SIZES].buf, *via = b[C_VIA].buf;
    const Py_ssize_t n = b[C_INDEX].len / 8, names = b[C_SIZES].len / 8, places = b[C_KIND].len, kinds = b[C_LEVELS].len;
    if (b[C_CONSTANTS].len != sizeof *set || !kinds || !n || b[C_POPULATION].len != places * 4 || b[C_IMPORTANCE].len != places * 4
        || b[C_FLAGS].len != places || b[C_COUNTRY].len != places * 2 || b[C_ADMIN1].len != places * 4 || b[C_ADMIN2].len != places * 4
        || b[C_LON].len != places * 8 || b[C_LAT].len != places * 8)
        goto done;
    const Py_ssize_t classes = b[C_CLASSES].len / 4 / kinds, width = b[C_STATIC].len / 4 / n, ways = width - BASIC - classes - RIVALRY, known = width - RIVALRY + 1;
    if (b[C_CLASSES].len != classes * kinds * 4 || b[C_WAYS].len != n * OF_NAMES * 4 || b[C_VIA].len != n * 8 || b[C_LIKE].len != n * 4
        || b[C_ASKED].len != names * kinds || b[C_KEYS].len != n * KEYS * 4 || b[C_UNIT].len != n * 12 || b[C_STATIC].len != n * width * 4
        || ways < 1 || b[C_KINDS].len != n || b[C_SUMMARY].len != names * known * 4)
        goto done;
    Py_ssize_t all = 0;
    for (Py_ssize_t name = 0; name < names; name++) {
        if (sizes[name] < 0 || sizes[name] > n - all) goto done;
        all += sizes[name];
    }
    for (Py_ssize_t i = 0; i < n; i++)
        if (index[i] < 0 || index[i] >= places || via[i] < 0 || via[i] >= ways || ((const uint8_t *)b[C_KIND].buf)[index[i]] >= kinds) goto done;
    if (all != n) goto done;
    float *table = b[C_STATIC].buf, *summary = b[C_SUMMARY].buf;
    memset(table, 0, (size_t)b[C_STATIC].len);
    memset(summary, 0, (size_t)b[C_SUMMARY].len);
    for (Py_ssize_t name = 0, start = 0; name < names; start += sizes[name++]) {
        for (Py_ssize_t i = start; i < start + sizes[name]; i++) write_own(set, b, i, table + i * width, classes);
        compare_rivals(set, b, start, sizes[name], (const uint8_t *)b[C_ASKED].buf + name * kinds, width);
        float *most = summary + name * known;
        most[0] = 1.0f;
        for (Py_ssize_t i = start; i < start + sizes[name]; i++)
            for (Py_ssize_t k = 1; k < known; k++)
                if (i == start || table[i * width + k - 1] > most[k]) most[k] = table[i * width + k - 1];
    }
    why = NULL;
done:
    while (held > 0) PyBuffer_Release(&b[--held]);
    if (why && !PyErr_Occurred()) PyErr_SetString(PyExc_ValueError, why);
    return PyErr_Occurred() ? NULL : Py_NewRef(Py_None);
}

/* ---- Which candidate of each name is meant where no word beside it says of which kind: Resolver._lead of resolver.py. ---- */

typedef struct {
    double near, namesake, people, city_share, seat_share; /* cosines, the people of a city, and shares of the likeliest */
    int64_t settlement, most;                              /* the number of that kind, and how many places are listed */
} leading;

enum { L_SETTINGS, L_KEYS, L_KIND, L_UNIT, L_PROBABILITY, L_STARTS, L_PEOPLE, L_SEATED, L_BUFFERS };
enum { NO_SEAT, HAS_SEAT, LEFT };

/* The sum of some numbers in numpy's order: of few as they come, of more by eight, of many by halves. */
static float sum_of(const float *a, Py_ssize_t n)
{
    if (n > 128) {
        const Py_ssize_t half = n / 2 - n / 2 % 8;
        return sum_of(a, half) + sum_of(a + half, n - half);
    }
    Py_ssize_t i = 0;
    float total = 0;
    if (n >= 8) {
        float r[8];
        memcpy(r, a, sizeof r);
        for (i = 8; i + 8 <= n; i += 8)
            for (int k = 0; k < 8; k++) r[k] += a[i + k];
        total = ((r[0] + r[1]) + (r[2] + r[3])) + ((r[4] + r[5]) + (r[6] + r[7]));
    }
    for (; i < n; i++) total += a[i];
    return total;
}

typedef struct {
    const leading *set;
    const int32_t *keys;
    const uint8_t *kind, *seated;
    const float *unit, *chance;
    const uint32_t *people;
    Py_ssize_t n;
    float *kept, *share; /* room for n */
} group;

static float cosine(const group *g, Py_ssize_t one, Py_ssize_t other)
{
    const float *a = g->unit + 3 * one, *b = g->unit + 3 * other;
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

static float mass_near(const group *g, Py_ssize_t best)
{
    Py_ssize_t kept = 0;
    for (Py_ssize_t i = 0; i < g->n; i++)
        if (cosine(g, i, best) >= (float)g->set->near) g->kept[kept++] = g->chance[i];
    return sum_of(g->kept, kept);
}

/* The town that a unit's bare name means: a city in it, else a town. */
static Py_ssize_t seat(const group *g, Py_ssize_t best)
{
    const int32_t unit = g->keys[best * KEYS + CONTAINER];
    Py_ssize_t found[2] = {-1, -1};
    for (Py_ssize_t i = 0; i < g->n; i++) {
        const int32_t *own = g->keys + i * KEYS;
        const int city = (double)g->people[own[PLACE]] >= g->set->people;
        const double least = (city ? g->set->city_share : g->set->seat_share) * (double)g->chance[best];
        if (g->kind[i] != g->set->settlement || (own[ADMIN1] != unit && own[ADMIN2] != unit) || !((double)g->chance[i] >= least)) continue;
        if (found[city] < 0 || g->chance[i] > g->chance[found[city]]) found[city] = i;
    }
    return found[1] >= 0 ? found[1] : found[0] >= 0 ? found[0] : best;
}

/* Put the shares of candidates where that of a unit around the chosen town counts as the town's. */
static void town_first(const group *g, Py_ssize_t best)
{
    const int32_t *town = g->keys + best * KEYS;
    Py_ssize_t kept = 0;
    for (Py_ssize_t i = 0; i < g->n; i++) {
        const int32_t holds = g->keys[i * KEYS + CONTAINER];
        const int around = g->n > 1 && g->kind[best] == g->set->settlement && (holds == town[ADMIN1] || holds == town[ADMIN2])
                           && cosine(g, i, best) >= (float)g->set->near;
        g->share[i] = around ? 0 : g->chance[i];
        if (around) g->kept[kept++] = g->chance[i];
    }
    if (kept) g->share[best] += sum_of(g->kept, kept);
}

/* (best, mass about it, that of none, the likeliest places with their shares), or None where this is left to Python */
static PyObject *lead_of(const group *g)
{
    Py_ssize_t likeliest = 0;
    for (Py_ssize_t i = 1; i < g->n; i++)
        if (g->chance[i] > g->chance[likeliest]) likeliest = i;
    Py_ssize_t best = likeliest;
    const int sort = g->seated[g->kind[likeliest]];
    if (g->n > 1 && sort == LEFT) return Py_NewRef(Py_None);
    if (g->n > 1 && sort == HAS_SEAT) best = seat(g, likeliest);
    double mass = g->n > 1 ? (double)mass_near(g, best) : (double)g->chance[0];
    if (best != likeliest && !(cosine(g, best, likeliest) < (float)g->set->namesake)) {
        const double other = (double)mass_near(g, likeliest);
        mass = other > mass ? other : mass;
    }
    const double none = 1 - (double)(g->n > 1 ? sum_of(g->chance, g->n) : g->chance[0]);
    town_first(g, best);
    PyObject *ranked = PyList_New(0);
    for (int64_t k = 0; ranked && k < g->set->most && k < g->n; k++) {
        Py_ssize_t top = -1;
        for (Py_ssize_t i = 0; i < g->n; i++)
            if (g->share[i] > -1 && (top < 0 || g->share[i] > g->share[top])) top = i;
        if (top < 0) break;
        PyObject *own = Py_BuildValue("(id)", (int)g->keys[top * KEYS + PLACE], (double)g->share[top]);
        if (!own || PyList_Append(ranked, own)) Py_CLEAR(ranked);
        Py_XDECREF(own);
        g->share[top] = -2;
    }
    return ranked ? Py_BuildValue("(nddN)", best, mass, none > 0 ? none : 0.0, ranked) : NULL;
}

/* leads(settings, keys, kinds, points, probabilities, starts, people by place, seats by kind) -> for each name with candidates, see lead_of */
static PyObject *leads(PyObject *self, PyObject *arrays)
{
    (void)self;
    Py_buffer b[L_BUFFERS];
    if (!PyArg_ParseTuple(arrays, "y*y*y*y*y*y*y*y*", &b[0], &b[1], &b[2], &b[3], &b[4], &b[5], &b[6], &b[7])) return NULL;
    const Py_ssize_t count = b[L_KIND].len, names = b[L_STARTS].len / 8, places = b[L_PEOPLE].len / 4;
    const int64_t *starts = b[L_STARTS].buf;
    const int32_t *keys = b[L_KEYS].buf;
    const uint8_t *kind = b[L_KIND].buf;
    int fit = b[L_SETTINGS].len == sizeof(leading) && b[L_KEYS].len == count * KEYS * 4 && b[L_UNIT].len == count * 12
              && b[L_PROBABILITY].len == count * 4;
    for (Py_ssize_t i = 0; fit && i < count; i++) fit = kind[i] < b[L_SEATED].len && keys[i * KEYS] >= 0 && keys[i * KEYS] < places;
    for (Py_ssize_t r = 0; fit && r < names; r++) fit = starts[r] >= 0 && starts[r] < (r + 1 < names ? starts[r + 1] : count);
    float *room = fit ? malloc((2 * (size_t)count + 1) * sizeof *room) : NULL;
    PyObject *found = room ? PyList_New(names) : NULL;
    for (Py_ssize_t r = 0; found && r < names; r++) {
        const Py_ssize_t start = starts[r], end = r + 1 < names ? starts[r + 1] : count;
        const group own = {
            b[L_SETTINGS].buf, keys + start * KEYS, kind + start, b[L_SEATED].buf, (const float *)b[L_UNIT].buf + 3 * start,
            (const float *)b[L_PROBABILITY].buf + start, b[L_PEOPLE].buf, end - start, room, room + count,
        };
        PyObject *one = lead_of(&own);
        if (!one || PyList_SetItem(found, r, one)) Py_CLEAR(found);
    }
    free(room);
    for (int k = 0; k < L_BUFFERS; k++) PyBuffer_Release(&b[k]);
    if (!fit) PyErr_SetString(PyExc_ValueError, "the arrays do not fit the candidates");
    else if (!found && !PyErr_Occurred()) PyErr_NoMemory();
    return found;
}

static PyMethodDef functions[] = {
    {"context", context, METH_O, "Write what the likeliest candidates of the other names say for each candidate."},
    {"describe", describe_candidates, METH_O, "Write what is known of the candidates of names without their document."},
    {"leads", leads, METH_VARARGS, "Return which candidate of each name is meant where no word beside it says of which kind."},
    {"rank", rank, METH_VARARGS, "Write how probable each candidate is after all rounds."},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef definition = {PyModuleDef_HEAD_INIT, "_ranking", NULL, 0, functions, NULL, NULL, NULL, NULL};

PyMODINIT_FUNC PyInit__ranking(void)
{
    PyObject *module = PyModule_Create(&definition);
    if (module && PyModule_AddIntConstant(module, "INTERFACE", INTERFACE)) Py_CLEAR(module);
    return module;
}
