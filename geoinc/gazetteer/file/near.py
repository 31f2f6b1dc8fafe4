"""Nearest places and containing units, without a dependency: grids over the columns, for one point and for many."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from itertools import count
from typing import TYPE_CHECKING, Final

import numpy as np

from geoinc.gazetteer.file.columns import KIND_NUMBER, NONE, Columns
from geoinc.geo.geodesy import EARTH_RADIUS_M, FULL_TURN_DEG, HALF_TURN_DEG, directions, haversine_m
from geoinc.model import PlaceKind

if TYPE_CHECKING:
    from collections.abc import Collection

    from numpy.typing import NDArray

    from geoinc.gazetteer.file.store import Store

    Floats = NDArray[np.float64]

_COARSE, _FINE = 4, 16
"""Rows of latitude a degree: where a point's surroundings are full of places, the fine ones are asked first."""

_CROWDED: Final = 21
"""More places than this within half a degree of a coarse row are a crowd."""

_FINE_REACH: Final = (1, 2)
_MOST_LAT_DEG: Final = 89.0
"""Closer to a pole, slices go around the world."""

_FEW: Final = 256
"""So few places are all measured at once."""

_QUARTER_DEG: Final = 90.0
_KEY: Final = 1000.0
"""The keys of a row's places are so far from the next one's: more than longitudes differ."""

_APART_M: Final = 1e8
"""More than any distance on Earth: sorts points' candidates apart."""

_NUMBERS: Final = 2**32
"""More than places have numbers: a row times it, and a place, are one number."""

_CHUNK: Final = 4096
"""So many points are looked at together: their candidates fit into the processor's cache."""

SETTLED: Final = (PlaceKind.SETTLEMENT, PlaceKind.QUARTER)

WITNESSES: Final = 8
"""So many of the nearest populated places are asked in which units a point may lie."""

REACH_M: Final = 100_000.0
"""Where no area contains a point, it lies in the units of the nearest place, unless that is farther than this."""


@dataclass(frozen=True, slots=True)
class Nearby:
    """A place near a point: its index, and how far its own point is."""

    index: int
    distance_m: float


class _LatitudeRows:
    """Places in rows of latitude, by longitude in each: those about a point are a slice a row."""

    def __init__(self, columns: Columns, chosen: NDArray[np.uint32], a_degree: int) -> None:
        self._a_degree = a_degree
        keys = self._row(columns.lat[chosen]) * _KEY + columns.lon[chosen]
        order = np.argsort(keys, kind="stable")
        self.places, self._keys = chosen[order], keys[order]
        self._columns = columns

    @cached_property
    def directions(self) -> Floats:
        """The places' unit vectors."""
        return directions(self._columns.lon[self.places], self._columns.lat[self.places])

    def _row(self, lat: Floats) -> Floats:
        return np.floor((lat + _QUARTER_DEG) * self._a_degree)

    def sorted(self, lon: Floats, lat: Floats) -> NDArray[np.intp]:
        """Return the order of points in which those that share places follow one another."""
        return np.argsort(self._row(lat) * _KEY + lon)

    def crowded(self, lon: Floats, lat: Floats) -> NDArray[np.bool_]:
        """Return which points have a crowd of places beside them in their own row."""
        key = self._row(lat) * _KEY + lon
        beside = 1 / self._a_degree
        return np.asarray(self._keys.searchsorted(key + beside) - self._keys.searchsorted(key - beside) > _CROWDED)

    def about(self, lon: Floats, lat: Floats, reach: int) -> tuple[NDArray[np.int64], NDArray[np.int64], Floats]:
        """Return where the slices of n points begin and end, both (n, slices), and within which distance none is missed (n).

        North and south that is the arc of ``reach`` rows; east and west the arc to the meridian as far off as the
        slices reach, asin(cos φ · sin Δλ), or to the pole where that is nearer.
        """
        reach_deg = reach / self._a_degree
        width = reach_deg / np.cos(np.radians(np.minimum(_MOST_LAT_DEG, np.abs(lat) + reach_deg)))
        width = np.where(np.abs(lat) + reach_deg > _MOST_LAT_DEG, HALF_TURN_DEG, np.minimum(width, HALF_TURN_DEG))
        base = (self._row(lat) + np.arange(-reach, reach + 1)[:, None]) * _KEY
        west, east = lon - width, lon + width
        all_around = width >= HALF_TURN_DEG
        spans = [
            (
                np.where(all_around, -HALF_TURN_DEG, np.maximum(west, -HALF_TURN_DEG)),
                np.where(all_around, HALF_TURN_DEG, np.minimum(east, HALF_TURN_DEG)),
            )
        ]
        beyond = ((west < -HALF_TURN_DEG) | (east > HALF_TURN_DEG)) & ~all_around
        if beyond.any():  # what a slice loses at the antimeridian lies at its other side
            far_west = np.where(west < -HALF_TURN_DEG, west + FULL_TURN_DEG, -HALF_TURN_DEG)
            far_east = np.where(west < -HALF_TURN_DEG, HALF_TURN_DEG, east - FULL_TURN_DEG)
            spans.append((np.where(beyond, far_west, _KEY / 2), np.where(beyond, far_east, _KEY / 2)))
        first = np.concatenate([self._keys.searchsorted(base + start) for start, _ in spans]).T
        last = np.concatenate([self._keys.searchsorted(base + end, "right") for _, end in spans]).T
        turn = np.radians(np.minimum(width, _QUARTER_DEG))
        east_arc = np.arcsin(np.cos(np.radians(lat)) * np.sin(turn))
        arc = np.where(all_around, math.radians(reach_deg), np.minimum(math.radians(reach_deg), east_arc))
        return first, last, EARTH_RADIUS_M * arc

    def around(self, lon: Floats, lat: Floats, reach: int, k: int) -> tuple[NDArray[np.uint32], Floats, Floats]:
        """Return the k nearest in the rows up to ``reach`` away, and within which distance none is missed."""
        first, last, sure = self.about(lon, lat, reach)
        counts = last - first
        owner = np.repeat(np.arange(len(lon)), counts.sum(axis=1))
        flat = counts.ravel()
        at = np.arange(len(owner)) + np.repeat(first.ravel() - np.cumsum(flat) + flat, flat)
        apart = self.directions[at] - directions(lon, lat)[owner]
        away = EARTH_RADIUS_M * np.sqrt(np.einsum("ij,ij->i", apart, apart))  # by the chord, which is enough to sort by
        near = away <= (sure[owner] if reach < self.whole else np.inf)
        owner, at, away = owner[near], at[near], away[near]
        order = np.argsort(owner * _APART_M + away, kind="stable")
        owner, at = owner[order], at[order]
        count = np.bincount(owner, minlength=len(lon))
        rank = np.arange(len(owner)) - np.repeat(np.cumsum(count) - count, count)
        owner, at, rank = (each[rank < k] for each in (owner, at, rank))
        found, distance = np.full((len(lon), k), NONE, np.uint32), np.full((len(lon), k), np.inf)
        found[owner, rank] = self.places[at]
        distance[owner, rank] = self._away_m(lon[owner], lat[owner], at)
        return found, distance, sure

    def slices_of_one(self, lon: float, lat: float, reach: int) -> tuple[list[tuple[int, int]], float]:
        """Return the slices about one point, and within which distance none is missed: :meth:`about`."""
        if reach >= self.whole:
            return [(0, len(self.places))], math.inf
        reach_deg = reach / self._a_degree
        farthest = abs(lat) + reach_deg
        width = HALF_TURN_DEG if farthest > _MOST_LAT_DEG else reach_deg / math.cos(math.radians(farthest))
        arc = math.radians(reach_deg)
        if width >= HALF_TURN_DEG:
            spans = [(-HALF_TURN_DEG, HALF_TURN_DEG)]
        else:
            turn = math.sin(math.radians(min(width, _QUARTER_DEG)))
            arc = min(arc, math.asin(math.cos(math.radians(lat)) * turn))
            west, east = lon - width, lon + width
            spans = [(max(west, -HALF_TURN_DEG), min(east, HALF_TURN_DEG))]
            if west < -HALF_TURN_DEG:
                spans.append((west + FULL_TURN_DEG, HALF_TURN_DEG))
            elif east > HALF_TURN_DEG:
                spans.append((-HALF_TURN_DEG, east - FULL_TURN_DEG))
        row = math.floor((lat + _QUARTER_DEG) * self._a_degree)
        bases = [_KEY * one for one in range(row - reach, row + reach + 1)]
        first = self._keys.searchsorted([base + start for start, _ in spans for base in bases]).tolist()
        last = self._keys.searchsorted([base + end for _, end in spans for base in bases], "right").tolist()
        return list(zip(first, last, strict=True)), EARTH_RADIUS_M * arc

    def around_one(
        self, lon: float, lat: float, reach: int, k: int, within_m: float
    ) -> tuple[NDArray[np.uint32], Floats] | None:
        """Return the k places nearest to one point, and their distances; None where a nearer one may lie farther off than ``reach``."""
        slices, sure = self.slices_of_one(lon, lat, reach)
        if sure < within_m and sum(last - first for first, last in slices) < k:
            return None
        at = np.concatenate([np.arange(first, last) for first, last in slices])
        away = self._away_m(np.array(lon), np.array(lat), at)
        near = away.argsort(kind="stable")[:k]
        near = near[away[near] <= sure]
        return None if sure < within_m and len(near) < k else (self.places[at[near]], away[near])

    def _away_m(self, lon: Floats, lat: Floats, at: NDArray[np.int64]) -> Floats:
        places = self.places[at]
        return haversine_m(lon, lat, self._columns.lon[places], self._columns.lat[places])

    @property
    def whole(self) -> int:
        """So far reaches what is the whole Earth."""
        return int(2 * _QUARTER_DEG * self._a_degree)


class Neighbours:
    """The places of some kinds, asked for those nearest to points."""

    def __init__(self, columns: Columns, kinds: Collection[PlaceKind] | None) -> None:
        numbers = None if kinds is None else [KIND_NUMBER[PlaceKind(kind)] for kind in kinds]
        wanted = np.ones(len(columns), dtype=bool) if numbers is None else np.isin(columns.kind, numbers)
        places = np.flatnonzero(wanted).astype(np.uint32)
        self._few = len(places) <= _FEW
        self._columns, self._places = columns, places
        self._coarse = _LatitudeRows(columns, places, _COARSE)

    @cached_property
    def _fine(self) -> _LatitudeRows:
        return _LatitudeRows(self._columns, self._places, _FINE)

    def nearest(self, lon: Floats, lat: Floats, *, k: int, within_m: float) -> tuple[NDArray[np.uint32], Floats]:
        """Return the k nearest places of each of n points and their distances, shape (n, k), NONE and infinity for missing ones.

        Places farther than ``within_m`` need not be found.
        """
        found, away = np.full((len(lon), k), NONE, np.uint32), np.full((len(lon), k), np.inf)
        pending, reach = self._coarse.sorted(lon, lat), self._coarse.whole
        if not self._few or math.isfinite(within_m):
            reach = 1
            crowded = self._coarse.crowded(lon[pending], lat[pending])
            left = pending[crowded]
            for fine in _FINE_REACH:
                left = self._look(self._fine, fine, left, (lon, lat, within_m), (found, away))
            pending = np.concatenate([pending[~crowded], left])
        while len(pending):
            pending = self._look(self._coarse, reach, pending, (lon, lat, within_m), (found, away))
            reach *= 2
        return found, away

    @staticmethod
    def _look(
        rows: _LatitudeRows,
        reach: int,
        pending: NDArray[np.intp],
        asked: tuple[Floats, Floats, float],
        answers: tuple[NDArray[np.uint32], Floats],
    ) -> NDArray[np.intp]:
        """Look for the places nearest to some points so far away; return of which points there may be nearer ones."""
        (lon, lat, within_m), (found, away) = asked, answers
        sure = np.empty(len(pending))
        for at in range(0, len(pending), _CHUNK):
            part = pending[at : at + _CHUNK]
            found[part], away[part], sure[at : at + _CHUNK] = rows.around(lon[part], lat[part], reach, found.shape[1])
        done = (away[pending, -1] <= sure) | (sure >= within_m) | (reach >= rows.whole)
        return np.asarray(pending[~done])

    def nearest_one(
        self, lon: float, lat: float, *, k: int, within_m: float = math.inf
    ) -> tuple[NDArray[np.uint32], Floats]:
        """Return the k places nearest to one point, and their distances; fewer where there are no more so near."""
        reaches = (2**power for power in count()) if not self._few else iter([self._coarse.whole])
        looks = (self._coarse.around_one(lon, lat, reach, k, within_m) for reach in reaches)
        return next(found for found in looks if found is not None)


Units = tuple[int | None, int | None, int | None]


def containing(store: Store, columns: Columns, settled: Neighbours, lon: float, lat: float) -> Units:
    """Return the country, first- and second-level unit of a point (indices), by their areas and populated places.

    The units of the nearest places are asked whether their area contains the point; without areas the nearest
    place decides. Out at sea, all are None.
    """
    witnesses, away = settled.nearest_one(lon, lat, k=WITNESSES)
    if not len(witnesses):
        return None, None, None
    countries = columns.country_place[columns.country[witnesses]]
    country, covers = choose(store, countries, lon, lat)
    if country is None or (away[0] > REACH_M and not covers):
        return None, None, None
    witnesses = witnesses[countries == country]
    admin1, _ = choose(store, columns.admin1[witnesses], lon, lat)
    if admin1 is None:
        return country, None, None
    admin2, _ = choose(store, columns.admin2[witnesses[columns.admin1[witnesses] == admin1]], lon, lat)
    return country, admin1, admin2


def choose(store: Store, units: NDArray[np.uint32], lon: float, lat: float) -> tuple[int | None, bool]:
    """Return the first unit whose area covers a point, else the first; and whether its area does."""
    import shapely

    distinct = [unit for unit in dict.fromkeys(units.tolist()) if unit != NONE]
    for unit in distinct:
        area = store.extent_at(unit)
        if area is None:
            continue
        shapely.prepare(area)
        if shapely.intersects_xy(area, lon, lat):
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
    rows = np.flatnonzero(mixed)
    pairs, which = np.unique(rows[:, None] * _NUMBERS + countries[rows], return_inverse=True)
    row, country = np.divmod(pairs, _NUMBERS)
    covers = np.zeros(len(pairs), dtype=bool)
    order = np.argsort(country, kind="stable")
    for group in np.split(order, np.flatnonzero(np.diff(country[order])) + 1):
        area = store.extent_at(int(country[group[0]])) if len(group) and country[group[0]] != NONE else None
        if area is not None:
            shapely.prepare(area)
            covers[group] = shapely.intersects_xy(area, lon[row[group]], lat[row[group]])
    covered = covers[which.reshape(-1, near.shape[1])]
    hit = covered.any(axis=1)
    chosen[rows[hit]] = countries[rows[hit], covered[hit].argmax(axis=1)]
    return chosen
