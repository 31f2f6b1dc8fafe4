"""Findings as plain values for the page: what it shows of documents, places, locations and incidents.

Keys are short where they repeat by the thousand; ``web/src/types.d.ts`` says what they mean. Spans are
[document number, start, end] in code points, with the words as a fourth item where the text is not there.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from geoinc.geo.zones import in_utc, zone_name
from geoinc.model import ALSO, PlaceKind
from geoinc.render import rivers
from geoinc.render.extent import TOO_WIDE
from geoinc.render.shapes import POINTS_PER_SIDE, shape, size_deg
from geoinc.render.tables import Table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from shapely import Geometry

    from geoinc.model import (
        Actor,
        Claim,
        Discarded,
        Document,
        EventType,
        Findings,
        Incident,
        Location,
        Place,
        Resolution,
        Span,
    )

MAX_ALTERNATIVES = 5
SHOWN_OPTION = 0.05
"""A place less likely than this to be the scene is not named as one that may be."""
"""Other places that the page offers for a name."""

_ALONG_RIVERS: Final = {PlaceKind.RIVER: 0.0, PlaceKind.LINE: rivers.MOSTLY}
"""What is drawn as rivers were surveyed, and how much of it must run beside one."""


@dataclass(slots=True)
class Writer:
    """Writes findings for the page, each place, location and type once.

    ``embedded`` puts the words of spans beside them, for pages that do not hold the documents; ``untold`` are
    the numbers of single documents whose texts the page does not hold. ``fine_points``
    is how many points may go into rivers as they were surveyed.
    """

    findings: Findings
    embedded: bool = False
    untold: frozenset[int] = frozenset()
    fine_points: int = 0
    documents: dict[str, int] = field(default_factory=dict)
    places: Table = field(default_factory=Table)
    locations: Table = field(default_factory=Table)
    types: Table = field(default_factory=Table)
    units: Table = field(default_factory=Table)

    def __post_init__(self) -> None:
        """Give each document its number."""
        if not self.documents:
            self.documents = {document.id: n for n, document in enumerate(self.findings.documents)}

    def span(self, span: Span) -> list[Any]:
        """Return a span by its document's number (-1 and the words where the document is not there)."""
        number = self.documents.get(span.document_id, -1)
        if number < 0:
            return [-1, span.start, span.end, span.text]
        if not self.embedded and number not in self.untold:
            return [number, span.start, span.end]
        words = self.findings.documents[number].text[span.start : span.end]
        return [-1 if self.embedded else number, span.start, span.end, words]

    def spans(self, spans: Sequence[Span]) -> list[list[Any]]:
        """Return several spans."""
        return [self.span(s) for s in spans]

    def type(self, kind: EventType) -> int:
        """Return the number of an event type."""
        return self.types.number(
            kind.name,
            lambda: slim(
                {
                    "n": kind.name,
                    "acled": kind.acled_event,
                    "sub": kind.acled_sub_event,
                    "ucdp": kind.ucdp,
                    "plover": kind.plover,
                }
            ),
        )

    def unit(self, incident: Incident) -> int | None:
        """Return the number of the unit that an incident's best point lies in, None where that is not known."""
        unit = self.findings.units.get(incident.id)
        if unit is None:
            return None
        return self.units.number(unit, lambda: [unit.name, unit.country, round(unit.lon, 3), round(unit.lat, 3)])

    def place(self, place: Place) -> int:
        """Return the number of a place."""
        return self.places.number(place.id, lambda: _place(place))

    def draw_extent(self, place: Place) -> None:
        """Add the line or area of a place that is drawn."""
        row = self.places.rows[self.place(place)]
        if "ext" not in row:
            least = _ALONG_RIVERS.get(place.kind)
            row["ext"] = shape(place.extent) if least is None else self._river(place.extent, least)

    def _river(self, extent: Geometry | None, least: float) -> dict[str, Any] | None:
        """Return the course of a river, or of a line along one, as surveyed while the page has room for it."""
        if extent is None or self.fine_points <= 0:
            return shape(extent)
        import shapely

        found = rivers.fine(extent, least=least)
        if found is extent:
            return shape(extent)
        course = shapely.simplify(found, rivers.TOLERANCE_DEG)
        self.fine_points -= shapely.get_num_coordinates(course)
        return shape(course, tolerance_deg=rivers.TOLERANCE_DEG)

    def location(self, location: Location) -> int:
        """Return the number of a location."""
        return self.locations.number(id(location), lambda: self._location(location))

    def _location(self, location: Location) -> dict[str, Any]:
        relations = [{"k": r.kind.value, "s": self.span(r.span), "t": r.span.text} for r in location.relations]
        aside = [{"t": a.relation.span.text, "s": self.span(a.relation.span), "why": a.why} for a in location.set_aside]
        working = [{"role": w.role, "label": w.label, "g": _sketch(w.geometry)} for w in location.working]
        return slim(
            {
                **_region(location),
                "why": location.reason.value if location.reason else None,
                "text": location.text,
                "exp": location.explanation,
                "rel": relations,
                "sp": self.spans(location.spans),
                "work": working,
                "aside": aside,
            }
        )

    def resolution(self, resolution: Resolution) -> dict[str, Any]:
        """Return a mention and what it was resolved to."""
        mention, place = resolution.mention, resolution.place
        if place is not None and resolution.pinned and place.kind not in TOO_WIDE:
            self.draw_extent(place)
        others = [[self.place(a.place), round(a.probability, 3)] for a in resolution.alternatives[:MAX_ALTERNATIVES]]
        return slim(
            {
                "a": mention.start,
                "b": mention.end,
                "k": mention.kind.value,
                "p": None if place is None else self.place(place),
                "pr": round(resolution.probability, 3),
                "why": resolution.reason.value if resolution.reason else None,
                "alt": others,
                "pin": resolution.pinned or None,
            }
        )

    def incident(self, incident: Incident) -> dict[str, Any]:
        """Return everything the page says of one incident."""
        start_ahead, end_ahead = offset_minutes(incident.start), offset_minutes(incident.end)
        return slim(
            {
                "id": incident.id,
                "n": incident.title,
                "ty": [self.type(kind) for kind in incident.types],
                "loc": self.location(incident.location),
                "u": self.unit(incident),
                "a": instant(incident.start),
                "b": instant(incident.end),
                "z": zone_name(incident.start),
                "o": start_ahead,
                "oe": end_ahead if end_ahead != start_ahead else None,
                "tp": int(incident.time_precision),
                "tt": incident.time_text,
                "st": incident.status.value,
                "ac": [self._actor(a) for a in incident.actors],
                "cl": [self._claim(c) for c in incident.claims],
                "ca": {h.value: [t.low, t.best, t.high, t.disputed] for h, t in incident.casualties.items()},
                "sp": self.spans(incident.spans),
                "f": {name: self.spans(spans) for name, spans in incident.fields.items()},
                "ph": [self.incident(phase) for phase in incident.phases],
                "co": list(incident.corrections),
                "pr": _percent(incident.probability),
                "pp": _percent(incident.place_probability),
                "po": [
                    [option.name, _percent(option.probability), self.span(option.span)]
                    for option in incident.place_options
                    if option.probability >= SHOWN_OPTION
                ],
            }
        )

    def _actor(self, actor: Actor) -> dict[str, Any]:
        return slim(
            {
                "n": actor.name,
                "r": actor.role.value,
                "side": actor.side,
                "k": actor.kind,
                "st": actor.stance.value,
                "by": actor.speaker,
                "s": self.span(actor.span),
            }
        )

    def _claim(self, claim: Claim) -> dict[str, Any]:
        return slim(
            {
                "h": claim.harm.value,
                "s": self.span(claim.span),
                "lo": claim.min,
                "hi": claim.max,
                "op": claim.operator.value,
                "v": claim.victims,
                "side": claim.side,
                "by": claim.speaker,
                "bs": None if claim.speaker_span is None else self.span(claim.speaker_span),
                "neg": claim.negated or None,
                "sub": claim.subset or None,
                "st": claim.stance.value,
            }
        )

    def discarded(self, discarded: Discarded) -> dict[str, Any]:
        """Return words that are not on the map, and why."""
        return {"s": self.span(discarded.span), "t": discarded.span.text, "why": discarded.why}


def _sketch(geometry: Geometry | None) -> dict[str, Any] | None:
    """Return a step of the working, which is seen beside what came of it: areas at a third of the usual detail."""
    if geometry is None or geometry.is_empty or "Polygon" not in geometry.geom_type:
        return shape(geometry)
    return shape(geometry, tolerance_deg=3 * size_deg(geometry) / POINTS_PER_SIDE)


def _percent(chance: float | None) -> int | None:
    return None if chance is None else round(100 * chance)


def slim(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row without what is absent or empty."""
    return {key: value for key, value in row.items() if value is not None and value not in ("", [], {})}


def document(document: Document, *, told: bool = True) -> dict[str, Any]:
    """Return a document as the page shows it, with its text only if that is ``told``."""
    return slim(
        {
            "id": document.id,
            "n": document.title,
            "d": None if document.published is None else document.published.isoformat(),
            "src": document.source,
            "uri": document.uri,
            "t": document.text if told else None,
        }
    )


def instant(moment: datetime | None) -> str | None:
    """Return a time on the clocks of its place, written as the page counts time: as if that were UTC."""
    return None if moment is None else f"{moment.replace(tzinfo=None).isoformat()}Z"


def offset_minutes(moment: datetime | None) -> int | None:
    """Return how far the clocks of a moment's place are ahead of UTC; None where that is not known."""
    if moment is None or in_utc(moment) is None:
        return None
    ahead = moment.utcoffset()
    return None if ahead is None else round(ahead.total_seconds() / 60)


def _place(place: Place) -> dict[str, Any]:
    return slim(
        {
            "id": place.id,
            "n": place.name,
            "k": place.kind.value,
            "xy": [round(place.point.x, 5), round(place.point.y, 5)],
            "cc": place.country,
            "a1": place.admin1,
            "a2": place.admin2,
            "pop": place.population or None,
            "src": place.source,
            "unc": round(place.uncertainty_m) or None,
        }
    )


def _region(location: Location) -> dict[str, Any]:
    region = location.region
    if region is None:
        return {}
    return {
        "xy": [round(region.best.x, 5), round(region.best.y, 5)],
        "a50": shape(region.area50),
        "a90": shape(region.area90),
        "r": round(region.radius_m),
        "km2": float(f"{region.area90_m2 / 1e6:.3g}"),
        "by": region.method,
        "n": 1 + sum(ALSO in relation.qualifiers for relation in location.relations),
    }
