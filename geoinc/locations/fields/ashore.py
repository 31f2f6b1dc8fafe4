"""What is certain about land and sea: regions on land end at the coast, rivers end at the sea."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from geoinc.geo.geodesy import LocalFrame
from geoinc.locations.fields.coast import land_around
from geoinc.locations.fusion import scales
from geoinc.model import PlaceKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray
    from shapely import Geometry, LineString, Point

    from geoinc.locations.fields.density import Field
    from geoinc.locations.fields.shapes import Footprint

    Floats = NDArray[np.float64]

DRAWN_LOOSELY = frozenset(
    (PlaceKind.REGION, PlaceKind.PENINSULA, PlaceKind.ISLAND, PlaceKind.DESERT, PlaceKind.MOUNTAIN, PlaceKind.COAST)
)
"""Kinds on land whose edges are soft, though their coasts are not."""

MOSTLY_LAND = 0.5
"""A region with a smaller share of land is waters and their islands ("the Aegean")."""

AT_SEA_LOG = -8.0
"""Log weight of water in a region on land."""

NAMED_FROM_SEA = frozenset((PlaceKind.COUNTRY, PlaceKind.TERRITORY, PlaceKind.ADMIN1, *DRAWN_LOOSELY))
SHADOW_M = 25_000.0
SHADOW_MOST = 6.0
"""Ground is less likely by e for each so much of other land on the way, down to a limit: "south of Cyprus" is hardly
in Egypt, and hardly ever in the Red Sea behind it."""

SHADOW_RAYS = 240
SHADOW_STEPS = 100
FULL_TURN_DEG = 360.0

FAN_DEG = np.array((-20.0, 0.0, 20.0))
FAN_SHARES = (0.03, 0.1, 0.25)
"""Where it is looked whether there is sea: directions about the bearing, shares of the typical distance."""

COAST_WITHIN_M = 12_000.0
"""An edge this close to the drawn coast is the coast (both are off by some kilometres)."""

EDGE_STEP_M = 10_000.0
MIN_EDGE_SHARE = 0.02

MAX_GAP_M = 150_000.0
MAX_GAP_SHARE = 0.15
"""A river's drawn course may stop so far from the sea, and by such a share of its length; else it joins a larger one."""

MIN_GAP_M = 3000.0
RAY_GAPS = 4.0
"""The sea is looked for along the last direction as far as so many times the gap."""


def ends_at_coast(field: Field, foot: Footprint) -> Field:
    """Return the density of a region on land without the sea that its soft edges reach into."""
    if foot.place.kind not in DRAWN_LOOSELY or not foot.areal:
        return field
    land = _land(foot.frame.lon, foot.frame.lat, field.reach_m)
    return field if land is None or not _mostly_land(foot.shape, land) else on_land(field, foot)


@lru_cache(maxsize=64)
def _mostly_land(shape: Geometry, land: Geometry) -> bool:
    import shapely

    return bool(shapely.intersection(shape, land).area > MOSTLY_LAND * shape.area)


@lru_cache(maxsize=64)
def _land(lon: float, lat: float, reach_m: float) -> Geometry | None:
    """Return the prepared land of a window, its reach rounded up so that windows are shared."""
    import shapely

    land = land_around(lon, lat, float(2 ** (math.ceil(2 * math.log2(max(reach_m, 1000.0))) / 2)))
    if land is not None:
        shapely.prepare(land)
    return land


def off_other_land(field: Field, foot: Footprint, bearing_deg: float, scale_m: float) -> Field:
    """Return the density in a direction from an anchor that faces the sea there: other land would be named itself.

    ``scale_m`` is the typical distance that such words mean.
    """
    if foot.place.kind not in NAMED_FROM_SEA:
        return field
    land = _land(foot.frame.lon, foot.frame.lat, field.reach_m)
    if land is None or not _faces_sea(foot, land, bearing_deg, scale_m):
        return field

    crossed, step = _crossed(foot, land, field.reach_m)

    def log(x: Floats, y: Floats, blur_m: float) -> Floats:
        ring = np.minimum((np.hypot(x, y) / step).astype(int), SHADOW_STEPS - 1)
        turn = np.rint(np.degrees(np.arctan2(x, y)) * SHADOW_RAYS / FULL_TURN_DEG).astype(int) % SHADOW_RAYS
        return np.asarray(field.log(x, y, blur_m) - np.minimum(crossed[turn, ring] / SHADOW_M, SHADOW_MOST))

    return replace(field, log=log)


def _crossed(foot: Footprint, land: Geometry, reach_m: float) -> tuple[Floats, float]:
    """Return how much other land lies on the way from an anchor's middle, by direction and distance, and its step."""
    import shapely

    step = reach_m / SHADOW_STEPS
    angle = 2 * np.pi * np.arange(SHADOW_RAYS)[:, None] / SHADOW_RAYS
    away = (np.arange(SHADOW_STEPS)[None, :] + 0.5) * step
    x, y = away * np.sin(angle), away * np.cos(angle)
    other = shapely.contains_xy(land, x, y) & (away > 0 if foot.areal else away > foot.reach_m)
    if foot.areal:
        other &= ~shapely.contains_xy(foot.shape, x, y)
    return np.cumsum(other, axis=1) * step, step


def _faces_sea(foot: Footprint, land: Geometry, bearing_deg: float, scale_m: float) -> bool:
    """Return whether most of the ground just beyond an anchor, in a direction, is sea."""
    import shapely

    angles = np.radians(bearing_deg + FAN_DEG)
    edge = foot.reach_m
    if foot.shape is not None:
        towards = math.radians(bearing_deg)
        edge = float((shapely.get_coordinates(foot.shape) @ (math.sin(towards), math.cos(towards))).max())
    away = max(edge, 0.0) + np.array(FAN_SHARES) * scale_m
    x, y = np.outer(away, np.sin(angles)).ravel(), np.outer(away, np.cos(angles)).ravel()
    return float(shapely.contains_xy(land, x, y).mean()) < MOSTLY_LAND


def with_edge(foot: Footprint, qualifiers: tuple[str, ...]) -> Footprint:
    """Return a footprint of the edge that is meant: a border runs on land, a coast does not run along borders."""
    coastal = "of:coast" in qualifiers
    if not (coastal or "of:border" in qualifiers):
        return foot
    line = edge_of(foot, coastal=coastal)
    drawn_m = scales.border_edge_m(foot.place, foot.breadth_m, foot.edge_m)
    return foot if line is None else replace(foot, shape=line, edge_m=drawn_m)


def edge_of(foot: Footprint, *, coastal: bool) -> Geometry | None:
    """Return the coast, or the land border, of an area as lines in its frame; None where it has only the other."""
    if not foot.areal:
        return None
    return _edge_line(foot.shape, foot.frame.lon, foot.frame.lat, foot.reach_m, coastal=coastal)


def common_border(one: Footprint, other: Footprint) -> Footprint:
    """Return the border of an area with a neighbour as lines; its whole border where they do not meet."""
    if not (one.areal and other.areal):
        return one
    line = _common_line(one.shape, one.frame.project(other.frame.unproject(other.shape)))
    return one if line is None else replace(one, shape=line)


@lru_cache(maxsize=64)
def _common_line(shape: Geometry, neighbour: Geometry) -> Geometry | None:
    import shapely

    shapely.prepare(neighbour)
    pieces = _stretches(_fine_edge(shape), lambda at: shapely.dwithin(neighbour, shapely.points(at), COAST_WITHIN_M))
    return shapely.line_merge(shapely.multilinestrings(pieces)) if pieces.size else None


def on_land(field: Field, foot: Footprint) -> Field:
    """Return a density without the sea."""
    land = _land(foot.frame.lon, foot.frame.lat, field.reach_m)
    if land is None:
        return field

    def log(x: Floats, y: Floats, blur_m: float) -> Floats:
        import shapely

        value = field.log(x, y, blur_m)
        return np.asarray(np.where(shapely.contains_xy(land, x, y), value, value + AT_SEA_LOG))

    return replace(field, log=log)


@lru_cache(maxsize=256)
def _edge_line(shape: Geometry, lon: float, lat: float, reach_m: float, *, coastal: bool) -> Geometry | None:
    """Return the coast, or the land border, of an area as lines; None where it has only the other."""
    import shapely

    land = _land(lon, lat, reach_m + COAST_WITHIN_M)
    if land is None:
        return None
    edge = _fine_edge(shape)
    shore = shapely.boundary(land)
    shapely.prepare(shore)

    def meant(at: Floats) -> NDArray[np.bool_]:
        near = shapely.dwithin(shore, shapely.points(at), COAST_WITHIN_M)
        return np.asarray((near | ~shapely.contains_xy(land, at)) == coastal)

    pieces = _stretches(edge, meant)
    length = float(shapely.length(pieces).sum())
    return shapely.line_merge(shapely.multilinestrings(pieces)) if length > MIN_EDGE_SHARE * edge.length else None


def _fine_edge(shape: Geometry) -> Geometry:
    import shapely

    return shapely.segmentize(shapely.boundary(shape), EDGE_STEP_M)


def _stretches(edge: Geometry, meant: Callable[[Floats], NDArray[np.bool_]]) -> NDArray[np.object_]:
    """Return the stretches of an edge whose segments are meant, as their middles tell."""
    import shapely

    corners, part = shapely.get_coordinates(shapely.get_parts(edge), return_index=True)
    chosen = np.zeros(len(corners), dtype=bool)
    within = np.flatnonzero(part[:-1] == part[1:])  # the segments: from these corners to the next ones
    chosen[within] = meant((corners[within] + corners[within + 1]) / 2)
    return _runs(corners, chosen[:-1])


def _runs(corners: Floats, chosen: NDArray[np.bool_]) -> NDArray[np.object_]:
    """Return the lines that the chosen segments between corners make, one for each run of them."""
    import shapely

    ends = np.flatnonzero(np.diff(np.concatenate(([0], chosen.astype(np.int8), [0])))).reshape(-1, 2)
    inside = [np.arange(start, stop + 1) for start, stop in ends]
    owners = np.repeat(np.arange(len(ends)), [len(each) for each in inside])
    places = np.concatenate(inside) if inside else np.zeros(0, dtype=int)
    lines: NDArray[np.object_] = shapely.linestrings(corners[places], indices=owners)
    return lines


def mouth_of(line: LineString, frame: LocalFrame) -> tuple[Point, float]:
    """Return where a river reaches the sea, in metres of its frame, and how far its drawn course stops short."""
    import shapely

    end = shapely.get_point(line, -1)
    lon, lat = (float(v[0]) for v in frame.to_degrees(np.array([end.x]), np.array([end.y])))
    land = _land(lon, lat, RAY_GAPS * MAX_GAP_M)
    if land is None:
        return end, 0.0
    local = LocalFrame(lon, lat)
    shore = shapely.boundary(land)
    gap = float(shapely.distance(shore, shapely.Point(0, 0)))
    allowed = min(MAX_GAP_M, MAX_GAP_SHARE * line.length)
    if not MIN_GAP_M < gap <= allowed or not shapely.contains_xy(land, 0.0, 0.0):
        return end, 0.0
    reached = _ahead(line, shore, gap)
    moved = frame.project(local.unproject(reached))
    return moved, float(shapely.distance(shapely.Point(0, 0), reached))


def _ahead(line: LineString, shore: Geometry, gap_m: float) -> Point:
    """Return the coast in the last direction of a river, the nearest coast where there is none ahead."""
    import shapely

    end, before = shapely.get_point(line, -1), shapely.line_interpolate_point(line, max(line.length - gap_m, 0.0))
    away = math.hypot(end.x - before.x, end.y - before.y) or 1.0
    east, north = (end.x - before.x) / away, (end.y - before.y) / away
    ray = shapely.LineString([(0, 0), (RAY_GAPS * gap_m * east, RAY_GAPS * gap_m * north)])
    met = shapely.intersection(ray, shore)
    target = met if not met.is_empty else shore
    return shapely.get_point(shapely.shortest_line(target, shapely.Point(0, 0)), 0)
