from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geoinc.text.syntax.trees import attached


def is_tree(heads: list[int]) -> bool:
    if heads.count(0) != 1:
        return False
    for word in range(1, len(heads) + 1):
        at, steps = word, 0
        while at and steps <= len(heads):
            at, steps = heads[at - 1], steps + 1
        if at:
            return False
    return True


@given(st.integers(0, 10_000), st.lists(st.integers(1, 9), min_size=1, max_size=4))
def test_any_scores_give_trees_with_one_root(seed: int, lengths: list[int]) -> None:
    longest = max(lengths)
    scores = np.random.default_rng(seed).normal(size=(len(lengths), longest, longest + 1)).astype(np.float32)
    mask = np.arange(longest) < np.array(lengths)[:, None]
    for heads, length in zip(attached(scores, mask), lengths, strict=True):
        assert is_tree(heads[:length].tolist())
        assert not heads[length:].any()


@settings(max_examples=40)
@given(st.integers(0, 10_000))
def test_the_best_heads_stay_where_they_make_a_tree(seed: int) -> None:
    rng = np.random.default_rng(seed)
    order = rng.permutation(6) + 1
    gold = np.zeros(6, dtype=int)
    for n, word in enumerate(order[1:], 1):
        gold[word - 1] = order[rng.integers(n)]
    scores = rng.normal(size=(1, 6, 7)).astype(np.float32)
    scores[0, np.arange(6), gold] += 50
    assert attached(scores, np.ones((1, 6), dtype=bool))[0].tolist() == gold.tolist()


def test_a_cycle_is_opened_where_least_is_lost() -> None:
    # Words 2 and 3 hang on each other; 3 has nearly as good a head in word 1.
    scores = np.full((1, 3, 4), -5, dtype=np.float32)
    scores[0, 0, 0] = 5
    scores[0, 1, 3] = 4
    scores[0, 2, 2], scores[0, 2, 1] = 4, 3.5
    assert attached(scores, np.ones((1, 3), dtype=bool))[0].tolist() == [0, 3, 1]


@pytest.mark.parametrize("seed", range(30))
def test_repaired_trees_are_near_the_best(seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(1, 4, 5)).astype(np.float32)
    own = np.arange(4)
    best = max(
        sum(scores[0, own, list(heads)])
        for heads in product(range(5), repeat=4)
        if is_tree(list(heads)) and all(h != i + 1 for i, h in enumerate(heads))
    )
    found = attached(scores.copy(), np.ones((1, 4), dtype=bool))[0]
    assert sum(scores[0, own, found]) >= best - 2.5
