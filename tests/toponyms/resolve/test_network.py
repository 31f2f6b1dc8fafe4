from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from geoinc.learn.resolution.fitting import Sample, fit
from geoinc.toponyms.resolve.network import RankingNetwork, sizes_of, softmax


@given(st.lists(st.integers(1, 6), min_size=1, max_size=6), st.integers(0, 2**32 - 1))
def test_probabilities_of_a_group_and_none_sum_to_one(sizes: list[int], seed: int) -> None:
    random = np.random.default_rng(seed)
    starts = np.cumsum([0, *sizes[:-1]])
    scores = random.normal(0, 30, sum(sizes)).astype(np.float32)
    none = random.normal(0, 30, len(sizes)).astype(np.float32)
    p = softmax(scores, none, starts)
    assert ((p >= 0) & (p <= 1)).all()
    assert (np.add.reduceat(p, starts) <= 1 + 1e-5).all()
    assert sizes_of(starts, sum(sizes)).tolist() == sizes


def samples() -> list[Sample]:
    """Groups of three candidates, of which the one with the largest first feature is right."""
    random = np.random.default_rng(1)
    made = []
    for _ in range(120):
        table = random.normal(0, 1, (6, 4)).astype(np.float32)
        credit = np.concatenate([np.eye(3)[table[s : s + 3, 0].argmax()] for s in (0, 3)]).astype(np.float32)
        names = np.ones((2, 1), np.float32)
        made.append(Sample(table, names, np.array([0, 3]), credit, np.zeros(2, np.float32), np.ones(2, np.float32)))
    return made


def test_fitting_learns_the_rule_and_repeats_itself() -> None:
    made = samples()
    network = fit(made[:100], hidden=4, epochs=60, members=2)
    again = fit(made[:100], hidden=4, epochs=60, members=2)
    assert all(
        np.array_equal(a, b) for a, b in zip(network.arrays("n").values(), again.arrays("n").values(), strict=True)
    )
    right = [
        network.probabilities(s.features, s.names, s.starts)[g : g + 3].argmax() == s.credit[g : g + 3].argmax()
        for s in made[100:]
        for g in (0, 3)
    ]
    assert np.mean(right) > 0.9


def test_weights_survive_their_file_form() -> None:
    network = fit(samples()[:20], hidden=2, epochs=2, members=1)
    again = RankingNetwork.load(network.arrays("round0"), "round0")
    table = samples()[0].features
    assert np.array_equal(network.scores(table), again.scores(table))


def test_large_tables_are_scored_like_small_ones() -> None:
    network = fit(samples()[:20], hidden=2, epochs=2, members=1)
    table = np.random.default_rng(0).normal(0, 1, (101, 4)).astype(np.float32)
    singly = np.concatenate([network.scores(row[None]) for row in table])
    np.testing.assert_allclose(network.scores(table), singly, rtol=1e-4, atol=1e-5)
