"""Any file to records: the format is found by looking, then the source's own reader streams it."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from geoinc.errors import GeoincError
from geoinc.gazetteer.records import Reject
from geoinc.gazetteer.sources import archives, geonames, locked_gdal, userfiles, vectors, villages, whosonfirst
from geoinc.gazetteer.sources.importing import BadRow, cannot_import
from geoinc.gazetteer.sources.mapping import RowReader

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from geoinc.gazetteer.records import Item, PlaceRecord

NATURAL_EARTH: Final = "Natural Earth"
OPENSTREETMAP: Final = "OpenStreetMap"
CREDITS: Final = {NATURAL_EARTH: "public domain", OPENSTREETMAP: "ODbL 1.0, © OpenStreetMap contributors"}
PEEK_BYTES: Final = 200_000
SQLITE_MAGIC: Final = b"SQLite format 3\x00"
VECTOR_SUFFIXES: Final = frozenset(locked_gdal.DRIVERS)
TABLE_SUFFIXES: Final = frozenset({".csv", ".tsv"})
PACKED_SUFFIXES: Final = frozenset({".gz", ".bz2", ".zip"})


class Format(StrEnum):
    """What a file was found to be."""

    GEONAMES = "GeoNames dump"
    ALTERNATE_NAMES = "GeoNames alternate names"
    UNIT_CODES = "GeoNames codes of units"
    WOF_LINES = "Who's On First features, one a line"
    WOF_SQLITE = "Who's On First SQLite"
    WOF_GEOJSON = "Who's On First GeoJSON"
    VILLAGES = "table of a country's places"
    TABLE = "table"
    VECTOR = "vector file"


def detect(path: Path) -> Format:
    """Find a file's format from its first bytes and its name.

    Raises
    ------
    PackError
        For a file that is missing, empty, or in no known format.
    """
    if path.is_dir():
        cannot_import(path, "it is a folder; name a file in it")
    if not path.is_file():
        cannot_import(path, "there is no such file")
    if _has_vectors_inside(path):
        return Format.VECTOR
    head = _head(path)
    if not head.strip():
        cannot_import(path, "it is empty")
    if head.startswith(SQLITE_MAGIC):
        return Format.VECTOR if path.suffix == ".gpkg" else Format.WOF_SQLITE
    if _unpacked(path).suffix.lower() in VECTOR_SUFFIXES:
        return Format.WOF_GEOJSON if b'"wof:id"' in head else Format.VECTOR
    return _detect_text(path, head)


def _detect_text(path: Path, head: bytes) -> Format:  # noqa: PLR0911 - one return a format
    line = next((raw for raw in head.splitlines() if raw.strip() and not raw.startswith(b"#")), b"")
    if line.lstrip().startswith(b"{"):
        return Format.WOF_LINES
    if villages.is_header(line):
        return Format.VILLAGES
    cells = line.count(b"\t") + 1
    name = path.name.lower()
    if name.startswith("alternatenames"):
        return Format.ALTERNATE_NAMES
    if cells == geonames.ADMIN_COLUMNS and name.startswith(("admin1", "admin2")):
        return Format.UNIT_CODES
    if _unpacked(path).suffix.lower() in TABLE_SUFFIXES:
        return Format.TABLE
    if cells == geonames.COLUMNS or line.split(b"\t", maxsplit=1)[0].isdigit():
        return Format.GEONAMES
    if path.suffix.lower() not in {".txt", ".zip"} or cells == 1:
        cannot_import(path, "it is none of the formats known (docs/adding-places.md lists them)")
    return Format.TABLE


def _unpacked(path: Path) -> Path:
    """Return a path without the ending that says how it is packed."""
    return path.with_suffix("") if path.suffix.lower() in PACKED_SUFFIXES else path


def read(
    path: Path,
    reader: RowReader,
    *,
    layer: str | None = None,
    known: Callable[[], Mapping[int, PlaceRecord]] | None = None,
) -> Iterator[Item]:
    """Yield the records and rejects of a file, as a stream.

    Parameters
    ----------
    path
        The file, packed or not.
    reader
        How to understand tables and vector files; also the name of the pack.
    layer
        The only layer to read of a vector file.
    known
        Gives the places by GeoNames id that names and codes may be added to.

    Raises
    ------
    PackError
        For a file that cannot be read, at its start or on the way.
    """
    found = detect(path)
    places = known or dict
    readers: dict[Format, Callable[[], Iterator[Item]]] = {
        Format.GEONAMES: lambda: geonames.dump(path),
        Format.ALTERNATE_NAMES: lambda: geonames.alternate_names(path, places()),
        Format.UNIT_CODES: lambda: geonames.unit_codes(path, places()),
        Format.WOF_LINES: lambda: whosonfirst.lines_of_features(path),
        Format.WOF_SQLITE: lambda: whosonfirst.sqlite(path),
        Format.WOF_GEOJSON: lambda: _wof_collection(path),
        Format.VILLAGES: lambda: _once(path, villages.table(path)),
        Format.TABLE: lambda: _once(path, userfiles.table(path, reader)),
        Format.VECTOR: lambda: _once(path, vectors.features(path, _credited(path, reader), layer=layer)),
    }
    yield from readers[found]()


def _once(path: Path, items: Iterator[Item]) -> Iterator[Item]:
    """Reject the rows whose id an earlier row has: they would become one place without a word."""
    seen: set[str] = set()
    for position, item in enumerate(items, 1):
        if isinstance(item, Reject):
            yield item
        elif item.id in seen:
            yield Reject(path.name, position, f"an earlier row has the same id {item.id.partition(':')[2]!r:.40}")
        else:
            seen.add(item.id)
            yield item


def _wof_collection(path: Path) -> Iterator[Item]:
    try:
        with archives.opened(path) as stream:
            data = json.load(stream)
    except (ValueError, RecursionError) as error:  # a PackError is one of these too
        if isinstance(error, GeoincError):
            raise
        cannot_import(path, f"it is not JSON ({error})")
    features = data.get("features", [data]) if isinstance(data, dict) else []
    if not isinstance(features, list):
        cannot_import(path, "its features are no list")
    for position, feature in enumerate(features, 1):
        try:
            yield whosonfirst.place(feature)
        except BadRow as why:
            yield Reject(path.name, position, str(why))


def _credited(path: Path, reader: RowReader) -> RowReader:
    """Name the source that a vector file shows itself to be from, where the user named none."""
    from dataclasses import replace

    if reader.country is None and _unpacked(path) != path:
        reader = replace(reader, country=villages.country_of(path))
    if reader.source:
        return reader
    head = b"" if _has_vectors_inside(path) else _head(path)
    if path.name.startswith("ne_") or b'"featurecla"' in head:
        return replace(reader, source=NATURAL_EARTH, licence=CREDITS[NATURAL_EARTH])
    if b'"osm_id"' in head or b'"@id"' in head:
        return replace(reader, source=OPENSTREETMAP, licence=CREDITS[OPENSTREETMAP])
    if b'"wof_id"' in head:
        return replace(reader, source=villages.SOURCE, licence=villages.LICENCE)
    return reader


def _has_vectors_inside(path: Path) -> bool:
    if path.suffix.lower() != ".zip":
        return False
    return any(PurePosixPath(name).suffix.lower() in VECTOR_SUFFIXES for name in archives.members(path))


def _head(path: Path) -> bytes:
    with archives.opened(path, prefer=(f"{path.stem}.txt",)) as stream:
        return stream.read(PEEK_BYTES)
