"""Geometries as short strings for the page: quantised, delta-coded, five bits a character.

The code is the one known as encoded polylines, longitude first: each coordinate is divided by a quantum
and rounded, differences to the previous point are zigzag-coded and cut into five-bit groups, low
ones first, 32 added to all but the last, 63 to every one. ``web/src/core/shapes.js`` reads it.
"""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray
    from shapely import Geometry

FINE_DEG = 1e-5
"""About one metre: areas, extents and the working."""

POINTS_PER_SIDE = 250
"""Areas are simplified to 1/250 of their size: two pixels on a screen that the area fills."""

POINTS_PER_LINE = 6_000
"""Lines (rivers, roads, fronts) are looked at a piece at a time, and keep more."""

_LOW_BITS, _GROUP, _MORE, _BASE = 0x1F, 5, 0x20, 63


def encode(lonlat: NDArray[np.floating[Any]], quantum_deg: float = FINE_DEG) -> str:
    """Return points of shape (n, 2) as a string, leaving out those that quantise to their predecessor."""
    return "".join(encode_all(lonlat, np.array([0, len(lonlat)]), quantum_deg))


def encode_all(
    lonlat: NDArray[np.floating[Any]], starts: NDArray[np.integer[Any]], quantum_deg: float = FINE_DEG
) -> list[str]:
    """Return many lines as strings at once: line k is ``lonlat[starts[k] : starts[k + 1]]``, none is empty."""
    if not len(lonlat):
        return []
    steps = np.rint(np.asarray(lonlat, dtype=float) / quantum_deg).astype(np.int64)
    first = np.asarray(starts)[:-1]
    deltas = np.diff(steps, axis=0, prepend=0)
    deltas[first] = steps[first]
    moved = (deltas != 0).any(axis=1)
    moved[first] = True
    zigzag = ((deltas[moved] << 1) ^ (deltas[moved] >> 63)).ravel()
    groups = _groups(zigzag)
    kept = np.add.reduceat(moved, first, dtype=np.int64)
    letters = np.add.reduceat((groups > 0).sum(axis=1), np.concatenate(([0], 2 * np.cumsum(kept)[:-1])))
    text = groups[groups > 0].tobytes().decode("ascii")
    ends = np.cumsum(letters).tolist()
    return [text[start:end] for start, end in pairwise([0, *ends])]


def _groups(values: NDArray[np.int64]) -> NDArray[np.uint8]:
    """Return the letters of each value as a row, zeros after the last one."""
    count = max(1, -(-int(values.max(initial=0)).bit_length() // _GROUP))
    shifts = _GROUP * np.arange(count)
    rest = values[:, None] >> shifts
    more = (rest >> _GROUP) > 0
    letters = ((rest & _LOW_BITS) | np.where(more, _MORE, 0)) + _BASE
    there = (rest > 0) | (shifts == 0)
    return np.where(there, letters, 0).astype(np.uint8)


def decode(text: str, quantum_deg: float = FINE_DEG) -> NDArray[np.float64]:
    """Return the points of an encoded string, shape (n, 2): the reverse of :func:`encode`."""
    values, value, shift = [], 0, 0
    for letter in text:
        group = ord(letter) - _BASE
        value |= (group & _LOW_BITS) << shift
        shift += _GROUP
        if not group & _MORE:
            values.append((value >> 1) ^ -(value & 1))
            value, shift = 0, 0
    return np.cumsum(np.array(values, dtype=float).reshape(-1, 2), axis=0) * quantum_deg


def shape(geometry: Geometry | None, *, tolerance_deg: float | None = None) -> dict[str, Any] | None:
    """Return a WGS 84 geometry for the page: ``polygon`` (rings by part), ``line`` or ``point`` (parts).

    Without a tolerance it is simplified in proportion to its size. ``q`` is its quantum where that is not the finest:
    what spans a continent needs no metres.
    """
    if geometry is None or geometry.is_empty:
        return None
    import shapely

    tolerance_deg = _tolerance(geometry) if tolerance_deg is None else tolerance_deg
    quantum_deg = _quantum(tolerance_deg)
    quantum = {} if quantum_deg == FINE_DEG else {"q": quantum_deg}
    parts = shapely.get_parts(shapely.get_parts(_slim(geometry, tolerance_deg)))
    highest = max(shapely.get_dimensions(parts), default=0)
    chosen = [part for part in parts if shapely.get_dimensions(part) == highest]
    if highest == 2:
        return {"k": "polygon", **quantum, "c": rings_of(np.array(chosen, dtype=object), quantum_deg)}
    kind = "line" if highest == 1 else "point"
    return {"k": kind, **quantum, "c": [encode(shapely.get_coordinates(part), quantum_deg) for part in chosen]}


def _tolerance(geometry: Geometry) -> float:
    return size_deg(geometry) / (POINTS_PER_LINE if "Line" in geometry.geom_type else POINTS_PER_SIDE)


def size_deg(geometry: Geometry) -> float:
    """Return the longer side of a geometry's box."""
    west, south, east, north = geometry.bounds
    return float(max(east - west, north - south))


def _quantum(tolerance_deg: float) -> float:
    """Return the power of ten at most a quarter of the tolerance, and at least a metre."""
    if tolerance_deg <= 4 * FINE_DEG:
        return FINE_DEG
    return max(FINE_DEG, float(f"1e{math.floor(math.log10(tolerance_deg / 4))}"))


def _slim(geometry: Geometry, tolerance_deg: float) -> Geometry:
    slim = geometry.simplify(tolerance_deg, preserve_topology=True)
    return geometry if slim.is_empty else slim


def rings_of(polygons: NDArray[np.object_], quantum_deg: float) -> list[list[str]]:
    """Return the rings of each polygon as strings."""
    import shapely

    rings, owner = shapely.get_rings(polygons, return_index=True)
    starts = np.concatenate(([0], np.cumsum(shapely.get_num_coordinates(rings))))
    texts = encode_all(shapely.get_coordinates(rings), starts, quantum_deg)
    first = np.searchsorted(owner, np.arange(len(polygons) + 1)).tolist()
    return [texts[start:end] for start, end in pairwise(first)]


def bounds(geometries: Iterable[Geometry | None]) -> tuple[float, float, float, float] | None:
    """Return west, south, east, north of what is there; east may exceed 180 where that makes the box narrower."""
    boxes = [g.bounds for g in geometries if g is not None and not g.is_empty]
    if not boxes:
        return None
    array = np.array(boxes, dtype=float)
    west, east = _narrowest(array[:, 0], array[:, 2])
    return west, float(array[:, 1].min()), east, float(array[:, 3].max())


def _narrowest(west: NDArray[np.float64], east: NDArray[np.float64]) -> tuple[float, float]:
    plain = float(west.min()), float(east.max())
    turned_west, turned_east = np.where(west < 0, west + 360, west), np.where(west < 0, east + 360, east)
    turned = float(turned_west.min()), float(turned_east.max())
    return turned if turned[1] - turned[0] < plain[1] - plain[0] - 1 else plain
