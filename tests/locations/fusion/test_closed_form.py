import math

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geoinc.geo import geodesy
from geoinc.geo.geodesy import LocalFrame
from geoinc.locations.fields.density import Disc, Polar
from geoinc.locations.fusion import closed_form
from geoinc.locations.kernels import SoftBox

FRAME = LocalFrame(40.0, 35.0)


def sector(far: float = 20_000, wide: float = 11.25, frame: LocalFrame = FRAME) -> Polar:
    return Polar(frame, SoftBox(far, 500, 200), SoftBox(0, wide, 3), 60.0)


def samples(made: Polar, count: int = 4000) -> tuple[np.ndarray, np.ndarray]:
    """Draw points by the quantiles of a low-discrepancy sequence."""
    index = np.arange(count) + 0.5
    first, second = index / count, (index * 0.754877666) % 1
    far = made.distance.quantiles(first)
    assert made.direction is not None
    angle = np.radians(made.bearing_deg + made.direction.quantiles(np.clip(second, 1e-6, 1 - 1e-6)))
    return far * np.sin(angle), far * np.cos(angle)


@pytest.mark.parametrize(("content", "name"), [(0.5, "area50"), (0.9, "area90")])
def test_a_sectors_area_holds_what_it_says(content: float, name: str) -> None:
    made = sector()
    area = getattr(closed_form.region(made), name)
    lon, lat = FRAME.to_degrees(*samples(made))
    assert shapely.contains_xy(area, lon, lat).mean() == pytest.approx(content, abs=0.02)


def test_a_sectors_radius_holds_nine_tenths() -> None:
    made = sector()
    region = closed_form.region(made)
    lon, lat = FRAME.to_degrees(*samples(made))
    away = geodesy.haversine_m(np.array(region.best.x), np.array(region.best.y), lon, lat)
    assert (away <= region.radius_m).mean() == pytest.approx(0.9, abs=0.03)


@given(st.floats(-180, 179.9), st.floats(-89, 89), st.floats(100, 2e6), st.floats(0.5, 60))
@settings(max_examples=60, deadline=None)
def test_areas_are_valid_nested_and_as_large_as_they_say(lon: float, lat: float, far: float, wide: float) -> None:
    region = closed_form.region(sector(far, wide, LocalFrame(lon, lat)))
    assert region.area50.is_valid
    assert region.area90.is_valid
    assert region.area90.buffer(1e-9).covers(region.area50)
    assert region.area50.buffer(1e-9).covers(region.best)
    assert geodesy.area_m2(region.area90) == pytest.approx(region.area90_m2, rel=0.05)


def test_a_distance_alone_is_a_ring() -> None:
    region = closed_form.region(Polar(FRAME, SoftBox(20_000, 500, 200)))
    assert len(region.area90.interiors) == 1
    assert not region.area90.covers(shapely.Point(40, 35))
    assert region.area90.covers(shapely.Point(geodesy.destination(40, 35, bearing_deg=200, distance_m=20_000)))


def test_a_disc_without_edges_is_uniform() -> None:
    region = closed_form.region(Disc(FRAME, 5000, 1))
    assert region.radius_m == pytest.approx(5000 * math.sqrt(0.9), rel=0.01)
    assert region.best.equals_exact(shapely.Point(40, 35), 1e-9)


def test_a_mixture_shares_its_probability_out() -> None:
    here, there = Disc(FRAME, 5000, 1), Disc(LocalFrame(50, 35), 5000, 1)
    region = closed_form.mixture([(0.7, here), (0.3, there)])
    assert region.area90.geom_type == "MultiPolygon"
    assert region.best.equals_exact(shapely.Point(40, 35), 1e-9)
    assert region.radius_m == pytest.approx(closed_form.radius_m(here), rel=0.01)  # of the one shown
    assert region.area90.buffer(1e-9).covers(region.area50)


def test_the_likeliest_alone_is_the_middle_half() -> None:
    region = closed_form.mixture([(0.6, Disc(FRAME, 5000, 1)), (0.4, Disc(LocalFrame(50, 35), 5000, 1))])
    assert region.area50.geom_type == "Polygon"
    assert region.area90.geom_type == "MultiPolygon"


def test_a_candidate_of_little_weight_is_left_out() -> None:
    region = closed_form.mixture([(0.96, Disc(FRAME, 5000, 1)), (0.04, Disc(LocalFrame(50, 35), 5000, 1))])
    assert region.area90.geom_type == "Polygon"


def test_parts_of_a_mixture_are_each_what_they_are_alone() -> None:
    frames = [FRAME, LocalFrame(20.0, 10.0), LocalFrame(0.0, 88.9)]
    for kept in (frames[:2], frames):
        parts = [(1 / len(kept), sector(frame=frame)) for frame in kept]
        region = closed_form.mixture(parts)
        for frame in kept:
            alone = closed_form.region(sector(frame=frame)).best
            assert region.area90.buffer(0.01).covers(alone)
