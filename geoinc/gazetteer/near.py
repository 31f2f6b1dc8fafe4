"""Nearest places and containing units, without a dependency: a one-degree grid over the columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from geoinc.gazetteer.columns import KIND_NUMBER, NONE, Columns
from geoinc.geodesy import haversine_m
from geoinc.model import PlaceKind

if TYPE_CHECKING:
    from collections.abc import Collection

    from numpy.typing import NDArray

    from geoinc.gazetteer.gazetteer import Gazetteer

_CELLS_EAST: Final = 360
_CELLS_NORTH: Final = 180
_DEGREE_M: Final = 111_000.0
_SETTLED: Final = (PlaceKind.SETTLEMENT, PlaceKind.QUARTER)


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
        reach = 1
        while True:
            found = self._window(lon, lat, reach)
            if wanted is not None:
                found = found[np.isin(self._columns.kind[found], wanted)]
            distance = haversine_m(np.array(lon), np.array(lat), self._columns.lon[found], self._columns.lat[found])
            order = np.argsort(distance, kind="stable")[:k]
            whole = 2 * reach > _CELLS_NORTH
            sure = reach * _DEGREE_M * max(0.02, np.cos(np.radians(min(89.0, abs(lat) + reach))))
            if whole or (len(order) == k and distance[order[-1]] <= sure):
                return [Nearby(int(found[i]), float(distance[i])) for i in order]
            reach *= 2

    def _window(self, lon: float, lat: float, reach: int) -> NDArray[np.uint32]:
        row, column = int(np.clip(lat + 90, 0, _CELLS_NORTH - 1)), int((lon + 180) % _CELLS_EAST)
        rows = range(max(0, row - reach), min(_CELLS_NORTH, row + reach + 1))
        across = min(2 * reach + 1, _CELLS_EAST)
        parts = []
        for r in rows:
            first, base = (column - reach) % _CELLS_EAST, r * _CELLS_EAST
            last = first + across
            parts.append(self._order[self._start[base + first] : self._start[base + min(last, _CELLS_EAST)]])
            if last > _CELLS_EAST:
                parts.append(self._order[self._start[base] : self._start[base + last - _CELLS_EAST]])
        return np.concatenate(parts)


def containing(gazetteer: Gazetteer, lon: float, lat: float) -> tuple[int | None, int | None, int | None]:
    """Return the units of the nearest populated place (indices of country, admin1, admin2)."""
    near = gazetteer.nearest(lon, lat, kinds=_SETTLED)
    if not near:
        return None, None, None
    columns, index = gazetteer.columns, near[0].index
    units = columns.country_place[columns.country[index]], columns.admin1[index], columns.admin2[index]
    country, admin1, admin2 = (None if unit == NONE else int(unit) for unit in units)
    return country, admin1, admin2
