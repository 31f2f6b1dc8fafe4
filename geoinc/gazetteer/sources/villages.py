"""Tables of a country's settlements and units (``XX.tsv.gz``): one place a line, made from Who's On First.

The columns are wof_id, geonames_id, name, kind, fcode, lat, lon, population, admin1, admin2 and names ("lang:name",
bare where English or unknown, joined by "|"). Units come in the same table and are told by name; a first-level unit is
found again among those of the curated pack by its GeoNames id, else by its name.
"""

from __future__ import annotations

import csv
import gzip
import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from geoinc.errors import UnreadableFileError
from geoinc.gazetteer.names.fold import fold
from geoinc.gazetteer.packs import curated
from geoinc.gazetteer.records import Name, NameKind, Record
from geoinc.model import PlaceKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

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
SUFFIX: Final = ".tsv.gz"
_LANGUAGE: Final = re.compile(r"([a-z]{3}):(.+)")
_LIMIT: Final = 1_000_000
"""The longest cell that is read: names of one unit in a hundred languages."""


@dataclass(frozen=True, slots=True)
class _Units:
    """Codes of a table's units: the first level by name, the second by the names of both levels."""

    first: Mapping[str, str]
    second: Mapping[tuple[str, str], str]


def is_table(path: Path) -> bool:
    """Tell whether a file is such a table, by its name and its first line."""
    if not path.name.endswith(SUFFIX):
        return False
    try:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            return tuple(lines.readline().rstrip("\n").split("\t")) == COLUMNS
    except (OSError, EOFError, UnicodeDecodeError):
        return False


def read(path: Path) -> Iterator[Record]:
    """Yield the places of a table; the country is the file's name.

    Raises
    ------
    UnreadableFileError
        Where the file is cut short or is no such table.
    """
    country = path.name.removesuffix(SUFFIX).upper()
    rows = _rows(path)
    units = _units(rows, country)
    for row in rows:
        yield _record(row, country, units)


def _rows(path: Path) -> list[dict[str, str]]:
    try:
        text = gzip.decompress(path.read_bytes()).decode("utf-8")
    except (OSError, EOFError, UnicodeDecodeError) as error:
        message = f"{path} cannot be read ({error}); get the file again"
        raise UnreadableFileError(message, path=path) from error
    csv.field_size_limit(_LIMIT)
    reader = csv.DictReader(io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE)
    if tuple(reader.fieldnames or ()) != COLUMNS:
        message = f"{path} has not the columns {', '.join(COLUMNS)}"
        raise UnreadableFileError(message, path=path)
    return [row for row in reader if row["name"] and row["lat"] and row["lon"]]


def _units(rows: list[dict[str, str]], country: str) -> _Units:
    known = [record for record in curated.first_level_units() if record.country == country]
    by_id = {record.id: record.code or "" for record in known}
    by_name = {
        fold(name): record.code or "" for record in known for name in (record.name, *(n.text for n in record.names))
    }
    first: dict[str, str] = {}
    for row in rows:
        if row["kind"] == "admin1":
            spellings = (row["name"], *(name for _, name in _spellings(row)))
            code = by_id.get(f"geonames:{row['geonames_id']}") or next(
                (by_name[key] for text in spellings if (key := fold(text)) in by_name), f"{country}.{row['wof_id']}"
            )
            first.setdefault(row["name"], code)
    second: dict[tuple[str, str], str] = {}
    for row in rows:
        if row["kind"] == "admin2":
            outer = first.get(row["admin1"], country)
            second.setdefault((row["admin1"], row["name"]), f"{outer}.{row['wof_id']}")
    return _Units(first, second)


def _record(row: Mapping[str, str], country: str, units: _Units) -> Record:
    kind = KINDS.get(row["kind"], PlaceKind.SETTLEMENT)
    identity = f"wof:{row['wof_id']}"
    same = (f"geonames:{row['geonames_id']}",) if row["geonames_id"] else ()
    admin1 = units.first.get(row["admin1"])
    admin2 = units.second.get((row["admin1"], row["admin2"]))
    code = {
        PlaceKind.ADMIN1: units.first.get(row["name"]),
        PlaceKind.ADMIN2: units.second.get((row["admin1"], row["name"])),
    }.get(kind)
    return Record(
        id=identity,
        name=row["name"].replace("`", "’"),
        kind=kind,
        lon=float(row["lon"]),
        lat=float(row["lat"]),
        country=country,
        admin1=code if kind is PlaceKind.ADMIN1 else admin1,
        admin2=None if kind in {PlaceKind.ADMIN1, PlaceKind.ADMIN2} else admin2,
        code=code,
        population=int(float(row["population"] or 0)),
        names=tuple(Name(text, NameKind.ALTERNATE, language) for language, text in _spellings(row)),
        feature_code=row["fcode"],
        capital=row["fcode"] == CAPITAL,
        source=SOURCE,
        licence=LICENCE,
        same_as=same,
    )


def _spellings(row: Mapping[str, str]) -> Iterator[tuple[str | None, str]]:
    for entry in row["names"].split("|"):
        tagged = _LANGUAGE.fullmatch(entry)
        if tagged:
            yield tagged[1], tagged[2]
        elif entry:
            yield None, entry
