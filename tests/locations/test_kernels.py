import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geoinc.errors import LexiconError
from geoinc.locations import kernels
from geoinc.locations.kernels import SoftBox
from geoinc.model import Bearing, Distance, Genre, Rounding

HALVES = st.floats(0, 50_000)
EDGES = st.floats(1, 20_000)


@given(HALVES, EDGES)
def test_a_soft_box_is_a_density(half: float, edge: float) -> None:
    box = SoftBox(100.0, half, edge)
    far = half + 40 * edge
    x = np.linspace(100 - far, 100 + far, 40_001)
    y = np.exp(box.log(x))
    assert ((y[1:] + y[:-1]) / 2 * np.diff(x)).sum() == pytest.approx(1, abs=2e-3)


@given(HALVES, EDGES, st.floats(0.02, 0.98))
def test_its_quantiles_invert_its_distribution(half: float, edge: float, share: float) -> None:
    box = SoftBox(0.0, half, edge)
    far = half + 40 * edge
    x = np.linspace(-far, far, 40_001)
    mass = np.cumsum(np.exp(box.log(x))) * (x[1] - x[0])
    assert np.interp(box.quantile(share), x, mass) == pytest.approx(share, abs=5e-3)
    assert box.quantiles(np.array([share]))[0] == pytest.approx(box.quantile(share))


@given(HALVES, EDGES)
def test_more_content_is_wider(half: float, edge: float) -> None:
    box = SoftBox(0.0, half, edge)
    assert 0 < box.half_width(0.5) < box.half_width(0.9)


def test_a_wide_box_is_uniform() -> None:
    assert SoftBox(0.0, 1000.0, 1e-3).half_width(0.9) == pytest.approx(900, rel=1e-3)


def test_a_box_without_width_is_logistic() -> None:
    assert SoftBox(0.0, 0.0, 100.0).half_width(0.9) == pytest.approx(100 * math.log(19), rel=1e-3)


def test_machines_cut_distances_down_and_people_round_them() -> None:
    said = Distance(8000, 8000, 8000, 500)
    assert kernels.distance_box(said, Genre.METRIC).centre == 8500
    assert kernels.distance_box(said, Genre.NEWS).centre == 8000


def test_a_machine_counts_in_whole_units_however_round_the_number() -> None:
    said = Distance(140_000, 140_000, 140_000, 5000)
    assert kernels.distance_box(said, Genre.METRIC).half == 500
    assert kernels.distance_box(said, Genre.NEWS).half == 5000


def test_some_machines_round() -> None:
    said = Distance(140_000, 140_000, 140_000, 5000, rounding=Rounding.NEAREST)
    box = kernels.distance_box(said, Genre.METRIC)
    assert (box.centre, box.half) == (140_000, 500)


def test_a_range_is_taken_as_said() -> None:
    box = kernels.distance_box(Distance(5000, 10_000, 7500, 500), Genre.NEWS)
    assert (box.centre, box.half) == (7500, 2500)


def test_about_is_wider() -> None:
    exact, about = (Distance(8000, 8000, 8000, 500, approximate=flag) for flag in (False, True))
    assert kernels.distance_box(about, Genre.NEWS).edge > kernels.distance_box(exact, Genre.NEWS).edge


def test_degrees_are_narrower_than_letters() -> None:
    widths = [kernels.bearing_box(Bearing(0, half), Genre.NEWS).half_width(0.9) for half in (45, 22.5, 1)]
    assert widths[2] < widths[0] < widths[1]


def test_a_damaged_table_names_the_file(tmp_path, monkeypatch) -> None:  # noqa: ANN001 - pytest's own
    damaged = tmp_path / "kernels.toml"
    damaged.write_text("[genre\n")
    monkeypatch.setattr(kernels, "TABLE", damaged)
    kernels.table.cache_clear()
    with pytest.raises(LexiconError, match=r"kernels\.toml.*line 1"):
        kernels.table()
    monkeypatch.undo()
    kernels.table.cache_clear()
