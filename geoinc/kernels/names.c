/* Gazetteer names: looked up whole, and in running text, by the walk of the names' tree from each word that may begin one.

   The same as geoinc/gazetteer/file/store.py and geoinc/gazetteer/names/scan.py, which say what it means and do it where this is not compiled, or where a text
   has signs that this leaves to it; tests hold both to the same names. Signs are told by a table that scan.py fills from its
   own patterns, so that what a word, a blank or a mark is stands there alone.

   The tree is a compiled gazetteer's section "keys" as the library marisa-trie (0.2.6 and later) lays it out: a LOUDS tree of
   labels, whose longer labels are paths of a second tree read towards its root, and so on; the last ones are strings (Yata,
   "Dictionary compression by nesting prefix/Patricia tries", 2011). Each access is held to the section's bounds, and a tree
   that contradicts itself is refused, whatever its bytes are. */

#define PY_SSIZE_T_CLEAN
#define Py_LIMITED_API 0x030B0000
#include <Python.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define INTERFACE 4 /* raised with what the functions take; geoinc/gazetteer/file/store.py asks for the same */
#define TREES 16    /* the most trees within one another */
#define LONGEST 64  /* code points of the longest name that is looked for: MAX_KEY_LENGTH of scan.py */
#define SPELLED 4   /* the most signs that one sign is spelled with */
#define ROOM 2048   /* bytes that hold the longest name with all its marks respelled */

/* ---- The tree of names. ---- */

typedef struct {
    const uint8_t *bytes;
    size_t size; /* in elements */
} vector;

typedef struct {
    vector units, ranks, zeros, ones; /* 64-bit words; three 32-bit numbers for each 512 bits; every 512th zero and one */
    size_t size;
} bits;

typedef struct tree {
    bits louds, terminal, link;
    vector bases, tail, cache, extra_units;
    bits tail_end;
    size_t extra_bits, extra_count, first_level;
    uint32_t extra_mask;
    struct tree *next;
} tree;

typedef struct {
    Py_buffer buffer;
    size_t count;
    tree trees[TREES];
} names;

static uint32_t u32(const uint8_t *at) { uint32_t v; memcpy(&v, at, sizeof v); return v; }
static uint64_t u64(const uint8_t *at) { uint64_t v; memcpy(&v, at, sizeof v); return v; }

typedef struct {
    const uint8_t *at, *end;
    int bad;
} reader;

static uint64_t take(reader *r, size_t size)
{
    if (r->bad || (size_t)(r->end - r->at) < size) {
        r->bad = 1;
        return 0;
    }
    const uint64_t found = size == 8 ? u64(r->at) : u32(r->at);
    r->at += size;
    return found;
}

static vector take_vector(reader *r, size_t each)
{
    const uint64_t bytes = take(r, 8);
    vector found = {r->at, 0};
    if (r->bad || bytes % each || bytes > (uint64_t)(r->end - r->at) || (8 - bytes % 8) % 8 > (uint64_t)(r->end - r->at) - bytes) {
        r->bad = 1;
        return found;
    }
    found.size = (size_t)(bytes / each);
    r->at += bytes + (8 - bytes % 8) % 8;
    return found;
}

static bits take_bits(reader *r)
{
    bits found = {.units = take_vector(r, 8)};
    found.size = (size_t)take(r, 4);
    take(r, 4);
    found.ranks = take_vector(r, 12);
    found.zeros = take_vector(r, 4);
    found.ones = take_vector(r, 4);
    if (found.size && (found.units.size * 64 < found.size || found.ranks.size < found.size / 512 + 1)) r->bad = 1;
    return found;
}

static void take_tree(reader *r, names *to)
{
    if (to->count == TREES) {
        r->bad = 1;
        return;
    }
    tree *own = &to->trees[to->count++];
    own->louds = take_bits(r);
    own->terminal = take_bits(r);
    own->link = take_bits(r);
    own->bases = take_vector(r, 1);
    own->extra_units = take_vector(r, 8);
    own->extra_bits = (size_t)take(r, 4);
    own->extra_mask = (uint32_t)take(r, 4);
    own->extra_count = (size_t)take(r, 8);
    own->tail = take_vector(r, 1);
    own->tail_end = take_bits(r);
    if (own->extra_bits > 32 || (own->extra_bits && own->extra_count > own->extra_units.size * 64 / own->extra_bits)) r->bad = 1;
    int linked = 0;
    for (size_t k = 0; !r->bad && !linked && k < own->link.units.size; k++) linked = u64(own->link.units.bytes + 8 * k) != 0;
    if (!r->bad && linked && !own->tail.size) {
        own->next = own + 1;
        take_tree(r, to);
    }
    own->cache = take_vector(r, 12);
    own->first_level = (size_t)take(r, 4);
    take(r, 4);
    if (!own->cache.size || own->cache.size & (own->cache.size - 1)) r->bad = 1;
}

/* What is out of bounds is 0, and sets bad. */
static int bit(const bits *b, size_t i, int *bad)
{
    if (i >= b->size) {
        *bad = 1;
        return 0;
    }
    return (int)(u64(b->units.bytes + i / 64 * 8) >> (i % 64) & 1);
}

static size_t rank_in(const uint8_t *rank, size_t word)
{
    const uint32_t low = u32(rank + 4), high = u32(rank + 8);
    switch (word) {
    case 1: return low & 0x7F;
    case 2: return low >> 7 & 0xFF;
    case 3: return low >> 15 & 0xFF;
    case 4: return low >> 23 & 0x1FF;
    case 5: return high & 0x1FF;
    case 6: return high >> 9 & 0x1FF;
    case 7: return high >> 18 & 0x1FF;
    default: return 0;
    }
}

static int ones_of(uint64_t word)
{
    word -= word >> 1 & 0x5555555555555555u;
    word = (word & 0x3333333333333333u) + (word >> 2 & 0x3333333333333333u);
    return (int)(((word + (word >> 4)) & 0x0F0F0F0F0F0F0F0Fu) * 0x0101010101010101u >> 56);
}

static size_t rank(const bits *b, size_t i, int *bad) /* the ones before i */
{
    if (i >= b->size) {
        *bad = 1;
        return 0;
    }
    const uint8_t *at = b->ranks.bytes + i / 512 * 12;
    return u32(at) + rank_in(at, i / 64 % 8) + (size_t)ones_of(u64(b->units.bytes + i / 64 * 8) & (((uint64_t)1 << (i % 64)) - 1));
}

static size_t before(const bits *b, size_t block, int one) /* the ones, or the zeros, before a block of 512 */
{
    const size_t ones = u32(b->ranks.bytes + block * 12);
    return one ? ones : block * 512 - ones;
}

static size_t select_in(const bits *b, size_t i, int one, int *bad) /* where the i-th one, or zero, stands */
{
    const vector *every = one ? &b->ones : &b->zeros;
    if (i / 512 + 1 >= every->size) {
        *bad = 1;
        return 0;
    }
    size_t from = u32(every->bytes + i / 512 * 4) / 512, to = (u32(every->bytes + (i / 512 + 1) * 4) + 511) / 512;
    if (to > b->ranks.size) to = b->ranks.size;
    while (from + 1 < to) {
        const size_t middle = (from + to) / 2;
        if (i < before(b, middle, one)) to = middle;
        else from = middle;
    }
    if (from >= b->ranks.size || i < before(b, from, one)) {
        *bad = 1;
        return 0;
    }
    i -= before(b, from, one);
    const uint8_t *at = b->ranks.bytes + from * 12;
    size_t word = 0, passed = 0;
    for (size_t k = 1; k < 8; k++) {
        const size_t ones = rank_in(at, k), until = one ? ones : k * 64 - ones;
        if (i < until) break;
        word = k;
        passed = until;
    }
    word += from * 8;
    if (word >= b->units.size || i < passed) {
        *bad = 1;
        return 0;
    }
    uint64_t left = u64(b->units.bytes + word * 8);
    if (!one) left = ~left;
    size_t skip = i - passed, place = 0;
    for (int half = 32; half; half /= 2) {
        const size_t below = (size_t)ones_of(left & (((uint64_t)1 << half) - 1));
        if (skip >= below) {
            skip -= below;
            left >>= half;
            place += (size_t)half;
        }
    }
    if (skip || !(left & 1)) *bad = 1;
    return word * 64 + place;
}

static size_t link_of(const tree *t, size_t node, size_t number, int *bad)
{
    if (node >= t->bases.size || number >= t->extra_count) {
        *bad = 1;
        return 0;
    }
    const size_t at = number * t->extra_bits, unit = at / 64, offset = at % 64;
    uint64_t extra = 0;
    if (t->extra_bits) {
        extra = u64(t->extra_units.bytes + unit * 8) >> offset;
        if (offset + t->extra_bits > 64) extra |= u64(t->extra_units.bytes + (unit + 1) * 8) << (64 - offset);
    }
    return t->bases.bytes[node] | (size_t)((uint32_t)extra & t->extra_mask) << 8;
}

/* A text from some offset on, spelled as names are, made sign by sign as far as a walk asks for it. */

typedef struct {
    const uint32_t *code, *table;
    const uint16_t *spelled;
    const int32_t *until; /* where the spot ends that begins here, or 0 */
    Py_ssize_t n, start, at, tail, stop;
    int spots, respelled;
    size_t filled;
    uint8_t bytes[ROOM];
    int32_t ends[ROOM]; /* where in the text the sign ends that each byte belongs to */
} window;

enum { MARK = 1, BREAK = 2 };
#define FLAT(entry) ((entry) & 0xFFFF)

static void put(window *w, uint32_t sign, Py_ssize_t end)
{
    const size_t size = sign < 0x80 ? 1 : sign < 0x800 ? 2 : 3;
    if (w->filled + size > ROOM) return;
    uint8_t *to = w->bytes + w->filled;
    if (size == 1) to[0] = (uint8_t)sign;
    else if (size == 2) to[0] = (uint8_t)(0xC0 | sign >> 6);
    else {
        to[0] = (uint8_t)(0xE0 | sign >> 12);
        to[1] = (uint8_t)(0x80 | (sign >> 6 & 0x3F));
    }
    if (size > 1) to[size - 1] = (uint8_t)(0x80 | (sign & 0x3F));
    for (size_t k = 0; k < size; k++) w->ends[w->filled + k] = (int32_t)end;
    w->filled += size;
}

/* Make the byte at pos known; 0 where the window ends before it. */
static int reaches(window *w, size_t pos)
{
    while (w->filled <= pos) {
        const Py_ssize_t p = w->at;
        if (p >= w->n || p >= w->stop || w->filled + 3 * SPELLED > ROOM) return 0;
        if (w->until[p] && w->spots < LONGEST && p - w->start <= LONGEST) {
            const uint32_t flat = FLAT(w->table[w->code[p]]);
            const Py_ssize_t end = w->until[p];
            if (flat == MARK) {
                const uint16_t *signs = w->spelled + w->code[p] * SPELLED;
                for (int k = 0; k < SPELLED && signs[k]; k++) put(w, signs[k], end);
            } else if (flat != BREAK) put(w, ' ', end);
            for (Py_ssize_t q = p; q < end; q++) w->spots += w->until[q] != 0;
            w->at = w->tail = end;
            w->respelled = 1;
            continue;
        }
        if (p >= w->tail + LONGEST) return 0;
        put(w, FLAT(w->table[w->code[p]]), p + 1);
        w->at = p + 1;
    }
    return 1;
}

static int match(const tree *t, size_t link, window *w, size_t *pos, int *bad);

/* Tell whether the string of the last tree stands in the window, and move behind it. */
static int match_tail(const tree *t, size_t at, window *w, size_t *pos, int *bad)
{
    for (; reaches(w, *pos); at++) {
        if (at >= t->tail.size) {
            *bad = 1;
            return 0;
        }
        if (t->tail.bytes[at] != w->bytes[*pos]) return 0;
        ++*pos;
        if (t->tail_end.size ? bit(&t->tail_end, at, bad) : at + 1 < t->tail.size && !t->tail.bytes[at + 1]) return 1;
    }
    return 0;
}

/* Tell whether the labels from a node up to its root stand in the window, and move behind them. */
static int match_up(const tree *t, size_t node, window *w, size_t *pos, int *bad)
{
    for (;;) {
        if (!node || *bad || !reaches(w, *pos)) return 0;
        const uint8_t *kept = t->cache.bytes + (node & (t->cache.size - 1)) * 12;
        const uint32_t label = u32(kept + 8);
        size_t parent;
        if (u32(kept + 4) == node) {
            parent = u32(kept);
            if (label >> 8 != 0xFFFFFF) {
                if (!match(t, label, w, pos, bad)) return 0;
            } else if ((label & 0xFF) == w->bytes[*pos]) ++*pos;
            else return 0;
        } else {
            if (bit(&t->link, node, bad)) {
                if (!match(t, link_of(t, node, rank(&t->link, node, bad), bad), w, pos, bad)) return 0;
            } else if (node < t->bases.size && t->bases.bytes[node] == w->bytes[*pos]) ++*pos;
            else return 0;
            parent = node <= t->first_level ? 0 : select_in(&t->louds, node, 1, bad) - node - 1;
        }
        if (!parent) return !*bad;
        if (parent >= node) *bad = 1;
        node = parent;
    }
}

static int match(const tree *t, size_t link, window *w, size_t *pos, int *bad)
{
    if (*bad) return 0;
    return t->next ? match_up(t->next, link, w, pos, bad) : match_tail(t, link, w, pos, bad);
}

/* Go down to the child that the window goes on with; 0 where there is none. */
static int child(const tree *t, size_t *node, window *w, size_t *pos, int *bad)
{
    if (!reaches(w, *pos)) return 0;
    const uint8_t sign = w->bytes[*pos];
    const uint8_t *kept = t->cache.bytes + ((*node ^ *node << 5 ^ sign) & (t->cache.size - 1)) * 12;
    if (u32(kept) == *node && u32(kept + 4) > *node) {
        const uint32_t label = u32(kept + 8);
        if (label >> 8 != 0xFFFFFF) {
            if (!match(t, label, w, pos, bad)) return 0;
        } else ++*pos;
        *node = u32(kept + 4);
        return !*bad;
    }
    size_t place = select_in(&t->louds, *node, 0, bad) + 1, number = 0;
    if (*bad || place <= *node || !bit(&t->louds, place, bad)) return 0;
    size_t at = place - *node - 1;
    if (at <= *node) {
        *bad = 1;
        return 0;
    }
    int counted = 0;
    do {
        if (bit(&t->link, at, bad)) {
            number = counted ? number + 1 : rank(&t->link, at, bad);
            counted = 1;
            const size_t from = *pos;
            if (match(t, link_of(t, at, number, bad), w, pos, bad)) {
                *node = at;
                return !*bad;
            }
            if (*pos != from) return 0;
        } else if (at < t->bases.size && t->bases.bytes[at] == sign) {
            ++*pos;
            *node = at;
            return !*bad;
        }
        at++;
        place++;
    } while (!*bad && bit(&t->louds, place, bad));
    return 0;
}

static const char CAPSULE[] = "geoinc.names";

static void close_names(PyObject *capsule)
{
    names *own = PyCapsule_GetPointer(capsule, CAPSULE);
    if (!own) return;
    PyBuffer_Release(&own->buffer);
    free(own);
}

/* tree(bytes) -> what scan takes; ValueError where the bytes are no such tree */
static PyObject *open_names(PyObject *self, PyObject *bytes)
{
    (void)self;
    static const char magic[16] = "We love Marisa.";
    names *own = calloc(1, sizeof *own);
    if (!own) return PyErr_NoMemory();
    if (PyObject_GetBuffer(bytes, &own->buffer, PyBUF_SIMPLE)) {
        free(own);
        return NULL;
    }
    reader r = {own->buffer.buf, (const uint8_t *)own->buffer.buf + own->buffer.len, 0};
    const uint16_t order = 1;
    if (own->buffer.len < 16 || memcmp(r.at, magic, 16) || !*(const uint8_t *)&order) r.bad = 1;
    else {
        r.at += 16;
        take_tree(&r, own);
    }
    PyObject *capsule = NULL;
    if (r.bad) PyErr_SetString(PyExc_ValueError, "these bytes are no tree of names");
    else capsule = PyCapsule_New(own, CAPSULE, close_names);
    if (!capsule) {
        PyBuffer_Release(&own->buffer);
        free(own);
    }
    return capsule;
}

/* ---- Whole names. ---- */

/* Find the key of a name of some bytes; -1 where it has none, -2 with an error set. */
static Py_ssize_t look_up_bytes(const names *known, const char *text, Py_ssize_t size, window *w)
{
    const tree *t = known->trees;
    if (size < 1 || size > ROOM) return -1;
    memcpy(w->bytes, text, (size_t)size);
    w->filled = (size_t)size;
    w->at = w->n = 0;
    size_t node = 0, pos = 0;
    int bad = 0, goes_on = 1;
    while (goes_on && pos < (size_t)size) goes_on = child(t, &node, w, &pos, &bad);
    const size_t key = !bad && goes_on && bit(&t->terminal, node, &bad) ? rank(&t->terminal, node, &bad) + 1 : 0;
    if (bad) PyErr_SetString(PyExc_ValueError, "the tree of names contradicts itself");
    return bad ? -2 : (Py_ssize_t)key - 1;
}

static Py_ssize_t look_up(const names *known, PyObject *name, window *w)
{
    Py_ssize_t size;
    const char *text = PyUnicode_AsUTF8AndSize(name, &size);
    return text ? look_up_bytes(known, text, size, w) : -2;
}

/* key(tree, name) -> its number, or None */
static PyObject *key(PyObject *self, PyObject *args)
{
    (void)self;
    PyObject *capsule, *name;
    if (!PyArg_ParseTuple(args, "OU", &capsule, &name)) return NULL;
    const names *known = PyCapsule_GetPointer(capsule, CAPSULE);
    if (!known) return NULL;
    window w;
    const Py_ssize_t found = look_up(known, name, &w);
    if (found == -2) return NULL;
    return found < 0 ? Py_NewRef(Py_None) : PyLong_FromSsize_t(found);
}

/* numbers(tree, names) -> the number of each, or None */
static PyObject *numbers(PyObject *self, PyObject *args)
{
    (void)self;
    PyObject *capsule, *list;
    if (!PyArg_ParseTuple(args, "OO!", &capsule, &PyList_Type, &list)) return NULL;
    const names *known = PyCapsule_GetPointer(capsule, CAPSULE);
    const Py_ssize_t count = PyList_Size(list);
    PyObject *found = known ? PyList_New(count) : NULL;
    window w;
    for (Py_ssize_t i = 0; found && i < count; i++) {
        const Py_ssize_t number = look_up(known, PyList_GetItem(list, i), &w);
        PyObject *own = number == -2 ? NULL : number < 0 ? Py_NewRef(Py_None) : PyLong_FromSsize_t(number);
        if (!own || PyList_SetItem(found, i, own)) Py_CLEAR(found);
    }
    return found;
}

/* Add the number of a spelling that is one; 0 on failure. */
static int add_spelling(const names *known, const char *text, Py_ssize_t size, window *w, PyObject *found)
{
    const Py_ssize_t number = look_up_bytes(known, text, size, w);
    PyObject *own = number >= 0 ? PyLong_FromSsize_t(number) : NULL;
    const int good = number == -1 || (own && !PyList_Append(found, own));
    Py_XDECREF(own);
    return good;
}

/* misspelled(tree, name, letters) -> the numbers of the names one deletion, swap, replacement or insertion of a letter away, in no
   order and some more than once; of ASCII */
static PyObject *misspelled(PyObject *self, PyObject *args)
{
    (void)self;
    PyObject *capsule;
    const char *name, *letters;
    Py_ssize_t size, count;
    char spelled[ROOM];
    if (!PyArg_ParseTuple(args, "Os#s#", &capsule, &name, &size, &letters, &count)) return NULL;
    const names *known = PyCapsule_GetPointer(capsule, CAPSULE);
    PyObject *found = known ? PyList_New(0) : NULL;
    window w;
    int good = found != NULL;
    for (Py_ssize_t at = 0; good && size < ROOM && at <= size; at++) {
        const Py_ssize_t left = size - at;
        memcpy(spelled, name, (size_t)at);
        for (Py_ssize_t k = 0; good && k < count; k++) {
            spelled[at] = letters[k];
            memcpy(spelled + at + 1, name + at, (size_t)left);
            good = add_spelling(known, spelled, size + 1, &w, found);
            if (!good || !left || letters[k] == name[at]) continue;
            memcpy(spelled + at + 1, name + at + 1, (size_t)left - 1);
            good = add_spelling(known, spelled, size, &w, found);
        }
        if (!good || !left) continue;
        memcpy(spelled + at, name + at + 1, (size_t)left - 1);
        good = add_spelling(known, spelled, size - 1, &w, found);
        if (!good || left < 2 || name[at] == name[at + 1]) continue;
        spelled[at] = name[at + 1];
        spelled[at + 1] = name[at];
        memcpy(spelled + at + 2, name + at + 2, (size_t)left - 2);
        good = add_spelling(known, spelled, size, &w, found);
    }
    if (!good) Py_CLEAR(found);
    return found;
}

/* ---- Names that look alike: _Finder and _likeness of geoinc/gazetteer/names/search.py, sounds of skeleton.py. ---- */

#define LONG 256 /* code points of the longest name that is compared here */
#define BLOCK 64 /* and of the name that it is compared with */

enum { W_START, W_POSTING, W_COUNTRY, W_KIND, W_ADMIN1, W_ADMIN2, W_KEYS, W_COUNTRIES, W_KINDS, W_UNITS, W_BUFFERS };

static int is_among(const Py_buffer *table, size_t number) /* no table is of all */
{
    return !table->buf || (number < (size_t)table->len && ((const uint8_t *)table->buf)[number]);
}

/* within((starts, postings, country, kind, admin1, admin2), keys, countries, kinds, units, most) -> the first keys that have a place of
   these countries, kinds (tables by number, or None) and units (if any) */
static PyObject *within(PyObject *self, PyObject *args)
{
    (void)self;
    Py_buffer b[W_BUFFERS];
    Py_ssize_t most;
    if (!PyArg_ParseTuple(args, "(y*y*y*y*y*y*)y*z*z*y*n", &b[W_START], &b[W_POSTING], &b[W_COUNTRY], &b[W_KIND], &b[W_ADMIN1], &b[W_ADMIN2],
                          &b[W_KEYS], &b[W_COUNTRIES], &b[W_KINDS], &b[W_UNITS], &most))
        return NULL;
    const uint32_t *starts = b[W_START].buf, *postings = b[W_POSTING].buf, *admin1 = b[W_ADMIN1].buf, *admin2 = b[W_ADMIN2].buf,
                   *keys = b[W_KEYS].buf, *units = b[W_UNITS].buf;
    const uint16_t *country = b[W_COUNTRY].buf;
    const uint8_t *kind = b[W_KIND].buf;
    const size_t places = (size_t)b[W_KIND].len, known = (size_t)b[W_START].len / 4, count = (size_t)b[W_UNITS].len / 4;
    PyObject *found = PyList_New(0);
    int bad = (size_t)b[W_COUNTRY].len / 2 != places || (size_t)b[W_ADMIN1].len / 4 != places || (size_t)b[W_ADMIN2].len / 4 != places;
    for (Py_ssize_t i = 0; found && !bad && i < b[W_KEYS].len / 4 && PyList_Size(found) < most; i++) {
        if ((size_t)keys[i] + 1 >= known || (size_t)starts[keys[i] + 1] > (size_t)b[W_POSTING].len / 4) {
            bad = 1;
            break;
        }
        int inside = 0;
        for (size_t at = starts[keys[i]]; !inside && at < starts[keys[i] + 1]; at++) {
            const size_t place = postings[at];
            if (place >= places) {
                bad = 1;
                break;
            }
            inside = is_among(&b[W_COUNTRIES], country[place]) && is_among(&b[W_KINDS], kind[place]);
            int in_unit = !count;
            for (size_t k = 0; inside && !in_unit && k < count; k++) in_unit = admin1[place] == units[k] || admin2[place] == units[k];
            inside = inside && in_unit;
        }
        PyObject *own = inside ? PyLong_FromUnsignedLong(keys[i]) : NULL;
        if (inside && (!own || PyList_Append(found, own))) Py_CLEAR(found);
        Py_XDECREF(own);
    }
    for (int k = 0; k < W_BUFFERS; k++) PyBuffer_Release(&b[k]);
    if (bad) {
        Py_CLEAR(found);
        PyErr_SetString(PyExc_ValueError, "a key or place is out of bounds");
    }
    return found;
}

typedef struct {
    PyObject *articles, *same; /* words that are left out, and words for words */
    uint32_t rules[16][5];     /* letters that sound like one: how many, they, the one */
    int rule_count;
    const uint8_t *letters;    /* what each sign of ASCII sounds like */
} sounding;

static int is_blank(uint32_t c) { return (c >= 9 && c <= 13) || (c >= 28 && c <= 32); }

/* Write a name (ASCII) without its articles, in exchangeable words' one spelling; returns its length, -1 where it is too long,
   -2 with an error set. */
static Py_ssize_t strip(const sounding *to, const uint32_t *name, Py_ssize_t n, uint32_t *made)
{
    Py_ssize_t size = 0;
    for (int all = 0; all < 2 && !size; all++) /* of nothing but articles, all are kept */
        for (Py_ssize_t start = 0, end; start < n; start = end + 1) {
            char word[LONG];
            for (end = start; end < n && !is_blank(name[end]); end++) word[end - start] = (char)name[end];
            if (end == start) continue;
            PyObject *own = PyUnicode_FromStringAndSize(word, end - start), *other = NULL;
            const int left = !own ? -1 : all ? 0 : PySet_Contains(to->articles, own);
            if (!left && !all) other = PyDict_GetItemWithError(to->same, own);
            Py_ssize_t length = end - start;
            const char *text = other ? PyUnicode_AsUTF8AndSize(other, &length) : word;
            if (size + length >= LONG) length = -1;
            if (!left && text && length >= 0 && !PyErr_Occurred()) {
                if (size) made[size++] = ' ';
                for (Py_ssize_t k = 0; k < length; k++) made[size++] = (uint8_t)text[k];
            }
            Py_XDECREF(own);
            if (PyErr_Occurred() || length < 0) return PyErr_Occurred() ? -2 : -1;
        }
    return size;
}

/* Turn a name into how it sounds, in place; returns its length. */
static Py_ssize_t sound(const sounding *to, uint32_t *name, Py_ssize_t n)
{
    Py_ssize_t made;
    for (int r = 0; r < to->rule_count; r++) {
        const uint32_t *rule = to->rules[r], length = rule[0];
        made = 0;
        for (Py_ssize_t i = 0; i < n;) {
            uint32_t k = 0;
            while (k < length && i + (Py_ssize_t)k < n && name[i + (Py_ssize_t)k] == rule[1 + k]) k++;
            name[made++] = k == length ? rule[4] : name[i];
            i += k == length ? (Py_ssize_t)length : 1;
        }
        n = made;
    }
    made = 0;
    for (Py_ssize_t i = 0; i < n; i++) {
        const uint32_t one = name[i] < 128 ? to->letters[name[i]] : name[i];
        if (!made || name[made - 1] != one) name[made++] = one;
    }
    for (Py_ssize_t at = made > 6 ? made - 3 : 3; at < made; at++) { /* what three signs stand before: i?[aiu]?h? to the end */
        Py_ssize_t k = at;
        if (name[k] == 'i') k++;
        if (k < made && (name[k] == 'a' || name[k] == 'i' || name[k] == 'u')) k++;
        if (k < made && name[k] == 'h') k++;
        if (k == made) return at;
    }
    return made;
}

typedef struct {
    uint64_t of[128];
    uint32_t name[BLOCK];
    Py_ssize_t n;
} pattern;

static void set_pattern(pattern *p, const uint32_t *name, Py_ssize_t n)
{
    memset(p->of, 0, sizeof p->of);
    p->n = n;
    for (Py_ssize_t i = 0; i < n; i++) {
        p->name[i] = name[i];
        if (name[i] < 128) p->of[name[i]] |= (uint64_t)1 << i;
    }
}

/* How much a name is like the pattern, 0 to 1: of Levenshtein's distance (Hyyrö, "Bit-parallel approximate string matching", 2003). */
static double likeness(const pattern *p, const uint32_t *name, Py_ssize_t n)
{
    const Py_ssize_t longest = p->n > n ? p->n : n;
    if (!longest) return 1;
    Py_ssize_t distance = p->n ? p->n : n;
    uint64_t up = ~(uint64_t)0, down = 0;
    for (Py_ssize_t i = 0; p->n && i < n; i++) {
        uint64_t same = 0;
        if (name[i] < 128) same = p->of[name[i]];
        else
            for (Py_ssize_t k = 0; k < p->n; k++) same |= (uint64_t)(p->name[k] == name[i]) << k;
        const uint64_t zero = (((same & up) + up) ^ up) | same | down, more = down | ~(zero | up), less = zero & up;
        distance += (Py_ssize_t)(more >> (p->n - 1) & 1) - (Py_ssize_t)(less >> (p->n - 1) & 1);
        up = less << 1 | ~(zero | more << 1 | 1);
        down = (more << 1 | 1) & zero;
    }
    return 1 - (double)distance / (double)longest;
}

typedef struct {
    double like;
    Py_ssize_t at;
} compared;

static int by_likeness(const void *one, const void *other)
{
    const compared *a = one, *b = other;
    return a->like != b->like ? (a->like < b->like ? 1 : -1) : a->at < b->at ? -1 : a->at > b->at;
}

/* Copy a text of at most LONG code points; returns its length, -1 where it is longer, -2 with an error set. */
static Py_ssize_t copy_text(PyObject *text, uint32_t *to)
{
    if (!PyUnicode_Check(text)) PyErr_SetString(PyExc_TypeError, "a name is a str");
    const Py_ssize_t n = PyErr_Occurred() ? -2 : PyUnicode_GetLength(text);
    if (n < 0) return -2;
    if (n >= LONG) return -1;
    return PyUnicode_AsUCS4(text, (Py_UCS4 *)to, LONG, 1) ? n : -2;
}

/* Read what names sound like; 0 with an error set where it is no such thing. */
static int read_rules(sounding *to, PyObject *rules, Py_ssize_t letters)
{
    const Py_ssize_t count = PyTuple_Size(rules);
    int good = letters == 128 && count <= 16;
    for (Py_ssize_t r = 0; good && r < count; r++) {
        PyObject *rule = PyTuple_GetItem(rules, r);
        uint32_t one[LONG], other[LONG];
        const int pair = PyTuple_Check(rule) && PyTuple_Size(rule) == 2;
        const Py_ssize_t size = pair ? copy_text(PyTuple_GetItem(rule, 0), one) : 0;
        good = size > 0 && size <= 3 && copy_text(PyTuple_GetItem(rule, 1), other) == 1;
        if (!good) break;
        to->rules[r][0] = (uint32_t)size;
        memcpy(to->rules[r] + 1, one, (size_t)size * sizeof *one);
        to->rules[r][4] = other[0];
        to->rule_count = (int)r + 1;
    }
    if (!good && !PyErr_Occurred()) PyErr_SetString(PyExc_ValueError, "these are no letters that sound alike");
    return good;
}

/* alike((name, bare name), names, bares, (articles, same, rules, letters), (share of the sound, most)) -> how much each name is like
   the first, 0 to 1, or None where one is too long; bares has the bare name of each that is not ASCII */
static PyObject *alike(PyObject *self, PyObject *args)
{
    (void)self;
    PyObject *head, *bare_head, *list, *bares, *rules;
    sounding to = {0};
    Py_ssize_t letters, most, good = 1;
    double share;
    if (!PyArg_ParseTuple(args, "(UU)O!O!(O!O!O!y#)(dn)", &head, &bare_head, &PyList_Type, &list, &PyDict_Type, &bares, &PyFrozenSet_Type, &to.articles,
                          &PyDict_Type, &to.same, &PyTuple_Type, &rules, &to.letters, &letters, &share, &most)
        || !read_rules(&to, rules, letters))
        return NULL;
    const Py_ssize_t count = PyList_Size(list);
    uint32_t text[LONG], name[LONG];
    pattern spelling, sounds;
    Py_ssize_t n = copy_text(head, text);
    if (n > BLOCK) n = -1;
    if (n >= 0) {
        set_pattern(&spelling, text, n);
        n = copy_text(bare_head, text);
        if (n >= 0) n = sound(&to, text, n);
        if (n > BLOCK) n = -1;
        if (n >= 0) set_pattern(&sounds, text, n);
    }
    compared *order = n >= 0 ? malloc(((size_t)count + 1) * sizeof *order) : NULL;
    PyObject *found = order ? PyList_New(count) : NULL;
    good = n;
    for (Py_ssize_t i = 0; found && good >= 0 && i < count; i++) {
        good = copy_text(PyList_GetItem(list, i), text);
        if (good >= 0) order[i] = (compared){likeness(&spelling, text, good), i};
    }
    if (good >= 0 && count > most) qsort(order, (size_t)count, sizeof *order, by_likeness);
    for (Py_ssize_t i = 0; found && good >= 0 && i < count; i++) {
        double like = 0;
        PyObject *own = PyList_GetItem(list, order[i].at), *number = i < most ? PyLong_FromSsize_t(order[i].at) : NULL;
        if (number) {
            PyObject *bare = PyDict_GetItemWithError(bares, number);
            Py_DECREF(number);
            good = copy_text(bare ? bare : own, text);
            if (good >= 0 && !bare) {
                good = strip(&to, text, good, name);
                if (good >= 0) memcpy(text, name, (size_t)good * sizeof *text);
            }
            if (good < 0) break;
            like = share * likeness(&sounds, text, sound(&to, text, good)) + (1 - share) * order[i].like;
        }
        PyObject *value = PyErr_Occurred() ? NULL : PyFloat_FromDouble(like);
        if (!value || PyList_SetItem(found, order[i].at, value)) good = -2;
    }
    free(order);
    if (good == -1 && !PyErr_Occurred()) {
        Py_XDECREF(found);
        return Py_NewRef(Py_None);
    }
    if (good < 0 || !found) {
        Py_CLEAR(found);
        if (!PyErr_Occurred()) PyErr_NoMemory();
    }
    return found;
}

/* ---- The text. ---- */

enum { /* what a sign is, above its flat form; scan.py fills them in in this order */
    KNOWN = 1 << 16, BEYOND = 1 << 17, FIRST = 1 << 18, FIRST_ANY = 1 << 19, IN_TOKEN = 1 << 20, WORDLY = 1 << 21, IN_WORD = 1 << 22,
    LETTER = 1 << 23, SPACE = 1 << 24
};

typedef struct {
    uint32_t *code, *table;
    int32_t *until;
    Py_ssize_t n;
    uint32_t (*shorts)[4], (*articles)[4]; /* words: their length, and at most three signs */
    Py_ssize_t short_count, article_count;
    PyObject *hits, *stopped;
} scanned;

#define IS(i, flags) (s->table[s->code[i]] & (flags))
#define SIGN(i) FLAT(s->table[s->code[i]])

static int stands(const scanned *s, const uint32_t *word, Py_ssize_t at)
{
    if (at < 0 || at + (Py_ssize_t)word[0] > s->n) return 0;
    for (uint32_t k = 0; k < word[0]; k++)
        if (s->code[at + k] != word[k + 1]) return 0;
    return 1;
}

/* Whether the full stop at i ends no sentence: of an initial, or of a short word ("St."). */
static int keeps_stop(const scanned *s, Py_ssize_t i)
{
    if (i + 1 >= s->n || !IS(i + 1, IN_WORD | SPACE)) return 0;
    if (i && IS(i - 1, LETTER) && !(i > 1 && IS(i - 2, LETTER))) return 1;
    for (Py_ssize_t k = 0; k < s->short_count; k++) {
        const Py_ssize_t at = i - (Py_ssize_t)s->shorts[k][0];
        if (stands(s, s->shorts[k], at) && (!at || !IS(at - 1, IN_WORD))) return 1;
    }
    return 0;
}

/* Note where the flat text is not spelled as names are. */
static void find_spots(scanned *s)
{
    Py_ssize_t blanks = 0; /* where the blanks before i begin */
    for (Py_ssize_t i = 0; i < s->n; i++) {
        const uint32_t sign = SIGN(i);
        if (sign == MARK || (s->code[i] == '.' && keeps_stop(s, i))) s->until[i] = (int32_t)(i + 1);
        if (sign == '\n') {
            Py_ssize_t end = i + 1;
            while (end < s->n && SIGN(end) == ' ') end++;
            if ((end == s->n || SIGN(end) != '\n') && !(blanks && SIGN(blanks - 1) == '\n')) s->until[blanks] = (int32_t)end;
        } else if (sign == ' ' && blanks == i) {
            Py_ssize_t end = i + 1;
            while (end < s->n && SIGN(end) == ' ') end++;
            if (end - i > 1 && (end == s->n || SIGN(end) != '\n')) s->until[i] = (int32_t)end;
        }
        if (sign != ' ') blanks = i + 1;
    }
}

static int add(const scanned *s, Py_ssize_t start, Py_ssize_t end, size_t key)
{
    PyObject *hit = Py_BuildValue("(nnn)", start, end, (Py_ssize_t)key);
    int failed = !hit || PyList_Append(s->hits, hit);
    Py_XDECREF(hit);
    if (!failed && end < s->n && s->code[end] == '.') {
        PyObject *place = PyLong_FromSsize_t(PyList_Size(s->hits) - 1);
        failed = !place || PyList_Append(s->stopped, place);
        Py_XDECREF(place);
    }
    return !failed;
}

/* Add the names that begin at an offset, end before stop, and reach beyond least; 0 on failure. */
static int walk(const scanned *s, const names *known, window *w, Py_ssize_t start, Py_ssize_t stop, Py_ssize_t least, int *bad)
{
    const tree *t = known->trees;
    w->start = w->at = w->tail = start;
    w->stop = stop;
    w->spots = w->respelled = 0;
    w->filled = 0;
    size_t node = 0, pos = 0;
    Py_ssize_t last = -1;
    while (child(t, &node, w, &pos, bad) && !*bad) {
        if (!bit(&t->terminal, node, bad)) continue;
        const Py_ssize_t end = w->ends[pos - 1];
        if ((end < s->n && IS(end, WORDLY)) || end == last) continue;
        last = end;
        if (end > least && !add(s, start, end, rank(&t->terminal, node, bad))) return 0;
    }
    return 1;
}

static int walk_all(const scanned *s, const names *known, window *w, int any_case, int *bad)
{
    const uint32_t first = any_case ? FIRST_ANY : FIRST;
    for (Py_ssize_t i = 0; i < s->n && !*bad; i++) {
        if (!IS(i, first) || (i && IS(i - 1, IN_TOKEN))) continue;
        Py_ssize_t end = i;
        do {
            if (s->until[end] || SIGN(end) == BREAK || SIGN(end) == ' ') return -1; /* its own key is spelled otherwise */
            end++;
        } while (end < s->n && IS(end, IN_TOKEN));
        if (i > 2)
            for (Py_ssize_t length = 2; length < 4; length++)
                for (Py_ssize_t k = 0; k < s->article_count; k++) {
                    const Py_ssize_t from = i - 1 - length;
                    if (s->articles[k][0] != length || !stands(s, s->articles[k], from) || (from && IS(from - 1, WORDLY))) continue;
                    if (!walk(s, known, w, from, s->n, i, bad)) return 0;
                }
        const int goes_on = end < s->n && (SIGN(end) == ' ' || s->until[end]);
        if (!walk(s, known, w, i, goes_on ? s->n : end, i, bad)) return 0;
        i = end - 1;
    }
    return 1;
}

/* Read words of at most three signs; NULL without an error set where there is no memory. */
static uint32_t (*read_words(PyObject *tuple, Py_ssize_t *count))[4]
{
    const Py_ssize_t all = PyTuple_Size(tuple);
    uint32_t (*found)[4] = calloc((size_t)all + 1, sizeof *found);
    *count = 0;
    for (Py_ssize_t k = 0; found && k < all; k++) {
        PyObject *word = PyTuple_GetItem(tuple, k);
        const Py_ssize_t size = PyUnicode_Check(word) ? PyUnicode_GetLength(word) : 0;
        if (size < 1 || size > 3 || !PyUnicode_AsUCS4(word, found[*count] + 1, 3, 0)) continue;
        found[(*count)++][0] = (uint32_t)size;
    }
    PyErr_Clear();
    return found;
}

/* scan(tree, text, any_case, (table, spelled), short words, articles)
   -> (hits, the places of those before a full stop), or None where a sign of the text is not in the table, or beyond this */
static PyObject *scan(PyObject *self, PyObject *args)
{
    (void)self;
    PyObject *capsule, *text, *signs, *spellings, *shorts, *articles, *answer = NULL;
    int any_case, bad = 0, done = 1;
    if (!PyArg_ParseTuple(args, "OUp(OO)O!O!", &capsule, &text, &any_case, &signs, &spellings, &PyTuple_Type, &shorts, &PyTuple_Type,
                          &articles))
        return NULL;
    const names *known = PyCapsule_GetPointer(capsule, CAPSULE);
    if (!known) return NULL;
    Py_buffer table, spelled;
    if (PyObject_GetBuffer(signs, &table, PyBUF_SIMPLE)) return NULL;
    if (PyObject_GetBuffer(spellings, &spelled, PyBUF_SIMPLE)) {
        PyBuffer_Release(&table);
        return NULL;
    }
    const uint32_t limit = (uint32_t)(table.len / 4);
    scanned s = {.table = table.buf, .n = PyUnicode_GetLength(text)};
    window *w = malloc(sizeof *w);
    if (spelled.len / (2 * SPELLED) < (Py_ssize_t)limit || s.n > INT32_MAX - 1) {
        PyErr_SetString(PyExc_ValueError, "the table of signs and the text do not fit");
        goto end;
    }
    s.code = malloc(((size_t)s.n + 1) * sizeof *s.code);
    s.until = calloc((size_t)s.n + 1, sizeof *s.until);
    s.shorts = read_words(shorts, &s.short_count);
    s.articles = read_words(articles, &s.article_count);
    if (!w || !s.code || !s.until || !s.shorts || !s.articles) {
        PyErr_NoMemory();
        goto end;
    }
    if (!PyUnicode_AsUCS4(text, s.code, s.n + 1, 1)) goto end;
    for (Py_ssize_t i = 0; done > 0 && i < s.n; i++)
        if (s.code[i] >= limit || (s.table[s.code[i]] & (KNOWN | BEYOND)) != KNOWN) done = -1;
    s.hits = PyList_New(0);
    s.stopped = PyList_New(0);
    if (!s.hits || !s.stopped) goto end;
    if (done > 0) {
        find_spots(&s);
        w->code = s.code;
        w->table = s.table;
        w->spelled = spelled.buf;
        w->until = s.until;
        w->n = s.n;
        done = walk_all(&s, known, w, any_case, &bad);
    }
    if (bad) PyErr_SetString(PyExc_ValueError, "the tree of names contradicts itself");
    else if (done < 0) answer = Py_NewRef(Py_None);
    else if (done) answer = PyTuple_Pack(2, s.hits, s.stopped);
end:
    free(w); free(s.code); free(s.until); free(s.shorts); free(s.articles);
    Py_XDECREF(s.hits);
    Py_XDECREF(s.stopped);
    PyBuffer_Release(&table);
    PyBuffer_Release(&spelled);
    return answer;
}

static PyMethodDef functions[] = {
    {"tree", open_names, METH_O, "Read the tree of names from a section's bytes, which are kept."},
    {"key", key, METH_VARARGS, "Return the number of a name, or None."},
    {"alike", alike, METH_VARARGS, "Return how much names are like one, in sound and spelling."},
    {"within", within, METH_VARARGS, "Return the keys that have a place of some countries, kinds and units."},
    {"misspelled", misspelled, METH_VARARGS, "Return the numbers of the names one letter away from one."},
    {"numbers", numbers, METH_VARARGS, "Return the number of each name, or None."},
    {"scan", scan, METH_VARARGS, "Return the names in a text as (start, end, key), and the places of those before a full stop."},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef definition = {PyModuleDef_HEAD_INIT, "_names", NULL, 0, functions, NULL, NULL, NULL, NULL};

PyMODINIT_FUNC PyInit__names(void)
{
    PyObject *module = PyModule_Create(&definition);
    if (module && PyModule_AddIntConstant(module, "INTERFACE", INTERFACE)) Py_CLEAR(module);
    return module;
}
