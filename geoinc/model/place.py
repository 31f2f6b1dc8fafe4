"""Places of the gazetteer, mentions of them in a text, and which place a mention is."""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass, field
from enum import StrEnum
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
    NOT_IN_GAZETTEER = "the place meant is not in the gazetteer, only others of its name or one like it"
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
    """Which place a mention is, or why none: exactly one of ``place`` and ``reason`` is set.

    ``none_probability`` is that of "none of these": a place that the gazetteer lacks, or no place at all.
    """

    mention: Mention
    place: Place | None
    _: KW_ONLY
    probability: float = 0.0
    reason: Reason | None = None
    alternatives: tuple[Alternative, ...] = ()
    none_probability: float = 0.0

    def __post_init__(self) -> None:
        """Hold the invariant that absence has a reason and presence has none."""
        if (self.place is None) == (self.reason is None):
            message = "a Resolution has either a place or a reason"
            raise ValueError(message)

    @property
    def pinned(self) -> bool:
        """Whether this may be drawn as a place: resolved, and used in a literal sense."""
        return self.place is not None and self.mention.kind.pinnable
