"""Made-up sentences of reports are trees that a parser can learn."""

from __future__ import annotations

import numpy as np
import pytest

from geoinc.learn.syntax.reports import Reports
from geoinc.learn.syntax.treebank import Tree


@pytest.fixture(scope="module")
def made() -> list[Tree]:
    return list(Reports(np.random.default_rng(0)).sentences(200))


def test_every_sentence_is_a_tree_with_one_root(made: list[Tree]) -> None:
    for tree in made:
        assert len({len(tree.forms), len(tree.tags), len(tree.fine), len(tree.heads), len(tree.labels)}) == 1
        assert tree.heads.count(0) == 1
        assert tree.labels[tree.heads.index(0)] == "root"
        for start in range(len(tree.heads)):
            at, steps = start, 0
            while tree.heads[at]:
                at, steps = tree.heads[at] - 1, steps + 1
                assert steps <= len(tree.heads)


def test_the_same_draws_give_the_same_sentences(made: list[Tree]) -> None:
    assert made[:20] == list(Reports(np.random.default_rng(0)).sentences(20))
    assert made[:20] != list(Reports(np.random.default_rng(1)).sentences(20))


def test_sentences_differ(made: list[Tree]) -> None:
    assert len({tree.forms for tree in made}) > 190
