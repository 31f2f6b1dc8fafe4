"""A look at the words of a stretch says which expressions of time it may hold."""

from __future__ import annotations

import pytest

from geoinc.text.vocabulary_gates import WEEKDAYS, Sign, signs_of


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("Shells fell.", Sign(0)),
        ("in 2019", Sign.DIGIT | Sign.YEAR),
        ("12 men", Sign.DIGIT),
        ("on Sept. 5", Sign.MONTH | Sign.DIGIT),
        ("May they", Sign.MONTH),
        ("MONDAY", Sign.WEEKDAY),
        ("at night", Sign.UNIT | Sign.NAMED | Sign.PART),
        ("this morning", Sign.NAMED | Sign.PART),
        ("two weeks", Sign.UNIT),
        ("the weekend, overnight", Sign.WEEKEND | Sign.OVERNIGHT),
        ("10MAY91", Sign.DIGIT | Sign.MONTH),
        ("dawned mayhem", Sign(0)),
    ],
)
def test_the_kinds_of_words(text: str, signs: Sign) -> None:
    assert signs_of(text) == signs


def test_weekdays_begin_on_monday() -> None:
    assert (WEEKDAYS[0], WEEKDAYS[-1], len(WEEKDAYS)) == ("monday", "sunday", 7)
