/* The places nearest to points: rows of latitude, by longitude in each, looked through outwards from each point's own for as
   long as one of them may hold a nearer place than those found. Places are told apart by the chord to them; of those equally
   far the first in the rows is nearer. Or the places within a distance, counted by their size. Distances are those of
   geoinc/geo/geodesy.py, but for the last bit of the arcsine. */

#define PY_SSIZE_T_CLEAN
#define Py_LIMITED_API 0x030B0000
#include <Python.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#if defined(__clang__)
#pragma STDC FP_CONTRACT OFF
#elif defined(__GNUC__)
#pragma GCC optimize("fp-contract=off")
#endif

#define INTERFACE 2         /* raised with what the functions take; geoinc/gazetteer/file/near.py asks for the same */
#define RADIANS 0.017453292519943295
#define QUARTER_DEG 90.0
#define HALF_TURN_DEG 180.0
#define EARTH_RADIUS_M 6371008.8
#define SLACK_DEG 1e-7      /* a centimetre: far more than rounding takes */
#define KEY 1000.0          /* a place's key is its row times this, and its longitude */
#define MOST 64             /* the most places a point */
#define SIZES 2             /* so many sizes are told apart where places are counted */

enum { PLACES, KEYS, DIRECTIONS, PLACE_LON, PLACE_LAT, TABLES }; /* the last two of all places, by their numbers */

typedef struct {
    const uint32_t *places;
    const double *keys, *directions, *lon, *lat;
    Py_ssize_t count, all;
    double a_degree;
} rows;

typedef struct {
    double lon, phi, cosine, x, y, z;
    double away[MOST], reach_deg, width_deg; /* squared chords; how far, and how many degrees of longitude off, others may be */
    Py_ssize_t at[MOST], found, k;
    const uint32_t *sizes; /* of all places, by their numbers, where k is 0: what is found is counted */
    double least[SIZES];
    Py_ssize_t large[SIZES];
} asked;

/* No place farther off than the farthest found is wanted any more. */
static void narrow(asked *a)
{
    const double half = sqrt(a->away[a->k > 0 ? a->k - 1 : 0]) / 2, angle = 2 * asin(half < 1 ? half : 1), sine = sin(angle);
    a->reach_deg = angle / RADIANS + SLACK_DEG;
    a->width_deg = angle / RADIANS >= QUARTER_DEG || sine >= a->cosine ? HALF_TURN_DEG : asin(sine / a->cosine) / RADIANS + SLACK_DEG;
}

static void look(asked *a, const rows *r, Py_ssize_t j)
{
    const double *d = r->directions + 3 * j;
    const double x = d[0] - a->x, y = d[1] - a->y, z = d[2] - a->z, away = x * x + y * y + z * z;
    if (away > a->away[a->k - 1]) return;
    Py_ssize_t to = a->found < a->k ? a->found : a->k;
    while (to > 0 && (a->away[to - 1] > away || (a->away[to - 1] == away && a->at[to - 1] > j))) to--;
    if (to == a->k || (to > 0 && a->at[to - 1] == j)) return; /* what lies half a turn off is met from both sides */
    if (a->found < a->k) a->found++;
    for (Py_ssize_t i = a->found - 1; i > to; i--) {
        a->away[i] = a->away[i - 1];
        a->at[i] = a->at[i - 1];
    }
    a->away[to] = away;
    a->at[to] = j;
    if (a->found == a->k) narrow(a);
}

static void tally(asked *a, const rows *r, Py_ssize_t j)
{
    const double *d = r->directions + 3 * j;
    const double x = d[0] - a->x, y = d[1] - a->y, z = d[2] - a->z;
    if (x * x + y * y + z * z > a->away[0] || r->places[j] >= r->all) return;
    a->found++;
    for (int n = 0; n < SIZES; n++) a->large[n] += a->sizes[r->places[j]] >= a->least[n];
}

static Py_ssize_t first_from(const rows *r, double key)
{
    Py_ssize_t low = 0, high = r->count;
    while (low < high) {
        const Py_ssize_t middle = low + (high - low) / 2;
        if (r->keys[middle] < key) low = middle + 1;
        else high = middle;
    }
    return low;
}

/* Look through a row, from the middle outwards; what lies around the antimeridian is `turn` degrees off. The keys of other rows
   are farther off than any width. */
static void along(asked *a, const rows *r, double base, double turn)
{
    const double middle = base + a->lon + turn;
    const Py_ssize_t begin = first_from(r, middle);
    for (Py_ssize_t j = begin; j < r->count && r->keys[j] - middle <= a->width_deg; j++) look(a, r, j);
    for (Py_ssize_t j = begin - 1; j >= 0 && middle - r->keys[j] <= a->width_deg; j--) look(a, r, j);
}

static void row(asked *a, const rows *r, double number)
{
    const double base = number * KEY;
    along(a, r, base, 0);
    if (a->lon - a->width_deg < -HALF_TURN_DEG) along(a, r, base, 2 * HALF_TURN_DEG);
    if (a->lon + a->width_deg > HALF_TURN_DEG) along(a, r, base, -2 * HALF_TURN_DEG);
}

static void tally_between(asked *a, const rows *r, double base, double west, double east)
{
    const double last = base + fmin(east, HALF_TURN_DEG);
    for (Py_ssize_t j = first_from(r, base + fmax(west, -HALF_TURN_DEG)); j < r->count && r->keys[j] <= last; j++) tally(a, r, j);
}

/* Count what lies near enough in a row, each place once. */
static void tally_row(asked *a, const rows *r, double number)
{
    const double base = number * KEY, west = a->lon - a->width_deg, east = a->lon + a->width_deg;
    if (a->width_deg >= HALF_TURN_DEG) {
        tally_between(a, r, base, -HALF_TURN_DEG, HALF_TURN_DEG);
        return;
    }
    tally_between(a, r, base, west, east);
    if (west < -HALF_TURN_DEG) tally_between(a, r, base, west + 2 * HALF_TURN_DEG, HALF_TURN_DEG);
    if (east > HALF_TURN_DEG) tally_between(a, r, base, -HALF_TURN_DEG, east - 2 * HALF_TURN_DEG);
}

/* Find the places nearest to one point, at most so long a chord (squared) away. */
static void find(asked *a, const rows *r, double lon, double lat, Py_ssize_t k, double within)
{
    const double phi = lat * RADIANS, turn = lon * RADIANS;
    a->lon = lon;
    a->phi = phi;
    a->cosine = cos(phi);
    a->x = a->cosine * cos(turn);
    a->y = a->cosine * sin(turn);
    a->z = sin(phi);
    a->k = k;
    a->found = 0;
    a->away[0] = within;
    for (Py_ssize_t i = 1; i < k; i++) a->away[i] = within;
    narrow(a);
    const double own = floor((lat + QUARTER_DEG) * r->a_degree), last = 2 * QUARTER_DEG * r->a_degree;
    void (*through)(asked *, const rows *, double) = k > 0 ? row : tally_row;
    through(a, r, own);
    for (double off = 1;; off++) {
        const double north = (own + off) / r->a_degree - QUARTER_DEG - lat, south = lat - ((own - off + 1) / r->a_degree - QUARTER_DEG);
        const int up = own + off <= last && north <= a->reach_deg, down = own - off >= 0 && south <= a->reach_deg;
        if (!up && !down) return;
        if (up) through(a, r, own + off);
        if (down) through(a, r, own - off);
    }
}

/* How far the place lies that was found as the nth nearest, in metres. */
static double metres(const asked *a, const rows *r, Py_ssize_t n)
{
    const Py_ssize_t place = r->places[a->at[n]];
    if (place >= r->all) return NAN;
    const double phi = r->lat[place] * RADIANS, up = sin((phi - a->phi) / 2), across = sin((r->lon[place] - a->lon) * RADIANS / 2);
    const double chord = up * up + a->cosine * cos(phi) * (across * across);
    return 2 * EARTH_RADIUS_M * asin(sqrt(chord < 1 ? chord : 1));
}

static int hold(PyObject *const *given, Py_buffer *b, int count, int writable)
{
    for (int held = 0; held < count; held++)
        if (PyObject_GetBuffer(given[held], &b[held], held >= writable ? PyBUF_WRITABLE : PyBUF_SIMPLE)) {
            while (held > 0) PyBuffer_Release(&b[--held]);
            return 0;
        }
    return 1;
}

static void release(Py_buffer *b, int count)
{
    while (count > 0) PyBuffer_Release(&b[--count]);
}

/* Read the tables of places; 0 where they do not fit one another. */
static int read_rows(const Py_buffer *b, double a_degree, Py_ssize_t k, rows *r)
{
    r->places = b[PLACES].buf;
    r->keys = b[KEYS].buf;
    r->directions = b[DIRECTIONS].buf;
    r->lon = b[PLACE_LON].buf;
    r->lat = b[PLACE_LAT].buf;
    r->count = b[PLACES].len / (Py_ssize_t)sizeof *r->places;
    r->all = b[PLACE_LON].len / (Py_ssize_t)sizeof *r->lon;
    r->a_degree = a_degree;
    if (b[KEYS].len == r->count * 8 && b[DIRECTIONS].len == r->count * 24 && b[PLACE_LAT].len == b[PLACE_LON].len && a_degree > 0 && k > 0 && k <= MOST) return 1;
    PyErr_SetString(PyExc_ValueError, "the arrays do not fit one another, or too many places are asked for");
    return 0;
}

/* one(tables, a_degree, lon, lat, k, within): a list of the numbers of the places, the nearest first, and one of their distances */
static PyObject *one(PyObject *self, PyObject *args)
{
    (void)self;
    PyObject *given[TABLES];
    Py_buffer b[TABLES];
    double a_degree, lon, lat, within;
    Py_ssize_t k;
    rows r;
    asked a;
    if (!PyArg_ParseTuple(args, "(OOOOO)dddnd", &given[0], &given[1], &given[2], &given[3], &given[4], &a_degree, &lon, &lat, &k, &within))
        return NULL;
    if (!hold(given, b, TABLES, TABLES)) return NULL;
    PyObject *places = NULL, *away = NULL;
    if (read_rows(b, a_degree, k, &r)) {
        find(&a, &r, lon, lat, k, within);
        places = PyList_New(a.found);
        away = PyList_New(a.found);
        for (Py_ssize_t i = 0; places && away && i < a.found; i++) {
            PyObject *place = PyLong_FromUnsignedLong(r.places[a.at[i]]), *distance = PyFloat_FromDouble(metres(&a, &r, i));
            if (!place || PyList_SetItem(places, i, place)) Py_CLEAR(places);
            if (!distance || PyList_SetItem(away, i, distance)) Py_CLEAR(away);
        }
    }
    release(b, TABLES);
    PyObject *told = places && away ? PyTuple_Pack(2, places, away) : NULL;
    Py_XDECREF(places);
    Py_XDECREF(away);
    return told;
}

enum { LON = TABLES, LAT, FOUND, AWAY, BUFFERS };

/* many(tables, lon, lat, found, away, a_degree, k, within): fills in k places and distances a point, as many as there are */
static PyObject *many(PyObject *self, PyObject *args)
{
    (void)self;
    PyObject *given[BUFFERS];
    Py_buffer b[BUFFERS];
    double a_degree, within;
    Py_ssize_t k;
    rows r;
    int good = 0;
    if (!PyArg_ParseTuple(args, "(OOOOO)OOOOdnd", &given[0], &given[1], &given[2], &given[3], &given[4], &given[LON], &given[LAT], &given[FOUND],
                          &given[AWAY], &a_degree, &k, &within))
        return NULL;
    if (!hold(given, b, BUFFERS, FOUND)) return NULL;
    if (read_rows(b, a_degree, k, &r)) {
        const double *lon = b[LON].buf, *lat = b[LAT].buf;
        const Py_ssize_t points = b[LON].len / (Py_ssize_t)sizeof *lon;
        uint32_t *found = b[FOUND].buf;
        double *away = b[AWAY].buf;
        good = b[LAT].len == b[LON].len && b[FOUND].len == points * k * 4 && b[AWAY].len == points * k * 8;
        if (!good) PyErr_SetString(PyExc_ValueError, "there is not as much room as there are points");
        Py_BEGIN_ALLOW_THREADS
        for (Py_ssize_t i = 0; good && i < points; i++) {
            asked a;
            find(&a, &r, lon[i], lat[i], k, within);
            for (Py_ssize_t n = 0; n < a.found; n++) {
                found[i * k + n] = r.places[a.at[n]];
                away[i * k + n] = metres(&a, &r, n);
            }
        }
        Py_END_ALLOW_THREADS
    }
    release(b, BUFFERS);
    return good ? Py_NewRef(Py_None) : NULL;
}

/* count(tables, sizes, a_degree, lon, lat, within, one, other): how many places are so near, and how many at least of either size */
static PyObject *count(PyObject *self, PyObject *args)
{
    (void)self;
    PyObject *given[TABLES + 1];
    Py_buffer b[TABLES + 1];
    double a_degree, lon, lat, within;
    rows r;
    asked a = {0};
    PyObject *told = NULL;
    if (!PyArg_ParseTuple(args, "(OOOOO)Odddddd", &given[0], &given[1], &given[2], &given[3], &given[4], &given[TABLES], &a_degree, &lon, &lat,
                          &within, &a.least[0], &a.least[1]))
        return NULL;
    if (!hold(given, b, TABLES + 1, TABLES + 1)) return NULL;
    if (read_rows(b, a_degree, 1, &r)) {
        a.sizes = b[TABLES].buf;
        if (b[TABLES].len == r.all * (Py_ssize_t)sizeof *a.sizes) {
            find(&a, &r, lon, lat, 0, within);
            told = Py_BuildValue("(nnn)", a.found, a.large[0], a.large[1]);
        } else PyErr_SetString(PyExc_ValueError, "there are not as many sizes as places");
    }
    release(b, TABLES + 1);
    return told;
}

static PyMethodDef functions[] = {
    {"count", count, METH_VARARGS, "Count the places within a distance of a point, and those of them that are large."},
    {"one", one, METH_VARARGS, "Return the places nearest to one point, the nearest first."},
    {"many", many, METH_VARARGS, "Fill in the places nearest to each of many points, the nearest first."},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef definition = {PyModuleDef_HEAD_INIT, "_neighbours", NULL, 0, functions, NULL, NULL, NULL, NULL};

PyMODINIT_FUNC PyInit__neighbours(void)
{
    PyObject *module = PyModule_Create(&definition);
    if (module && PyModule_AddIntConstant(module, "INTERFACE", INTERFACE)) Py_CLEAR(module);
    return module;
}
