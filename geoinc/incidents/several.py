"""Events told of several places at once ("struck Aba, Bem and Coro"): each has its ground, the event has them all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from geoinc.geo.geodesy import area_m2, haversine_m
from geoinc.incidents.ground import agree, anchor_places, width
from geoinc.model import ALSO, Location, Region, Relation, RelationKind

_LISTED = frozenset({RelationKind.AT, RelationKind.IN})
_BETWEEN = re.compile(
    r"(?P<and>\s*,?\s+(?:and|as\s+well\s+as)\s+|\s*&\s*)?(?P<comma>\s*,\s*)?"
    r"(?:(?:in|at|near)\s+)?(?:the\s+)?(?:(?:nearby|neighbou?ring)\s+)?(?:(?:towns?|villages?|cit(?:y|ies))\s+(?:of\s+)?)?",
    re.IGNORECASE,
)
"""What may stand between two names of one list."""


def listed(text: str, relations: Sequence[Relation]) -> list[Relation]:
    """Return relations in the order of the text, those that go on a list of places marked :data:`ALSO`.

    A list has an "and" before its last name; "Aba, Bem" alone is a place and the wider one that holds it.
    """
    ordered = sorted(relations, key=lambda r: (r.span.start, r.span.end))
    goes_on, chain = set(), list[int]()
    for i, (first, second) in enumerate(pairwise(ordered), start=1):
        match = _joint(text, first, second)
        chain = [*chain, i] if match else []
        if match and match["and"]:
            goes_on.update(chain)
            chain = []
    return [replace(r, qualifiers=(*r.qualifiers, ALSO)) if i in goes_on else r for i, r in enumerate(ordered)]


def _joint(text: str, first: Relation, second: Relation) -> re.Match[str] | None:
    """Return the words that join two plain places of equal width in a list, if they do."""
    plain = all(r.kind in _LISTED and len(r.anchors) == 1 and r.distance is None for r in (first, second))
    if not plain:
        return None
    ends, begins = first.anchors[0].span.end, second.anchors[0].span.start
    match = _BETWEEN.fullmatch(text, ends, begins) if begins - ends > 0 else None
    if match is None or not (match["and"] or match["comma"]):
        return None
    (one, *_), (other, *_) = [*anchor_places([first]), None], [*anchor_places([second]), None]
    return match if one and other and width(one) == width(other) and agree([first], [second]) < 0 else None


def further(relations: Sequence[Relation], used: Sequence[Relation]) -> list[Relation]:
    """Return the listed places that the relations used do not stand for, each once."""
    found: list[Relation] = []
    for relation in relations:
        if ALSO in relation.qualifiers and agree([relation], [*used, *found]) < 0:
            found.append(relation)
    return found


def together(locations: Sequence[Location]) -> Location:
    """Return the location of an event that took place at each of several, the first told first."""
    found = [(where, where.region) for where in locations if where.region is not None]
    if len(found) < 2:
        return found[0][0] if found else locations[0]
    first = found[0][0]
    return replace(
        first,
        region=_union([region for _, region in found]),
        text="; ".join(dict.fromkeys(r.span.text for where, _ in found for r in where.relations)),
        relations=tuple(dict.fromkeys(r for where, _ in found for r in where.relations)),
        spans=tuple(dict.fromkeys(s for where, _ in found for s in where.spans)),
        explanation="Told of several places, each with an area of its own. "
        + " ".join(where.explanation for where, _ in found),
        working=tuple(w for where, _ in found for w in where.working),
        set_aside=tuple(a for where, _ in found for a in where.set_aside),
    )


def _union(regions: Sequence[Region]) -> Region:
    """Return areas that hold every place; the radius reaches from the first best estimate to the farthest edge."""
    import shapely

    best = regions[0].best
    area90 = shapely.union_all([region.area90 for region in regions])
    edge = shapely.get_coordinates(area90)
    return replace(
        regions[0],
        area50=shapely.union_all([region.area50 for region in regions]),
        area90=area90,
        radius_m=float(haversine_m(best.x, best.y, edge[:, 0], edge[:, 1]).max()),
        area90_m2=area_m2(area90),
    )
