from __future__ import annotations

import numpy as np
import pytest
import shapely
from extents import Extents

from geoinc.geo import geodesy
from geoinc.geo.geodesy import LocalFrame
from geoinc.locations.fields import ashore, between, build, places
from geoinc.locations.fields.density import Field
from geoinc.locations.fields.shapes import Footprint, footprint
from geoinc.locations.fusion import grid, region
from geoinc.model import Alternative, Anchor, Bearing, Genre, Place, PlaceKind, Relation, RelationKind, Span


def place(shape: shapely.Geometry, kind: PlaceKind) -> Place:
    return Place("x", "X", kind, shape.centroid, _extents=Extents(shape))


def foot(shape: shapely.Geometry, kind: PlaceKind) -> Footprint:
    return footprint(place(shape, kind))


def at(field: Field, lon: float, lat: float) -> float:

    return float(field.at(np.array([lon]), np.array([lat]), blur_m=500.0)[0])


SINAI = shapely.Polygon([(32.4, 29.9), (34.2, 27.8), (34.9, 29.5), (34.2, 31.3), (32.3, 31.25)])
"""Roughly the peninsula's outline, northern coast included."""

CYPRUS = shapely.Polygon([(32.3, 35.0), (33.0, 34.6), (34.0, 35.0), (34.5, 35.6), (33.0, 35.4)])


def test_a_river_drawn_short_of_the_sea_reaches_it() -> None:
    # The Congo's course towards the Atlantic at 12.4° E, drawn to Boma only.
    course = shapely.LineString([(23, 0), (18, -2), (16, -4), (14, -5.6), (13.2, -5.85)])
    frame = LocalFrame(16, -4)
    end, gap_m = ashore.mouth_of(frame.project(course), frame)
    lon, _ = frame.to_degrees(*shapely.get_coordinates(end).T)
    assert 11.9 < float(lon[0]) < 12.8
    assert 50_000 < gap_m < 150_000


def test_a_river_that_joins_another_inland_keeps_its_end() -> None:
    frame = LocalFrame(40, 36)
    course = frame.project(shapely.LineString([(40.7, 36.5), (40.4, 35.1)]))
    end, gap_m = ashore.mouth_of(course, frame)
    assert gap_m == 0
    assert end.equals(shapely.get_point(course, -1))


def test_the_mouth_is_softer_by_what_is_missing() -> None:
    whole, short = (
        foot(shapely.LineString(line), PlaceKind.RIVER)
        for line in ([(-3, 40), (-8, 39.4), (-9.3, 38.65)], [(-3, 40), (-8, 39.4), (-8.5, 39.2)])
    )
    assert between.mouth(short).reach_m > between.mouth(whole).reach_m


def test_a_direction_from_an_island_is_at_sea() -> None:
    cyprus = foot(CYPRUS, PlaceKind.ISLAND)
    bare = places.cone(cyprus, Bearing(180.0, 45.0), Genre.NEWS)
    field = ashore.off_other_land(bare, cyprus, 180.0, 300_000.0)
    off_egypt, in_egypt, beyond = ((33.0, 32.3), (31.5, 29.5), (34.5, 27.2))
    assert at(field, *off_egypt) == pytest.approx(at(bare, *off_egypt), abs=0.5)
    assert at(bare, *in_egypt) - at(field, *in_egypt) > 3
    assert at(bare, *beyond) - at(field, *beyond) > 3


def test_a_direction_over_land_is_as_it_is() -> None:
    inland = foot(shapely.box(25, 47, 28, 49), PlaceKind.COUNTRY)
    bare = places.cone(inland, Bearing(0.0, 45.0), Genre.NEWS)
    assert ashore.off_other_land(bare, inland, 0.0, 300_000.0) is bare


def test_a_region_on_land_ends_at_the_coast() -> None:
    sinai = foot(SINAI, PlaceKind.PENINSULA)
    field = ashore.ends_at_coast(places.inside(sinai, strictly=True), sinai)
    assert at(field, 33.5, 30.9) - at(field, 33.5, 31.4) > 5


def test_waters_are_not_cut_at_the_coast() -> None:
    gulf = foot(shapely.box(17, 33, 21, 36), PlaceKind.REGION)
    field = places.inside(gulf, strictly=True)
    assert ashore.ends_at_coast(field, gulf) is field


def test_a_border_runs_on_land_and_a_coast_along_the_sea() -> None:
    sinai = foot(SINAI, PlaceKind.ADMIN1)
    border, coast = (ashore.with_edge(sinai, (what,)) for what in ("of:border", "of:coast"))
    x, y = (float(v[0]) for v in sinai.frame.to_metres(np.array([34.55]), np.array([30.4])))
    assert border.linear
    assert coast.linear
    assert shapely.distance(coast.shape, shapely.Point(x, y)) > 50_000
    assert shapely.distance(border.shape, shapely.Point(x, y)) < 15_000


def test_an_inland_area_has_no_coast() -> None:
    inland = foot(shapely.box(20, 10, 22, 12), PlaceKind.ADMIN1)
    assert ashore.with_edge(inland, ("of:coast",)) is inland
    assert ashore.with_edge(inland, ()) is inland


@pytest.mark.parametrize("half_deg", [0.5, 1.0, 3.0])
def test_in_a_unit_is_about_as_large_as_the_unit(half_deg: float) -> None:
    extent = shapely.box(21 - half_deg, 11 - half_deg, 21 + half_deg, 11 + half_deg)
    unit = place(extent, PlaceKind.ADMIN1)
    span = Span("d", 0, 1, "U")
    relation = Relation(RelationKind.IN, (Anchor("U", span, (Alternative(unit, 1.0),)),), span)
    field = build.field(relation, build.feet_of((unit,)), Genre.NEWS)
    assert field is not None
    patch = grid.solve([grid.Product((field,))])
    assert patch is not None
    share = region.from_patch(patch).area90_m2 / geodesy.area_m2(extent)
    assert 0.85 < share < 1.1


def test_the_border_of_two_is_the_one_they_share() -> None:
    west = foot(shapely.box(20, 10, 22, 12), PlaceKind.COUNTRY)
    east = foot(shapely.box(22.02, 10, 24, 12), PlaceKind.COUNTRY)
    shared = ashore.common_border(west, east)
    lon, lat = west.frame.to_degrees(*shapely.get_coordinates(shared.shape).T)
    assert shared.linear
    assert lon.min() > 21.8
    assert (lat.min(), lat.max()) == (pytest.approx(10, abs=0.1), pytest.approx(12, abs=0.1))
    away = foot(shapely.box(40, 10, 42, 12), PlaceKind.COUNTRY)
    assert ashore.common_border(west, away) is west
