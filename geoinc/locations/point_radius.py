"""The conservative circle of the georeferencing guides: the point-radius method.

Formulas after Chapman & Wieczorek, Georeferencing Best Practices (GBIF, 2020), and Wieczorek, Guo & Hijmans
(2004): errors of extent, distance precision and datum add linearly; the direction's half-angle α is 45° for N,
22.5° for NE, 11.25° for NNE.
"""

from __future__ import annotations

import math

from geoinc.geo import geodesy
from geoinc.geo.geodesy import LocalFrame
from geoinc.locations.fields.shapes import footprint
from geoinc.locations.fusion import region, scales
from geoinc.locations.fusion.region import snapped
from geoinc.locations.kernels import table
from geoinc.model import Bearing, Place, Region, Relation, RelationKind

METHOD = "point-radius"
AREA50_SHARE = math.sqrt(0.5)
"""The circle is uniform: half of it lies within 1/√2 of its radius."""


RADIUS_MIN_M = 10.0
LIMIT_M = 9_000_000.0


def circle(relation: Relation, anchor_place: Place | None) -> tuple[float, float, float]:
    """Return (lon, lat, radius_m) of the guide's circle for a relation to one place."""
    if relation.kind is RelationKind.COORDINATES or anchor_place is None:
        return _of_coordinates(relation)
    lon, lat = anchor_place.point.x, anchor_place.point.y
    extent = extent_m(anchor_place)
    if relation.offsets:
        return _of_offsets(relation, lon, lat, extent)
    distance, bearing = relation.distance, relation.bearing
    if distance is None:
        return lon, lat, _bounded(_vague_m(relation, extent))
    far = distance.max_m if math.isfinite(distance.max_m) else 2 * distance.stated_m
    if bearing is None or relation.kind is RelationKind.WITHIN:
        return lon, lat, _bounded(far + distance.precision_m + extent)
    there = geodesy.destination(lon, lat, bearing_deg=bearing.degrees, distance_m=distance.stated_m)
    delta = distance.precision_m + (far - distance.stated_m) + extent
    return *there, _bounded(heading_radius_m(distance.stated_m, bearing, delta_m=delta))


def heading_radius_m(distance_m: float, bearing: Bearing, *, delta_m: float) -> float:
    """Return R = √((D+Δ−D·cosα)² + (D·sinα)²), the circle of a distance at a heading."""
    alpha = math.radians(min(bearing.half_angle_deg, 90.0))
    return math.hypot(distance_m + delta_m - distance_m * math.cos(alpha), distance_m * math.sin(alpha))


def coordinate_radius_m(lat: float, *, precision_deg: float) -> float:
    """Return CP = p·√(m_lat² + m_lon²): a coordinate precise to p degrees; 0.01° at 30° is 1,470 m."""
    meridian, vertical = geodesy.radii_m(lat)
    return math.radians(precision_deg) * math.hypot(meridian, vertical * math.cos(math.radians(lat)))


def to_region(lon: float, lat: float, radius_m: float) -> Region:
    """Return a circle as a region."""
    import shapely

    frame = LocalFrame(lon, lat)
    area90 = region.circle(frame, radius_m)
    area50 = region.circle(frame, AREA50_SHARE * radius_m)
    best = snapped(shapely.Point(float(geodesy.wrap_lon(lon)), lat), area50)
    return Region(best, area50, area90, radius_m, area90_m2=math.pi * radius_m**2, method=METHOD)


def extent_m(place: Place) -> float:
    """Return the guide's extent: the farthest point of the place's shape, else the default radius of its rank.

    Default radii by rank as Nominatim has them: city 15 km, town 4, village 2, hamlet 1.
    """
    foot = footprint(place)
    if foot.shape is not None or place.kind not in scales.SETTLED:
        return foot.reach_m + place.uncertainty_m
    ranks = table()["guide"]["settlement"]
    rank = next(r for r in ranks if place.population >= r["population"])
    return float(rank["radius_m"]) + place.uncertainty_m


def _of_coordinates(relation: Relation) -> tuple[float, float, float]:
    lon, lat = relation.point or (0.0, 0.0)
    precision = relation.distance.precision_m if relation.distance is not None else 1.0
    return lon, lat, _bounded(2 * precision * math.sqrt(2))


def _of_offsets(relation: Relation, lon: float, lat: float, extent: float) -> tuple[float, float, float]:
    """Return the circle of orthogonal offsets: R = √2·DP + extent, no error of direction."""
    east = sum(d.stated_m * math.sin(math.radians(b.degrees)) for d, b in relation.offsets)
    north = sum(d.stated_m * math.cos(math.radians(b.degrees)) for d, b in relation.offsets)
    precision = max(d.precision_m for d, _ in relation.offsets)
    heading = math.degrees(math.atan2(east, north))
    there = geodesy.destination(lon, lat, bearing_deg=heading, distance_m=math.hypot(east, north))
    return *there, _bounded(math.sqrt(2) * precision + extent)


def _vague_m(relation: Relation, extent: float) -> float:
    """Return extent alone for "at" and "in"; doubled where the words only point away from the place."""
    return extent if relation.kind in {RelationKind.AT, RelationKind.IN, RelationKind.PART} else 2 * extent


def _bounded(radius_m: float) -> float:
    return min(max(radius_m, RADIUS_MIN_M), LIMIT_M)
