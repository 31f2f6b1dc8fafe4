"""What a caller knows of where a text speaks of: ``near=`` of documents, of maps and of phrases, read one way.

Each entry names a country, a unit, a region or a place, by name with its own context ("Iberia, Louisiana, US") or by
ISO 3166-1 code. What lies in any of them is inside.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from geoinc.errors import InputError
from geoinc.gazetteer.file.columns import KINDS, NONE
from geoinc.gazetteer.names.context import NO_CONTEXT, RUNS_THROUGH, Context, Unit, contexts_of
from geoinc.gazetteer.records import NameKind
from geoinc.geo import geodesy
from geoinc.model import PlaceKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray
    from shapely import Geometry

    from geoinc.gazetteer.gazetteer import Gazetteer

REACH_M: Final = 150_000.0
"""What is no farther from a town is about it: a province or two."""

WORLD_KNOWN: Final = 0.75
"""Importance from which a place may be meant although another country is told: cities of millions, small capitals."""

CODE_LENGTHS: Final = (2, 3)
COUNTRIES: Final = frozenset({PlaceKind.COUNTRY, PlaceKind.TERRITORY})


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


def read(gazetteer: Gazetteer, near: Iterable[str]) -> Whereabouts:
    """Return what entries of ``near`` name.

    Raises
    ------
    InputError
        For an entry that names no country, unit or place of the gazetteer.
    """
    return Whereabouts(tuple(_area(gazetteer, entry) for entry in near))


def country_code(gazetteer: Gazetteer, country: str) -> str:
    """Return the ISO 3166-1 alpha-2 code of a country given by a code of two or three letters, or by its name.

    Raises
    ------
    InputError
        Where no country is so called.
    """
    columns, told = gazetteer.columns, country.strip()
    number = _country_of_code(gazetteer, told.upper())
    if not number:
        named = (int(i) for i in gazetteer.indices(told) if KINDS[int(columns.kind[i])] in COUNTRIES)
        number = next((int(columns.country[i]) for i in named), 0)
    code = columns.countries[number]
    if not code:
        message = f"country {country!r}: no country of this code or name is known; write a code such as SY, or Syria"
        raise InputError(message, country=country)
    return code


def _area(gazetteer: Gazetteer, entry: str) -> Area:
    number = _country_of_code(gazetteer, entry)
    if number:
        return Area(Context((Unit(countries=frozenset((number,))),), frozenset((number,))))
    context = contexts_of(gazetteer).read(tuple(part.strip() for part in entry.split(",") if part.strip()))
    if context.strict:
        return Area(context)
    outlines = _outlines(gazetteer, entry)
    if not outlines and not context.near:
        message = f"near {entry!r}: no country, unit or place of this name is known; write 'Idlib, Syria' or a code such as SY"
        raise InputError(message, near=entry)
    return Area(context, outlines)


def _country_of_code(gazetteer: Gazetteer, entry: str) -> int:
    """Return the number of the country of an ISO 3166-1 code of two or three capitals, 0 for none."""
    if len(entry) not in CODE_LENGTHS or not entry.isascii() or not entry.isupper():
        return 0
    columns = gazetteer.columns
    if len(entry) == CODE_LENGTHS[0]:
        return columns.country_number(entry)
    store = gazetteer.store
    for number, place in enumerate(columns.country_place.tolist()):
        rows = store.rows_of_place(place) if place != NONE else ()
        if any(store.kind_of_name(row) is NameKind.CODE and store.name_at(row) == entry for row in rows):
            return number
    return 0


def _outlines(gazetteer: Gazetteer, entry: str) -> tuple[Geometry, ...]:
    """Return the outlines of the regions, islands and waters of a name."""
    shapes = (
        gazetteer.store.extent_at(int(index))
        for index in gazetteer.indices(entry)
        if KINDS[int(gazetteer.columns.kind[index])] in RUNS_THROUGH
    )
    return tuple(shape for shape in shapes if shape is not None)
