import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geoinc.geo.geodesy import LocalFrame
from geoinc.locations.fields.frame_transform import warp

AXIS = np.linspace(-1, 1, 9)


@given(st.floats(-180, 179.9), st.floats(-85, 85), st.floats(-8, 8), st.floats(-4, 4), st.floats(1000, 3e6))
@settings(max_examples=80, deadline=None)
def test_a_warp_is_as_good_as_projecting(lon: float, lat: float, east: float, north: float, half: float) -> None:
    source, target = LocalFrame(lon, lat), LocalFrame(lon + east, lat + north)
    x, y = (half * axis.ravel() for axis in np.meshgrid(AXIS, AXIS))
    there = warp(source, target, (-half, -half, half, half))(x, y)
    exactly = target.to_metres(*source.to_degrees(x, y))
    assert np.hypot(there[0] - exactly[0], there[1] - exactly[1]).max() < 2e-4 * half


def test_a_frame_in_itself_is_as_it_is() -> None:
    x = np.array([1.0, 2.0])
    assert warp(LocalFrame(1, 2), LocalFrame(1, 2), (0, 0, 5, 5))(x, x)[0] is x


def test_the_far_side_of_the_earth_is_projected() -> None:
    source, target = LocalFrame(0, 0), LocalFrame(175, 3)
    x, y = np.array([10_000.0]), np.array([-10_000.0])
    there = warp(source, target, (-20_000, -20_000, 20_000, 20_000))(x, y)
    assert np.concatenate(there) == pytest.approx(np.concatenate(target.to_metres(*source.to_degrees(x, y))))
