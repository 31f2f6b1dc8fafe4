"""The time zone of a place, for clock times that name none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from geoinc.incidents.ground import anchor_places
from geoinc.language.lexicon import load
from geoinc.model import Relation


def zone_at(relations: Sequence[Relation]) -> tzinfo | None:
    """Return the zone of the one country that relations lie in; None where it keeps several or is not known."""
    countries = {place.country for place in anchor_places(relations)}
    return _zone(countries.pop()) if len(countries) == 1 else None


@cache
def _zone(country: str | None) -> tzinfo | None:
    name = load("zones")["zones"].get(country)
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, OSError):
        return None
