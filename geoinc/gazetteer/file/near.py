"""Nearest places and containing units, without a dependency: a one-degree grid over the columns."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from geoinc.gazetteer.file.columns import KIND_NUMBER, NONE, Columns
from geoinc.geo.geodesy import EARTH_RADIUS_M, haversine_m
from geoinc.model import PlaceKind

if TYPE_CHECKING:
    from collections.abc import Collection

    from numpy.typing import NDArray
    from shapely import Point

    from geoinc.gazetteer.file.store import Store

_CELLS_EAST: Final = 360
_CELLS_NORTH: Final = 180
_SETTLED: Final = (PlaceKind.SETTLEMENT, PlaceKind.QUARTER)

WITNESSES: Final = 8
"""So many of the nearest populated places are asked in which units a point may lie."""

REACH_M: Final = 100_000.0
"""Where no area contains a point, it lies in the units of the nearest place, unless that is farther than this."""


@dataclass(frozen=True, slots=True)
class Nearby:
    """A place near a point: its index, and how far its own point is."""

    index: int
    distance_m: float


class Neighbours:
    """A grid of one-degree cells over all places."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        column = np.clip(columns.lon + 180, 0, _CELLS_EAST - 1).astype(np.int32)
        row = np.clip(columns.lat + 90, 0, _CELLS_NORTH - 1).astype(np.int32)
        cell = row * _CELLS_EAST + column
        self._order = np.argsort(cell, kind="stable").astype(np.uint32)
        self._start = np.searchsorted(cell[self._order], np.arange(_CELLS_EAST * _CELLS_NORTH + 1))

    def nearest(
        self, lon: float, lat: float, *, k: int = 1, kinds: Collection[PlaceKind] | None = None
    ) -> list[Nearby]:
        """Return the k nearest places, in rings of cells until no nearer one can follow."""
        wanted = None if kinds is None else np.array([KIND_NUMBER[PlaceKind(kind)] for kind in kinds])
        here = np.array(lon), np.array(lat)
        reach = 1
        while True:
            width = _width(lat, reach)
            found = self._window(lon, lat, reach, width)
            if wanted is not None:
                found = found[np.isin(self._columns.kind[found], wanted)]
            distance = haversine_m(*here, self._columns.lon[found], self._columns.lat[found])
            order = np.argsort(distance, kind="stable")[:k]
            whole = reach >= _CELLS_NORTH
            if whole or (len(order) == k and distance[order[-1]] <= _sure_m(lat, reach, width)):
                return [Nearby(int(found[i]), float(distance[i])) for i in order]
            reach *= 2

    def _window(self, lon: float, lat: float, reach: int, width: int) -> NDArray[np.uint32]:
        row, column = int(np.clip(lat + 90, 0, _CELLS_NORTH - 1)), int((lon + 180) % _CELLS_EAST)
        rows = range(max(0, row - reach), min(_CELLS_NORTH, row + reach + 1))
        across = min(2 * width + 1, _CELLS_EAST)
        parts = []
        for r in rows:
            first, base = (column - width) % _CELLS_EAST, r * _CELLS_EAST
            last = first + across
            parts.append(self._order[self._start[base + first] : self._start[base + min(last, _CELLS_EAST)]])
            if last > _CELLS_EAST:
                parts.append(self._order[self._start[base] : self._start[base + last - _CELLS_EAST]])
        return np.concatenate(parts)


def _width(lat: float, reach: int) -> int:
    """Return how many cells to look east and west, so that the window is about as wide as high."""
    farthest = math.radians(min(89.0, abs(lat) + reach))
    return min(_CELLS_EAST // 2, math.ceil(reach / math.cos(farthest)))


def _sure_m(lat: float, reach: int, width: int) -> float:
    """Return the distance within which no place lies outside the window.

    North and south it is the arc of ``reach`` degrees; east and west the arc to the meridian ``width`` degrees away,
    asin(cos φ · sin Δλ), or to the pole where that is nearer.
    """
    north = math.radians(reach)
    if 2 * width + 1 >= _CELLS_EAST:
        return EARTH_RADIUS_M * north
    east = math.asin(math.cos(math.radians(lat)) * math.sin(math.radians(min(width, 90))))
    return EARTH_RADIUS_M * min(north, east)


Units = tuple[int | None, int | None, int | None]


def containing(store: Store, columns: Columns, neighbours: Neighbours, lon: float, lat: float) -> Units:
    """Return the country, first- and second-level unit of a point (indices), by their areas and populated places.

    The units of the nearest places are asked whether their area contains the point; without areas the nearest
    place decides. Out at sea, all are None.
    """
    from shapely import Point

    near = neighbours.nearest(lon, lat, k=WITNESSES, kinds=_SETTLED)
    if not near:
        return None, None, None
    point = Point(lon, lat)
    witnesses = np.array([one.index for one in near], np.uint32)
    countries = columns.country_place[columns.country[witnesses]]
    country, covers = _choose(store, countries, point)
    if country is None or (near[0].distance_m > REACH_M and not covers):
        return None, None, None
    witnesses = witnesses[countries == country]
    admin1, _ = _choose(store, columns.admin1[witnesses], point)
    if admin1 is None:
        return country, None, None
    admin2, _ = _choose(store, columns.admin2[witnesses[columns.admin1[witnesses] == admin1]], point)
    return country, admin1, admin2


def _choose(store: Store, units: NDArray[np.uint32], point: Point) -> tuple[int | None, bool]:
    """Return the first unit whose area covers a point, else the first; and whether its area does."""
    distinct = [unit for unit in dict.fromkeys(units.tolist()) if unit != NONE]
    for unit in distinct:
        area = store.extent_at(unit)
        if area is not None and area.intersects(point):
            return unit, True
    return (distinct[0] if distinct else None), False
