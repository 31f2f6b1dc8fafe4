"""What happened: harm, claims, actors, types, times."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass, field
from datetime import datetime
from enum import IntEnum, StrEnum

from geoinc.model.document import Span
from geoinc.model.location import Location


class Harm(StrEnum):
    """What happened to people."""

    KILLED = "killed"
    WOUNDED = "wounded"
    MISSING = "missing"
    DETAINED = "detained"
    DISPLACED = "displaced"
    KIDNAPPED = "kidnapped"


class Operator(StrEnum):
    """How a count is meant."""

    EXACT = "exact"
    ABOUT = "about"
    AT_LEAST = "at least"
    AT_MOST = "at most"
    RANGE = "range"
    UNQUANTIFIED = "unquantified"
    NONE = "none"


class Stance(StrEnum):
    """How far a statement is asserted (after MUC-4's perpetrator confidence)."""

    CONFIRMED = "reported as fact"
    CLAIMED = "claimed"
    DENIED = "denied"
    SUSPECTED = "suspected"


@dataclass(frozen=True, slots=True)
class Claim:
    """What one voice asserts about harm. ``min`` and ``max`` are None where no number is given.

    A ``subset`` counts some of those whom another claim counts ("including 24 children"), or some whom the text itself
    leaves out; sums leave it out. ``tallied`` claims are those that make up the incident's casualties.
    """

    harm: Harm
    span: Span
    _: KW_ONLY
    min: int | None = None
    max: int | None = None
    operator: Operator = Operator.EXACT
    victims: str = ""
    side: str | None = None
    speaker: str | None = None
    speaker_span: Span | None = None
    negated: bool = False
    stance: Stance = Stance.CONFIRMED
    subset: bool = False
    tallied: bool = False


class Role(StrEnum):
    """What an actor does in an incident."""

    ATTACKER = "attacker"
    TARGET = "target"
    INVOLVED = "involved"
    CLAIMANT = "claimant"


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody in an incident; ``side`` groups allies, ``kind`` is state, armed group, militia, civilians and so on.

    ``speaker`` is whose word it is where another than the text says so ("the army accused the rebels").
    """

    name: str
    role: Role
    span: Span
    _: KW_ONLY
    side: str | None = None
    kind: str | None = None
    stance: Stance = Stance.CONFIRMED
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class EventType:
    """A type of our ontology with its codes in ACLED, UCDP (type of violence) and PLOVER."""

    name: str
    acled_event: str | None = None
    acled_sub_event: str | None = None
    ucdp: int | None = None
    plover: str | None = None


class TimePrecision(IntEnum):
    """How exactly a time is known; ACLED's time_precision is 1 for the first two, 2 for WEEK, else 3."""

    HOUR = 1
    DAY = 2
    WEEK = 3
    MONTH = 4
    YEAR = 5
    UNKNOWN = 6


class Status(StrEnum):
    """What kind of happening an incident is within its report."""

    EVENT = "event"
    BACKGROUND = "background"


@dataclass(frozen=True, slots=True)
class Tally:
    """The claims about one harm, summed up without averaging: ``disputed`` when voices exclude one another."""

    low: int | None
    best: int | None
    high: int | None
    disputed: bool = False


@dataclass(frozen=True, slots=True)
class Code:
    """A value in another codebook's terms: ``scheme`` is acled, ucdp or hxl; ``why`` says what it follows from."""

    scheme: str
    name: str
    value: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class PlaceOption:
    """A place that may be an incident's scene: the words that say it, where they lead (lon, lat), and how likely it is."""

    span: Span
    name: str
    probability: float
    point: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Incident:
    """Something that happened, with the words behind each of its fields.

    ``id`` follows from what happened, not from a file; ``was`` holds ids under which it was known before: those of
    articles' incidents merged into it, and those that an earlier report gave it or what it came out of.
    ``start`` and ``end`` (inclusive) are aware date-times on the clocks of the place: their zone is its own, or UTC where
    the text says so, or :data:`geoinc.geo.zones.LOCAL` where nobody knows it; None where no date is given;
    ``probability`` is that of its having happened as told here and now (not a plan, a fear, history), ``place_probability``
    that its place is not another one, None where a person or nobody gave it; ``place_options`` are the places that its
    story tells, the likeliest first.
    ``spans`` are the sentences that it rests on, ``fields`` the spans behind single fields by name.
    """

    id: str
    title: str
    types: tuple[EventType, ...]
    location: Location
    _: KW_ONLY
    start: datetime | None = None
    end: datetime | None = None
    time_precision: TimePrecision = TimePrecision.UNKNOWN
    time_text: str = ""
    status: Status = Status.EVENT
    actors: tuple[Actor, ...] = ()
    claims: tuple[Claim, ...] = ()
    casualties: Mapping[Harm, Tally] = field(default_factory=dict)
    spans: tuple[Span, ...] = ()
    fields: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)
    phases: tuple[Incident, ...] = ()
    codes: tuple[Code, ...] = ()
    corrections: tuple[str, ...] = ()
    was: tuple[str, ...] = ()
    probability: float | None = None
    place_probability: float | None = None
    place_options: tuple[PlaceOption, ...] = ()


@dataclass(frozen=True, slots=True)
class Discarded:
    """Words that were looked at and are not on the map, and why."""

    span: Span
    why: str
