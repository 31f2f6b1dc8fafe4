"""Where an incident lies, in the gazetteer's names: the place that it rests on, its units and its country.

A unit is named only where the words are exact enough for it: what is known to lie "in Syria" has its best point in
some district, and naming that district would be a false answer. UCDP's where_prec, which the incident carries, says how
exact the words are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from geoinc.model import PlaceKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geoinc.model import Incident, Place, Unit

NEAR_M = 25_000.0
"""UCDP's where_prec 2; of incidents without a code, those known better than this lie in a district."""

EXACT_TO_DISTRICT, EXACT_TO_PROVINCE, A_PART = 3, 4, 5
"""UCDP's where_prec: up to a second-level unit, a first-level unit, a line or a part of an area."""

WIDE = (
    PlaceKind.ADMIN3, PlaceKind.ADMIN2, PlaceKind.ADMIN1, PlaceKind.REGION, PlaceKind.TERRITORY, PlaceKind.COUNTRY,
    PlaceKind.CONTINENT,
)  # fmt: skip
"""Kinds of places that things are in, narrowest first; all others are narrower."""


class PlaceNames(NamedTuple):
    """The names of where something is; None where they are not known."""

    place: str | None = None
    admin1: str | None = None
    admin2: str | None = None
    country: str | None = None
    code: str | None = None


NOWHERE = PlaceNames()


def whereabouts(incident: Incident, unit: Unit | None) -> PlaceNames:
    """Return where an incident lies, by the unit of its best point and the places that its words name."""
    region = incident.location.region
    if region is None:
        return NOWHERE
    anchors = list(_anchors(incident)) if incident.location.relations else []
    place = min(anchors, key=_width) if len(anchors) > 1 else next(iter(anchors), None)
    name = place.name if place is not None else (incident.location.text or None)
    if unit is None:
        if place is None:
            return PlaceNames(name)
        return PlaceNames(name, place.admin1 or None, place.admin2 or None, None, place.country)
    exact = _exactness(incident)
    admin1 = unit.admin1 if exact <= EXACT_TO_PROVINCE else _shared(incident, unit)
    admin2 = unit.admin2 if exact <= EXACT_TO_DISTRICT else ""
    return PlaceNames(name, admin1 or None, admin2 or None, unit.country or None, unit.code or None)


def _shared(incident: Incident, unit: Unit) -> str:
    """Return the province of the best point where every place that the words name lies in it too."""
    if _exactness(incident) != A_PART:
        return ""
    names = {p.admin1 for p in _anchors(incident)}
    return unit.admin1 if names == {unit.admin1} else ""


def _exactness(incident: Incident) -> int:
    found = next((c.value for c in incident.codes if (c.scheme, c.name) == ("ucdp", "where_prec")), None)
    if found is not None:
        return int(found)
    region = incident.location.region
    return EXACT_TO_DISTRICT if region is not None and region.radius_m <= NEAR_M else A_PART + 1


def _anchors(incident: Incident) -> Iterator[Place]:
    for relation in incident.location.relations:
        for anchor in relation.anchors:
            if anchor.candidates:
                yield anchor.candidates[0].place


def _width(place: Place) -> int:
    return WIDE.index(place.kind) + 1 if place.kind in WIDE else 0
