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
        testing.place("Lorm", 20.2, 10.2, kind=PlaceKind.ADMIN1, country="AR", code="AR.01"),
        testing.place("North Lorm", 20.3, 10.4, kind=PlaceKind.ADMIN1, country="AR", code="AR.02"),
        testing.place("Great Lake", 20.4, 10.1, kind=PlaceKind.LAKE, country="AR"),
        testing.place("Madrun", 20.5, 10.5, country="AR", population=50_000),
        testing.place("Wide Woods", 20.9, 10.9, kind=PlaceKind.REGION, country="AR"),
    )


@pytest.mark.parametrize("phrase", ["northern Lorm", "in the north of Lorm", "in northern Lorm, Arvenia"])
def test_a_part_of_a_place(gazetteer: Gazetteer, phrase: str) -> None:
    (relation,) = locate(phrase, gazetteer).relations
    assert (relation.kind, relation.qualifiers) == (Kind.PART, ("north",))


@pytest.mark.parametrize(
    "phrase",
    [
        "in Arvenia's northern Lorm province",
        "in the northern province of Lorm",
        "in the northern Arvenian province of Lorm",
    ],
)
def test_an_adjective_may_tell_where_all_of_it_is(gazetteer: Gazetteer, phrase: str) -> None:
    (relation,) = locate(phrase, gazetteer).relations
    assert relation.kind is Kind.IN
    assert relation.anchors[0].candidates[0].place.name == "Lorm"


def test_a_name_that_begins_with_a_direction_is_whole(gazetteer: Gazetteer) -> None:
    (relation,) = locate("in North Lorm", gazetteer).relations
    assert (relation.kind, relation.anchors[0].candidates[0].place.name) == (Kind.IN, "North Lorm")


def test_things_are_on_lakes(gazetteer: Gazetteer) -> None:
    (relation,) = locate("on Great Lake", gazetteer).relations
    assert (relation.kind, relation.anchors[0].candidates[0].place.kind) == (Kind.IN, PlaceKind.LAKE)


def test_the_old_city_is_the_middle_of_a_town(gazetteer: Gazetteer) -> None:
    for phrase in ("in the old city of Madrun", "in Madrun's old city", "in downtown Madrun"):
        (relation,) = locate(phrase, gazetteer).relations
        assert (relation.kind, relation.qualifiers) == (Kind.PART, ("central",)), phrase


def test_an_unknown_quarter_lies_in_its_town(gazetteer: Gazetteer) -> None:
    (relation,) = locate("in the Vell quarter of Madrun", gazetteer).relations
    assert (relation.kind, relation.anchors[0].candidates[0].place.name) == (Kind.IN, "Madrun")
    assert locate("within hours of Madrun", gazetteer).region is None


def test_the_side_of_the_countryside(gazetteer: Gazetteer) -> None:
    (relation,) = locate("north Madrun countryside", gazetteer).relations
    assert relation.qualifiers == ("countryside", "north")


def test_an_adjective_before_a_region_says_in_which_country(gazetteer: Gazetteer) -> None:
    (relation,) = locate("in the Arvenian Wide Woods", gazetteer).relations
    assert relation.anchors[0].candidates[0].place.name == "Wide Woods"
