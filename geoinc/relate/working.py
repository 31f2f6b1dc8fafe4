"""The working of a location as geometries: anchors, bands, cones and the product, for a map to draw."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from geoinc.model import Genre, Region, Relation, RelationKind, Working
from geoinc.relate import build, closed_form
from geoinc.relate.density import Disc

if TYPE_CHECKING:
    from geoinc.model import Place
    from geoinc.relate.build import Simple

KM_M = 1000.0
CONTENT = 0.9
CONE_REACH = 1.15
"""Cones are drawn a little beyond the band that they cross."""

FULL_CIRCLE_DEG = closed_form.FULL_CIRCLE_DEG


def steps(relations: Sequence[Relation], region: Region, genre: Genre) -> tuple[Working, ...]:
    """Return the anchors, bands and cones of relations, and last the product."""
    drawn = [step for relation in relations for step in _of(relation, genre)]
    drawn.append(Working("product", "90 % of the probability", region.area90))
    return tuple(drawn)


def _of(relation: Relation, genre: Genre) -> list[Working]:
    places = [anchor.candidates[0].place for anchor in relation.anchors if anchor.candidates]
    anchors = [_anchor(place) for place in places]
    if relation.distance is None or relation.kind is RelationKind.COORDINATES:
        return anchors
    made = build.simple(relation, build.feet_of(tuple(places)), genre)
    return anchors if made is None else [*anchors, *_drawn(made, places[0].name)]


def _anchor(place: Place) -> Working:
    extent = place.extent
    return Working("anchor", place.name, place.point if extent is None else extent)


def _drawn(made: Simple, name: str) -> list[Working]:
    """Return the band of distance and the cone of direction that a sector is the intersection of."""
    if isinstance(made, Disc):
        drawn = closed_form.polygons(made.frame, [closed_form.ring(0.0, made.radius_m)])
        return [Working("area", f"around {name}", drawn[0])]
    low, high = closed_form.interval(made, CONTENT)
    outlines = [closed_form.ring(low, high)]
    half = closed_form.half_angle_deg(made, CONTENT)
    if made.direction is not None and half < FULL_CIRCLE_DEG:
        outlines.append([closed_form.sector(made.bearing_deg, half, 0.0, CONE_REACH * high)])
    drawn = closed_form.polygons(made.frame, outlines)
    labels = f"{low / KM_M:.3g}–{high / KM_M:.3g} km from {name}", f"{made.bearing_deg:.0f}° from {name}"
    return [Working(role, label, shape) for role, label, shape in zip(("band", "cone"), labels, drawn, strict=False)]
