"""The time zone of a scene, for days and clock times that name none."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, tzinfo
from typing import TYPE_CHECKING

from geoinc.geo.zones import zone_at
from geoinc.incidents.ground import anchor_places, width
from geoinc.model import Location
from geoinc.text.time_ranges import Time

if TYPE_CHECKING:
    from shapely import Geometry

_SMALL_M = 50_000.0
"""A scene that reaches no farther has one zone."""
_NAUTICAL = "Etc/"
"""Begins the names of the zones of the high sea, which belong to no country beside it."""
_STEPS = 5
"""A wide scene is looked at in so many points a side."""


def zone_of(location: Location, when: Time) -> tzinfo | None:
    """Return the zone that a scene's clocks show; None where that is not known.

    The places that the scene is named after decide, then its best point. An hour told of a scene whose area lies in
    zones of different hours ("in Russia at 9 a.m.") has none; a day has the best point's.
    """
    region = location.region
    if region is None:
        return None
    spots = [place.point for place in anchor_places(location.relations) if width(place) == 0]
    best = spots[0] if spots else region.best
    zone = zone_at(round(best.x, 3), round(best.y, 3))
    if zone is None or when.clock is None or when.first is None or region.radius_m <= _SMALL_M:
        return zone
    others = [zone_at(round(x, 3), round(y, 3)) for x, y in _points_in(region.area90)]
    ashore = [other for other in others if other is not None and not other.key.startswith(_NAUTICAL)]
    return zone if all(_agree(zone, other, when.first) for other in ashore) else None


def _agree(one: tzinfo, other: tzinfo, day: date) -> bool:
    noon = time(12)
    return datetime.combine(day, noon, one).utcoffset() == datetime.combine(day, noon, other).utcoffset()


def _points_in(area: Geometry) -> Iterator[tuple[float, float]]:
    """Yield points of a grid that lie in an area."""
    import shapely

    west, south, east, north = area.bounds
    for i in range(_STEPS):
        for j in range(_STEPS):
            x, y = west + (east - west) * (i + 0.5) / _STEPS, south + (north - south) * (j + 0.5) / _STEPS
            if shapely.contains_xy(area, x, y):
                yield x, y
