"""What stands behind a statement and says whose it is."""

from __future__ import annotations

import pytest

from geoinc.text.analysis import analyse
from geoinc.text.syntax.closers import closer
from geoinc.text.syntax.tokens import tokenize

CLOSED = {
    "The bomb killed six people and hurt 14 others, police and a hospital director said.": ", police",
    "Two huts burned down, a village chief told the radio late on Monday.": ", a village",
    "Shells hit the port, Dana Weber, a spokeswoman for the mission, said in a statement.": ", Dana",
    "A car blew up, killing nine people and wounding 22, police and medics said.": ", police",
    "Rebels raided the town, killing nine people, the army said.": ", the army",
    "Rebels raided the town, burning huts, a village chief told the radio.": ", a village chief",
    "Five died, military spokesman, Colonel Musa Bako, said.": ", military",
    "Forty were hurt, the head of the Arden region, Ivan Brodsky, said on Telegram.": ", the head",
}
OPEN = (
    "Police said a bomb killed six people.",
    "Gunmen raised the alarm, turned back and reported to the chief.",
    "The crew raised the alarm, mustered and immediately reported on the radio.",
    "The raid, which the army said killed nine rebels, was over by noon.",
    "A tug, the Dora, was reported missing on Monday.",
    "Residents fled, and officials said that the bridge had collapsed.",
)


@pytest.mark.parametrize(("text", "begins"), CLOSED.items())
def test_who_says_so_stands_apart(text: str, begins: str) -> None:
    tokens = tokenize(text)
    assert text[tokens[closer(tokens)[0]].start :].startswith(begins)


WITHIN = {
    "A shell hit a house, killing nine and wounding 34, the mayor's office in Alba said, hours after a truce began.": ", the mayor's office in Alba said",
    "The same night bombs killed four people in Orla, the air force said, and a drone fell on Brent.": ", the air force said",
    "Five died, a colonel said in Alba, where the wounded were taken.": ", a colonel said in Alba, where the wounded were taken.",
    "The group, residents told the radio on Monday, led off two teachers.": ", residents told the radio on Monday",
}


@pytest.mark.parametrize(("text", "apart"), WITHIN.items())
def test_who_says_so_within_a_statement_stands_apart(text: str, apart: str) -> None:
    tokens = tokenize(text)
    begins, resumes = closer(tokens)
    assert text[tokens[begins].start : tokens[resumes - 1].end] == apart


def test_a_statement_goes_on_behind_who_says_so() -> None:
    text = "Bombs killed four people in Orla, the air force in Alba said, and a drone hit a house in Brent."
    (sentence,) = analyse(text)
    hit = next(p for p in sentence.predicates if p.lemma == "hit")
    assert sentence.text_of(hit.tree.agent) == "a drone"
    assert [sentence.says_who(text.index(name)) for name in ("Orla", "Alba", "Brent")] == [False, True, False]
    said = next(w for w in sentence.words if w.text == "said")
    assert (said.label, sentence.words[said.head].text) == ("parataxis", "killed")


@pytest.mark.parametrize("text", OPEN)
def test_what_goes_on_is_no_closer(text: str) -> None:
    tokens = tokenize(text)
    assert closer(tokens) == (len(tokens), len(tokens))


def test_speakers_are_not_counted_with_the_wounded() -> None:
    text = "A blast killed six people and wounded 14 others, police and a hospital director said."
    (sentence,) = analyse(text)
    wounded = next(p for p in sentence.predicates if p.lemma == "wound")
    said = next(p for p in sentence.predicates if p.lemma == "say")
    assert [sentence.text_of(r.patient) for r in (wounded.tree, wounded.chunks)] == ["14 others"] * 2
    assert sentence.text_of(said.tree.agent) == sentence.text_of(said.chunks.agent) == "police"
    assert sentence.words[said.word].label == "parataxis"
    assert not any("14 others" in map(sentence.text_of, run) for run in sentence.coordinations)


def test_a_sentence_knows_who_says_so_by_code_points() -> None:
    text = "A blast killed six people, police in Alba said."
    (sentence,) = analyse(text)
    assert sentence.says_who(text.index("Alba"))
    assert not sentence.says_who(text.index("six"))
    assert sentence.words[sentence.word_at(text.index("lba")) or 0].text == "Alba"
    assert sentence.word_at(len(text)) is None
