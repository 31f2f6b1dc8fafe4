"""Search finds a place under any spelling, and says how."""

from __future__ import annotations

import pytest

from geoinc.gazetteer import Gazetteer, Match
from geoinc.model import PlaceKind
from geoinc.testing import gazetteer, place


@pytest.fixture(scope="module")
def east() -> Gazetteer:
    country, unit = PlaceKind.COUNTRY, PlaceKind.ADMIN1
    return gazetteer(
        place("Syria", 38, 35, kind=country, country="SY", code="SY", population=20_000_000),
        place("Iraq", 44, 33, kind=country, country="IQ", code="IQ", population=40_000_000),
        place("United States", -99, 39, kind=country, country="US", code="US", population=330_000_000),
        place("Deir ez-Zor", 40.3, 35.1, kind=unit, country="SY", code="SY.07", population=1_000),
        place("Idlib", 36.6, 35.9, kind=unit, country="SY", code="SY.12"),
        place("Texas", -99, 31, kind=unit, country="US", code="US.TX", abbreviations=["TX"], population=28_000_000),
        place("Paris", -95.5, 33.7, country="US", admin1="US.TX", population=25_000),
        place("Paris", 2.35, 48.85, country="FR", population=2_100_000),
        place("Deir ez-Zor", 40.14, 35.34, country="SY", admin1="SY.07", population=270_000, names=["Dayr az Zawr"]),
        place("Khushām", 40.29, 35.3, country="SY", admin1="SY.07"),
        place("Afis", 36.8, 35.9, country="SY", admin1="SY.12"),
        place("Afes", 5, 45, country="FR", population=50_000),
        place("Conoco gas plant", 40.309, 35.336, kind=PlaceKind.FACILITY, country="SY", names=["Conoco"]),
        place("Saint Louis", -90.2, 38.6, country="US", population=300_000),
        place("Hajīn", 40.83, 34.69, country="SY", admin1="SY.07"),
        place("Raqqa", 39.0, 35.95, country="SY"),
    )


@pytest.mark.parametrize(
    ("asked", "found", "way"),
    [
        ("Khushām", "Khushām", Match.EXACT),
        ("KHUSHAM", "Khushām", Match.FOLDED),
        ("Dayr az Zawr", "Deir ez-Zor", Match.EXACT),
        ("Deir Ezzor", "Deir ez-Zor", Match.TRANSLITERATED),
        ("دير الزور", "Deir ez-Zor", Match.TRANSLITERATED),
        ("خشام", "Khushām", Match.TRANSLITERATED),
        ("Хашам", "Khushām", Match.TRANSLITERATED),
        ("Kusham", "Khushām", Match.TRANSLITERATED),
        ("Koniko", "Conoco gas plant", Match.TRANSLITERATED),
        ("Hagin", "Hajīn", Match.TRANSLITERATED),
        ("Ar-Raqqah", "Raqqa", Match.TRANSLITERATED),
        ("Al Raqqa", "Raqqa", Match.VARIANT),
        ("St. Louis", "Saint Louis", Match.VARIANT),
        ("City of Saint Louis", "Saint Louis", Match.VARIANT),
        ("Idlib Governorate", "Idlib", Match.VARIANT),
        ("Khusham, Syria", "Khushām", Match.FOLDED),
        ("Afbis", "Afis", Match.FUZZY),
    ],
)
def test_spellings(east: Gazetteer, asked: str, found: str, way: Match) -> None:
    best = east.search(asked)[0]
    assert (best.place.name, best.match) == (found, way)
    assert 0 < best.score <= 1


def test_the_most_important_namesake_comes_first(east: Gazetteer) -> None:
    assert [c.place.country for c in east.search("Paris")] == ["FR", "US"]


@pytest.mark.parametrize(
    "asked", ["Paris, Texas", "Paris, TX", "Paris, Texas, United States", "Paris, United States", "Paris; US"]
)
def test_context_after_a_comma_narrows(east: Gazetteer, asked: str) -> None:
    assert east.search(asked)[0].place.country == "US"


def test_a_likely_spelling_inside_the_context_beats_the_same_one_outside(east: Gazetteer) -> None:
    assert east.search("Afes, Idlib Governorate, Syria")[0].place.name == "Afis"


def test_unknown_context_is_passed_over(east: Gazetteer) -> None:
    assert east.search("Khusham, Qqqqland")[0].place.name == "Khushām"


def test_alternatives_after_a_slash(east: Gazetteer) -> None:
    assert east.search("Nowherexyz/Khusham")[0].place.name == "Khushām"


def test_options_narrow(east: Gazetteer) -> None:
    assert {c.place.country for c in east.search("Paris", country="us")} == {"US"}
    assert {c.place.country for c in east.search("Paris", country=["us", "sy"])} == {"US"}
    assert [c.place.kind for c in east.search("Deir ez-Zor", kinds=[PlaceKind.ADMIN1])] == [PlaceKind.ADMIN1]
    assert [c.place.country for c in east.search("Paris", box=(-100, 30, -90, 40))] == ["US"]
    assert [c.place.country for c in east.search("Paris", box=(170, 30, -90, 40))] == ["US"]
    assert len(east.search("Paris", limit=1)) == 1
    assert east.search("Paris", country="zz") == []


def test_the_loosest_way_can_be_set(east: Gazetteer) -> None:
    assert east.search("Kusham", match=Match.VARIANT) == []
    assert east.search("khusham", match=Match.EXACT) == []
    assert [c.match for c in east.search("Khushām", match=Match.EXACT)] == [Match.EXACT]


@pytest.mark.parametrize("asked", ["", " ", ",", ",,,", "…", "/", "()", "x" * 10_000, "\ud800", ", Syria"])
def test_odd_queries_answer(east: Gazetteer, asked: str) -> None:
    assert isinstance(east.search(asked), list)


def test_a_class_word_asks_for_a_place_of_its_class() -> None:
    town = place("Zubolo", 40.3, 35.3, country="SY", population=90_000)
    unit = place("Zubolo District", 40.5, 35.1, kind=PlaceKind.ADMIN2, country="SY", code="SY.07.zubolo")
    found = gazetteer(town, unit).search("Zubolo district")
    assert [candidate.place.kind for candidate in found] == [PlaceKind.ADMIN2, PlaceKind.SETTLEMENT]


@pytest.mark.parametrize(
    ("asked", "lon"),
    [("Paris TX", -95.5), ("Khusham Syria", 40.29), ("#DeirEzZor, Syria", 40.14), ("khusham syria", 40.29)],
)
def test_forms_without_comma_and_as_hashtags(east: Gazetteer, asked: str, lon: float) -> None:
    settled = [c.place for c in east.search(asked) if c.place.kind is PlaceKind.SETTLEMENT]
    assert settled[0].point.x == lon


@pytest.mark.parametrize("asked", ["n/a", "NA", "none", "NaN", "-", "unknown", "  ", "Not available"])
def test_what_stands_for_a_missing_place_finds_none(east: Gazetteer, asked: str) -> None:
    assert east.search(asked) == []
