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

if TYPE_CHECKING:
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
    return np.asarray(2 * EARTH_RADIUS_M * np.arcsin(np.sqrt(np.clip(chord, 0, 1))))


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
    return abs(float(_geod().geometry_area_perimeter(geometry)[0])) if not geometry.is_empty else 0.0


@dataclass(frozen=True, slots=True)
class LocalFrame:
    """An azimuthal equidistant frame in metres around an origin: x east, y north.

    Distances and bearings from the origin hold on a sphere of the local Gaussian radius √(MN): within
    0.2 % of the geodesic up to 500 km, and usable (continuous, invertible) to the antipode.
    """

    lon: float
    lat: float

    @property
    def _radius_m(self) -> float:
        meridian, vertical = radii_m(self.lat)
        return math.sqrt(meridian * vertical)

    def to_metres(self, lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
        """Project degrees to metres in this frame (Snyder 1987, eq. 22-4 and 25-2)."""
        phi, phi0 = np.radians(lat), math.radians(self.lat)
        dlambda = np.radians(wrap_lon(np.asarray(lon, dtype=float) - self.lon))
        east = np.cos(phi) * np.sin(dlambda)
        north = math.cos(phi0) * np.sin(phi) - math.sin(phi0) * np.cos(phi) * np.cos(dlambda)
        up = math.sin(phi0) * np.sin(phi) + math.cos(phi0) * np.cos(phi) * np.cos(dlambda)
        sine = np.hypot(east, north)
        angle = np.arctan2(sine, up)
        scale = self._radius_m * np.divide(angle, sine, out=np.ones_like(angle), where=sine > 0)
        return east * scale, north * scale

    def to_degrees(self, x: Floats, y: Floats) -> tuple[Floats, Floats]:
        """Return the (lon, lat) of points in this frame, lon in [-180, 180) (Snyder 1987, eq. 20-14, 20-15)."""
        x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
        phi0, rho = math.radians(self.lat), np.hypot(x, y)
        angle = rho / self._radius_m
        unit_y = np.divide(y, rho, out=np.zeros_like(rho), where=rho > 0)
        sine_phi = np.cos(angle) * math.sin(phi0) + unit_y * np.sin(angle) * math.cos(phi0)
        dlambda = np.arctan2(
            x * np.sin(angle),
            rho * math.cos(phi0) * np.cos(angle) - y * math.sin(phi0) * np.sin(angle),
        )
        lat = np.degrees(np.arcsin(np.clip(sine_phi, -1, 1)))
        return np.asarray(wrap_lon(self.lon + np.degrees(dlambda))), lat

    def project(self, geometry: Geometry) -> Geometry:
        """Return a WGS 84 geometry in metres of this frame."""
        import shapely

        return shapely.transform(geometry, lambda c: np.column_stack(self.to_metres(c[:, 0], c[:, 1])))

    def unproject(self, geometry: Geometry) -> Geometry:
        """Return a geometry of this frame in WGS 84, valid, and split where it crosses the antimeridian."""
        import shapely

        def degrees(c: Floats) -> Floats:
            lon, lat = self.to_degrees(c[:, 0], c[:, 1])
            # Continuous around the frame's origin, so that rings do not jump; split afterwards.
            return np.column_stack((self.lon + wrap_lon(lon - self.lon), lat))

        return split_antimeridian(shapely.transform(geometry, degrees))


def split_antimeridian(geometry: Geometry) -> Geometry:
    """Return a geometry whose longitudes may run past ±180 as a valid one within [-180, 180]."""
    import shapely

    west, _, east, _ = geometry.bounds if not geometry.is_empty else (0, 0, 0, 0)
    if west >= -HALF_TURN_DEG and east <= HALF_TURN_DEG:
        return geometry if geometry.is_valid else shapely.make_valid(geometry)
    whole = shapely.make_valid(geometry)
    pieces = []
    for turn in (-FULL_TURN_DEG, 0.0, FULL_TURN_DEG):
        window = shapely.box(turn - HALF_TURN_DEG, -90, turn + HALF_TURN_DEG, 90)
        piece = shapely.intersection(whole, window)
        if not piece.is_empty:
            pieces.append(shapely.transform(piece, lambda c, turn=turn: c - (turn, 0)))
    return shapely.union_all(pieces)
