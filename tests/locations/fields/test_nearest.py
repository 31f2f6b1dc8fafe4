from types import ModuleType

import numpy as np
import pytest
import shapely
from compiled_kernels import compiled
from hypothesis import given, settings
from hypothesis import strategies as st

from geoinc.locations.fields import nearest

RANDOM = np.random.default_rng(5)
LINE = shapely.LineString(np.cumsum(RANDOM.normal(0, 3000, (400, 2)), axis=0))
AREA = shapely.Point(0, 0).buffer(20_000).difference(shapely.Point(3000, 0).buffer(5000))
SHAPES = {
    "line": LINE,
    "lines": shapely.MultiLineString([[(0, 0), (9000, 0)], [(0, 5000), (9000, 9000)]]),
    "area": AREA,
    "areas": shapely.union_all([AREA, shapely.box(30_000, 0, 40_000, 9000)]),
}


@pytest.fixture(scope="module")
def kernel(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    return compiled("nearest", tmp_path_factory.mktemp("kernels"))


@pytest.fixture(params=["numpy", "C"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Find nearest points one way and the other, whichever is installed."""
    found = request.getfixturevalue("kernel") if request.param == "C" else None
    monkeypatch.setattr(nearest, "_compiled", lambda: found)
    return str(request.param)


@pytest.mark.usefixtures("way")
@pytest.mark.parametrize("name", SHAPES)
def test_distances_are_those_to_the_line(name: str) -> None:
    shape = SHAPES[name]
    x, y = RANDOM.uniform(-60_000, 60_000, (2, 3000))
    near_x, near_y = nearest.nearest(shape, x, y)
    line = shape.boundary if shapely.get_dimensions(shape) == 2 else shape
    assert np.hypot(near_x - x, near_y - y) == pytest.approx(shapely.distance(line, shapely.points(x, y)), abs=1e-6)


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6))
@settings(max_examples=50, deadline=None)
def test_one_point_is_as_good_as_many(x: float, y: float) -> None:
    near_x, near_y = nearest.nearest(LINE, np.array([x]), np.array([y]))
    assert np.hypot(near_x[0] - x, near_y[0] - y) == pytest.approx(LINE.distance(shapely.Point(x, y)), abs=1e-6)


def test_the_shape_of_the_points_is_kept() -> None:
    x, y = np.meshgrid(np.arange(4.0), np.arange(3.0))
    near_x, near_y = nearest.nearest(SHAPES["lines"], x, y)
    assert near_x.shape == near_y.shape == (3, 4)
    assert nearest.nearest(LINE, np.zeros(0), np.zeros(0))[0].size == 0


@pytest.mark.parametrize("name", SHAPES)
@pytest.mark.parametrize("step", [1.0, 800.0, 1e5])
def test_both_ways_give_the_same_bits(name: str, step: float, kernel: ModuleType) -> None:
    segments = nearest._segments(SHAPES[name])
    x, y = (axis.ravel() for axis in np.meshgrid(step * np.arange(-30, 31), step * np.arange(-21, 22)))
    at_corners = segments[:2, :5]
    x, y = (
        np.concatenate((x, at_corners[0], RANDOM.normal(0, step, 50))),
        np.concatenate((y, at_corners[1], RANDOM.normal(0, step, 50))),
    )
    assert np.array_equal(nearest._nearest_in_c(kernel, segments, x, y), nearest._nearest(segments, x, y))


def test_the_kernel_refuses_what_does_not_fit(kernel: ModuleType) -> None:
    x = np.zeros(3)
    for segments, y, found in [
        (np.zeros((4, 0)), x, np.zeros((2, 3))),
        (np.zeros((4, 2)), np.zeros(2), np.zeros((2, 3))),
        (np.zeros((4, 2)), x, np.zeros((2, 2))),
    ]:
        with pytest.raises(ValueError, match="do not fit"):
            kernel.nearest(segments, x, y, found)
