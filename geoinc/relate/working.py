"""The working of a location as geometries: anchors, bands, cones and the product, for a map to draw."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from geoinc.model import Genre, Region, Relation, RelationKind, Working
from geoinc.relate import build, closed_form
from geoinc.relate.density import Disc, Polar

if TYPE_CHECKING:
    from shapely import Geometry

    from geoinc.model import Place
    from geoinc.relate.build import Simple

KM_M = 1000.0


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
        return [Working("area", f"around {name}", closed_form.annulus(made.frame, 0.0, made.radius_m))]
    low, high = closed_form.interval(made, math.sqrt(0.9))
    band = Working(
        "band", f"{low / KM_M:.3g}–{high / KM_M:.3g} km from {name}", closed_form.annulus(made.frame, low, high)
    )
    if made.direction is None:
        return [band]
    return [band, Working("cone", f"{made.bearing_deg:.0f}° from {name}", _cone(made, 1.15 * high))]


def _cone(made: Polar, reach_m: float) -> Geometry:
    import shapely

    assert made.direction is not None
    half = min(made.direction.half_width(math.sqrt(0.9)), 175.0)
    x, y = closed_form.arc_box(made.bearing_deg, half, (0.0, reach_m))
    return made.frame.unproject(shapely.Polygon(np.column_stack((x, y))))
