"""Long chains of phrases cost in proportion to their length: twice as many, twice the work."""

from __future__ import annotations

import sys

import pytest

from geoinc.relations.parse import find_clauses, joined
from geoinc.relations.readers import TextReader

UNITS = [
    "8 km east of ",
    "5 km further north and ",
    "35.3, 40.2; ",
    "between Homs and Hama, ",
    "8 km east of Homs. ",
    "north of ",
    "then 3 km south of Homs, ",
]


def _work(text: str) -> int:
    """Count the calls that reading a text takes, of Python and of C."""
    calls = 0

    def count(_: object, event: str, __: object) -> None:
        nonlocal calls
        calls += event in {"call", "c_call"}

    sys.setprofile(count)
    try:
        joined(find_clauses(text, TextReader(text, [], lambda name: name in {"Homs", "Hama"})))
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize("unit", UNITS)
def test_twice_the_phrases_are_twice_the_work(unit: str) -> None:
    _work(unit * 10)
    once, twice = _work(unit * 200), _work(unit * 400)

    assert twice < 2.2 * once


@pytest.mark.timeout(600)
@pytest.mark.parametrize("between", ["9", " ", "\n", "a", ",", "9,"])
def test_no_pattern_tries_a_long_run_from_every_place_in_it(between: str) -> None:
    """With the square or cube of their length, 20,000 characters would take minutes; the guard against hanging ends them."""
    run = between * (20_000 // len(between))
    for text in (f"near {run} km of Homs", f"8 km east of{run}Homs", f"north {run} and east of Homs, 3{run} km"):
        find_clauses(text, TextReader(text, [], lambda name: name == "Homs"))
