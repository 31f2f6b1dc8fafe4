"""Patterns are composed from fragments, words and one another; what is missing is told by file and name."""

from __future__ import annotations

import pytest

from geoinc.errors import LexiconError
from geoinc.relations import patterns


def test_lines_are_joined_and_references_filled_in() -> None:
    found = patterns.compiled("road_named").match(" the Gao–Kidal highway")
    assert found is not None
    assert found["pair"] == "Gao–Kidal"


def test_a_list_of_words_is_a_choice() -> None:
    assert patterns.source("partitive") == "of"
    assert patterns.compiled("class_of").match("province of ") is not None


def test_fragments_of_the_caller_come_first() -> None:
    assert patterns.compiled("bearing", direction="(?:up)", direction_word="(?:up)").match("up from") is not None


@pytest.mark.parametrize(
    ("ask", "name"), [(patterns.words, "road_named"), (patterns.mapping, "part"), (patterns.source, "no such")]
)
def test_what_is_missing_is_named(ask: object, name: str) -> None:
    with pytest.raises(LexiconError, match=name):
        ask(name)  # type: ignore[operator]


def test_a_reference_to_nothing_is_named() -> None:
    with pytest.raises(LexiconError, match="no pattern called 'names'"):
        patterns.compiled("part_of")
