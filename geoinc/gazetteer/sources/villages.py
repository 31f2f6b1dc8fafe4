"""Tables of a country's settlements and units (``XX.tsv.gz``): one place a line, made from Who's On First.

The columns are wof_id, geonames_id, name, kind, fcode, lat, lon, population, admin1, admin2 and names ("lang:name",
bare where English or unknown, joined by "|"). Units come in the same table and are told by name; a first-level unit is
found again among those of the curated pack by its GeoNames id, else by its name. The country is the file's name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from geoinc.gazetteer.names.fold import fold
from geoinc.gazetteer.packs import curated
from geoinc.gazetteer.records import Name, NameKind, PlaceRecord, Reject
from geoinc.gazetteer.sources import archives
from geoinc.gazetteer.sources.importing import BadRow, checked, number, reject
from geoinc.model import PlaceKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from geoinc.gazetteer.records import Item

    Cells = dict[str, str]

COLUMNS: Final = (
    "wof_id", "geonames_id", "name", "kind", "fcode", "lat", "lon", "population", "admin1", "admin2", "names",
)  # fmt: skip
KINDS: Final = {
    "admin1": PlaceKind.ADMIN1, "admin2": PlaceKind.ADMIN2, "admin3": PlaceKind.ADMIN3,
    "locality": PlaceKind.SETTLEMENT, "neighbourhood": PlaceKind.QUARTER,
}  # fmt: skip
CAPITAL: Final = "PPLC"
SOURCE: Final = "Who's On First"
LICENCE: Final = "CC0 and CC BY 4.0 parts"
_LANGUAGE: Final = re.compile(r"([a-z]{3}):(.+)")
_COUNTRY: Final = re.compile(r"([A-Za-z]{2})\.")


def is_header(line: bytes) -> bool:
    """Tell whether a file's first line is that of such a table."""
    return tuple(line.decode("utf-8", "replace").rstrip("\r\n").split("\t")) == COLUMNS


def country_of(path: Path) -> str | None:
    """Return the country that a file is named after ("YE.tsv.gz" → "YE"), or None."""
    found = _COUNTRY.match(path.name)
    return found[1].upper() if found else None


def table(path: Path) -> Iterator[Item]:
    """Yield the places of a table; a row that cannot be used is rejected with its line.

    Raises
    ------
    PackError
        For a file that is damaged or cut short.
    """
    rows = list(_rows(path))
    units = _units([cells for _, cells in rows if isinstance(cells, dict)], country_of(path))
    for line, cells in rows:
        if not isinstance(cells, dict):
            yield Reject(path.name, line, cells)
            continue
        try:
            yield checked(_record(cells, units))
        except BadRow as why:
            yield Reject(path.name, line, str(why))


def _rows(path: Path) -> Iterator[tuple[int, Cells | str]]:
    """Yield line numbers with the cells of the row, or why it has none."""
    for line, text in archives.lines(path):
        cells = text.split("\t")
        if tuple(cells) == COLUMNS:
            continue
        if len(cells) != len(COLUMNS):
            yield line, f"{len(cells)} cells where {len(COLUMNS)} belong"
        elif "\ufffd" in text:
            yield line, "it is not UTF-8"
        else:
            yield line, dict(zip(COLUMNS, cells, strict=True))


@dataclass(frozen=True, slots=True)
class _Units:
    """A table's country, and the codes of its units: the first level by name, the second by the names of both levels."""

    country: str | None
    first: Mapping[str, str]
    second: Mapping[tuple[str, str], str]


def _units(rows: list[Cells], country: str | None) -> _Units:
    known = [record for record in curated.first_level_units() if record.country == country]
    by_id = {record.id: record.code or "" for record in known}
    by_name = {
        fold(name): record.code or "" for record in known for name in (record.name, *(n.text for n in record.names))
    }
    first: dict[str, str] = {}
    for row in rows:
        if row["kind"] == "admin1":
            spellings = (row["name"], *(name.text for name in _names(row)))
            code = by_id.get(f"geonames:{row['geonames_id']}") or next(
                (by_name[key] for text in spellings if (key := fold(text)) in by_name), f"{country}.{row['wof_id']}"
            )
            first.setdefault(row["name"], code)
    second: dict[tuple[str, str], str] = {}
    for row in rows:
        if row["kind"] == "admin2":
            outer = first.get(row["admin1"], country)
            second.setdefault((row["admin1"], row["name"]), f"{outer}.{row['wof_id']}")
    return _Units(country, first, second)


def _record(row: Cells, units: _Units) -> PlaceRecord:
    if row["kind"] not in KINDS:
        reject(f"kind is {row['kind']!r:.40}; known are {', '.join(KINDS)}")
    kind = KINDS[row["kind"]]
    admin1, admin2 = units.first.get(row["admin1"]), units.second.get((row["admin1"], row["admin2"]))
    if kind is PlaceKind.ADMIN1:
        code = admin1 = units.first.get(row["name"])
    else:
        code = units.second.get((row["admin1"], row["name"])) if kind is PlaceKind.ADMIN2 else None
    return PlaceRecord(
        id=f"wof:{row['wof_id']}",
        name=row["name"].replace("`", "’"),
        kind=kind,
        lon=number(row["lon"], "lon"),
        lat=number(row["lat"], "lat"),
        country=units.country,
        admin1=admin1,
        admin2=None if kind in {PlaceKind.ADMIN1, PlaceKind.ADMIN2} else admin2,
        code=code,
        population=max(0, int(number(row["population"] or 0, "population"))),
        names=_names(row),
        feature_code=row["fcode"],
        capital=row["fcode"] == CAPITAL,
        source=SOURCE,
        licence=LICENCE,
        same_as=(f"geonames:{row['geonames_id']}",) if row["geonames_id"].isdecimal() else (),
    )


def _names(row: Cells) -> tuple[Name, ...]:
    found = []
    for entry in filter(None, row["names"].split("|")):
        tagged = _LANGUAGE.fullmatch(entry)
        found.append(Name(tagged[2], NameKind.ALTERNATE, tagged[1]) if tagged else Name(entry, NameKind.ALTERNATE))
    return tuple(found)
