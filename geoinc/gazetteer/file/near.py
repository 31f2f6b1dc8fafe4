"""Nearest places and containing units, without a dependency: grids over the columns, for one point and for many."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from geoinc import kernels
from geoinc.gazetteer.file.columns import KIND_NUMBER, NONE, Columns
from geoinc.geo.geodesy import EARTH_RADIUS_M, FULL_TURN_DEG, HALF_TURN_DEG, directions, haversine_m
from geoinc.model import PlaceKind

if TYPE_CHECKING:
    from collections.abc import Collection

    from numpy.typing import NDArray

    from geoinc.gazetteer.file.store import Store

    Floats = NDArray[np.float64]

KERNEL = kernels.load("neighbours", 2)
"""The search in C (``geoinc/kernels/neighbours.c``), where that is compiled."""

_A_DEGREE: Final = 4.0
"""Rows of latitude a degree."""

_MOST_LAT_DEG: Final = 89.0
"""Closer to a pole, slices go around the world."""

_QUARTER_DEG: Final = 90.0
_KEY: Final = 1000.0
"""The keys of a row's places are so far from the next one's: more than longitudes differ."""

_SLACK: Final = 1e-9
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


class Neighbours:
    """The places of some kinds, asked for those nearest to points.

    They stand in rows of latitude, by longitude in each: those about a point are a slice a row.
    """

    def __init__(self, columns: Columns, kinds: Collection[PlaceKind] | None) -> None:
        numbers = None if kinds is None else [KIND_NUMBER[PlaceKind(kind)] for kind in kinds]
        wanted = np.ones(len(columns), dtype=bool) if numbers is None else np.isin(columns.kind, numbers)
        chosen = np.flatnonzero(wanted).astype(np.uint32)
        keys = _row(columns.lat[chosen]) * _KEY + columns.lon[chosen]
        order = np.argsort(keys, kind="stable")
        self._places, self._keys, self._columns = chosen[order], keys[order], columns

    @cached_property
    def _tables(self) -> tuple[NDArray[Any], ...]:
        """The places, their keys and unit vectors, and the longitudes and latitudes of all places."""
        columns, places = self._columns, self._places
        lon, lat = (np.ascontiguousarray(values, dtype=np.float64) for values in (columns.lon, columns.lat))
        return places, self._keys, directions(lon[places], lat[places]), lon, lat

    @cached_property
    def _people(self) -> NDArray[np.uint32]:
        return np.ascontiguousarray(self._columns.population, dtype=np.uint32)

    def nearest(self, lon: Floats, lat: Floats, *, k: int, within_m: float) -> tuple[NDArray[np.uint32], Floats]:
        """Return the k nearest places of each of n points and their distances, shape (n, k), NONE and infinity for missing ones.

        Places farther than ``within_m`` are missing.
        """
        found, away = np.full((len(lon), k), NONE, np.uint32), np.full((len(lon), k), np.inf)
        if KERNEL is None:
            self._find(lon, lat, found, within_m)
            known = found[found != NONE]
            x, y = (np.repeat(values, (found != NONE).sum(axis=1)) for values in (lon, lat))
            away[found != NONE] = haversine_m(x, y, self._columns.lon[known], self._columns.lat[known])
        else:
            order = np.argsort(_row(lat) * _KEY + lon)  # points that share places follow one another
            x, y = (np.ascontiguousarray(values[order], dtype=np.float64) for values in (lon, lat))
            places, metres = found.copy(), away.copy()
            KERNEL.many(self._tables, x, y, places, metres, _A_DEGREE, k, _square_chord(within_m))
            found[order], away[order] = places, metres
        far = away > within_m
        found[far], away[far] = NONE, np.inf
        return found, away

    def nearest_one(
        self, lon: float, lat: float, *, k: int, within_m: float = math.inf
    ) -> tuple[list[int], list[float]]:
        """Return the k places nearest to one point, and their distances; fewer where there are no more within ``within_m``."""
        if KERNEL is None:
            found, away = self.nearest(np.array([lon]), np.array([lat]), k=k, within_m=within_m)
            return found[found != NONE].tolist(), away[found != NONE].tolist()
        places, metres = KERNEL.one(self._tables, _A_DEGREE, lon, lat, k, _square_chord(within_m))
        while metres and metres[-1] > within_m:
            del places[-1], metres[-1]
        return places, metres

    def count_within(
        self, lon: float, lat: float, within_m: float, *, one: float, other: float
    ) -> tuple[int, int, int]:
        """Count the places within a distance of a point, and those of them with at least so many people: one number, another."""
        chord = _square_chord(within_m)
        if KERNEL is not None:
            counts: tuple[int, int, int] = KERNEL.count(
                self._tables, self._people, _A_DEGREE, lon, lat, chord, one, other
            )
            return counts
        reach = math.ceil(math.degrees(within_m / EARTH_RADIUS_M) * _A_DEGREE) + 1
        first, last, _ = self._about(np.array([lon]), np.array([lat]), reach)
        at = np.concatenate([np.arange(low, high) for low, high in zip(first[0], last[0], strict=True)])
        apart = self._tables[2][at] - directions(lon, lat)
        people = self._people[self._places[at[np.einsum("ij,ij->i", apart, apart) <= chord]]]
        return people.size, int(np.count_nonzero(people >= one)), int(np.count_nonzero(people >= other))

    def _find(self, lon: Floats, lat: Floats, found: NDArray[np.uint32], within_m: float) -> None:
        """Fill in the places nearest to points, as the kernel does: look a row around, then further where that is not enough."""
        pending, reach = np.arange(len(lon)), 1
        while len(pending):
            later = []
            for at in range(0, len(pending), _CHUNK):
                part = pending[at : at + _CHUNK]
                found[part], done = self._around(lon[part], lat[part], reach, found.shape[1], within_m)
                later.append(part[~done])
            pending = np.concatenate(later)
            reach *= 2

    def _around(
        self, lon: Floats, lat: Floats, reach: int, k: int, within_m: float
    ) -> tuple[NDArray[np.uint32], NDArray[np.bool_]]:
        """Return the k nearest in the rows up to ``reach`` away, and of which points none that is nearer lies further off."""
        first, last, sure = self._about(lon, lat, reach)
        counts = last - first
        owner = np.repeat(np.arange(len(lon)), counts.sum(axis=1))
        flat = counts.ravel()
        at = np.arange(len(owner)) + np.repeat(first.ravel() - np.cumsum(flat) + flat, flat)
        apart = self._tables[2][at] - directions(lon, lat)[owner]
        away = EARTH_RADIUS_M * np.sqrt(np.einsum("ij,ij->i", apart, apart))  # by the chord, which is enough to sort by
        whole = reach >= 2 * _QUARTER_DEG * _A_DEGREE
        near = away <= (np.inf if whole else sure[owner])
        owner, at, away = owner[near], at[near], away[near]
        order = np.lexsort((at, away, owner))
        owner, at = owner[order], at[order]
        count = np.bincount(owner, minlength=len(lon))
        rank = np.arange(len(owner)) - np.repeat(np.cumsum(count) - count, count)
        owner, at, rank = (each[rank < k] for each in (owner, at, rank))
        found = np.full((len(lon), k), NONE, np.uint32)
        found[owner, rank] = self._places[at]
        return found, (count >= k) | (sure >= within_m) | whole

    def _about(self, lon: Floats, lat: Floats, reach: int) -> tuple[NDArray[np.int64], NDArray[np.int64], Floats]:
        """Return where the slices of n points begin and end, both (n, slices), and within which distance none is missed (n).

        North and south that is the arc of ``reach`` rows; east and west the arc to the meridian as far off as the
        slices reach, asin(cos φ · sin Δλ), or to the pole where that is nearer.
        """
        reach_deg = reach / _A_DEGREE
        width = reach_deg / np.cos(np.radians(np.minimum(_MOST_LAT_DEG, np.abs(lat) + reach_deg)))
        width = np.where(np.abs(lat) + reach_deg > _MOST_LAT_DEG, HALF_TURN_DEG, np.minimum(width, HALF_TURN_DEG))
        base = (_row(lat) + np.arange(-reach, reach + 1)[:, None]) * _KEY
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


def _row(lat: Floats) -> Floats:
    return np.floor((lat + _QUARTER_DEG) * _A_DEGREE)


def _square_chord(arc_m: float) -> float:
    """Return the squared chord of an arc on the unit sphere, and a little more than rounding takes."""
    half_turn = math.pi * EARTH_RADIUS_M
    return math.inf if arc_m >= half_turn else (2 * math.sin(arc_m / EARTH_RADIUS_M / 2)) ** 2 * (1 + _SLACK)


Units = tuple[int | None, int | None, int | None]


def containing(store: Store, columns: Columns, settled: Neighbours, lon: float, lat: float) -> Units:
    """Return the country, first- and second-level unit of a point (indices), by their areas and populated places.

    The units of the nearest places are asked whether their area contains the point; without areas the nearest
    place decides. Out at sea, all are None.
    """
    found, away = settled.nearest_one(lon, lat, k=WITNESSES)
    witnesses = np.array(found, np.uint32)
    if not found:
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
