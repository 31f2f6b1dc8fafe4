"""Where named places are known to lie: tables of villages, boundaries of units, and the embedded populated places.

A development folder of tables holds ``villages/XX.tsv.gz`` (Who's On First and GeoNames ids, name, kind, position, units,
names) and ``units/XX.geojson.gz`` (boundaries). They are looked facts up in; none of their rows is copied.
"""

from __future__ import annotations

import csv
import gzip
import json
from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from geoinc.gazetteer.names.fold import fold
from geoinc.gazetteer.names.skeleton import bare, skeleton
from geoinc.gazetteer.packs.curated import ADMIN1_COLUMNS, NAME_COLUMNS, UNIT_WORDS
from geoinc.gazetteer.sources import embedded, tables
from geoinc.model import PlaceKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from shapely import Geometry

    from geoinc.gazetteer.records import City

KINDS: Final = {
    "locality": PlaceKind.SETTLEMENT,
    "neighbourhood": PlaceKind.QUARTER,
    "admin1": PlaceKind.ADMIN1,
    "admin2": PlaceKind.ADMIN2,
    "admin3": PlaceKind.ADMIN3,
}
"""What the tables' kinds are here; others are passed over."""

SIMPLIFIED_DEG: Final = 0.03
"""Boundaries of the tables are drawn this roughly (some are simplified to .01 degree, some are older than a reform)."""


@dataclass(frozen=True, slots=True)
class KnownPlace:
    """A place whose position is known: names, kind, position, units, and the ids it goes by."""

    names: tuple[str, ...]
    kind: PlaceKind
    lon: float
    lat: float
    admin1: str
    admin2: str
    population: int
    geonames: str
    wof: str
    default: bool = False

    @property
    def source(self) -> str:
        """Return what a note says of the position."""
        return f"GeoNames {self.geonames}" if self.geonames else f"Who's On First {self.wof}"


@dataclass(slots=True)
class KnownPlaces:
    """The known places of a country, by folded name, by name without articles and by consonant skeleton."""

    code: str
    places: list[KnownPlace] = field(default_factory=list)
    by_key: dict[tuple[str, str], list[int]] = field(default_factory=lambda: defaultdict(list))
    units: dict[tuple[str, str], str] = field(default_factory=dict)
    areas: dict[str, Geometry] = field(default_factory=dict)
    districts: list[tuple[str, Geometry]] = field(default_factory=list)
    area: Geometry | None = None

    def add(self, place: KnownPlace) -> None:
        """Add a place and index its names."""
        number = len(self.places)
        self.places.append(place)
        for key in dict.fromkeys(key for name in place.names for key in keys_of(name)):
            self.by_key[key].append(number)

    def unit(self, text: str) -> str | None:
        """Return the code of a first-level unit by its code or one of its names, None where there is none."""
        if text in self.areas or text in self.units.values():
            return text
        return next((self.units[key] for key in _unit_keys(text) if key in self.units), None)

    def unit_at(self, lon: float, lat: float) -> str | None:
        """Return the code of the first-level unit whose boundary holds a point."""
        import shapely

        point = shapely.Point(lon, lat)
        return next((code for code, area in self.areas.items() if area.contains(point)), None)

    def off_deg(self, lon: float, lat: float, admin1: str | None) -> float:
        """Return by how many degrees a point lies outside the unit, or outside the country where no unit is stated."""
        import shapely

        area = self.areas.get(admin1 or "", self.area)
        return 0.0 if area is None else float(shapely.distance(area, shapely.Point(lon, lat)))


def keys_of(name: str) -> Iterator[tuple[str, str]]:
    """Yield the keys under which a name is found, closest first: (how, key)."""
    folded = fold(name)
    if folded:
        yield "fold", folded
        yield "bare", bare(folded).replace(" ", "")
    consonants = skeleton(folded)
    if consonants:
        yield "skeleton", consonants


@lru_cache(maxsize=4)
def boundaries(code: str, folder: Path) -> KnownPlaces:
    """Read the units of a country and their boundaries alone: enough to check where a point lies."""
    found = KnownPlaces(code)
    _read_units(found)
    _read_areas(found, folder / "units" / f"{code}.geojson.gz")
    return found


@lru_cache(maxsize=4)
def country(code: str, folder: Path) -> KnownPlaces:
    """Read what is known of a country: the folder's tables where they have it, and the embedded places."""
    found = KnownPlaces(code)
    _read_units(found)
    rows = list(_village_rows(code, folder))
    _name_units(found, rows)
    _read_areas(found, folder / "units" / f"{code}.geojson.gz")
    seen = set()
    for city in embedded.cities():
        if city.countrycode == code:
            seen.add(str(city.geonameid))
            found.add(_embedded(city))
    for row in rows:
        if row["kind"] in KINDS and row["geonames_id"] not in seen:
            found.add(_village(row, found))
    return found


def _embedded(city: City) -> KnownPlace:
    return KnownPlace(
        names=(city.name, *city.alternatenames),
        kind=PlaceKind.SETTLEMENT,
        lon=float(city.longitude),
        lat=float(city.latitude),
        admin1=city.admin1 or "",
        admin2="",
        population=city.population,
        geonames=str(city.geonameid),
        wof="",
        default=True,
    )


def embedded_places(code: str) -> Iterator[KnownPlace]:
    """Yield the embedded settlements of a country."""
    return (_embedded(city) for city in embedded.cities() if city.countrycode == code)


def village_places(code: str, folder: Path) -> Iterator[KnownPlace]:
    """Yield the places of a country's table, their units as the table says them."""
    within = KnownPlaces(code)
    return (_village(row, within) for row in _village_rows(code, folder) if row["kind"] in KINDS)


def _village_rows(code: str, folder: Path) -> Iterator[dict[str, str]]:
    path = folder / "villages" / f"{code}.tsv.gz"
    if not path.is_file():
        return
    with gzip.open(path, "rt", encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)


def _village(row: dict[str, str], within: KnownPlaces) -> KnownPlace:
    geonames = row["geonames_id"].strip()
    return KnownPlace(
        names=(row["name"], *_names(row["names"])),
        kind=KINDS[row["kind"]],
        lon=float(row["lon"]),
        lat=float(row["lat"]),
        admin1=within.unit(row["admin1"]) or "",
        admin2=row["admin2"],
        population=int(float(row["population"] or 0)),
        geonames=geonames if geonames not in {"0", "-1"} else "",
        wof=row["wof_id"],
    )


def _names(cell: str) -> Iterator[str]:
    for text in (cell or "").split("|"):
        language, colon, name = text.partition(":")
        yield name if colon and len(language) == len("ara") else text


def _unit_keys(name: str) -> Iterable[tuple[str, str]]:
    short = UNIT_WORDS.sub("", name)
    return [*keys_of(name), *keys_of(short)]


def _read_units(found: KnownPlaces) -> None:
    """Take the first-level units of the curated tables in, by their names."""
    folder = tables.folder()
    for row in tables.rows(folder / "admin1.csv", ADMIN1_COLUMNS):
        code = row.need("code")
        if code.startswith(f"{found.code}."):
            for key in (*_unit_keys(row.need("name")), ("geonames", row.need("geonames"))):
                found.units.setdefault(key, code)
    for row in tables.rows(folder / "admin1_names.csv", NAME_COLUMNS):
        if row.need("code").startswith(f"{found.code}."):
            for name in row.list("aliases"):
                for key in keys_of(name):
                    found.units.setdefault(key, row.need("code"))


def _name_units(found: KnownPlaces, rows: Iterable[dict[str, str]]) -> None:
    """Take the names in under which the tables speak of the same units."""
    for row in rows:
        if row["kind"] != PlaceKind.ADMIN1:
            continue
        code = found.units.get(("geonames", row["geonames_id"])) or found.unit(row["name"])
        if code:
            for name in (row["name"], *_names(row["names"])):
                for key in keys_of(name):
                    found.units.setdefault(key, code)


def _read_areas(found: KnownPlaces, path: Path) -> None:
    import shapely
    from shapely.geometry import shape

    if not path.is_file():
        return
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        features = json.load(stream)["features"]
    shapes = []
    for feature in features:
        properties, area = feature["properties"], shapely.make_valid(shape(feature["geometry"]))
        shapes.append(area)
        if properties["kind"] == PlaceKind.ADMIN1:
            identity = ("geonames", str(properties["geonames_id"]))
            code = found.units.get(identity) or found.unit(properties["name"])
            if code:
                found.areas[code] = shapely.union(found.areas[code], area) if code in found.areas else area
        else:
            found.districts.append((properties["name"], area))
    found.area = shapely.union_all(shapes)
