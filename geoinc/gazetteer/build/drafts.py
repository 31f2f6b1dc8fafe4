"""Merging: records of all sources become one draft a place, keeping every source's credit.

Records come best source first. A later record joins an earlier draft when they share an id or a unit code, or when
another source has the same name and class of place near by; it fills gaps and adds names, and changes nothing else.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from geoinc.gazetteer.names.fold import MAX_NAME_LENGTH, fold
from geoinc.gazetteer.records import Name, NameKind, PlaceRecord
from geoinc.geo.geodesy import EARTH_RADIUS_M, HALF_TURN_DEG
from geoinc.model import PlaceKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

UNITS: Final = frozenset({PlaceKind.COUNTRY, PlaceKind.TERRITORY, PlaceKind.ADMIN1, PlaceKind.ADMIN2})
_SETTLED: Final = frozenset({PlaceKind.SETTLEMENT, PlaceKind.QUARTER})

SAME_PLACE_M: Final = {PlaceKind.SETTLEMENT: 5_000.0, PlaceKind.FACILITY: 5_000.0, PlaceKind.SPOT: 2_000.0}
"""How far apart two sources may put a place of one name and class (our judgement: sources differ by a few km)."""

QUARTER_TURN_DEG: Final = HALF_TURN_DEG / 2

SAME_AREA_M: Final = 100_000.0
"""The same for areas and lines, whose points are anywhere on them."""


@dataclass(slots=True)
class Draft:
    """A place while it is being merged: its record so far, every id it goes by, every source it rests on."""

    record: PlaceRecord
    ids: tuple[str, ...]
    credits: tuple[str, ...]


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
        self._by_code: dict[str, Draft] = {}
        self._by_name: dict[int, tuple[Draft, ...]] = {}
        self._credits: dict[str, tuple[str, ...]] = {}

    def add(self, record: PlaceRecord) -> None:
        """Merge a record into its draft, or begin one; reject it where it cannot be a place."""
        why = fault(record)
        if why is not None:
            self.rejected.append(Rejected(record.id, why))
            if self._on_reject is not None:
                self._on_reject(self.rejected[-1])
            return
        draft = self._find(record) or self._begin(record)
        if draft.record is not record:
            _merge(draft, record)
        for identity in draft.ids:
            self._by_id.setdefault(identity, draft)
        if record.code and record.kind in UNITS:
            self._by_code.setdefault(record.code, draft)

    def of(self, identity: str) -> Draft | None:
        """Return the draft of a place by one of its ids."""
        return self._by_id.get(identity)

    def forget(self) -> None:
        """Free what only merging asks for, once all records are in."""
        self._by_name.clear()
        self._by_code.clear()

    def _find(self, record: PlaceRecord) -> Draft | None:
        for identity in (record.id, *record.same_as):
            if identity in self._by_id:
                return self._by_id[identity]
        if record.code and record.kind in UNITS and record.code in self._by_code:
            return self._by_code[record.code]
        for draft in self._by_name.get(_name_key(record), ()):
            if record.source not in draft.credits and _is_near(draft.record, record):
                return draft
        return None

    def _begin(self, record: PlaceRecord) -> Draft:
        credit = self._credits.setdefault(record.source, (record.source,) if record.source else ())
        draft = Draft(record, tuple(dict.fromkeys((record.id, *record.same_as))), credit)
        self.drafts.append(draft)
        key = _name_key(record)
        self._by_name[key] = (*self._by_name.get(key, ()), draft)
        return draft


def _name_key(record: PlaceRecord) -> int:
    """Return a number for name and class of a place; a rare collision costs a look at the distance."""
    return hash((fold(record.name), "settled" if record.kind in _SETTLED else str(record.kind)))


def _is_near(one: PlaceRecord, other: PlaceRecord) -> bool:
    return fold(one.name) == fold(other.name) and _apart_m(one, other) <= SAME_PLACE_M.get(other.kind, SAME_AREA_M)


def _merge(draft: Draft, record: PlaceRecord) -> None:
    """Fill a draft's gaps from a record of a later source, and take its names, ids and credit in."""
    kept = draft.record
    surveyed = record.geometry is not None and (kept.geometry is None or (kept.derived and not record.derived))
    draft.record = replace(
        kept,
        population=kept.population or record.population,
        country=kept.country or record.country,
        admin1=kept.admin1 or record.admin1,
        admin2=kept.admin2 or record.admin2,
        code=kept.code or record.code,
        capital=kept.capital or record.capital,
        feature_code=kept.feature_code or record.feature_code,
        names=(*kept.names, Name(record.name), *record.names),
        geometry=record.geometry if surveyed else kept.geometry,
        derived=record.derived if surveyed else kept.derived,
    )
    draft.ids = tuple(dict.fromkeys((*draft.ids, record.id, *record.same_as)))
    if record.source and record.source not in draft.credits:
        draft.credits = (*draft.credits, record.source)


def names_of(record: PlaceRecord) -> Iterator[Name]:
    """Yield a record's names once each, its own first; a name may also be a demonym. Overlong ones are left out."""
    seen = set()
    for name in (Name(record.name, NameKind.NAME), *record.names):
        mark = name.text, name.kind is NameKind.DEMONYM
        if name.text and len(name.text) <= MAX_NAME_LENGTH and mark not in seen:
            seen.add(mark)
            yield name


def fault(record: PlaceRecord) -> str | None:
    """Say why a record cannot be a place of the gazetteer, or None."""
    if not record.id or "\ud800" <= max(record.id) <= "\udfff":
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


def _apart_m(one: PlaceRecord, other: PlaceRecord) -> float:
    """Return the great-circle distance of two records (haversine; plain floats are faster than arrays here)."""
    phi1, phi2 = math.radians(one.lat), math.radians(other.lat)
    chord = (
        math.sin((phi2 - phi1) / 2) ** 2
        + math.cos(phi1) * math.cos(phi2) * math.sin(math.radians(other.lon - one.lon) / 2) ** 2
    )
    return 2 * EARTH_RADIUS_M * math.asin(math.sqrt(min(1.0, chord)))
