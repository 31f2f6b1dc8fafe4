"""Runs of tokens that may hold toponyms, and the rows of weights that templates choose for them."""

from __future__ import annotations

import numpy as np
import pytest

from geoinc.gazetteer import Gazetteer
from geoinc.toponyms.recognize.features import BITS, TEMPLATES, Analysis, analyse, feature_rows, mix
from geoinc.toponyms.recognize.names import Names
from geoinc.toponyms.recognize.words import Vocabulary


@pytest.fixture(scope="module")
def parts(gazetteer: Gazetteer) -> tuple[Vocabulary, Names]:
    return Vocabulary(), Names(gazetteer)


def read(text: str, parts: tuple[Vocabulary, Names]) -> Analysis:
    return analyse(text, *parts)


def runs(text: str, parts: tuple[Vocabulary, Names]) -> list[str]:
    found = read(text, parts)
    return [text[found.tokens.starts[a] : found.tokens.ends[b]] for a, b in found.runs]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He fled to Mosul from the city.", ["He", "Mosul"]),
        ("the Gulf of Aden and Yemen", ["Gulf of Aden and Yemen"]),
        ("no names here", []),
        ("", []),
    ],
)
def test_runs_hold_capitalised_words_and_what_links_them(
    text: str, expected: list[str], parts: tuple[Vocabulary, Names]
) -> None:
    assert runs(text, parts) == expected


def test_rows_are_one_a_template_of_each_tagged_token(parts: tuple[Vocabulary, Names]) -> None:
    found = read("Shells fell on Mosul, near Aden.", parts)
    rows = feature_rows(found)
    assert rows.shape == (len(found.tagged), len(TEMPLATES))
    assert rows.min() >= 0
    assert rows.max() < 1 << BITS


def test_the_same_text_has_the_same_rows_whatever_was_read_before(gazetteer: Gazetteer) -> None:
    text = "Shells fell on Mosul."
    fresh = feature_rows(analyse(text, Vocabulary(), Names(gazetteer)))
    used = (Vocabulary(), Names(gazetteer))
    analyse("Something else in Aden, and Mosul.", *used)
    assert np.array_equal(fresh, feature_rows(analyse(text, *used)))


def test_mixing_spreads_neighbours() -> None:
    mixed = mix(np.arange(1000, dtype=np.uint64), bits=10)
    assert 0 <= mixed.min() <= mixed.max() < 1024
    assert len(set(mixed.tolist())) > 500
