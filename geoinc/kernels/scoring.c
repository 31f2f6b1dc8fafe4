/* Weighing of named features: what geoinc/incidents/decisions/scorer.py does without, in the same order and so to the same bit. */

#define PY_SSIZE_T_CLEAN
#define Py_LIMITED_API 0x030B0000
#include <Python.h>

#define INTERFACE 1 /* raised with what the function takes; geoinc/incidents/decisions/scorer.py asks for the same */

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

static PyMethodDef functions[] = {
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
