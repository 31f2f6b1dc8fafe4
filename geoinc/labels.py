"""Place labels for the basemap: what to name around the incidents, chosen from the gazetteer.

The renderer never opens the gazetteer; it is handed these. Three densities are chosen, so that a map is
labelled from afar and from near: countries and the largest cities of the whole view, larger towns of its
surroundings, and small places close to each incident.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from geoinc.gazetteer.file.columns import KINDS
from geoinc.model import Findings, Place, PlaceKind, PlaceLabel

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from geoinc.gazetteer import Gazetteer

    Mask = NDArray[np.bool_]


class Box(NamedTuple):
    """A view in degrees."""

    west: float
    south: float
    east: float
    north: float

    def grown(self, degrees: float) -> Box:
        """Return the box with a margin on each side."""
        return Box(self.west - degrees, self.south - degrees, self.east + degrees, self.north + degrees)


NEAR_MARGIN_DEG, NEAR_COUNT = 0.6, 150
"""Small places within about 60 km of an incident's area, so that it can be recognised on the ground."""

REGION_MARGIN_DEG, REGION_COUNT = 4.0, 80
"""Towns within about 400 km, for orientation."""

WORLD_COUNT = 160
"""The largest cities anywhere, for a map that is zoomed out."""

MAX_BOXES = 400
"""More incidents than this share boxes: the labels of a world map do not grow with the incidents."""

WATERS = (PlaceKind.OCEAN, PlaceKind.SEA, PlaceKind.STRAIT, PlaceKind.RIVER, PlaceKind.LAKE)
TOWNS = (PlaceKind.SETTLEMENT,)
COUNTRIES = (PlaceKind.COUNTRY,)
UNITS = (PlaceKind.ADMIN1,)
RANK_POPULATIONS = (1_000_000, 200_000, 40_000, 5_000)
"""Lower bounds of the ranks 1 to 4 of towns; the rest are 5."""

LARGE_COUNTRY, WATER_RANK, UNIT_RANK = 10_000_000, 2, 3


def labels_around(findings: Findings, gazetteer: Gazetteer) -> tuple[PlaceLabel, ...]:
    """Return the labels for a map of these findings, most important first: by rank, then by population."""
    boxes = boxes_of(findings)
    places = [gazetteer.place_at(index) for index in dict.fromkeys(_chosen(boxes, gazetteer))] if boxes else []
    ranked = sorted(places, key=lambda place: (_rank(place), -place.population, place.id))
    return tuple(
        PlaceLabel(place.name, round(place.point.x, 4), round(place.point.y, 4), _rank(place), place.kind)
        for place in ranked
    )


def boxes_of(findings: Findings) -> list[Box]:
    """Return boxes around the parts of incidents, or around places where there are none."""
    import shapely

    regions = [i.location.region for i in findings.incidents]
    boxes = [Box(*part.bounds) for region in regions if region is not None for part in shapely.get_parts(region.area90)]
    if boxes:
        return boxes[:MAX_BOXES]
    pinned = (r.place for found in findings.resolutions.values() for r in found if r.pinned)
    return [Box(*place.point.bounds) for place in pinned if place is not None][:MAX_BOXES]


def _chosen(boxes: Iterable[Box], gazetteer: Gazetteer) -> Iterator[int]:
    population = np.asarray(gazetteer.columns.population)
    towns = _of_kind(gazetteer, TOWNS)
    yield from np.flatnonzero(_of_kind(gazetteer, COUNTRIES)).tolist()
    yield from _largest(population, towns, WORLD_COUNT)
    wide = _of_kind(gazetteer, (*WATERS, *UNITS))
    for box in boxes:
        region = _inside(gazetteer, box.grown(REGION_MARGIN_DEG))
        yield from np.flatnonzero(region & wide).tolist()
        yield from _largest(population, region & towns, REGION_COUNT)
        yield from _largest(population, _inside(gazetteer, box.grown(NEAR_MARGIN_DEG)) & towns, NEAR_COUNT)


def _of_kind(gazetteer: Gazetteer, kinds: tuple[PlaceKind, ...]) -> Mask:
    return np.isin(gazetteer.columns.kind, [KINDS.index(kind) for kind in kinds])


def _inside(gazetteer: Gazetteer, box: Box) -> Mask:
    lon, lat = gazetteer.columns.lon, gazetteer.columns.lat
    inside: Mask = (lon >= box.west) & (lon <= box.east) & (lat >= box.south) & (lat <= box.north)
    return inside


def _largest(population: NDArray[np.uint32], among: Mask, count: int) -> list[int]:
    indices = np.flatnonzero(among)
    order = np.lexsort((indices, -population[indices].astype(np.int64)))
    largest: list[int] = indices[order[:count]].tolist()
    return largest


def _rank(place: Place) -> int:
    """Return 0 for oceans and the most populous countries, 1 for other countries, then by kind and population."""
    if place.kind is PlaceKind.OCEAN:
        return 0
    if place.kind is PlaceKind.COUNTRY:
        return 0 if place.population >= LARGE_COUNTRY else 1
    if place.kind in WATERS:
        return WATER_RANK
    if place.kind in UNITS:
        return UNIT_RANK
    below = (rank for rank, bound in enumerate(RANK_POPULATIONS, 1) if place.population >= bound)
    return next(below, len(RANK_POPULATIONS) + 1)
