"""Densities tied to two places or to lines."""

import numpy as np
import pytest
import shapely
from extents import Extents

from geoinc.geo import geodesy
from geoinc.geo.geodesy import LocalFrame
from geoinc.locations.fields import between
from geoinc.locations.fields.density import Field
from geoinc.locations.fields.shapes import Footprint, footprint
from geoinc.model import Distance, Genre, Place, PlaceKind, Relation, RelationKind, Span

SPAN = Span("d", 0, 1)
KM = 1000.0


def foot(
    lon: float, lat: float, kind: PlaceKind = PlaceKind.SETTLEMENT, shape: shapely.Geometry | None = None
) -> Footprint:
    source = None if shape is None else Extents(shape)
    return footprint(Place("x", "X", kind, shapely.Point(lon, lat), population=5000, _extents=source))


def at(made: Field, lon: float, lat: float) -> float:
    return float(made.at(np.array([lon]), np.array([lat]))[0])


WEST, EAST = foot(10.0, 50.0), foot(11.0, 50.0)
# Drawn downstream, from west to east.
RIVER = foot(10.5, 50.0, PlaceKind.RIVER, shapely.LineString([(9, 50.0), (12, 50.0)]))
ROADS = foot(10.5, 50.0, PlaceKind.RIVER, shapely.LineString([(10.5, 49), (10.5, 51)]))


def test_between_is_between() -> None:
    made = between.between(WEST, EAST)
    assert at(made, 10.5, 50.0) > at(made, 10.5, 50.4) + 3
    assert at(made, 10.5, 50.0) > at(made, 11.6, 50.0) + 3
    assert at(made, 10.3, 50.0) == pytest.approx(at(made, 10.7, 50.0), abs=0.05)


def test_halfway_is_in_the_middle() -> None:
    made = between.halfway(WEST, EAST)
    assert at(made, 10.5, 50.0) > at(made, 10.2, 50.0) + 2


def test_a_road_keeps_to_its_corridor() -> None:
    made = between.road(WEST, EAST)
    assert at(made, 10.2, 50.0) > at(made, 10.2, 50.25) + 3


def test_the_middle_of_places_across_the_date_line() -> None:
    frame, bearing, apart = between.middle_frame(foot(179.5, 0.0), foot(-179.5, 0.0))
    assert abs(frame.lon) == pytest.approx(180, abs=1e-6)
    assert bearing == pytest.approx(90, abs=1e-6)
    assert apart == pytest.approx(111_319, rel=1e-3)


def test_a_common_border_is_where_two_areas_meet() -> None:
    left = foot(9.5, 50.5, PlaceKind.ADMIN1, shapely.box(9, 50, 10, 51))
    right = foot(10.5, 50.5, PlaceKind.ADMIN1, shapely.box(10, 50, 11, 51))
    made = between.border(left, right)
    assert at(made, 10.0, 50.5) > at(made, 9.0, 50.5) + 3
    assert at(made, 10.0, 50.5) > at(made, 10.5, 50.5) + 2


def test_the_border_of_places_without_extent_is_between_them() -> None:
    made = between.border(WEST, EAST)
    assert at(made, 10.5, 50.0) > at(made, 10.0, 50.0) + 2


def test_banks_are_on_their_side() -> None:
    north = between.bank(RIVER, Relation(RelationKind.BANK, (), SPAN, qualifiers=("north",)))
    assert at(north, 10.5, 50.02) > at(north, 10.5, 49.98) + 1
    left = between.bank(RIVER, Relation(RelationKind.BANK, (), SPAN, qualifiers=("left",)))
    assert at(left, 10.5, 50.02) > at(left, 10.5, 49.98) + 1
    right = between.bank(RIVER, Relation(RelationKind.BANK, (), SPAN, qualifiers=("right",)))
    assert at(right, 10.5, 49.98) > at(right, 10.5, 50.02) + 1


@pytest.mark.parametrize(("kind", "sign"), [(RelationKind.UPSTREAM, -1), (RelationKind.DOWNSTREAM, 1)])
def test_streams_run_as_the_river_is_drawn(kind: RelationKind, sign: int) -> None:
    said = Relation(kind, (), SPAN, distance=Distance(20 * KM, 20 * KM, 20 * KM, 500))
    made = between.stream(foot(10.5, 50.01), RIVER, said, Genre.NEWS)
    there, _ = geodesy.destination(10.5, 50.0, bearing_deg=90 * sign % 360, distance_m=20 * KM)
    wrong, _ = geodesy.destination(10.5, 50.0, bearing_deg=-90 * sign % 360, distance_m=20 * KM)
    assert at(made, there, 50.0) > at(made, wrong, 50.0) + 5
    assert at(made, there, 50.0) > at(made, there, 50.2) + 3


def test_a_stream_without_a_river_is_around_the_place() -> None:
    made = between.stream(WEST, None, Relation(RelationKind.UPSTREAM, (), SPAN), Genre.NEWS)
    assert at(made, 10.0, 50.02) > at(made, 10.0, 51.0) + 5


def test_the_mouth_is_where_the_line_ends() -> None:
    made = between.mouth(RIVER)
    assert (made.frame.lon, made.frame.lat) == pytest.approx((12.0, 50.0), abs=1e-6)


def test_a_confluence_is_where_lines_meet() -> None:
    made = between.confluence(RIVER, ROADS)
    assert (made.frame.lon, made.frame.lat) == pytest.approx((10.5, 50.0), abs=0.02)


def test_a_line_with_gaps_is_still_a_line() -> None:
    broken = shapely.MultiLineString([[(9, 50), (9.5, 50)], [(11, 50), (12, 50)]])
    made = between.near_line(foot(10.5, 50.0, PlaceKind.ROAD, broken), 2 * KM)
    assert at(made, 9.2, 50.0) > at(made, 10.25, 50.0) + 5


def test_a_strip_is_narrow_across() -> None:
    soft = between.SoftBox(0.0, 0.0, 500.0), between.SoftBox(0.0, 10 * KM, 500.0)
    made = between.strip(LocalFrame(10, 50), 0.0, along=soft[1], across=soft[0])
    assert at(made, 10.0, 50.05) > at(made, 10.08, 50.0) + 3


def test_the_way_between_far_places_is_no_continent() -> None:
    near, far = (between.between(WEST, foot(10.0 + degrees, 50.0)) for degrees in (2.0, 60.0))
    assert far.scale_m < 6 * near.scale_m
    assert at(far, 38.0, 60.0) < at(far, 38.0, 55.5) - 2


def test_a_side_of_a_long_coast_is_not_the_other_side() -> None:
    crete = foot(24.8, 35.2, PlaceKind.ISLAND, shapely.box(23.6, 35.0, 26.2, 35.4).exterior)
    said = Relation(RelationKind.ALONG, (), SPAN, qualifiers=("of:coast", "south"))
    made = between.along(crete, said, 2500.0)
    assert at(made, 24.9, 35.0) > at(made, 24.9, 35.4) + 4
