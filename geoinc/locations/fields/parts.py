"""Parts of a place: towards a compass point, central, at the coast, inland, its tip; and sides of an extent."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from geoinc.locations.fields import ashore, shapes
from geoinc.locations.fields.density import Field, log_step
from geoinc.locations.fields.places import at_disc, compass_deg, inside
from geoinc.locations.fields.shapes import Footprint
from geoinc.locations.kernels import vague
from geoinc.model import Relation

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Weight = Callable[[Floats, Floats, float], Floats]

SIDE_START = 0.2
SIDE_SOFT = 0.1
"""A side begins a fifth of the half-size from the middle, softly."""


def part(foot: Footprint, relation: Relation) -> Field:
    """Return the part of a place that the words pick out: compass points are a union, the coast and such narrow it."""
    whole = inside(foot, strictly=True) if foot.areal else at_disc(foot).field()
    picked = [weight for weight in (_compass(foot, relation), *_kinds(foot, relation)) if weight is not None]

    def log(x: Floats, y: Floats, blur_m: float) -> Floats:
        return np.asarray(sum((weight(x, y, blur_m) for weight in picked), start=whole.log(x, y, blur_m)))

    return Field(foot.frame, whole.reach_m, min(whole.scale_m, foot.reach_m / 6), log)


def _compass(foot: Footprint, relation: Relation) -> Weight | None:
    """Return the log weight of the parts towards compass points, and of the middle; None where none is said."""
    bearings, central = compass_deg(relation.qualifiers), "central" in relation.qualifiers
    tip = _is_tip(relation)
    if not bearings and not central:
        return None

    def log(x: Floats, y: Floats, _: float) -> Floats:
        weights = [_compass_weight(foot, x, y, degrees, tip=tip) for degrees in bearings]
        if central:
            weights.append(log_step(np.hypot(*_scaled(foot, x, y)) - vague("central_share"), vague("part_edge") / 2))
        return np.asarray(np.logaddexp.reduce(weights))

    return log


def _is_tip(relation: Relation) -> bool:
    return "tip" in relation.qualifiers or "of:tip" in relation.qualifiers


def _kinds(foot: Footprint, relation: Relation) -> list[Weight | None]:
    said = relation.qualifiers
    makers = []
    if "coastal" in said:
        makers.append(_by_coast(foot, sign=1.0))
    if "inland" in said:
        makers.append(_by_coast(foot, sign=-1.0))
    if _is_tip(relation) and not compass_deg(said):
        makers.append(_tip(foot))
    return makers


def _by_coast(foot: Footprint, *, sign: float) -> Weight | None:
    """Return the log weight of lying within a strip along the coast (1) or beyond it (-1); None without a coast."""
    coast = ashore.edge_of(foot, coastal=True)
    if coast is None:
        return None
    strip = min(vague("coastal_m"), foot.breadth_m / 2)

    def log(x: Floats, y: Floats, blur_m: float) -> Floats:
        away = shapes.distance_m(coast, x, y, blur_m=blur_m)
        return log_step(sign * (away - strip), 0.3 * strip + blur_m)

    return log


def _tip(foot: Footprint) -> Weight | None:
    """Return the log weight of the end that lies farthest from where a peninsula joins the land."""
    import shapely

    root = ashore.edge_of(foot, coastal=False)
    if root is None:
        return None
    corners = shapely.get_coordinates(foot.shape)
    far = corners[int(np.argmax(shapely.distance(root, shapely.points(corners))))]
    size = vague("tip_share") * foot.reach_m

    def log(x: Floats, y: Floats, blur_m: float) -> Floats:
        return log_step(np.hypot(x - far[0], y - far[1]) - size, 0.3 * size + blur_m)

    return log


def _half_sizes(foot: Footprint) -> tuple[float, float, float, float]:
    if foot.shape is None:
        return 0.0, 0.0, foot.reach_m, foot.reach_m
    west, south, east, north = foot.shape.bounds
    return (west + east) / 2, (south + north) / 2, (east - west) / 2, (north - south) / 2


def _scaled(foot: Footprint, x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """Return points in units of the extent's half-sizes, from the middle of its bounds."""
    middle_x, middle_y, half_x, half_y = _half_sizes(foot)
    return np.divide(x - middle_x, max(half_x, 1.0)), np.divide(y - middle_y, max(half_y, 1.0))


def _compass_weight(foot: Footprint, x: Floats, y: Floats, degrees: float, *, tip: bool) -> Floats:
    """Return the log weight of being in the part that lies towards a bearing: its outer third and beyond, softly."""
    east, north = _scaled(foot, x, y)
    angle = math.radians(degrees)
    towards = east * math.sin(angle) + north * math.cos(angle)
    start = 1 - vague("tip_share") if tip else 1 / 3
    return log_step(start - towards, vague("part_edge") / (4 if tip else 1.5))


def side_weight(foot: Footprint, x: Floats, y: Floats, degrees: float, *, blur_m: float) -> Floats:
    """Return the log weight of lying on the side of an extent's middle towards a bearing, in its own half-sizes."""
    east, north = _scaled(foot, x, y)
    angle = math.radians(degrees)
    sine, cosine = math.sin(angle), math.cos(angle)
    _, _, half_x, half_y = _half_sizes(foot)
    blur = blur_m * (abs(sine) / max(half_x, 1.0) + abs(cosine) / max(half_y, 1.0))
    return log_step(SIDE_START - east * sine - north * cosine, SIDE_SOFT + blur)
