"""One bare phrase to one location: parse, resolve, fuse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geoinc.model import Document, Genre, Location, Reason, Relation
from geoinc.relate.anchors import Anchors
from geoinc.relate.explain import explain
from geoinc.relate.parse import to_relation
from geoinc.relate.phrases import Phrase, parse_phrase

if TYPE_CHECKING:
    from geoinc.gazetteer.gazetteer import Gazetteer

DENSITY = "density"
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


def _absent(phrase: str, reason: Reason, genre: Genre) -> Location:
    return Location(None, reason=reason, text=phrase, explanation=explain([], None, reason=reason), genre=genre)
