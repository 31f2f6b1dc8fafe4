from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geoinc.model import Operator
from geoinc.text.numbers import find_quantities, parse_number

UNITS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]  # fmt: skip
TENS = ["_", "_", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def in_words(number: int, *, joined: bool, hyphen: str) -> str:
    for size, name in ((1_000_000, "million"), (1_000, "thousand"), (100, "hundred")):
        if number >= size:
            head, rest = divmod(number, size)
            text = f"{in_words(head, joined=joined, hyphen=hyphen)} {name}"
            link = " and " if joined and rest < 100 else " "
            return text + (link + in_words(rest, joined=joined, hyphen=hyphen) if rest else "")
    if number < 20:
        return UNITS[number]
    ten, unit = divmod(number, 10)
    return TENS[ten] + (hyphen + UNITS[unit] if unit else "")


@given(st.integers(0, 999_999_999), st.booleans(), st.sampled_from(["-", " "]))
def test_any_number_in_words_reads_back(number: int, joined: bool, hyphen: str) -> None:  # noqa: FBT001 - drawn, not passed
    assert parse_number(in_words(number, joined=joined, hyphen=hyphen)) == number


@given(st.integers(0, 10**9))
def test_any_number_in_digits_reads_back(number: int) -> None:
    assert parse_number(str(number)) == parse_number(f"{number:,}") == number


@given(st.text(max_size=60))
def test_quantities_stay_in_the_text_and_apart(text: str) -> None:
    found = find_quantities(text)
    assert all(0 <= q.start < q.end <= len(text) and text[q.start : q.end] == q.text for q in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


@pytest.mark.parametrize(
    ("text", "low", "high", "operator"),
    [
        ("25 men", 25, 25, Operator.EXACT),
        ("at least 25", 25, None, Operator.AT_LEAST),
        ("25 or more", 25, None, Operator.AT_LEAST),
        ("up to thirty", None, 30, Operator.AT_MOST),
        ("about 100", 100, 100, Operator.ABOUT),
        ("between 3 and 5", 3, 5, Operator.RANGE),
        ("three to five", 3, 5, Operator.RANGE),
        ("20-30 fighters", 20, 30, Operator.RANGE),
        ("dozens", 12, None, Operator.UNQUANTIFIED),
        ("several hundred", 200, None, Operator.UNQUANTIFIED),
        ("no soldiers", 0, 0, Operator.NONE),
        ("half a dozen", 6, 6, Operator.EXACT),
        ("hundred and twenty", 120, 120, Operator.EXACT),
        ("1.5 million", 1_500_000, 1_500_000, Operator.EXACT),
    ],
)
def test_how_a_count_is_meant(text: str, low: int | None, high: int | None, operator: Operator) -> None:
    [found] = find_quantities(text)
    assert (found.min, found.max, found.operator) == (low, high, operator)


@pytest.mark.parametrize("text", ["In 2020 at least 28", "Of the 300 at least 28"])
def test_what_bounds_a_number_behind_it_bounds_none_before(text: str) -> None:
    *_, found = find_quantities(text)
    assert (found.text, found.min, found.max) == ("at least 28", 28, None)


@pytest.mark.parametrize("text", ["the second attack", "an SDF member", "We agreed", "tenth"])
def test_what_is_no_count(text: str) -> None:
    assert find_quantities(text) == []


def test_half_dozen_may_end_a_text() -> None:
    [found] = find_quantities("They killed half dozen")
    assert (found.min, found.max, found.text) == (6, 6, "half dozen")


def test_an_and_joins_within_hundreds_and_a_comma_only_above() -> None:
    assert parse_number("two hundred and five") == 205
    assert parse_number("three thousand, two hundred") == 3200
    assert [q.min for q in find_quantities("a hundred, five men")] == [100, 5]
