"""Who fills a role: the parties that a noun group names, joined, in apposition, by a pronoun, or nobody of any list."""

from __future__ import annotations

import pytest

from geoinc.incidents.actors import find_parties
from geoinc.incidents.fillers import Fillers
from geoinc.model import Document
from geoinc.text.analysis import ParsedSentence as Read
from geoinc.text.analysis import analyse
from geoinc.text.sentences import sentences


def fillers(text: str) -> tuple[Fillers, Read]:
    [sentence] = sentences(Document(text))
    return Fillers(sentence, find_parties(sentence)), analyse(text, [(0, len(text))])[0]


def subject(read: Read, lemma: str) -> int | None:
    return next(p.tree.agent for p in read.predicates if p.lemma == lemma)


def done_to(read: Read, lemma: str) -> int | None:
    return next(p.tree.patient for p in read.predicates if p.lemma == lemma)


def done_by(text: str, lemma: str, *, anyone: bool = False) -> list[str]:
    found, read = fillers(text)
    return [party.name for party in found.doers(read, subject(read, lemma), anyone=anyone)]


@pytest.mark.parametrize(
    ("text", "lemma", "names"),
    [
        ("Russian jets bombed the town.", "bomb", ["Russia"]),
        ("Boko Haram attacked the town.", "attack", ["Boko Haram"]),
        ("JNIM attacked the town.", "attack", ["JNIM"]),
        ("The town was attacked by Boko Haram.", "attack", ["Boko Haram"]),
        ("Her angry spouse attacked the nurse.", "attack", []),
    ],
)
def test_who_acts(text: str, lemma: str, names: list[str]) -> None:
    assert done_by(text, lemma) == names


def test_other_people_act_only_where_anyone_may() -> None:
    assert done_by("Her angry spouse attacked the nurse.", "attack", anyone=True) == ["angry spouse"]


def test_those_who_are_joined_act_together() -> None:
    assert set(done_by("Boko Haram and Al-Shabaab attacked the town.", "attack")) == {"Boko Haram", "al-Shabaab"}


def test_to_whom_it_is_done() -> None:
    found, read = fillers("Boko Haram killed two fishermen.")
    assert [p.name for p in found.sufferers(read, done_to(read, "kill"))] == ["fishermen"]


def test_whose_event_it_is_by_the_words_before_its_noun() -> None:
    text = "A Turkish air strike hit the town."
    found, read = fillers(text)
    assert [p.name for p in found.owners(read, 0, 3)] == ["Turkey"]


def test_parties_may_be_left_out() -> None:
    text = "Boko Haram attacked the town."
    found, read = fillers(text)
    assert found.without([(0, len("Boko Haram"))]).doers(read, subject(read, "attack")) != found.doers(
        read, subject(read, "attack")
    )


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Boko Haram burned a village. The group attacked a farm.", ["Boko Haram"]),
        ("Boko Haram burned a village. It attacked a farm, too.", ["Boko Haram"]),
        ("A storm reached the hills of Boko Haram. It attacked a farm.", []),
        ("Boko Haram burned a village. A group attacked a farm.", []),
        ("Soldiers burned a village. The group attacked a farm.", []),
    ],
)
def test_who_was_named_before_does_what_the_group_does(text: str, names: list[str]) -> None:
    before, told = sentences(Document(text))
    read = analyse(text, [(told.start, told.end)])[0]
    found = Fillers(told, find_parties(told), before=[before]).doers(read, subject(read, "attack"))
    assert [p.name for p in found] == names
