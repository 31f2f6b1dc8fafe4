"""Incidents in the terms of other codebooks, each code with its reason.

ACLED codebook (2024): disorder_type, time_precision 1–3, geo_precision 1–3, inter 1–8, civilian_targeting. UCDP GED
codebook (23.1): type_of_violence 1–3, date_prec 1–5, where_prec 1–7. Precision follows from the region's size and the
kind of place that the words name, never from the best point alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from geoinc.incidents.ground import anchor_places, width
from geoinc.model import Actor, Code, Incident, PlaceKind, RelationKind, Role, TimePrecision

EXACT_M = 5_000.0
NEAR_M = 25_000.0
"""UCDP's where_prec 2: within about 25 km of a known point."""
_TIME = {
    TimePrecision.HOUR: ("1", "1"),
    TimePrecision.DAY: ("1", "1"),
    TimePrecision.WEEK: ("2", "3"),
    TimePrecision.MONTH: ("3", "4"),
    TimePrecision.YEAR: ("3", "5"),
}
"""ACLED time_precision and UCDP date_prec of a time precision."""
_SEVERAL_DAYS = ("1", "2")
_DISORDER = {
    "Battles": "Political violence",
    "Explosions/Remote violence": "Political violence",
    "Violence against civilians": "Political violence",
    "Riots": "Political violence",
    "Protests": "Demonstrations",
    "Strategic developments": "Strategic developments",
}
_DISORDER_OF_SUB_EVENT = {
    "Violent demonstration": "Demonstrations",
    "Excessive force against protesters": "Political violence; Demonstrations",
}
"""Sub-events whose disorder_type is not that of their event."""
_INTER = {
    "state": "1", "armed group": "2", "militia": "3", "gang": "3", "rioters": "5", "protesters": "6", "civilians": "7",
    "coalition": "8", "unknown": "3",
}  # fmt: skip
_LINES = frozenset({PlaceKind.LINE, PlaceKind.RIVER, PlaceKind.ROAD, PlaceKind.COAST, PlaceKind.STRAIT})
_WATERS = frozenset({PlaceKind.OCEAN, PlaceKind.SEA})
_FUZZY = frozenset(
    {RelationKind.PART, RelationKind.BEARING, RelationKind.BORDER, RelationKind.ALONG, RelationKind.BETWEEN}
)
_WHERE = {
    PlaceKind.COUNTRY: ("6", "3", "the words name a country only"),
    PlaceKind.CONTINENT: ("6", "3", "the words name a part of the world only"),
    PlaceKind.TERRITORY: ("6", "3", "the words name a territory only"),
    PlaceKind.ADMIN1: ("4", "3", "the words name a first-level unit"),
    PlaceKind.REGION: ("5", "3", "the words name a region without bounds"),
    PlaceKind.ADMIN2: ("3", "2", "the words name a second-level unit"),
    PlaceKind.ADMIN3: ("3", "2", "the words name a third-level unit"),
}
"""UCDP where_prec, ACLED geo_precision and the reason, by the narrowest kind of place named."""


def coded(incident: Incident) -> Incident:
    """Return an incident with its codes."""
    return replace(incident, codes=tuple(codes(incident)))


def codes(incident: Incident) -> Iterator[Code]:
    """Yield an incident's codes in ACLED's and UCDP's terms."""
    yield from _type_codes(incident)
    yield from _time_codes(incident)
    yield from _place_codes(incident)
    yield from _actor_codes(incident)


def _type_codes(incident: Incident) -> Iterator[Code]:
    main = incident.types[0] if incident.types else None
    if main is None or main.acled_event is None:
        return
    why = f"our type {main.name!r}"
    disorder = _DISORDER_OF_SUB_EVENT.get(main.acled_sub_event or "", _DISORDER[main.acled_event])
    yield Code("acled", "disorder_type", disorder, why)
    yield Code("acled", "event_type", main.acled_event, why)
    if main.acled_sub_event:
        yield Code("acled", "sub_event_type", main.acled_sub_event, why)
    violence = type_of_violence(incident)
    if violence:
        yield Code("ucdp", "type_of_violence", *violence)


def type_of_violence(incident: Incident) -> tuple[str, str] | None:
    """Return UCDP's type of violence and its reason; the actors decide where they are known."""
    default = incident.types[0].ucdp if incident.types else None
    if default is None:
        return None
    kinds = {a.kind for a in incident.actors if a.role is not Role.INVOLVED}
    states, armed = kinds & {"state", "coalition"}, kinds & {"armed group", "militia"}
    if "civilians" in {a.kind for a in incident.actors if a.role is Role.TARGET} and not (states and armed):
        return "3", "civilians are the target"
    if states:
        return "1", "a state's forces take part"
    sides = {
        a.side or a.name
        for a in incident.actors
        if a.kind in {"armed group", "militia"} and a.role is not Role.INVOLVED
    }
    if len(sides) > 1:
        return "2", "armed groups on both sides, and no state"
    return str(default), f"default of our type {incident.types[0].name!r}"


def _time_codes(incident: Incident) -> Iterator[Code]:
    found = _TIME.get(incident.time_precision)
    if found is None or incident.start is None or incident.end is None:
        return
    why = f"dated by {incident.time_text!r}" if incident.time_text else "dated by its report"
    several = incident.time_precision is TimePrecision.DAY and (incident.end.date() - incident.start.date()).days > 1
    acled, ucdp = _SEVERAL_DAYS if several else found
    yield Code("acled", "time_precision", acled, why)
    yield Code("ucdp", "date_prec", ucdp, why)


def _place_codes(incident: Incident) -> Iterator[Code]:
    found = precision(incident)
    if found is None:
        return
    where, geo, why = found
    yield Code("acled", "geo_precision", geo, why)
    yield Code("ucdp", "where_prec", where, why)


def precision(incident: Incident) -> tuple[str, str, str] | None:
    """Return UCDP's where_prec, ACLED's geo_precision and the reason, or None without a location."""
    region = incident.location.region
    if region is None:
        return None
    relations = incident.location.relations
    radius = f"90 % lie within {region.radius_m / 1000:.0f} km"
    if region.radius_m <= EXACT_M:
        return "1", "1", radius
    if region.radius_m <= NEAR_M:
        return "2", "2", radius
    places = sorted(anchor_places(relations), key=width)
    kind = places[0].kind if places else None
    if kind in _WATERS:
        return "7", "3", "the words name open water"
    if kind in _LINES or any(r.kind in _FUZZY for r in relations):
        return "5", "3", "the words name a line or a part of an area"
    return _WHERE.get(kind, ("5", "3", radius)) if kind else ("5", "3", radius)


def _actor_codes(incident: Incident) -> Iterator[Code]:
    sides = {Role.ATTACKER: "inter1", Role.CLAIMANT: "inter1", Role.TARGET: "inter2"}
    given: set[str] = set()
    for actor in incident.actors:
        name = sides.get(actor.role)
        if name and name not in given and actor.kind in _INTER:
            given.add(name)
            yield Code("acled", name, _INTER[actor.kind], f"{actor.name} ({actor.kind})")
    if any(_is_civilian_target(a) for a in incident.actors):
        yield Code("acled", "civilian_targeting", "Civilian targeting", "civilians are the target")


def _is_civilian_target(actor: Actor) -> bool:
    return actor.role is Role.TARGET and actor.kind == "civilians"
