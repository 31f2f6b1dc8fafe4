"""Geometries as short strings, and back."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geoinc.render.shapes import bounds, decode, encode, encode_all, shape

LON = st.floats(-180, 180, allow_nan=False)
LAT = st.floats(-90, 90, allow_nan=False)


@given(st.lists(st.tuples(LON, LAT), min_size=1, max_size=40))
def test_decoding_gives_back_what_was_encoded_to_the_quantum(points: list[tuple[float, float]]) -> None:
    back = decode(encode(np.array(points)))
    assert len(back) <= len(points)
    for lon, lat in points:
        assert np.abs(back - (lon, lat)).max(axis=1).min() <= 1.01e-5


def test_the_code_is_that_of_encoded_polylines() -> None:
    # The example of the format's public description, longitude first here: (-120.2, 38.5).
    assert encode(np.array([(-120.2, 38.5)])) == "~ps|U_p~iF"


def test_a_polygon_keeps_its_hole() -> None:
    ring = shapely.box(0, 0, 4, 4).difference(shapely.box(1, 1, 2, 2))
    made = shape(ring)
    assert made is not None
    assert made["k"] == "polygon"
    assert [len(rings) for rings in made["c"]] == [2]


def test_of_mixed_geometries_the_largest_dimension_is_drawn() -> None:
    mixed = shapely.GeometryCollection([shapely.Point(0, 0), shapely.box(1, 1, 2, 2)])
    made = shape(mixed)
    assert made is not None
    assert made["k"] == "polygon"


@pytest.mark.parametrize("nothing", [None, shapely.Polygon()])
def test_nothing_is_none(nothing: shapely.Geometry | None) -> None:
    assert shape(nothing) is None


def test_bounds_run_over_the_antimeridian_where_that_is_narrower() -> None:
    west, _, east, _ = bounds([shapely.Point(179, -17), shapely.Point(-179, -18)]) or (0, 0, 0, 0)
    assert (west, east) == (179, 181)


def test_bounds_of_nothing_are_none() -> None:
    assert bounds([None, shapely.Point()]) is None


def test_many_lines_at_once_are_each_as_alone() -> None:
    lines = [np.array([[1.0, 2.0], [1.5, 2.5]]), np.array([[-179.99999, -89.9]]), np.array([[3.0, 3.0], [3.0, 3.0]])]
    starts = np.cumsum([0, *map(len, lines)])
    assert encode_all(np.concatenate(lines), starts) == [encode(line) for line in lines]


def test_what_spans_a_continent_needs_no_metres() -> None:
    coarse, fine = shape(shapely.Point(0, 0).buffer(20)), shape(shapely.Point(0, 0).buffer(0.01))
    assert coarse is not None
    assert fine is not None
    assert "q" not in fine
    ring = decode(coarse["c"][0][0], coarse["q"])
    assert abs(np.hypot(*ring.T).max() - 20) < 0.1
