"""Merging: records of all sources become one draft a place, keeping every source's credit.

Records come best source first. A later record joins an earlier draft when they share an id or a unit code, or when
another source has the same name and class of place near by; it fills gaps and adds names, and changes nothing else.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from geoinc.gazetteer.names import MAX_NAME_LENGTH, fold
from geoinc.gazetteer.records import Name, NameKind, Record
from geoinc.geodesy import EARTH_RADIUS_M, HALF_TURN_DEG
from geoinc.model import PlaceKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from shapely import Geometry

_UNITS: Final = frozenset({PlaceKind.COUNTRY, PlaceKind.TERRITORY, PlaceKind.ADMIN1, PlaceKind.ADMIN2})
_SETTLED: Final = frozenset({PlaceKind.SETTLEMENT, PlaceKind.QUARTER})

SAME_PLACE_M: Final = {PlaceKind.SETTLEMENT: 5_000.0, PlaceKind.FACILITY: 5_000.0, PlaceKind.SPOT: 2_000.0}
"""How far apart two sources may put a place of one name and class (our judgement: sources differ by a few km)."""

QUARTER_TURN_DEG: Final = HALF_TURN_DEG / 2

SAME_AREA_M: Final = 100_000.0
"""The same for areas and lines, whose points are anywhere on them."""


@dataclass(slots=True)
class Draft:
    """A place while it is being merged."""

    record: Record
    population: int
    country: str | None
    admin1: str | None
    admin2: str | None
    geometry: Geometry | None
    derived: bool
    ids: list[str]
    names: list[Name]
    credits: list[str]
    seen: set[tuple[str, bool]] = field(default_factory=set)


@dataclass(slots=True)
class Rejected:
    """A record that was left out, and why."""

    id: str
    why: str


class Drafts:
    """The places gathered so far."""

    def __init__(self, *, on_reject: Callable[[Rejected], None] | None = None) -> None:
        self.drafts: list[Draft] = []
        self.rejected: list[Rejected] = []
        self._on_reject = on_reject
        self._by_id: dict[str, Draft] = {}
        self._by_code: dict[tuple[str, bool], Draft] = {}
        self._by_name: dict[tuple[str, str], list[Draft]] = defaultdict(list)

    def add(self, record: Record) -> None:
        """Merge a record into its draft, or begin one; reject it where it cannot be a place."""
        why = fault(record)
        if why is not None:
            self.rejected.append(Rejected(record.id, why))
            if self._on_reject is not None:
                self._on_reject(self.rejected[-1])
            return
        draft = self._find(record)
        if draft is None:
            draft = self._begin(record)
        else:
            _fill(draft, record)
        for identity in (record.id, *record.same_as):
            if self._by_id.setdefault(identity, draft) is draft and identity not in draft.ids:
                draft.ids.append(identity)
        if record.code:
            self._by_code.setdefault((record.code, record.kind in _UNITS), draft)

    def _find(self, record: Record) -> Draft | None:
        for identity in (record.id, *record.same_as):
            if identity in self._by_id:
                return self._by_id[identity]
        if record.code and record.kind in _UNITS:
            found = self._by_code.get((record.code, True))
            if found is not None:
                return found
        return self._find_by_name(record)

    def _find_by_name(self, record: Record) -> Draft | None:
        for draft in self._by_name.get(_name_key(record), ()):
            if record.source in draft.credits:
                continue
            if _apart_m(draft.record, record) <= SAME_PLACE_M.get(record.kind, SAME_AREA_M):
                return draft
        return None

    def _begin(self, record: Record) -> Draft:
        draft = Draft(
            record=record,
            population=record.population,
            country=record.country,
            admin1=record.admin1,
            admin2=record.admin2,
            geometry=record.geometry,
            derived=record.derived,
            ids=[],
            names=[],
            credits=[],
        )
        _add_names(draft, record)
        self.drafts.append(draft)
        self._by_name[_name_key(record)].append(draft)
        return draft


def _name_key(record: Record) -> tuple[str, str]:
    return fold(record.name), "settled" if record.kind in _SETTLED else record.kind


def _fill(draft: Draft, record: Record) -> None:
    draft.population = draft.population or record.population
    draft.country = draft.country or record.country
    draft.admin1 = draft.admin1 or record.admin1
    draft.admin2 = draft.admin2 or record.admin2
    if record.geometry is not None and (draft.geometry is None or (draft.derived and not record.derived)):
        draft.geometry, draft.derived = record.geometry, record.derived
    _add_names(draft, record)


def _add_names(draft: Draft, record: Record) -> None:
    if record.source and record.source not in draft.credits:
        draft.credits.append(record.source)
    first = NameKind.NAME if not draft.names else NameKind.ALTERNATE
    for name in (Name(record.name, first), *record.names):
        mark = name.text, name.kind is NameKind.DEMONYM
        if name.text and len(name.text) <= MAX_NAME_LENGTH and mark not in draft.seen:
            draft.seen.add(mark)
            draft.names.append(name)


def fault(record: Record) -> str | None:
    """Say why a record cannot be a place of the gazetteer, or None."""
    if not record.id:
        return "it has no id"
    if not fold(record.name):
        return "it has no name"
    if len(record.name) > MAX_NAME_LENGTH:
        return f"its name has {len(record.name)} characters"
    if not (abs(record.lon) <= HALF_TURN_DEG and abs(record.lat) <= QUARTER_TURN_DEG):  # also refuses NaN
        return f"its coordinates {record.lon}, {record.lat} are not on Earth"
    if record.lon == 0 and record.lat == 0:
        return "its coordinates are 0, 0, which stands for unknown"
    return None


def _apart_m(one: Record, other: Record) -> float:
    """Return the great-circle distance of two records (haversine; plain floats are faster than arrays here)."""
    phi1, phi2 = math.radians(one.lat), math.radians(other.lat)
    chord = (
        math.sin((phi2 - phi1) / 2) ** 2
        + math.cos(phi1) * math.cos(phi2) * math.sin(math.radians(other.lon - one.lon) / 2) ** 2
    )
    return 2 * EARTH_RADIUS_M * math.asin(math.sqrt(min(1.0, chord)))
