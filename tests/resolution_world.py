"""A small real gazetteer: places whose names are shared, and what contains them (GeoNames points, rounded)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from geoinc.gazetteer import Gazetteer
from geoinc.gazetteer.build.compile import compile_records
from geoinc.gazetteer.records import Name, NameKind, PlaceRecord
from geoinc.model import Document, PlaceKind, Resolution
from geoinc.toponyms.resolve import Sources, mentions_from_spans, resolve_mentions

COUNTRIES = [
    ("geonames:6252001", "United States", -98.5, 39.76, "US", 327_167_434, "American", ("U.S.", "USA")),
    ("geonames:3017382", "France", 2.0, 46.0, "FR", 66_987_244, "French", ()),
    ("geonames:163843", "Syria", 38.0, 35.0, "SY", 16_906_283, "Syrian", ()),
    ("geonames:2635167", "United Kingdom", -2.7, 54.76, "GB", 66_488_991, "British", ("UK", "Britain")),
    ("geonames:614540", "Georgia", 43.5, 42.0, "GE", 3_731_000, "Georgian", ()),
]
UNITS = [
    ("geonames:4736286", "Texas", -99.25, 31.25, "US", "US.TX", 22_875_689),
    ("geonames:4197000", "Georgia", -83.5, 32.75, "US", "US.GA", 8_975_842),
    ("geonames:4896861", "Illinois", -89.25, 40.0, "US", "US.IL", 12_772_888),
    ("geonames:3012874", "Île-de-France", 2.5, 48.5, "FR", "FR.11", 11_341_257),
    ("geonames:170792", "Deir ez-Zor", 40.32, 35.14, "SY", "SY.07", 1_239_000),
    ("geonames:6269131", "England", -0.7, 52.16, "GB", "GB.ENG", 57_106_398),
]
TOWNS = [
    ("geonames:2988507", "Paris", 2.35, 48.85, "FR", "FR.11", 2_138_551),
    ("geonames:4717560", "Paris", -95.56, 33.66, "US", "US.TX", 24_782),
    ("geonames:4905687", "Paris", -87.70, 39.61, "US", "US.IL", 8_500),
    ("geonames:4684888", "Dallas", -96.81, 32.78, "US", "US.TX", 1_300_092),
    ("geonames:4691585", "Georgetown", -97.68, 30.63, "US", "US.TX", 63_716),
    ("geonames:167899", "Khusham", 40.29, 35.30, "SY", "SY.07", 6_000),
    ("geonames:170794", "Deir ez-Zor", 40.14, 35.34, "SY", "SY.07", 271_800),
    ("geonames:2643743", "London", -0.13, 51.51, "GB", "GB.ENG", 8_961_989),
]


def records() -> list[PlaceRecord]:
    found = []
    for identity, name, lon, lat, code, population, demonym, short in COUNTRIES:
        names = (Name(demonym, NameKind.DEMONYM), *(Name(text, NameKind.ABBREVIATION) for text in short))
        found.append(
            PlaceRecord(
                identity, name, PlaceKind.COUNTRY, lon, lat, country=code, code=code, population=population, names=names
            )
        )
    for identity, name, lon, lat, country, code, population in UNITS:
        found.append(
            PlaceRecord(
                identity,
                name,
                PlaceKind.ADMIN1,
                lon,
                lat,
                country=country,
                admin1=code,
                code=code,
                population=population,
            )
        )
    for identity, name, lon, lat, country, admin1, population in TOWNS:
        found.append(
            PlaceRecord(
                identity, name, PlaceKind.SETTLEMENT, lon, lat, country=country, admin1=admin1, population=population
            )
        )
    return found


@pytest.fixture(scope="session")
def gazetteer(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    path: Path = tmp_path_factory.mktemp("gazetteer") / "small.geoinc"
    compile_records(records(), path)
    return Gazetteer.open(path)


Resolve = Callable[..., list[Resolution]]


@pytest.fixture
def resolve(gazetteer: Gazetteer) -> Resolve:
    """Resolve the names given, found in the text one after another."""

    def run(text: str, *names: str, sources: Sources | None = None, **about: str) -> list[Resolution]:
        document, spans, position = Document(text, **about), [], 0
        for name in names:
            start = text.index(name, position)
            position = start + len(name)
            spans.append((start, position))
        mentions = mentions_from_spans(document, spans, gazetteer)
        return resolve_mentions(document, mentions, gazetteer, sources=sources, min_probability=0.0)

    return run
