import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geoinc.geo.geodesy import LocalFrame
from geoinc.locations.fields import density
from geoinc.locations.fields.density import Disc, Polar
from geoinc.locations.kernels import SoftBox

FRAME = LocalFrame(10.0, 50.0)


@given(st.floats(-720, 720), st.floats(0, 360))
def test_off_bearings_lie_within_half_a_turn(heading: float, bearing: float) -> None:
    angle = math.radians(heading)
    off = density.off_bearing_deg(np.array([math.sin(angle)]), np.array([math.cos(angle)]), bearing)[0]
    assert -180 <= off <= 180
    assert abs((heading - bearing - off + 180) % 360 - 180) < 1e-6


def test_a_sector_is_a_density_on_the_ground() -> None:
    made = Polar(FRAME, SoftBox(20_000, 500, 300), SoftBox(0, 11.25, 2), 30.0)
    axis = np.arange(-26_000, 26_000, 100.0)
    x, y = np.meshgrid(axis, axis)
    whole = np.exp(made.log(x.ravel(), y.ravel(), 0.0)).sum() * 100.0**2
    assert whole == pytest.approx(math.radians(1), rel=0.02)  # one, per degree of direction


def test_blur_widens() -> None:
    made = Polar(FRAME, SoftBox(20_000, 100, 50))
    x, y = np.array([21_000.0]), np.array([0.0])
    assert made.log(x, y, 500.0)[0] > made.log(x, y, 0.0)[0] + 3


def test_a_disc_with_a_fall_is_flat_and_then_falls() -> None:
    made = Disc(FRAME, 1000, 10, 500)
    assert made.log_radial(np.array([900.0]))[0] == 0
    assert made.log_radial(np.array([2000.0]))[0] == pytest.approx(-2)


def test_fields_are_asked_in_degrees() -> None:
    made = Disc(FRAME, 1000, 10).field()
    inside, outside = made.at(np.array([10.0, 10.1]), np.array([50.0, 50.0]))
    assert inside > outside + 100


def test_a_log_normal_has_its_median_where_it_says() -> None:
    x = np.linspace(1, 100_000, 200_001)
    mass = np.cumsum(np.exp(density.log_normal(x, median=5000.0, sigma=0.7, floor=1.0)))
    assert np.interp(0.5, mass / mass[-1], x) == pytest.approx(5000, rel=0.01)
