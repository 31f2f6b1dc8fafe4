from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from geoinc.toponyms.recognize.labels import ALLOWED, LAST, OPENING, decode, encode


@st.composite
def spans(draw: st.DrawFn) -> list[tuple[int, int]]:
    found, at = [], 0
    for gap, length in draw(st.lists(st.tuples(st.integers(0, 3), st.integers(1, 4)), max_size=6)):
        found.append((at + gap, at + gap + length - 1))
        at += gap + length
    return found


@given(spans())
def test_labels_lead_back_to_the_spans(found: list[tuple[int, int]]) -> None:
    labels = encode(found, 50)
    assert decode(labels) == found
    assert OPENING[labels[0]]
    assert labels[-1] in LAST
    assert all(ALLOWED[a, b] for a, b in pairwise(labels))
