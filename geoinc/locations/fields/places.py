"""Densities relative to one place: at, in, near, distance, within, beyond, offset, bearing, outskirts, parts."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from geoinc.locations.fields import shapes
from geoinc.locations.fields.density import REACH_EDGES, Disc, Field, Polar, log_normal, log_step, off_bearing_deg
from geoinc.locations.fields.shapes import Footprint
from geoinc.locations.fusion import scales
from geoinc.locations.kernels import SoftBox, bearing_box, distance_box, genre_kernel, vague
from geoinc.model import Bearing, Distance, Genre, PlaceKind, Relation

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

COMPASS_DEG = {
    word: 45.0 * index
    for index, word in enumerate(("north", "northeast", "east", "southeast", "south", "southwest", "west", "northwest"))
}

LINE_SIDE_HALF_DEG = 65.0
"""A point lies "east of" a line if the way there from the nearest point of the line is within this of east."""

SIDE_EDGE_DEG = 8.0

SIDE_SHARE = 0.5
"""Up to this share of an area's half-size a distance is from its side: "10 km north of Lake Chad" runs along the lake."""

MIN_EDGE_M = 100.0

LOG_NORMAL_REACH = 2.6
"""Log-normal distances are cut this many σ out: 0.5 % lie beyond."""


def compass_deg(qualifiers: tuple[str, ...]) -> list[float]:
    """Return the bearings of the compass words among qualifiers."""
    return [COMPASS_DEG[word] for word in qualifiers if word in COMPASS_DEG]


# --- points -------------------------------------------------------------------------------------------


def offset_polar(foot: Footprint, distance: Distance, bearing: Bearing, genre: Genre) -> Polar:
    """Return the sector at a distance and bearing from a point whose size and error are known."""
    away = distance_box(
        distance, genre, reach_m=foot.reach_m * (1 - genre_kernel(genre).centre_share), edge_m=foot.edge_m
    )
    return Polar(foot.frame, away, direction_box(foot, away.centre, bearing, genre), bearing.degrees)


def direction_box(foot: Footprint, distance_m: float, bearing: Bearing, genre: Genre) -> SoftBox:
    """Return the density of the direction from an anchor: the wording's, blurred by the anchor's own error and size."""
    said = bearing_box(bearing, genre)
    broad_m = (
        0.0 if foot.shape is not None else vague("broad_share") * (1 - genre_kernel(genre).centre_share) * foot.reach_m
    )
    edge = math.degrees(math.atan2(math.hypot(foot.edge_m, broad_m), max(distance_m, 1.0)))
    return SoftBox(0.0, said.half, math.hypot(said.edge, edge))


def ring(foot: Footprint, distance: Distance, genre: Genre) -> Polar:
    """Return the ring at a distance from a point."""
    reach = foot.reach_m * (1 - genre_kernel(genre).centre_share)
    return Polar(foot.frame, distance_box(distance, genre, reach_m=reach, edge_m=foot.edge_m))


def within_disc(foot: Footprint, distance: Distance, genre: Genre) -> Disc:
    """Return the disc within a distance of a point's edge."""
    kernel = genre_kernel(genre)
    reach = foot.reach_m * (1 - kernel.centre_share)
    return Disc(foot.frame, distance.max_m + reach, foot.edge_m + 0.05 * distance.max_m)


def at_disc(foot: Footprint) -> Disc:
    """Return the disc of a place that has a point only."""
    if foot.place.kind in scales.SETTLED:
        fall = vague("at_fall_floor_m") + vague("at_fall_share") * foot.reach_m
        return Disc(foot.frame, vague("at_flat_share") * foot.reach_m, foot.edge_m, fall)
    if foot.place.kind in scales.NATURAL:
        fall = min(scales.by_kind_m("at_fall_m", foot.place), foot.reach_m)
        return Disc(foot.frame, foot.reach_m, foot.edge_m, fall)
    return Disc(foot.frame, foot.reach_m, foot.edge_m + 0.25 * foot.reach_m)


def in_disc(foot: Footprint) -> Disc:
    """Return the disc within a natural feature that has a point only: about as large as its kind, or as it says."""
    return Disc(foot.frame, foot.reach_m, max(foot.edge_m, vague("natural_edge_share") * foot.reach_m))


def near_disc(foot: Footprint, qualifiers: tuple[str, ...]) -> Disc:
    """Return the fall around a place: flat over itself, then exponential."""
    return Disc(foot.frame, foot.reach_m + vague("near_flat_m"), foot.edge_m, near_scale_m(foot, qualifiers))


def near_scale_m(foot: Footprint, qualifiers: tuple[str, ...]) -> float:
    """Return how fast "near" falls off from an anchor's edge."""
    factor = math.prod(vague(f"{word}_factor") for word in qualifiers if word in {"vicinity", "opposite", "toward"})
    return (vague("near_floor_m") + vague("near_share") * foot.reach_m) * factor


def loose_disc(foot: Footprint) -> Disc:
    """Return a place of loose extent ("the X region")."""
    flat = scales.by_kind_m("region_flat_m", foot.place)
    return Disc(foot.frame, foot.reach_m + flat, foot.edge_m, vague("region_fall_share") * flat)


def unit_disc(foot: Footprint) -> Disc:
    """Return the ground of a unit of which only the town is known: flat over half of it, then a fall."""
    return Disc(foot.frame, vague("unit_flat_m"), foot.edge_m, vague("unit_fall_m"))


# --- lines and areas ----------------------------------------------------------------------------------


def from_edge(
    foot: Footprint, box: SoftBox, *, bearing: Bearing | None, genre: Genre, both_sides: bool = False
) -> Field:
    """Return the density at a distance (and bearing) from a line or an area's edge, partly from its centre.

    ``both_sides`` is for distances from the edge itself (a border, a coast): inwards as well as outwards.
    """
    if foot.linear:
        return _from_line(foot, box, bearing=bearing)
    if bearing is not None and box.centre < SIDE_SHARE * foot.reach_m:
        return _from_side(foot, box, bearing)
    centre = 0.0 if both_sides else genre_kernel(genre).centre_share
    direction = None if bearing is None else _shape_direction(foot, box.centre, bearing, genre)

    def log(x: Floats, y: Floats, blur_m: float) -> Floats:
        shape = foot.shape
        assert shape is not None
        edge = shapes.edge_distance_m(shape, x, y, blur_m=blur_m)
        edge = np.abs(edge) if both_sides else edge
        value = box.log(edge, blur=blur_m) - np.log(foot.reach_m + np.maximum(edge, 0))
        radial = np.hypot(x, y)
        middle = box.log(radial, blur=blur_m) - np.log(np.maximum(radial, box.edge + blur_m))
        # Measured from the centre or not, the way leads out of the area.
        middle += log_step(-edge, box.edge + blur_m)
        value = np.logaddexp(value + math.log(1 - centre + 1e-6), middle + math.log(centre + 1e-6))
        if direction is None or bearing is None:
            return np.asarray(value)
        blur_deg = math.degrees(blur_m / max(foot.reach_m + box.centre, blur_m))
        return np.asarray(value + direction.log(off_bearing_deg(x, y, bearing.degrees), blur=blur_deg))

    reach = foot.reach_m + box.centre + box.half + REACH_EDGES * box.edge
    return Field(foot.frame, reach, box.half + 2 * box.edge, log)


def _from_side(foot: Footprint, box: SoftBox, bearing: Bearing) -> Field:
    """Return the density outside an area at a distance that is short for its size, along the side that is stated."""
    import shapely

    shape = foot.shape
    assert shape is not None
    line = _from_line(replace(foot, shape=shapely.boundary(shape)), box, bearing=bearing)

    def log(x: Floats, y: Floats, blur_m: float) -> Floats:
        edge = shapes.edge_distance_m(shape, x, y, blur_m=blur_m)
        return np.asarray(line.log(x, y, blur_m) + log_step(-edge, box.edge + blur_m))

    return replace(line, log=log)


def _shape_direction(foot: Footprint, distance_m: float, bearing: Bearing, genre: Genre) -> SoftBox:
    """Return the direction from an area's centre: the wording's, widened by how broad the area looks."""
    said = direction_box(foot, distance_m, bearing, genre)
    broad = math.degrees(math.atan2(vague("bearing_half_share") * foot.reach_m, distance_m + foot.reach_m))
    return SoftBox(0.0, said.half + broad, said.edge + 0.2 * broad)


def _from_line(foot: Footprint, box: SoftBox, *, bearing: Bearing | None) -> Field:
    """Return the density at a distance across a line, on the side that the bearing says.

    Read both ways, half each: square across the line, and along the bearing itself (which is longer where
    the line runs aslant). The line's own uncertainty blurs both. The side is read from the line's course at the
    scale of the distance: a bend does not put the far bank "east of" it.
    """
    course = None if bearing is None else shapes.course(foot, box.centre)

    def log(x: Floats, y: Floats, blur_m: float) -> Floats:
        shape = foot.shape
        assert shape is not None
        if bearing is None:
            return box.log(shapes.distance_m(shape, x, y, blur_m=blur_m), blur=blur_m)
        line_x, line_y = shapes.nearest_on(shape, x, y, blur_m=blur_m)
        across = np.hypot(x - line_x, y - line_y)
        course_x, course_y = shapes.nearest_on(course, x, y, blur_m=blur_m)
        off = off_bearing_deg(x - course_x, y - course_y, bearing.degrees)
        slant = across / np.maximum(np.cos(np.radians(off)), 0.3)
        value = np.logaddexp(box.log(across, blur=blur_m), box.log(slant, blur=blur_m))
        side_edge = SIDE_EDGE_DEG + np.degrees(np.arctan2(foot.edge_m + blur_m, across + foot.edge_m))
        return np.asarray(value - np.logaddexp(0.0, (np.abs(off) - LINE_SIDE_HALF_DEG) / side_edge))

    reach = foot.reach_m + box.centre + box.half + REACH_EDGES * box.edge
    return Field(foot.frame, reach, box.half + 2 * box.edge, log)


def _name_edge_m(foot: Footprint) -> float:
    """Return how soft the edge of what a name covers is."""
    edge = max(foot.edge_m, MIN_EDGE_M)
    kind = foot.place.kind
    if kind in scales.UNITS:
        return math.hypot(edge, min(vague("unit_edge_share") * foot.breadth_m, vague("natural_edge_m")))
    if kind not in scales.NATURAL:
        return edge
    soft = vague("island_edge_share" if kind is PlaceKind.ISLAND else "natural_edge_share") * foot.breadth_m
    return math.hypot(edge, soft if kind in scales.WATERS else min(soft, vague("natural_edge_m")))


def inside(
    foot: Footprint, *, flat_m: float = 0.0, fall_m: float = 0.0, strictly: bool = False, edge_m: float = 0.0
) -> Field:
    """Return the density within an area or along a line, softened by its uncertainty.

    ``flat_m`` further out it is as likely, and from there it falls off with ``fall_m``. ``strictly`` is for words
    that say "in": a border is then as soft as it is drawn, not as a name is used. ``edge_m`` says how soft it is at least.
    """
    edge = scales.border_edge_m(foot.place, foot.breadth_m, foot.edge_m) if strictly or edge_m else _name_edge_m(foot)
    edge = max(edge, edge_m)
    shape = foot.shape
    assert shape is not None

    def log(x: Floats, y: Floats, blur_m: float) -> Floats:
        if shapes.well_inside(shape, x, y, margin_m=REACH_EDGES * edge):
            return np.zeros_like(x)
        away = shapes.edge_distance_m(shape, x, y, blur_m=blur_m)
        if fall_m > 0:
            return np.asarray(-np.maximum(away - flat_m, 0) / math.hypot(fall_m, blur_m))
        return log_step(away - flat_m, math.hypot(edge, 0.5 * blur_m))

    scale = max(fall_m, edge, min(foot.reach_m / 8, foot.breadth_m / 2))
    return Field(foot.frame, foot.reach_m + flat_m + REACH_EDGES * max(edge, 1.3 * fall_m), scale, log, most=0.0)


def cone(foot: Footprint, bearing: Bearing, genre: Genre, *, cut_m: float = math.inf) -> Field:
    """Return the density in a direction with no distance given: flat close by, falling off with the anchor's scale.

    ``cut_m`` is where the next similar feature lies in that direction.
    """
    median = scales.by_kind_m("bearing_median_m", foot.place) + foot.reach_m * (foot.place.kind in scales.SETTLED)
    sigma = vague("bearing_log_sigma")
    said = bearing_box(bearing, genre)
    half = vague("bearing_half_share") * bearing.half_angle_deg + said.half / 2
    direction = SoftBox(0.0, half, math.hypot(vague("bearing_edge_deg"), said.edge))

    def log(x: Floats, y: Floats, blur_m: float) -> Floats:
        radial = np.hypot(x, y)
        if foot.shape is None:
            away = np.maximum(radial - foot.reach_m, 0)
        else:
            away = np.maximum(shapes.edge_distance_m(foot.shape, x, y, blur_m=blur_m), 0)
        blur_deg = math.degrees(blur_m / max(foot.reach_m + median, blur_m))
        value = log_normal(away, median=median, sigma=sigma, floor=0.1 * median + blur_m)
        value -= np.log(foot.reach_m + radial + blur_m)
        value += log_step(away - cut_m, 0.05 * median) if math.isfinite(cut_m) else 0.0
        return np.asarray(value + direction.log(off_bearing_deg(x, y, bearing.degrees), blur=blur_deg))

    far = median * math.exp(LOG_NORMAL_REACH * sigma)
    return Field(foot.frame, foot.reach_m + min(far, 2 * cut_m), median / 4, log)


def beyond(foot: Footprint, distance: Distance, bearing: Bearing | None, genre: Genre) -> Field:
    """Return the density at least so far away: rising at the limit, then falling off with it."""
    limit = distance.min_m or max(distance.stated_m, 1.0)
    edge = foot.edge_m + 0.03 * limit
    fall = vague("beyond_share") * limit
    direction = None if bearing is None else direction_box(foot, limit, bearing, genre)

    def log(x: Floats, y: Floats, blur_m: float) -> Floats:
        radial = np.hypot(x, y)
        away = radial if foot.shape is None else shapes.edge_distance_m(foot.shape, x, y, blur_m=blur_m)
        value = log_step(limit - away, math.hypot(edge, blur_m)) - np.maximum(away - limit, 0) / fall
        if direction is None or bearing is None:
            return np.asarray(value)
        return np.asarray(value + direction.log(off_bearing_deg(x, y, bearing.degrees)))

    return Field(foot.frame, foot.reach_m + limit + 12 * fall, edge + fall / 4, log)


def outskirts(foot: Footprint, relation: Relation) -> Field:
    """Return the belt around a settlement, or on the side that a compass word says."""
    wide = {"countryside", "surroundings"} & set(relation.qualifiers)
    outer = vague("countryside_outer" if wide else "outskirts_outer") * foot.reach_m
    inner = vague("outskirts_inner") * foot.reach_m
    bearings = compass_deg(relation.qualifiers)
    edge = foot.edge_m + 0.15 * foot.reach_m
    direction = SoftBox(0.0, 35.0, 12.0)

    def log(x: Floats, y: Floats, blur_m: float) -> Floats:
        radial = np.hypot(x, y)
        wider = math.hypot(edge, blur_m)
        value = log_step(inner - radial, wider) + log_step(radial - outer, wider)
        if not bearings:
            return np.asarray(value)
        return np.asarray(value + np.logaddexp.reduce([direction.log(off_bearing_deg(x, y, b)) for b in bearings]))

    return Field(foot.frame, outer + REACH_EDGES * edge, (outer - inner) / 2, log)
