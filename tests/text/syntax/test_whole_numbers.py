"""Products in whole numbers."""

from __future__ import annotations

import numpy as np

from geoinc.text.syntax.network import load
from geoinc.text.syntax.whole_numbers import MOST, STEPS, WholeTable, product, whole


def test_a_shipped_table_is_what_was_shipped() -> None:
    table = load().tables["conv1.w"]
    found = WholeTable.of(table)
    assert np.abs(found.numbers).max(axis=1).tolist() == [STEPS] * len(table)
    assert np.allclose(found.numbers * found.scale[:, None], table, rtol=1e-6)


def test_rows_of_a_sentence_have_one_scale_and_those_of_another_their_own() -> None:
    rows = np.array([[1.0, -2.0], [0.5, 0.0], [0.01, 0.02], [0.0, 0.0]], dtype=np.float32)
    numbers, unit = whole(rows, np.array([0, 2, 3]))
    assert np.abs(numbers).max(axis=1).tolist() == [MOST, 8192, MOST, 0]
    assert (unit[0] == unit[1]).all()
    assert unit[2] < unit[0]
    assert np.allclose(numbers * unit, rows, atol=2.0 / MOST)


def test_a_product_is_near_the_plain_one_and_the_same_in_any_order() -> None:
    rng = np.random.default_rng(3)
    rows, table = (rng.normal(size=shape).astype(np.float32) for shape in ((40, 384), (384, 50)))
    own = WholeTable.of(table)
    found = product(rows, own, np.array([0, 25]))
    assert np.allclose(found, rows @ (own.numbers * own.scale[:, None]), atol=0.01)
    turned = rng.permutation(384)
    other = WholeTable(own.numbers[turned], own.scale[turned])
    assert (product(rows[:, turned], other, np.array([0, 25])) == found).all()


def test_sums_stay_below_the_most_that_the_kernel_holds() -> None:
    assert 3 * 128 * STEPS * MOST < 2**31
