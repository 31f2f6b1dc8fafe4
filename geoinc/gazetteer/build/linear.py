"""Named lakes, islands and seas from the basemap's unnamed coastlines, found by a point or an outline."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from geoinc.geo import geodesy
from geoinc.geo.linework import CoastType, Layer, LevelOfDetail, features

if TYPE_CHECKING:
    from shapely import Geometry, STRtree

MAX_MISS_DEG = 0.35
"""A lake or island may lie this far from the point that names it: coordinates of tables are round."""

MIN_ISLAND_KM2 = 0.5
MAX_ISLAND_M2 = 3e12
"""Greenland has 2.2 million km², Australia 7.6."""

SIMPLIFY_DEG = 0.004
"""Shapes are simplified to about 400 m, finer than the basemap's intermediate resolution."""


def lake(lon: float, lat: float, part: Geometry | None = None) -> Geometry | None:
    """Return the basemap's lake at or next to a point, or its part in an area; None where it has none."""
    found = _nearest(_shore(CoastType.LAKE), lon, lat)
    return found if found is None or part is None else found.intersection(part)


def island(lon: float, lat: float) -> Geometry | None:
    """Return the basemap's island at or next to a point, None where it has none (or where it is joined to a continent)."""
    found = _nearest(_shore(CoastType.LAND), lon, lat)
    return found if found is None or geodesy.area_m2(found) < MAX_ISLAND_M2 else None


def water(area: Geometry) -> Geometry:
    """Return an area less the land in it."""
    import shapely

    land, tree = _land()
    near = tree.query(area, predicate="intersects")
    wet = area.difference(shapely.union_all(land[near]))
    return wet if not wet.is_empty else area


Shore = tuple["np.ndarray[tuple[int], np.dtype[np.object_]]", "STRtree"]


@lru_cache(maxsize=2)
def _shore(kind: CoastType) -> Shore:
    return _polygons(kind, LevelOfDetail.INTERMEDIATE)


@lru_cache(maxsize=1)
def _land() -> Shore:
    return _polygons(CoastType.LAND, LevelOfDetail.LOW)


def _polygons(kind: CoastType, resolution: LevelOfDetail) -> Shore:
    import shapely

    rings = [
        shapely.Polygon(feature.lonlat.astype(float))
        for feature in features(Layer.COAST, resolution)
        if feature.type == kind and len(feature.lonlat) > 3 and feature.area_km2 > MIN_ISLAND_KM2
    ]
    polygons = np.array([shapely.make_valid(ring) for ring in rings], dtype=object)
    return polygons, shapely.STRtree(polygons)


def _nearest(shore: Shore, lon: float, lat: float) -> Geometry | None:
    import shapely

    polygons, tree = shore
    point = shapely.Point(lon, lat)
    inside = tree.query(point, predicate="intersects")
    smallest = inside[np.argmin(shapely.area(polygons[inside]))] if len(inside) else tree.nearest(point)
    found = polygons.item(int(smallest))
    return None if shapely.distance(found, point) > MAX_MISS_DEG else shapely.simplify(found, SIMPLIFY_DEG)


def forget() -> None:
    """Free the shores that areas are cut from."""
    _shore.cache_clear()
    _land.cache_clear()
