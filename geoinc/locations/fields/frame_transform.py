"""From the metres of one local frame to those of another, fast: a cubic through a few exactly projected points."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from geoinc.geo.geodesy import LocalFrame

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Warp = Callable[[Floats, Floats], tuple[Floats, Floats]]

KNOTS = 7
"""The cubic is fitted to so many points either way; it has ten coefficients an axis."""

WIDEST_M = 1_000_000.0
"""Half a window's side up to which the cubic holds: within 1/50,000 of the window's size (measured); wider windows are
projected point by point."""

FAR_M = 4_000_000.0
"""Frames further apart than this are projected point by point, too: near the antipode nothing is smooth."""


def warp(source: LocalFrame, target: LocalFrame, bounds: tuple[float, float, float, float]) -> Warp:
    """Return the way from metres of one frame, within bounds (west, south, east, north), to metres of another."""
    if source == target:
        return lambda x, y: (x, y)
    west, south, east, north = bounds
    half = max(east - west, north - south, 1.0) / 2
    middle_x, middle_y = (west + east) / 2, (south + north) / 2
    axis, inverse = _lattice()
    knots_x, knots_y = _exactly(source, target, half * axis[0] + middle_x, half * axis[1] + middle_y)
    if half > WIDEST_M or max(np.abs(knots_x).max(), np.abs(knots_y).max()) > FAR_M:
        return lambda x, y: _exactly(source, target, x, y)
    coefficients = inverse @ np.column_stack((knots_x, knots_y))

    def warped(x: Floats, y: Floats) -> tuple[Floats, Floats]:
        there = _powers((x - middle_x) / half, (y - middle_y) / half).T @ coefficients
        return there[:, 0], there[:, 1]

    return warped


def _exactly(source: LocalFrame, target: LocalFrame, x: Floats, y: Floats) -> tuple[Floats, Floats]:
    return target.to_metres(*source.to_degrees(x, y))


@lru_cache(maxsize=1)
def _lattice() -> tuple[Floats, Floats]:
    """Return the points between -1 and 1 that the cubic is fitted to, shape (2, n), and what makes values coefficients."""
    nodes = np.cos(np.pi * (np.arange(KNOTS) + 0.5) / KNOTS)
    points = np.stack([axis.ravel() for axis in np.meshgrid(nodes, nodes)])
    return points, np.asarray(np.linalg.pinv(_powers(*points).T), dtype=float)


def _powers(x: Floats, y: Floats) -> Floats:
    """Return the ten products of powers of two variables up to the third, shape (10, n)."""
    xx, yy, one = x * x, y * y, np.ones_like(x)
    return np.stack((one, x, y, xx, x * y, yy, xx * x, xx * y, x * yy, yy * y))
