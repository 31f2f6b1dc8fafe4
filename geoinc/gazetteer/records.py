"""What every source of places is read into: one :class:`PlaceRecord` a place, before compilation.

Readers of sources (the embedded packages, curated packs, GeoNames, Natural Earth, Who's On First, users' files)
yield records; the compiler consumes them and knows nothing of formats.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from geoinc.model import PlaceKind

if TYPE_CHECKING:
    from shapely import Geometry


class NameKind(StrEnum):
    """How a name names its place; demonyms and abbreviations are matched with more care than names."""

    NAME = "name"
    ALTERNATE = "alternate"
    ABBREVIATION = "abbreviation"
    DEMONYM = "demonym"
    HISTORICAL = "historical"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Name:
    """One name of a place; ``lang`` is ISO 639 where known."""

    text: str
    kind: NameKind = NameKind.ALTERNATE
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class PlaceRecord:
    """One place of one source.

    ``country`` is ISO 3166-1 alpha-2; ``admin1`` and ``admin2`` are the codes of the containing units
    ("SY.07", "US.TX.201", as GeoNames writes them); ``code`` is the record's own code if it is a country or
    such a unit. ``uncertainty_m`` says how far off the point or line may be (0: unknown, the kind decides).
    ``derived`` marks an area that was computed, not surveyed. ``same_as`` lists ids in other sources.
    """

    id: str
    name: str
    kind: PlaceKind
    lon: float
    lat: float
    country: str | None = None
    admin1: str | None = None
    admin2: str | None = None
    code: str | None = None
    population: int = 0
    names: tuple[Name, ...] = ()
    geometry: Geometry | None = None
    feature_code: str = ""
    uncertainty_m: float = 0.0
    derived: bool = False
    capital: bool = False
    source: str = ""
    licence: str = ""
    same_as: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reject:
    """A row that was left out: the file, its line or feature number (from 1; 0: the file as a whole), and why."""

    file: str
    line: int
    why: str


Item = PlaceRecord | Reject
"""What a reader of a source yields: a place, or why a row of it is none."""
