"""From a relation and the places of its anchors to a density on the ground."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

from geoinc.geo import geodesy
from geoinc.geo.geodesy import LocalFrame
from geoinc.locations.fields import ashore, between, marine, parts, places
from geoinc.locations.fields.density import Disc, Field, Polar
from geoinc.locations.fields.shapes import Footprint, footprint
from geoinc.locations.fusion import scales
from geoinc.locations.kernels import SoftBox, distance_box, vague
from geoinc.model import Distance, Genre, Place, Relation, RelationKind

Feet = tuple[Footprint, ...]
Simple = Polar | Disc

SIGNIFICANT_EXTENT = 0.15
"""An extent is measured from its edge only where its half-size exceeds this share of the stated distance."""

EDGES = frozenset({"of:border", "of:coast", "of:edge"})
"""Qualifiers by which a distance is from the edge itself."""

EDGE_MEANT = {RelationKind.BORDER: ("of:border",)}
"""What of an area is meant where the words name its edge."""

COORDINATE_FLOOR_M = 10.0


def simple(relation: Relation, feet: Feet, genre: Genre) -> Simple | None:
    """Return the sector, ring or disc that a relation to one point makes, None where it needs the grid."""
    if relation.kind is RelationKind.COORDINATES:
        return _coordinates(relation)
    return None if "inland" in relation.qualifiers else _to_point(relation, feet, genre)


def _to_point(relation: Relation, feet: Feet, genre: Genre) -> Simple | None:
    maker = SIMPLE.get(relation.kind)
    if maker is None or not feet:
        return None
    foot = _as_point(feet[0], relation)
    return maker(relation, foot, genre) if foot.shape is None else None


def _endless(distance: Distance | None) -> bool:
    return distance is not None and not math.isfinite(distance.max_m)


def field(relation: Relation, feet: Feet, genre: Genre) -> Field | None:
    """Return the density of a relation on the ground, None where the words lack what it needs."""
    made = simple(relation, feet, genre)
    if made is not None:
        return made.field()
    if not feet:
        return None
    inland = _to_point(relation, feet, genre)
    if inland is not None:
        return ashore.on_land(inland.field(), feet[0])
    feet = tuple(_as_point(foot, relation) for foot in feet)
    feet = _common(feet) if "of:border" in relation.qualifiers else feet
    meant = (*relation.qualifiers, *EDGE_MEANT.get(relation.kind, ())) if len(feet) == 1 else ()
    feet = tuple(ashore.with_edge(foot, meant) for foot in feet)
    return MAKERS[relation.kind](relation, feet, genre)


def _common(feet: Feet) -> Feet:
    """Return the border that two areas share as the one thing meant."""
    return (ashore.common_border(feet[0], feet[1]),) if len(feet) > 1 else feet


def _as_point(foot: Footprint, relation: Relation) -> Footprint:
    """Drop an extent that is too small to matter at the stated distance."""
    distance = relation.distance
    if foot.shape is None or distance is None or foot.linear:
        return foot
    if foot.reach_m > SIGNIFICANT_EXTENT * distance.stated_m:
        return foot
    return replace(foot, shape=None)


# --- sectors, rings and discs -------------------------------------------------------------------------


def _coordinates(relation: Relation) -> Disc | None:
    if relation.point is None:
        return None
    lon, lat = relation.point
    precision = relation.distance.precision_m if relation.distance is not None else COORDINATE_FLOOR_M
    radius = max(precision, COORDINATE_FLOOR_M)
    return Disc(LocalFrame(lon, lat), radius, 0.25 * radius)


def _at(relation: Relation, foot: Footprint, _: Genre) -> Simple:
    if "unit" in relation.qualifiers and foot.place.kind in scales.SETTLED:
        return places.unit_disc(foot)
    return places.loose_disc(foot) if "region" in relation.qualifiers else places.at_disc(foot)


def _in(relation: Relation, foot: Footprint, genre: Genre) -> Simple:
    return (
        places.in_disc(foot)
        if foot.place.kind in scales.NATURAL and not relation.qualifiers
        else _at(relation, foot, genre)
    )


def _near(relation: Relation, foot: Footprint, _: Genre) -> Simple:
    return places.near_disc(foot, relation.qualifiers)


def _distance(relation: Relation, foot: Footprint, genre: Genre) -> Simple | None:
    if relation.distance is None or _endless(relation.distance):
        return None
    return places.ring(foot, relation.distance, genre)


def _within(relation: Relation, foot: Footprint, genre: Genre) -> Simple | None:
    if relation.distance is None or relation.bearing is not None or _endless(relation.distance):
        return None
    return places.within_disc(foot, relation.distance, genre)


def _offset(relation: Relation, foot: Footprint, genre: Genre) -> Simple | None:
    if relation.distance is None or relation.bearing is None or _endless(relation.distance):
        return None
    return places.offset_polar(foot, relation.distance, relation.bearing, genre)


def _travel(relation: Relation, foot: Footprint, genre: Genre) -> Simple | None:
    if relation.distance is None or _endless(relation.distance):
        return None
    box = distance_box(
        relation.distance, genre, edge_m=foot.edge_m + vague("travel_edge_share") * relation.distance.stated_m
    )
    if relation.bearing is None:
        return Polar(foot.frame, box)
    direction = places.direction_box(foot, box.centre, relation.bearing, genre)
    return Polar(foot.frame, box, direction, relation.bearing.degrees)


SIMPLE: dict[RelationKind, Callable[[Relation, Footprint, Genre], Simple | None]] = {
    RelationKind.AT: _at,
    RelationKind.IN: _in,
    RelationKind.NEAR: _near,
    RelationKind.DISTANCE: _distance,
    RelationKind.WITHIN: _within,
    RelationKind.OFFSET: _offset,
    RelationKind.TRAVEL: _travel,
}


# --- everything else ----------------------------------------------------------------------------------


def _in_field(relation: Relation, feet: Feet, _: Genre) -> Field:
    flat = scales.by_kind_m("region_flat_m", feet[0].place) if "region" in relation.qualifiers else 0.0
    if feet[0].linear:
        return between.near_line(feet[0], max(flat, vague("along_m")))
    strictly = relation.kind is RelationKind.IN and not flat
    if "somewhere" in relation.qualifiers:
        return places.inside(feet[0], edge_m=vague("somewhere_edge_share") * feet[0].breadth_m)
    found = places.inside(feet[0], flat_m=flat, fall_m=vague("region_fall_share") * flat, strictly=strictly)
    return ashore.ends_at_coast(found, feet[0]) if strictly else found


def _part(relation: Relation, feet: Feet, _: Genre) -> Field:
    return ashore.ends_at_coast(parts.part(feet[0], relation), feet[0])


def _near_field(relation: Relation, feet: Feet, _: Genre) -> Field:
    widest = vague("near_edge_share") * feet[0].reach_m + vague("near_floor_m")
    scale = min(places.near_scale_m(feet[0], relation.qualifiers), widest)
    if feet[0].linear or "of:border" in relation.qualifiers or "of:coast" in relation.qualifiers:
        return between.along(feet[0], relation, scale)
    return places.inside(feet[0], fall_m=scale)


def _edge_field(relation: Relation, feet: Feet, genre: Genre) -> Field | None:
    distance = relation.distance
    if distance is None:
        return _cone(relation, feet, genre)
    if _endless(distance):
        return places.beyond(feet[0], distance, relation.bearing, genre)
    if feet[0].shape is None:
        return _within_sector(relation, distance, feet[0], genre)
    box = distance_box(distance, genre, edge_m=feet[0].edge_m)
    edge_itself = bool(EDGES & set(relation.qualifiers)) and relation.bearing is None
    return places.from_edge(feet[0], box, bearing=relation.bearing, genre=genre, both_sides=edge_itself)


def _within_sector(relation: Relation, distance: Distance, foot: Footprint, genre: Genre) -> Field:
    """Return the sector within a distance, in a direction."""
    bearing = relation.bearing
    far = SoftBox(distance.max_m / 2, distance.max_m / 2, foot.edge_m + 0.05 * distance.max_m)
    direction = None if bearing is None else places.direction_box(foot, distance.max_m / 2, bearing, genre)
    return Polar(foot.frame, far, direction, bearing.degrees if bearing is not None else 0.0).field()


def _cone(relation: Relation, feet: Feet, genre: Genre) -> Field | None:
    if relation.bearing is None:
        return None
    return places.cone(feet[0], relation.bearing, genre)


def _beyond(relation: Relation, feet: Feet, genre: Genre) -> Field | None:
    if relation.distance is None:
        return None
    return places.beyond(feet[0], relation.distance, relation.bearing, genre)


def _orthogonal(relation: Relation, feet: Feet, genre: Genre) -> Field | None:
    """Return the sum of several offsets: their boxes along each axis, centred where the vectors end."""
    if not relation.offsets:
        return None
    foot, east, north, edge_x, edge_y = feet[0], 0.0, 0.0, feet[0].edge_m, feet[0].edge_m
    for distance, bearing in relation.offsets:
        box = distance_box(distance, genre)
        sine, cosine = math.sin(math.radians(bearing.degrees)), math.cos(math.radians(bearing.degrees))
        east, north = east + box.centre * sine, north + box.centre * cosine
        spread = math.hypot(box.half / 2, box.edge)
        edge_x, edge_y = math.hypot(edge_x, spread * sine), math.hypot(edge_y, spread * cosine)
    far = math.hypot(east, north)
    lon, lat = geodesy.destination(
        foot.frame.lon, foot.frame.lat, bearing_deg=math.degrees(math.atan2(east, north)), distance_m=far
    )
    return between.strip(LocalFrame(lon, lat), 90.0, along=SoftBox(0.0, 0.0, edge_x), across=SoftBox(0.0, 0.0, edge_y))


def _pair(two: Callable[[Footprint, Footprint], Field]) -> Callable[[Relation, Feet, Genre], Field | None]:
    """Make a maker of two anchors; one alone is read as near it."""

    def make(relation: Relation, feet: Feet, genre: Genre) -> Field | None:
        return two(feet[0], feet[1]) if len(feet) > 1 else _one(relation, feet, genre)

    return make


def _between(relation: Relation, feet: Feet, genre: Genre) -> Field | None:
    two = between.region_between if "region" in relation.qualifiers else between.between
    return _pair(two)(relation, feet, genre)


def _one(relation: Relation, feet: Feet, _: Genre) -> Field:
    if feet[0].linear:
        return between.along(feet[0], relation, vague("along_m"))
    return places.near_disc(feet[0], relation.qualifiers).field()


def _along(relation: Relation, feet: Feet, genre: Genre) -> Field:
    if len(feet) > 1:
        return _border(relation, feet, genre)
    shore = "of:coast" in relation.qualifiers and feet[0].areal
    return between.along(feet[0], relation, vague("along_m")) if shore else _one(relation, feet, genre)


def _border(_: Relation, feet: Feet, __: Genre) -> Field:
    return between.border(feet[0], feet[1] if len(feet) > 1 else None)


def _outskirts(relation: Relation, feet: Feet, genre: Genre) -> Field:
    """Return the belt around a town; "on the edge of Ghazni province" is about its border."""
    if feet[0].areal and feet[0].place.kind in scales.UNITS:
        return _border(relation, feet[:1], genre)
    return places.outskirts(feet[0], relation)


def _stream(relation: Relation, feet: Feet, genre: Genre) -> Field:
    river = feet[1] if len(feet) > 1 else None
    return between.stream(feet[0], river, relation, genre)


MAKERS: dict[RelationKind, Callable[[Relation, Feet, Genre], Field | None]] = {
    RelationKind.AT: _in_field,
    RelationKind.IN: _in_field,
    RelationKind.NEAR: _near_field,
    RelationKind.OFFSET: _edge_field,
    RelationKind.DISTANCE: _edge_field,
    RelationKind.WITHIN: _edge_field,
    RelationKind.TRAVEL: _edge_field,
    RelationKind.BEYOND: _beyond,
    RelationKind.BEARING: _cone,
    RelationKind.ORTHOGONAL: _orthogonal,
    RelationKind.BETWEEN: _between,
    RelationKind.HALFWAY: _pair(between.halfway),
    RelationKind.ROAD: _pair(between.road),
    RelationKind.CONFLUENCE: _pair(between.confluence),
    RelationKind.ALONG: _along,
    RelationKind.BORDER: _border,
    RelationKind.PART: _part,
    RelationKind.OUTSKIRTS: _outskirts,
    RelationKind.BANK: lambda relation, feet, _: between.bank(feet[0], relation),
    RelationKind.UPSTREAM: _stream,
    RelationKind.DOWNSTREAM: _stream,
    RelationKind.MOUTH: lambda _, feet, __: between.mouth(feet[0]),
    RelationKind.OFF_COAST: lambda relation, feet, genre: marine.off_coast(feet[0], relation, genre),
    RelationKind.PORT: lambda _, feet, __: marine.port(feet[0]),
    RelationKind.ANCHORAGE: lambda relation, feet, _: marine.anchorage(feet[0], relation),
}


def feet_of(anchors: tuple[Place, ...]) -> Feet:
    """Return the footprints of places."""
    return tuple(footprint(place) for place in anchors)
