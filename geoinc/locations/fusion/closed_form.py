"""Regions of single sectors, rings and discs in closed form: no grid, tens of microseconds.

The 90 % area of a sector is the product of two intervals, of distance and of direction, whose contents multiply to 0.9
and whose area is the least: more is left out where the edge is softer.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from itertools import combinations, islice
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from geoinc.geo import geodesy
from geoinc.geo.geodesy import LocalFrame
from geoinc.locations.fields.density import Disc, Polar
from geoinc.locations.fusion.region import ABOUT_M, inside, snapped
from geoinc.locations.kernels import SoftBox
from geoinc.model import Region

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely import Geometry, Point

    Floats = NDArray[np.float64]

Corners = tuple["Floats", "Floats"]
Simple = Polar | Disc
Spot = tuple[float, float]
"""Longitude and latitude."""

CONTENTS = (0.5, 0.9)
MOST = {0.5: 0.9, 0.9: 0.95}
"""How much of its own probability a part of a mixture gives at most, by the content asked for."""

ARC_STEP_DEG = 6.0
"""Corners of arcs are at most this far apart: an arc and its chord then differ by 0.14 % of the radius."""

SAG_SHARE = 0.02
"""Nor may a chord cut off more than this share of a ring's width: distant rings are narrow."""

FULL_CIRCLE_DEG = 175.0
"""A sector that leaves less than ten degrees open is drawn as a ring."""

PLAIN_SPAN_DEG = 90.0
PLAIN_LAT_DEG = 89.0
"""Shapes wider than the one or nearer to a pole than the other take the careful way."""

CONE_REACH = 1.15
"""Cones are drawn a little beyond the band that they cross."""

BAND_MARGIN_DEG = 30.0
"""Bands are drawn so far to either side of the cone that crosses them."""

RATIO_STEPS = 4
POWERS = np.linspace(0.2, 0.8, 61)
"""Powers of a content that the distances may take. At the ends 0.5 leaves either side 0.87, within any part of 0.9."""

EVENLY = 1 + 0.02 * (2 * POWERS - 1) ** 2
"""Where all splits are about as small (flat densities), an even one is drawn."""

SHARES = (np.arange(9) + 0.5) / 9
NINETIETH = 73
"""The index of the 90th percentile among the 81 equally likely points that two times nine shares make."""

PROFILE_STEPS = 256


def region(made: Simple) -> Region:
    """Return the region of a sector, ring or disc."""
    return drawn(made)[0]


def drawn(made: Simple) -> tuple[Region, list[Geometry]]:
    """Return the region of a sector, ring or disc, and its band and cone (or area) as they are drawn."""
    import shapely

    extents = [extent(made, content) for content in CONTENTS]
    outlines = [*(_outline(made, within) for within in extents), *_construction(made, extents[1])]
    (area50, area90, *steps), point = polygons(made.frame, outlines, best(made))
    at = snapped(shapely.Point(point), area50)
    return Region(at, area50, area90, radius_m(made), area90_m2=extents[1].area_m2), steps


def _construction(made: Simple, within: Extent) -> list[list[Corners]]:
    """Return the outlines that a region is constructed from: band and cone, or the stated disc."""
    if isinstance(made, Disc):
        return [ring(0.0, made.radius_m)]
    low, high, half = within
    if half >= geodesy.HALF_TURN_DEG:
        return [ring(low, high)]
    wide = min(half + BAND_MARGIN_DEG, FULL_CIRCLE_DEG)
    band = sector(made.bearing_deg, wide, low, high)
    return [[band], [sector(made.bearing_deg, half, 0.0, CONE_REACH * high)]]


def mixture(parts: Sequence[tuple[float, Simple]]) -> Region:
    """Return the region of several sectors, rings or discs, of which one is meant, each with its probability.

    The most probable are taken until they hold the content asked for; each gives the same share of its own.
    """
    import shapely

    shares = _shares(parts)
    areas = [_joint(shares, content) for content in CONTENTS]
    area90 = shapely.union_all(areas[1])
    area50 = inside(shapely.union_all(areas[0]), area90)
    first = shares[0][1]
    point = _best_point(first.frame, best(first), area50)
    return Region(
        point, area50, area90, _own_radius_m(shares, point, _spots(shares)), area90_m2=geodesy.area_m2(area90)
    )


def mixtures_apart(several: Sequence[Sequence[tuple[float, Simple]]]) -> list[Region | None]:
    """Return what :func:`mixture` does of each, without its inner area (the outer one stands for it); None where parts may meet.

    What is apart need not be united: half of the time of a mixture; and all are projected together. The best point must lie
    within its part.
    """
    import shapely

    if not several:
        return []
    shares = [_shares(parts) for parts in several]
    chosen = [_fewest(each, CONTENTS[1]) for each in shares]
    drawn_ = [(made, own) for (count, own), each in zip(chosen, shares, strict=True) for _, made in each[:count]]
    areas = np.array(_areas([made.frame for made, _ in drawn_], [outline(*each) for each in drawn_]), dtype=object)
    bounds, kinds = shapely.bounds(areas).tolist(), shapely.get_type_id(areas).tolist()
    made = [part for each in shares for _, part in each]
    lon, lat = geodesy.to_degrees([part.frame for part in made], *np.array([best(part) for part in made]).T)
    bests = iter(zip(lon.tolist(), lat.tolist(), strict=True))
    found: list[Region | None] = []
    first = 0
    for (count, _), each in zip(chosen, shares, strict=True):
        last = first + count
        spots = list(islice(bests, len(each)))
        apart = set(kinds[first:last]) == {shapely.GeometryType.POLYGON} and not _meeting(bounds[first:last])
        found.append(_of_parts(areas[first:last], each, spots) if apart else None)
        first = last
    return found


def _meeting(bounds: Sequence[Sequence[float]]) -> bool:
    """Whether any two of some boxes meet."""
    pairs = combinations(bounds, 2)
    return any(a[0] <= b[2] and a[2] >= b[0] and a[1] <= b[3] and a[3] >= b[1] for a, b in pairs)


def _of_parts(areas: NDArray[np.object_], shares: Sequence[tuple[float, Simple]], spots: Sequence[Spot]) -> Region:
    """Return the region of a mixture of which no two areas meet, from the best points of all parts."""
    import shapely

    area90 = shapely.multipolygons(areas) if areas.size > 1 else areas[0]
    point = shapely.Point(*spots[0])
    return Region(point, area90, area90, _own_radius_m(shares, point, spots), area90_m2=geodesy.area_m2(area90))


def _shares(parts: Sequence[tuple[float, Simple]]) -> list[tuple[float, Simple]]:
    """Return parts with probabilities that sum to 1, the most probable first."""
    total = sum(weight for weight, _ in sorted(parts, key=lambda part: -part[0]))
    return [(weight / total, made) for weight, made in sorted(parts, key=lambda part: -part[0])]


def _joint(shares: Sequence[tuple[float, Simple]], content: float) -> list[Geometry]:
    """Return the areas of the fewest parts that can hold a content together."""
    count, each = _fewest(shares, content)
    return _areas([made.frame for _, made in shares[:count]], [outline(made, each) for _, made in shares[:count]])


def _fewest(shares: Sequence[tuple[float, Simple]], content: float) -> tuple[int, float]:
    """Return how many parts can hold a content together, and how much of its own each of them then holds."""
    held, count = 0.0, 0
    while held * MOST[content] < content and count < len(shares):
        held, count = held + shares[count][0], count + 1
    return count, min(content / held, CONTENTS[1] + (1 - CONTENTS[1]) / 2)


def _spots(shares: Sequence[tuple[float, Simple]]) -> list[Spot]:
    """Return the best points of parts in degrees."""
    x, y = np.array([best(made) for _, made in shares]).T
    lon, lat = geodesy.to_degrees([made.frame for _, made in shares], x, y)
    return list(zip(lon.tolist(), lat.tolist(), strict=True))


def _own_radius_m(shares: Sequence[tuple[float, Simple]], point: Point, spots: Sequence[Spot]) -> float:
    """Return the radius around a point that holds 90 % of the part shown there and of those about it.

    A part far off is another place of the name: the areas show it, and it makes no circle of the one shown.
    """
    aways = [geodesy.distance_m(point.x, point.y, *spot) for spot in spots]
    own = radius_m(shares[0][1])
    reaches = [(aways[0] + own, shares[0][0])]
    reaches += [
        (away + radius_m(made), weight)
        for away, (weight, made) in zip(aways[1:], shares[1:], strict=True)
        if away <= own + ABOUT_M
    ]
    total, held = sum(weight for _, weight in reaches), 0.0
    for reach, weight in sorted(reaches):
        held += weight
        if held >= CONTENTS[1] * total:
            return reach
    return max(reach for reach, _ in reaches)


def _best_point(frame: LocalFrame, point: tuple[float, float], area50: Geometry) -> Point:
    import shapely

    lon, lat = frame.to_degrees(np.array([point[0]]), np.array([point[1]]))
    return snapped(shapely.Point(lon[0], lat[0]), area50)


# --- sizes --------------------------------------------------------------------------------------------


def best(made: Simple) -> tuple[float, float]:
    """Return the point of least expected error in metres of the frame; on a ring every direction is as good."""
    if isinstance(made, Disc):
        return 0.0, 0.0
    far, angle = max(made.distance.centre, 0.0), math.radians(made.bearing_deg)
    return far * math.sin(angle), far * math.cos(angle)


def radius_m(made: Simple) -> float:
    """Return the radius around the best point that holds 90 %."""
    if isinstance(made, Disc):
        return disc_radius_m(made, CONTENTS[1])
    away = made.distance.quantiles(SHARES)[:, None]
    turns = 2 * math.pi * SHARES if made.direction is None else np.radians(made.direction.quantiles(SHARES))
    far = max(made.distance.centre, 0.0)
    return float(np.partition(np.hypot(away * np.sin(turns), away * np.cos(turns) - far).ravel(), NINETIETH)[NINETIETH])


class Extent(NamedTuple):
    """The distances between which a content lies (metres), and the angle that it takes on either side of its bearing."""

    low_m: float
    high_m: float
    half_deg: float

    @property
    def area_m2(self) -> float:
        """The area between them."""
        return math.radians(self.half_deg) * (self.high_m**2 - self.low_m**2)


def extent(made: Simple, content: float) -> Extent:
    """Return what a content of a sector, ring or disc takes; of rings and discs every direction (180°)."""
    if isinstance(made, Disc):
        return Extent(0.0, disc_radius_m(made, content), geodesy.HALF_TURN_DEG)
    of_distance = _content_of_distance(made, content)
    half, centre = made.distance.half_width(of_distance), made.distance.centre
    angle = geodesy.HALF_TURN_DEG
    if made.direction is not None:
        angle = made.direction.half_width(content / of_distance)
    return Extent(max(centre - half, 0.0), centre + half, angle if angle < FULL_CIRCLE_DEG else geodesy.HALF_TURN_DEG)


def _content_of_distance(made: Polar, content: float) -> float:
    """Return the content of a sector's distances; that of its directions makes up the rest."""
    if made.direction is None:
        return content
    step = round(RATIO_STEPS * math.log2(made.distance.ratio))
    step_of_direction = round(RATIO_STEPS * math.log2(made.direction.ratio))
    return float(content ** _split(step, step_of_direction, content))


@lru_cache(maxsize=4096)
def _split(distance_step: int, direction_step: int, content: float) -> float:
    """Return the power of a content that the distances take, where the area is least: the product of half-widths.

    Half-widths scale with edges, so that only the ratios of flat part to edge matter; a step is a part of an octave.
    """
    distance, direction = (SoftBox(0.0, 2.0 ** (step / RATIO_STEPS), 1.0) for step in (distance_step, direction_step))
    widths = [box.quantiles((1 + content**powers) / 2) for box, powers in ((distance, POWERS), (direction, 1 - POWERS))]
    return float(POWERS[np.argmin(widths[0] * widths[1] * EVENLY)])


def disc_radius_m(made: Disc, content: float) -> float:
    """Return the radius that holds a share of a disc, by summing its profile over 256 rings."""
    unit = made.reach_m
    return unit * _disc_radius(*(round(part / unit, 5) for part in (made.radius_m, made.edge_m, made.fall_m)), content)


@lru_cache(maxsize=4096)
def _disc_radius(radius: float, edge: float, fall: float, content: float) -> float:
    r = (np.arange(PROFILE_STEPS) + 0.5) / PROFILE_STEPS
    disc = Disc(LocalFrame(0.0, 0.0), radius, max(edge, 1e-5), fall)
    mass = np.cumsum(np.exp(disc.log_radial(r)) * r)
    return float(np.interp(content, mass / mass[-1], r + 0.5 / PROFILE_STEPS))


# --- shapes -------------------------------------------------------------------------------------------


def outline(made: Simple, content: float) -> list[Corners]:
    """Return the ring or rings (shell, hole) around a content, in metres of the frame."""
    return _outline(made, extent(made, content))


def _outline(made: Simple, within: Extent) -> list[Corners]:
    low, high, half = within
    if isinstance(made, Disc) or half >= geodesy.HALF_TURN_DEG:
        return ring(low, high)
    return [sector(made.bearing_deg, half, low, high)]


def ring(low: float, high: float) -> list[Corners]:
    """Return the circles of a ring, of a disc where ``low`` is 0."""
    sine, cosine = _circle(math.ceil(geodesy.FULL_TURN_DEG / _step_deg(low, high)))
    return [(radius * sine, radius * cosine) for radius in ((high, low) if low > 0 else (high,))]


def _step_deg(low: float, high: float) -> float:
    """Return how far apart the corners of arcs may be: the sagitta of a chord is r·(1 − cos(step / 2))."""
    sag = SAG_SHARE * (high - low) / high if high > 0 else 1.0
    return min(ARC_STEP_DEG, 2 * math.degrees(math.sqrt(2 * sag)))


@lru_cache(maxsize=64)
def _circle(corners: int) -> Corners:
    angle = np.linspace(2 * np.pi, 0, corners, endpoint=False)
    return np.sin(angle), np.cos(angle)


def sector(bearing_deg: float, half_deg: float, low: float, high: float) -> Corners:
    """Return the corners of an annular sector in a frame of x east, y north."""
    steps = max(math.ceil(2 * half_deg / _step_deg(low, high)), 2)
    angle = math.radians(bearing_deg) + math.radians(half_deg) * _spread(steps)
    sine, cosine = np.sin(angle), np.cos(angle)
    if low <= 0:
        return np.append(high * sine, 0.0), np.append(high * cosine, 0.0)
    return np.concatenate((high * sine, low * sine[::-1])), np.concatenate((high * cosine, low * cosine[::-1]))


@lru_cache(maxsize=128)
def _spread(steps: int) -> Floats:
    return np.linspace(1.0, -1.0, steps + 1)


def polygons(
    frame: LocalFrame, outlines: Sequence[Sequence[Corners]], point: tuple[float, float] = (0.0, 0.0)
) -> tuple[list[Geometry], tuple[float, float]]:
    """Return outlines (shell and holes, in metres of a frame) as WGS 84 polygons, and a point, projected at once."""
    rings = [corners for outline_ in outlines for corners in outline_]
    x = np.concatenate([ring_[0] for ring_ in rings] + [point[:1]])
    y = np.concatenate([ring_[1] for ring_ in rings] + [point[1:]])
    lon, lat = frame.to_degrees(x, y)
    at = float(lon[-1]), float(lat[-1])
    plain = lon.max() - lon.min() < PLAIN_SPAN_DEG and max(lat.max(), -lat.min()) < PLAIN_LAT_DEG
    made = _polygons(rings, outlines, *((lon, lat) if plain else (x, y)))
    return (made if plain else [frame.unproject(polygon) for polygon in made]), at


def _areas(frames: Sequence[LocalFrame], outlines: Sequence[Sequence[Corners]]) -> list[Geometry]:
    """Return outlines, each in metres of its own frame, as WGS 84 polygons, projected at once."""
    rings = [corners for outline_ in outlines for corners in outline_]
    sizes = [sum(len(ring_[0]) for ring_ in outline_) for outline_ in outlines]
    x, y = (np.concatenate([ring_[axis] for ring_ in rings]) for axis in (0, 1))
    lon, lat = geodesy.to_degrees(frames, x, y, sizes)
    starts = np.cumsum([0, *sizes[:-1]], dtype=np.intp)
    own_lon, own_lat = np.array([(frame.lon, frame.lat) for frame in frames]).T
    west, east = np.minimum(np.minimum.reduceat(lon, starts), own_lon), np.maximum.reduceat(lon, starts)
    wide = np.maximum(east, own_lon) - west >= PLAIN_SPAN_DEG
    far = np.maximum(np.maximum.reduceat(np.abs(lat), starts), np.abs(own_lat)) >= PLAIN_LAT_DEG
    made = _polygons(rings, outlines, lon, lat)
    for number in np.flatnonzero(wide | far).tolist():
        made[number] = polygons(frames[number], [outlines[number]])[0][0]
    return made


def _polygons(rings: Sequence[Corners], outlines: Sequence[Sequence[Corners]], x: Floats, y: Floats) -> list[Geometry]:
    """Return polygons of the corners of all rings, one after the other in ``x`` and ``y``."""
    import shapely

    index = np.repeat(np.arange(len(rings)), [len(ring_[0]) for ring_ in rings])
    drawn_rings = shapely.linearrings(x[: len(index)], y[: len(index)], indices=index)
    if len(rings) == len(outlines):
        return list(shapely.polygons(drawn_rings))
    parts = iter(drawn_rings)
    loops = [[next(parts) for _ in outline_] for outline_ in outlines]
    return [shapely.polygons(shell, holes=holes or None) for shell, *holes in loops]
