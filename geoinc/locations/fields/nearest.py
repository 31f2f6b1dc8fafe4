"""The nearest points of lines: segments far from where they are asked for are left out, the rest is arithmetic.

For some thousands of points near a few dozen segments this is several times faster than building as many geometries, and
in C (``geoinc/kernels/nearest.c``), where that was compiled, again five times as fast. Both do the same steps and so give
the same bits.
"""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING

import numpy as np

from geoinc import kernels
from geoinc.geo.by_shape import by_shape

if TYPE_CHECKING:
    from types import ModuleType

    from numpy.typing import NDArray
    from shapely import Geometry

    Floats = NDArray[np.float64]

AREAL = 2
DIRECT = 12_000
"""So many pairs of point and segment are computed without a thought; of more, only those that may be nearest."""

IN_A_BLOCK = 32
"""Points are taken together about so many at a time, by place."""

WORK = 40_000
"""So many pairs are computed at once: they stay in the processor's cache."""

NO_LENGTH = 1e-12
INTERFACE = 1
"""The kernel's own number for what its function takes."""


def nearest(line: Geometry, x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """Return the points of a line, or of an area's rings, that are nearest to points, in arrays of their shape."""
    if not x.size:
        return np.empty(x.shape), np.empty(x.shape)
    compiled = _compiled()
    find = _nearest if compiled is None else partial(_nearest_in_c, compiled)
    at_x, at_y = find(_segments(line), x.ravel(), y.ravel())
    return at_x.reshape(x.shape), at_y.reshape(x.shape)


@cache
def _compiled() -> ModuleType | None:
    return kernels.load("nearest", INTERFACE)


def _nearest_in_c(compiled: ModuleType, segments: Floats, x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """Return what :func:`_nearest` does."""
    found = np.empty((2, x.size))
    whole = (np.ascontiguousarray(values, dtype=np.float64) for values in (segments, x, y))
    compiled.nearest(*whole, found)
    return found[0], found[1]


@by_shape(maxsize=512)
def _segments(line: Geometry) -> Floats:
    """Return starts and steps of all segments, shape (4, n)."""
    import shapely

    area = shapely.get_dimensions(line) == AREAL
    parts = shapely.get_rings(shapely.get_parts(line)) if area else shapely.get_parts(line)
    corners, part = shapely.get_coordinates(parts, return_index=True)
    joined = part[1:] == part[:-1]
    starts, steps = corners[:-1][joined], np.diff(corners, axis=0)[joined]
    return np.ascontiguousarray(np.concatenate((starts, steps), axis=1).T)


def _nearest(segments: Floats, x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """Return the nearest points of segments, of which each block of points asks those only that may be nearest."""
    whole = np.zeros(1, dtype=np.intp)
    segments = segments[:, _in_question(segments, x, y, whole)[0]]
    if segments.shape[1] * x.size <= DIRECT:
        return _closest(segments, x[:, None], y[:, None])
    block = _blocks(x, y)
    order = np.argsort(block, kind="stable")
    counts = np.bincount(block)
    counts = counts[counts > 0]
    starts = np.cumsum(counts) - counts
    x, y = x[order], y[order]
    asked = _in_question(segments, x, y, starts)
    many = asked.sum(axis=1)
    first = np.argsort(~asked, axis=1, kind="stable")
    size = np.ceil(np.log2(many))
    found_x, found_y = np.empty(x.size), np.empty(x.size)
    for alike in (np.flatnonzero(size == each) for each in np.unique(size)):
        most = int(many[alike].max())
        together = max(1, WORK // (most * int(counts[alike].max())))
        for group in np.split(alike, range(together, alike.size, together)):
            # Blocks of fewer points or segments are filled up with their own and with further ones.
            within = np.minimum(np.arange(counts[group].max()), counts[group][:, None] - 1)
            at = starts[group][:, None] + within
            near = segments[:, first[group, :most]][:, :, None, :]
            found_x[order[at]], found_y[order[at]] = _closest(near, x[at][..., None], y[at][..., None])
    return found_x, found_y


def _blocks(x: Floats, y: Floats) -> NDArray[np.intp]:
    """Return a number for each point, the same for points about one place."""
    side = max(1, round(float(np.sqrt(x.size / IN_A_BLOCK))))

    def cells(values: Floats) -> NDArray[np.intp]:
        low, step = values.min(), np.ptp(values) / side
        share = (values - low) / step if step > 0 else np.zeros(values.shape)
        return np.minimum(share.astype(np.intp), side - 1)

    return np.asarray(cells(y) * side + cells(x))


def _in_question(segments: Floats, x: Floats, y: Floats, starts: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Return which segments may be the nearest to any point of each block, shape (blocks, segments).

    All points of a block lie within h of the middle of their bounds; so their nearest segments lie within d + 2h of it,
    where d is the distance of the nearest segment from the middle.
    """
    low_x, high_x, low_y, high_y = (side.reduceat(axis, starts) for axis in (x, y) for side in (np.minimum, np.maximum))
    middle_x, middle_y = ((low_x + high_x) / 2)[:, None], ((low_y + high_y) / 2)[:, None]
    at_x, at_y = _on_segments(segments, middle_x, middle_y)
    away = np.hypot(at_x - middle_x, at_y - middle_y)
    limit = (away.min(axis=1) + np.hypot(high_x - low_x, high_y - low_y)) * (1 + NO_LENGTH)
    return np.asarray(away <= limit[:, None])


def _closest(segments: Floats, x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """Return the nearest point of the segments on the last axis."""
    at_x, at_y = _on_segments(segments, x, y)
    away = np.square(at_x - x)
    away += np.square(at_y - y)
    best = np.argmin(away, axis=-1)[..., None]
    return np.take_along_axis(at_x, best, -1)[..., 0], np.take_along_axis(at_y, best, -1)[..., 0]


def _on_segments(segments: Floats, x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """Return the nearest point of each segment to each point, in arrays of their broadcast shape."""
    start_x, start_y, step_x, step_y = segments
    share = (x - start_x) * step_x
    share += (y - start_y) * step_y
    share /= np.maximum(step_x * step_x + step_y * step_y, NO_LENGTH)
    np.clip(share, 0.0, 1.0, out=share)
    at_x = share * step_x
    at_x += start_x
    share *= step_y
    share += start_y
    return at_x, share
