"""The columns of a compiled gazetteer: one read-only array an attribute, by place index.

Places are ordered by importance, so a smaller index is a more important place everywhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntFlag
from typing import TYPE_CHECKING, Any, Final

from geoinc.model import PlaceKind

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from geoinc.gazetteer.file.container import Container

KINDS: Final = tuple(PlaceKind)
"""The kinds in the order of the ``kind`` column's numbers."""

KIND_NUMBER: Final = {kind: number for number, kind in enumerate(KINDS)}

NONE: Final = 0xFFFFFFFF
"""The place index that stands for no place."""

NO_COUNTRY: Final = 0
"""Number 0 of ``countries`` is the empty string: no country."""


class PlaceFlag(IntFlag):
    """Bits of the ``flags`` column."""

    CAPITAL = 1
    EXTENT = 2
    DERIVED = 4
    CURATED = 8


class NameFlag(IntFlag):
    """What a folded name is besides, or instead of, a plain place name."""

    NONE = 0
    ABBREVIATION = 1
    DEMONYM = 2
    ORDINARY = 4
    PRIMARY = 8
    HISTORICAL = 16
    PLACE = 32


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """Facts of all places. ``admin1`` and ``admin2`` are place indices (an admin1's own is itself) or NONE.

    ``country`` indexes ``countries`` (ISO 3166-1 alpha-2, sorted; 0 is none), ``country_place`` gives a country's
    place index by the same number.
    """

    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    population: NDArray[np.uint32]
    kind: NDArray[np.uint8]
    country: NDArray[np.uint16]
    admin1: NDArray[np.uint32]
    admin2: NDArray[np.uint32]
    importance: NDArray[np.float32]
    flags: NDArray[np.uint8]
    uncertainty_m: NDArray[np.float32]
    feature: NDArray[np.uint16]
    source: NDArray[np.uint16]
    country_place: NDArray[np.uint32]
    countries: tuple[str, ...]
    features: tuple[str, ...]
    sources: tuple[str, ...]

    def __len__(self) -> int:
        """Return the number of places."""
        return len(self.lon)

    def country_number(self, code: str) -> int:
        """Return the number of an ISO 3166-1 alpha-2 code, 0 where no place has it."""
        code = code.upper()
        return self.countries.index(code) if code in self.countries else NO_COUNTRY


_ARRAYS: Final = (
    "lon", "lat", "population", "kind", "country", "admin1", "admin2", "importance", "flags", "uncertainty_m",
    "feature", "source", "country_place",
)  # fmt: skip


def open_columns(container: Container) -> Columns:
    """Return the columns of an opened file, as views."""
    arrays: dict[str, Any] = {name: container.array(name) for name in _ARRAYS}
    texts: dict[str, Any] = {name: tuple(container.facts[name]) for name in ("countries", "features", "sources")}
    return Columns(**arrays, **texts)
