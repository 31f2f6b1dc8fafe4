"""A first look at sentences, before any is parsed."""

from __future__ import annotations

import pytest

from geoinc.incidents.decisions.promise import NAME, features, promises, score, word_features
from geoinc.incidents.decisions.scorer import load
from geoinc.incidents.decisions.told import page_features
from geoinc.incidents.frames.lexicon import index
from geoinc.incidents.reading import page_of
from geoinc.model import Document
from geoinc.text.sentences import sentences
from geoinc.text.tokens import words_of

TEXT = (
    "Gunmen attacked a market in Alba on Monday, killing 12 people and wounding 30, police said. The mayor will attack the "
    "budget deficit next year, his spokesman told the council. Investors fear that rates may hit shares in the company."
)


def promised(text: str) -> list[bool]:
    return list(map(promises(page_features(words_of(text))), sentences(Document(text))))


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen attacked a market in Alba on Monday, killing 12 people and wounding 30.",
        "Two guards were shot dead.",
        "Mortars hit the town, residents said.",
        "NIGERIA: Robbers boarded a tanker at anchor and stole ship's stores.",
    ],
)
def test_reports_promise_an_event(text: str) -> None:
    assert promised(text) == [True]


def test_markets_and_sport_promise_none() -> None:
    text = "Shares were hit as investors fought over the merger, analysts said, and the striker shot wide in the cup final match."
    assert promised(text) == [False]


def test_what_is_looked_at_are_words_and_units() -> None:
    [sentence] = sentences(Document("Gunmen shot two guards."))
    found = features(sentence)
    assert {"strong", "harm", "first", "short"} <= found.keys()
    assert any(name.startswith("unit ") for name in found)


def test_a_sentence_is_worth_its_features_and_its_words() -> None:
    [sentence] = sentences(Document("Gunmen shot two guards near the market."))
    page = page_features(words_of(TEXT))
    both = page | features(sentence) | word_features(sentence.words)
    assert score(sentence, load(NAME).weigh(page)) == pytest.approx(load(NAME).score(both))


def test_a_page_read_in_two_steps_is_the_page_read_at_once() -> None:
    document, words = Document(TEXT), words_of(TEXT)
    whole = page_of(document, (), index(), words)
    first = page_of(document, (), index(), words, asked=promises)
    both = page_of(document, (), index(), words, known=first)
    assert first.read.keys() < whole.read.keys()
    assert sorted(both.read) == sorted(whole.read)
    assert dict(both.triggers) == dict(whole.triggers)
