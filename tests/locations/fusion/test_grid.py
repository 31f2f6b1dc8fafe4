import math

import numpy as np
import pytest

from geoinc.geo.geodesy import LocalFrame
from geoinc.locations.fields.density import Disc, Polar
from geoinc.locations.fusion import grid
from geoinc.locations.fusion.grid import Product
from geoinc.locations.kernels import SoftBox

HERE, THERE = LocalFrame(40.0, 35.0), LocalFrame(40.1, 35.0)


def test_mass_sums_to_one() -> None:
    patch = grid.solve([Product((Disc(HERE, 5000, 100).field(),))])
    assert patch is not None
    assert patch.masses.sum() == pytest.approx(1)


def test_the_integral_of_a_disc_is_its_area() -> None:
    patch = grid.solve([Product((Disc(HERE, 5000, 50).field(),))])
    assert patch is not None
    assert grid.log_mass(patch) == pytest.approx(math.log(math.pi * 5000**2), abs=0.05)


def test_a_narrow_ring_is_not_lost_on_a_coarse_grid() -> None:
    ring = Polar(HERE, SoftBox(200_000, 100, 50)).field()
    patch = grid.solve([Product((ring, Disc(LocalFrame(41, 36.3), 60_000, 1000).field()))])
    assert patch is not None
    x, y = np.meshgrid(patch.x, patch.y)
    radius = np.hypot(*HERE.to_metres(*patch.frame.to_degrees(x, y)))
    assert (patch.masses * radius).sum() == pytest.approx(200_000, rel=0.005)


def test_the_grid_closes_in_on_where_fields_meet() -> None:
    wide, narrow = Disc(HERE, 300_000, 1000).field(), Disc(THERE, 500, 50).field()
    patch = grid.solve([Product((wide, narrow))])
    assert patch is not None
    assert max(patch.cell_m) < 60


def test_fields_apart_do_not_overlap() -> None:
    far = Disc(LocalFrame(60.0, 35.0), 5000, 100).field()
    assert not grid.overlap([Disc(HERE, 5000, 100).field(), far])
    assert grid.solve([Product((Disc(HERE, 5000, 100).field(), far))]) is None


def test_weights_of_products_count() -> None:
    products = [Product((Disc(frame, 1000, 50).field(),), weight) for frame, weight in ((HERE, 0.8), (THERE, 0.2))]
    patch = grid.solve(products)
    assert patch is not None
    x, _ = np.meshgrid(patch.x, patch.y)
    middle = patch.frame.to_metres(np.array([40.05]), np.array([35.0]))[0][0]
    assert patch.masses[x < middle].sum() == pytest.approx(0.8, abs=0.03)


def test_of_cells_that_are_as_likely_all_are_kept_or_none() -> None:
    x = np.arange(-9.5, 10) * 100
    ring = grid.Patch(HERE, x, x, -((np.hypot(x, x[:, None]) / 300 - 2) ** 2))
    west, south, east, north = grid._kept(ring)
    assert (west, south) == (-east, -north) == (south, west)
    held = grid._holding(ring)
    assert np.array_equal(held, held[::-1])
    assert np.array_equal(held, held.T)
