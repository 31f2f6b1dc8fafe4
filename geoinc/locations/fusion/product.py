"""The product of relations: candidates of anchors as a mixture, contradictions found by leaving one out."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from geoinc.geo import geodesy
from geoinc.geo.by_shape import ShapeKey
from geoinc.geo.geodesy import LocalFrame
from geoinc.locations.fields import ashore, build
from geoinc.locations.fields.density import Field
from geoinc.locations.fields.places import cone
from geoinc.locations.fields.shapes import footprint
from geoinc.locations.fusion import grid, neighbours, scales
from geoinc.locations.fusion import region as regions
from geoinc.locations.fusion.grid import Patch, Product
from geoinc.locations.fusion.scales import by_kind_m
from geoinc.locations.kernels import solver, vague
from geoinc.model import Alternative, Genre, Place, Region, Relation, RelationKind, SetAside, Span

if TYPE_CHECKING:
    from geoinc.gazetteer.gazetteer import Gazetteer

KM_M = 1000.0
NOWHERE = Span("", 0, 0)
PAIR = 2
CLOSE_BY = frozenset(
    {RelationKind.NEAR, RelationKind.OUTSKIRTS, RelationKind.UPSTREAM, RelationKind.DOWNSTREAM, RelationKind.PORT}
)
"""Relations to something that is small enough to be close to."""


@dataclass(frozen=True, slots=True)
class Option:
    """One reading of a relation: the density with its anchors taken as certain places, and its probability."""

    weight: float
    field: Field


@dataclass(frozen=True, slots=True)
class JointReading:
    """One reading of all relations together: their fields, its probability, and their product on the ground."""

    fields: tuple[Field, ...]
    weight: float
    patch: Patch


def region(
    relations: Sequence[Relation], genre: Genre, gazetteer: Gazetteer | None = None
) -> tuple[Region | None, tuple[SetAside, ...]]:
    """Return the region of a product and what had to be set aside for it to exist.

    The same words about the same places come again and again ("in Syria"), so regions are remembered.
    """
    extents = tuple(ShapeKey(c.place.extent) for r in relations for a in r.anchors for c in a.candidates)
    found, aside = _region(tuple(_bare(relation) for relation in relations), genre, extents, gazetteer)
    return found, tuple(SetAside(relations[index], why) for index, why in aside)


def _bare(relation: Relation, *, anchored: bool = True) -> Relation:
    """Return a relation without where it was said: what its region depends on; without its anchors, if wished."""
    anchors = tuple(replace(anchor, text="", span=NOWHERE) for anchor in relation.anchors) if anchored else ()
    return replace(relation, anchors=anchors, span=NOWHERE)


@lru_cache(maxsize=1024)
def _region(
    relations: tuple[Relation, ...],
    genre: Genre,
    _extents: tuple[ShapeKey, ...],
    gazetteer: Gazetteer | None,
) -> tuple[Region | None, tuple[tuple[int, str], ...]]:
    read = [(index, options(relation, genre, gazetteer)) for index, relation in enumerate(relations)]
    aside = [(index, "its words lack what a location needs") for index, found in read if not found]
    kept = [(index, found) for index, found in read if found]
    while kept:
        readings = agree([found for _, found in kept])
        if readings:
            return _mixed(readings), tuple(aside)
        index, found = kept.pop(_outlier([found for _, found in kept]))
        aside.append((index, _why(found, [other for _, other in kept])))
    return None, tuple(aside)


def holds(relation: Relation, frame: LocalFrame, reach_m: float) -> bool:
    """Whether a relation is as true anywhere so far from a point, as "in North Kivu" is around a town well within it.

    That its area, as it is stored, holds a circle around it is seen without what its field costs to make.
    """
    import shapely

    known = relation.anchors[0].candidates if relation.kind is RelationKind.IN and not relation.qualifiers else ()
    extent = known[0].place.extent if len(known) == 1 and known[0].place.kind in scales.UNITS else None
    if extent is None:
        return False
    degree_m = math.radians(1) * geodesy.SEMI_MAJOR_M
    west, south, east, north = shapely.bounds(extent)
    breadth_m = min(north - south, (east - west) * math.cos(math.radians(frame.lat))) * degree_m
    edge_m = scales.border_edge_m(known[0].place, breadth_m, math.inf)
    high = (reach_m + _SURE_EDGES * edge_m) / degree_m
    wide = high / max(math.cos(math.radians(abs(frame.lat) + high)), math.radians(1))
    around = shapely.linearrings(_AROUND * (wide, high) + (frame.lon, frame.lat))
    return bool(shapely.contains_properly(extent, shapely.polygons(around)))


_SURE_EDGES = 4.0
"""So many scales within a soft edge the density is that of the middle but for two hundredths."""
_TURNS = np.linspace(0, 2 * np.pi, 17)
_AROUND = np.column_stack([np.cos(_TURNS), np.sin(_TURNS)]) / math.cos(math.pi / 16)
"""The corners of a ring around a circle of radius 1 (17 × 2, the last as the first)."""


def options(relation: Relation, genre: Genre, gazetteer: Gazetteer | None = None) -> list[Option]:
    """Return the readings of one relation, most probable first."""
    found = []
    for weight, places in placings(relation):
        field = _field(
            _bare(relation, anchored=False), places, tuple(ShapeKey(p.extent) for p in places), genre, gazetteer
        )
        if field is not None:
            found.append(Option(weight, field))
    return found


@lru_cache(maxsize=512)
def _field(
    relation: Relation,
    places: tuple[Place, ...],
    _extents: tuple[ShapeKey, ...],
    genre: Genre,
    gazetteer: Gazetteer | None,
) -> Field | None:
    """Return the density of a relation to places. What a field looks like as a whole is remembered with it (``grid``)."""
    feet = build.feet_of(places)
    if relation.kind is not RelationKind.BEARING or relation.bearing is None or not places:
        return build.field(relation, feet, genre)
    cut = neighbours.cut_m(places[0], relation.bearing, gazetteer)
    made = cone(feet[0], relation.bearing, genre, cut_m=cut)
    return ashore.off_other_land(made, feet[0], relation.bearing.degrees, by_kind_m("bearing_median_m", places[0]))


def forget() -> None:
    """Forget all remembered regions and fields, so that the next are computed anew."""
    _region.cache_clear()
    _field.cache_clear()


def placings(relation: Relation) -> list[tuple[float, tuple[Place, ...]]]:
    """Return joint choices of places for the anchors of a relation, with weights that sum to 1."""
    if len(relation.anchors) == 1 and len(relation.anchors[0].candidates) == 1:
        return [(1.0, (relation.anchors[0].candidates[0].place,))]
    pools = [anchor.candidates for anchor in relation.anchors if anchor.candidates]
    if not pools:
        return [(1.0, ())]
    rows = list(itertools.islice(itertools.product(*pools), int(solver("combinations_max"))))
    weights = [math.prod(c.probability for c in row) * _closeness(row) * _fitness(relation, row[0]) for row in rows]
    total = sum(weights) or 1.0
    kept = [(w / total, tuple(c.place for c in row)) for w, row in zip(weights, rows, strict=True)]
    kept = [k for k in kept if k[0] >= solver("weight_min")] or kept[:1]
    whole = sum(w for w, _ in kept) or 1.0
    return [(w / whole, places) for w, places in kept]


def _fitness(relation: Relation, candidate: Alternative) -> float:
    """Return how plausible it is to measure from a thing of that size: "8 km east of" means the town, not the province."""
    if relation.distance is not None:
        length = relation.distance.stated_m
    elif relation.kind in CLOSE_BY:
        length = vague("close_by_m")
    else:
        return 1.0
    return length / (length + vague("fitness_share") * footprint(candidate.place).reach_m + 1.0)


def _closeness(row: Sequence[Alternative]) -> float:
    """Return how plausible it is that places are named as a pair: pairs are neighbours (a Cauchy fall)."""
    if len(row) < PAIR:
        return 1.0
    one, other = row[0].place.point, row[1].place.point
    apart = geodesy.distance_m(one.x, one.y, other.x, other.y)
    return 1 / (1 + (apart / vague("pair_m")) ** 2)


def agree(found: Sequence[Sequence[Option]]) -> list[JointReading]:
    """Return the readings on which all relations agree, with weights; none where they contradict one another."""
    rows = sorted(itertools.product(*found), key=lambda row: -math.prod(o.weight for o in row))
    readings = []
    for row in rows[: int(solver("combinations_max"))]:
        reading = _reading(row)
        if reading is not None:
            readings.append(reading)
    return _weighted(readings)


def _reading(row: Sequence[Option]) -> JointReading | None:
    fields = tuple(option.field for option in row)
    if not grid.overlap(fields):
        return None
    patch = grid.solve([Product(fields)])
    if patch is None or (len(fields) > 1 and _contradict(fields, patch)):
        return None
    weight = math.prod(option.weight for option in row)
    return JointReading(fields, weight, patch)


def _contradict(fields: Sequence[Field], patch: Patch) -> bool:
    """Whether the fields are far below their own peaks where they agree best; the peaks are looked for where it depends on them."""
    lowest = float(patch.log.max()) + solver("contradiction_log")
    return sum(f.most for f in fields) > lowest and sum(map(grid.peak_log, fields)) > lowest


def _log_evidence(reading: JointReading) -> float:
    """Return log ∫ Π pᵢ, each pᵢ normalised on the ground: how well the phrases agree."""
    if len(reading.fields) == 1:
        return 0.0
    return grid.log_mass(reading.patch) - sum(grid.log_norm(field) for field in reading.fields)


def _weighted(readings: list[JointReading]) -> list[JointReading]:
    """Return readings with posterior weights, the negligible ones dropped."""
    if len(readings) <= 1:
        return readings
    logs = np.array([math.log(r.weight) + _log_evidence(r) for r in readings])
    shares = np.exp(logs - logs.max())
    shares /= shares.sum()
    return [
        JointReading(r.fields, float(share), r.patch)
        for r, share in sorted(zip(readings, shares, strict=True), key=lambda pair: -pair[1])
        if share >= solver("weight_min")
    ]


def _mixed(readings: Sequence[JointReading]) -> Region:
    """Return one region of all readings: on one grid where they overlap, else on several under one threshold."""
    if len(readings) == 1:
        return regions.from_patch(readings[0].patch)
    return regions.merged([(r.weight, r.patch) for r in readings])


def _outlier(found: Sequence[Sequence[Option]]) -> int:
    """Return which relation to set aside: the one without which the rest agree best; of two, the vaguer."""
    if len(found) <= PAIR:
        return int(np.argmax([options_[0].field.scale_m for options_ in found]))
    scores = [_agreement([*found[:i], *found[i + 1 :]]) for i in range(len(found))]
    best = max(scores)
    tied = [i for i, score in enumerate(scores) if score >= best - 1e-9]
    return max(tied, key=lambda i: found[i][0].field.scale_m)


def _agreement(found: Sequence[Sequence[Option]]) -> float:
    readings = agree(found)
    return max((_log_evidence(r) for r in readings), default=-math.inf)


def _why(found: Sequence[Option], others: Sequence[Sequence[Option]]) -> str:
    """Return the sentence on why a phrase was set aside."""
    if not others:
        return "it leaves no ground"
    one, other = found[0].field.frame, others[0][0].field.frame
    apart = geodesy.distance_m(one.lon, one.lat, other.lon, other.lat) / KM_M
    return f"it does not agree with the other words, which are about a place some {apart:,.0f} km from its own"
