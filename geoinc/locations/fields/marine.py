"""Densities at sea: off the coast, anchorages, ports. All need to know where the sea is."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from geoinc.locations.fields import shapes
from geoinc.locations.fields.coast import land_around
from geoinc.locations.fields.density import Field, log_normal, log_step, off_bearing_deg
from geoinc.locations.fields.places import compass_deg, direction_box
from geoinc.locations.fields.shapes import Footprint
from geoinc.locations.fusion import scales
from geoinc.locations.kernels import SoftBox, distance_box, vague
from geoinc.model import Genre, Relation

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray
    from shapely import Geometry

    Floats = NDArray[np.float64]

SHORE_EDGE_M = 700.0
"""How far the drawn coast may be from the real one (GSHHS low and intermediate resolution)."""

SIDE = SoftBox(0.0, 50.0, 12.0)
"""Which coast a compass word picks: the half-circle around it, softly (degrees)."""


def off_coast(foot: Footprint, relation: Relation, genre: Genre) -> Field:
    """Return the sea off a place: by the stated distance, else log-normally from the shore."""
    box = None
    if relation.distance is not None:
        box = distance_box(relation.distance, genre, edge_m=foot.edge_m + SHORE_EDGE_M)
    median, sigma = scales.by_kind_m("off_coast_median_m", foot.place), vague("off_coast_log_sigma")
    far = 8 * median if box is None else box.centre + box.half + 9 * box.edge
    typical = median if box is None else box.centre
    land = land_around(foot.frame.lon, foot.frame.lat, _window(foot.reach_m + far))
    sector = _sector(foot, relation, genre, far)

    def log(x: Floats, y: Floats, blur_m: float) -> Floats:
        shore, anchor = _shore_and_anchor(foot, land, x, y, blur_m)
        if box is None:
            away = np.maximum(shore, anchor)
            value = log_normal(away, median=median, sigma=sigma, floor=500.0 + blur_m)
            value -= np.log(away + foot.reach_m + median)
        else:
            value = np.logaddexp(box.log(anchor, blur=blur_m), box.log(shore, blur=blur_m) - anchor / (2 * box.centre))
        if foot.shape is not None:
            # Where another coast is nearer, the words would name that one.
            value -= np.maximum(anchor - shore, 0) / (vague("other_coast_share") * typical)
        return np.asarray(value + log_step(-shore, SHORE_EDGE_M + blur_m / 2) + sector(x, y))

    return Field(foot.frame, foot.reach_m + far, median / 4 if box is None else box.half + 2 * box.edge, log)


def _window(reach_m: float) -> float:
    """Round a reach up to a power of √2, so that windows on the coast are shared."""
    return float(2 ** (math.ceil(2 * math.log2(max(reach_m, 1000.0))) / 2))


def _sector(foot: Footprint, relation: Relation, genre: Genre, far_m: float) -> Callable[[Floats, Floats], Floats]:
    """Return the log weight of directions that a bearing or compass words leave."""
    bearings = compass_deg(relation.qualifiers)
    if relation.bearing is not None:
        direction, bearings = direction_box(foot, far_m / 4, relation.bearing, genre), [relation.bearing.degrees]
    else:
        direction = SIDE

    def log(x: Floats, y: Floats) -> Floats:
        if not bearings:
            return np.zeros_like(x)
        return np.asarray(np.logaddexp.reduce([direction.log(off_bearing_deg(x, y, b)) for b in bearings]))

    return log


def _shore_and_anchor(
    foot: Footprint, land: Geometry | None, x: Floats, y: Floats, blur_m: float
) -> tuple[Floats, Floats]:
    """Return the signed distance to the shore (negative on land) and the one to the anchor's edge."""
    if foot.shape is None:
        anchor = np.maximum(np.hypot(x, y) - foot.reach_m, 0)
    else:
        anchor = np.maximum(shapes.edge_distance_m(foot.shape, x, y, blur_m=blur_m), 0)
    if land is None:
        return anchor, anchor
    return shapes.edge_distance_m(land, x, y, blur_m=blur_m), anchor


def harbour(foot: Footprint, *, median_m: float) -> Field:
    """Return waters near a place: log-normal about a typical distance from it, on the sea side of the shore."""
    sigma = vague("harbour_log_sigma")
    size = foot.reach_m if foot.shape is None else 0.0
    spread = median_m + vague("harbour_radius_share") * size
    far = foot.reach_m + spread * math.exp(2.8 * sigma)
    land = land_around(foot.frame.lon, foot.frame.lat, _window(far))

    def log(x: Floats, y: Floats, blur_m: float) -> Floats:
        shore, anchor = _shore_and_anchor(foot, land, x, y, blur_m)
        anchor = np.hypot(x, y) if foot.shape is None else anchor
        value = log_normal(anchor, median=spread, sigma=sigma, floor=0.15 * spread + blur_m) - np.log(anchor + spread)
        if land is None:
            return value
        return np.asarray(value + log_step(-shore, SHORE_EDGE_M + 0.1 * spread + blur_m / 2))

    return Field(foot.frame, far, spread / 3, log)


def anchorage(foot: Footprint, relation: Relation) -> Field:
    """Return where ships lie at anchor off a place; an inner anchorage is nearer than an outer one."""
    factor = 0.6 if "inner" in relation.qualifiers else 1.6 if "outer" in relation.qualifiers else 1.0
    return harbour(foot, median_m=factor * vague("anchorage_median_m"))


def port(foot: Footprint) -> Field:
    """Return the waters of a place's port."""
    return harbour(foot, median_m=vague("port_median_m"))
