from __future__ import annotations

import numpy as np

from geoinc.toponyms.recognize.usage import COLUMNS, FACTORS, LIMIT, NEUTRAL, factors, fit, literal_odds


def test_namesakes_and_the_rest_are_counted_without_the_mention_itself() -> None:
    rows = factors(np.array([1.0, 3.0, -2.0]), ["mali", "mali", "gao"])
    assert rows.shape == (3, FACTORS)
    assert rows[0].tolist() == [1.0, 1.0, 1.5, 1 / (2 + NEUTRAL)]
    assert rows[2].tolist() == [1.0, -2.0, 0.0, 4 / (2 + NEUTRAL)]


def test_odds_are_bounded() -> None:
    scores = np.zeros((2, COLUMNS))
    scores[0, [0, -1]], scores[1, [5, -1]] = 100, (100, -100)
    odds = literal_odds(scores)
    assert odds[0] == LIMIT
    assert odds[1] == -LIMIT


def test_a_factor_that_tells_gets_weight() -> None:
    rows = np.array([[1.0, value] for value in (-2, -1, 1, 2) for _ in range(10)])
    weights = fit(rows, rows[:, 1] > 0)
    assert weights[1] > 1
    assert abs(weights[0]) < 0.1
