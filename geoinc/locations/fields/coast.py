"""Land and sea around a place, from the coastlines of the basemap (GSHHS), in metres of a local frame."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from geoinc.geo.geodesy import EARTH_RADIUS_M, LocalFrame
from geoinc.geo.linework import CoastType, Layer, LevelOfDetail, lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from shapely import Geometry

    Floats = NDArray[np.float64]

FINE_BELOW_M = 400_000.0
"""Windows smaller than this see the intermediate coastline (1 km between points), larger ones the low (5 km)."""

TURNS_DEG = (-360.0, 0.0, 360.0)
MIN_COS = 0.02
POLE_DEG = 90.0
TRIANGLE = 3
"""A ring needs more points than this to be closed (basemap leaves some islets as lines)."""


class _Land:
    """The rings of all land (WGS 84) with their bounds, shape (n, 4); each becomes a valid polygon when it is first near."""

    def __init__(self, resolution: LevelOfDetail) -> None:
        shores = lines(Layer.COAST, resolution)
        sizes = np.diff(shores.starts)
        self._shores, self._numbers = shores, np.flatnonzero((shores.type == CoastType.LAND) & (sizes > TRIANGLE))
        self.bounds: Floats = shores.boxes[self._numbers].astype(float)
        self._polygons: dict[int, Geometry] = {}

    def polygons(self, indices: Sequence[int]) -> list[Geometry]:
        """Return the valid polygons of some rings."""
        known = self._polygons
        if fresh := [index for index in indices if index not in known]:
            known.update(zip(fresh, self._made(fresh), strict=True))
        return [known[index] for index in indices]

    def _made(self, indices: Sequence[int]) -> NDArray[np.object_]:
        import shapely

        rings = [self._shores[number] for number in self._numbers[indices].tolist()]
        owners = np.repeat(np.arange(len(rings)), [len(ring) for ring in rings])
        return _valid(shapely.polygons(shapely.linearrings(np.concatenate(rings).astype(float), indices=owners)))


_land = lru_cache(maxsize=2)(_Land)


@lru_cache(maxsize=64)
def land_around(lon: float, lat: float, reach_m: float) -> Geometry | None:
    """Return the land within a window around a point, in metres of its frame; None where there is no coast."""
    import shapely

    resolution = LevelOfDetail.INTERMEDIATE if reach_m < FINE_BELOW_M else LevelOfDetail.LOW
    coasts = _land(resolution)
    bounds = coasts.bounds
    half_lat = math.degrees(reach_m / EARTH_RADIUS_M)
    half_lon = min(half_lat / max(math.cos(math.radians(lat)), MIN_COS), 179.0)
    frame = LocalFrame(lon, lat)
    pieces: list[Geometry] = []
    south, north = max(lat - half_lat, -POLE_DEG), min(lat + half_lat, POLE_DEG)
    for turn in TURNS_DEG:
        west, east = lon - half_lon + turn, lon + half_lon + turn
        near = (bounds[:, 0] < east) & (bounds[:, 2] > west) & (bounds[:, 1] < north) & (bounds[:, 3] > south)
        shores = coasts.polygons(np.flatnonzero(near).tolist())
        pieces.extend(shapely.clip_by_rect(shores, west, south, east, north))
    valid = _valid(frame.project_all(pieces))
    # What meets nothing is taken as it is: in a window on an archipelago that is nearly all.
    land = shapely.disjoint_subset_union_all(valid) if valid.size else None
    return land if land is not None and land.area > 0 else None


def _valid(geometries: NDArray[np.object_]) -> NDArray[np.object_]:
    """Return valid geometries: most are, and asking costs less than making them so."""
    import shapely

    bad = ~shapely.is_valid(geometries)
    geometries[bad] = shapely.make_valid(geometries[bad])
    return geometries
