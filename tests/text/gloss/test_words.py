"""Words of any script, with clitics and suffixes set off where a wordbook says so."""

from __future__ import annotations

import pytest

from geoinc.language.wordbook import load
from geoinc.text.gloss.words import ends_sentence, number, words_of


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("1 200", "1200"), ("1\u00a0200", "1200"), ("1.200", "1200"), ("12,5", "12.5"), ("٣٥", "35"), ("20:30", "20:30"),
        ("1.200.000", "1200000"), ("3/4", "3/4"), ("3.5", "3.5"),
    ],
)  # fmt: skip
def test_figures_as_english_writes_them(text: str, plain: str) -> None:
    assert number(text) == plain


def test_an_elided_word_stands_apart() -> None:
    book = load("fr")
    assert book is not None
    text = "L'armée, 1 200 m."
    found = words_of(text, book)
    assert [w.text for w in found] == ["L'", "armée", ",", "1 200", "m", "."]
    assert all(text[w.start : w.end] == w.text for w in found)
    assert [w.kind for w in found] == ["word", "word", "sign", "number", "word", "sign"]
    assert [w.capital for w in found][:2] == [True, False]


def test_a_suffix_set_off_by_an_apostrophe_stands_apart() -> None:
    book = load("tr")
    assert book is not None
    assert [w.plain for w in words_of("Afrin'de", book)] == ["afrin", "-de"]


def test_a_full_stop_of_an_initial_or_an_abbreviation_ends_no_sentence() -> None:
    book = load("fr")
    assert book is not None
    words = words_of("A. Dupont est mort. Fin", book)
    assert [ends_sentence(words, i, book) for i, w in enumerate(words) if w.text == "."] == [False, True]
    assert book.abbreviations
    short = words_of(f"{min(book.abbreviations)}. x", book)
    assert not ends_sentence(short, 1, book)
    assert not ends_sentence(words, 0, book)
