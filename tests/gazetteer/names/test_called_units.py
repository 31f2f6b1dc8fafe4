from __future__ import annotations

import pytest
from shapely import Point

from geoinc.gazetteer.names.called_units import UNIT, as_unit
from geoinc.model import Alternative, Anchor, Place, PlaceKind, Relation, RelationKind, Span


def related(text: str, name: str, kind: PlaceKind, *, relation: RelationKind = RelationKind.IN) -> Relation:
    start = text.index(name)
    span = Span("d", start, start + len(name), name)
    place = Place("x", name, kind, Point(36.7, 35.9))
    found = Relation(relation, (Anchor(name, span, (Alternative(place, 1.0),)),), span)
    return as_unit(found, text, start, start + len(name))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("a raid in Sarmin subdistrict on Monday", "Sarmin"),
        ("shelling of the Slavuta raion", "Slavuta"),
        ("in the district of Balad Weyne", "Balad Weyne"),
        ("at Anka LGA", "Anka LGA"),
    ],
)
def test_a_town_whose_name_is_called_a_unit_is_the_ground_around_it(text: str, name: str) -> None:
    assert UNIT in related(text, name, PlaceKind.SETTLEMENT).qualifiers


def test_a_unit_a_plain_name_and_a_distance_stay_what_they_are() -> None:
    assert not related("in Sarmin subdistrict", "Sarmin", PlaceKind.ADMIN2).qualifiers
    assert not related("in Sarmin town", "Sarmin", PlaceKind.SETTLEMENT).qualifiers
    assert not related("in the Karrada district of Sarmin", "Sarmin", PlaceKind.SETTLEMENT).qualifiers
    assert not related("in the Sarmin region", "Sarmin", PlaceKind.SETTLEMENT).qualifiers
    near = related("near Sarmin subdistrict", "Sarmin", PlaceKind.SETTLEMENT, relation=RelationKind.NEAR)
    assert not near.qualifiers
