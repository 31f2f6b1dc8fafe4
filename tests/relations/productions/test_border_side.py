from __future__ import annotations

import pytest

from geoinc import testing
from geoinc.gazetteer import Gazetteer
from geoinc.model import PlaceKind
from geoinc.model import RelationKind as Kind
from geoinc.phrase import locate


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return testing.gazetteer(
        testing.place("Arvenia", 20, 10, kind=PlaceKind.COUNTRY, country="AR", code="AR", demonyms=["Arvenian"]),
        testing.place("Belland", 22, 10, kind=PlaceKind.COUNTRY, country="BE", code="BE", demonyms=["Bellander"]),
        testing.place("Arvenian", 40, 40, kind=PlaceKind.ADMIN1, country="BE", code="BE.09", population=900_000),
    )


@pytest.mark.parametrize(
    "phrase",
    [
        "on the Arvenian side of the Bellander border",
        "on the Arvenian side of the border with Belland",
        "on the Arvenian side of the Arvenia–Belland border",
        "on the Arvenian side of the border between Arvenia and Belland",
    ],
)
def test_one_side_of_a_border(gazetteer: Gazetteer, phrase: str) -> None:
    border, within = locate(phrase, gazetteer).relations
    assert (border.kind, within.kind) == (Kind.BORDER, Kind.IN)
    assert [a.candidates[0].place.name for a in border.anchors] == ["Arvenia", "Belland"]


def test_a_side_of_a_border_with_nobody_named(gazetteer: Gazetteer) -> None:
    border, within = locate("on the Belland side of the border", gazetteer).relations
    assert [a.candidates[0].place.name for a in (*border.anchors, *within.anchors)] == ["Belland", "Belland"]


@pytest.mark.parametrize(
    "phrase", ["5 km inside Arvenia", "some 5 km deep into Arvenia", "5 km inside Arvenian territory"]
)
def test_inside_is_on_the_inner_side_of_the_border(gazetteer: Gazetteer, phrase: str) -> None:
    distance, within = locate(phrase, gazetteer).relations
    assert (distance.kind, distance.qualifiers, within.kind) == (Kind.DISTANCE, ("of:border",), Kind.IN)
    assert within.anchors[0].candidates[0].place.name == "Arvenia"


def test_the_border_of_an_adjective_is_the_countrys(gazetteer: Gazetteer) -> None:
    (relation,) = locate("12 km from the Arvenian border", gazetteer).relations
    assert relation.anchors[0].candidates[0].place.kind is PlaceKind.COUNTRY
