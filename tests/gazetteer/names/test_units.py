from __future__ import annotations

import pytest

from geoinc import testing
from geoinc.gazetteer import Gazetteer
from geoinc.gazetteer.names.units import called
from geoinc.model import PlaceKind

PROVINCE = frozenset({PlaceKind.ADMIN1, PlaceKind.ADMIN2})
STATE = frozenset({PlaceKind.ADMIN1, PlaceKind.COUNTRY})


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return testing.gazetteer(
        testing.place("Plateau State", 9.3, 9.4, kind=PlaceKind.ADMIN1, country="NG", code="NG.49", names=["Plateau"], id="t:ng"),
        testing.place("Plateau", 2.7, 7.0, kind=PlaceKind.ADMIN1, country="BJ", code="BJ.17", id="t:bj"),
        testing.place("Khowst", 69.9, 33.4, kind=PlaceKind.ADMIN1, country="AF", code="AF.37", id="t:khowst"),
        testing.place("Khost", 69.9, 33.3, country="AF", admin1="AF.37", population=96_000),
        testing.place("Lower Shabeelle", 44.5, 2.0, kind=PlaceKind.ADMIN1, country="SO", code="SO.14", id="t:shabeelle"),
        testing.place("Balkh", 67, 36.5, kind=PlaceKind.ADMIN1, country="AF", code="AF.30", id="t:balkh"),
        testing.place("Mazar", 67.1, 36.7, country="AF", admin1="AF.30", population=300_000),
        testing.place("Prince Edward Island", -63.3, 46.4, kind=PlaceKind.ADMIN1, country="CA", code="CA.09"),
        testing.place("Prince Edward Islands", 37.8, -46.8, kind=PlaceKind.ISLAND, country="ZA"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "word", "kinds", "expected"),
    [
        ("Plateau", "state", STATE, "t:ng"),
        ("Khost", "province", PROVINCE, "t:khowst"),
        ("Lower Shabelle", "region", PROVINCE, "t:shabeelle"),
        ("Balkh", "province", PROVINCE, "t:balkh"),
    ],
)
def test_a_class_word_finds_the_unit(
    gazetteer: Gazetteer, name: str, word: str, kinds: frozenset[PlaceKind], expected: str
) -> None:
    first, *_ = called(gazetteer, name, (word,), kinds)
    assert gazetteer.place_at(first).id == expected


def test_a_unit_that_is_not_named_after_the_town_is_not_meant(gazetteer: Gazetteer) -> None:
    assert called(gazetteer, "Mazar", ("province",), PROVINCE) == ()


def test_words_for_other_things_find_no_unit(gazetteer: Gazetteer) -> None:
    assert called(gazetteer, "Khost", ("river",), frozenset({PlaceKind.RIVER})) == ()


def test_what_is_wide_and_has_the_very_name_is_no_unit_of_a_like_one(gazetteer: Gazetteer) -> None:
    assert called(gazetteer, "Prince Edward Islands", ("region",), PROVINCE) == ()
