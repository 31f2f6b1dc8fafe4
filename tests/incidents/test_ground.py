"""Which ground places stand for, and whether two can be one."""

from __future__ import annotations

import pytest
from incident_inputs import place, relation

from geoinc.incidents.ground import agree, beside_border, is_nationality, near, width
from geoinc.model import Distance, Document, PlaceKind, Relation
from geoinc.model import RelationKind as Kind

TEXT = Document("Gao Kidal Mali Niger Malian region")
GAO, KIDAL = place("Gao", at=(0.0, 16.0)), place("Kidal", at=(1.4, 18.4))
NEXT_TO_GAO = place("Kidal", at=(0.03, 16.0))
MALI, NIGER = (
    place("Mali", PlaceKind.COUNTRY, at=(-4, 17), country="ML"),
    place("Niger", PlaceKind.COUNTRY, at=(8, 17), country="NE"),
)


def at(where: object, words: str = "Gao", kind: Kind = Kind.AT, **facts: object) -> Relation:
    return relation(TEXT, words, kind, where, **facts)  # type: ignore[arg-type]


def test_kinds_are_as_wide_as_they_are() -> None:
    assert [width(p) for p in (GAO, place("R", PlaceKind.ADMIN2), place("R", PlaceKind.ADMIN1), MALI)] == [0, 1, 2, 3]


@pytest.mark.parametrize(("other", "answer"), [(GAO, 1), (NEXT_TO_GAO, 1), (KIDAL, -1)])
def test_towns_agree_where_they_are_near(other: object, answer: int) -> None:
    assert agree([at(GAO)], [at(other, "Kidal")]) == agree([at(other, "Kidal")], [at(GAO)]) == answer


def test_nothing_agrees_with_nothing() -> None:
    assert agree([], [at(GAO)]) == 0


def test_only_the_narrowest_place_counts() -> None:
    mali = place("Mali", PlaceKind.COUNTRY, at=(-4, 17), country="XX")
    assert agree([at(GAO), at(mali, "Mali")], [at(KIDAL, "Kidal"), at(mali, "Mali")]) == -1
    assert agree([at(mali, "Mali")], [at(KIDAL, "Kidal")]) == 1


def test_other_countries_are_other_ground() -> None:
    assert agree([at(MALI, "Mali")], [at(NIGER, "Niger")]) == -1


def test_a_relation_that_reaches_far_may_be_the_same_ground() -> None:
    far = Distance(30_000, 300_000, 250_000, 5_000)
    assert agree([at(GAO, kind=Kind.DISTANCE, distance=far)], [at(KIDAL, "Kidal")]) == 1


def test_an_adjective_is_a_nationality() -> None:
    assert is_nationality(relation(TEXT, "Malian", Kind.IN, place("Malian", PlaceKind.COUNTRY))) is False
    mali = relation(TEXT, "Malian", Kind.IN, MALI)
    anchor = mali.anchors[0]
    told = type(mali)(Kind.IN, (type(anchor)("Malian", anchor.span, anchor.candidates),), mali.span)
    assert is_nationality(told)
    assert not is_nationality(at(MALI, "Mali"))
    assert not is_nationality(at(GAO))


def test_a_border_is_no_ground() -> None:
    assert beside_border(at(MALI, "Mali", Kind.BORDER))
    assert beside_border(at(MALI, "Mali", Kind.DISTANCE, distance=Distance(2, 2, 2, 1)))
    assert not beside_border(at(GAO, kind=Kind.DISTANCE, distance=Distance(2, 2, 2, 1)))
    assert agree([at(MALI, "Mali", Kind.BORDER)], [at(GAO)]) == 0


def test_near_is_a_distance_between_the_narrowest() -> None:
    assert near([at(GAO)], [at(NEXT_TO_GAO, "Kidal")], within_m=5_000)
    assert not near([at(GAO)], [at(KIDAL, "Kidal")], within_m=5_000)
