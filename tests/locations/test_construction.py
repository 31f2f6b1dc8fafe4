"""The working shows what the words say: the band on the stated side of a line, not on both."""

from __future__ import annotations

import pytest
from extents import Extents
from shapely import LineString, Point

from geoinc import testing
from geoinc.locations.fuse import fuse
from geoinc.model import Alternative, Anchor, Bearing, Distance, Place, PlaceKind, Relation, RelationKind, Span

ZIGZAG = LineString(
    [(30.0, 10.5), (30.1, 10.4), (30.05, 10.36), (30.2, 10.3), (30.16, 10.22), (30.3, 10.2), (30.5, 10.0)]
)
"""A river from north-west to south-east, with bends that turn back."""


def offset(degrees: float) -> Relation:
    river = Place("x:river", "the river", PlaceKind.RIVER, Point(30.2, 10.3), _extents=Extents(ZIGZAG))
    span = Span("d", 0, 1)
    anchor = Anchor("the river", span, (Alternative(river, 1.0),))
    return Relation(
        RelationKind.OFFSET,
        (anchor,),
        span,
        distance=Distance(8_000, 8_000, 8_000, 500),
        bearing=Bearing(degrees, 45.0),
    )


@pytest.mark.parametrize(("degrees", "east"), [(90.0, True), (270.0, False), (0.0, True), (180.0, False)])
def test_band_and_answer_lie_on_the_stated_side(degrees: float, east: bool) -> None:  # noqa: FBT001 - a case's value
    location = fuse([offset(degrees)], testing.gazetteer([]))
    assert location.region is not None
    (band,) = (step.geometry for step in location.working if step.role == "band")
    for shape in (band, location.region.area90):
        middle = shape.centroid
        course = 10.5 - (middle.x - 30.0)  # the line from end to end
        assert (middle.y > course) is east
