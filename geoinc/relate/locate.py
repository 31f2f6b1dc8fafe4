"""One bare phrase to one location: parse, resolve, fuse."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from geoinc.model import Document, Genre, Location, Reason, Relation
from geoinc.relate.anchors import Anchors
from geoinc.relate.explain import explain
from geoinc.relate.parse import to_relation
from geoinc.relate.phrases import Phrase, parse_phrase

if TYPE_CHECKING:
    from geoinc.gazetteer.gazetteer import Gazetteer

DENSITY = "density"
AMBIGUOUS_BELOW = 0.4
"""Where the best of several places is less probable, a point would be a guess: two in three such are wrong."""

PHRASE_ID = "phrase"
"""The document id in the spans of a bare phrase."""


def locate(
    phrase: str,
    gazetteer: Gazetteer,
    *,
    genre: Genre | None = None,
    near: str | None = None,
    method: str = DENSITY,
) -> Location:
    """Return where a bare phrase says that something is.

    Parameters
    ----------
    phrase
        "8 km E of Khusham, Syria", "off Mogadishu", "Afes, Idlib Governorate, Syria", "35.3 N, 40.3 E".
    genre
        How tidily it states distances and bearings; guessed from its form where None.
    near
        Names of units or places that it lies in or near ("Louisiana, US"): context that its own words lack.
    method
        "density", or "point-radius" for the conservative circle of the georeferencing guides.

    Returns
    -------
    Location
        Without region, and with a reason, where the phrase is not understood, impossible, or its anchor unknown.
    """
    anchors = Anchors.of(gazetteer)
    parsed = parse_phrase(phrase, anchors.known)
    relations = resolve_phrase(phrase, parsed, anchors, near=near)
    chosen = genre or parsed.genre
    impossible = next((c.reason for c in parsed.clauses if c.reason), None)
    if impossible or not relations:
        return _absent(phrase, impossible or Reason.NOT_UNDERSTOOD, chosen)
    if _ambiguous(relations):
        return _absent(phrase, Reason.AMBIGUOUS, chosen, tuple(relations))
    from geoinc.relate.fuse import fuse

    return fuse(relations, gazetteer, genre=chosen, method=method)


def resolve_phrase(phrase: str, parsed: Phrase, anchors: Anchors, *, near: str | None = None) -> list[Relation]:
    """Return the relations of a parsed phrase with their anchors resolved."""
    document = Document(phrase, id=PHRASE_ID)
    outside = tuple(p.strip() for p in near.split(",") if p.strip()) if near else ()
    extra = (*parsed.context, *outside)
    return [
        to_relation(clause, document, anchors.for_clause(clause, document, extra=extra))
        for clause in parsed.clauses
        if clause.reason is None
    ]


def _ambiguous(relations: Sequence[Relation]) -> bool:
    """Whether all rests on one name of many places, none of which stands out."""
    if len(relations) != 1:
        return False
    candidates = [a.candidates for a in relations[0].anchors if a.candidates]
    return bool(candidates) and min(c[0].probability for c in candidates) < AMBIGUOUS_BELOW


def _absent(phrase: str, reason: Reason, genre: Genre, relations: tuple[Relation, ...] = ()) -> Location:
    return Location(
        None,
        reason=reason,
        text=phrase,
        relations=relations,
        spans=tuple(r.span for r in relations),
        explanation=explain(relations, None, reason=reason),
        genre=genre,
    )
