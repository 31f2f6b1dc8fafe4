"""The working of a location as geometries: anchors, bands, cones and the product, for a map to draw."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from geoinc.locations.explain import WORTH_NAMING, label, percent
from geoinc.locations.fields import build, shapes
from geoinc.locations.fields.density import Disc
from geoinc.locations.fields.shapes import Footprint
from geoinc.locations.fusion import closed_form
from geoinc.locations.kernels import distance_box
from geoinc.model import Bearing, Genre, Place, Region, Relation, RelationKind, Working

if TYPE_CHECKING:
    from shapely import Geometry

    from geoinc.locations.fields.build import Simple

KM_M = 1000.0

BAND_AROUND = 3.0
BAND_DETAIL = 20.0
BAND_THIN = 150.0
BAND_CORNERS = 6
BAND_MAX_M = 1_000_000.0
SIDE_REACH = 1.5
"""Bands along lines are drawn this many distances around the answer, to the distance divided by this; where the
answer is so many times longer than the distance, a band would be a hair, and beyond 1,000 km a frame of metres bends it:
neither is drawn."""


def steps(relations: Sequence[Relation], region: Region, genre: Genre) -> tuple[Working, ...]:
    """Return the anchors, bands and cones of relations, and last the product."""
    return (*(step for relation in relations for step in _of(relation, region, genre)), product(region))


def of_simple(relation: Relation, made: Simple, shapes: Sequence[Geometry], region: Region) -> tuple[Working, ...]:
    """Return the working of one sector, ring or disc whose band and cone are already drawn."""
    places, anchors = places_of(relation), _anchors(relation)
    if relation.distance is None or not places:
        return (*anchors, product(region))
    return (*anchors, *_named(made, shapes, places[0].name), product(region))


def product(region: Region) -> Working:
    """Return the last step: what all phrases leave together."""
    return Working("product", "90 % of the probability", region.area90)


def places_of(relation: Relation) -> tuple[Place, ...]:
    """Return the most probable place of each anchor."""
    return tuple(anchor.candidates[0].place for anchor in relation.anchors if anchor.candidates)


def _anchors(relation: Relation) -> list[Working]:
    """Return the anchors of a relation, and the other places that they may be."""
    found = [_anchor(place) for place in places_of(relation)]
    others = (c for anchor in relation.anchors for c in anchor.candidates[1:] if c.probability >= WORTH_NAMING)
    return [*found, *(_anchor(c.place, f"or {label(c.place)}, {percent(c.probability)}") for c in others)]


def _of(relation: Relation, region: Region, genre: Genre) -> list[Working]:
    places, anchors = places_of(relation), _anchors(relation)
    if relation.distance is None or relation.kind is RelationKind.COORDINATES or not places:
        return anchors
    feet = build.feet_of(places)
    made = build.simple(relation, feet, genre)
    if made is None:
        return [*anchors, *_band_along(feet[0], relation, region, genre)]
    return [*anchors, *_named(made, closed_form.drawn(made)[1], places[0].name)]


def _band_along(foot: Footprint, relation: Relation, region: Region, genre: Genre) -> list[Working]:
    """Return the band at a distance from a line or an area's edge, cut to the surroundings of the answer."""
    import shapely

    if foot.shape is None or relation.distance is None or not math.isfinite(relation.distance.max_m):
        return []
    box = distance_box(relation.distance, genre, edge_m=foot.edge_m)
    half = box.half_width(closed_form.CONTENTS[1])
    low, high = max(box.centre - half, 0.0), box.centre + half
    west, south, east, north = foot.frame.project(region.area90).bounds
    if high > BAND_MAX_M or max(east - west, north - south) > BAND_THIN * high:
        return []
    margin = BAND_AROUND * high
    around = shapely.box(west - margin, south - margin, east + margin, north + margin)
    near = shapely.clip_by_rect(
        foot.shape, west - margin - high, south - margin - high, east + margin + high, north + margin + high
    )
    line = shapely.make_valid(shapely.simplify(near, high / BAND_DETAIL, preserve_topology=False))
    inner = shapely.buffer(line, low, quad_segs=BAND_CORNERS) if low > 0 else line
    band = shapely.intersection(shapely.difference(shapely.buffer(line, high, quad_segs=BAND_CORNERS), inner), around)
    if foot.linear and relation.bearing is not None:
        band = shapely.intersection(band, _stated_side(shapes.course(foot, box.centre), around, relation.bearing, high))
    name = f"{low / KM_M:.3g}–{high / KM_M:.3g} km from {foot.place.name}"
    return [] if band.is_empty else [Working("band", name, foot.frame.unproject(band))]


def _stated_side(line: Geometry, around: Geometry, bearing: Bearing, reach_m: float) -> Geometry:
    """Return the strip beside a line on the side that a bearing says, going by the line's course around the answer."""
    import shapely

    strips = []
    for part in shapely.get_parts(shapely.line_merge(shapely.intersection(line, around))):
        (x1, y1), (x2, y2) = part.coords[0], part.coords[-1]
        east, north = math.sin(math.radians(bearing.degrees)), math.cos(math.radians(bearing.degrees))
        left = (y1 - y2) * east + (x2 - x1) * north >= 0
        strips.append(shapely.buffer(part, SIDE_REACH * reach_m * (1 if left else -1), single_sided=True))
    return shapely.union_all([shapely.make_valid(strip) for strip in strips])


def _anchor(place: Place, name: str = "") -> Working:
    extent = place.extent
    return Working("anchor", name or place.name, place.point if extent is None else extent)


def _named(made: Simple, shapes: Sequence[Geometry], name: str) -> list[Working]:
    """Return the band of distance and the cone of direction that a sector is the intersection of."""
    if isinstance(made, Disc):
        return [Working("area", f"around {name}", shapes[0])]
    low, high, _ = closed_form.extent(made, closed_form.CONTENTS[1])
    labels = f"{low / KM_M:.3g}–{high / KM_M:.3g} km from {name}", f"{made.bearing_deg:.0f}° from {name}"
    return [Working(role, label, shape) for role, label, shape in zip(("band", "cone"), labels, shapes, strict=False)]
