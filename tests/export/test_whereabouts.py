"""A unit is named only where the words are exact enough for it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from codebook_findings import DEIR, attack

from geoinc.export.whereabouts import NOWHERE, PlaceNames, whereabouts
from geoinc.model import Code, Location, Place, PlaceKind, Reason


def where(exactness: str, *, admin1: str = "Deir ez-Zor") -> PlaceNames:
    incident = attack(codes=(Code("ucdp", "where_prec", exactness),))
    [relation] = incident.location.relations
    [anchor] = relation.anchors
    [option] = anchor.candidates
    place = replace(option.place, admin1=admin1)
    relation = replace(relation, anchors=(replace(anchor, candidates=(replace(option, place=place),)),))
    return whereabouts(replace(incident, location=replace(incident.location, relations=(relation,))), DEIR)


@pytest.mark.parametrize(
    ("exactness", "admin1", "admin2"),
    [
        ("1", "Deir ez-Zor", "Al Mayadin"),
        ("3", "Deir ez-Zor", "Al Mayadin"),
        ("4", "Deir ez-Zor", None),
        ("5", "Deir ez-Zor", None),  # a part of something that lies in it
        ("6", None, None),
    ],
)
def test_units_go_as_far_as_the_words(exactness: str, admin1: str | None, admin2: str | None) -> None:
    found = where(exactness)
    assert (found.admin1, found.admin2, found.country, found.code) == (admin1, admin2, "Syria", "SY")
    assert found.place == "Khushām"


def test_a_part_of_what_lies_in_two_provinces_is_in_none() -> None:
    assert where("5", admin1="Hasakah").admin1 is None


def test_without_a_code_the_radius_tells() -> None:
    near = attack(codes=())
    assert whereabouts(near, DEIR).admin2 == "Al Mayadin"
    region = near.location.region
    assert region is not None
    wide = attack(codes=(), location=replace(near.location, region=replace(region, radius_m=90_000.0)))
    assert whereabouts(wide, DEIR).admin2 is None


def test_where_nothing_is_located_nothing_is_named() -> None:
    assert whereabouts(attack(location=Location(None, reason=Reason.NO_LOCATION)), DEIR) == NOWHERE


def test_without_a_unit_the_places_own_are_named() -> None:
    assert whereabouts(attack(), None) == PlaceNames("Khushām", "Deir ez-Zor", None, None, "SY")


def test_the_narrowest_place_is_named() -> None:
    incident = attack()
    [relation] = incident.location.relations
    [anchor] = relation.anchors
    [option] = anchor.candidates
    syria = Place("x:sy", "Syria", PlaceKind.COUNTRY, option.place.point)
    country = replace(anchor, candidates=(replace(option, place=syria),))
    both = replace(relation, anchors=(country, anchor))
    assert (
        whereabouts(replace(incident, location=replace(incident.location, relations=(both,))), DEIR).place == "Khushām"
    )
