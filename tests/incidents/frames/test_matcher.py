"""How an event is told, and where one reading ends and another begins."""

from __future__ import annotations

import pytest

from geoinc.incidents.frames.matcher import Told, find_triggers, governors, is_aim
from geoinc.text.analysis import ParsedSentence, analyse


def read(text: str) -> ParsedSentence:
    return analyse(text, [(0, len(text))])[0]


def how(text: str, word: str) -> Told:
    sentence = read(text)
    return next(t.told for t in find_triggers(sentence) if sentence.words[t.word].text.lower() == word)


@pytest.mark.parametrize(
    ("text", "word", "told"),
    [
        ("Gunmen attacked the base.", "attacked", Told.FACT),
        ("Gunmen did not attack the base.", "attack", Told.NEGATED),
        ("Gunmen plan to attack the base.", "attack", Told.PLANNED),
        ("Gunmen tried to attack the base.", "attack", Told.ATTEMPTED),
        ("Residents fear an attack on the base.", "attack", Told.FEARED),
        ("The army denied that it had attacked the base.", "attacked", Told.DENIED),
        ("Gunmen may attack the base.", "attack", Told.POSSIBLE),
        ("Rocket attacks fell sharply.", "attacks", Told.SUMMED),
        ("Rockets fell near Ashkelon on Sunday.", "fell", Told.FACT),
        ("Settlers set fire to two cars.", "set", Told.FACT),
    ],
)
def test_how_an_event_is_told(text: str, word: str, told: Told) -> None:
    assert how(text, word) is told


def test_a_name_of_an_event_in_a_title_is_none() -> None:
    assert find_triggers(read("The minister opened a school.")) == []


def test_words_above_a_word_go_up_to_the_root_and_end() -> None:
    sentence = read("The army said that rebels had attacked the base.")
    at = next(i for i, w in enumerate(sentence.words) if w.text == "attacked")
    above = list(governors(sentence, at))
    assert len(above) == len(set(above)) < len(sentence.words)
    assert [sentence.words[i].text for i in above][-1:] == ["said"]


@pytest.mark.parametrize(
    ("text", "word", "aim"),
    [
        ("The men came to kill the mayor.", "kill", True),
        ("The plot aimed at killing the mayor failed.", "killing", True),
        ("The men managed to kill the mayor.", "kill", False),
        ("The men claimed to have killed the mayor.", "killed", False),
        ("The men killed the mayor.", "killed", False),
    ],
)
def test_what_a_deed_was_for_is_no_deed(text: str, word: str, aim: bool) -> None:  # noqa: FBT001 - a row of the table
    sentence = read(text)
    at = next(i for i, w in enumerate(sentence.words) if w.text == word)
    assert is_aim(sentence, at) is aim
