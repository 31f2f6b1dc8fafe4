"""Anchors on the ground."""

import numpy as np
import pytest
import shapely
from extents import Extents

from geoinc.locations.fields import shapes
from geoinc.locations.fusion import scales
from geoinc.model import Place, PlaceKind


def place(shape: shapely.Geometry | None = None, kind: PlaceKind = PlaceKind.REGION, **parts: float) -> Place:
    source = None if shape is None else Extents(shape)
    return Place("x", "X", kind, shapely.Point(10.0, 50.0), _extents=source, **parts)  # type: ignore[arg-type]


def test_a_place_without_extent_is_a_point_of_typical_size() -> None:
    foot = shapes.footprint(place(kind=PlaceKind.SETTLEMENT, population=100_000))
    assert foot.shape is None
    assert 2_000 < foot.reach_m < 5_000


def test_towns_grow_with_their_population() -> None:
    sizes = [scales.radius_m(place(kind=PlaceKind.SETTLEMENT, population=n)) for n in (500, 5_000, 500_000, 20_000_000)]
    assert sizes == sorted(sizes)


def test_what_a_source_admits_counts() -> None:
    sure, unsure = (scales.edge_m(place(uncertainty_m=u)) for u in (100.0, 5000.0))
    assert unsure == pytest.approx(50 * sure)


def test_the_frame_is_at_the_middle_of_an_extent() -> None:
    foot = shapes.footprint(place(shapely.box(8, 49, 12, 51)))
    assert foot.frame.lon == pytest.approx(10, abs=0.01)
    assert foot.frame.lat == pytest.approx(50, abs=0.1)
    assert foot.areal


def test_an_extent_across_the_date_line_is_whole() -> None:
    halves = shapely.MultiPolygon([shapely.box(178, -19, 180, -16), shapely.box(-180, -19, -178, -16)])
    foot = shapes.footprint(place(halves))
    assert foot.shape is not None
    assert foot.shape.geom_type == "Polygon"
    assert abs(foot.frame.lon) == pytest.approx(180, abs=0.1)
    assert foot.reach_m < 350_000


def test_an_extent_around_the_pole_holds_the_pole() -> None:
    foot = shapes.footprint(place(shapely.box(-180, -90, 180, -70)))
    assert foot.shape is not None
    pole = foot.frame.to_metres(np.array([0.0]), np.array([-90.0]))
    assert shapes.edge_distance_m(foot.shape, *pole, blur_m=1000.0)[0] < -1_000_000


def test_scattered_islets_come_with_their_waters() -> None:
    islets = shapely.union_all([shapely.Point(x, y).buffer(0.01) for x, y in ((0, 0), (2, 0), (1, 2), (1, 1))])
    foot = shapes.footprint(place(islets))
    assert foot.shape is not None
    assert foot.shape.geom_type == "Polygon"


def test_parts_that_overlap_count_once_and_islands_stay() -> None:
    parts = shapely.MultiPolygon([shapely.box(0, 0, 1, 1), shapely.box(0.5, 0, 1.5, 1), shapely.box(2, 0, 3, 1)])
    shape = shapes.footprint(place(parts)).shape
    assert shape is not None
    assert shapely.get_num_geometries(shape) == 2
    whole = shapes.footprint(place(shapely.union_all(shapely.get_parts(parts)))).shape
    assert shape.area == pytest.approx(whole.area, rel=1e-6)


def test_distances_to_an_area_are_negative_inside() -> None:
    foot = shapes.footprint(place(shapely.box(9, 49, 11, 51)))
    assert foot.shape is not None
    away = shapes.edge_distance_m(foot.shape, np.array([0.0, 200_000.0]), np.array([0.0, 0.0]), blur_m=100.0)
    assert away[0] == pytest.approx(-70_000, rel=0.05)
    assert away[1] == pytest.approx(128_000, rel=0.05)


def test_a_line_has_no_inside() -> None:
    foot = shapes.footprint(place(shapely.LineString([(9, 50), (11, 50)]), PlaceKind.RIVER))
    assert foot.linear
    assert foot.shape is not None
    x, y = shapes.nearest_on(foot.shape, np.array([0.0]), np.array([9000.0]), blur_m=10.0)
    assert np.hypot(x - 0, y - 9000)[0] == pytest.approx(9000, abs=900)
