"""A choice learned by nets: what linear weights cannot tell, and that the same cases give the same nets."""

from __future__ import annotations

import numpy as np
import pytest

from geoinc.learn.incidents.nets import NetsShape, fit_choice

SMALL = NetsShape(nets=2, units=8, rounds=60, rate=2e-2)
BOTH, NEITHER, ONE, OTHER = {"wet": 1.0, "cold": 1.0}, {}, {"wet": 1.0}, {"cold": 1.0}


def test_what_goes_together_is_learned() -> None:
    cases = [[ONE, BOTH], [OTHER, NEITHER], [BOTH, OTHER], [NEITHER, ONE]] * 20
    right = [[True, False], [True, False], [False, True], [False, True]] * 20
    one, other, both, neither = fit_choice(cases, right, [1.0] * len(cases), SMALL).scores([ONE, OTHER, BOTH, NEITHER])
    assert min(one, other) > max(both, neither) + 1.0


def test_the_same_cases_give_the_same_nets() -> None:
    cases, right = [[ONE, OTHER], [OTHER, NEITHER]] * 10, [[True, False]] * 20
    first, again = (fit_choice(cases, right, [1.0] * 20, SMALL) for _ in range(2))
    assert first.rows == again.rows
    assert np.array_equal(first.inner, again.inner)
    assert np.array_equal(first.outer, again.outer)


def test_heavier_cases_win() -> None:
    cases, right = [[ONE, OTHER]] * 20, [[True, False], [False, True]] * 10
    for weights, chosen in (([9.0, 1.0] * 10, 0), ([1.0, 9.0] * 10, 1)):
        scores = fit_choice(cases, right, weights, SMALL).scores([ONE, OTHER])
        assert scores.index(max(scores)) == chosen


def test_cases_without_a_right_option_and_rare_features_teach_nothing() -> None:
    cases, right = [[ONE, {"rare": 1.0}]] * 3 + [[ONE, OTHER]] * 10, [[False, False]] * 3 + [[True, False]] * 10
    nets = fit_choice(cases, right, [1.0] * 13, SMALL)
    assert "rare" not in nets.rows
    one, other = nets.scores([ONE, OTHER])
    assert one > other


def test_nothing_to_learn_from_is_an_error() -> None:
    with pytest.raises(ZeroDivisionError):
        fit_choice([], [], [], SMALL)
