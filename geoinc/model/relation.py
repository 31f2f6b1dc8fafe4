"""Spatial statements: what the words say of a location, before any geometry."""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass
from enum import StrEnum

from geoinc.model.document import Span
from geoinc.model.place import Alternative, Reason


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

    Among the ``qualifiers``, :data:`ALSO` marks a further place of a list: an event was there as well. ``gloss`` are its
    words in English, where the text is in another language.
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
    gloss: str = ""
