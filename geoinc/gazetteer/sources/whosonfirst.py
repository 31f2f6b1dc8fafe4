"""Who's On First: SQLite distributions, GeoJSON collections, and one feature a line (.jsonl, .jsonl.gz).

Properties: https://whosonfirst.org/docs/properties/ ; placetypes: https://whosonfirst.org/docs/placetypes/
"""

from __future__ import annotations

import json
import sqlite3
import tempfile
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from geoinc.gazetteer.records import Name, NameKind, PlaceRecord, Reject
from geoinc.gazetteer.sources import archives
from geoinc.gazetteer.sources.importing import BadRow, cannot_import, checked, number, point_of, reject
from geoinc.model import PlaceKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from shapely import Geometry

    from geoinc.gazetteer.records import Item

SOURCE: Final = "Who's On First"
LICENCE: Final = "CC0 and CC BY parts (whosonfirst.org/docs/licenses)"

PLACETYPES: Final = {
    "continent": PlaceKind.CONTINENT,
    "empire": PlaceKind.COUNTRY,
    "country": PlaceKind.COUNTRY,
    "dependency": PlaceKind.TERRITORY,
    "disputed": PlaceKind.REGION,
    "macroregion": PlaceKind.REGION,
    "region": PlaceKind.ADMIN1,
    "macrocounty": PlaceKind.REGION,
    "county": PlaceKind.ADMIN2,
    "localadmin": PlaceKind.ADMIN3,
    "locality": PlaceKind.SETTLEMENT,
    "borough": PlaceKind.QUARTER,
    "macrohood": PlaceKind.QUARTER,
    "neighbourhood": PlaceKind.QUARTER,
    "microhood": PlaceKind.QUARTER,
    "campus": PlaceKind.FACILITY,
    "venue": PlaceKind.FACILITY,
    "building": PlaceKind.FACILITY,
    "ocean": PlaceKind.OCEAN,
    "marinearea": PlaceKind.SEA,
}

NAME_KINDS: Final = {
    "preferred": NameKind.ALTERNATE,
    "variant": NameKind.ALTERNATE,
    "colloquial": NameKind.ALTERNATE,
    "abbreviation": NameKind.ABBREVIATION,
    "historical": NameKind.HISTORICAL,
}
"""The qualifiers of ``name:xxx_x_qualifier``; "unknown" and others are passed over."""

CHUNK_BYTES: Final = 1 << 20
PACKED: Final = frozenset({".bz2", ".gz", ".zip"})
UNKNOWN_DATES: Final = frozenset({"", "uuuu", "u", "..", "open", None})


def lines_of_features(path: Path) -> Iterator[Item]:
    """Yield the places of a file with one GeoJSON feature a line."""
    for line, text in archives.lines(path):
        try:
            yield place(json.loads(archives.decoded(text)))
        except BadRow as why:
            yield Reject(path.name, line, str(why))
        except (ValueError, RecursionError) as error:
            yield Reject(path.name, line, f"it is not JSON ({error})")


def sqlite(path: Path) -> Iterator[Item]:
    """Yield the places of a SQLite distribution: the bodies of its table ``geojson``, without alternative geometries.

    Raises
    ------
    PackError
        For a file that is no such database, or damaged.
    """
    try:
        with _unpacked(path) as plain, closing(_connect(plain)) as database:
            columns = {row[1] for row in database.execute("PRAGMA table_info(geojson)")}
            kind = database.execute("SELECT type, sql FROM sqlite_master WHERE name = 'geojson'").fetchone()
            is_table = kind is not None and kind[0] == "table" and "VIRTUAL" not in str(kind[1]).upper()
            if not is_table or "body" not in columns:
                cannot_import(path, "it has no table geojson with a column body")
            main = "WHERE is_alt = 0" if "is_alt" in columns else ""
            rows = database.execute(f"SELECT body FROM geojson {main} ORDER BY id")  # noqa: S608 - both parts are ours
            for position, (body,) in enumerate(rows, 1):
                yield _from_body(path, position, body)
    except sqlite3.Error as error:
        cannot_import(path, f"it is damaged or no SQLite database ({error})")


def _connect(path: Path) -> sqlite3.Connection:
    database = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    database.text_factory = lambda data: data.decode("utf-8", "replace")
    return database


@contextmanager
def _unpacked(path: Path) -> Iterator[Path]:
    """Give the database itself, unpacked for the time being if it is packed (.db.bz2, .zip)."""
    if path.suffix not in PACKED:
        yield path
        return
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        plain = Path(folder) / "unpacked.db"
        with archives.opened(path) as packed, plain.open("wb") as file:
            while chunk := packed.read(CHUNK_BYTES):
                file.write(chunk)
                archives.check_unpacked(path, file.tell())
        yield plain


def _from_body(path: Path, position: int, body: str) -> Item:
    try:
        return place(json.loads(body))
    except (TypeError, ValueError, RecursionError) as error:
        why = str(error) if isinstance(error, BadRow) else f"its body is not JSON ({error})"
        return Reject(path.name, position, why)


def place(feature: Mapping[str, Any]) -> PlaceRecord:
    """Return the record of one GeoJSON feature.

    Raises
    ------
    BadRow
        For a feature that cannot be a place, or that is superseded, deprecated, or no longer there.
    """
    properties = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(properties, dict) or "wof:id" not in properties:
        reject("it is no Who's On First feature (no wof:id)")
    try:
        return _place(feature, properties)
    except BadRow:
        raise
    except (AttributeError, TypeError, ValueError) as error:
        reject(f"its properties are not what they should be ({error})")


def _place(feature: Mapping[str, Any], properties: Mapping[str, Any]) -> PlaceRecord:
    _check_current(properties)
    geometry = _geometry(feature)
    lon, lat = _position(properties, geometry)
    kind = PLACETYPES.get(properties.get("wof:placetype", ""), PlaceKind.SPOT)
    country = str(properties.get("wof:country") or properties.get("iso:country") or "")[:2] or None
    return checked(
        PlaceRecord(
            id=f"wof:{properties['wof:id']}",
            name=str(properties.get("wof:name") or ""),
            kind=kind,
            lon=lon,
            lat=lat,
            country=country,
            code=country if kind is PlaceKind.COUNTRY else None,
            population=max(
                0, int(number(properties.get("wof:population") or properties.get("gn:population") or 0, "population"))
            ),
            names=_names(properties),
            geometry=geometry,
            source=SOURCE,
            licence=LICENCE,
            same_as=_concordances(properties),
        )
    )


def _check_current(properties: Mapping[str, Any]) -> None:
    if properties.get("wof:superseded_by"):
        reject("it is superseded by another feature")
    for date in ("edtf:deprecated", "edtf:cessation"):
        if properties.get(date) not in UNKNOWN_DATES:
            reject(f"it ended: {date} is {properties[date]}")
    if properties.get("mz:is_current") == 0:
        reject("it is not current")


def _geometry(feature: Mapping[str, Any]) -> Geometry | None:
    if not feature.get("geometry"):
        return None
    from shapely.errors import ShapelyError
    from shapely.geometry import shape

    try:
        return shape(feature["geometry"])
    except (ShapelyError, AttributeError, KeyError, TypeError, ValueError, IndexError):
        reject("its geometry cannot be read")


def _position(properties: Mapping[str, Any], geometry: Geometry | None) -> tuple[float, float]:
    for prefix in ("lbl", "geom", "gn"):
        lon, lat = properties.get(f"{prefix}:longitude"), properties.get(f"{prefix}:latitude")
        if lon is not None and lat is not None:
            return number(lon, "longitude"), number(lat, "latitude")
    if geometry is None:
        reject("it has no position")
    return point_of(geometry)


def _names(properties: Mapping[str, Any]) -> tuple[Name, ...]:
    found: dict[str, Name] = {}
    for key in sorted(key for key in properties if key.startswith("name:")):
        language, _, qualifier = key.removeprefix("name:").partition("_x_")
        kind = NAME_KINDS.get(qualifier)
        for text in properties[key] or () if kind else ():
            found.setdefault(str(text), Name(str(text), kind or NameKind.ALTERNATE, language))
    return tuple(found.values())


def _concordances(properties: Mapping[str, Any]) -> tuple[str, ...]:
    shared = properties.get("wof:concordances") or {}
    identity = shared.get("gn:id") if isinstance(shared, dict) else None
    return (f"geonames:{identity}",) if identity else ()
