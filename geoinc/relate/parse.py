"""Running text to relations: productions over the text, overlaps decided, anchors resolved."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from geoinc.model import Document, Relation, RelationKind, Resolution, Span
from geoinc.relate import areal, coordinates, metric
from geoinc.relate.anchors import Anchors
from geoinc.relate.clauses import Clause, Reader
from geoinc.relate.readers import TextReader

if TYPE_CHECKING:
    from geoinc.gazetteer.gazetteer import Gazetteer

Build = Callable[[re.Match[str], Reader], Clause | None]

CONTINUES_WITHIN = 120
"""An elliptical clause ("and 5 km further north") follows its clause within so many characters."""


@dataclass(frozen=True, slots=True)
class Production:
    """A pattern and what it builds; ``cue`` finds quickly whether a text can have it."""

    pattern: re.Pattern[str]
    build: Build


@lru_cache(maxsize=1)
def productions() -> tuple[Production, ...]:
    """Return all productions; the earlier wins where two overlap."""
    return (
        Production(metric.travel_pattern(), metric.travel),
        Production(metric.offset_pattern(), metric.offset),
        Production(metric.stream_pattern(), metric.stream),
        Production(metric.distance_pattern(), metric.distance),
        Production(areal.north_of_pattern(), areal.north_of),
        Production(metric.bearing_pattern(), metric.bearing),
        Production(areal.between_pattern(), areal.between),
        Production(areal.noun_before_pattern(), areal.noun_before),
        Production(areal.named_road_pattern(), areal.named_road),
        Production(areal.preposition_pattern(), areal.preposition),
        Production(areal.noun_after_pattern(), areal.noun_after),
        Production(areal.part_pattern(), areal.part),
        Production(areal.postposed_pattern(), areal.postposed),
        Production(areal.inside_pattern(), areal.inside),
    )


def find_relations(document: Document, resolutions: Sequence[Resolution], gazetteer: Gazetteer) -> list[Relation]:
    """Return the spatial statements of a text, by start.

    Parameters
    ----------
    document
        The text. Spans are code points into it.
    resolutions
        Its resolved mentions; anchors are taken from them where they overlap.
    gazetteer
        Where other anchors are looked up, in the countries that the text speaks of.

    Returns
    -------
    list[Relation]
        Impossible ones (negative or absurd distances, bearings over 360°) are left out; relations to things
        without a name keep an anchor without candidates.
    """
    anchors = Anchors.of(gazetteer)
    reader = TextReader(document.text, resolutions, anchors.known)
    clauses = joined(find_clauses(document.text, reader))
    home = anchors.home(resolutions)
    return [
        to_relation(clause, document, anchors.for_clause(clause, document, home=home))
        for clause in clauses
        if clause.reason is None
    ]


def find_clauses(text: str, reader: Reader) -> list[Clause]:
    """Return the clauses of a text, by start, without overlaps."""
    taken: list[Clause] = []
    for written in coordinates.find(text):
        if written.lonlat is not None:
            taken.append(_coordinates(written))
    for production in productions():
        for match in production.pattern.finditer(text):
            if _free(match.start(), match.end(), taken):
                clause = production.build(match, reader)
                if clause is not None and _free(clause.start, clause.end, taken):
                    taken.append(clause)
    return sorted(taken, key=lambda c: c.start)


def _coordinates(written: coordinates.Written) -> Clause:
    return Clause(RelationKind.COORDINATES, written.start, written.end, distance=written.distance, point=written.lonlat)


def _free(start: int, end: int, taken: Iterable[Clause]) -> bool:
    return all(end <= other.start or start >= other.end for other in taken)


def joined(clauses: Sequence[Clause], *, keep: bool = True) -> list[Clause]:
    """Join elliptical clauses to those before them: "8 km east of X and 5 km further north" adds up.

    ``keep`` says whether the clause before stays a location of its own, as it may in running text.
    """
    found: list[Clause] = []
    for clause in clauses:
        if not clause.continues:
            found.append(clause)
            continue
        before = next((c for c in reversed(found) if c.names), None)
        if before is None or clause.start - before.end > CONTINUES_WITHIN:
            continue
        if not keep:
            found.remove(before)
        found.append(_added(before, clause, whole=not keep))
    return found


def _added(before: Clause, clause: Clause, *, whole: bool) -> Clause:
    """Return the continuing clause as seen from the anchor of the clause before it."""
    steps = before.offsets
    if before.distance and before.bearing:
        steps = ((before.distance, before.bearing),)
    assert clause.distance is not None
    assert clause.bearing is not None
    clause = replace(clause, start=before.start) if whole else clause
    if not steps:
        return replace(clause, names=before.names, continues=False)
    every = (*steps, (clause.distance, clause.bearing))
    plain = replace(clause, kind=RelationKind.ORTHOGONAL, distance=None, bearing=None, continues=False)
    return replace(plain, names=before.names, offsets=every)


def to_relation(clause: Clause, document: Document, anchors: tuple[object, ...]) -> Relation:
    """Return the relation that a clause makes with its resolved anchors."""
    text = document.text[clause.start : clause.end]
    return Relation(
        clause.kind,
        anchors,  # type: ignore[arg-type]
        Span(document.id, clause.start, clause.end, text),
        distance=clause.distance,
        bearing=clause.bearing,
        offsets=clause.offsets,
        point=clause.point,
        qualifiers=clause.qualifiers,
    )
