/* Weighing of named features: what geoinc/incidents/decisions/scorer.py and nets.py do without, in the same order and so to the same bit. */

#define PY_SSIZE_T_CLEAN
#define Py_LIMITED_API 0x030B0000
#include <Python.h>
#include <string.h>

#define INTERFACE 2 /* raised with what the function takes; geoinc/incidents/decisions/scorer.py asks for the same */

/* weigh(weights, features, start) -> start plus weight times value of each feature that has a weight, one after the other */
static PyObject *weigh(PyObject *self, PyObject *const *args, Py_ssize_t count)
{
    (void)self;
    if (count != 3 || !PyDict_Check(args[0]) || !PyDict_Check(args[1])) {
        PyErr_SetString(PyExc_TypeError, "two dicts and a number are asked for");
        return NULL;
    }
    double total = PyFloat_AsDouble(args[2]);
    PyObject *name, *value;
    Py_ssize_t at = 0;
    while (!PyErr_Occurred() && PyDict_Next(args[1], &at, &name, &value)) {
        PyObject *weight = PyDict_GetItemWithError(args[0], name);
        if (weight) total += PyFloat_AsDouble(weight) * PyFloat_AsDouble(value);
    }
    return PyErr_Occurred() ? NULL : PyFloat_FromDouble(total);
}

typedef struct {
    PyObject *rows;
    const float *inner, *outer;
    Py_ssize_t features, units;
} nets;

/* Sum the rows of a case's features into `hidden`, and what its units weigh into `score`; 0 with an error set where that fails. */
static int through(const nets *n, PyObject *features, float *hidden, float *score)
{
    PyObject *name, *value;
    Py_ssize_t at = 0;
    if (!PyDict_Check(features)) {
        PyErr_SetString(PyExc_TypeError, "a case is a dict of numbers");
        return 0;
    }
    memcpy(hidden, n->inner, n->units * sizeof(float));
    while (PyDict_Next(features, &at, &name, &value)) {
        PyObject *number = PyDict_GetItemWithError(n->rows, name);
        if (!number) {
            if (PyErr_Occurred()) return 0;
            continue;
        }
        const Py_ssize_t row = PyLong_AsSsize_t(number);
        const float times = (float)PyFloat_AsDouble(value);
        if (PyErr_Occurred()) return 0;
        if (row < 0 || row >= n->features) {
            PyErr_SetString(PyExc_IndexError, "a feature has no row");
            return 0;
        }
        const float *weights = n->inner + row * n->units;
        for (Py_ssize_t unit = 0; unit < n->units; unit++) hidden[unit] += weights[unit] * times;
    }
    *score = 0;
    for (Py_ssize_t unit = 0; unit < n->units; unit++) *score += (hidden[unit] > 0 ? hidden[unit] : 0) * n->outer[unit];
    return 1;
}

/* through_nets(rows, inner, outer, cases) -> the score of each case; `inner` is features x units, its first row always holds */
static PyObject *through_nets(PyObject *self, PyObject *const *args, Py_ssize_t count)
{
    (void)self;
    if (count != 4 || !PyDict_Check(args[0]) || !PyList_Check(args[3])) {
        PyErr_SetString(PyExc_TypeError, "a dict, two tables of weights and a list of cases are asked for");
        return NULL;
    }
    Py_buffer inner, outer;
    if (PyObject_GetBuffer(args[1], &inner, PyBUF_SIMPLE)) return NULL;
    if (PyObject_GetBuffer(args[2], &outer, PyBUF_SIMPLE)) {
        PyBuffer_Release(&inner);
        return NULL;
    }
    nets n = {args[0], inner.buf, outer.buf, 0, outer.len / (Py_ssize_t)sizeof(float)};
    n.features = n.units ? inner.len / (Py_ssize_t)sizeof(float) / n.units : 0;
    float *hidden = n.features ? PyMem_Malloc(outer.len) : NULL;
    const Py_ssize_t cases = PyList_Size(args[3]);
    PyObject *scores = NULL;
    if (!n.features) PyErr_SetString(PyExc_ValueError, "nets without weights");
    else if (!hidden) PyErr_NoMemory();
    else scores = PyList_New(cases);
    for (Py_ssize_t at = 0; scores && at < cases; at++) {
        float score;
        PyObject *told = through(&n, PyList_GetItem(args[3], at), hidden, &score) ? PyFloat_FromDouble(score) : NULL;
        if (!told || PyList_SetItem(scores, at, told)) Py_CLEAR(scores);
    }
    PyMem_Free(hidden);
    PyBuffer_Release(&inner);
    PyBuffer_Release(&outer);
    return scores;
}

static PyMethodDef functions[] = {
    {"through_nets", (PyCFunction)(void (*)(void))through_nets, METH_FASTCALL, "Return what nets score of each case."},
    {"weigh", (PyCFunction)(void (*)(void))weigh, METH_FASTCALL, "Return what features weigh together."},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef definition = {PyModuleDef_HEAD_INIT, "_scoring", NULL, 0, functions, NULL, NULL, NULL, NULL};

PyMODINIT_FUNC PyInit__scoring(void)
{
    PyObject *module = PyModule_Create(&definition);
    if (module && PyModule_AddIntConstant(module, "INTERFACE", INTERFACE)) Py_CLEAR(module);
    return module;
}
