"""The working of a location as geometries: anchors, bands, cones and the product, for a map to draw."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from geoinc.model import Genre, Place, Region, Relation, RelationKind, Working
from geoinc.relate import build, closed_form
from geoinc.relate.density import Disc

if TYPE_CHECKING:
    from shapely import Geometry

    from geoinc.relate.build import Simple

KM_M = 1000.0


def steps(relations: Sequence[Relation], region: Region, genre: Genre) -> tuple[Working, ...]:
    """Return the anchors, bands and cones of relations, and last the product."""
    return (*(step for relation in relations for step in _of(relation, genre)), product(region))


def of_simple(relation: Relation, made: Simple, shapes: Sequence[Geometry], region: Region) -> tuple[Working, ...]:
    """Return the working of one sector, ring or disc whose band and cone are already drawn."""
    places = places_of(relation)
    anchors = [_anchor(place) for place in places]
    if relation.distance is None or not places:
        return (*anchors, product(region))
    return (*anchors, *_named(made, shapes, places[0].name), product(region))


def product(region: Region) -> Working:
    """Return the last step: what all phrases leave together."""
    return Working("product", "90 % of the probability", region.area90)


def places_of(relation: Relation) -> tuple[Place, ...]:
    """Return the most probable place of each anchor."""
    return tuple(anchor.candidates[0].place for anchor in relation.anchors if anchor.candidates)


def _of(relation: Relation, genre: Genre) -> list[Working]:
    places = places_of(relation)
    anchors = [_anchor(place) for place in places]
    if relation.distance is None or relation.kind is RelationKind.COORDINATES or not places:
        return anchors
    made = build.simple(relation, build.feet_of(places), genre)
    if made is None:
        return anchors
    return [*anchors, *_named(made, closed_form.drawn(made)[1], places[0].name)]


def _anchor(place: Place) -> Working:
    extent = place.extent
    return Working("anchor", place.name, place.point if extent is None else extent)


def _named(made: Simple, shapes: Sequence[Geometry], name: str) -> list[Working]:
    """Return the band of distance and the cone of direction that a sector is the intersection of."""
    if isinstance(made, Disc):
        return [Working("area", f"around {name}", shapes[0])]
    low, high = closed_form.interval(made, closed_form.CONTENTS[1])
    labels = f"{low / KM_M:.3g}–{high / KM_M:.3g} km from {name}", f"{made.bearing_deg:.0f}° from {name}"
    return [Working(role, label, shape) for role, label, shape in zip(("band", "cone"), labels, shapes, strict=False)]
