"""Which density a relation has: a closed form about a point, a field about an extent, or none where words are lacking."""

from __future__ import annotations

import math

import pytest
import shapely
from extents import Extents

from geoinc.locations.fields import build
from geoinc.locations.fields.density import Disc, Polar
from geoinc.model import Alternative, Anchor, Bearing, Distance, Genre, Place, PlaceKind, Relation, RelationKind, Span

SPAN = Span("d", 0, 1)
NEAR = Distance(8_000, 8_000, 8_000, 500)
EAST = Bearing(90, 45)


def place(kind: PlaceKind = PlaceKind.SETTLEMENT, shape: shapely.Geometry | None = None) -> Place:
    return Place(
        "x", "X", kind, shapely.Point(10, 50), population=9_000, _extents=None if shape is None else Extents(shape)
    )


TOWN, UNIT = place(), place(PlaceKind.ADMIN1, shapely.box(9, 49, 11, 51))


def relation(kind: RelationKind, *anchors: Place, **parts: object) -> Relation:
    named = tuple(Anchor("X", SPAN, (Alternative(p, 1.0),)) for p in anchors)
    return Relation(kind, named, SPAN, **parts)  # type: ignore[arg-type]


def simple(kind: RelationKind, *anchors: Place, **parts: object) -> object:
    return build.simple(relation(kind, *anchors, **parts), build.feet_of(anchors), Genre.NEWS)


@pytest.mark.parametrize(
    ("kind", "parts", "made"),
    [
        (RelationKind.AT, {}, Disc),
        (RelationKind.NEAR, {}, Disc),
        (RelationKind.DISTANCE, {"distance": NEAR}, Polar),
        (RelationKind.OFFSET, {"distance": NEAR, "bearing": EAST}, Polar),
    ],
)
def test_about_a_point_the_form_is_closed(kind: RelationKind, parts: dict[str, object], made: type) -> None:
    assert isinstance(simple(kind, TOWN, **parts), made)


def test_about_an_area_and_inland_it_is_not() -> None:
    assert simple(RelationKind.AT, UNIT) is None
    assert simple(RelationKind.DISTANCE, UNIT, distance=NEAR) is None
    assert simple(RelationKind.DISTANCE, TOWN, distance=NEAR, qualifiers=("inland",)) is None


def test_far_off_an_area_is_a_point() -> None:
    far = Distance(2_000_000, 2_000_000, 2_000_000, 50_000)
    assert isinstance(simple(RelationKind.DISTANCE, UNIT, distance=far), Polar)


def test_coordinates_are_as_wide_as_their_last_digit() -> None:
    fine, coarse = (
        simple(RelationKind.COORDINATES, point=(40.0, 35.0), distance=Distance(0, size, size, size))
        for size in (1.0, 5_000.0)
    )
    assert isinstance(fine, Disc)
    assert isinstance(coarse, Disc)
    assert fine.radius_m == build.COORDINATE_FLOOR_M
    assert coarse.radius_m == 5_000.0
    assert simple(RelationKind.COORDINATES) is None


@pytest.mark.parametrize(
    ("kind", "parts"),
    [(RelationKind.OFFSET, {}), (RelationKind.DISTANCE, {}), (RelationKind.BEARING, {}), (RelationKind.ORTHOGONAL, {})],
)
def test_without_its_words_a_relation_is_nowhere(kind: RelationKind, parts: dict[str, object]) -> None:
    assert build.field(relation(kind, TOWN, **parts), build.feet_of((TOWN,)), Genre.NEWS) is None


def test_without_an_anchor_it_is_nowhere() -> None:
    assert build.field(relation(RelationKind.AT), (), Genre.NEWS) is None


def test_every_kind_has_a_maker() -> None:
    assert set(RelationKind) - {RelationKind.COORDINATES} <= build.MAKERS.keys() | build.SIMPLE.keys()


def test_a_distance_without_an_end_is_known_as_such() -> None:
    assert build._endless(Distance(5_000, math.inf, 5_000, 500))
    assert not build._endless(NEAR)
    assert not build._endless(None)
