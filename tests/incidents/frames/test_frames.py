from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geoinc.errors import LexiconError
from geoinc.incidents.frames.lexicon import LexicalUnit, frames, index, unit
from geoinc.incidents.frames.matcher import FrameMatch, Told, find_triggers
from geoinc.incidents.types import kinds
from geoinc.model import Harm
from geoinc.text.analysis import ParsedSentence, analyse
from geoinc.text.tokens import words_of


def read(text: str) -> ParsedSentence:
    return analyse(text, [(0, len(text))])[0]


def trigger(sentence: ParsedSentence, word: str) -> FrameMatch:
    return next(t for t in find_triggers(sentence) if sentence.words[t.word].text.lower() == word)


@pytest.mark.parametrize(
    ("text", "word", "frame", "attacker", "target"),
    [
        ("Gunmen shot two nurses in Gao.", "shot", "shooting", "Gunmen", "two nurses"),
        ("Two nurses were shot dead by gunmen in Gao.", "shot", "shooting", "gunmen", "Two nurses"),
        ("Masked men opened fire on a bus near Gao.", "opened", "shooting", "Masked men", "a bus"),
        ("A tanker was fired upon by pirates.", "fired", "shooting", "pirates", "A tanker"),
        ("Four drivers were abducted by militants.", "abducted", "abduction", "militants", "Four drivers"),
        ("Robbers boarded an anchored tug.", "boarded", "boarding", "Robbers", "an anchored tug"),
        ("Villagers beat a health worker with sticks.", "beat", "beating", "Villagers", "a health worker"),
        ("Rebels burned two villages near El Fasher.", "burned", "destruction", "Rebels", "two villages"),
        ("A nurse was raped by two soldiers.", "raped", "sexual violence", "two soldiers", "A nurse"),
        ("An attack on a convoy by bandits left scars.", "attack", "attack", "bandits", "a convoy"),
        ("The shelling of Donetsk went on.", "shelling", "shelling", "", "Donetsk"),
        ("Police found 19 bodies in Uruapan.", "found", "found afterwards", "", ""),
        ("A worker was killed by shelling from the rebels in Sake.", "shelling", "shelling", "the rebels", ""),
        ("The army shelled the town.", "shelled", "shelling", "The army", "the town"),
        ("An explosion occurred in Yasynuvata.", "explosion", "explosion", "", ""),
    ],
)
def test_one_matcher_for_actives_passives_and_nouns(
    text: str, word: str, frame: str, attacker: str, target: str
) -> None:
    sentence = read(text)
    found = trigger(sentence, word)
    assert found.frames[0].name == frame
    assert (sentence.text_of(found.attacker), sentence.text_of(found.target)) == (attacker, target)


def test_whoever_stands_before_the_weapon_owns_the_strike() -> None:
    sentence = read("A Turkish air strike killed six people in Dohuk.")
    strike = trigger(sentence, "strike")
    assert strike.nominal
    assert strike.type == "air strike"
    assert strike.owner is not None
    assert [w.text for w in sentence.words[slice(*strike.owner)]] == ["A", "Turkish"]
    killed = trigger(sentence, "killed")
    assert killed.frames[0].harm is Harm.KILLED
    assert sentence.text_of(killed.target) == "six people"


@pytest.mark.parametrize(
    ("text", "word", "told"),
    [
        ("Gunmen attacked the convoy.", "attacked", Told.FACT),
        ("Robbers attempted to board a tanker.", "board", Told.ATTEMPTED),
        ("The rebels threatened to attack the town.", "attack", Told.PLANNED),
        ("The army denied that it had attacked the village.", "attacked", Told.DENIED),
        ("The mayor feared that rebels had attacked the village.", "attacked", Told.FEARED),
        ("No one was injured.", "injured", Told.NEGATED),
        ("The group could attack the port.", "attack", Told.POSSIBLE),
    ],
)
def test_how_it_is_told(text: str, word: str, told: Told) -> None:
    assert trigger(read(text), word).told is told


def test_the_unit_that_asks_for_most_is_meant_first() -> None:
    names = [f.name for f in trigger(read("Militants fired rockets at the airport."), "fired").frames]
    assert names[0] == "shelling"
    assert "shooting" in names


def test_weak_words_say_so() -> None:
    assert trigger(read("Two robbers approached the ship."), "robbers").weak
    assert not trigger(read("Two robbers abducted the cook."), "abducted").weak


def test_a_lexical_unit_reads() -> None:
    assert unit("gun down") == LexicalUnit(("gun", "down"))
    assert unit("~open [fire] (on, at)") == LexicalUnit(("open",), ("fire",), ("on", "at"), weak=True)
    with pytest.raises(LexiconError, match="no lexical unit"):
        unit("open [fire")


def test_every_frame_has_a_known_type_and_words() -> None:
    for frame in frames():
        assert frame.type in kinds()
        assert frame.verbs or frame.nouns
    assert index().verbs["shoot"]


@pytest.mark.parametrize(
    ("text", "may"),
    [
        ("They were shot.", True),
        ("SHOTS were heard", True),
        ("Two bodies lay there.", True),
        ("The council met.", False),
    ],
)
def test_a_first_look_passes_sentences_without_such_words(text: str, *, may: bool) -> None:
    assert index().gate.opens(words_of(text)) is may


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(
    ["killed", "fire", "opened", "the", "army", "not", "by", "attack", "on", "suicide", "bomber", ",", "and", "himself",
     "set", "ablaze", "-", "could", "No", "of", "5 May 2012", "drive", "by", "sexually", "assaulted"]), min_size=1, max_size=30))  # fmt: skip
def test_any_words_are_matched_without_exception(parts: list[str]) -> None:
    for sentence in analyse(text := " ".join(parts), [(0, len(text))]):
        found = find_triggers(sentence)
        assert found == sorted(found, key=lambda t: t.word)
        assert len({t.word for t in found}) == len(found)
        for one in found:
            assert all(g is None or 0 <= g < len(sentence.groups) for g in (one.attacker, one.target))
