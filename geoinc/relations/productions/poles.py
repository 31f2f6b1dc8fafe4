"""The two poles, which are no settlements, and from which every way leads south (or north)."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Any

from geoinc.model import Place, PlaceKind, Reason, RelationKind
from geoinc.relations import patterns
from geoinc.relations.clauses import AnchorName, Clause

LOOK_BACK = 24
ALIGNED_DEG = 45.0

WITHOUT_BEARING = {RelationKind.OFFSET: RelationKind.DISTANCE, RelationKind.BEARING: RelationKind.NEAR}


def latitude_of(name: AnchorName, text: str) -> float | None:
    """Return the latitude of the pole that a name means; a town called North Pole has no article.

    Examples
    --------
    >>> latitude_of(Name(4, 14, "North Pole"), "the North Pole"), latitude_of(Name(0, 10, "North Pole"), "North Pole")
    (90.0, None)
    """
    if name.context:
        return None
    said = _poles().get(patterns.compiled("pole_lead").sub("", name.text).lower())
    if not said:
        return None
    latitude = float(said)
    before = text[max(name.start - LOOK_BACK, 0) : name.start]
    article = patterns.compiled("with_article").match(name.text) or patterns.compiled("pole_article").search(before)
    # No town is called South Pole.
    return latitude if article or latitude < 0 else None


@lru_cache(maxsize=1)
def _poles() -> dict[str, Any]:
    return patterns.mapping("poles")


def place_of(name: AnchorName, text: str) -> Place | None:
    """Return the pole that a name means, as a place."""
    latitude = latitude_of(name, text)
    if latitude is None:
        return None
    from shapely import Point

    side = "North" if latitude > 0 else "South"
    return Place(f"pole:{side.lower()}", f"{side} Pole", PlaceKind.SPOT, Point(0.0, latitude))


def settled(clause: Clause, text: str) -> Clause:
    """Return a clause relative to a pole as it can be: the only bearing there leads away, all around."""
    latitude = latitude_of(clause.names[0], text) if clause.names else None
    if latitude is None or clause.bearing is None:
        return clause
    away = 180.0 if latitude > 0 else 0.0
    off = abs((clause.bearing.degrees - away + 180.0) % 360.0 - 180.0)
    if off > ALIGNED_DEG / 2:
        return replace(clause, reason=Reason.IMPOSSIBLE)
    return replace(clause, kind=WITHOUT_BEARING.get(clause.kind, clause.kind), bearing=None)
