"""What the classifier of snippets looks at."""

from __future__ import annotations

import re

import pytest

from geoinc.incidents.decisions.features import compiled, cue_counts, cues, grams, openings, word_grams, words


@pytest.mark.parametrize(
    ("pattern", "letters"),
    [
        ("cease-?fire|(?:peace|truce)s? talks", ("cease", "peace", "truce")),
        (r"\d+ dead", ("",)),
        ("bombs?", ("bomb",)),
        ("(?:car)? bomb", ("",)),
        ("a|b", ("a", "b")),
        ("shell(?:ing|ed)", ("shell",)),
    ],
)
def test_letters_that_stand_in_every_match(pattern: str, letters: tuple[str, ...]) -> None:
    assert openings(pattern) == letters


def test_every_cue_begins_with_its_letters() -> None:
    for cue in cues():
        found = openings(cue)
        assert found
        assert all(letter == letter.lower() for letter in found)
        assert isinstance(compiled(cue), re.Pattern)


def test_no_cue_is_missed_for_its_letters() -> None:
    lower = (
        "is it a drone? f-16s hit the town; the rebels were behind the blast, gunmen abducted two and lay down arms."
    )
    counted = cue_counts(lower)[: len(cues())]
    assert counted.tolist() == [min(len(compiled(cue).findall(lower)), 2) for cue in cues()]


def test_cues_are_counted_twice_at_most_and_in_the_first_sentence() -> None:
    once, often = cue_counts("Protesters marched."), cue_counts("Protesters marched. " * 5)
    half = len(cues())
    assert once[:half].max() == 1
    assert often[:half].max() == 2
    assert once[half:].sum() == often[half:].sum() > 0
    assert cue_counts("").sum() == 0


def test_words_without_meaning_are_not_looked_at() -> None:
    assert words("The men and the bomb") == ["bomb", "men"]
    assert len(word_grams("bomb")) == len("<bomb>") * 3 - 2 - 3 - 4
    assert sum(grams("bomb bomb").values()) == len(word_grams("bomb"))
