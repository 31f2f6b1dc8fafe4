/* What the other names of a text say for each candidate: the arithmetic of geoinc/toponyms/resolve/features.py, in its order, so
   that both give the same bits. Which weight is summed over which mask is told by its plan; nothing may be fused to steps that
   round once where numpy rounds twice. */

#define PY_SSIZE_T_CLEAN
#define Py_LIMITED_API 0x030B0000
#include <Python.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#if defined(__clang__)
#pragma STDC FP_CONTRACT OFF
#elif defined(__GNUC__)
#pragma GCC optimize("fp-contract=off")
#endif

#define INTERFACE 1 /* raised with what the function takes; geoinc/toponyms/resolve/features.py asks for the same */
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

static void add_up(const scene *s, float *summed, Py_ssize_t width, float *largest, Py_ssize_t most)
{
    float masks[MASKS];
    memset(summed, 0, (size_t)(s->count * width) * sizeof *summed);
    memset(largest, 0, (size_t)(s->count * most) * sizeof *largest);
    for (Py_ssize_t i = 0; i < s->count; i++) {
        const float *weights = s->weights + s->group[i] * WEIGHTS * s->anchors;
        float *sums = summed + i * width, *best = largest + i * most;
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
    float *totals = b[TOTALS].buf;
    for (Py_ssize_t row = 0; row < g * WEIGHTS; row++) {
        totals[row] = 0.0f;
        for (Py_ssize_t k = 0; k < s.anchors; k++) totals[row] += s.weights[row * s.anchors + k];
    }
    add_up(&s, b[SUMMED].buf, width, b[LARGEST].buf, most);
done:
    free(s.chosen); free(s.weights);
    while (held > 0) PyBuffer_Release(&b[--held]);
    if (why) PyErr_SetString(PyExc_ValueError, why);
    return PyErr_Occurred() ? NULL : Py_NewRef(Py_None);
}

static PyMethodDef functions[] = {
    {"context", context, METH_O, "Write what the likeliest candidates of the other names say for each candidate."},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef definition = {PyModuleDef_HEAD_INIT, "_ranking", NULL, 0, functions, NULL, NULL, NULL, NULL};

PyMODINIT_FUNC PyInit__ranking(void)
{
    PyObject *module = PyModule_Create(&definition);
    if (module && PyModule_AddIntConstant(module, "INTERFACE", INTERFACE)) Py_CLEAR(module);
    return module;
}
