"""Coarsening for people's safety: the exact positions never reach the file.

Every position moves to the middle of its cell in a fixed grid of the asked size (the same spot always to the
same cell, so that several reports average to nothing finer), areas become circles that still hold what
they held, the drawn working and small outlines go, and coordinates written in any text are struck out.
Names stay: who must hide a village hides the text.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING, Any

import numpy as np

from geoinc.geo.geodesy import LocalFrame, area_m2, distance_m
from geoinc.model import Document, Findings, Location, Place, PlaceLabel, Region, Relation, RelationKind
from geoinc.render.options import MapOptions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shapely import Geometry

LARGE = 10.0
"""Outlines this many times as large as the blur stay, drawn no finer than it."""

CIRCLE_POINTS = 48

STRUCK = "▒"

_DECIMAL = r"[-+−]?\d{1,3}[.,]\d{2,}\s*°?\s*[NSEWnsew]?"
_DEGREES = r"\d{1,3}\s*[°º]\s*\d{1,2}(?:[.,]\d+)?(?:\s*['′’]\s*(?:\d{1,2}(?:[.,]\d+)?\s*[\"″”])?)?\s*[NSEWnsew]?"
COORDINATES = re.compile(
    rf"{_DECIMAL}\s*[,;/ ]\s*{_DECIMAL}(?!\d)"
    rf"|{_DEGREES}"
    r"|[-+−]?\d{1,3}[.,]\d{2,}\s*°?\s*[NSEW]\b"
    r"|\b\d{1,2}[C-X]\s?[A-Z]{2}\s?\d{2,5}\s?\d{2,5}\b"
    r"|\b[23456789CFGHJMPQRVWX]{4,8}\+[23456789CFGHJMPQRVWX]{2,3}\b"
    r"|\b(?:geo|lat|lon|lng|latitude|longitude)\s*[:=]\s*[-+−]?\d{1,3}[.,]\d+",
)
"""Decimal pairs, degrees and minutes, single values with a hemisphere, MGRS, plus codes, key=value."""


def blurred(findings: Findings, *, blur_m: float) -> Findings:
    """Return the findings without anything finer than ``blur_m`` metres.

    Raises
    ------
    SettingsError
        For a blur that hides nothing, leaves nothing, or is no number.
    """
    MapOptions(blur_m=blur_m)
    coarse = _Coarse(blur_m)
    hidden = list(_exact(findings))
    kept: Findings = coarse.value(
        replace(findings, labels=(), outlines=(), units={}, region="", documents=tuple(_documents(findings)))
    )
    labels = tuple(label for label in findings.labels if not _near(label, hidden, blur_m))
    note = f"All positions are coarsened to {blur_m:.0f} m; exact ones are not in this file."
    return replace(kept, labels=labels, outlines=findings.outlines, notes=(*kept.notes, note))


def _exact(findings: Findings) -> Iterator[tuple[float, float]]:
    """Yield the points that are to be hidden."""
    for incident in findings.incidents:
        if incident.location.region is not None:
            yield incident.location.region.best.x, incident.location.region.best.y
    for resolution in (r for several in findings.resolutions.values() for r in several):
        if resolution.place is not None:
            yield resolution.place.point.x, resolution.place.point.y


def _near(label: PlaceLabel, hidden: list[tuple[float, float]], blur_m: float) -> bool:
    return any(distance_m(label.lon, label.lat, lon, lat) < blur_m for lon, lat in set(hidden))


def _documents(findings: Findings) -> Iterator[Document]:
    """Yield the documents with the words of coordinate relations struck out, at unchanged offsets."""
    spans = [r.span for r in _relations(findings) if r.kind is RelationKind.COORDINATES]
    for document in findings.documents:
        text = document.text
        for span in (s for s in spans if s.document_id == document.id):
            text = text[: span.start] + _strike(text[span.start : span.end]) + text[span.end :]
        yield replace(document, text=text)


def _relations(findings: Findings) -> Iterator[Relation]:
    locations = [location for several in findings.locations.values() for location in several]
    for location in [*locations, *(incident.location for incident in findings.incidents)]:
        yield from location.relations


def struck(text: str) -> str:
    """Return a text of the same length in which coordinates cannot be read."""
    return COORDINATES.sub(lambda match: _strike(match[0]), text)


def _strike(words: str) -> str:
    return "".join(STRUCK if letter.isalnum() else letter for letter in words)


@dataclass(slots=True)
class _Coarse:
    """Rebuilds values without fine positions; the same value always as the same, so that tables stay small."""

    blur_m: float
    seen: dict[int, Any] = field(default_factory=dict)
    alive: list[Any] = field(default_factory=list)

    def value(self, value: Any) -> Any:  # noqa: ANN401 - any part of the findings
        """Return a value of the same type, coarse."""
        if isinstance(value, str):
            return value if isinstance(value, Enum) else struck(value)
        if isinstance(value, Mapping):
            return {key: self.value(item) for key, item in value.items()}
        if isinstance(value, tuple | list):
            return type(value)(self.value(item) for item in value)
        if not is_dataclass(value):
            return value
        if id(value) not in self.seen:
            self.alive.append(value)
            self.seen[id(value)] = self._noun(value)
        return self.seen[id(value)]

    def _noun(self, noun: Any) -> Any:  # noqa: ANN401 - any noun
        if isinstance(noun, Place):
            return self._place(noun)
        if isinstance(noun, Region):
            return self._region(noun)
        if isinstance(noun, Location):
            noun = replace(noun, working=())
        elif isinstance(noun, Relation):
            noun = self._relation(noun)
        parts = {f.name: self.value(getattr(noun, f.name)) for f in fields(noun) if f.init}
        return type(noun)(**parts)

    def _relation(self, relation: Relation) -> Relation:
        if relation.kind is not RelationKind.COORDINATES:
            return replace(relation, point=None)
        return replace(relation, point=None, span=replace(relation.span, text=_strike(relation.span.text)))

    def _place(self, place: Place) -> Place:
        lon, lat = self.cell(place.point.x, place.point.y)
        return replace(
            place,
            point=_point(lon, lat),
            uncertainty_m=max(place.uncertainty_m, self.blur_m),
            _extents=_Outline(self._outline(place.extent)),
        )

    def _outline(self, extent: Geometry | None) -> Geometry | None:
        """Return a large outline no finer than the blur; small ones tell too much."""
        if extent is None or extent.is_empty:
            return None
        west, south, east, north = extent.bounds
        if distance_m(west, south, east, north) < LARGE * self.blur_m:
            return None
        frame = LocalFrame((west + east) / 2, (south + north) / 2)
        return frame.unproject(frame.project(extent).simplify(self.blur_m))

    def _region(self, region: Region) -> Region:
        lon, lat = self.cell(region.best.x, region.best.y)
        slack = self.blur_m / math.sqrt(2)
        outer_m = _up(region.radius_m + slack, self.blur_m)
        inner_m = min(_up(math.sqrt(area_m2(region.area50) / math.pi) + slack, self.blur_m / 2), outer_m * 0.8)
        return Region(
            _point(lon, lat),
            _circle(lon, lat, inner_m),
            _circle(lon, lat, outer_m),
            outer_m,
            area90_m2=math.pi * outer_m**2,
            method="coarsened",
        )

    def cell(self, lon: float, lat: float) -> tuple[float, float]:
        """Return the middle of the cell that holds a point: cells stand on the whole degree nearest to it."""
        frame = LocalFrame(round(lon), round(lat))
        x, y = frame.to_metres(np.array([lon]), np.array([lat]))
        east, north = (math.floor(float(v[0]) / self.blur_m) * self.blur_m + self.blur_m / 2 for v in (x, y))
        middle_lon, middle_lat = frame.to_degrees(np.array([east]), np.array([north]))
        return float(middle_lon[0]), float(middle_lat[0])


@dataclass(frozen=True, slots=True)
class _Outline:
    """The extent of one place, already at hand."""

    geometry: Geometry | None

    def extent(self, _place_id: str) -> Geometry | None:
        """Return it."""
        return self.geometry


def _up(value_m: float, step_m: float) -> float:
    """Round up, so that a radius says no more than the cell does."""
    return math.ceil(value_m / step_m) * step_m


def _point(lon: float, lat: float) -> Geometry:
    import shapely

    return shapely.Point(lon, lat)


def _circle(lon: float, lat: float, radius_m: float) -> Geometry:
    import shapely

    frame = LocalFrame(lon, lat)
    return frame.unproject(shapely.Point(0, 0).buffer(radius_m, quad_segs=CIRCLE_POINTS // 4))
