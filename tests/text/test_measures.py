from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geoinc.text import numbers

UNITS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
TENS = ["zero", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def spelled(n: int, *, joint: str = "-", conjunction: str = " and ") -> str:
    if n < 20:
        return UNITS[n]
    if n < 100:
        return TENS[n // 10] + (joint + UNITS[n % 10] if n % 10 else "")
    size, word = (1000, "thousand") if n >= 1000 else (100, "hundred")
    rest = n % size
    link = conjunction if rest and rest < 100 else " "
    return f"{spelled(n // size, joint=joint)} {word}" + (link + spelled(rest, joint=joint) if rest else "")


@given(st.integers(1, 999_999), st.sampled_from(["-", " "]), st.sampled_from([" and ", " "]))
def test_numbers_in_words_read_back(n: int, joint: str, conjunction: str) -> None:
    read = numbers.read_measure(spelled(n, joint=joint, conjunction=conjunction))
    assert read is not None
    assert read.value == read.low == read.high == n


@given(st.integers(0, 9_999_999))
def test_digits_with_and_without_separators_read_back(n: int) -> None:
    assert numbers.read_measure(str(n)) == numbers.read_measure(f"{n:,}")
    assert numbers.read_measure(str(n)).value == n  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("17 1/2", 17.5), ("17-1/2", 17.5), ("17½", 17.5), ("½", 0.5), ("3/4", 0.75), ("10.25", 10.25), (".5", 0.5),
        ("5,5", 5.5), ("half a", 0.5), ("a half", 0.5), ("three quarters of a", 0.75), ("one and a half", 1.5),
        ("a", 1), ("a hundred", 100), ("a dozen", 12), ("two dozen", 24), ("٥", 5),
    ],
)  # fmt: skip
def test_fractions_sets_and_scripts(text: str, value: float) -> None:
    read = numbers.read_measure(text)
    assert read is not None
    assert read.value == value


def test_indefinite_numbers_are_intervals() -> None:
    few = numbers.read_measure("a few hundred")
    assert few is not None
    assert (few.low, few.high) == (200, 500)


@pytest.mark.parametrize(
    ("text", "dp"),
    [
        ("10.25", 0.125),
        ("10.5", 0.25),
        ("10.1", 0.05),
        ("15", 0.5),
        ("10", 0.5),
        ("100", 5),
        ("140", 5),
        ("1000", 50),
        ("145", 0.5),
    ],
)
def test_precision_is_the_guides(text: str, dp: float) -> None:
    read = numbers.read_measure(text)
    assert read is not None
    assert read.precision / 2 == pytest.approx(dp)


@pytest.mark.parametrize("text", ["", "several persons", "hundredth", "1/0", "1.2.3", "..", "x"])
def test_what_is_no_number(text: str) -> None:
    assert numbers.read_measure(text) is None
