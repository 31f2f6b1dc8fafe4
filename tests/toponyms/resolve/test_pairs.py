"""Names that the text ties together are weighed in pairs."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from geoinc.model import Resolution
from geoinc.toponyms.resolve import pairs

Resolve = Callable[..., list[Resolution]]


def test_the_pair_in_which_one_lies_in_the_other_wins() -> None:
    one, other = np.array([0.9, 0.1], np.float32), np.array([0.9, 0.1], np.float32)
    inside = np.array([[False, False], [False, True]])
    left, right = pairs._joint(one, other, inside)
    assert left.argmax() == right.argmax() == 1


@given(st.lists(st.floats(0, 1), min_size=2, max_size=5), st.lists(st.floats(0, 1), min_size=2, max_size=5))
def test_shares_stay_shares(first: list[float], second: list[float]) -> None:
    one, other = (np.array(side, np.float32) / np.float32(sum(side) + 1) for side in (first, second))
    inside = np.eye(len(one), len(other), dtype=bool)
    left, right = pairs._joint(one, other, inside)
    assert left.min() >= 0
    assert right.min() >= 0
    assert left.sum() <= 1 + 1e-5
    assert right.sum() <= 1 + 1e-5


def test_names_without_a_pair_keep_their_shares() -> None:
    one, other = np.array([0.6, 0.3], np.float32), np.array([0.5], np.float32)
    left, right = pairs._joint(one, other, np.zeros((2, 1), bool))
    np.testing.assert_allclose(left, one, rtol=1e-6)
    np.testing.assert_allclose(right, other, rtol=1e-6)


def test_a_list_does_not_put_one_name_in_the_next(resolve: Resolve) -> None:
    found = resolve("Offices in Paris, Texas and London closed.", "Paris", "Texas", "London")
    assert found[1].place.name == "Texas"
    assert found[2].place.country == "GB"
