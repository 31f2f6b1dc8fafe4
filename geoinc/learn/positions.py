"""Finish hand-written lists of places: ``python -m geoinc.learn.positions NAMES.csv… --tables FOLDER --out gazetteer/places/``.

A list has the columns of the curated tables, any of them empty but ``kind`` and ``name`` (``admin2`` may narrow the search).
A row without a position is looked up by its names inside its units: as written, without articles, by consonants.
One place that stands out is taken; several equal ones leave the row to its writer. Rows are checked (inside their unit,
no second place of that name near by), get an id and a note of the source, and are merged into the table of the same
name; the others go to ``--left`` with the reason, in the same columns.
"""

from __future__ import annotations

import argparse
import csv
import io
import math
import re
import sys
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from rapidfuzz import fuzz

from geoinc.gazetteer.names.fold import fold
from geoinc.gazetteer.names.skeleton import bare, romanize, sound
from geoinc.gazetteer.sources import tables
from geoinc.geo.geodesy import distance_m
from geoinc.learn.known import SIMPLIFIED_DEG, KnownPlace, KnownPlaces, country, keys_of
from geoinc.model import PlaceKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

COLUMNS: Final = (*tables.PLACE_COLUMNS, "admin2", "why")
ADMIN2_COLUMNS: Final = ("code", "alone")
"""What tables of second-level units have beside."""

SETTLED: Final = frozenset({PlaceKind.SETTLEMENT, PlaceKind.QUARTER})
SAME_M: Final = 4_000.0
"""Two known places of one name this close are one that stands in the tables twice."""

TWICE_M: Final = 10_000.0
"""A second row of one name and class within this distance is refused."""

OUTSIDE_DEG: Final = 0.06
"""A place looked up may lie so far outside the boundary of its unit (the boundaries are rough)."""

METRES_PER_DEGREE: Final = 111_000.0
ALIKE: Final = 86.0
"""Names with one skeleton must sound this much alike (rapidfuzz' ratio of 100) to be taken for one another."""

LARGER: Final = 4.0
"""A place with so many times the people of its namesakes is the one meant."""

LOOKED_UP_M: Final = {"fold": 1_000, "bare": 1_000, "skeleton": 2_000}
"""How far off a position looked up may be: the tables round to a minute of arc."""

DECIMALS: Final = 3


@dataclass(slots=True)
class ListTally:
    """What became of the rows of a list."""

    looked_up: int = 0
    by_hand: int = 0
    known: int = 0
    left: list[dict[str, str]] = field(default_factory=list)

    def leave(self, row: dict[str, str], why: str) -> None:
        """Give a row back to its writer."""
        self.left.append({**row, "why": why})


class Unplaced(Exception):  # noqa: N818 - a verdict on one row, not a fault
    """A row cannot go into the table; the message says why."""


def finish(path: Path, out: Path, folder: Path, others: Iterable[dict[str, str]]) -> ListTally:
    """Finish the rows of one list and merge them into the table ``out``; return what became of them.

    ``others`` are the rows of all other tables, which a new row must not repeat.
    """
    comments, rows = read(path)
    head, table = read(out) if out.is_file() else (comments, [])
    code = out.stem.split("_")[1].upper() if "_" in out.stem else ""
    book = _Book([*others, *(row for row in table)])
    tally = ListTally()
    for row in rows:
        row["country"] = row["country"] or code
        try:
            _finish_row(row, country(row["country"], folder), book, table, tally)
        except Unplaced as why:
            tally.leave(row, str(why))
    write(out, head or _default_head(code), table)
    return tally


def _finish_row(
    row: dict[str, str], within: KnownPlaces, book: _Book, table: list[dict[str, str]], tally: ListTally
) -> None:
    kind = _kind(row)
    row["admin1"] = _unit(row, within)
    _tidy_names(row)
    given = bool(row["lon"] and row["lat"])
    found = _near(row, kind, within) if given else _look_up(row, kind, within)
    if given:
        _check_inside(row, within)
    if found is not None:
        _adopt(row, found[0], found[1], given=given)
    if not row["admin1"]:
        row["admin1"] = within.unit_at(float(row["lon"]), float(row["lat"])) or ""
    row["id"] = row["id"] or book.new_id(row, found[0] if found else None)
    twin = book.twin(row, kind)
    if twin is not None and twin["id"] == row["id"] and twin in table:
        if not _share_a_name(twin, row):
            message = f"{twin['name']} has the same position ({row['lon']} {row['lat']}): which of them is it?"
            raise Unplaced(message)
        _more_names(twin, row)
    elif twin is not None:
        message = f"{twin['name']} ({twin['id']}) has that name and lies within {TWICE_M / 1000:.0f} km"
        raise Unplaced(message)
    elif found is not None and found[0].default and not _new_names(row, found[0]):
        tally.known += 1
        return
    else:
        table.append(row)
        book.add(row)
    if given:
        tally.by_hand += 1
    else:
        tally.looked_up += 1


def _kind(row: dict[str, str]) -> PlaceKind:
    try:
        return PlaceKind(row["kind"])
    except ValueError:
        message = f"kind {row['kind']!r} is none of {', '.join(PlaceKind)}"
        raise Unplaced(message) from None


def _unit(row: dict[str, str], within: KnownPlaces) -> str:
    """Return the code of the first-level unit that a row states, "" where it states none."""
    unit = within.unit(row["admin1"]) if row["admin1"] else ""
    if unit is None:
        message = f"{row['country']} has no first-level unit {row['admin1']!r}"
        raise Unplaced(message)
    return unit


def _tidy_names(row: dict[str, str]) -> None:
    """Drop aliases that fold to the name or to an earlier alias."""
    seen, kept = {fold(row["name"])}, []
    for alias in _split(row["aliases"]):
        if fold(alias) and fold(alias) not in seen:
            seen.add(fold(alias))
            kept.append(alias)
    row["aliases"] = "|".join(kept)


def _split(cell: str) -> list[str]:
    return [text.strip() for text in cell.split("|") if text.strip()]


def _names_of(row: dict[str, str]) -> list[str]:
    return [row["name"], *_split(row["aliases"])]


def _new_names(row: dict[str, str], place: KnownPlace) -> set[str]:
    have = {fold(name) for name in place.names}
    return {fold(name) for name in _names_of(row)} - have - {bare(name) for name in have}


def _look_up(row: dict[str, str], kind: PlaceKind, within: KnownPlaces) -> tuple[KnownPlace, str]:
    """Return the one place that a row can mean, and how it was found.

    Raises
    ------
    Unplaced
        Where there is none, or several equal ones.
    """
    hows = ("fold", "bare", "skeleton") if kind in SETTLED or kind is PlaceKind.ADMIN2 else ("fold", "bare")
    for how in hows:
        matches = _matches(row, kind, how, within)
        if matches:
            return _standing_out(row, matches, within), how
    message = "not in the tables" + (f" inside {row['admin1']}" if row["admin1"] else "")
    raise Unplaced(message)


def _matches(row: dict[str, str], kind: PlaceKind, how: str, within: KnownPlaces) -> list[tuple[KnownPlace, int]]:
    """Return the places of like kind in the row's units with how many of the row's names they bear, its own twice."""
    counts: Counter[int] = Counter()
    for weight, name in [(2, row["name"]), *((1, alias) for alias in _split(row["aliases"]))]:
        key = dict(keys_of(name)).get(how)
        for number in within.by_key.get((how, key), ()) if key else ():
            if how != "skeleton" or _sounds_like(name, within.places[number]):
                counts[number] += weight
    return [
        (within.places[number], count)
        for number, count in counts.items()
        if _like(kind, within.places[number].kind) and _lies_in(within.places[number], row, within)
    ]


def _sounds_like(name: str, place: KnownPlace) -> bool:
    own = sound(fold(name))
    return any(fuzz.ratio(own, sound(fold(other))) >= ALIKE for other in place.names)


def _like(kind: PlaceKind, other: PlaceKind) -> bool:
    return other in SETTLED if kind in SETTLED else other == kind


def _lies_in(place: KnownPlace, row: dict[str, str], within: KnownPlaces) -> bool:
    if row["admin1"] and place.admin1 and place.admin1 != row["admin1"]:
        return False
    if row["admin1"] and within.off_deg(place.lon, place.lat, row["admin1"]) > OUTSIDE_DEG:
        return False
    return not row["admin2"] or _in_district(place, row["admin2"], within)


def _in_district(place: KnownPlace, name: str, within: KnownPlaces) -> bool:
    """Tell whether a place lies in a second-level unit: by what its table says, or by the boundary; True where unknown."""
    import shapely

    keys = set(keys_of(name))
    if keys & set(keys_of(place.admin2)):
        return True
    areas = [area for other, area in within.districts if keys & set(keys_of(other))]
    if not areas:
        return not place.admin2
    point = shapely.Point(place.lon, place.lat)
    return any(shapely.distance(area, point) <= SIMPLIFIED_DEG for area in areas)


def _standing_out(row: dict[str, str], matches: list[tuple[KnownPlace, int]], within: KnownPlaces) -> KnownPlace:
    """Return the one place among matches that stands out: the only one, in the default, by its names, or by far the largest."""
    clusters: list[list[tuple[KnownPlace, int]]] = []
    for match in sorted(matches, key=lambda m: (not m[0].default, -m[0].population, -m[1])):
        home = next((c for c in clusters if _apart_m(c[0][0], match[0]) <= SAME_M), None)
        if home is None:
            clusters.append([match])
        else:
            home.append(match)
    if len(clusters) == 1:
        return clusters[0][0][0]
    for better in (_in_default, _by_names, _by_population):
        best = better(clusters)
        if best is not None:
            return best
    places = "; ".join(f"{c[0][0].lon:.3f} {c[0][0].lat:.3f} {c[0][0].admin2}".strip() for c in clusters[:6])
    units = f" in {row['admin1'] or within.code}"
    message = f"{len(clusters)} places of that name{units}: {places}"
    raise Unplaced(message)


def _in_default(clusters: list[list[tuple[KnownPlace, int]]]) -> KnownPlace | None:
    chosen = [c[0][0] for c in clusters if c[0][0].default and c[0][1] >= 2]
    return chosen[0] if len(chosen) == 1 else None


def _by_names(clusters: list[list[tuple[KnownPlace, int]]]) -> KnownPlace | None:
    counts = sorted(((max(count for _, count in c), n) for n, c in enumerate(clusters)), reverse=True)
    return clusters[counts[0][1]][0][0] if counts[0][0] >= counts[1][0] + 2 else None


def _by_population(clusters: list[list[tuple[KnownPlace, int]]]) -> KnownPlace | None:
    people = sorted(((max(p.population for p, _ in c), n) for n, c in enumerate(clusters)), reverse=True)
    return clusters[people[0][1]][0][0] if people[0][0] > LARGER * max(people[1][0], 250) else None


def _near(row: dict[str, str], kind: PlaceKind, within: KnownPlaces) -> tuple[KnownPlace, str] | None:
    """Return the known place of a row's name next to the position that its writer gave, if there is one."""
    if kind not in SETTLED:
        return None
    lon, lat = float(row["lon"]), float(row["lat"])
    reach_m = max(SAME_M, float(row["uncertainty_m"] or 0))
    close = [
        (distance_m(lon, lat, place.lon, place.lat), number, how)
        for how in ("fold", "bare")
        for number, (place, _) in enumerate(_matches({**row, "admin2": ""}, kind, how, within))
    ]
    if not close or min(close)[0] > reach_m:
        return None
    _, number, how = min(close)
    return _matches({**row, "admin2": ""}, kind, how, within)[number][0], how


def _check_inside(row: dict[str, str], within: KnownPlaces) -> None:
    allowed = OUTSIDE_DEG + float(row["uncertainty_m"] or 0) / METRES_PER_DEGREE
    for unit, said in ((None, within.code), (row["admin1"], row["admin1"])):
        off = within.off_deg(float(row["lon"]), float(row["lat"]), unit)
        if said and off > allowed:
            message = f"{row['lon']} {row['lat']} lies {off * METRES_PER_DEGREE / 1000:.0f} km outside {said}"
            raise Unplaced(message)


def _adopt(row: dict[str, str], place: KnownPlace, how: str, *, given: bool) -> None:
    """Take position, uncertainty and source of a known place into the empty cells of a row."""
    if given:
        return
    row["lon"], row["lat"] = f"{place.lon:.{DECIMALS}f}", f"{place.lat:.{DECIMALS}f}"
    if not place.default and not row["uncertainty_m"]:
        row["uncertainty_m"] = str(LOOKED_UP_M[how])
    said = f"position: {place.source}"
    row["note"] = f"{row['note']}; {said}" if row["note"] else said


def _share_a_name(one: dict[str, str], other: dict[str, str]) -> bool:
    mine, theirs = ({bare(fold(name)) for name in _names_of(row)} for row in (one, other))
    return bool(mine & theirs)


def _more_names(row: dict[str, str], newer: dict[str, str]) -> None:
    row["aliases"] = "|".join([*_split(row["aliases"]), newer["name"], *_split(newer["aliases"])])
    _tidy_names(row)


class _Book:
    """The rows of all tables: by id, and by the names they bear."""

    def __init__(self, rows: Iterable[dict[str, str]]) -> None:
        self.by_id: dict[str, dict[str, str]] = {}
        self.by_name: dict[str, list[dict[str, str]]] = {}
        for row in rows:
            self.add(row)

    def add(self, row: dict[str, str]) -> None:
        """Take a row in."""
        self.by_id[row["id"]] = row
        for name in _names_of(row):
            self.by_name.setdefault(fold(name), []).append(row)

    def new_id(self, row: dict[str, str], place: KnownPlace | None) -> str:
        """Return an id for a row: GeoNames' where the place has one, else one made of country and name."""
        if place is not None and place.geonames and row["kind"] in SETTLED:
            return f"geonames:{place.geonames}"
        stem = f"geoinc:{row['country'].lower()}-{slug(row['name'])}"
        same = [twin for twin in self.by_name.get(fold(row["name"]), ()) if twin["id"].startswith(stem)]
        near = next((twin["id"] for twin in same if _rows_apart_m(twin, row) <= TWICE_M), None)
        names = (stem, *(f"{stem}-{n}" for n in range(2, len(self.by_id) + 3)))
        return near or next(name for name in names if name not in self.by_id)

    def twin(self, row: dict[str, str], kind: PlaceKind) -> dict[str, str] | None:
        """Return a row with the same id, or with the same name and class near by."""
        if row["id"] in self.by_id:
            return self.by_id[row["id"]]
        for other in self.by_name.get(fold(row["name"]), ()):
            like = other["kind"] in SETTLED if kind in SETTLED else other["kind"] == kind
            if like and _rows_apart_m(other, row) <= TWICE_M:
                return other
        return None


def slug(name: str) -> str:
    """Return a name in small Latin letters with hyphens, for ids."""
    plain = unicodedata.normalize("NFKD", romanize(fold(name))).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "place"


def _apart_m(one: KnownPlace, other: KnownPlace) -> float:
    return distance_m(one.lon, one.lat, other.lon, other.lat)


def _rows_apart_m(one: dict[str, str], other: dict[str, str]) -> float:
    if not (one["lon"] and other["lon"]):
        return math.inf
    return distance_m(float(one["lon"]), float(one["lat"]), float(other["lon"]), float(other["lat"]))


def read(path: Path) -> tuple[list[str], list[dict[str, str]]]:
    """Return the comment lines and the rows of a list or table; columns that it lacks are empty."""
    lines = path.read_text("utf-8").splitlines()
    comments = [line for line in lines if line.startswith("#")]
    numbered = [(n, line) for n, line in enumerate(lines, 1) if line.strip() and not line.startswith("#")]
    parsed = csv.reader(line for _, line in numbered)
    header: list[str] = [name.strip() for name in next(parsed, [])]
    if unknown := set(header) - set(COLUMNS) - set(ADMIN2_COLUMNS):
        message = f"{path}: no column is called {', '.join(sorted(unknown))}"
        raise SystemExit(message)
    rows = []
    for (number, _), cells in zip(numbered[1:], parsed, strict=True):
        if len(cells) > len(header):
            message = f"{path}, line {number}: {len(cells)} cells where the header has {len(header)}"
            raise SystemExit(message)
        rows.append({**dict.fromkeys(COLUMNS, ""), **dict(zip(header, map(str.strip, cells), strict=False))})
    return comments, rows


def write(
    path: Path, head: Sequence[str], rows: Iterable[dict[str, str]], columns: Sequence[str] = tables.PLACE_COLUMNS
) -> None:
    """Write a table: comment lines, header, rows."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([row[column] for column in columns] for row in rows)
    path.write_text("\n".join([*head, text.getvalue()]), "utf-8")


def _default_head(code: str) -> list[str]:
    sources = "positions as each note says (GeoNames CC BY 4.0, Who's On First), else from maps and published positions"
    return [
        f"# Places of {code} that reporting on conflict and disaster names: a point each.",
        f'# Source: names written by hand; {sources}, rounded. Lists are separated by "|".',
    ]


def _tables_but(out: Path) -> Iterator[dict[str, str]]:
    for path in sorted((tables.folder() / "places").glob("*.csv")):
        if path.resolve() != out.resolve():
            yield from read(path)[1]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return 1 where rows were left."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("names", nargs="+", type=Path, metavar="NAMES.csv")
    parser.add_argument("--tables", type=Path, required=True, help="folder with villages/ and units/")
    parser.add_argument("--out", type=Path, required=True, help="folder of the finished tables")
    parser.add_argument("--table", help="name of the table, where it is not that of the list")
    parser.add_argument("--left", type=Path, help="file for the rows that need a position by hand")
    given = parser.parse_args(arguments)
    left = []
    for path in given.names:
        out = given.out / f"{given.table or path.stem}.csv"
        tally = finish(path, out, given.tables, _tables_but(out))
        left += tally.left
        report = f"{path.name}: {tally.looked_up} looked up, {tally.by_hand} by hand, {tally.known} known, {len(tally.left)} left"
        sys.stdout.write(report + "\n")
    if given.left:
        write(given.left, [], left, COLUMNS)
    else:
        sys.stdout.writelines(f"  {row['kind']} {row['name']} {row['admin1']}: {row['why']}\n" for row in left)
    return 1 if left else 0


if __name__ == "__main__":
    raise SystemExit(main())
