"""Densities tied to two places or to lines: between, halfway, road, border, along, bank, stream, mouth, confluence."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from geoinc.geo import geodesy
from geoinc.geo.geodesy import LocalFrame
from geoinc.locations.fields import ashore, shapes
from geoinc.locations.fields.density import REACH_EDGES, Disc, Field, log_step, off_bearing_deg
from geoinc.locations.fields.parts import side_weight
from geoinc.locations.fields.places import compass_deg, near_disc
from geoinc.locations.fields.shapes import Footprint
from geoinc.locations.fusion import scales
from geoinc.locations.kernels import SoftBox, distance_box, vague
from geoinc.model import Distance, Genre, PlaceKind, Relation

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely import Geometry

    Floats = NDArray[np.float64]

AREAS = frozenset({PlaceKind.COUNTRY, PlaceKind.TERRITORY, PlaceKind.ADMIN1, PlaceKind.ADMIN2, PlaceKind.ADMIN3})


def middle_frame(one: Footprint, other: Footprint) -> tuple[LocalFrame, float, float]:
    """Return a frame halfway between two anchors, the bearing from one to the other there, and their distance."""
    # A place's own point, not its extent's middle: far islands belong to a country and say little about where it is.
    start, end = ((foot.place.point.x, foot.place.point.y) for foot in (one, other))
    apart = geodesy.distance_m(*start, *end)
    bearing = geodesy.bearing_deg(*start, *end)
    lon, lat = geodesy.destination(*start, bearing_deg=bearing, distance_m=apart / 2)
    onward = geodesy.bearing_deg(lon, lat, *end) if apart > 1 else 0.0
    return LocalFrame(lon, lat), onward, apart


def strip(frame: LocalFrame, bearing_deg: float, *, along: SoftBox, across: SoftBox) -> Field:
    """Return a density that is a product of one along a bearing through the frame's origin and one across it."""
    east, north = math.sin(math.radians(bearing_deg)), math.cos(math.radians(bearing_deg))

    def log(x: Floats, y: Floats, blur_m: float) -> Floats:
        forward, sideways = x * east + y * north, x * north - y * east
        return np.asarray(along.log(forward, blur=blur_m) + across.log(sideways, blur=blur_m))

    long = along.half + REACH_EDGES * along.edge
    wide = across.half + REACH_EDGES * across.edge
    narrow = min(along.half + 2 * along.edge, across.half + 2 * across.edge)
    return Field(frame, math.hypot(long, wide), narrow, log, costly=False)


def _wide_m(name: str, apart: float) -> float:
    """Return how wide the ground between two places is: a share of their distance, that of a usual pair at most."""
    return vague(name) * apart / (1 + apart / (2 * vague("pair_m")))


def between(one: Footprint, other: Footprint) -> Field:
    """Return the strip between two places: along from one to the other, across a share of their distance."""
    frame, bearing, apart = middle_frame(one, other)
    size = one.edge_m + other.edge_m
    along = SoftBox(0.0, apart / 2, _wide_m("between_edge", apart) + size)
    across = SoftBox(0.0, 0.0, _wide_m("between_across", apart) + size)
    return strip(frame, bearing, along=along, across=across)


def region_between(one: Footprint, other: Footprint) -> Field:
    """Return the region that two places name together ("Mauritius–Réunion region"): around both, and beyond."""
    frame, _, apart = middle_frame(one, other)
    flat = max(scales.by_kind_m("region_flat_m", foot.place) for foot in (one, other))
    return Disc(frame, apart / 2 + flat, one.edge_m + other.edge_m, vague("region_fall_share") * flat).field()


def halfway(one: Footprint, other: Footprint) -> Field:
    """Return the spot halfway between two places."""
    frame, bearing, apart = middle_frame(one, other)
    size = one.edge_m + other.edge_m
    along = SoftBox(0.0, 0.0, vague("halfway_along") * apart + size)
    across = SoftBox(0.0, 0.0, vague("halfway_along") * apart + size)
    return strip(frame, bearing, along=along, across=across)


def road(one: Footprint, other: Footprint) -> Field:
    """Return the corridor of the road between two places; roads bend by a share of their length."""
    frame, bearing, apart = middle_frame(one, other)
    size = one.edge_m + other.edge_m
    along = SoftBox(0.0, apart / 2, _wide_m("between_edge", apart) / 2 + size)
    across = SoftBox(0.0, 0.0, _wide_m("road_across", apart) + vague("road_floor_m"))
    return strip(frame, bearing, along=along, across=across)


def near_line(foot: Footprint, scale_m: float) -> Field:
    """Return the fall on both sides of a line, or of an area's edge."""
    shape = foot.shape
    if shape is None:
        return near_disc(foot, ()).field()
    fall = math.hypot(scale_m, foot.edge_m)

    def log(x: Floats, y: Floats, blur_m: float) -> Floats:
        away = np.abs(shapes.edge_distance_m(shape, x, y, blur_m=blur_m))
        return np.asarray(-away / math.hypot(fall, blur_m))

    return Field(foot.frame, foot.reach_m + 1.3 * REACH_EDGES * fall, fall, log)


def border(one: Footprint, other: Footprint | None) -> Field:
    """Return the density at the common border of two areas, or at the border of one."""
    if other is None:
        return near_line(one, vague("border_m"))
    if one.shape is None or other.shape is None:
        return _middle_line(one, other)
    frame, _, apart = middle_frame(one, other)
    scale = vague("border_m") + vague("border_share") * min(one.reach_m, other.reach_m)
    fields = near_line(one, scale), near_line(other, scale)

    def log(x: Floats, y: Floats, blur_m: float) -> Floats:
        lon, lat = frame.to_degrees(x, y)
        return np.asarray(sum(field.at(lon, lat, blur_m=blur_m) for field in fields))

    reach = min(max(apart, one.reach_m, other.reach_m) + 12 * scale, 1e7)
    return Field(frame, reach, scale, log)


def _middle_line(one: Footprint, other: Footprint) -> Field:
    """Return a strip square across the way between two areas known as points only: where their border may be."""
    frame, bearing, apart = middle_frame(one, other)
    along = SoftBox(0.0, 0.0, 0.12 * apart + 1000.0)
    across = SoftBox(0.0, 0.3 * apart, 0.12 * apart + 1000.0)
    return strip(frame, bearing, along=along, across=across)


def along(foot: Footprint, relation: Relation, scale_m: float) -> Field:
    """Return the density along a line, on the side of a compass word where one is given."""
    base = near_line(foot, scale_m)
    bearings = compass_deg(relation.qualifiers)
    return _towards(base, foot, bearings) if bearings else base


def _towards(base: Field, foot: Footprint, bearings: list[float]) -> Field:
    """Return a field restricted to the part of a shape that lies towards some bearings from its middle."""

    def log(x: Floats, y: Floats, blur_m: float) -> Floats:
        weights = [side_weight(foot, x, y, bearing, blur_m=blur_m) for bearing in bearings]
        return np.asarray(base.log(x, y, blur_m) + np.logaddexp.reduce(weights))

    return Field(base.frame, base.reach_m, base.scale_m, log)


def bank(foot: Footprint, relation: Relation) -> Field:
    """Return the strip along a river on the side that the words say; "left" and "right" face downstream."""
    base = near_line(foot, vague("bank_m"))
    shape = foot.shape
    bearings = compass_deg(relation.qualifiers)
    if shape is None or not foot.linear:
        return _towards(base, foot, bearings) if bearings else base
    turn = {"left": -1.0, "right": 1.0}
    hand = next((turn[word] for word in relation.qualifiers if word in turn), 0.0)

    def log(x: Floats, y: Floats, blur_m: float) -> Floats:
        line_x, line_y = shapes.nearest_on(shape, x, y, blur_m=blur_m)
        away = np.hypot(x - line_x, y - line_y)
        soft = 0.3 * vague("bank_m") + blur_m
        sides = [-away * np.cos(np.radians(off_bearing_deg(x - line_x, y - line_y, b))) for b in bearings]
        if hand:
            sides.append(-hand * away * _right_of(shape, x, y))
        side = np.min(sides, axis=0) if sides else np.zeros_like(x)
        return np.asarray(-away / math.hypot(vague("bank_m"), foot.edge_m, blur_m) + log_step(side, soft))

    return Field(base.frame, base.reach_m, base.scale_m, log)


def _right_of(shape: Geometry, x: Floats, y: Floats) -> Floats:
    """Return +1 on the right of a line in the direction in which it is drawn (rivers: downstream), -1 on the left."""
    import shapely

    points = shapely.points(x, y)
    parts = shapely.get_parts(shape)
    nearest = np.argmin(np.stack([shapely.distance(part, points) for part in parts]), axis=0)
    line = parts[nearest]
    at = shapely.line_locate_point(line, points)
    step = np.maximum(shapely.length(line) / 1000, 1.0)
    before = shapely.get_coordinates(shapely.line_interpolate_point(line, np.maximum(at - step, 0)))
    after = shapely.get_coordinates(shapely.line_interpolate_point(line, np.minimum(at + step, shapely.length(line))))
    way = after - before
    cross = way[:, 0] * (y - before[:, 1]) - way[:, 1] * (x - before[:, 0])
    return np.asarray(-np.sign(cross))


def stream(foot: Footprint, river: Footprint | None, relation: Relation, genre: Genre) -> Field:
    """Return the density up or down a river from a place, by distance along the way where one is given."""
    upstream = relation.kind.value == "upstream"
    if river is None or river.shape is None or not river.linear:
        return _around(foot, relation.distance, genre)
    along_m = _along(river, foot)
    if along_m is None:
        return _around(foot, relation.distance, genre)
    line, start = along_m
    box = _stream_box(relation.distance, genre, foot)
    base = near_line(river, vague("along_m"))

    def log(x: Floats, y: Floats, blur_m: float) -> Floats:
        import shapely

        at = shapely.line_locate_point(line, shapely.points(x, y))
        gone = (start - at) if upstream else (at - start)
        return np.asarray(base.log(x, y, blur_m) + box.log(gone, blur=blur_m))

    lon, lat = foot.frame.lon, foot.frame.lat
    px, py = (float(v[0]) for v in river.frame.to_metres(np.array([lon]), np.array([lat])))
    centred = LocalFrame(lon, lat)

    def log_centred(x: Floats, y: Floats, blur_m: float) -> Floats:
        river_x, river_y = river.frame.to_metres(*centred.to_degrees(x, y))
        return log(river_x, river_y, blur_m)

    off = shapes.shapely_distance(line, px, py)
    reach = off + box.centre + box.half + REACH_EDGES * (box.edge + vague("along_m"))
    return Field(centred, reach, box.half + 2 * box.edge, log_centred)


def _stream_box(distance: Distance | None, genre: Genre, foot: Footprint) -> SoftBox:
    if distance is None:
        scale = vague("stream_m") + foot.reach_m
        return SoftBox(scale, scale, 0.25 * scale)
    return distance_box(distance, genre, edge_m=foot.edge_m + foot.reach_m / 2)


def _around(foot: Footprint, distance: Distance | None, genre: Genre) -> Field:
    """Return what is left of "upstream of X" where the river is not known: all around, as far as it says."""
    far = vague("stream_m") if distance is None else distance_box(distance, genre).centre
    return Disc(foot.frame, foot.reach_m + far, foot.edge_m + 0.3 * far).field()


def _along(river: Footprint, foot: Footprint) -> tuple[Geometry, float] | None:
    """Return the part of a river that passes a place, and how far down it the place lies."""
    import shapely

    px, py = river.frame.to_metres(np.array([foot.frame.lon]), np.array([foot.frame.lat]))
    point = shapely.Point(float(px[0]), float(py[0]))
    merged = shapely.line_merge(river.shape)
    parts = shapely.get_parts(merged)
    line = parts[int(np.argmin(shapely.distance(parts, point)))]
    if shapely.distance(line, point) > river.reach_m:
        return None
    return line, float(shapely.line_locate_point(line, point))


def mouth(foot: Footprint) -> Field:
    """Return where a river ends: the last point of its line as drawn (downstream), or the sea not far ahead of it."""
    import shapely

    if foot.shape is None or not foot.linear:
        return Disc(foot.frame, vague("mouth_m"), foot.edge_m + vague("mouth_m")).field()
    parts = shapely.get_parts(shapely.line_merge(foot.shape))
    longest = parts[int(np.argmax(shapely.length(parts)))]
    end, gap_m = ashore.mouth_of(longest, foot.frame)
    lon, lat = foot.frame.to_degrees(np.array([end.x]), np.array([end.y]))
    frame = LocalFrame(float(lon[0]), float(lat[0]))
    edge = foot.edge_m + 0.5 * vague("mouth_m") + vague("mouth_gap_share") * gap_m
    return Disc(frame, vague("mouth_m"), edge).field()


def confluence(one: Footprint, other: Footprint) -> Field:
    """Return where two lines meet, or come closest."""
    import shapely

    if one.shape is None or other.shape is None:
        return between(one, other)
    there = one.frame.project(other.frame.unproject(other.shape))
    x, y = shapely.get_coordinates(shapely.shortest_line(one.shape, there)).mean(axis=0)
    lon, lat = one.frame.to_degrees(np.array([x]), np.array([y]))
    frame = LocalFrame(float(lon[0]), float(lat[0]))
    edge = math.hypot(one.edge_m, other.edge_m, 0.5 * vague("confluence_m"))
    return Disc(frame, vague("confluence_m"), edge + shapely.distance(one.shape, there) / 2).field()
