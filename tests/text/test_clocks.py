"""Figures are a clock time only where a sign, "am", "hours" or a zone marks them."""

from __future__ import annotations

from datetime import time

import pytest

from geoinc.text.clocks import CLOCK, clock_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("at 10:30", time(10, 30)),
        ("around 3 pm", time(15)),
        ("at 12 a.m.", time(0)),
        ("at about 0615 hours", time(6, 15)),
        ("shortly before 21:05 GMT", time(21, 5)),
        ("after 18h", time(18)),
    ],
)
def test_marked_figures_are_times(text: str, expected: time) -> None:
    match = CLOCK.search(text)
    assert match is not None
    assert clock_of(match) == expected


@pytest.mark.parametrize("text", ["after 12 hours", "at 10", "by 24", "around 15 people"])
def test_lengths_and_counts_are_none(text: str) -> None:
    match = CLOCK.search(text)
    assert match is None or clock_of(match) is None
