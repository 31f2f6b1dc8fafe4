"""Regions of probability, and what they rest on."""

from __future__ import annotations

import math
from dataclasses import KW_ONLY, dataclass
from typing import TYPE_CHECKING

from geoinc.model.document import Span
from geoinc.model.place import Reason
from geoinc.model.relation import Genre, Relation

if TYPE_CHECKING:
    from shapely import Geometry, Point


@dataclass(frozen=True, slots=True)
class Region:
    """Where something is, as probability: ``area50`` ⊂ ``area90`` hold 50 and 90 % of it.

    ``margin_m`` says how much of that is for the doubt that the scene is another place. ``radius_m`` is the radius around ``best`` that holds 90 %: of the place shown, where others far off may be meant
    too (``area90`` holds those). Geometries are WGS 84, valid, and
    split at the antimeridian.
    """

    best: Point
    area50: Geometry
    area90: Geometry
    radius_m: float
    _: KW_ONLY
    area90_m2: float = 0.0
    margin_m: float = 0.0
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
class Location:
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


@dataclass(frozen=True, slots=True)
class Figures:
    """What a table says of one location: its best point (degrees), sizes and sentence.

    ``reason`` is set where it has no region; its numbers are then missing (NaN).
    """

    explanation: str
    lon: float = math.nan
    lat: float = math.nan
    radius_m: float = math.nan
    area90_m2: float = math.nan
    reason: Reason | None = None
