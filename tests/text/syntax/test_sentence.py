"""Words, groups and readings of a sentence, as whatever parser gave them."""

from __future__ import annotations

import pytest

from geoinc.text.syntax.sentence import ROOT, Predicate, Reading, TaggedSentence, Voice, Word, agent_prepositions

TEXT = "Three guards were shot by gunmen on 5 May."
TAGS = ("NUM", "NOUN", "AUX", "VERB", "ADP", "NOUN", "ADP", "PROPN", "PUNCT")
HEADS = (1, 3, 3, ROOT, 5, 3, 7, 3, 3)


@pytest.fixture(scope="module")
def sentence() -> TaggedSentence:
    spans = [(0, 5), (6, 12), (13, 17), (18, 22), (23, 25), (26, 32), (33, 35), (36, 41), (41, 42)]
    words = [
        Word(
            TEXT[a:b],
            "‹date›" if TEXT[a:b] == "5 May" else TEXT[a:b],
            a,
            b,
            TEXT[a:b].lower(),
            tag,
            "",
            head,
            "",
            quoted=False,
        )
        for (a, b), tag, head in zip(spans, TAGS, HEADS, strict=True)
    ]
    return TaggedSentence(TEXT, 0, len(TEXT), tuple(words), 0, len(words), len(words))


def test_groups_and_what_each_counts(sentence: TaggedSentence) -> None:
    assert [sentence.text_of(g) for g in range(len(sentence.groups))] == ["Three guards", "gunmen", "5 May"]
    assert [count and count.min for count in map(sentence.count, range(len(sentence.groups)))] == [3, None, None]
    assert sentence.text_of(None) == ""


def test_words_know_their_group_and_what_hangs_on_them(sentence: TaggedSentence) -> None:
    assert sentence.group_of == (0, 0, -1, -1, -1, 1, -1, 2, -1)
    assert sentence.children[3] == (1, 2, 5, 7, 8)
    assert sentence.children[0] == ()


def test_a_passive_is_done_by_what_stands_after_by() -> None:
    assert "by" in agent_prepositions()
    passive = Reading(Voice.PASSIVE, subject=0, prepositions=(("on", 2), ("by", 1)))
    active = Reading(Voice.ACTIVE, subject=1, object=0)
    assert (passive.agent, passive.patient) == (active.agent, active.patient) == (1, 0)
    assert Predicate(3, "shoot", passive, active).agreed
    assert not Predicate(3, "shoot", passive, Reading(Voice.ACTIVE, subject=0)).agreed
    assert Reading(Voice.PASSIVE, subject=0).agent is None
