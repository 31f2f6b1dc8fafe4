"""Linework cut to boxes, as arrays of shapely geometries; boxes may reach past ±180°."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from geoinc.render.neighbourhoods import CELL_DEG, cell_numbers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray
    from shapely import Geometry

    from geoinc.geo.linework import Lines
    from geoinc.render.neighbourhoods import Cell

    Box = tuple[float, float, float, float]
    Geometries = NDArray[np.object_]
    Mask = NDArray[np.bool_]

LINE, AREA = 1, 2
"""Dimensions of geometries."""

_RING = 4
"""Points of the smallest closed ring."""


def windows(box: Box) -> list[tuple[float, Box]]:
    """Return the turns by which features move into the box, and the box before them."""
    west, south, east, north = box
    turned = [(turn, (west - turn, south, east - turn, north)) for turn in (-360.0, 0.0, 360.0)]
    return [(turn, w) for turn, w in turned if w[0] <= 180 and w[2] >= -180]


def points_within(layer: Lines, box: Box) -> int:
    """Return how many points of a layer lie in a box."""
    lon, lat = layer.lonlat.T
    return sum(
        int(((lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)).sum())
        for _, (west, south, east, north) in windows(box)
    )


def points_by_cell(layer: Lines, cells: Sequence[Cell]) -> NDArray[np.int64]:
    """Return how many points of a layer lie in each cell."""
    wanted = np.array([cell_numbers(np.array([cell], float) * CELL_DEG)[0] for cell in cells])
    order = np.argsort(wanted, kind="stable")
    numbers = cell_numbers(layer.lonlat)
    at = np.minimum(np.searchsorted(wanted[order], numbers), len(wanted) - 1)
    found = at[wanted[order][at] == numbers]
    counts = np.empty(len(wanted), np.int64)
    counts[order] = np.bincount(found, minlength=len(wanted))
    return counts


def whole(layer: Lines, chosen: Mask) -> Geometries:
    """Return features as lines."""
    return _linestrings(layer, np.flatnonzero(chosen))


def lines_within(layer: Lines, boxes: Sequence[Box]) -> Geometries:
    """Return lines cut to boxes; those that meet end to end are one."""
    import shapely

    cut = [
        shapely.clip_by_rect(_linestrings(layer, numbers, turn), *box) for numbers, turn, box in _meeting(layer, boxes)
    ]
    return _merged(shapely.multilinestrings(parts(cut, LINE)))


def areas_within(layer: Lines, chosen: Mask, boxes: Sequence[Box]) -> Geometries:
    """Return the areas that rings enclose, cut to boxes."""
    import shapely

    found = []
    for numbers, turn, box in _meeting(layer, boxes, chosen & (np.diff(layer.starts) >= _RING)):
        points, owner = _points(layer, numbers, turn)
        rings = shapely.polygons(shapely.linearrings(points, indices=owner))
        found.append(shapely.make_valid(shapely.clip_by_rect(rings, *box)))  # whole continents are slow to make valid
    return parts(found, AREA)


def boxes(edges: Sequence[Box]) -> Geometry:
    """Return boxes as one geometry."""
    import shapely

    return shapely.union_all([shapely.box(*box) for box in edges])


def outside(drawn: Geometries, area: Geometry) -> Geometries:
    """Return the parts of lines outside an area."""
    import shapely

    return _merged(shapely.difference(shapely.multilinestrings(drawn), area))


def inside(drawn: Geometries, area: Geometry) -> Geometries:
    """Return the parts of lines inside an area."""
    import shapely

    return _merged(shapely.intersection(shapely.multilinestrings(drawn), area))


def longer(drawn: Geometries, degrees: float) -> Geometries:
    """Return the lines that are at least this long."""
    import shapely

    kept: Geometries = drawn[shapely.length(drawn) >= degrees]
    return kept


def parts(cut: Sequence[Geometries], dimension: int) -> Geometries:
    """Return the simple geometries of one dimension that many hold."""
    import shapely

    if not cut:
        return np.array([], dtype=object)
    single: Geometries = shapely.get_parts(shapely.get_parts(np.concatenate(cut)))
    found: Geometries = single[shapely.get_dimensions(single) == dimension]
    return found


def _meeting(
    layer: Lines, edges: Sequence[Box], chosen: Mask | None = None
) -> Iterator[tuple[NDArray[Any], float, Box]]:
    """Yield for each box the numbers of the features whose own boxes meet it, and the turn that brings them there."""
    for box in edges:
        for turn, (west, south, east, north) in windows(box):
            at = layer.boxes
            meets = (at[:, 0] <= east) & (at[:, 2] >= west) & (at[:, 1] <= north) & (at[:, 3] >= south)
            numbers = np.flatnonzero(meets if chosen is None else meets & chosen)
            if len(numbers):
                yield numbers, turn, box


def _points(layer: Lines, numbers: NDArray[Any], turn: float) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Return the points of features, turned, and the position among them of the feature that each belongs to."""
    counts = np.diff(layer.starts)[numbers]
    ends = np.cumsum(counts)
    owner = np.repeat(np.arange(len(numbers)), counts)
    points = layer.lonlat[np.arange(ends[-1]) + np.repeat(layer.starts[numbers] - ends + counts, counts)].astype(float)
    points[:, 0] += turn
    return points, owner


def _linestrings(layer: Lines, numbers: NDArray[Any], turn: float = 0.0) -> Geometries:
    import shapely

    points, owner = _points(layer, numbers, turn)
    made: Geometries = shapely.linestrings(points, indices=owner)
    return made


def _merged(geometry: Geometry) -> Geometries:
    import shapely

    return parts([np.atleast_1d(shapely.line_merge(geometry))], LINE)
