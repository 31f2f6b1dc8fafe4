from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geoinc.model import Document
from geoinc.text.boilerplate import furniture


@pytest.mark.parametrize(
    "line",
    ["Published: Mon, March 2, 2020", "World Desk | By Jo Doe", "By Jo Doe", "More news: Bakery burns down", "Like this:",
     "Share this:", "Facebook Twitter WhatsApp", "Click to share on Twitter", "Advertisement", "© 2020 The Paper",
     "Read more: Floods in the north", "Photo: J. Doe"],
)  # fmt: skip
def test_lines_that_are_no_content(line: str) -> None:
    spans = furniture(Document(f"A bomb exploded in Lima.\n{line}\nTwo people died."))
    assert [s.text for s in spans] == [line]


@pytest.mark.parametrize(
    "line",
    [
        "By Monday the rebels held the town.",
        "Since then, the army has withdrawn.",
        "Police shared a photo.",
        "Printing resumed.",
    ],
)
def test_content_stays(line: str) -> None:
    assert furniture(Document(line)) == []


def test_a_headline_said_twice_counts_once() -> None:
    text = "Army shells a village in the north\n\nArmy shells a village in the north\n\nIt happened on Monday."
    [span] = furniture(Document(text))
    assert span.start == text.rindex("Army")


@given(st.text(max_size=200))
def test_spans_are_in_order_and_apart(text: str) -> None:
    spans = furniture(Document(text))
    assert all(text[s.start : s.end] == s.text for s in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))
