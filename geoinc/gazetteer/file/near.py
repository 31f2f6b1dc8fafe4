"""Nearest places and containing units, without a dependency: grids over the columns, for one point and for many."""

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

    Floats = NDArray[np.float64]

_CELLS_EAST: Final = 360
_CELLS_NORTH: Final = 180
_A_DEGREE: Final = 4
"""Cells of a degree where many points are asked for."""

_FINE_EAST: Final = _CELLS_EAST * _A_DEGREE
_FINE_NORTH: Final = _CELLS_NORTH * _A_DEGREE
_APART_M: Final = 1e8
"""More than any distance on Earth: sorts points' candidates apart."""

_CHUNK: Final = 4096
"""So many points are looked at together: their candidates fit into the processor's cache."""

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


class Many:
    """A grid of quarter-degree cells over the places of some kinds, asked for many points at once."""

    def __init__(self, columns: Columns, kinds: Collection[PlaceKind]) -> None:
        wanted = np.isin(columns.kind, [KIND_NUMBER[PlaceKind(kind)] for kind in kinds])
        self._places = np.flatnonzero(wanted).astype(np.uint32)
        self._lon, self._lat = np.asarray(columns.lon)[wanted], np.asarray(columns.lat)[wanted]
        row, column = _cells(self._lon, self._lat)
        cell = row * _FINE_EAST + column
        order = np.argsort(cell, kind="stable")
        self._places, self._lon, self._lat = self._places[order], self._lon[order], self._lat[order]
        self._start = np.searchsorted(cell[order], np.arange(_FINE_EAST * _FINE_NORTH + 1))

    def nearest(self, lon: Floats, lat: Floats, *, k: int, within_m: float) -> tuple[NDArray[np.uint32], Floats]:
        """Return the k nearest places of each of n points and their distances, shape (n, k), NONE and infinity for missing ones.

        Places farther than ``within_m`` need not be found.
        """
        found = np.full((len(lon), k), NONE, np.uint32)
        away = np.full((len(lon), k), np.inf)
        pending, reach = np.arange(len(lon)), 1
        while len(pending):
            sure = np.empty(len(pending))
            for at in range(0, len(pending), _CHUNK):
                part = pending[at : at + _CHUNK]
                found[part], away[part], sure[at : at + _CHUNK] = self._around(lon[part], lat[part], reach, k)
            done = (away[pending, -1] <= sure) | (sure >= within_m) | (reach >= _FINE_NORTH)
            pending, reach = pending[~done], reach * 2
        return found, away

    def _around(self, lon: Floats, lat: Floats, reach: int, k: int) -> tuple[NDArray[np.uint32], Floats, Floats]:
        """Return the k nearest in the cells up to ``reach`` away, and within which distance none is missed."""
        row, column = _cells(lon, lat)
        farthest = np.minimum(89.0, np.abs(lat) + reach / _A_DEGREE)
        width = np.minimum(_FINE_EAST // 2, np.ceil(reach / np.cos(np.radians(farthest)))).astype(np.int64)
        rows = row[:, None] + np.arange(-reach, reach + 1)
        outside = (rows < 0) | (rows >= _FINE_NORTH)
        base = np.clip(rows, 0, _FINE_NORTH - 1) * _FINE_EAST
        across = np.minimum(2 * width + 1, _FINE_EAST)
        first = (column - width) % _FINE_EAST
        last = first + across
        head = self._start[base + first[:, None]], self._start[base + np.minimum(last, _FINE_EAST)[:, None]]
        tail = self._start[base], self._start[base + np.maximum(last - _FINE_EAST, 0)[:, None]]
        starts = np.stack([head[0], tail[0]], axis=-1).reshape(len(lon), -1)
        counts = np.stack([head[1] - head[0], tail[1] - tail[0]], axis=-1)
        counts[outside] = 0
        counts = counts.reshape(len(lon), -1)
        owner = np.repeat(np.arange(len(lon)), counts.sum(axis=1))
        flat = counts.ravel()
        places = np.arange(len(owner)) + np.repeat(starts.ravel() - np.cumsum(flat) + flat, flat)
        distance = haversine_m(lon[owner], lat[owner], self._lon[places], self._lat[places])
        sure = _sure_of_many_m(lat, reach, width)
        near = distance <= (sure[owner] if reach < _FINE_NORTH else np.inf)
        owner, places, distance = owner[near], places[near], distance[near]
        order = np.argsort(owner * _APART_M + distance, kind="stable")
        owner, places, distance = owner[order], places[order], distance[order]
        count = np.bincount(owner, minlength=len(lon))
        rank = np.arange(len(owner)) - np.repeat(np.cumsum(count) - count, count)
        kept = rank < k
        found = np.full((len(lon), k), NONE, np.uint32)
        away = np.full((len(lon), k), np.inf)
        found[owner[kept], rank[kept]] = self._places[places[kept]]
        away[owner[kept], rank[kept]] = distance[kept]
        return found, away, sure


def _cells(lon: Floats, lat: Floats) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    row = np.clip((lat + 90) * _A_DEGREE, 0, _FINE_NORTH - 1).astype(np.int64)
    return row, ((lon + 180) * _A_DEGREE % _FINE_EAST).astype(np.int64)


def _sure_of_many_m(lat: Floats, reach: int, width: NDArray[np.int64]) -> Floats:
    """Return what :func:`_sure_m` does, of the finer cells."""
    north = np.radians(reach / _A_DEGREE)
    turn = np.radians(np.minimum(width / _A_DEGREE, 90))
    east = np.arcsin(np.cos(np.radians(lat)) * np.sin(turn))
    around = 2 * width + 1 >= _FINE_EAST
    return np.asarray(EARTH_RADIUS_M * np.where(around, north, np.minimum(north, east)))


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


def countries_of_many(
    store: Store, columns: Columns, near: NDArray[np.uint32], lon: Floats, lat: Floats
) -> NDArray[np.uint32]:
    """Return the country (index, NONE for none) of each of n points, by the areas of those of its nearest places (n × k).

    The first of them whose area contains the point, else the first; see :func:`containing`.
    """
    import shapely

    countries = np.where(near == NONE, NONE, columns.country_place[columns.country[np.where(near == NONE, 0, near)]])
    chosen = countries[:, 0].copy()
    mixed = ((countries != countries[:, :1]) & (countries != NONE)).any(axis=1)
    covered = np.zeros(countries.shape, dtype=bool)
    for country in np.unique(countries[mixed]).tolist():
        area = None if country == NONE else store.extent_at(country)
        if area is None:
            continue
        rows = np.flatnonzero(mixed & (countries == country).any(axis=1))
        shapely.prepare(area)
        inside = rows[shapely.intersects_xy(area, lon[rows], lat[rows])]
        covered[inside] |= countries[inside] == country
    hit = covered.any(axis=1)
    chosen[hit] = countries[hit, covered[hit].argmax(axis=1)]
    return chosen
