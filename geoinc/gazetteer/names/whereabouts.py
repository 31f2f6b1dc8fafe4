"""What a caller knows of where a text speaks of: ``near=`` of documents, of maps and of phrases, read one way.

Each entry names a country, a unit, a region or a place, by name with its own context ("Iberia, Louisiana, US") or by
ISO 3166-1 code. What lies in any of them is inside.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

import numpy as np

from geoinc.errors import InputError
from geoinc.gazetteer.file.columns import KINDS, NO_COUNTRY
from geoinc.gazetteer.names.context import NO_CONTEXT, RUNS_THROUGH, Context, ContextUnit, contexts_of
from geoinc.gazetteer.names.countries import country_of_code
from geoinc.geo import geodesy

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from numpy.typing import NDArray
    from shapely import Geometry

    from geoinc.gazetteer.gazetteer import Gazetteer

REACH_M: Final = 150_000.0
"""What is no farther from a town is about it: a province or two."""

WORLD_KNOWN: Final = 0.75
"""Importance from which a place may be meant although another country is told: cities of millions, small capitals."""


@dataclass(frozen=True, slots=True)
class Area:
    """One entry of ``near``: units that all must hold, else outlines, else towns to be close to."""

    context: Context = NO_CONTEXT
    outlines: tuple[Geometry, ...] = ()

    def inside(self, gazetteer: Gazetteer, indices: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Return which places lie in the area."""
        columns = gazetteer.columns
        if self.context.strict:
            return np.array([self.context.allows(gazetteer, index) for index in indices.tolist()], dtype=bool)
        lon, lat = columns.lon[indices], columns.lat[indices]
        found = np.zeros(len(indices), dtype=bool)
        for outline in self.outlines:
            import shapely

            found |= shapely.contains_xy(outline, lon, lat)
        for x, y in self.context.near:
            found |= geodesy.haversine_m(np.full(len(indices), x), np.full(len(indices), y), lon, lat) <= REACH_M
        return found


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """All that ``near`` names."""

    areas: tuple[Area, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything is known."""
        return bool(self.areas)

    def inside(self, gazetteer: Gazetteer, indices: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Return which places lie in any of the areas."""
        found = np.zeros(len(indices), dtype=bool)
        for area in self.areas:
            found |= area.inside(gazetteer, indices)
        return found

    @property
    def countries(self) -> frozenset[int]:
        """The numbers of the countries that the areas lie in; empty where one of them may lie in any."""
        sets = [area.context.countries for area in self.areas]
        return frozenset().union(*sets) if all(sets) else frozenset()


NOWHERE_KNOWN: Final = Whereabouts()


def read(gazetteer: Gazetteer, near: Iterable[str], on: date | None = None) -> Whereabouts:
    """Return what entries of ``near`` name in a text of a day: a country with what was part of it then.

    Raises
    ------
    InputError
        For an entry that names no country, unit or place of the gazetteer.
    """
    areas = (_area(gazetteer, entry) for entry in near)
    return Whereabouts(tuple(replace(area, context=as_of(gazetteer, area.context, on)) for area in areas))


def as_of(gazetteer: Gazetteer, context: Context, on: date | None) -> Context:
    """Return a context as a text of a day means it: in 2009, southern Sudan is in Sudan."""
    columns = gazetteer.columns

    def widened(numbers: frozenset[int]) -> frozenset[int]:
        codes = parts(frozenset(columns.countries[number] for number in numbers), on)
        return numbers.union(columns.country_number(code) for code in codes) - {NO_COUNTRY}

    if on is None or all(widened(unit.countries) == unit.countries for unit in context.units):
        return context
    units = tuple(replace(unit, countries=widened(unit.countries)) for unit in context.units)
    return replace(context, units=units, countries=widened(context.countries))


def parts(codes: frozenset[str], on: date | None) -> tuple[str, ...]:
    """Return the codes of the states that were part of some countries on a day.

    >>> from datetime import date
    >>> parts(frozenset({"SD"}), date(2009, 5, 1)), parts(frozenset({"SD"}), None)
    (('SS',), ())
    """
    return tuple(part for part, of, since in _parted() if of in codes and on is not None and on < since)


@lru_cache(maxsize=1)
def _parted() -> tuple[tuple[str, str, date], ...]:
    rows = tomllib.loads((files("geoinc.gazetteer.names") / "parted.toml").read_text("utf-8"))["part"]
    return tuple((row["code"], row["of"], row["since"]) for row in rows)


def _area(gazetteer: Gazetteer, entry: str) -> Area:
    number = country_of_code(gazetteer.store, gazetteer.columns, entry)
    if number:
        return Area(Context((ContextUnit(countries=frozenset((number,))),), frozenset((number,))))
    context = contexts_of(gazetteer).read(tuple(part.strip() for part in entry.split(",") if part.strip()))
    if context.strict:
        return Area(context)
    outlines = _outlines(gazetteer, entry)
    if not outlines and not context.near:
        message = f"near {entry!r}: no country, unit or place of this name is known; write 'Idlib, Syria' or a code such as SY"
        raise InputError(message, near=entry)
    return Area(context, outlines)


def _outlines(gazetteer: Gazetteer, entry: str) -> tuple[Geometry, ...]:
    """Return the outlines of the regions, islands and waters of a name."""
    shapes = (
        gazetteer.store.extent_at(int(index))
        for index in gazetteer.indices(entry)
        if KINDS[int(gazetteer.columns.kind[index])] in RUNS_THROUGH
    )
    return tuple(shape for shape in shapes if shape is not None)
