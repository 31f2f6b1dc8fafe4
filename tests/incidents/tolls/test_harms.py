"""Which words tell of harm, and to whom it was done."""

from __future__ import annotations

import pytest

from geoinc.incidents.tolls.harms import find_harmed, find_harms, harm_words, may_harm
from geoinc.incidents.tolls.people import find_people
from geoinc.text.analysis import ParsedSentence, analyse
from geoinc.text.tokens import words_of


def harmed(text: str) -> list[tuple[str, str]]:
    sentence: ParsedSentence = analyse(text, [(0, len(text))])[0]
    people = find_people(sentence)
    found = find_harmed(sentence, people, find_harms(sentence, words_of(text)))
    return [
        (str(h.hit.harms[0]), " ".join(w.text for w in sentence.words[people[h.people].start : people[h.people].end]))
        for h in found
        if h.people >= 0 and not h.negated
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gunmen killed three soldiers.", ("killed", "three soldiers")),
        ("Three soldiers were killed by gunmen.", ("killed", "Three soldiers")),
        ("Four civilians died.", ("killed", "Four civilians")),
        ("The blast wounded 12 people.", ("wounded", "12 people")),
        ("Rebels kidnapped a doctor.", ("kidnapped", "a doctor")),
        ("Nine villagers had their throats cut.", ("killed", "Nine villagers")),
        ("Forty farmers were put to death.", ("killed", "Forty farmers")),
        ("The blast claimed at least 34 lives.", ("killed", "at least 34 lives")),
        ("Three men were taken to a clinic with head wounds.", ("wounded", "Three men")),
        ("A boy was grazed on the arm.", ("wounded", "A boy")),
    ],
)
def test_who_was_harmed(text: str, expected: tuple[str, str]) -> None:
    assert expected in harmed(text)


def test_the_doer_is_not_harmed() -> None:
    assert ("killed", "Gunmen") not in harmed("Gunmen killed three soldiers.")


def test_nobody_is_harmed_by_what_did_not_happen() -> None:
    assert ("killed", "three soldiers") not in harmed("Gunmen did not kill three soldiers.")


@pytest.mark.parametrize(
    ("text", "may"), [("Two men died.", True), ("The casualties rose.", True), ("Two men talked.", False)]
)
def test_a_first_look(text: str, *, may: bool) -> None:
    assert may_harm(words_of(text)) == may


def test_words_of_harm_are_in_every_form() -> None:
    assert {"kill", "kills", "killed", "killing"} <= harm_words()
