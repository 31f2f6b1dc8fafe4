"""Sentences of the treebank in the styles of reports."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from geoinc.learn.syntax.augment import (
    STYLES,
    capitals,
    headline,
    positioned,
    small_letters,
    styled,
    unstopped,
    without,
)
from geoinc.learn.syntax.treebank import Tree

TREE = Tree(
    ("The", "men", "were", "shot", "in", "Gao", "."),
    ("DET", "NOUN", "AUX", "VERB", "ADP", "PROPN", "PUNCT"),
    ("DT", "NNS", "VBD", "VBN", "IN", "NNP", "."),
    (2, 4, 4, 0, 6, 4, 4),
    ("det", "nsubj:pass", "aux:pass", "root", "case", "obl", "punct"),
    "d",
)


def rng(seed: int = 0) -> np.random.Generator:
    return np.random.default_rng(seed)


def words(tree: Tree) -> str:
    return " ".join(tree.forms)


def test_letters() -> None:
    assert words(capitals(TREE, rng())) == "THE MEN WERE SHOT IN GAO ."
    assert words(small_letters(TREE, rng())) == "the men were shot in gao ."


def test_a_headline_has_no_articles_auxiliaries_or_full_stop() -> None:
    found = headline(TREE, rng())
    assert words(found).lower() == "men shot in gao"
    assert found.heads == (2, 0, 4, 2)
    assert found.labels == ("nsubj:pass", "root", "case", "obl")


def test_the_last_sign_goes() -> None:
    assert words(unstopped(TREE, rng())) == "The men were shot in Gao"
    assert unstopped(unstopped(TREE, rng()), rng()) == unstopped(TREE, rng())


def test_coordinates_stand_for_a_place() -> None:
    assert words(positioned(TREE, rng())) == "The men were shot in ‹position› ."
    bare = without(TREE, {5, 4})
    assert positioned(bare, rng()) is bare


def test_a_sentence_is_never_left_empty() -> None:
    assert without(TREE, set(range(7))) is TREE
    assert without(TREE, ()) is TREE


def test_styles_come_as_often_as_they_say() -> None:
    random = rng(3)
    counts = Counter(words(styled(TREE, random)) for _ in range(2_000))
    share = counts[words(TREE)] / 2_000
    assert share == pytest.approx(1 - sum(part for part, _ in STYLES), abs=0.04)
