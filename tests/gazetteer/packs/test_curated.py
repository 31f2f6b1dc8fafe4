from __future__ import annotations

from collections import Counter

import pytest

from geoinc.gazetteer.packs import curated
from geoinc.gazetteer.records import NameKind, PlaceRecord
from geoinc.geo.geodesy import distance_m
from geoinc.model import PlaceKind


@pytest.fixture(scope="module")
def countries() -> dict[str, PlaceRecord]:
    return {record.code: record for record in curated.countries() if record.code}


@pytest.fixture(scope="module")
def units() -> dict[str, PlaceRecord]:
    return {record.code: record for record in curated.first_level_units() if record.code}


@pytest.fixture(scope="module")
def places() -> list[PlaceRecord]:
    return list(curated.places())


def _texts(record: PlaceRecord, kind: NameKind | None = None) -> set[str]:
    return {name.text for name in record.names if kind is None or name.kind is kind}


def test_all_countries_and_territories_are_there(countries: dict[str, PlaceRecord]) -> None:
    assert len(countries) >= 249
    assert countries["SY"].id == "geonames:163843"
    assert countries["SY"].population > 10_000_000


@pytest.mark.parametrize(
    ("code", "alias"),
    [
        ("US", "USA"), ("US", "U.S."), ("US", "America"), ("GB", "UK"), ("GB", "Britain"), ("CD", "DRC"),
        ("MM", "Burma"), ("CZ", "Czech Republic"), ("NL", "Holland"), ("RU", "Russian Federation"),
    ],
)  # fmt: skip
def test_countries_have_the_names_that_news_uses(countries: dict[str, PlaceRecord], code: str, alias: str) -> None:
    assert alias in _texts(countries[code])


@pytest.mark.parametrize(
    ("code", "demonym"), [("SY", "Syrian"), ("SY", "Syrians"), ("GB", "Briton"), ("NL", "Dutch"), ("DK", "Danes")]
)
def test_countries_have_demonyms(countries: dict[str, PlaceRecord], code: str, demonym: str) -> None:
    assert demonym in _texts(countries[code], NameKind.DEMONYM)


@pytest.mark.parametrize(
    ("code", "abbreviation"),
    [("US.KY", "Ky."), ("US.IN", "Ind."), ("US.DC", "D.C."), ("US.CA", "Calif."), ("US.NY", "N.Y."), ("CA.08", "Ont.")],
)
def test_states_have_abbreviations(units: dict[str, PlaceRecord], code: str, abbreviation: str) -> None:
    assert abbreviation in _texts(units[code], NameKind.ABBREVIATION)


def test_units_have_ids_points_and_short_names(units: dict[str, PlaceRecord]) -> None:
    assert len(units) > 3_700
    assert units["SY.07"].id == "geonames:170792"
    assert "Borno" in _texts(units["NG.27"])
    assert "Deir al-Zor" in _texts(units["SY.07"])


def test_ids_are_unique_and_names_fit_their_kinds(places: list[PlaceRecord]) -> None:
    repeated = [identity for identity, count in Counter(place.id for place in places).items() if count > 1]

    assert repeated == []


def test_all_shapes_are_valid(places: list[PlaceRecord]) -> None:
    broken = [place.name for place in places if place.geometry is not None and not place.geometry.is_valid]

    assert broken == []


def test_the_founding_theatre(places: list[PlaceRecord]) -> None:
    by_id = {place.id: place for place in places}
    line = by_id["geoinc:euphrates-deconfliction-line"]

    assert line.kind is PlaceKind.LINE
    assert line.uncertainty_m == 2_500
    assert "de-confliction line" in _texts(line)
    river = by_id["geoinc:euphrates"]
    assert river.geometry is not None
    syria = [lon for lon, lat in river.geometry.coords if 37.9 < lon < 41.0 and lat < 37]
    assert len(syria) > 80, "about a hundred points in Syria"
    conoco = by_id["geoinc:conoco-gas-plant"]
    assert distance_m(conoco.lon, conoco.lat, 40.30944, 35.33611) < 100
    assert by_id["geonames:167899"].name == "Khusham"
    assert "geonames:170794" in by_id


@pytest.mark.parametrize(
    "name",
    [
        "Donbas", "Sahel", "Kashmir", "Horn of Africa", "Golan Heights", "Rojava", "Crimea", "Kurdistan", "Balkans",
        "Middle East", "Caucasus", "Scandinavia", "Patagonia", "Bay Area", "Midwest", "New England", "Persian Gulf",
        "Strait of Hormuz", "Mediterranean Sea", "Mississippi", "Lake Chad", "Sahara", "Himalayas", "Europe",
    ],
)  # fmt: skip
def test_regions_and_waters_that_news_names(places: list[PlaceRecord], name: str) -> None:
    assert any(place.name == name for place in places)


def test_unions_name_units_that_there_are(countries: dict[str, PlaceRecord], units: dict[str, PlaceRecord]) -> None:
    known = countries.keys() | units.keys()
    unknown = {code for codes in curated.unions().values() for code in codes if code not in known}

    assert unknown == set()


def test_disputed_areas_name_places_and_both_views(
    places: list[PlaceRecord], countries: dict[str, PlaceRecord]
) -> None:
    ids = {place.id for place in (*places, *countries.values())}
    disputed = curated.disputed()

    assert any(area.place_id == "geoinc:crimea" and area.held_by == ("RU",) for area in disputed)
    for area in disputed:
        assert area.place_id in ids
        assert {*area.held_by, *area.claimed_by} <= countries.keys()
