/* The nearest points of line segments to points: the arithmetic of geoinc/locations/fields/nearest.py, step by step, so
   that both give the same bits. Nothing may be contracted to fused steps, which round once where numpy rounds twice. */

#define PY_SSIZE_T_CLEAN
#define Py_LIMITED_API 0x030B0000
#include <Python.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#if defined(__clang__)
#pragma STDC FP_CONTRACT OFF
#elif defined(__GNUC__)
#pragma GCC optimize("fp-contract=off", "no-trapping-math") /* the second lets comparisons be done in vectors */
#endif

#define INTERFACE 1       /* raised with what the function takes; geoinc/locations/fields/nearest.py asks for the same */
#define TOGETHER 8        /* points that follow one another and so mostly lie close: they share the segments in question */
#define NO_LENGTH 1e-12
#define SLACK 1e-9        /* of a distance: far more than rounding takes */

#if defined(__GNUC__)
#define INLINE static inline __attribute__((always_inline))
#else
#define INLINE static inline
#endif

/* Segments as columns: starts, steps and squared lengths. */
typedef struct {
    double *x, *y, *step_x, *step_y, *square;
    Py_ssize_t count;
} segments;

/* Where along a segment a point is nearest to it, from 0 to 1. */
INLINE double share_of(double x, double y, double from_x, double from_y, double step_x, double step_y, double square)
{
    double share = (x - from_x) * step_x;
    share += (y - from_y) * step_y;
    share /= square;
    share = share < 0.0 ? 0.0 : share;
    return share > 1.0 ? 1.0 : share;
}

/* The squared distances of a point from all segments. */
INLINE void measure(double x, double y, const segments *s, double *restrict away)
{
    const double *restrict from_x = s->x, *restrict from_y = s->y, *restrict square = s->square;
    const double *restrict step_x = s->step_x, *restrict step_y = s->step_y;
    for (Py_ssize_t j = 0; j < s->count; j++) {
        const double share = share_of(x, y, from_x[j], from_y[j], step_x[j], step_y[j], square[j]);
        const double off_x = (share * step_x[j] + from_x[j]) - x, off_y = (share * step_y[j] + from_y[j]) - y;
        away[j] = off_x * off_x + off_y * off_y;
    }
}

typedef void measurer(double, double, const segments *, double *restrict);

static void measure_plainly(double x, double y, const segments *s, double *restrict away) { measure(x, y, s, away); }

#if defined(__GNUC__) && defined(__x86_64__)
__attribute__((target("avx2"))) /* not "fma", whose steps round otherwise */
static void measure_by_avx2(double x, double y, const segments *s, double *restrict away) { measure(x, y, s, away); }

static measurer *fastest(void)
{
    __builtin_cpu_init();
    return __builtin_cpu_supports("avx2") ? measure_by_avx2 : measure_plainly;
}
#else
static measurer *fastest(void) { return measure_plainly; }
#endif

static Py_ssize_t least(const double *values, Py_ssize_t count)
{
    Py_ssize_t at = 0;
    for (Py_ssize_t j = 1; j < count; j++)
        if (values[j] < values[at]) at = j;
    return at;
}

/* Keep the segments that may be nearest to any of some points: those within d + 2h of the middle of their bounds, where d
   is how far the nearest is from it, and h how far the points are at most. */
static void ask(measurer *look, const segments *all, const double *x, const double *y, Py_ssize_t count, double *away, segments *asked)
{
    double low_x = x[0], high_x = x[0], low_y = y[0], high_y = y[0];
    for (Py_ssize_t i = 1; i < count; i++) {
        low_x = fmin(low_x, x[i]);
        high_x = fmax(high_x, x[i]);
        low_y = fmin(low_y, y[i]);
        high_y = fmax(high_y, y[i]);
    }
    look((low_x + high_x) / 2, (low_y + high_y) / 2, all, away);
    const double limit = (sqrt(away[least(away, all->count)]) + hypot(high_x - low_x, high_y - low_y)) * (1 + SLACK);
    const double square = limit * limit;
    asked->count = 0;
    for (Py_ssize_t j = 0; j < all->count; j++) {
        if (away[j] > square) continue;
        const Py_ssize_t to = asked->count++;
        asked->x[to] = all->x[j];
        asked->y[to] = all->y[j];
        asked->step_x[to] = all->step_x[j];
        asked->step_y[to] = all->step_y[j];
        asked->square[to] = all->square[j];
    }
}

static segments columns(double *memory, Py_ssize_t room)
{
    segments s = {memory, memory + room, memory + 2 * room, memory + 3 * room, memory + 4 * room, 0};
    return s;
}

/* Fill in the nearest points. Returns 0, or -1 where there is no memory. */
static int find(const double *given, Py_ssize_t count, const double *x, const double *y, Py_ssize_t points, double *found)
{
    measurer *look = fastest();
    double *memory = malloc((size_t)count * 11 * sizeof *memory);
    if (!memory) return -1;
    segments all = columns(memory, count), asked = columns(memory + 5 * count, count);
    double *away = memory + 10 * count;
    all.count = count;
    for (Py_ssize_t j = 0; j < count; j++) {
        all.x[j] = given[j];
        all.y[j] = given[count + j];
        const double step_x = all.step_x[j] = given[2 * count + j], step_y = all.step_y[j] = given[3 * count + j];
        const double square = step_x * step_x + step_y * step_y;
        all.square[j] = square > NO_LENGTH ? square : NO_LENGTH;
    }
    for (Py_ssize_t start = 0; start < points; start += TOGETHER) {
        const Py_ssize_t some = points - start < TOGETHER ? points - start : TOGETHER;
        ask(look, &all, x + start, y + start, some, away, &asked);
        for (Py_ssize_t i = start; i < start + some; i++) {
            look(x[i], y[i], &asked, away);
            const Py_ssize_t j = least(away, asked.count);
            const double share = share_of(x[i], y[i], asked.x[j], asked.y[j], asked.step_x[j], asked.step_y[j], asked.square[j]);
            found[i] = share * asked.step_x[j] + asked.x[j];
            found[points + i] = share * asked.step_y[j] + asked.y[j];
        }
    }
    free(memory);
    return 0;
}

enum { SEGMENTS, X, Y, FOUND, BUFFERS };

static PyObject *nearest(PyObject *self, PyObject *args)
{
    (void)self;
    PyObject *arrays[BUFFERS];
    Py_buffer b[BUFFERS];
    if (!PyArg_ParseTuple(args, "OOOO", &arrays[SEGMENTS], &arrays[X], &arrays[Y], &arrays[FOUND])) return NULL;
    for (int held = 0; held < BUFFERS; held++)
        if (PyObject_GetBuffer(arrays[held], &b[held], held == FOUND ? PyBUF_WRITABLE : PyBUF_SIMPLE)) {
            while (held > 0) PyBuffer_Release(&b[--held]);
            return NULL;
        }
    const Py_ssize_t size = sizeof(double), count = b[SEGMENTS].len / (4 * size);
    int done = -2;
    if (count && b[SEGMENTS].len == count * 4 * size && b[Y].len == b[X].len && b[FOUND].len == 2 * b[X].len) {
        Py_BEGIN_ALLOW_THREADS
        done = find(b[SEGMENTS].buf, count, b[X].buf, b[Y].buf, b[X].len / size, b[FOUND].buf);
        Py_END_ALLOW_THREADS
    }
    for (int held = BUFFERS; held > 0;) PyBuffer_Release(&b[--held]);
    if (done == -1) return PyErr_NoMemory();
    if (done) {
        PyErr_SetString(PyExc_ValueError, "the arrays do not fit one another, or there is no segment");
        return NULL;
    }
    Py_RETURN_NONE;
}

static PyMethodDef functions[] = {
    {"nearest", nearest, METH_VARARGS, "Fill in the nearest points (x, then y) of segments to points."},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef definition = {PyModuleDef_HEAD_INIT, "_nearest", NULL, 0, functions, NULL, NULL, NULL, NULL};

PyMODINIT_FUNC PyInit__nearest(void)
{
    PyObject *module = PyModule_Create(&definition);
    if (module && PyModule_AddIntConstant(module, "INTERFACE", INTERFACE)) Py_CLEAR(module);
    return module;
}
