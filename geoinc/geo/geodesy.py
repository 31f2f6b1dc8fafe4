"""The only place where metres meet degrees: geodesics, local frames, areas and the antimeridian.

Longitude comes before latitude everywhere; bearings are degrees clockwise from north. Exact single
values use Karney's geodesics on the WGS 84 ellipsoid (pyproj.Geod); arrays use closed forms whose
error is stated with them.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from geoinc.geo.by_shape import by_shape

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from pyproj import Geod
    from shapely import Geometry

    Floats = NDArray[np.float64]

EARTH_RADIUS_M = 6_371_008.8
"""Mean radius of WGS 84 (IUGG R1)."""

SEMI_MAJOR_M = 6_378_137.0
"""WGS 84 semi-major axis a."""

ECCENTRICITY_SQUARED = 6.694_379_990_14e-3
"""WGS 84 first eccentricity squared e²."""

HALF_TURN_DEG = 180.0
FULL_TURN_DEG = 360.0
QUARTER_TURN_DEG = 90.0

AREAL = 2
"""Topological dimension of polygons."""

POLAR_STEPS = 720
"""A ring around a pole is followed in this many steps, half a degree each."""


@lru_cache(maxsize=1)
def _geod() -> Geod:
    from pyproj import Geod

    return Geod(ellps="WGS84")


def destination(lon: float, lat: float, *, bearing_deg: float, distance_m: float) -> tuple[float, float]:
    """Return the (lon, lat) reached along a geodesic, exact to nanometres (Karney 2013)."""
    end_lon, end_lat, _ = _geod().fwd(lon, lat, bearing_deg, distance_m)
    return float(end_lon), float(end_lat)


def distance_m(lon1: float, lat1: float, lon2: float, lat2: float) -> float:
    """Return the geodesic distance between two points in metres (Karney 2013)."""
    return float(_geod().inv(lon1, lat1, lon2, lat2)[2])


def bearing_deg(lon1: float, lat1: float, lon2: float, lat2: float) -> float:
    """Return the initial bearing from the first point to the second, 0 ≤ bearing < 360."""
    return float(_geod().inv(lon1, lat1, lon2, lat2)[0]) % FULL_TURN_DEG


def haversine_m(lon1: Floats, lat1: Floats, lon2: Floats, lat2: Floats) -> Floats:
    """Return great-circle distances in metres of broadcast arrays; within 0.6 % of the geodesic."""
    phi1, phi2 = np.radians(lat1), np.radians(lat2)
    half_dphi = (phi2 - phi1) / 2
    half_dlambda = np.radians(np.subtract(lon2, lon1)) / 2
    chord = np.sin(half_dphi) ** 2 + np.cos(phi1) * np.cos(phi2) * np.sin(half_dlambda) ** 2
    return np.asarray(2 * EARTH_RADIUS_M * np.arcsin(np.sqrt(np.minimum(chord, 1))))


def directions(lon: Floats | float, lat: Floats | float) -> Floats:
    """Return the unit vectors of points on the sphere, shape (…, 3)."""
    phi, turn = np.radians(lat), np.radians(lon)
    cosine = np.cos(phi)
    return np.stack((cosine * np.cos(turn), cosine * np.sin(turn), np.sin(phi)), axis=-1)


def wrap_lon(lon: Any) -> Any:  # noqa: ANN401 - scalar in, scalar out; array in, array out
    """Return longitudes brought into [-180, 180)."""
    return (lon + HALF_TURN_DEG) % FULL_TURN_DEG - HALF_TURN_DEG


def radii_m(lat: float) -> tuple[float, float]:
    """Return the meridian radius M and the prime-vertical radius N at a latitude, in metres.

    M = a(1−e²)/(1−e²sin²φ)^1.5 and N = a/√(1−e²sin²φ) (Chapman & Wieczorek, Georeferencing Best Practices).
    """
    squeeze = 1 - ECCENTRICITY_SQUARED * math.sin(math.radians(lat)) ** 2
    return SEMI_MAJOR_M * (1 - ECCENTRICITY_SQUARED) / squeeze**1.5, SEMI_MAJOR_M / math.sqrt(squeeze)


def area_m2(geometry: Geometry) -> float:
    """Return the geodesic area of a WGS 84 geometry in square metres; 0 for points and lines."""
    import shapely

    if geometry.is_empty:
        return 0.0
    # Normalised, because signed areas are summed: holes must run against their shells.
    parts = shapely.get_parts(shapely.normalize(geometry))
    areal = parts[shapely.get_dimensions(parts) == AREAL]
    return abs(sum(_part_m2(part) for part in areal))


@by_shape(maxsize=64)
def _part_m2(part: Geometry) -> float:
    """Return the signed geodesic area of a polygon; who asks for all parts of an area often asks for one of them next."""
    import shapely

    corners = (shapely.get_coordinates(ring).T for ring in shapely.get_rings(part))
    return float(sum(_geod().polygon_area_perimeter(lon, lat)[0] for lon, lat in corners))


LONGEST_STRAIGHT_DEG = 0.5
"""Polygons with longer edges are measured one by one: a geodesic leaves the straight line between their corners."""


def areas_m2(geometries: Sequence[Geometry]) -> Floats:
    """Return the geodesic areas of many WGS 84 geometries in square metres, each as :func:`area_m2` to one in 10,000.

    Rings are summed in the equal-area projection of the ellipsoid, where the area of a polygon is that on the ground
    but for the bend of its edges (authalic sine q: Snyder 1987, eq. 3-12). What has holes or long edges is measured
    one by one.
    """
    held = np.asarray(geometries, dtype=object)
    some = [_areas_m2(held[start : start + MEASURED_TOGETHER]) for start in range(0, len(held), MEASURED_TOGETHER)]
    return np.concatenate(some) if some else np.zeros(0)


MEASURED_TOGETHER = 1000
"""So many geometries are measured at once: their corners stay in the processor's cache."""


def _areas_m2(held: NDArray[np.object_]) -> Floats:
    import shapely

    if (shapely.get_type_id(held) == shapely.GeometryType.POLYGON).all():
        parts, owner = held, np.arange(len(held))
    else:
        parts, owner = shapely.get_parts(held, return_index=True)
    lonlat, part = shapely.get_coordinates(parts, return_index=True)
    if not len(part):
        return np.zeros(len(held))
    x, y = np.radians(lonlat[:, 0]), _authalic(lonlat[:, 1])
    edge = part[1:] == part[:-1]
    twice = np.where(edge, (x[1:] - x[:-1]) * (y[1:] + y[:-1]), 0.0)
    each = np.abs(np.bincount(part[:-1], twice, minlength=len(parts))) * SEMI_MAJOR_M**2 / 4
    each[shapely.get_dimensions(parts) != AREAL] = 0.0
    areas: Floats = np.bincount(owner, each, minlength=len(held)).astype(np.float64)
    wide, high = (np.abs(np.diff(axis)) > LONGEST_STRAIGHT_DEG for axis in lonlat.T)
    long = edge & (wide | high)
    holed = np.flatnonzero(shapely.get_num_interior_rings(parts) > 0)
    for index in np.union1d(owner[part[:-1][long]], owner[holed]):
        areas[index] = area_m2(held[index])
    return areas


def _authalic(lat_deg: Floats) -> Floats:
    """Return q of Snyder's equation 3-12: a²/2 times it, times a difference of longitudes, is an area."""
    e = math.sqrt(ECCENTRICITY_SQUARED)
    sine = np.sin(np.radians(lat_deg))
    squeeze = 1 - ECCENTRICITY_SQUARED * sine**2
    return np.asarray((1 - ECCENTRICITY_SQUARED) * (sine / squeeze + np.arctanh(e * sine) / e))


@dataclass(frozen=True, slots=True)
class LocalFrame:
    """An azimuthal equidistant frame in metres around an origin: x east, y north.

    Angles on the sphere are made metres by the ellipsoid's radii at the origin, each axis by its own: distances from
    the origin hold within 0.05 % of the geodesic up to 500 km, bearings within 0.05°; it is usable (continuous,
    invertible) to the antipode.
    """

    lon: float
    lat: float

    def to_metres(self, lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
        """Project degrees to metres in this frame (Snyder 1987, eq. 22-4 and 25-2)."""
        phi, phi0 = np.radians(lat), math.radians(self.lat)
        dlambda = np.radians(wrap_lon(np.asarray(lon, dtype=float) - self.lon))
        east = np.cos(phi) * np.sin(dlambda)
        north = math.cos(phi0) * np.sin(phi) - math.sin(phi0) * np.cos(phi) * np.cos(dlambda)
        up = math.sin(phi0) * np.sin(phi) + math.cos(phi0) * np.cos(phi) * np.cos(dlambda)
        sine = np.hypot(east, north)
        angle = np.arctan2(sine, up)
        scale = np.divide(angle, sine, out=np.ones_like(angle), where=sine > 0)
        meridian, vertical = radii_m(self.lat)
        return vertical * east * scale, meridian * north * scale

    def to_degrees(self, x: Floats, y: Floats) -> tuple[Floats, Floats]:
        """Return the (lon, lat) of points in this frame, lon in [-180, 180) (Snyder 1987, eq. 20-14, 20-15)."""
        meridian, vertical = radii_m(self.lat)
        phi0 = math.radians(self.lat)
        return _to_degrees(x, y, (self.lon, math.sin(phi0), math.cos(phi0), meridian, vertical))

    def project(self, geometry: Geometry) -> Geometry:
        """Return a WGS 84 geometry in metres of this frame."""
        import shapely

        return shapely.transform(geometry, lambda c: np.column_stack(self.to_metres(c[:, 0], c[:, 1])))

    def project_all(self, geometries: Sequence[Geometry]) -> NDArray[np.object_]:
        """Return WGS 84 geometries in metres of this frame, those that are empty left out, all at once."""
        import shapely

        held = np.asarray(geometries, dtype=object)
        there = held[~shapely.is_empty(held)]
        return np.asarray(shapely.transform(there, lambda c: np.column_stack(self.to_metres(c[:, 0], c[:, 1]))))

    def unproject(self, geometry: Geometry) -> Geometry:
        """Return a geometry of this frame in WGS 84, valid, and split where it crosses the antimeridian.

        Areas around a pole come back with an edge along the pole, as GIS programs expect them.
        """
        import shapely

        if self._passes_pole(geometry):
            return _around_pole(geometry, self)

        def degrees(c: Floats) -> Floats:
            lon, lat = self.to_degrees(c[:, 0], c[:, 1])
            # Continuous around the frame's origin, so that rings do not jump; split afterwards.
            return np.column_stack((self.lon + wrap_lon(lon - self.lon), lat))

        return split_antimeridian(shapely.transform(geometry, degrees))

    def pole_m(self, *, north: bool) -> float:
        """Return the y of a pole in this frame; its x is 0."""
        sign = 1 if north else -1
        return radii_m(self.lat)[0] * math.radians(sign * QUARTER_TURN_DEG - self.lat)

    def _passes_pole(self, geometry: Geometry) -> bool:
        """Return whether a geometry may hold a pole or the meridian beyond it, where longitudes jump."""
        if geometry.is_empty:
            return False
        west, south, east, north = geometry.bounds
        beyond = north >= self.pole_m(north=True) or south <= self.pole_m(north=False)
        return bool(beyond and west <= 0 <= east)


def to_degrees(
    frames: Sequence[LocalFrame], x: Floats, y: Floats, sizes: Sequence[int] | None = None
) -> tuple[Floats, Floats]:
    """Return the (lon, lat) of points (n metres of x and y), each in a frame of its own: :meth:`LocalFrame.to_degrees`.

    With ``sizes`` a frame is that of so many points, one after the other.
    """
    lat = [math.radians(frame.lat) for frame in frames]
    origins = [
        (frame.lon, math.sin(phi0), math.cos(phi0), *radii_m(frame.lat))
        for frame, phi0 in zip(frames, lat, strict=True)
    ]
    each = np.array(origins).reshape(-1, 5)
    return _to_degrees(x, y, tuple((each if sizes is None else np.repeat(each, sizes, axis=0)).T))


def _to_degrees(x: Floats, y: Floats, origin: tuple[Any, ...]) -> tuple[Floats, Floats]:
    """Return the (lon, lat) of points around one origin or each around its own (Snyder 1987, eq. 20-14, 20-15).

    An origin is its longitude (degrees), the sine and cosine of its latitude, and the two radii there (metres).
    """
    lon, sine, cosine, meridian, vertical = origin
    east, north = np.asarray(x, dtype=float) / vertical, np.asarray(y, dtype=float) / meridian
    angle = np.hypot(east, north)
    sine_angle, cosine_angle = np.sin(angle), np.cos(angle)
    unit_north = np.divide(north, angle, out=np.zeros_like(angle), where=angle > 0)
    sine_phi = cosine_angle * sine + unit_north * sine_angle * cosine
    dlambda = np.arctan2(east * sine_angle, angle * cosine * cosine_angle - north * sine * sine_angle)
    lat = np.degrees(np.arcsin(np.clip(sine_phi, -1, 1)))
    return np.asarray(wrap_lon(lon + np.degrees(dlambda))), lat


def _around_pole(geometry: Geometry, frame: LocalFrame) -> Geometry:
    """Return the parts of a geometry of a frame in WGS 84, each ring followed around the pole."""
    import shapely

    whole = []
    for part in shapely.get_parts(geometry):
        if part.geom_type == "Polygon":
            shell, *holes = (_polar_ring(ring, frame) for ring in (part.exterior, *part.interiors))
            whole.append(shapely.difference(shell, shapely.union_all(holes)) if holes else shell)
        else:
            lon, lat = _unwound(shapely.get_coordinates(part), frame)
            line = shapely.LineString(np.column_stack((lon, lat))) if len(lon) > 1 else shapely.Point(lon[0], lat[0])
            whole.append(split_antimeridian(line))
    return shapely.union_all(whole)


def _polar_ring(ring: Geometry, frame: LocalFrame) -> Geometry:
    """Return the WGS 84 area within a ring of a frame; where it goes around a pole, down to that pole."""
    import shapely

    dense = shapely.segmentize(ring, max(ring.length / POLAR_STEPS, 1.0))
    lon, lat = _unwound(shapely.get_coordinates(dense), frame)
    if abs(lon[-1] - lon[0]) > HALF_TURN_DEG:
        inside = shapely.contains_xy(shapely.Polygon(ring), 0.0, frame.pole_m(north=True))
        pole = QUARTER_TURN_DEG if inside else -QUARTER_TURN_DEG
        lon, lat = np.append(lon, (lon[-1], lon[0])), np.append(lat, (pole, pole))
    return split_antimeridian(shapely.Polygon(np.column_stack((lon, lat))))


def _unwound(coordinates: Floats, frame: LocalFrame) -> tuple[Floats, Floats]:
    """Return longitudes that run on without a jump, starting within [-180, 180), and latitudes."""
    lon, lat = frame.to_degrees(coordinates[:, 0], coordinates[:, 1])
    return np.unwrap(lon, period=FULL_TURN_DEG), lat


def split_antimeridian(geometry: Geometry) -> Geometry:
    """Return a geometry whose longitudes may run past ±180 as a valid one within [-180, 180]."""
    import shapely

    if geometry.is_empty:
        return geometry
    west, _, east, _ = geometry.bounds
    if west >= -HALF_TURN_DEG and east <= HALF_TURN_DEG:
        return geometry if geometry.is_valid else _made_valid(geometry)
    whole = _made_valid(geometry)
    turns = range(math.floor((west + HALF_TURN_DEG) / FULL_TURN_DEG), math.ceil((east + HALF_TURN_DEG) / FULL_TURN_DEG))
    pieces = []
    for turn in (FULL_TURN_DEG * turns_ for turns_ in turns):
        window = shapely.box(turn - HALF_TURN_DEG, -90, turn + HALF_TURN_DEG, 90)
        piece = _kept(shapely.intersection(whole, window), geometry)
        if not piece.is_empty:
            pieces.append(shapely.transform(piece, lambda c, turn=turn: c - (turn, 0)))
    return shapely.union_all(pieces)


def _made_valid(geometry: Geometry) -> Geometry:
    """Return a valid geometry of the same dimension. Areas go by their rings: slivers that collapse are left out."""
    import shapely

    if shapely.get_dimensions(geometry) == AREAL:
        return _kept(shapely.make_valid(geometry, method="structure", keep_collapsed=False), geometry)
    return _kept(shapely.make_valid(geometry), geometry)


def _kept(result: Geometry, original: Geometry) -> Geometry:
    """Return the parts of a result that have the original's dimension: no stray points and lines of an area."""
    import shapely

    dimension = shapely.get_dimensions(original)
    parts = shapely.get_parts(result)
    same = [part for part in _flat(parts) if shapely.get_dimensions(part) == dimension]
    return shapely.union_all(same) if len(same) != 1 else same[0]


def _flat(parts: Any) -> list[Geometry]:  # noqa: ANN401 - an array of geometries
    import shapely

    return [leaf for part in parts for leaf in shapely.get_parts(part)]
