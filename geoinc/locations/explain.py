"""One plain sentence: what a location rests on, how large it is, what was set aside."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from geoinc.model import Genre, PlaceKind, Reason, Region, Relation, RelationKind, SetAside

if TYPE_CHECKING:
    from geoinc.model import Anchor, Place

SQUARE_KM_M2 = 1e6
PERCENT = 100
ROUND_ABOVE = 10
"""Kilometres and square kilometres are whole numbers from here on, one decimal below."""

WORTH_NAMING = 0.05
NAMED = 2
"""Alternatives of at least this probability are named, so many at most."""

SEVERAL = 2

UNIT_KINDS = {PlaceKind.ADMIN1: " (region)", PlaceKind.ADMIN2: " (district)", PlaceKind.ADMIN3: " (municipality)"}
UNIT_WORDS = frozenset(
    (
        *("state", "province", "region", "county", "district", "governorate", "oblast", "department", "prefecture"),
        *("municipality", "parish", "borough", "territory", "republic", "city", "krai", "canton", "emirate"),
    )
)
"""Names with such a word tell themselves what they are."""

GENRES = {
    Genre.METRIC: "a metric report",
    Genre.NEWS: "news",
    Genre.MARITIME: "a maritime report",
}


def explain(
    relations: Sequence[Relation],
    region: Region | None,
    *,
    genre: Genre = Genre.NEWS,
    set_aside: Sequence[SetAside] = (),
    reason: Reason | None = None,
) -> str:
    """Return one sentence on how a location came about.

    Examples
    --------
    >>> explain([], None, reason=Reason.NO_LOCATION)
    'No location: the text gives no location for it.'
    """
    used = [r for r in relations if all(r is not aside.relation for aside in set_aside)]
    basis = "; ".join(_phrase(relation, region) for relation in used)
    if region is None:
        why = (reason or Reason.NO_LOCATION).value
        return f"No location: {why}{f' ({basis})' if basis else ''}."
    size = _size(
        region.radius_m,
        region.area90_m2,
        parts=len(getattr(region.area90, "geoms", ())),
        circle=region.method == "point-radius",
        alternatives=any(len(a.candidates) > 1 for r in used for a in r.anchors),
    )
    aside = "".join(f'; "{a.relation.span.text}" was set aside: {a.why}' for a in set_aside)
    return f"{basis[:1].upper()}{basis[1:]}; read as {GENRES[genre]}, {size}{aside}."


def explain_whole(relation: Relation, genre: Genre, *, radius_m: float, area90_m2: float) -> str:
    """Return the sentence of :func:`explain` for one relation whose area is of one piece, by its sizes alone."""
    basis = _phrase(relation, None)
    size = _size(radius_m, area90_m2)
    return f"{basis[:1].upper()}{basis[1:]}; read as {GENRES[genre]}, {size}."


def _phrase(relation: Relation, region: Region | None) -> str:
    words = " ".join(relation.span.text.split())
    named = ", ".join(filter(None, (_anchor(a, words, region) for a in relation.anchors)))
    quoted = f"“{words}”" if words else relation.kind.value.replace("_", " ")
    if relation.kind is RelationKind.COORDINATES:
        return f"{quoted} gives coordinates"
    return f"{quoted} is relative to {named}" if named else quoted


def _anchor(anchor: Anchor, words: str, region: Region | None) -> str:
    if not anchor.candidates and region is not None and anchor.reason is Reason.NO_ANCHOR:
        return f"{anchor.text or words}, which is not in the gazetteer"
    if not anchor.candidates:
        why = anchor.reason.value if anchor.reason else Reason.NO_ANCHOR.value
        return f"{anchor.text or words} ({why})"
    first, *others = anchor.candidates
    named = [other for other in others if other.probability >= WORTH_NAMING][:NAMED]
    if not named:
        return label(first.place)
    also = "".join(
        f", or {label(other.place)} ({percent(other.probability)}{_reach(other.place, region)})" for other in named
    )
    rest = len(others) - len(named)
    more = f", or {rest} more place{'s' if rest > 1 else ''} of the name" if rest else ""
    return f"{label(first.place)} ({percent(first.probability)}{_reach(first.place, region)}){also}{more}"


def _reach(place: Place, region: Region | None) -> str:
    """Return how large the part of a region is that a place stands for, where there are several far apart."""
    parts = getattr(region.area90, "geoms", ()) if region is not None else ()
    if len(parts) < SEVERAL:
        return ""
    from geoinc.geo.geodesy import area_m2

    own = min(parts, key=place.point.distance)
    return f", within {_rounded(math.sqrt(area_m2(own) / math.pi) / 1000)} km"


def percent(share: float) -> str:
    """Return a share as explanations write it."""
    return f"{PERCENT * share:.0f} %"


def label(place: Place) -> str:
    """Return what tells a place from its namesakes: "Kharkiv (region), UA", "Kharkiv, Kharkiv, UA"."""
    return _label(place.name, place.kind, place.admin1, place.country)


@lru_cache(maxsize=8192)
def _label(name: str, kind: PlaceKind, admin1: str | None, country: str | None) -> str:
    word = UNIT_KINDS.get(kind, "")
    if word and not UNIT_WORDS.isdisjoint(name.lower().split()):
        word = ""
    return ", ".join(dict.fromkeys(filter(None, (f"{name}{word}", admin1, country))))


def _size(
    radius_m: float, area90_m2: float, *, parts: int = 1, circle: bool = False, alternatives: bool = False
) -> str:
    area = f" ({_rounded(area90_m2 / SQUARE_KM_M2)} km²)" if area90_m2 > 0 else ""
    radius = f"{_rounded(radius_m / 1000)} km"
    if circle:
        return f"point-radius circle of {radius}{area}"
    if alternatives and parts > 1:
        own = f"the one shown within {radius} of the best estimate"
        return f"90 % of the probability lies in {parts} separate areas{area}, {own}"
    return f"90 % of the probability lies within {radius} of the best estimate{area}"


def _rounded(value: float) -> str:
    return f"{value:,.0f}" if value >= ROUND_ABOVE else f"{value:.2g}"
