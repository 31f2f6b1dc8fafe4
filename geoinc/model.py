"""The nouns of geoinc: frozen, slotted values that every stage passes on.

No logic lives here beyond each noun's own invariants. Longitudes and latitudes are WGS 84 degrees,
in that order; lengths are metres and say so in their names; offsets are code points into
``Document.text``. Absence is a value with a :class:`Reason`, never a coordinate.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import KW_ONLY, dataclass, field
from datetime import date, datetime
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from shapely import Geometry, Point


class MentionKind(StrEnum):
    """In what sense a text uses a place name; only the literal kinds may be pinned."""

    LITERAL = "literal"
    LITERAL_MODIFIER = "literal_modifier"
    METONYMIC = "metonymic"
    DEMONYM = "demonym"
    ASSOCIATIVE = "associative"
    EMBEDDED = "embedded"

    @property
    def pinnable(self) -> bool:
        """Whether a mention of this kind speaks of the ground itself."""
        return self in {MentionKind.LITERAL, MentionKind.LITERAL_MODIFIER}


class Reason(StrEnum):
    """Why something has no place; the value is the plain sentence shown to people."""

    UNKNOWN_NAME = "no gazetteer place has this name"
    AMBIGUOUS = "several places fit and none stands out"
    LOW_CONFIDENCE = "the best place is below the confidence threshold"
    NOT_A_PLACE = "the words name somebody or something, not the ground"
    NO_LOCATION = "the text gives no location for it"
    NO_ANCHOR = "the place it is relative to is not in the gazetteer"
    UNNAMED_ANCHOR = "it is relative to a thing without a name"
    NOT_UNDERSTOOD = "the words are not a location that can be read"
    IMPOSSIBLE = "the distance or bearing is impossible on the ground"
    CONTRADICTORY = "its phrases exclude one another"
    TOO_VAGUE = "the area is too large to be useful"
    CORRECTED = "a person set it aside"


class PlaceKind(StrEnum):
    """What a gazetteer place is, coarse enough for every source to map onto."""

    CONTINENT = "continent"
    COUNTRY = "country"
    TERRITORY = "territory"
    REGION = "region"
    ADMIN1 = "admin1"
    ADMIN2 = "admin2"
    ADMIN3 = "admin3"
    SETTLEMENT = "settlement"
    QUARTER = "quarter"
    OCEAN = "ocean"
    SEA = "sea"
    STRAIT = "strait"
    RIVER = "river"
    LAKE = "lake"
    ISLAND = "island"
    PENINSULA = "peninsula"
    MOUNTAIN = "mountain"
    DESERT = "desert"
    COAST = "coast"
    LINE = "line"
    ROAD = "road"
    FACILITY = "facility"
    SPOT = "spot"


class Shown:
    """Shows itself in a notebook, through ``geoinc.notebook``, which is loaded only there."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        from importlib import import_module

        return str(getattr(import_module("geoinc.notebook"), f"{type(self).__name__.lower()}_html")(self))


@dataclass(frozen=True, slots=True)
class Document(Shown):
    """A text and what is known about its publication. Offsets everywhere are code points into ``text``."""

    text: str
    _: KW_ONLY
    id: str = ""
    title: str | None = None
    published: date | None = None
    source: str | None = None
    uri: str | None = None

    def __post_init__(self) -> None:
        """Give a document without an id one derived from its text."""
        if not self.id:
            from hashlib import sha256

            digest = sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()
            object.__setattr__(self, "id", f"doc-{digest[:12]}")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Code points ``start`` to ``end`` (exclusive) of the document ``document_id``, and the words there."""

    document_id: str
    start: int
    end: int
    text: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name a place, and in what sense."""

    start: int
    end: int
    text: str
    kind: MentionKind = MentionKind.LITERAL


class ExtentSource(Protocol):
    """Whoever can load the polygon or line of a place by its id."""

    def extent(self, place_id: str) -> Geometry | None:
        """Return the WGS 84 line or polygon of a place, or None where only a point is known."""
        ...


@dataclass(frozen=True, slots=True)
class Place:
    """One place of the gazetteer. ``country`` is ISO 3166-1 alpha-2; ``admin1`` and ``admin2`` are names.

    ``uncertainty_m`` is how far off the source says that the point or line may be (0: the source does not say).
    """

    id: str
    name: str
    kind: PlaceKind
    point: Point
    _: KW_ONLY
    country: str | None = None
    admin1: str | None = None
    admin2: str | None = None
    population: int = 0
    source: str = ""
    uncertainty_m: float = 0.0
    _extents: ExtentSource | None = field(default=None, repr=False, compare=False)

    @property
    def extent(self) -> Geometry | None:
        """The place's line or polygon (WGS 84), loaded on first use; None where only a point is known."""
        return None if self._extents is None else self._extents.extent(self.id)


@dataclass(frozen=True, slots=True)
class Alternative:
    """A place that a name could also be, with its probability."""

    place: Place
    probability: float


@dataclass(frozen=True, slots=True)
class Resolution:
    """Which place a mention is, or why none: exactly one of ``place`` and ``reason`` is set."""

    mention: Mention
    place: Place | None
    _: KW_ONLY
    probability: float = 0.0
    reason: Reason | None = None
    alternatives: tuple[Alternative, ...] = ()

    def __post_init__(self) -> None:
        """Hold the invariant that absence has a reason and presence has none."""
        if (self.place is None) == (self.reason is None):
            message = "a Resolution has either a place or a reason"
            raise ValueError(message)

    @property
    def pinned(self) -> bool:
        """Whether this may be drawn as a place: resolved, and used in a literal sense."""
        return self.place is not None and self.mention.kind.pinnable


class RelationKind(StrEnum):
    """How the words tie a location to its anchors."""

    AT = "at"
    IN = "in"
    OFFSET = "offset"
    ORTHOGONAL = "orthogonal"
    DISTANCE = "distance"
    WITHIN = "within"
    BEYOND = "beyond"
    BEARING = "bearing"
    NEAR = "near"
    BETWEEN = "between"
    HALFWAY = "halfway"
    ALONG = "along"
    ROAD = "road"
    BORDER = "border"
    PART = "part"
    OUTSKIRTS = "outskirts"
    BANK = "bank"
    UPSTREAM = "upstream"
    DOWNSTREAM = "downstream"
    MOUTH = "mouth"
    CONFLUENCE = "confluence"
    OFF_COAST = "off_coast"
    PORT = "port"
    ANCHORAGE = "anchorage"
    COORDINATES = "coordinates"
    TRAVEL = "travel"


class Genre(StrEnum):
    """How tidily a kind of writing states distances and bearings; chooses the kernels."""

    METRIC = "metric"
    NEWS = "news"
    MARITIME = "maritime"


class Rounding(StrEnum):
    """How a machine made a distance a whole number."""

    DOWN = "down"
    NEAREST = "nearest"


@dataclass(frozen=True, slots=True)
class Distance:
    """A stated distance: the interval it allows (metres), and how finely it was stated.

    ``rounding`` is set where the form of the words tells it; else the genre's way is assumed.
    """

    min_m: float
    max_m: float
    stated_m: float
    precision_m: float
    unit: str = "km"
    approximate: bool = False
    rounding: Rounding | None = None


@dataclass(frozen=True, slots=True)
class Bearing:
    """A stated direction: degrees clockwise from north, and the half-angle that the wording leaves open."""

    degrees: float
    half_angle_deg: float
    text: str = ""


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a relation is relative to: its words and, best first, the places that they may be.

    ``candidates`` is empty where the words name no known place ("the headquarters").
    """

    text: str
    span: Span
    candidates: tuple[Alternative, ...] = ()
    reason: Reason | None = None


ALSO = "also"


@dataclass(frozen=True, slots=True)
class Relation:
    """A spatial statement and the span that makes it.

    Among the ``qualifiers``, :data:`ALSO` marks a further place of a list: an event was there as well.
    """

    kind: RelationKind
    anchors: tuple[Anchor, ...]
    span: Span
    _: KW_ONLY
    distance: Distance | None = None
    bearing: Bearing | None = None
    offsets: tuple[tuple[Distance, Bearing], ...] = ()
    point: tuple[float, float] | None = None
    qualifiers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Region:
    """Where something is, as probability: ``area50`` ⊂ ``area90`` hold 50 and 90 % of it.

    ``radius_m`` is the radius around ``best`` that holds 90 %. Geometries are WGS 84, valid, and
    split at the antimeridian.
    """

    best: Point
    area50: Geometry
    area90: Geometry
    radius_m: float
    _: KW_ONLY
    area90_m2: float = 0.0
    method: str = "density"


@dataclass(frozen=True, slots=True)
class Working:
    """One step of how a location came about, drawable: ``role`` is anchor, band, cone, area or product."""

    role: str
    label: str
    geometry: Geometry


@dataclass(frozen=True, slots=True)
class SetAside:
    """A phrase that was left out of a location, and why."""

    relation: Relation
    why: str


@dataclass(frozen=True, slots=True)
class Location(Shown):
    """A region and what it rests on, or a reason: exactly one of ``region`` and ``reason`` is set."""

    region: Region | None
    _: KW_ONLY
    reason: Reason | None = None
    text: str = ""
    relations: tuple[Relation, ...] = ()
    spans: tuple[Span, ...] = ()
    explanation: str = ""
    working: tuple[Working, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    genre: Genre = Genre.NEWS

    def __post_init__(self) -> None:
        """Hold the invariant that absence has a reason and presence has none."""
        if (self.region is None) == (self.reason is None):
            message = "a Location has either a region or a reason"
            raise ValueError(message)


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

    A ``subset`` counts some of those whom another claim counts ("including 24 children"); sums leave it out.
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
class Incident(Shown):
    """Something that happened, with the words behind each of its fields.

    ``start`` and ``end`` (inclusive) are aware UTC date-times, None where no date is given;
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


@dataclass(frozen=True, slots=True)
class Discarded:
    """Words that were looked at and are not on the map, and why."""

    span: Span
    why: str


@dataclass(frozen=True, slots=True)
class PlaceLabel:
    """A name for the basemap: ``rank`` 0 is the most important."""

    name: str
    lon: float
    lat: float
    rank: int
    kind: PlaceKind = PlaceKind.SETTLEMENT


@dataclass(frozen=True, slots=True)
class Findings:
    """What a run found, before it is shown or saved. ``resolutions`` and ``locations`` go by document id."""

    documents: tuple[Document, ...] = ()
    resolutions: Mapping[str, Sequence[Resolution]] = field(default_factory=dict)
    locations: Mapping[str, Sequence[Location]] = field(default_factory=dict)
    incidents: tuple[Incident, ...] = ()
    discarded: tuple[Discarded, ...] = ()
    labels: tuple[PlaceLabel, ...] = ()
    notes: tuple[str, ...] = ()
