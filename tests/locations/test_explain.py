from __future__ import annotations

import pytest
from shapely import MultiPoint, Point

from geoinc.locations import explain as explanations
from geoinc.locations.explain import explain
from geoinc.model import (
    Alternative,
    Anchor,
    Genre,
    Place,
    PlaceKind,
    Reason,
    Region,
    Relation,
    RelationKind,
    SetAside,
    Span,
)

KHUSHAM = Place("test:1", "Khusham", PlaceKind.SETTLEMENT, Point(40.29, 35.3), country="SY", admin1="Deir al-Zor")
NEAR = Relation(
    RelationKind.NEAR, (Anchor("Khusham", Span("d", 5, 12, "Khusham"), (Alternative(KHUSHAM, 1.0),)),), Span("d", 0, 12, "near Khusham")
)  # fmt: skip
UNNAMED = Relation(
    RelationKind.NEAR, (Anchor("the base", Span("d", 20, 28), reason=Reason.UNNAMED_ANCHOR),), Span("d", 15, 28, "near the base")
)  # fmt: skip
AREA = Point(40.29, 35.3).buffer(0.05)
REGION = Region(Point(40.29, 35.3), AREA, AREA, 4600, area90_m2=66e6)


def test_one_plain_sentence() -> None:
    text = explain([NEAR], REGION, genre=Genre.NEWS)
    assert text == (
        "“near Khusham” is relative to Khusham, Deir al-Zor, SY; read as news, "
        "90 % of the probability lies within 4.6 km of the best estimate (66 km²)."
    )


def test_what_was_set_aside_is_said() -> None:
    text = explain([NEAR, UNNAMED], REGION, set_aside=[SetAside(UNNAMED, "it contradicts the rest")])
    assert text.endswith('; "near the base" was set aside: it contradicts the rest.')
    assert text.count("near the base") == 1


def test_absence_says_why() -> None:
    assert explain([UNNAMED], None, reason=Reason.UNNAMED_ANCHOR) == (
        "No location: it is relative to a thing without a name "
        "(“near the base” is relative to the base (it is relative to a thing without a name))."
    )


def test_places_of_one_name_are_named_with_their_shares() -> None:
    shares = {"Illinois": 0.5, "Missouri": 0.3, "Ohio": 0.12, "Oregon": 0.08}
    found = tuple(
        Alternative(Place(unit, "Springfield", PlaceKind.SETTLEMENT, Point(0, 0), country="US", admin1=unit), share)
        for unit, share in shares.items()
    )
    area = MultiPoint([(0, 0), (1, 0), (2, 0)]).buffer(0.1)
    near = Relation(
        RelationKind.NEAR, (Anchor("Springfield", Span("d", 5, 16), found),), Span("d", 0, 16, "near Springfield")
    )
    text = explain([near], Region(Point(0, 0), area, area, 4600, area90_m2=66e6))
    assert "Springfield, Illinois, US (50 %, within 11 km), or Springfield, Missouri, US (30 %, within" in text
    assert "or 1 more place of the name" in text
    assert "lies in 3 separate areas (66 km²), the one shown within 4.6 km" in text


@pytest.mark.parametrize(
    ("name", "kind", "label"),
    [
        ("Kharkiv", PlaceKind.ADMIN1, "Kharkiv (region), UA"),
        ("Kharkiv", PlaceKind.SETTLEMENT, "Kharkiv, UA"),
        ("Borno State", PlaceKind.ADMIN1, "Borno State, UA"),
    ],
)
def test_units_are_told_from_their_towns(name: str, kind: PlaceKind, label: str) -> None:
    assert explanations.label(Place("x", name, kind, Point(0, 0), country="UA")) == label
