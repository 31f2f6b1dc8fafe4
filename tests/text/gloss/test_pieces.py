"""A text is cut into what its wordbook knows and what it does not; numbers of several words are one piece."""

from __future__ import annotations

import pytest

from geoinc.language.wordbook import Wordbook, load
from geoinc.text.gloss.pieces import END, NAME, NUMBER, UNKNOWN, pieces_of


@pytest.fixture(scope="module")
def french() -> Wordbook:
    book = load("fr")
    assert book is not None
    return book


def test_pieces_stand_at_their_words_in_order(french: Wordbook) -> None:
    text = "Trois civils ont été tués à Gao, le 12.03.2019."
    at = text.index("Gao")
    found = pieces_of(text, french, [(at, at + 3)])
    assert [p.start for p in found] == sorted(p.start for p in found)
    named = [p for p in found if p.tag == NAME]
    assert [(text[p.start : p.end], p.known, p.capital) for p in named] == [("Gao", False, True)]
    assert any(p.gloss == "12 March 2019" and p.tag == "time" for p in found)
    assert found[0].tag == NUMBER
    assert found[0].count == 3
    assert found[-1].tag == END


def test_numbers_of_several_words_are_one(french: Wordbook) -> None:
    [first, *_] = pieces_of("deux cents soldats", french)
    assert (first.start, first.end, first.count, first.gloss) == (0, 10, 200, "200")


def test_figures_that_follow_one_another_stay_two(french: Wordbook) -> None:
    assert [p.count for p in pieces_of("12 15", french)] == [12, 15]


def test_what_the_wordbook_lacks_is_kept_as_it_is(french: Wordbook) -> None:
    [piece] = pieces_of("Xyzzq", french)
    assert (piece.tag, piece.gloss, piece.known, piece.count) == (UNKNOWN, "Xyzzq", False, None)


def test_no_word_runs_into_a_name(french: Wordbook) -> None:
    text = "L'Algérie"
    found = pieces_of(text, french, [(2, 9)])
    assert [(text[p.start : p.end], p.tag) for p in found][-1] == ("Algérie", NAME)
    assert all(p.end <= 2 for p in found[:-1])
