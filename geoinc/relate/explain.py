"""One plain sentence: what a location rests on, how large it is, what was set aside."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from geoinc.model import Genre, Reason, Region, Relation, RelationKind, SetAside

if TYPE_CHECKING:
    from geoinc.model import Anchor

SQUARE_KM_M2 = 1e6
ROUND_ABOVE = 10
"""Kilometres and square kilometres are whole numbers from here on, one decimal below."""

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
    basis = "; ".join(_phrase(relation) for relation in used)
    if region is None:
        why = (reason or Reason.NO_LOCATION).value
        return f"No location: {why}{f' ({basis})' if basis else ''}."
    aside = "".join(f'; "{a.relation.span.text}" was set aside: {a.why}' for a in set_aside)
    return f"{basis[:1].upper()}{basis[1:]}; read as {GENRES[genre]}, {_size(region)}{aside}."


def _phrase(relation: Relation) -> str:
    words = " ".join(relation.span.text.split())
    named = ", ".join(filter(None, (_anchor(a, words) for a in relation.anchors)))
    quoted = f"“{words}”" if words else relation.kind.value.replace("_", " ")
    if relation.kind is RelationKind.COORDINATES:
        return f"{quoted} gives coordinates"
    return f"{quoted} is relative to {named}" if named else quoted


def _anchor(anchor: Anchor, words: str) -> str:
    if not anchor.candidates:
        why = anchor.reason.value if anchor.reason else Reason.NO_ANCHOR.value
        return f"{anchor.text or words} ({why})"
    place = anchor.candidates[0].place
    parts = dict.fromkeys(filter(None, (place.name, place.admin1, place.country)))
    also = len(anchor.candidates) - 1
    return ", ".join(parts) + (f" (or {also} other{'s' if also > 1 else ''})" if also else "")


def _size(region: Region) -> str:
    area = f" ({_rounded(region.area90_m2 / SQUARE_KM_M2)} km²)" if region.area90_m2 > 0 else ""
    if region.method == "point-radius":
        return f"point-radius circle of {_rounded(region.radius_m / 1000)} km{area}"
    return f"90 % of the probability lies within {_rounded(region.radius_m / 1000)} km of the best estimate{area}"


def _rounded(value: float) -> str:
    return f"{value:,.0f}" if value >= ROUND_ABOVE else f"{value:.2g}"
