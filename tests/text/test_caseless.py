"""Patterns without regard to case, sought in lower case."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from geoinc.text.caseless import CaselessPattern

PATTERNS = [
    r"\b(?:near|off|north[- ]?east of)\s+(?P<name>\w+)",
    r"(?<=\w)'s\b",
    r"\d+\s?km",
    r"(?-i:[A-Z])\w+ of",
    "N of",
]
"""The last two ask for capitals."""
LETTERS = "nearof NEAROFkm'sŠšİßé5 -"


@given(st.text(st.sampled_from(LETTERS)), st.sampled_from(PATTERNS), st.integers(0, 5), st.integers(0, 60))
def test_the_matches_are_those_of_the_pattern(text: str, source: str, start: int, end: int) -> None:
    pattern = re.compile(source, re.IGNORECASE)
    found = [(m.span(), m[0]) for m in CaselessPattern(pattern).finditer(text, start, end)]
    assert found == [(m.span(), m[0]) for m in pattern.finditer(text, start, end)]


def test_a_pattern_that_regards_case_is_sought_as_it_is() -> None:
    found = [m[0] for m in CaselessPattern(re.compile("Near")).finditer("near Near NEAR", 0, 14)]
    assert found == ["Near"]
