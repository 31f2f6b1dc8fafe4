"""Where the findings lie: what the map opens on and what the detailed basemap covers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geoinc.model import PlaceKind
from geoinc.render.shapes import bounds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shapely import Geometry

    from geoinc.model import Findings, Location

    Box = tuple[float, float, float, float]

TOO_WIDE = {PlaceKind.CONTINENT, PlaceKind.COUNTRY, PlaceKind.OCEAN, PlaceKind.SEA, PlaceKind.TERRITORY}
"""Kinds whose point says little about where a report happens; they widen the view only where nothing else is there."""

NEAR_DEG = 6.0
"""Places within about 600 km of the incidents belong to their surroundings."""

WINDOW_DEG, MAX_WINDOW_DEG = 0.3, 0.75
"""What counts as the neighbourhood of a finding: at least and at most this far from its best point, 30 to 80 km."""


def shown(findings: Findings) -> Box | None:
    """Return west, south, east, north of incidents, or of located phrases, or of places: the first there is."""
    for geometries in (_incidents(findings), _phrases(findings), _places(findings, wide=False)):
        box = bounds(geometries)
        if box is not None:
            return box
    return bounds(_places(findings, wide=True))


def context(findings: Findings) -> Box | None:
    """Return the box of what is drawn around the incidents, for the detailed basemap.

    Places far from all incidents are left to the coarse world: one name on another continent would cost the
    detail where things happened.
    """
    core = shown(findings)
    if core is None:
        return None
    drawn = [_polygon(core), *_phrases(findings), *_places(findings, wide=False)]
    window = _polygon(_grown(core))
    return bounds(g for g in drawn if g is not None and not g.is_empty and window.contains(g)) or core


def windows(findings: Findings) -> Iterator[Box]:
    """Yield a box around each incident's best point that holds its area, as far as that is a neighbourhood."""
    for incident in findings.incidents:
        region = incident.location.region
        if region is not None:
            west, south, east, north = region.area90.bounds
            lon, lat = region.best.x, region.best.y
            yield (
                lon - min(max(lon - west, WINDOW_DEG), MAX_WINDOW_DEG),
                lat - min(max(lat - south, WINDOW_DEG), MAX_WINDOW_DEG),
                lon + min(max(east - lon, WINDOW_DEG), MAX_WINDOW_DEG),
                lat + min(max(north - lat, WINDOW_DEG), MAX_WINDOW_DEG),
            )


def _polygon(box: Box) -> Geometry:
    """Return a box as a polygon."""
    import shapely

    return shapely.box(*box)


def _grown(box: Box) -> Box:
    west, south, east, north = box
    return west - NEAR_DEG, south - NEAR_DEG, east + NEAR_DEG, north + NEAR_DEG


def _area(location: Location) -> Geometry | None:
    return None if location.region is None else location.region.area90


def _incidents(findings: Findings) -> Iterator[Geometry | None]:
    return (_area(incident.location) for incident in findings.incidents)


def _phrases(findings: Findings) -> Iterator[Geometry | None]:
    return (_area(location) for locations in findings.locations.values() for location in locations)


def _places(findings: Findings, *, wide: bool) -> Iterator[Geometry | None]:
    for resolutions in findings.resolutions.values():
        for resolution in resolutions:
            place = resolution.place
            if place is not None and resolution.pinned and (place.kind in TOO_WIDE) == wide:
                yield place.point
