"""Stretches answer as a look at all of them would."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from geoinc.text.stretches import Stretches

PAIR = st.tuples(st.integers(0, 30), st.integers(1, 8)).map(lambda pair: (pair[0], pair[0] + pair[1]))


@given(st.lists(PAIR, max_size=12), PAIR)
def test_they_answer_as_a_look_at_all_of_them(taken: list[tuple[int, int]], asked: tuple[int, int]) -> None:
    stretches, start, end = Stretches(taken), *asked
    held = {position for a, b in taken for position in range(a, b)}

    assert stretches.free(start, end) == held.isdisjoint(range(start, end))
    if any(a <= start and end <= b for a, b in taken):
        assert stretches.cover(start, end)
    if not held.issuperset(range(start, end)):
        assert not stretches.cover(start, end)
    assert [p for a, b in stretches.pairs() for p in range(a, b)] == sorted(held)
