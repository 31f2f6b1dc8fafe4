/* The recogniser's loops over the tokens of a text: the rows of their words, the runs of capitalised words and what stands
   around them, the sums of learned weights, and the best labels of a run.

   The same as geoinc/toponyms/recognize (words.py, features.py, tagger.py, viterbi.py), which say what they mean and do them
   where this is not compiled; tests hold both to the same answers. */

#define PY_SSIZE_T_CLEAN
#define Py_LIMITED_API 0x030B0000
#include <Python.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define INTERFACE 5 /* raised with what the functions take; geoinc/toponyms/recognize/words.py asks for the same */
#define CUES 5      /* what the same word does elsewhere: five yes or no, and how often it comes */
#define PARTS 512   /* the most parts of all templates */
#define COLUMNS 16  /* the most columns of weights */

typedef struct {
    int64_t reach, width, gap, often;
    int64_t capitalised, linking, ends_sentence, all_caps, comma, title_or_given, place_preposition; /* flags */
    int64_t name, class_, place, elsewhere, run, run_head, mix, names, alone, coherence; /* columns of a token's row */
    uint64_t factor;
} layout;

#define LAYOUT (sizeof(layout) / 8)
enum { PLACE_CODES = 16, ELSEWHERE_CODES = 8 << CUES, RUN_CODES = 32 };

/* Take hold of arrays; on failure let go again, set the error and return 0. */
static int hold(PyObject *arrays, Py_buffer *b, int count, unsigned written)
{
    if (!PyTuple_Check(arrays) || PyTuple_Size(arrays) != count) {
        PyErr_SetString(PyExc_TypeError, "the kernel takes one tuple of arrays");
        return 0;
    }
    for (int held = 0; held < count; held++)
        if (PyObject_GetBuffer(PyTuple_GetItem(arrays, held), &b[held], written >> held & 1 ? PyBUF_WRITABLE : PyBUF_SIMPLE)) {
            while (held > 0) PyBuffer_Release(&b[--held]);
            return 0;
        }
    return 1;
}

static PyObject *refused(Py_buffer *b, int held, const char *why)
{
    while (held > 0) PyBuffer_Release(&b[--held]);
    PyErr_SetString(PyExc_ValueError, why);
    return NULL;
}

/* Read two numbers from 0 to most of a tuple (of a name's first and last token); returns 0 where they are none. */
static int span_of(PyObject *pair, Py_ssize_t most, Py_ssize_t *first, Py_ssize_t *last)
{
    if (!PyTuple_Check(pair) || PyTuple_Size(pair) < 2) return 0;
    *first = PyLong_AsSsize_t(PyTuple_GetItem(pair, 0));
    *last = PyLong_AsSsize_t(PyTuple_GetItem(pair, 1));
    return !PyErr_Occurred() && *first >= 0 && *first <= *last && *last < most;
}

static int columns_fit(const layout *to)
{
    const int64_t columns[] = {to->name, to->class_, to->place, to->elsewhere, to->run, to->run_head, to->mix, to->names, to->alone, to->coherence};
    for (size_t k = 0; k < sizeof columns / sizeof *columns; k++)
        if (columns[k] < 0 || columns[k] >= to->width) return 0;
    return to->width > 0 && to->reach >= 0;
}

/* ---- The words of a text. ---- */

/* rows(index, words, rows) -> the words that the index lacked, in order, which are given its next rows; the row of each word is written. */
static PyObject *rows(PyObject *self, PyObject *args)
{
    (void)self;
    PyObject *index, *words, *array, *lacking;
    Py_buffer b;
    if (!PyArg_ParseTuple(args, "O!O!O", &PyDict_Type, &index, &PyList_Type, &words, &array)) return NULL;
    if (PyObject_GetBuffer(array, &b, PyBUF_WRITABLE)) return NULL;
    const Py_ssize_t n = PyList_Size(words);
    if (b.len != n * 8) return refused(&b, 1, "there is not one row a word");
    lacking = PyList_New(0);
    for (Py_ssize_t i = 0; lacking && i < n; i++) {
        PyObject *word = PyList_GetItem(words, i), *row = PyDict_GetItemWithError(index, word);
        const Py_ssize_t next = PyDict_Size(index);
        ((int64_t *)b.buf)[i] = row ? PyLong_AsLongLong(row) : next;
        if (!row && !PyErr_Occurred()) {
            row = PyLong_FromSsize_t(next);
            if (!row || PyList_Append(lacking, word) || PyDict_SetItem(index, word, row)) Py_CLEAR(lacking);
            Py_XDECREF(row);
        }
        if (PyErr_Occurred()) Py_CLEAR(lacking);
    }
    PyBuffer_Release(&b);
    return lacking;
}

enum { WORD, LOWER, SHAPE, SUFFIX2, SUFFIX3, SUFFIX4, PREFIX3, CLASSES, CLASS, OF_WORD };
#define LONGEST_WORD 64     /* longer words are left to Python */
#define LONGEST_CAPITALS 4  /* words.py says what these two mean */
#define LONGEST_SHAPE 16
#define SEED 0x9E3779B9u
#define SEPARATOR 0x1F

static uint32_t crc_table[256];

static void make_crc_table(void)
{
    for (uint32_t k = 0; k < 256; k++) {
        uint32_t c = k;
        for (int bit = 0; bit < 8; bit++) c = c & 1 ? 0xEDB88320u ^ c >> 1 : c >> 1;
        crc_table[k] = c;
    }
}

/* The hash of a tag and a text: CRC-32 of both, and of both backwards from another start (hashed of words.py). */
static uint64_t hashed(char tag, const char *text, Py_ssize_t size)
{
    char both[2 + LONGEST_WORD] = {tag, SEPARATOR};
    memcpy(both + 2, text, (size_t)size);
    uint32_t forth = ~0u, back = ~SEED;
    for (Py_ssize_t i = 0; i < size + 2; i++) forth = crc_table[(forth ^ (uint8_t)both[i]) & 0xFF] ^ forth >> 8;
    for (Py_ssize_t i = size + 1; i >= 0; i--) back = crc_table[(back ^ (uint8_t)both[i]) & 0xFF] ^ back >> 8;
    return (uint64_t)(uint32_t)~forth << 31 ^ (uint32_t)~back;
}

static int is_upper(char c) { return c >= 'A' && c <= 'Z'; }
static int is_lower(char c) { return c >= 'a' && c <= 'z'; }
static int is_digit(char c) { return c >= '0' && c <= '9'; }

/* Join the classes of a word of some spelling to bits; 0 on failure. */
static int join_classes(PyObject *classes, const char *text, Py_ssize_t size, int64_t *bits)
{
    PyObject *word = PyUnicode_FromStringAndSize(text, size), *own = word ? PyDict_GetItemWithError(classes, word) : NULL;
    if (own) *bits |= PyLong_AsLongLong(own);
    Py_XDECREF(word);
    return !PyErr_Occurred();
}

/* Put the pattern of capitals, small letters, digits and signs into shape, of repeats two; returns its length. */
static Py_ssize_t shape_of(const char *text, Py_ssize_t size, char *shape)
{
    Py_ssize_t made = 0;
    for (Py_ssize_t i = 0; i < size && i < LONGEST_SHAPE; i++) {
        const char sign = is_upper(text[i]) ? 'X' : is_lower(text[i]) ? 'x' : is_digit(text[i]) ? 'd' : text[i];
        if (made < 2 || shape[made - 1] != sign || shape[made - 2] != sign) shape[made++] = sign;
    }
    return made;
}

typedef struct {
    int64_t capitalised, alphabetic, all_caps;               /* flags */
    int64_t other, name, number, stop, shortest_with_suffix; /* parts, and the length of a word whose end may tell its own */
} marks;

/* What words.py knows of words; masks and roles are pairs of a flag or a part and the class, as a bit, that tells it. */
typedef struct {
    PyObject *classes, *flags_of_words, *signs, *suffixes;
    const marks *set;
    const int64_t *masks, *roles;
    Py_ssize_t mask_count, role_count;
} lexicon;

/* The number that a dictionary has for a word, or another; -1 with an error set on failure. */
static int64_t word_number(PyObject *dictionary, PyObject *word, int64_t otherwise)
{
    PyObject *own = PyDict_GetItemWithError(dictionary, word);
    return own ? PyLong_AsLongLong(own) : PyErr_Occurred() ? -1 : otherwise;
}

/* The facts about a word, as bits (_flags of words.py). */
static int64_t flags_of(const lexicon *known, PyObject *word, const char *text, Py_ssize_t size, int64_t bits)
{
    const char first = size ? text[0] : '\0';
    int upper = 0, small = 0;
    for (Py_ssize_t i = 0; i < size; i++) {
        upper |= is_upper(text[i]);
        small |= is_lower(text[i]);
    }
    const int letter = is_upper(first) || is_lower(first), elided = size > 2 && text[1] == '\'' && is_upper(text[2]);
    int64_t found = word_number(known->flags_of_words, word, 0);
    if (is_lower(first) ? elided : letter) found |= known->set->capitalised;
    if (letter) found |= known->set->alphabetic;
    if (size > 1 && upper && !small) found |= known->set->all_caps;
    for (Py_ssize_t k = 0; k < known->mask_count; k++)
        if (bits & known->masks[2 * k + 1]) found |= known->masks[2 * k];
    return found;
}

/* The part that a word of some classes plays (_part of words.py). */
static int64_t part_of(const lexicon *known, PyObject *word, const char *text, const char *lower, Py_ssize_t size, int64_t own)
{
    const marks *set = known->set;
    const char first = size ? text[0] : '\0';
    if (!is_upper(first) && !is_lower(first) && !is_digit(first)) return word_number(known->signs, word, set->stop);
    for (Py_ssize_t k = 0; k < known->role_count; k++)
        if (own & known->roles[2 * k + 1]) return known->roles[2 * k];
    if (is_digit(first)) return set->number;
    if (is_upper(first)) return set->name;
    for (Py_ssize_t k = 0; size >= set->shortest_with_suffix && k < PyTuple_Size(known->suffixes); k++) {
        const char *end;
        long long part;
        if (!PyArg_ParseTuple(PyTuple_GetItem(known->suffixes, k), "sL", &end, &part)) return -1;
        const Py_ssize_t length = (Py_ssize_t)strlen(end);
        if (length <= size && !memcmp(lower + size - length, end, (size_t)length)) return part;
    }
    return set->other;
}

static int describe_word(const lexicon *known, PyObject *word, const char *text, Py_ssize_t size, uint64_t *row, int64_t *found, int64_t *flags,
                         int64_t *part)
{
    char lower[LONGEST_WORD], plain[LONGEST_WORD], shape[LONGEST_SHAPE], told[40];
    int letters = 1, small = 0, differs = 0;
    for (Py_ssize_t i = 0; i < size; i++) {
        const int upper = is_upper(text[i]);
        lower[i] = upper ? (char)(text[i] + 'a' - 'A') : text[i];
        letters &= upper || is_lower(text[i]);
        small |= is_lower(text[i]);
        differs |= upper;
    }
    memcpy(plain, text, (size_t)size);
    const int renamed = letters && !small && size > LONGEST_CAPITALS;
    if (renamed) memcpy(plain + 1, lower + 1, (size_t)size - 1);
    int64_t own = word_number(known->classes, word, 0);
    if (PyErr_Occurred() || (differs && !join_classes(known->classes, lower, size, &own))) return 0;
    int64_t bits = own;
    if (renamed && !join_classes(known->classes, plain, size, &bits)) return 0;
    *flags = flags_of(known, word, text, size, bits);
    *part = part_of(known, word, text, lower, size, own);
    const Py_ssize_t looks = shape_of(text, size, shape);
    row[WORD] = hashed('w', plain, size);
    row[LOWER] = hashed('l', lower, size);
    row[SHAPE] = hashed('s', shape, looks);
    for (Py_ssize_t k = 2; k < 5; k++) row[SUFFIX2 + k - 2] = hashed((char)('0' + k), lower + (size > k ? size - k : 0), size > k ? k : size);
    row[PREFIX3] = hashed('p', plain, size < 3 ? size : 3);
    const char *capital = size && is_upper(text[0]) ? "True" : "False";
    row[CLASSES] = hashed('b', told, snprintf(told, sizeof told, "%lld%c%s", (long long)bits, SEPARATOR, capital));
    int first = 0;
    while (bits && !(bits >> first & 1)) first++;
    const int length = bits ? snprintf(told, sizeof told, "%d%c%s", first + 1, SEPARATOR, capital)
                            : snprintf(told, sizeof told, "%.*s%c%s", (int)(looks < 4 ? looks : 4), shape, SEPARATOR, capital);
    row[CLASS] = hashed('c', told, length);
    *found = bits;
    return 1;
}

enum { D_ATTRIBUTES, D_BITS, D_FLAGS, D_PARTS, D_MARKS, D_MASKS, D_ROLES, D_BUFFERS };

/* describe(words, (classes, flags of words, signs, suffixes), arrays): the attributes, classes (as bits), flags and parts of each word
   of ASCII are written; classes of -1 stand for a word that is left to Python. */
static PyObject *describe(PyObject *self, PyObject *args)
{
    (void)self;
    PyObject *words, *arrays;
    lexicon known;
    Py_buffer b[D_BUFFERS];
    if (!PyArg_ParseTuple(args, "O!(O!O!O!O!)O", &PyList_Type, &words, &PyDict_Type, &known.classes, &PyDict_Type, &known.flags_of_words,
                          &PyDict_Type, &known.signs, &PyTuple_Type, &known.suffixes, &arrays)
        || !hold(arrays, b, D_BUFFERS, 1u << D_ATTRIBUTES | 1u << D_BITS | 1u << D_FLAGS | 1u << D_PARTS))
        return NULL;
    const Py_ssize_t n = PyList_Size(words), width = n ? b[D_ATTRIBUTES].len / 8 / n : OF_WORD;
    if (b[D_ATTRIBUTES].len != n * width * 8 || width < OF_WORD || b[D_BITS].len != n * 8 || b[D_FLAGS].len != n * 8 || b[D_PARTS].len != n * 8)
        return refused(b, D_BUFFERS, "there is not one row a word");
    if (b[D_MARKS].len != sizeof *known.set || b[D_MASKS].len % 16 || b[D_ROLES].len % 16)
        return refused(b, D_BUFFERS, "what is known of words does not fit");
    known.set = b[D_MARKS].buf;
    known.masks = b[D_MASKS].buf;
    known.roles = b[D_ROLES].buf;
    known.mask_count = b[D_MASKS].len / 16;
    known.role_count = b[D_ROLES].len / 16;
    for (Py_ssize_t i = 0; i < n && !PyErr_Occurred(); i++) {
        PyObject *word = PyList_GetItem(words, i);
        int64_t *bits = (int64_t *)b[D_BITS].buf + i;
        Py_ssize_t size;
        const char *text = PyUnicode_AsUTF8AndSize(word, &size);
        *bits = -1;
        if (!text && PyErr_ExceptionMatches(PyExc_UnicodeError)) PyErr_Clear(); /* half a surrogate pair */
        int plainly = text != NULL && size <= LONGEST_WORD;
        for (Py_ssize_t k = 0; plainly && k < size; k++) plainly = text[k] > 0;
        if (plainly)
            describe_word(&known, word, text, size, (uint64_t *)b[D_ATTRIBUTES].buf + i * width, bits, (int64_t *)b[D_FLAGS].buf + i,
                          (int64_t *)b[D_PARTS].buf + i);
    }
    for (int k = 0; k < D_BUFFERS; k++) PyBuffer_Release(&b[k]);
    return PyErr_Occurred() ? NULL : Py_NewRef(Py_None);
}

/* ---- The gazetteer's names over the tokens of a text. ---- */

typedef struct {
    Py_ssize_t first, last, order;
    PyObject *key; /* borrowed from the hit */
} covering;

static int by_reading_order(const void *one, const void *other)
{
    const covering *a = one, *b = other;
    if (a->first != b->first) return a->first < b->first ? -1 : 1;
    if (a->last != b->last) return a->last > b->last ? -1 : 1;
    return a->order < b->order ? -1 : 1;
}

/* The first place in ascending numbers that is not below one. */
static Py_ssize_t place_of(const int64_t *numbers, Py_ssize_t count, int64_t one)
{
    Py_ssize_t from = 0, to = count;
    while (from < to) {
        const Py_ssize_t middle = from + (to - from) / 2;
        if (numbers[middle] < one) from = middle + 1;
        else to = middle;
    }
    return from;
}

/* covers(hits, starts, ends, flags, flag) -> (first, last, key) of the names that begin and end with a token that has the flag, by
   first token, longer ones first */
static PyObject *covers(PyObject *self, PyObject *args)
{
    (void)self;
    PyObject *hits, *starts, *ends, *array, *found = NULL;
    long long flag;
    Py_buffer b;
    if (!PyArg_ParseTuple(args, "O!O!O!OL", &PyList_Type, &hits, &PyList_Type, &starts, &PyList_Type, &ends, &array, &flag)) return NULL;
    if (PyObject_GetBuffer(array, &b, PyBUF_SIMPLE)) return NULL;
    const Py_ssize_t n = PyList_Size(starts), all = PyList_Size(hits);
    if (b.len != n * 8 || PyList_Size(ends) != n) return refused(&b, 1, "an array has another size than the text");
    const int64_t *flags = b.buf;
    int64_t *at = malloc((2 * (size_t)n + 1) * sizeof *at), *until = at + n;
    covering *over = malloc(((size_t)all + 1) * sizeof *over);
    Py_ssize_t count = 0;
    if (!at || !over) {
        PyErr_NoMemory();
        goto done;
    }
    for (Py_ssize_t i = 0; i < n; i++) {
        at[i] = PyLong_AsLongLong(PyList_GetItem(starts, i));
        until[i] = PyLong_AsLongLong(PyList_GetItem(ends, i));
    }
    for (Py_ssize_t h = 0; h < all && !PyErr_Occurred(); h++) {
        PyObject *hit = PyList_GetItem(hits, h);
        if (!PyTuple_Check(hit) || PyTuple_Size(hit) != 3) {
            PyErr_SetString(PyExc_TypeError, "a hit is (start, end, key)");
            break;
        }
        const int64_t start = PyLong_AsLongLong(PyTuple_GetItem(hit, 0)), end = PyLong_AsLongLong(PyTuple_GetItem(hit, 1));
        const Py_ssize_t first = place_of(at, n, start);
        if (PyErr_Occurred() || first == n || at[first] != start || !(flags[first] & flag)) continue;
        const Py_ssize_t last = until[first] >= end ? first : place_of(at, n, end) - 1;
        if (last != first && (last < 0 || !(flags[last] & flag))) continue;
        over[count] = (covering){first, last, count, PyTuple_GetItem(hit, 2)};
        count++;
    }
    if (PyErr_Occurred()) goto done;
    qsort(over, (size_t)count, sizeof *over, by_reading_order);
    found = PyList_New(count);
    for (Py_ssize_t k = 0; found && k < count; k++) {
        PyObject *cover = Py_BuildValue("(nnO)", over[k].first, over[k].last, over[k].key);
        if (!cover || PyList_SetItem(found, k, cover)) Py_CLEAR(found);
    }
done:
    free(at); free(over);
    PyBuffer_Release(&b);
    return found;
}

/* What a name says of a text: its hashes, and the units of its places. */
typedef struct {
    PyObject *profile; /* borrowed from the cover */
    uint64_t leading, whole, coherent;
    Py_ssize_t units, count; /* where its units begin, and how many they are */
} named;

typedef struct {
    named *names;
    int64_t *units, *unit_of; /* of all names, one after another; and of each slot of votes */
    double *votes;
    Py_ssize_t *name_at; /* slots of names by their address: 1 + their place, or 0 */
    Py_ssize_t count, held, room;
    size_t name_size, size;
} voting;

static size_t slot_of_name(const voting *v, const PyObject *profile)
{
    size_t slot = (size_t)((uint64_t)(uintptr_t)profile * 0x9E3779B97F4A7C15u >> 32) & (v->name_size - 1);
    while (v->name_at[slot] && v->names[v->name_at[slot] - 1].profile != profile) slot = (slot + 1) & (v->name_size - 1);
    return slot;
}

static size_t slot_of_unit(const voting *v, int64_t unit)
{
    size_t slot = (size_t)((uint64_t)unit * 0x9E3779B97F4A7C15u >> 32) & (v->size - 1);
    while (v->unit_of[slot] != INT64_MIN && v->unit_of[slot] != unit) slot = (slot + 1) & (v->size - 1);
    return slot;
}

static uint64_t number_of(PyObject *object, const char *name)
{
    PyObject *value = PyObject_GetAttrString(object, name);
    const uint64_t found = value ? PyLong_AsUnsignedLongLong(value) : 0;
    Py_XDECREF(value);
    return found;
}

/* Read what a name says; 0 on failure. */
static int read_name(voting *v, PyObject *profile)
{
    PyObject *units = PyObject_GetAttrString(profile, "units");
    named own = {profile, number_of(profile, "leading"), number_of(profile, "whole"), 0, v->held, 0};
    if (units && PyTuple_Check(units)) {
        own.count = PyTuple_Size(units);
        if (v->held + own.count > v->room) {
            v->room = 2 * v->room + own.count;
            int64_t *more = realloc(v->units, (size_t)v->room * sizeof *more);
            if (more) v->units = more;
            else PyErr_NoMemory();
        }
        for (Py_ssize_t k = 0; k < own.count && !PyErr_Occurred(); k++) v->units[v->held++] = PyLong_AsLongLong(PyTuple_GetItem(units, k));
    } else if (units) PyErr_SetString(PyExc_TypeError, "the units of a name are a tuple");
    Py_XDECREF(units);
    v->names[v->count++] = own;
    return !PyErr_Occurred();
}

/* Say how well each name goes with the others: in the order of the text, on which sums of fractions depend; 0 without memory. */
static int vote(voting *v, const double *steps, Py_ssize_t step_count, const uint64_t *codes)
{
    for (v->size = 16; v->size < 2 * (size_t)v->held + 2;) v->size *= 2;
    v->unit_of = malloc(v->size * sizeof *v->unit_of);
    v->votes = calloc(v->size, sizeof *v->votes);
    if (!v->unit_of || !v->votes) return 0;
    for (size_t k = 0; k < v->size; k++) v->unit_of[k] = INT64_MIN;
    for (Py_ssize_t i = 0; i < v->count; i++)
        for (Py_ssize_t k = 0; k < v->names[i].count; k++) {
            const size_t slot = slot_of_unit(v, v->units[v->names[i].units + k]);
            v->unit_of[slot] = v->units[v->names[i].units + k];
            v->votes[slot] += 1.0 / (double)v->names[i].count;
        }
    for (Py_ssize_t i = 0; i < v->count; i++) {
        named *own = &v->names[i];
        double best = 0.0;
        for (Py_ssize_t k = 0; k < own->count; k++) {
            const double found = v->votes[slot_of_unit(v, v->units[own->units + k])];
            if (found > best) best = found;
        }
        best -= 1.0 / (double)(own->count ? own->count : 1);
        Py_ssize_t step = 0;
        while (step < step_count && steps[step] < best) step++;
        own->coherent = codes[step];
    }
    return 1;
}

enum { NAMING_LAYOUT, NAMING_CODES, NAMING_STEPS, NAMING_TABLE, NAMING_BUFFERS };
enum { ONLY, FIRST, INNER, FINAL, POSITIONS };

/* naming(arrays, covers): what the longest name over each token is, and what the token is by itself, are written into its row. */
static PyObject *naming(PyObject *self, PyObject *args)
{
    (void)self;
    PyObject *arrays, *over;
    Py_buffer b[NAMING_BUFFERS];
    if (!PyArg_ParseTuple(args, "OO!", &arrays, &PyList_Type, &over) || !hold(arrays, b, NAMING_BUFFERS, 1u << NAMING_TABLE)) return NULL;
    const layout *to = b[NAMING_LAYOUT].buf;
    const Py_ssize_t count = PyList_Size(over), steps = b[NAMING_STEPS].len / 8;
    if (b[NAMING_LAYOUT].len != (Py_ssize_t)sizeof *to || !columns_fit(to) || b[NAMING_CODES].len != (POSITIONS + steps + 1) * 8
        || b[NAMING_TABLE].len % (to->width * 8) || b[NAMING_TABLE].len / (to->width * 8) < 2 * to->reach)
        return refused(b, NAMING_BUFFERS, "a column is not in the table");
    const Py_ssize_t n = b[NAMING_TABLE].len / (to->width * 8) - 2 * to->reach;
    const uint64_t *positions = b[NAMING_CODES].buf, *codes = positions + POSITIONS;
    uint64_t *inner = (uint64_t *)b[NAMING_TABLE].buf + to->reach * to->width;
    voting v = {.room = 64};
    for (v.name_size = 16; v.name_size < 2 * (size_t)count + 2;) v.name_size *= 2;
    v.names = malloc(((size_t)count + 1) * sizeof *v.names);
    v.units = malloc((size_t)v.room * sizeof *v.units);
    v.name_at = calloc(v.name_size, sizeof *v.name_at);
    if (!v.names || !v.units || !v.name_at) PyErr_NoMemory();
    for (Py_ssize_t c = 0; c < count && !PyErr_Occurred(); c++) {
        PyObject *cover = PyList_GetItem(over, c);
        Py_ssize_t first, last;
        if (!span_of(cover, n, &first, &last) || PyTuple_Size(cover) < 3) {
            if (!PyErr_Occurred()) PyErr_SetString(PyExc_ValueError, "a name stands outside the text");
            break;
        }
        PyObject *profile = PyTuple_GetItem(cover, 2);
        const size_t slot = slot_of_name(&v, profile);
        if (!v.name_at[slot] && read_name(&v, profile)) v.name_at[slot] = v.count;
    }
    if (!PyErr_Occurred() && !vote(&v, b[NAMING_STEPS].buf, steps, codes)) PyErr_NoMemory();
    Py_ssize_t free_from = 0;
    for (Py_ssize_t c = 0; c < count && !PyErr_Occurred(); c++) {
        PyObject *cover = PyList_GetItem(over, c);
        Py_ssize_t first, last;
        span_of(cover, n, &first, &last);
        const named *own = &v.names[v.name_at[slot_of_name(&v, PyTuple_GetItem(cover, 2))] - 1];
        if (first == last) inner[first * to->width + to->alone] = own->leading;
        if (first < free_from) continue;
        for (Py_ssize_t i = first; i <= last; i++) {
            uint64_t *row = inner + i * to->width;
            row[to->name] = own->leading * positions[first == last ? ONLY : i == first ? FIRST : i == last ? FINAL : INNER];
            row[to->names] = own->whole;
            row[to->coherence] = own->coherent;
        }
        free_from = last + 1;
    }
    free(v.names); free(v.units); free(v.name_at); free(v.unit_of); free(v.votes);
    for (int k = 0; k < NAMING_BUFFERS; k++) PyBuffer_Release(&b[k]);
    return PyErr_Occurred() ? NULL : Py_NewRef(Py_None);
}

/* ---- What stands around the capitalised words of a text. ---- */

static void fill_context(const layout *to, uint64_t *inner, const int64_t *ids, const int64_t *flags, const char *glued,
                         Py_ssize_t n, const uint64_t *codes, int64_t *slots, size_t size, int32_t *totals)
{
    const uint64_t *places = codes, *elsewhere = codes + PLACE_CODES;
    memset(slots, -1, size * sizeof *slots);
    for (int round = 0; round < 2; round++)
        for (Py_ssize_t i = 0; i < n; i++) {
            const int64_t own = flags[i], before = i ? flags[i - 1] : to->ends_sentence, after = i + 1 < n ? flags[i + 1] : 0;
            uint64_t *row = inner + i * to->width;
            if (round == 0)
                row[to->place] = places[((before & to->ends_sentence) != 0) + 2 * glued[i] + 4 * glued[i + 1]
                                        + 8 * ((own & to->all_caps) != 0)];
            if (!(own & to->capitalised)) continue;
            size_t slot = (size_t)((uint64_t)ids[i] * 0x9E3779B97F4A7C15u >> 32) & (size - 1);
            while (slots[slot] >= 0 && slots[slot] != ids[i]) slot = (slot + 1) & (size - 1);
            const int person = (before & to->title_or_given) != 0;
            const int cue[CUES] = {person, (before & to->place_preposition) != 0, (before & to->capitalised) && !person,
                                   (after & to->capitalised) != 0, (after & to->comma) != 0};
            int32_t *sum = totals + slot * (CUES + 1);
            if (round == 0) {
                if (slots[slot] < 0) memset(sum, 0, (CUES + 1) * sizeof *sum);
                slots[slot] = ids[i];
                for (int k = 0; k < CUES; k++) sum[k] += cue[k];
                sum[CUES]++;
            } else {
                int64_t code = sum[CUES] < to->often ? sum[CUES] : to->often;
                for (int k = 0; k < CUES; k++) code += sum[k] > cue[k] ? 8 << k : 0;
                row[to->elsewhere] = elsewhere[code];
            }
        }
}

static void fill_runs(const layout *to, uint64_t *inner, const int64_t *runs, Py_ssize_t count, const uint64_t *codes)
{
    for (Py_ssize_t r = 0; r < count; r++) {
        const int64_t first = runs[2 * r], last = runs[2 * r + 1];
        const uint64_t head = inner[last * to->width + to->class_] * to->factor + inner[first * to->width + to->class_];
        for (int64_t i = first; i <= last; i++) {
            const int64_t offset = i - first < 3 ? i - first : 3, left = last - i < 4 ? last - i : 4;
            inner[i * to->width + to->run] = codes[offset * 8 + left];
            inner[i * to->width + to->run_head] = head;
        }
    }
}

enum { TO, CODES, IDS, FLAGS, TABLE, TAGGED, CONTEXT_BUFFERS };

/* context(arrays, starts, ends, covers) -> the runs as (first, last); the table and the tokens of all runs are written. */
static PyObject *context(PyObject *self, PyObject *args)
{
    (void)self;
    PyObject *arrays, *starts, *ends, *covers;
    Py_buffer b[CONTEXT_BUFFERS];
    if (!PyArg_ParseTuple(args, "OO!O!O!", &arrays, &PyList_Type, &starts, &PyList_Type, &ends, &PyList_Type, &covers)) return NULL;
    if (!hold(arrays, b, CONTEXT_BUFFERS, 1u << TABLE | 1u << TAGGED)) return NULL;
    const layout *to = b[TO].buf;
    const Py_ssize_t n = b[IDS].len / 8;
    if (b[TO].len != (Py_ssize_t)sizeof *to || b[CODES].len != (PLACE_CODES + ELSEWHERE_CODES + RUN_CODES) * 8 || b[FLAGS].len != n * 8
        || b[TAGGED].len != n * 8 || PyList_Size(starts) != n || PyList_Size(ends) != n
        || b[TABLE].len != (n + 2 * to->reach) * to->width * 8)
        return refused(b, CONTEXT_BUFFERS, "an array has another size than the text");
    if (!columns_fit(to)) return refused(b, CONTEXT_BUFFERS, "a column is not in the table");
    const int64_t *ids = b[IDS].buf, *flags = b[FLAGS].buf;
    uint64_t *inner = (uint64_t *)b[TABLE].buf + to->reach * to->width;
    size_t size = 16;
    while (size < 2 * (size_t)n + 2) size *= 2;
    char *joins = calloc(2 * (size_t)n + 2, 1), *glued = joins + n;
    int64_t *runs = malloc((2 * (size_t)n + 2) * sizeof *runs), *slots = malloc(size * sizeof *slots);
    int32_t *totals = malloc(size * (CUES + 1) * sizeof *totals);
    PyObject *found = NULL;
    const char *why = NULL;
    Py_ssize_t count = 0;
    if (!joins || !runs || !slots || !totals) {
        PyErr_NoMemory();
        goto done;
    }
    for (Py_ssize_t i = 0; i < n; i++) joins[i] = (flags[i] & to->linking) != 0;
    for (Py_ssize_t c = 0; c < PyList_Size(covers); c++) {
        Py_ssize_t first, last;
        if (!span_of(PyList_GetItem(covers, c), n, &first, &last)) {
            why = "a name stands outside the text";
            goto done;
        }
        memset(joins + first, 1, (size_t)(last - first + 1));
    }
    for (Py_ssize_t i = 1; i < n; i++)
        glued[i] = PyLong_AsSsize_t(PyList_GetItem(starts, i)) == PyLong_AsSsize_t(PyList_GetItem(ends, i - 1));
    if (PyErr_Occurred()) goto done;
    Py_ssize_t tagged = 0;
    for (Py_ssize_t i = 0; i < n; i++) {
        if (!(flags[i] & to->capitalised)) continue;
        int64_t from = count ? runs[2 * count - 1] : 0;
        int goes_on = count && i - from <= to->gap + 1;
        for (Py_ssize_t k = from + 1; goes_on && k < i; k++) goes_on = joins[k];
        if (!goes_on) {
            runs[2 * count++] = i;
            from = i - 1;
        }
        for (Py_ssize_t k = from + 1; k <= i; k++) ((int64_t *)b[TAGGED].buf)[tagged++] = k;
        runs[2 * count - 1] = i;
    }
    const uint64_t *codes = b[CODES].buf;
    fill_runs(to, inner, runs, count, codes + PLACE_CODES + ELSEWHERE_CODES);
    if (count) fill_context(to, inner, ids, flags, glued, n, codes, slots, size, totals);
    for (Py_ssize_t i = 0; i < n; i++) {
        uint64_t *row = inner + i * to->width;
        row[to->mix] = row[to->name] * to->factor + row[to->class_];
    }
    found = PyList_New(count);
    for (Py_ssize_t r = 0; found && r < count; r++) {
        PyObject *run = Py_BuildValue("(LL)", (long long)runs[2 * r], (long long)runs[2 * r + 1]);
        if (!run || PyList_SetItem(found, r, run)) Py_CLEAR(found);
    }
done:
    free(joins); free(runs); free(slots); free(totals);
    for (int k = 0; k < CONTEXT_BUFFERS; k++) PyBuffer_Release(&b[k]);
    if (why && !PyErr_Occurred()) PyErr_SetString(PyExc_ValueError, why);
    return found;
}

/* ---- The sums of the weights of all templates. ---- */

enum { ROWS, AT, OFFSETS, FACTORS, BEGINS, SEEDS, WEIGHTS, SUMS, SUM_BUFFERS };

/* Add up, a row of AT each, the weights of all templates; BEGINS says with which part each template begins. A part is found
   in ROWS, AT places and OFFSETS on. Weights are taken one token behind, so that they are in the cache by then. */
static const char *add_up(const Py_buffer *b, int bits)
{
    const Py_ssize_t parts = b[OFFSETS].len / 8, templates = b[BEGINS].len / 8, known = b[ROWS].len / 8;
    if (parts < 1 || parts > PARTS || templates < 1 || templates > parts || b[FACTORS].len != parts * 8 || b[SEEDS].len != templates * 8
        || bits < 1 || bits > 30 || b[WEIGHTS].len % ((Py_ssize_t)1 << bits))
        return "the templates and their weights do not fit";
    const Py_ssize_t columns = b[WEIGHTS].len / ((Py_ssize_t)1 << bits), count = columns ? b[SUMS].len / (columns * 4) : 0;
    if (columns < 1 || columns > COLUMNS || count * columns * 4 != b[SUMS].len) return "there is not one row of sums a token";
    const Py_ssize_t each = count ? b[AT].len / 8 / count : 1;
    if (count && (b[AT].len != count * each * 8 || (each != 1 && each != parts))) return "there is not one place a token, or a part";
    const uint64_t *rows = b[ROWS].buf, *factors = b[FACTORS].buf, *seeds = b[SEEDS].buf;
    const int64_t *at = b[AT].buf, *offsets = b[OFFSETS].buf, *begins = b[BEGINS].buf;
    const int8_t *weights = b[WEIGHTS].buf;
    for (Py_ssize_t t = 0; t < templates; t++)
        if (begins[t] < 0 || begins[t] >= parts || (t && begins[t] <= begins[t - 1])) return "the templates and their weights do not fit";
    size_t chosen[2][PARTS];
    for (Py_ssize_t i = 0; i <= count; i++) {
        size_t *own = chosen[i & 1];
        if (i < count)
            for (Py_ssize_t t = 0; t < templates; t++) {
                const Py_ssize_t end = t + 1 < templates ? begins[t + 1] : parts;
                uint64_t mixed = seeds[t];
                for (Py_ssize_t p = begins[t]; p < end; p++) {
                    const int64_t place = at[each == 1 ? i : i * each + p] + offsets[p];
                    if (place < 0 || place >= known) return "a part of a template stands outside the table";
                    mixed += rows[place] * factors[p];
                }
                mixed ^= mixed >> 29;
                mixed *= 0x9E3779B97F4A7C15u;
                own[t] = (size_t)(mixed >> (64 - bits)) * (size_t)columns;
#if defined(__GNUC__)
                __builtin_prefetch(weights + own[t]);
#endif
            }
        if (i > 0) {
            const size_t *last = chosen[(i - 1) & 1];
            int32_t *total = (int32_t *)b[SUMS].buf + (i - 1) * columns;
            memset(total, 0, (size_t)columns * sizeof *total);
            for (Py_ssize_t t = 0; t < templates; t++)
                for (Py_ssize_t k = 0; k < columns; k++) total[k] += weights[last[t] + k];
        }
    }
    return NULL;
}

static PyObject *sums(PyObject *self, PyObject *args)
{
    (void)self;
    PyObject *arrays;
    int bits;
    Py_buffer b[SUM_BUFFERS];
    if (!PyArg_ParseTuple(args, "Oi", &arrays, &bits) || !hold(arrays, b, SUM_BUFFERS, 1u << SUMS)) return NULL;
    const char *why = add_up(b, bits);
    if (why) return refused(b, SUM_BUFFERS, why);
    for (int k = 0; k < SUM_BUFFERS; k++) PyBuffer_Release(&b[k]);
    Py_RETURN_NONE;
}

/* ---- What a sentence does with a mention: geoinc/toponyms/recognize/surroundings.py and _facts of kinds.py. ---- */

typedef struct {
    uint64_t before, prepositions, beyond, nouns, phrase, to_verb, telling; /* sets of parts, as bits */
    uint64_t farthest, other, possessive, stop, reach, width, lower, longest;
} walks;

enum { GOVERNOR, NOUN, AFTER, VERB, NEXT, PREVIOUS, LAST, BEYOND_IT, AROUND };
enum { F_WALKS, F_PARTS, F_TABLE, F_LEADING, F_FACTS, F_BUFFERS };
enum { FACTS = 2 * AROUND + 3 };

#define AMONG(set, at) ((set) >> (parts[at] & 63) & 1)

/* Put the tokens around a mention that matter into at; -1, and n for some, stand for none. */
static void look_around(const walks *w, const int64_t *parts, Py_ssize_t n, Py_ssize_t first, Py_ssize_t last, Py_ssize_t *at)
{
    const Py_ssize_t farthest = (Py_ssize_t)w->farthest;
    Py_ssize_t k, noun = -1, other = -1;
    for (k = first - 1; k >= 0 && k >= first - farthest && AMONG(w->before, k); k--) {}
    const Py_ssize_t governor = k >= 0 && k >= first - farthest ? k : -1;
    for (k = last + 1; k < n && k < last + 1 + farthest && AMONG(w->to_verb, k); k++) {}
    at[VERB] = k < n && k < last + 1 + farthest ? k : -1;
    k = last + 1;
    if (k < n && parts[k] == (int64_t)w->possessive) k++;
    for (const Py_ssize_t end = k + farthest; k < n && k < end && AMONG(w->phrase, k); k++) {
        if (AMONG(w->nouns, k)) noun = k;
        else if (parts[k] == (int64_t)w->other) other = k;
    }
    at[NOUN] = noun >= 0 ? noun : other;
    at[AFTER] = k;
    at[GOVERNOR] = governor;
    at[NEXT] = last + 1;
    at[PREVIOUS] = first - 1;
    at[LAST] = last;
    at[BEYOND_IT] = -1;
    if (governor >= 0 && AMONG(w->prepositions, governor)) {
        for (k = governor - 1; k >= 0 && k >= governor - farthest && AMONG(w->beyond, k); k--) {}
        at[BEYOND_IT] = k;
    }
}

/* facts(spans, arrays): what the sentence says of each mention is written, a row each */
static PyObject *facts(PyObject *self, PyObject *args)
{
    (void)self;
    PyObject *spans, *arrays;
    Py_buffer b[F_BUFFERS];
    if (!PyArg_ParseTuple(args, "O!O", &PyList_Type, &spans, &arrays) || !hold(arrays, b, F_BUFFERS, 1u << F_FACTS)) return NULL;
    const walks *w = b[F_WALKS].buf;
    const Py_ssize_t count = PyList_Size(spans), n = b[F_PARTS].len / 8;
    if (b[F_WALKS].len != sizeof *w || b[F_LEADING].len != count * 8 || b[F_FACTS].len != count * FACTS * 8 || w->lower >= w->width
        || w->width > PARTS || w->reach < 1 || w->reach > PARTS || b[F_TABLE].len != (n + 2 * (Py_ssize_t)w->reach) * (Py_ssize_t)w->width * 8)
        return refused(b, F_BUFFERS, "the arrays do not fit the tokens and mentions");
    const int64_t *parts = b[F_PARTS].buf;
    const uint64_t *table = b[F_TABLE].buf;
    for (Py_ssize_t i = 0; i < count; i++) {
        Py_ssize_t first, last, at[AROUND];
        if (!span_of(PyList_GetItem(spans, i), n, &first, &last)) {
            if (!PyErr_Occurred()) PyErr_SetString(PyExc_ValueError, "a mention lies outside the tokens");
            break;
        }
        uint64_t *row = (uint64_t *)b[F_FACTS].buf + i * FACTS, inner = 0;
        look_around(w, parts, n, first, last, at);
        for (int k = 0; k < AROUND; k++) {
            const Py_ssize_t token = at[k] < 0 || at[k] > n ? n : at[k];
            row[k] = (token == n ? w->stop : (uint64_t)parts[token]) + 1;
            row[AROUND + k] = table[(token + (Py_ssize_t)w->reach) * (Py_ssize_t)w->width + (Py_ssize_t)w->lower] + 1;
        }
        for (Py_ssize_t k = first; k <= last; k++)
            if (AMONG(w->telling, k)) inner |= (uint64_t)1 << parts[k];
        row[2 * AROUND] = ((const uint64_t *)b[F_LEADING].buf)[i] + 1;
        row[2 * AROUND + 1] = (uint64_t)(last - first < (Py_ssize_t)w->longest ? last - first : (Py_ssize_t)w->longest) + 1;
        row[2 * AROUND + 2] = inner + 1;
    }
    for (int k = 0; k < F_BUFFERS; k++) PyBuffer_Release(&b[k]);
    return PyErr_Occurred() ? NULL : Py_NewRef(Py_None);
}

/* ---- One sense per document: geoinc/toponyms/recognize/usage.py. ---- */

enum { S_SCORES, S_SAME, S_LITERAL, S_WEIGHTS, S_LIMITS, S_BUFFERS };

static double limited(double odds, double limit) { return odds < -limit ? -limit : odds > limit ? limit : odds; }

/* senses(arrays) -> the number of the best kind of each mention, among the literal ones or the others as its factors tell */
static PyObject *senses(PyObject *self, PyObject *arrays)
{
    (void)self;
    Py_buffer b[S_BUFFERS];
    if (!hold(arrays, b, S_BUFFERS, 0)) return NULL;
    const Py_ssize_t n = b[S_SAME].len / 8, kinds = b[S_LITERAL].len / 8;
    if (b[S_SCORES].len != n * (kinds + 1) * 8 || b[S_WEIGHTS].len != 4 * 8 || b[S_LIMITS].len != 2 * 8)
        return refused(b, S_BUFFERS, "there is not one score a mention and kind");
    const double *scores = b[S_SCORES].buf, *weights = b[S_WEIGHTS].buf, limit = ((const double *)b[S_LIMITS].buf)[0],
                 neutral = ((const double *)b[S_LIMITS].buf)[1], least = exp(-2 * limit) / (double)kinds;
    const int64_t *same = b[S_SAME].buf, *literal = b[S_LITERAL].buf;
    double *odds = calloc(3 * (size_t)n + 1, sizeof *odds), *sums = odds + n, *counts = sums + n, all = 0;
    PyObject *found = odds ? PyList_New(n) : PyErr_NoMemory();
    for (Py_ssize_t i = 0; found && i < n; i++) {
        const double *own = scores + i * (kinds + 1);
        double top = own[0], is = 0, is_not = 0;
        for (Py_ssize_t k = 1; k < kinds; k++) top = own[k] > top ? own[k] : top;
        for (Py_ssize_t k = 0; k < kinds; k++) *(literal[k] ? &is : &is_not) += exp(own[k] - top) + least;
        odds[i] = (limited(log(is / is_not), limit) + limited(own[kinds], limit)) / 2;
        all += odds[i];
        if (same[i] < 0 || same[i] >= n) {
            PyErr_SetString(PyExc_ValueError, "a name has no number");
            Py_CLEAR(found);
            break;
        }
        sums[same[i]] += odds[i];
        counts[same[i]]++;
    }
    for (Py_ssize_t i = 0; found && i < n; i++) {
        const double *own = scores + i * (kinds + 1), others = (sums[same[i]] - odds[i]) / counts[same[i]],
                     rest = (all - odds[i]) / ((double)(n - 1) + neutral);
        const int is = weights[0] + odds[i] * weights[1] + others * weights[2] + rest * weights[3] > 0;
        Py_ssize_t best = -1;
        for (Py_ssize_t k = 0; k < kinds; k++)
            if ((literal[k] != 0) == is && (best < 0 || own[k] > own[best])) best = k;
        PyObject *kind = PyLong_FromSsize_t(best < 0 ? 0 : best);
        if (!kind || PyList_SetItem(found, i, kind)) Py_CLEAR(found);
    }
    free(odds);
    for (int k = 0; k < S_BUFFERS; k++) PyBuffer_Release(&b[k]);
    return found;
}

/* ---- The best labels of each run. ---- */

enum { O, U, B, I, L, LABELS };

static void better(const double done[3], const double step[3], double *score, char *from)
{
    const double o = done[0] + step[0], u = done[1] + step[1], l = done[2] + step[2];
    if (o >= u) {
        *score = o >= l ? o : l;
        *from = o >= l ? O : L;
    } else {
        *score = u >= l ? u : l;
        *from = u >= l ? U : L;
    }
}

/* Put the best valid labels of n tokens into label; back has n times LABELS places. */
static void best_labels(const double *emissions, Py_ssize_t n, const double *t, char *label, char *back)
{
    const double to_o[3] = {t[O * LABELS + O], t[U * LABELS + O], t[L * LABELS + O]}, to_u[3] = {t[O * LABELS + U], t[U * LABELS + U], t[L * LABELS + U]},
                 to_b[3] = {t[O * LABELS + B], t[U * LABELS + B], t[L * LABELS + B]};
    const double b_i = t[B * LABELS + I], i_i = t[I * LABELS + I], b_l = t[B * LABELS + L], i_l = t[I * LABELS + L];
    double o = emissions[O], u = emissions[U], b = emissions[B], in = -INFINITY, last = -INFINITY;
    for (Py_ssize_t k = 1; k < n; k++) {
        const double *row = emissions + k * LABELS;
        const double done[3] = {o, u, last};
        char *from = back + k * LABELS;
        double new_o, new_u, new_b;
        better(done, to_o, &new_o, from + O);
        better(done, to_u, &new_u, from + U);
        better(done, to_b, &new_b, from + B);
        from[I] = b + b_i >= in + i_i ? B : I;
        const double new_i = b + b_i >= in + i_i ? b + b_i : in + i_i, last_b = b + b_l, last_i = in + i_l;
        from[L] = last_b >= last_i ? B : I;
        o = new_o + row[O];
        u = new_u + row[U];
        b = new_b + row[B];
        in = new_i + row[I];
        last = (last_b >= last_i ? last_b : last_i) + row[L];
    }
    label[n - 1] = o >= u && o >= last ? O : u >= last ? U : L;
    for (Py_ssize_t k = n - 1; k > 0; k--) label[k - 1] = back[k * LABELS + label[k]];
}

/* spans(runs, emissions, transitions) -> the toponyms in all runs as (first, last) */
static PyObject *spans(PyObject *self, PyObject *args)
{
    (void)self;
    PyObject *runs, *arrays;
    Py_buffer b[2];
    if (!PyArg_ParseTuple(args, "O!O", &PyList_Type, &runs, &arrays) || !hold(arrays, b, 2, 0)) return NULL;
    const Py_ssize_t tokens = b[0].len / (LABELS * 8);
    if (b[0].len % (LABELS * 8) || b[1].len != LABELS * LABELS * 8) return refused(b, 2, "there is not one score a label");
    PyObject *found = PyList_New(0);
    char *label = malloc((size_t)tokens + 1), *back = malloc(((size_t)tokens + 1) * LABELS);
    Py_ssize_t at = 0;
    int failed = !found || !label || !back;
    for (Py_ssize_t r = 0; !failed && r < PyList_Size(runs); r++) {
        Py_ssize_t first, last, begun = 0;
        if (!span_of(PyList_GetItem(runs, r), PY_SSIZE_T_MAX, &first, &last) || last - first >= tokens - at) {
            if (!PyErr_Occurred()) PyErr_SetString(PyExc_ValueError, "the runs have more tokens than there are scores");
            failed = 1;
            break;
        }
        const double *scores = (const double *)b[0].buf + at * LABELS;
        const Py_ssize_t n = last - first + 1;
        if (n == 1) label[0] = scores[U] > scores[O] ? U : O;
        else best_labels(scores, n, b[1].buf, label, back);
        at += n;
        for (Py_ssize_t k = 0; !failed && k < n; k++) {
            if (label[k] == U || label[k] == B) begun = k;
            if (label[k] != U && label[k] != L) continue;
            PyObject *span = Py_BuildValue("(nn)", first + begun, first + k);
            failed = !span || PyList_Append(found, span);
            Py_XDECREF(span);
        }
    }
    if (failed && !PyErr_Occurred()) PyErr_NoMemory();
    free(label); free(back);
    PyBuffer_Release(&b[0]);
    PyBuffer_Release(&b[1]);
    if (failed) Py_CLEAR(found);
    return found;
}

static PyMethodDef functions[] = {
    {"rows", rows, METH_VARARGS, "Write the rows of words, and return those that the index lacks."},
    {"describe", describe, METH_VARARGS, "Write what words say by themselves, and what parts they play."},
    {"covers", covers, METH_VARARGS, "Return the names over tokens, in reading order."},
    {"naming", naming, METH_VARARGS, "Write what the names over tokens say into the tokens' rows."},
    {"context", context, METH_VARARGS, "Find the runs of capitalised words, and write what stands around each token into its row."},
    {"sums", sums, METH_VARARGS, "Add up the weights of all templates, a row a token."},
    {"facts", facts, METH_VARARGS, "Write what the sentence says of each mention, a row each."},
    {"senses", senses, METH_O, "Return the best kind of each mention, as the document uses names."},
    {"spans", spans, METH_VARARGS, "Return the toponyms that the best labels of each run make."},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef definition = {PyModuleDef_HEAD_INIT, "_recognition", NULL, 0, functions, NULL, NULL, NULL, NULL};

PyMODINIT_FUNC PyInit__recognition(void)
{
    make_crc_table();
    PyObject *module = PyModule_Create(&definition);
    if (module && PyModule_AddIntConstant(module, "INTERFACE", INTERFACE)) Py_CLEAR(module);
    return module;
}
