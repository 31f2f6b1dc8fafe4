from __future__ import annotations

from geoinc.model import PlaceKind, RelationKind
from geoinc.relations.anchors.constraints import wanted_of
from geoinc.relations.anchors.namesakes import PORT_PEOPLE
from geoinc.relations.clauses import AnchorName, Clause

NAMES = (AnchorName(0, 1, "A"), AnchorName(2, 3, "B"))


def test_distances_are_told_from_towns() -> None:
    found = wanted_of(Clause(RelationKind.DISTANCE, 0, 9, NAMES[:1]), None, (), alone=True)
    assert found.kinds[0] is PlaceKind.SETTLEMENT
    assert PlaceKind.ADMIN1 in found.towns


def test_borders_are_those_of_countries() -> None:
    found = wanted_of(Clause(RelationKind.DISTANCE, 0, 9, NAMES[:1], qualifiers=("of:border",)), None, (), alone=True)
    assert found.demanded[0] is PlaceKind.COUNTRY
    assert not found.towns


def test_only_large_ports_outweigh_their_unit_off_the_coast() -> None:
    found = wanted_of(Clause(RelationKind.OFF_COAST, 0, 9, NAMES[:1]), None, (), alone=True)
    assert found.least_people == PORT_PEOPLE


def test_the_middle_of_a_name_is_a_towns() -> None:
    found = wanted_of(Clause(RelationKind.PART, 0, 9, NAMES[:1], qualifiers=("central",)), None, (), alone=True)
    assert PlaceKind.SETTLEMENT in found.kinds[:2]


def test_roads_run_through_places_where_they_do_not_end() -> None:
    assert wanted_of(Clause(RelationKind.ROAD, 0, 9, NAMES), None, (), alone=False).through
    assert not wanted_of(Clause(RelationKind.ROAD, 0, 9, NAMES[:1]), None, (), alone=False).through
