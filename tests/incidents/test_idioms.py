"""Turns of phrase that use the words of violence for something else."""

from __future__ import annotations

import pytest

from geoinc.incidents.idioms import _idioms, idioms
from geoinc.model import Document
from geoinc.text.sentences import sentences


def found(text: str) -> list[str]:
    return [text[a:b] for s in sentences(Document(text)) for a, b in idioms(s)]


@pytest.mark.parametrize(
    ("text", "idiom"),
    [
        ("He died of a heart attack.", "heart attack"),
        ("The film was a box office bomb.", "box office bomb"),
        ("The agency reported a test launch.", "test launch"),
        ("Hunters shot dead two deer.", "shot dead two deer"),
    ],
)
def test_a_turn_of_phrase_is_found_where_it_stands(text: str, idiom: str) -> None:
    assert found(text) == [idiom]


@pytest.mark.parametrize(
    "text", ["Gunmen shot dead two nurses.", "A bomb exploded in the market.", "The army came under fire from rebels."]
)
def test_violence_is_none(text: str) -> None:
    assert found(text) == []


def test_offsets_are_of_the_whole_text() -> None:
    text = "Nothing happened. He had a panic attack."
    assert found(text) == ["panic attack"]


def test_some_letters_stand_in_every_match() -> None:
    for letters, idiom in _idioms():
        assert letters, idiom.pattern.pattern
        assert all(part == part.lower() for part in letters)
