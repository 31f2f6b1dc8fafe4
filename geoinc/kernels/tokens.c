/* Words and signs of a text: the tokens that are told at a glance.

   The same as the pattern of geoinc/text/tokens.py, which says what a token is. Here are runs of letters and digits of ASCII
   with nothing behind them that might belong to them, clitics "'s" and single signs; at whatever else begins a token, the
   pattern itself is asked. Tests hold both to the same tokens. */

#define PY_SSIZE_T_CLEAN
#define Py_LIMITED_API 0x030B0000
#include <Python.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define INTERFACE 1  /* raised with what the function takes; geoinc/text/tokens.py asks for the same */
#define LONGEST 12   /* letters of the longest word that keeps its full stop */
#define SIGNS 128

/* What a view sees: of each sign of ASCII whether it is a token by itself (always, or unless it comes twice), and these. */
enum { NEVER, ALONE, ALWAYS };
enum { LINE_BREAKS = 1, ORDINALS = 2, CLITIC_S = 4, CLITIC_CAPITAL_S = 8 };

typedef struct {
    const uint32_t *code; /* of the stretch that is read, which ends at stop and begins in the text at begin */
    Py_ssize_t begin, stop;
    const uint8_t *alone;
    PyObject *text, *match, *shortened;
    int view;
} reader;

static int is_letter(uint32_t c) { return (c | 32) >= 'a' && (c | 32) <= 'z' && c < SIGNS; }
static int is_digit(uint32_t c) { return c >= '0' && c <= '9'; }
static int is_apostrophe(uint32_t c) { return c == '\'' || c == 0x2019; }

/* Signs beyond ASCII that are tokens by themselves and belong to no word: dashes, quotation marks, ellipsis, bullet. */
static int is_mark(uint32_t c) { return c == 0x2013 || c == 0x2014 || c == 0x201C || c == 0x201D || c == 0x2026 || c == 0x2022; }

static int is_blank(uint32_t c)
{
    if (c < 0x80) return c == ' ' || (c >= 9 && c <= 13) || (c >= 28 && c <= 31);
    return c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F
           || c == 0x3000;
}

/* Whether what stands at i, or the end, is known to go on no word or number. */
static int ends_word(const reader *r, Py_ssize_t i)
{
    if (i >= r->stop) return 1;
    const uint32_t c = r->code[i];
    return c < SIGNS ? !is_letter(c) && !is_digit(c) && c != '_' : is_mark(c) || is_blank(c);
}

/* Whether the apostrophe at i begins "'s"; -1 where that is for the pattern to say. */
static int clitic_at(const reader *r, Py_ssize_t i)
{
    const uint32_t next = i + 1 < r->stop ? r->code[i + 1] : ' ';
    if (next >= SIGNS) return is_mark(next) || is_blank(next) ? 0 : -1;
    if (!is_letter(next)) return 0;
    if ((next != 's' || !(r->view & CLITIC_S)) && (next != 'S' || !(r->view & CLITIC_CAPITAL_S))) return -1;
    return ends_word(r, i + 2) ? 1 : -1;
}

/* Whether a run of letters before a full stop may keep it; -1 on failure. */
static int may_keep_stop(const reader *r, Py_ssize_t from, Py_ssize_t to)
{
    char lower[LONGEST];
    if (to - from < 2) return 1;
    if (to - from > LONGEST) return 0;
    for (Py_ssize_t k = from; k < to; k++) lower[k - from] = (char)(r->code[k] | 32);
    PyObject *word = PyUnicode_FromStringAndSize(lower, to - from);
    const int found = word ? PySet_Contains(r->shortened, word) : -1;
    Py_XDECREF(word);
    return found;
}

/* Return where the token at i ends that is told at a glance, i where the pattern is to be asked, -1 on failure. */
static Py_ssize_t glance(const reader *r, Py_ssize_t i)
{
    const uint32_t c = r->code[i];
    Py_ssize_t end = i + 1;
    if (is_letter(c)) {
        while (end < r->stop && is_letter(r->code[end])) end++;
        if (end < r->stop && r->code[end] == '.') {
            const int kept = may_keep_stop(r, i, end);
            return kept < 0 ? -1 : kept ? i : end;
        }
        if (end < r->stop && is_apostrophe(r->code[end])) return clitic_at(r, end) < 0 ? i : end;
        return ends_word(r, end) ? end : i;
    }
    if (is_digit(c)) {
        for (;;) {
            while (end < r->stop && is_digit(r->code[end])) end++;
            if (end + 1 >= r->stop || (r->code[end] != '.' && r->code[end] != ',' && r->code[end] != ':')) break;
            if (r->code[end + 1] >= SIGNS && !is_mark(r->code[end + 1]) && !is_blank(r->code[end + 1])) return i;
            if (!is_digit(r->code[end + 1])) break;
            end++;
        }
        if (end < r->stop && r->code[end] >= SIGNS && !is_mark(r->code[end]) && !is_blank(r->code[end])) return i;
        return r->view & ORDINALS && end < r->stop && is_letter(r->code[end]) ? i : end;
    }
    if (is_apostrophe(c)) {
        const int clitic = clitic_at(r, i);
        return clitic < 0 ? i : end + clitic;
    }
    if (c == '\n') return end; /* blanks are passed over before, but for a view of lines */
    if (c >= SIGNS) return is_mark(c) ? end : i;
    if (r->alone[c] == ALWAYS) return end;
    return r->alone[c] == ALONE && (end == r->stop || r->code[end] != c) ? end : i;
}

/* Ask the pattern where the token at i, and the blanks behind it, end. */
static Py_ssize_t ask(const reader *r, Py_ssize_t i)
{
    PyObject *found = PyObject_CallFunction(r->match, "Onn", r->text, r->begin + i, r->begin + r->stop);
    PyObject *end = found && found != Py_None ? PyObject_CallMethod(found, "end", NULL) : NULL;
    const Py_ssize_t at = end ? PyLong_AsSsize_t(end) - r->begin : -1;
    if (!PyErr_Occurred() && at <= i) PyErr_SetString(PyExc_ValueError, "the pattern finds no token");
    Py_XDECREF(found);
    Py_XDECREF(end);
    return PyErr_Occurred() || at > r->stop ? -1 : at;
}

static int put(PyObject *list, PyObject *item)
{
    const int failed = !item || PyList_Append(list, item);
    Py_XDECREF(item);
    return !failed;
}

static int read_on(const reader *r, Py_ssize_t i, PyObject *words, PyObject *starts, PyObject *ends)
{
    const int lines = r->view & LINE_BREAKS;
    for (;;) {
        while (i < r->stop && is_blank(r->code[i]) && !(lines && r->code[i] == '\n')) i++;
        if (i >= r->stop) return 1;
        Py_ssize_t end = glance(r, i), next = end;
        if (end == i) {
            next = end = ask(r, i);
            while (end > i + 1 && is_blank(r->code[end - 1])) end--;
        }
        if (end < 0) return 0;
        const Py_ssize_t from = r->begin + i, to = r->begin + end;
        if (!put(words, PyUnicode_Substring(r->text, from, to)) || !put(starts, PyLong_FromSsize_t(from)) || !put(ends, PyLong_FromSsize_t(to)))
            return 0;
        i = next;
    }
}

/* scan(text, start, stop, match, (what each sign of ASCII is, the view's facts, words that keep their full stop))
   -> words, starts, ends */
static PyObject *scan(PyObject *self, PyObject *args)
{
    (void)self;
    PyObject *text, *match, *shortened, *words = NULL, *starts = NULL, *ends = NULL, *found = NULL;
    Py_ssize_t start, stop, size;
    int view;
    const char *alone;
    if (!PyArg_ParseTuple(args, "UnnO(y#iO)", &text, &start, &stop, &match, &alone, &size, &view, &shortened)) return NULL;
    const Py_ssize_t n = PyUnicode_GetLength(text);
    if (start < 0 || stop > n || size != SIGNS || !PyAnySet_Check(shortened)) {
        PyErr_SetString(PyExc_ValueError, "the stretch does not lie in the text, or the view is none");
        return NULL;
    }
    const Py_ssize_t length = stop > start ? stop - start : 0;
    uint32_t *code = malloc(((size_t)length + 1) * sizeof *code);
    if (!code) return PyErr_NoMemory();
    const reader r = {code, start, length, (const uint8_t *)alone, text, match, shortened, view};
    PyObject *stretch = PyUnicode_Substring(text, start, start + length);
    words = PyList_New(0);
    starts = PyList_New(0);
    ends = PyList_New(0);
    if (words && starts && ends && stretch && PyUnicode_AsUCS4(stretch, code, length + 1, 1) && read_on(&r, 0, words, starts, ends))
        found = PyTuple_Pack(3, words, starts, ends);
    free(code);
    Py_XDECREF(stretch);
    Py_XDECREF(words);
    Py_XDECREF(starts);
    Py_XDECREF(ends);
    return found;
}

static PyMethodDef functions[] = {
    {"scan", scan, METH_VARARGS, "Return the words and signs of a text, and where each begins and ends."},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef definition = {PyModuleDef_HEAD_INIT, "_tokens", NULL, 0, functions, NULL, NULL, NULL, NULL};

PyMODINIT_FUNC PyInit__tokens(void)
{
    PyObject *module = PyModule_Create(&definition);
    if (module && PyModule_AddIntConstant(module, "INTERFACE", INTERFACE)) Py_CLEAR(module);
    return module;
}
