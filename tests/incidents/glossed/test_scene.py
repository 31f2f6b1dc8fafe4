"""Where an event of a text in another language took place: what stands around each place of its sentences."""

from __future__ import annotations

import pytest
from incident_inputs import place, relation

from geoinc.incidents.glossed.scene import REACH, candidates, dateline_end, stated
from geoinc.model import Document, RelationKind
from geoinc.text.gloss import Piece

TEXT = "Gao, 12 jun - Bombe à Gao."


def piece(words: str, gloss: str, tag: str, *, after: int = 0) -> Piece:
    start = TEXT.index(words, after)
    return Piece(start, start + len(words), gloss, tag)


DATELINE = [
    piece("Gao", "Gao", "name"),
    piece(",", ",", "sign"),
    piece("12 jun", "12 June", "time"),
    piece("-", "-", "sign"),
]
REST = [
    piece("Bombe", "bomb", "event"),
    piece("à", "in", "preposition"),
    piece("Gao", "Gao", "name", after=10),
    piece(".", ".", "end"),
]


def test_a_dateline_ends_with_its_dash() -> None:
    assert dateline_end([*DATELINE, *REST], TEXT, opens=True) == TEXT.index("-") + 1
    assert dateline_end([*DATELINE, *REST], TEXT, opens=False) == 0
    assert dateline_end(REST, TEXT, opens=True) == 0


def test_what_stands_around_a_place() -> None:
    where = relation(Document(TEXT[10:]), "Gao", RelationKind.AT, place("Gao"))
    anchor = where.anchors[0]
    span = type(anchor.span)("d", TEXT.rindex("Gao"), TEXT.rindex("Gao") + 3, "Gao")
    where = type(where)(RelationKind.AT, (type(anchor)("Gao", span, anchor.candidates),), span)
    found = stated(REST, where, aside=False, filed=0)
    assert (found.before, found.opens, found.dateline) == ("in", False, False)
    assert stated(REST, where, aside=False, filed=len(TEXT)).dateline


@pytest.mark.parametrize(("sentence", "there"), [(0, True), (REACH, True), (REACH + 1, False)])
def test_a_place_too_far_off_is_no_candidate(sentence: int, *, there: bool) -> None:
    document = Document("Gao")
    where = relation(document, "Gao", RelationKind.AT, place("Gao"))
    told = [[] for _ in range(REACH + 2)]
    told[sentence] = [stated([Piece(0, 3, "Gao", "name")], where, aside=False, filed=0)]  # type: ignore[list-item]
    found = candidates(told, [0], [0], [], frozenset(), unknown=False)
    assert bool(found) == there
    assert all(c.relation is where for c in found)


def test_places_of_other_events_and_left_ones_are_none() -> None:
    document = Document("Gao")
    where = relation(document, "Gao", RelationKind.AT, place("Gao"))
    left = stated([Piece(0, 3, "Gao", "name")], where, aside=True, filed=0)
    meant = stated([Piece(0, 3, "Gao", "name")], where, aside=False, filed=0)
    assert candidates([[left]], [0], [0], [], frozenset(), unknown=False) == []
    assert candidates([[meant]], [0], [0], [where], frozenset(), unknown=False) == []
