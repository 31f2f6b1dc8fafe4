"""Second-level units that we list ourselves: ``admin2/XX.csv``, one table a country, and the areas derived for them.

A row gives a name without the word for its kind ("Djibo"); ``admin2_words.csv`` says how a country speaks of such units
("{} District"). The bare name is one of the unit's only where no settlement bears it: a town keeps its name.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np

from geoinc.gazetteer.build import border_faces, derive
from geoinc.gazetteer.build.border_faces import Places
from geoinc.gazetteer.records import Name, NameKind, PlaceRecord
from geoinc.gazetteer.sources import embedded, tables
from geoinc.model import PlaceKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from shapely import Geometry

    from geoinc.gazetteer.sources.tables import Row

COLUMNS: Final = ("id", "code", "admin1", "name", "lon", "lat", "aliases", "abbreviations", "alone", "note")
SEAT_COLUMNS: Final = ("code", "name", "lon", "lat", "note")
WORD_COLUMNS: Final = ("countries", "patterns")
ALONE: Final = {"yes": True, "no": False}
DEFAULT_PATTERNS: Final = ("{} District", "District of {}")

_LATIN: Final = re.compile(r"[A-Za-z]")


def records(*, source: str, licence: str) -> Iterator[PlaceRecord]:
    """Yield the units of all tables, with the areas that are derived for them."""
    units = list(plain_records(source=source, licence=licence))
    found = areas(units)
    for unit in units:
        area = found.get(unit.code or "")
        yield unit if area is None else replace(unit, geometry=area, derived=True)


def plain_records(*, source: str, licence: str) -> Iterator[PlaceRecord]:
    """Yield the units of all tables, without areas."""
    return (_record(row, source, licence) for row in rows())


def rows() -> Iterator[Row]:
    """Yield the rows of the tables of all countries."""
    for path in sorted((tables.folder() / "admin2").glob("*.csv")):
        yield from tables.rows(path, COLUMNS)


@lru_cache(maxsize=1)
def patterns() -> Mapping[str, tuple[str, ...]]:
    """Return, by country, how its second-level units are spoken of: "{}" stands for the name, in the pattern's script."""
    found: dict[str, tuple[str, ...]] = {}
    for row in tables.rows(tables.folder() / "admin2_words.csv", WORD_COLUMNS):
        for country in row.list("countries"):
            found[country] = (*found.get(country, ()), *row.list("patterns"))
    return found


def areas(units: Iterable[PlaceRecord]) -> dict[str, Geometry]:
    """Return areas by code: each first-level unit shared out among the settlements of its second-level ones, by nearness.

    A unit's own point counts as a settlement of it, so that each has an area, and so does the town it is named after
    (``unit_seats.csv``), whatever unit the packages give that town to.
    """
    import shapely

    members: dict[str, list[tuple[str, float, float]]] = defaultdict(list)
    upper = {}
    for unit in units:
        code, admin1 = unit.code or "", unit.admin1 or ""
        upper[code] = admin1
        members[admin1].append((code, unit.lon, unit.lat))
    seats = [(row.need("code"), row.point()) for row in tables.rows(tables.folder() / "unit_seats.csv", SEAT_COLUMNS)]
    for code, point in seats:
        if code in upper:
            members[upper[code]].append((code, *point))
    named = {_rounded(*point) for _, point in seats}
    for admin1, code, lon, lat in embedded.second_level_places():
        if code in upper and _rounded(lon, lat) not in named:
            members[admin1].append((code, lon, lat))
    first = derive.areas()
    found: dict[str, list[Geometry]] = defaultdict(list)
    for admin1, group in sorted(members.items()):
        if admin1 not in first:
            continue
        lonlat = np.array([(lon, lat) for _, lon, lat in group])
        places = Places(lonlat, np.array([code for code, _, _ in group]))
        for land in shapely.get_parts(first[admin1]):
            for code, piece in border_faces.by_nearness(land, places).items():
                found[code].append(piece)
    return {code: shapely.union_all(pieces) for code, pieces in found.items()}


def _rounded(lon: float, lat: float) -> tuple[float, float]:
    """Return a point to the thousandth of a degree, as ``unit_seats.csv`` writes it."""
    return round(lon, 3), round(lat, 3)


def full_names(names: Iterable[str], country: str) -> Iterator[str]:
    """Yield the names with the words for their kind; a name that has one already stays as it is."""
    for name in names:
        fitting = [p for p in patterns().get(country, DEFAULT_PATTERNS) if _is_latin(p) == _is_latin(name)]
        if any(re.fullmatch(re.escape(p).replace(r"\{\}", ".+"), name, re.IGNORECASE) for p in fitting):
            yield name
        else:
            yield from (pattern.replace("{}", name) for pattern in fitting)


def _is_latin(text: str) -> bool:
    return bool(_LATIN.search(text))


def _record(row: Row, source: str, licence: str) -> PlaceRecord:
    admin1, name, aliases = row.need("admin1"), row.need("name"), row.list("aliases")
    if row.text("alone") not in ALONE:
        row.reject(f"alone is {row.text('alone')!r}, not yes or no")
    country = admin1.split(".", maxsplit=1)[0]
    texts = [*full_names((name, *aliases), country), *((name, *aliases) if ALONE[row.text("alone")] else ())]
    shown = texts[0] if texts else name
    lon, lat = row.point()
    return PlaceRecord(
        id=row.need("id"),
        name=shown,
        kind=PlaceKind.ADMIN2,
        lon=lon,
        lat=lat,
        country=country,
        admin1=admin1,
        code=row.need("code"),
        names=(
            *(Name(text) for text in dict.fromkeys(texts) if text != shown),
            *(Name(text, NameKind.ABBREVIATION) for text in row.list("abbreviations")),
        ),
        feature_code="ADM2",
        source=source,
        licence=licence,
    )
