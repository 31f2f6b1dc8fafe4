import math

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geoinc.geo import geodesy
from geoinc.geo.geodesy import LocalFrame

LONS = st.floats(-180, 179.999)
LATS = st.floats(-89.9, 89.9)


def circle(radius_m: float, points: int = 90) -> shapely.Polygon:
    angle = np.linspace(0, 2 * np.pi, points, endpoint=False)
    return shapely.Polygon(np.column_stack((radius_m * np.sin(angle), radius_m * np.cos(angle))))


def test_known_geodesic() -> None:
    # One degree of latitude from the equator: 110,574.3886 m (WGS 84 meridian arc).
    assert geodesy.distance_m(0, 0, 0, 1) == pytest.approx(110_574.3886, abs=1e-3)
    assert geodesy.bearing_deg(0, 0, -1, 0) == pytest.approx(270)


@given(LONS, LATS, st.floats(0, 359.9), st.floats(1, 500_000))
def test_destination_and_distance_agree(lon: float, lat: float, bearing: float, distance: float) -> None:
    end = geodesy.destination(lon, lat, bearing_deg=bearing, distance_m=distance)
    assert geodesy.distance_m(lon, lat, *end) == pytest.approx(distance, abs=1e-5)


@given(LONS, LATS, st.floats(0, 359.9), st.floats(1_000, 500_000))
def test_local_frame_keeps_distance_within_its_promise(lon: float, lat: float, bearing: float, distance: float) -> None:
    end_lon, end_lat = geodesy.destination(lon, lat, bearing_deg=bearing, distance_m=distance)
    x, y = LocalFrame(lon, lat).to_metres(np.array([end_lon]), np.array([end_lat]))
    assert math.hypot(x[0], y[0]) == pytest.approx(distance, rel=6e-4)
    off = math.degrees(math.atan2(x[0], y[0])) - bearing
    assert abs((off + 180) % 360 - 180) < 0.05


@given(LONS, LATS, st.floats(-2e6, 2e6), st.floats(-2e6, 2e6))
def test_local_frame_inverts(lon: float, lat: float, x: float, y: float) -> None:
    frame = LocalFrame(lon, lat)
    back = frame.to_metres(*frame.to_degrees(np.array([x]), np.array([y])))
    assert np.hypot(back[0][0] - x, back[1][0] - y) < 1


@given(LONS, st.floats(-90, 90), st.floats(2_000, 900_000))
def test_circles_keep_their_area_anywhere_on_earth(lon: float, lat: float, radius: float) -> None:
    area = LocalFrame(lon, lat).unproject(circle(radius))
    assert area.is_valid
    west, south, east, north = area.bounds
    assert west >= -180
    assert east <= 180
    assert south >= -90
    assert north <= 90
    assert geodesy.area_m2(area) == pytest.approx(math.pi * radius**2, rel=0.02)


@pytest.mark.parametrize("lat", [90, -90, 88, -88.5])
def test_an_area_around_a_pole_holds_the_pole(lat: float) -> None:
    area = LocalFrame(25.0, lat).unproject(circle(500_000))
    assert all(area.covers(shapely.Point(lon, math.copysign(89.999, lat))) for lon in (-170, -60, 0, 100, 179))


def test_a_ring_around_a_pole_leaves_the_pole_open() -> None:
    ring = shapely.difference(circle(500_000), circle(300_000))
    area = LocalFrame(0.0, 90.0).unproject(ring)
    assert area.is_valid
    assert not area.covers(shapely.Point(10, 89.9))
    assert area.covers(shapely.Point(10, 86.5))


def test_an_area_across_the_antimeridian_has_parts_on_both_sides() -> None:
    area = LocalFrame(179.9, -17.0).unproject(circle(50_000))
    assert area.geom_type == "MultiPolygon"
    assert area.covers(shapely.Point(179.95, -17.0))
    assert area.covers(shapely.Point(-179.95, -17.0))
    assert not area.covers(shapely.Point(0, -17))


def test_a_line_across_the_antimeridian_is_split() -> None:
    line = geodesy.split_antimeridian(shapely.LineString([(179, 0), (181, 0)]))
    assert line.geom_type == "MultiLineString"
    assert line.length == pytest.approx(2)


def test_an_empty_geometry_stays_empty() -> None:
    assert geodesy.split_antimeridian(shapely.Polygon()).is_empty
    assert geodesy.area_m2(shapely.Polygon()) == 0


def test_holes_do_not_count_whichever_way_they_run() -> None:
    shell, hole = shapely.box(0, 0, 2, 2).exterior, shapely.box(0.5, 0.5, 1.5, 1.5).exterior
    areas = [geodesy.area_m2(shapely.Polygon(shell, [ring])) for ring in (hole, hole.reverse())]
    assert areas[0] == pytest.approx(areas[1])
    assert areas[0] == pytest.approx(0.75 * geodesy.area_m2(shapely.Polygon(shell)), rel=1e-3)


def test_longitudes_wrap() -> None:
    assert geodesy.wrap_lon(180) == -180
    assert geodesy.wrap_lon(-181) == 179
    assert list(geodesy.wrap_lon(np.array([360.0, 540.0]))) == [0, -180]


def test_a_part_that_collapses_is_left_out() -> None:
    sliver = shapely.Polygon([(2, 2), (3, 3), (2, 2), (2, 2)])
    whole = geodesy.split_antimeridian(shapely.MultiPolygon([shapely.box(0, 0, 1, 1), sliver]))
    assert whole.is_valid
    assert whole.equals(shapely.box(0, 0, 1, 1))


@given(st.floats(-170, 170), st.floats(-80, 80), st.floats(0.001, 5))
def test_areas_of_many_are_those_of_each(lon: float, lat: float, radius_deg: float) -> None:
    disc = shapely.Point(lon, lat).buffer(radius_deg, 8)
    ring = disc.difference(shapely.Point(lon, lat).buffer(radius_deg / 2, 8))
    two = shapely.MultiPolygon([disc, shapely.box(lon, lat - 6, lon + 0.1, lat - 5.9)])
    shapes = [disc, shapely.Point(lon, lat), ring, shapely.Polygon(), two]
    each = [geodesy.area_m2(shape) for shape in shapes]
    assert geodesy.areas_m2(shapes) == pytest.approx(each, rel=1e-4)


def test_areas_of_nothing_are_nothing() -> None:
    assert geodesy.areas_m2([]).tolist() == []


def test_points_of_several_frames_are_projected_as_those_of_each() -> None:
    frames = [LocalFrame(40.0, 35.0), LocalFrame(-179.9, -60.0)]
    x, y = np.array([0.0, 5e3, -2e4, 7e3, 1e5]), np.array([1e3, 0.0, 4e4, -9e3, 3e3])
    lon, lat = geodesy.to_degrees(frames, x, y, [2, 3])
    alone = [frames[0].to_degrees(x[:2], y[:2]), frames[1].to_degrees(x[2:], y[2:])]
    assert lon == pytest.approx(np.concatenate([one[0] for one in alone]))
    assert lat == pytest.approx(np.concatenate([one[1] for one in alone]))
