from __future__ import annotations

import pytest

from geoinc import testing
from geoinc.gazetteer import Gazetteer
from geoinc.model import PlaceKind
from geoinc.model import RelationKind as Kind
from geoinc.phrase import locate
from geoinc.relations.productions import terrain


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return testing.gazetteer(
        testing.place("Arvenia", 20, 10, kind=PlaceKind.COUNTRY, country="AR", code="AR", demonyms=["Arvenian"]),
        testing.place("Belland", 22, 10, kind=PlaceKind.COUNTRY, country="BE", code="BE", demonyms=["Bellander"]),
        testing.place("Corvia", 21, 12, kind=PlaceKind.COUNTRY, country="CO", code="CO"),
        testing.place("Madrun", 20.5, 10.5, country="AR", population=50_000),
        testing.place("Upper Lesk", 20.6, 10.6, kind=PlaceKind.RIVER, country="AR"),
        testing.place("Sorn River", 20.7, 10.4, kind=PlaceKind.RIVER, country="AR"),
        testing.place("Forest", 0.0, 50.0, country="GG", population=1500),
    )


@pytest.mark.parametrize(
    "phrase",
    [
        "in the hills above Madrun",
        "on a mountain overlooking Madrun",
        "in the dense forest near Madrun",
        "in the desert around Madrun, Arvenia",
        "at the foot of Madrun",
        "within sight of Madrun",
    ],
)
def test_ground_around_a_place_is_near_it(gazetteer: Gazetteer, phrase: str) -> None:
    (relation,) = locate(phrase, gazetteer).relations
    assert relation.kind is Kind.NEAR
    assert relation.anchors[0].candidates[0].place.name == "Madrun"


@pytest.mark.parametrize(
    "phrase",
    [
        "where the Upper Lesk meets the Sorn",
        "at the point where the Upper Lesk flows into the Sorn",
        "where the Upper Lesk and the Sorn meet",
        "near the meeting point of the Upper Lesk and the Sorn",
    ],
)
def test_rivers_that_meet(gazetteer: Gazetteer, phrase: str) -> None:
    (relation,) = locate(phrase, gazetteer).relations
    assert relation.kind is Kind.CONFLUENCE
    assert [a.candidates[0].place.name for a in relation.anchors] == ["Upper Lesk", "Sorn River"]


def test_a_river_meets_the_sea_at_its_mouth(gazetteer: Gazetteer) -> None:
    (relation,) = locate("where the Sorn enters the Green Sea", gazetteer).relations
    assert (relation.kind, relation.anchors[0].candidates[0].place.name) == (Kind.MOUTH, "Sorn River")


def test_where_without_meeting_says_nothing(gazetteer: Gazetteer) -> None:
    assert all(r.kind is not Kind.CONFLUENCE for r in locate("where the Sorn and others were", gazetteer).relations)


@pytest.mark.parametrize(
    "phrase",
    [
        "where the borders of Arvenia, Belland and Corvia meet",
        "in the tri-border area of Arvenia, Belland and Corvia",
        "Arvenia-Belland-Corvia border region",
    ],
)
def test_three_borders_are_those_of_each_two(gazetteer: Gazetteer, phrase: str) -> None:
    found = locate(phrase, gazetteer).relations
    pairs = [tuple(a.candidates[0].place.name for a in r.anchors) for r in found]
    assert {r.kind for r in found} == {Kind.BORDER}
    assert pairs == [("Arvenia", "Belland"), ("Arvenia", "Corvia"), ("Belland", "Corvia")]


@pytest.mark.parametrize(
    "phrase",
    ["across the Sorn from Madrun", "on the other bank of the Sorn from Madrun", "across the river from Madrun"],
)
def test_what_lies_across_a_river_from_a_place(gazetteer: Gazetteer, phrase: str) -> None:
    (relation,) = locate(phrase, gazetteer).relations
    assert (relation.kind, relation.qualifiers) == (Kind.NEAR, ("opposite",))
    assert relation.anchors[0].candidates[0].place.name == "Madrun"


def test_every_ground_word_is_a_pattern() -> None:
    assert all(
        terrain.ground_pattern().search(f"in the {word} near Xanadu") for word in ("hills", "dunes", "high ground")
    )
