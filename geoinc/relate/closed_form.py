"""Regions of single sectors, rings and discs in closed form: no grid, tens of microseconds.

The 90 % area of a sector is the product of two intervals that hold √0.9 each, of distance and of direction.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from geoinc import geodesy
from geoinc.geodesy import LocalFrame
from geoinc.model import Region
from geoinc.relate.density import Disc, Polar
from geoinc.relate.region import snapped

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely import Geometry

    Floats = NDArray[np.float64]

ARC_STEP_DEG = 6.0
"""Corners of arcs are at most this far apart: an arc and its chord then differ by 0.14 % of the radius."""

FULL_CIRCLE_DEG = 175.0
"""A sector that leaves less than ten degrees open is drawn as a ring."""

PLAIN_SPAN_DEG = 90.0
PLAIN_LAT_DEG = 89.0
"""Sectors wider than the one or nearer to a pole than the other take the careful way."""

SHARES = (np.arange(9) + 0.5) / 9


def region(made: Polar | Disc, *, contents: tuple[float, float] = (0.5, 0.9)) -> Region:
    """Return the region of a sector, ring or disc."""
    if isinstance(made, Disc):
        return _disc(made, contents)
    if made.direction is None or made.direction.half_width(math.sqrt(contents[1])) >= FULL_CIRCLE_DEG:
        return _ring(made, contents)
    return _sector(made, contents)


def _sector(made: Polar, contents: tuple[float, float]) -> Region:
    import shapely

    assert made.direction is not None
    half50, half90 = (made.direction.half_width(math.sqrt(c)) for c in contents)
    far = [interval(made, math.sqrt(c)) for c in contents]
    inner, outer = arc_box(made.bearing_deg, half50, far[0]), arc_box(made.bearing_deg, half90, far[1])
    x, y = (np.concatenate(pair) for pair in zip(inner, outer, _middle(made), strict=True))
    lon, lat = made.frame.to_degrees(x, y)
    best = shapely.Point(lon[-1], lat[-1])
    count = len(inner[0])
    area50, area90 = _polygons(made.frame, (x[:-1], y[:-1]), (lon[:-1], lat[:-1]), count)
    area_m2 = math.radians(half90) * (far[1][1] ** 2 - far[1][0] ** 2)
    return Region(snapped(best, area50), area50, area90, _sector_radius_m(made), area90_m2=area_m2)


def _middle(made: Polar) -> tuple[Floats, Floats]:
    """Return the best point of a sector, as two arrays of one."""
    angle, far = math.radians(made.bearing_deg), max(made.distance.centre, 0.0)
    return np.array([far * math.sin(angle)]), np.array([far * math.cos(angle)])


def interval(made: Polar, content: float) -> tuple[float, float]:
    """Return the distances between which ``content`` of the probability lies."""
    half = made.distance.half_width(content)
    return max(made.distance.centre - half, 0.0), made.distance.centre + half


def arc_box(bearing_deg: float, half_deg: float, far: tuple[float, float]) -> tuple[Floats, Floats]:
    """Return the corners of an annular sector, counter-clockwise in a frame of x east, y north."""
    steps = max(math.ceil(2 * half_deg / ARC_STEP_DEG), 2) + 1
    angle = np.radians(bearing_deg + np.linspace(half_deg, -half_deg, steps))
    sine, cosine = np.sin(angle), np.cos(angle)
    if far[0] <= 0:
        return np.append(far[1] * sine[::-1], 0.0)[::-1], np.append(far[1] * cosine[::-1], 0.0)[::-1]
    return (
        np.concatenate((far[1] * sine[::-1], far[0] * sine)),
        np.concatenate((far[1] * cosine[::-1], far[0] * cosine)),
    )


def _polygons(
    frame: LocalFrame, metres: tuple[Floats, Floats], degrees: tuple[Floats, Floats], count: int
) -> tuple[Geometry, Geometry]:
    """Return the polygons of the first ``count`` corners and of the rest, carefully near the antimeridian and poles."""
    import shapely

    lon, lat = degrees
    if _plain(lon, lat):
        corners = np.column_stack((lon, lat))
        return shapely.Polygon(corners[:count]), shapely.Polygon(corners[count:])
    corners = np.column_stack(metres)
    return frame.unproject(shapely.Polygon(corners[:count])), frame.unproject(shapely.Polygon(corners[count:]))


def _plain(lon: Floats, lat: Floats) -> bool:
    """Return whether corners lie on one side of the antimeridian and away from the poles."""
    return bool(lon.max() - lon.min() < PLAIN_SPAN_DEG and max(lat.max(), -lat.min()) < PLAIN_LAT_DEG)


@lru_cache(maxsize=4)
def _unit_shares() -> tuple[Floats, Floats]:
    first, second = np.meshgrid(SHARES, SHARES)
    return first.ravel(), second.ravel()


def _sector_radius_m(made: Polar) -> float:
    """Return the radius around the middle that holds 90 %, from 81 equally likely points."""
    assert made.direction is not None
    r = np.array([made.distance.quantile(share) for share in SHARES])
    angle = np.radians([made.direction.quantile(share) for share in SHARES])
    centre = max(made.distance.centre, 0.0)
    away = np.hypot(r[:, None] * np.sin(angle), r[:, None] * np.cos(angle) - centre).ravel()
    return float(np.partition(away, 73)[73])


def _ring(made: Polar, contents: tuple[float, float]) -> Region:
    """Return a ring; its best point is on it, due where the wording points, else north: every direction is as good."""
    import shapely

    areas = [annulus(made.frame, *interval(made, c)) for c in contents]
    low, high = interval(made, contents[1])
    angle, far = math.radians(made.bearing_deg), made.distance.centre
    lon, lat = made.frame.to_degrees(np.array([far * math.sin(angle)]), np.array([far * math.cos(angle)]))
    best = snapped(shapely.Point(lon[0], lat[0]), areas[0])
    return Region(best, areas[0], areas[1], 1.9 * far, area90_m2=math.pi * (high**2 - low**2))


def annulus(frame: LocalFrame, low: float, high: float) -> Geometry:
    """Return a ring, or a disc where ``low`` is 0, as a WGS 84 polygon."""
    import shapely

    angle = np.radians(np.arange(0, 360, ARC_STEP_DEG / 2))
    outer = np.column_stack((high * np.sin(angle), high * np.cos(angle)))
    if low <= 0:
        return frame.unproject(shapely.Polygon(outer))
    return frame.unproject(shapely.Polygon(outer, [outer * (low / high)]))


def _disc(made: Disc, contents: tuple[float, float]) -> Region:
    import shapely

    unit = made.reach_m
    radius50, radius90 = (
        _disc_radius(made.radius_m / unit, made.edge_m / unit, made.fall_m / unit, c) * unit for c in contents
    )
    area50, area90 = (annulus(made.frame, 0.0, r) for r in (radius50, radius90))
    best = snapped(shapely.Point(float(geodesy.wrap_lon(made.frame.lon)), made.frame.lat), area50)
    return Region(best, area50, area90, radius90, area90_m2=math.pi * radius90**2)


def _disc_radius(radius: float, edge: float, fall: float, content: float) -> float:
    """Return the radius that holds a share of a disc, by summing its profile over 256 rings."""
    return _disc_radius_cached(round(radius, 4), round(edge, 5), round(fall, 5), content)


@lru_cache(maxsize=4096)
def _disc_radius_cached(radius: float, edge: float, fall: float, content: float) -> float:
    r = (np.arange(256) + 0.5) / 256
    disc = Disc(LocalFrame(0.0, 0.0), radius, max(edge, 1e-5), fall)
    mass = np.cumsum(np.exp(disc.log_radial(r)) * r)
    return float(np.interp(content, mass / mass[-1], r + 0.5 / 256))
