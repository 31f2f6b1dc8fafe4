"""Incidents of a text in another language, from its pieces."""

from __future__ import annotations

from datetime import date

import pytest
from incident_inputs import locate, place, relation

from geoinc.incidents.glossed.find import GlossedText, _sentences, _unreal, find_incidents
from geoinc.language.wordbook import Wordbook, load
from geoinc.model import Document, Harm, RelationKind
from geoinc.text.gloss import pieces_of


@pytest.fixture(scope="module")
def french() -> Wordbook:
    book = load("fr")
    assert book is not None
    return book


def told(text: str, book: Wordbook) -> GlossedText:
    document = Document(text, published=date(2018, 2, 12))
    at = [(m, m + 3) for m in range(len(text)) if text.startswith("Gao", m)]
    relations = [relation(document, "Gao", RelationKind.AT, place("Gao"))] if at else []
    return GlossedText(document, pieces_of(text, book, at), [], relations)


def test_an_event_has_its_toll_its_type_and_its_place(french: Wordbook) -> None:
    text = "Une attaque a fait trois morts à Gao."
    [incident] = find_incidents(told(text, french), locate)
    assert incident.casualties[Harm.KILLED].best == 3
    assert incident.types[0].name
    assert incident.location.region is not None
    for span in incident.spans:
        assert text[span.start : span.end] == span.text


def test_a_text_that_tells_of_nothing_has_no_incident(french: Wordbook) -> None:
    assert find_incidents(told("Le ministre a ouvert une école à Gao.", french), locate) == []
    assert find_incidents(told("", french), locate) == []


def test_sentences_are_runs_of_pieces_up_to_their_end(french: Wordbook) -> None:
    pieces = pieces_of("Une attaque. Trois morts.", french)
    assert [sentence[-1].tag for sentence in _sentences(pieces)] == ["end", "end"]
    assert [p for sentence in _sentences(pieces) for p in sentence] == pieces


def test_what_is_not_real_is_said_before_it(french: Wordbook) -> None:
    pieces = pieces_of("Une attaque.", french)
    at = next(i for i, p in enumerate(pieces) if p.tag == "event")
    assert not _unreal(pieces, at)
