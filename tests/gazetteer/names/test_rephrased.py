from __future__ import annotations

from dataclasses import replace

import pytest

from geoinc import testing
from geoinc.gazetteer import Gazetteer
from geoinc.gazetteer.names.rephrased import country_of_capital, with_commas
from geoinc.model import PlaceKind


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return testing.gazetteer(
        testing.place("Somalia", 45, 5, kind=PlaceKind.COUNTRY, country="SO", code="SO", demonyms=["Somali"]),
        replace(testing.place("Mogadishu", 45.34, 2.04, country="SO", population=2_000_000), capital=True),
        testing.place("Hodan", 45.30, 2.04, kind=PlaceKind.QUARTER, country="SO", id="test:hodan"),
        testing.place("Camp of Peace", 44, 3, country="SO"),
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the Hodan district of Mogadishu", "Hodan district, Mogadishu"),
        ("Hodan quarter in Mogadishu", "Hodan, Mogadishu"),
        ("Mogadishu's Hodan district", "Hodan district, Mogadishu"),
        ("the district of Hodan in Mogadishu", "Hodan, Mogadishu"),
        ("the Somali capital", "Mogadishu, SO"),
        ("capital of Somalia", "Mogadishu, SO"),
        ("Hodan district of the Somali capital", "Hodan district, Mogadishu, SO"),
        ("Camp of Peace", "Camp of Peace"),
        ("eastern Somalia", "Somalia"),
        ("South-eastern Somalia", "Somalia"),
        ("eastern Hodan", "eastern Hodan"),
        ("Hodan", "Hodan"),
        ("the Zubolan capital", "the Zubolan capital"),
    ],
)
def test_words_become_commas(gazetteer: Gazetteer, text: str, expected: str) -> None:
    assert with_commas(gazetteer.store, gazetteer.columns, text) == expected


@pytest.mark.parametrize("text", ["the Hodan district of Mogadishu", "Hodan district of the Somali capital"])
def test_search_finds_what_such_words_ask_for(gazetteer: Gazetteer, text: str) -> None:
    assert gazetteer.search(text)[0].place.id == "test:hodan"


def test_only_a_capital_is_one() -> None:
    assert country_of_capital("Libya's capital city") == "Libya"
    assert country_of_capital("Libya") is None
