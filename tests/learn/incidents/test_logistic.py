"""Weights of named features, by Newton's method and by ascent."""

from __future__ import annotations

import numpy as np
import pytest

from geoinc.learn.incidents.logistic import fit, fit_choice, fit_sparse, sparse


def test_the_share_of_cases_is_the_probability() -> None:
    cases = [{"wet": 1.0}] * 40 + [{"dry": 1.0}] * 40
    labels = [1.0] * 30 + [0.0] * 10 + [0.0] * 30 + [1.0] * 10
    scorer = fit(cases, labels, [1.0] * 80, penalty=1e-3)
    assert scorer.probability({"wet": 1.0}) == pytest.approx(0.75, abs=0.02)
    assert scorer.probability({"dry": 1.0}) == pytest.approx(0.25, abs=0.02)


def test_many_features_of_which_few_hold_get_the_weights_that_few_get() -> None:
    random = np.random.default_rng(3)
    cases = [{name: float(random.normal()) for name in "abcd" if random.random() < 0.5} for _ in range(300)]
    labels = [float(case.get("a", 0.0) - case.get("b", 0.0) + random.normal() > 0) for case in cases]
    weights = [1.0 + n % 3 for n in range(300)]
    exact, table = fit(cases, labels, weights), sparse(cases)
    found = fit_sparse(table, np.array(labels), np.array(weights), np.zeros(len(table.names)))
    assert dict(zip(table.names, found, strict=True)) == pytest.approx(exact.weights, abs=2e-3)


def test_cases_count_by_their_weight() -> None:
    cases, labels = [{"a": 1.0}] * 10, [1.0, 0.0] * 5
    even = fit(cases, labels, [1.0] * 10).probability({"a": 1.0})
    heavy = fit(cases, labels, [9.0, 1.0] * 5).probability({"a": 1.0})
    assert even == pytest.approx(0.5, abs=0.02)
    assert heavy > 0.7


def test_a_rare_feature_is_not_learned_unless_it_has_a_prior() -> None:
    cases = [{"rare": 1.0}] * 2 + [{"often": 1.0}] * 20
    labels = [1.0] * 2 + [1.0, 0.0] * 10
    assert "rare" not in fit(cases, labels, [1.0] * 22).weights
    held = fit(cases, labels, [1.0] * 22, prior={"rare": 3.0}, hold=100.0)
    assert held.weights["rare"] == pytest.approx(3.0, abs=0.2)


def test_a_heavier_penalty_keeps_weights_smaller() -> None:
    cases, labels = [{"x": 1.0}, {}] * 20, [1.0, 0.0] * 20
    light, heavy = (fit(cases, labels, [1.0] * 40, penalty=p).weights["x"] for p in (0.1, 10.0))
    assert light > heavy > 0


def test_of_options_the_right_one_becomes_likeliest() -> None:
    random = np.random.default_rng(2)
    cases = [[{"near": float(n), "bias": 1.0} for n in random.permutation(3)] for _ in range(40)]
    right = [[option["near"] == 0 for option in options] for options in cases]
    scorer = fit_choice(cases, right, [1.0] * 40)
    assert scorer.weights["near"] < -1


def test_a_case_without_a_right_option_teaches_nothing() -> None:
    cases = [[{"a": 1.0}, {"b": 1.0}]] * 8
    right = [[True, False]] * 8
    alone = fit_choice(cases, right, [1.0] * 8)
    assert fit_choice([*cases, [{"a": 1.0}]], [*right, [False]], [1.0] * 9) == alone


def test_the_choice_is_where_the_likelihood_is_greatest() -> None:
    """Of two options that differ in one feature, right in three of four cases, the weight is that of the odds, but for the penalty."""
    cases = [[{"near": 1.0}, {}]] * 40
    right = [[n % 4 != 0, n % 4 == 0] for n in range(40)]
    weight = fit_choice(cases, right, [1.0] * 40, penalty=1e-3).weights["near"]
    assert weight == pytest.approx(np.log(3), abs=0.05)
