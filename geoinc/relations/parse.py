"""Running text to relations: productions over the text, overlaps decided, anchors resolved."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import combinations, takewhile
from typing import TYPE_CHECKING

from geoinc.gazetteer.names.called_units import as_unit
from geoinc.model import Document, Relation, RelationKind, Resolution, Span
from geoinc.relations import coordinates, cues, lexicon
from geoinc.relations.anchors.resolve import Anchors
from geoinc.relations.clauses import AnchorReader, Clause
from geoinc.relations.productions import areal, border_side, metric, partof, poles, road, terrain
from geoinc.relations.readers import TextReader
from geoinc.text.caseless import CaselessPattern
from geoinc.text.stretches import Stretches

if TYPE_CHECKING:
    from geoinc.gazetteer.gazetteer import Gazetteer

Build = Callable[[re.Match[str], AnchorReader], Clause | None]

WITHIN_SOMETHING = frozenset((RelationKind.IN, RelationKind.PART))
"""What nothing is "5 km further north" of."""

CONTINUES_WITHIN = 120
"""An elliptical clause ("and 5 km further north") follows its clause within so many characters."""


FORMS: dict[str, tuple[Callable[[], re.Pattern[str]], Build]] = {
    "travel": (metric.travel_pattern, metric.travel),
    "road_post": (road.post_pattern, road.post),
    "road_out": (road.out_pattern, road.out),
    "border_side": (border_side.side_pattern, border_side.side),
    "three_borders": (terrain.three_borders_pattern, terrain.three_borders),
    "meeting": (terrain.meeting_pattern, terrain.meeting),
    "opposite": (terrain.opposite_pattern, terrain.opposite),
    "offset": (metric.offset_pattern, metric.offset),
    "stream": (metric.stream_pattern, metric.stream),
    "distance": (metric.distance_pattern, metric.distance),
    "north_of": (partof.north_of_pattern, partof.north_of),
    "bearing": (metric.bearing_pattern, metric.bearing),
    "noun_before": (areal.noun_before_pattern, areal.noun_before),
    "between": (areal.between_pattern, areal.between),
    "named_road": (areal.named_road_pattern, areal.named_road),
    "ground": (terrain.ground_pattern, terrain.ground),
    "preposition": (areal.preposition_pattern, areal.preposition),
    "noun_after": (areal.noun_after_pattern, areal.noun_after),
    "part": (partof.part_pattern, partof.part),
    "postposed": (areal.postposed_pattern, areal.postposed),
    "inside": (partof.inside_pattern, partof.inside),
}
"""The pattern and the builder of every form that ``productions.toml`` names."""


@dataclass(frozen=True, slots=True)
class Production:
    """A form in which words relate a place to its anchors: a pattern, and what it builds.

    Where two overlap, the one of the higher ``score`` is read. A sentence needs a word of every one of ``cues`` to be
    looked at. ``pattern`` gives the compiled expression on demand: compiling all of them takes a tenth of a second.
    """

    name: str
    score: int
    pattern: Callable[[], re.Pattern[str]]
    build: Build
    cues: tuple[frozenset[str], ...]


@lru_cache(maxsize=2)
def productions(*, loose: bool) -> tuple[Production, ...]:
    """Return all productions, those of the highest score first; bare phrases (``loose``) use letters more freely.

    Raises
    ------
    LexiconError
        For a row of ``productions.toml`` that names no form, or has the score of another.
    """
    rows = lexicon.read_forms()
    read = [row for row in rows if loose or row.reads != "phrase"]
    found = []
    for row in sorted(read, key=lambda row: -row.score):
        if row.name not in FORMS:
            row.reject(f"no form is called {row.name!r}")
        pattern, build = FORMS[row.name]
        words = tuple(frozenset().union(*(cues.named(cue, loose=loose) for cue in union)) for union in row.cues)
        found.append(Production(row.name, row.score, pattern, build, words))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Asked:
    """Which cues each word gives, and which each production needs (a bit a cue)."""

    bits: dict[str, int]
    needed: tuple[int, ...]


@lru_cache(maxsize=2)
def _asked(*, loose: bool) -> _Asked:
    bits: dict[str, int] = {}
    needed, cue = [], 1
    for production in productions(loose=loose):
        mask = 0
        for words in production.cues:
            mask |= cue
            bits |= {word: bits.get(word, 0) | cue for word in words}
            cue <<= 1
        needed.append(mask)
    return _Asked(bits, tuple(needed))


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


def find_clauses(text: str, reader: AnchorReader) -> list[Clause]:
    """Return the clauses of a text, by start, without overlaps."""
    written = [_coordinates(w) for w in coordinates.find(text) if w.lonlat is not None]
    found = list(written)
    taken = Stretches((clause.start, clause.end) for clause in written)
    for start, end in ((0, len(text)),) if reader.loose else cues.sentences(text):
        found += _in_sentence(text, start, end, reader, taken)
    found = [part for clause in found for part in (*_in_pairs(clause), *clause.also)]
    return sorted((poles.settled(clause, text) for clause in found), key=lambda c: c.start)


def _in_pairs(clause: Clause) -> tuple[Clause, ...]:
    """Return a border of several countries as those of each two."""
    if clause.kind is not RelationKind.BORDER or len(clause.names) <= 2:
        return (clause,)
    return tuple(replace(clause, names=names) for names in combinations(clause.names, 2))


def _in_sentence(text: str, start: int, end: int, reader: AnchorReader, taken: Stretches) -> list[Clause]:
    """Return the clauses of one sentence that do not overlap those before or a clause of a higher score."""
    known = _asked(loose=reader.loose)
    given = 0
    for word in known.bits.keys() & cues.words_in(text, start, end):
        given |= known.bits[word]
    if not given:
        return []
    found: list[Clause] = []
    for production, needed in zip(productions(loose=reader.loose), known.needed, strict=True):
        if given & needed != needed:
            continue
        for match in _sought(production.pattern).finditer(text, start, end):
            if taken.free(match.start(), match.end()):
                clause = production.build(match, reader)
                if clause is not None and taken.free(clause.start, clause.end):
                    taken.add(clause.start, clause.end)
                    found.append(clause)
    return found


@cache
def _sought(pattern: Callable[[], re.Pattern[str]]) -> CaselessPattern:
    return CaselessPattern(pattern())


def _coordinates(written: coordinates.Written) -> Clause:
    return Clause(RelationKind.COORDINATES, written.start, written.end, distance=written.distance, point=written.lonlat)


def joined(clauses: Sequence[Clause], *, keep: bool = True) -> list[Clause]:
    """Join elliptical clauses to those before them: "8 km east of X and 5 km further north" adds up.

    ``keep`` says whether the clause before stays a location of its own, as it may in running text.
    """
    found: list[Clause] = []
    for clause in clauses:
        if not clause.continues:
            found.append(clause)
            continue
        earliest = clause.start - CONTINUES_WITHIN
        near = takewhile(lambda c, earliest=earliest: c.end >= earliest, reversed(found))  # type: ignore[misc]
        before = next((c for c in near if c.names and c.kind not in WITHIN_SOMETHING), None)
        if before is None:
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
    clause = replace(clause, start=before.start) if whole else clause
    if not steps or clause.distance is None or clause.bearing is None:
        return replace(clause, names=before.names, continues=False)
    every = (*steps, (clause.distance, clause.bearing))
    plain = replace(clause, kind=RelationKind.ORTHOGONAL, distance=None, bearing=None, continues=False)
    return replace(plain, names=before.names, offsets=every)


def to_relation(clause: Clause, document: Document, anchors: tuple[object, ...]) -> Relation:
    """Return the relation that a clause makes with its resolved anchors."""
    text = document.text[clause.start : clause.end]
    relation = Relation(
        clause.kind,
        anchors,  # type: ignore[arg-type]
        Span(document.id, clause.start, clause.end, text),
        distance=clause.distance,
        bearing=clause.bearing,
        offsets=clause.offsets,
        point=clause.point,
        qualifiers=clause.qualifiers,
    )
    name = clause.names[0] if clause.names else None
    return relation if name is None else as_unit(relation, document.text, name.start, name.end)
