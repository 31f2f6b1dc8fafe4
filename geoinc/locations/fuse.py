"""One place, however many phrases: relations multiply into one region, contradictions are set aside and said."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from geoinc.locations import construction as working
from geoinc.locations import point_radius
from geoinc.locations.explain import explain
from geoinc.locations.fields import build
from geoinc.locations.fields.density import Disc
from geoinc.locations.fusion import closed_form, product
from geoinc.locations.kernels import solver
from geoinc.model import Genre, Location, Reason, Region, Relation, RelationKind, SetAside, Working

if TYPE_CHECKING:
    from geoinc.gazetteer.gazetteer import Gazetteer
    from geoinc.model import Place

DENSITY = "density"
FULL_TURN_DEG = 360.0
CERTAIN = 0.97
"""One candidate of at least this probability stands alone: the others do not change a 90 % area's shape."""

NEARLY_ALL = 0.95
"""The share of a region outside of which no other relation is looked at."""


def fuse(
    relations: Sequence[Relation],
    gazetteer: Gazetteer | None,
    *,
    genre: Genre = Genre.NEWS,
    method: str = DENSITY,
    drawn: bool = True,
) -> Location:
    """Return the one location that relations speak of together, or a location without region and why.

    Parameters
    ----------
    relations
        All of one place. Those whose anchors have no candidates take part in no product, and stay listed.
    gazetteer
        Where similar features are looked up, to cut cones; None to go without.
    genre
        How tidily the writer states distances and bearings.
    method
        "density", or "point-radius" for the conservative circle of the georeferencing guides.
    drawn
        Whether the location holds its working (anchors, bands and cones), which takes a while to draw.
    """
    relations = tuple(relations)
    usable = [r for r in relations if _anchored(r)]
    possible = [r for r in usable if _possible(r)]
    aside = [SetAside(r, "its distance or direction is impossible on the ground") for r in usable if not _possible(r)]
    if not possible:
        return _absent(relations, Reason.IMPOSSIBLE if usable else _why_unanchored(relations), genre)
    if method == point_radius.METHOD:
        return _circle(relations, possible, aside, genre, drawn=drawn)
    quick = _closed(relations, possible[0], genre, drawn=drawn) if len(possible) == 1 and not aside else None
    if quick is not None:
        return quick
    held = _held(possible, genre)
    region, contradicting = (held, ()) if held else product.region(possible, genre, gazetteer)
    if region is None:
        return _absent(relations, Reason.CONTRADICTORY if contradicting else Reason.NOT_UNDERSTOOD, genre)
    return _present(relations, region, (*aside, *contradicting), genre, drawn=drawn)


def simple_parts(relations: Sequence[Relation], genre: Genre) -> list[tuple[float, build.Simple]] | None:
    """Return the sectors, rings or discs, with their probabilities, of which one relation makes one; None for others."""
    if len(relations) != 1 or not _anchored(relations[0]) or not _possible(relations[0]):
        return None
    return _simple(relations[0], genre)


def _anchored(relation: Relation) -> bool:
    if relation.kind is RelationKind.COORDINATES:
        return relation.point is not None
    return bool(relation.anchors) and bool(relation.anchors[0].candidates)


def _why_unanchored(relations: Sequence[Relation]) -> Reason:
    """Return why no relation has an anchor: the first reason that one of them gives."""
    given = (anchor.reason for relation in relations for anchor in relation.anchors)
    return next((reason for reason in given if reason is not None), Reason.NO_LOCATION)


def _possible(relation: Relation) -> bool:
    """Return whether distances, bearings and coordinates exist on the ground."""
    limit = solver("impossible_m")
    pairs = [(relation.distance, relation.bearing), *relation.offsets]
    for distance, bearing in pairs:
        if distance is not None and relation.kind is not RelationKind.COORDINATES:
            low, stated = distance.min_m, distance.stated_m
            if not (
                math.isfinite(low)
                and low >= 0
                and 0 <= stated < limit
                and max(stated, distance.precision_m) > 0
                and distance.max_m >= low
            ):
                return False
        if bearing is not None and not (0 <= bearing.degrees <= FULL_TURN_DEG and bearing.half_angle_deg >= 0):
            return False
    return relation.point is None or _on_earth(*relation.point)


def _on_earth(lon: float, lat: float) -> bool:
    return abs(lon) <= FULL_TURN_DEG and abs(lat) <= FULL_TURN_DEG / 4


def _simple(relation: Relation, genre: Genre) -> list[tuple[float, build.Simple]] | None:
    """Return the sectors, rings or discs that one relation to one point may be; None where it needs the grid."""
    if len(relation.anchors) > 1:
        return None
    made = [(weight, build.simple(relation, build.feet_of(places), genre)) for weight, places in _placings(relation)]
    parts = [(weight, part) for weight, part in made if part is not None]
    return parts if len(parts) == len(made) else None


def _closed(relations: tuple[Relation, ...], relation: Relation, genre: Genre, *, drawn: bool) -> Location | None:
    """Return the location of one simple relation to one point without a grid, None where it needs one."""
    parts = _simple(relation, genre)
    if parts is None:
        return None
    region, shapes = closed_form.drawn(parts[0][1]) if drawn or len(parts) == 1 else (None, [])
    if region is None or len(parts) > 1:
        region = closed_form.mixture(parts)
    steps = working.of_simple(relation, parts[0][1], shapes, region) if drawn else ()
    return _located(relations, region, (), genre, steps)


def _held(relations: Sequence[Relation], genre: Genre) -> Region | None:
    """Return the region of one place around which all others hold ("in Beni, North Kivu"); None where they say more."""
    for relation in relations:
        parts = _simple(relation, genre)
        if parts is None or len(parts) > 1 or not isinstance(made := parts[0][1], Disc):
            continue
        reach_m = closed_form.extent(made, NEARLY_ALL).high_m
        if all(other is relation or product.holds(other, made.frame, reach_m) for other in relations):
            return closed_form.drawn(made)[0]
    return None


def _placings(relation: Relation) -> list[tuple[float, tuple[Place, ...]]]:
    """Return the places that the anchor may be, with probabilities; one alone where it is all but certain."""
    placings = product.placings(relation)
    return placings[:1] if placings[0][0] >= CERTAIN else placings


def _circle(
    relations: tuple[Relation, ...], possible: Sequence[Relation], aside: list[SetAside], genre: Genre, *, drawn: bool
) -> Location:
    """Return the smallest of the guide's circles: the guide intersects clauses, and the smallest one governs."""
    circles = [point_radius.circle(r, r.anchors[0].candidates[0].place if r.anchors else None) for r in possible]
    region = point_radius.to_region(*min(circles, key=lambda circle: circle[2]))
    return _present(relations, region, tuple(aside), genre, drawn=drawn)


def _present(
    relations: tuple[Relation, ...], region: Region, aside: tuple[SetAside, ...], genre: Genre, *, drawn: bool
) -> Location:
    if not drawn:
        return _located(relations, region, aside, genre, ())
    used = [r for r in relations if _anchored(r) and all(r is not a.relation for a in aside)]
    return _located(relations, region, aside, genre, working.steps(used, region, genre))


def _located(
    relations: tuple[Relation, ...],
    region: Region,
    aside: tuple[SetAside, ...],
    genre: Genre,
    steps: tuple[Working, ...],
) -> Location:
    return Location(
        region,
        relations=relations,
        spans=tuple(r.span for r in relations),
        explanation=explain(relations, region, genre=genre, set_aside=aside),
        working=steps,
        set_aside=aside,
        genre=genre,
        text="; ".join(r.span.text for r in relations if r.span.text),
    )


def _absent(relations: tuple[Relation, ...], reason: Reason, genre: Genre) -> Location:
    return Location(
        None,
        reason=reason,
        relations=relations,
        spans=tuple(r.span for r in relations),
        explanation=explain(relations, None, genre=genre, reason=reason),
        genre=genre,
        text="; ".join(r.span.text for r in relations if r.span.text),
    )
