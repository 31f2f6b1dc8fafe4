from __future__ import annotations

import pytest

from geoinc import testing
from geoinc.gazetteer import Gazetteer
from geoinc.gazetteer.names.context import ContextReader
from geoinc.model import PlaceKind


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return testing.gazetteer(
        testing.place("Mexico", -102, 23.9, kind=PlaceKind.COUNTRY, country="MX", code="MX"),
        testing.place("Canada", -113, 60, kind=PlaceKind.COUNTRY, country="CA", code="CA"),
        testing.place("Syria", 38, 35, kind=PlaceKind.COUNTRY, country="SY", code="SY"),
        testing.place("British Columbia", -125, 54, kind=PlaceKind.ADMIN1, country="CA", code="CA.02", abbreviations=["B.C."]),
        testing.place("Baja California", -115, 30, kind=PlaceKind.ADMIN1, country="MX", code="MX.02", abbreviations=["B.C."]),
        testing.place("Idlib", 36.7, 35.8, kind=PlaceKind.ADMIN1, country="SY", code="SY.12", names=["Idlib Governorate"]),
        testing.place("Deir ez-Zor", 40.0, 35.2, kind=PlaceKind.ADMIN1, country="SY", code="SY.07"),
        testing.place("Afes", 36.8, 35.9, country="SY", admin1="SY.12", id="test:afes"),
        testing.place("Progreso", -115.2, 32.5, country="MX", admin1="MX.02", id="test:progreso"),
        testing.place("Euphrates", 40.3, 35.2, kind=PlaceKind.RIVER, country="SY", id="test:river"),
    )  # fmt: skip


def allows(gazetteer: Gazetteer, place: str, *words: str) -> bool:
    return ContextReader(gazetteer).read(words).allows(gazetteer, gazetteer.index_of(place))


@pytest.mark.parametrize(
    "words",
    [("Idlib Governorate", "Syria"), ("Idlib",), ("Idlib province",), ("Syria",), ("SY",), ("Nowhere", "Syria"), ()],
)
def test_what_a_place_lies_in(gazetteer: Gazetteer, words: tuple[str, ...]) -> None:
    assert allows(gazetteer, "test:afes", *words)


@pytest.mark.parametrize("words", [("Deir ez-Zor", "Syria"), ("Mexico",), ("B.C.",)])
def test_what_it_does_not_lie_in(gazetteer: Gazetteer, words: tuple[str, ...]) -> None:
    assert not allows(gazetteer, "test:afes", *words)


def test_the_broader_word_decides_between_readings(gazetteer: Gazetteer) -> None:
    context = ContextReader(gazetteer).read(("B.C.", "MX"))
    assert context.allows(gazetteer, gazetteer.index_of("test:progreso"))
    assert [len(unit.admin1) for unit in context.units] == [1, 0]


def test_rivers_run_through_units_of_their_country(gazetteer: Gazetteer) -> None:
    assert allows(gazetteer, "test:river", "Idlib")
    assert not allows(gazetteer, "test:river", "Mexico")


def test_a_settlement_only_says_near_what(gazetteer: Gazetteer) -> None:
    context = ContextReader(gazetteer).read(("Afes",))
    assert not context.strict
    assert context.near == ((pytest.approx(36.8), pytest.approx(35.9)),)
