from __future__ import annotations

import re

import pytest

from geoinc.errors import LexiconError
from geoinc.text import times
from geoinc.text.time_words import TIME_WORDS, meaning, plain


@pytest.mark.parametrize(
    ("table", "words", "stands_for"),
    [
        ("which", "This  coming ", "next"),
        ("which", "this", None),
        ("units", "Weeks", "week"),
        ("thirds", "end\nof", "late"),
    ],
)
def test_words_mean_what_the_table_says_whatever_their_blanks(table: str, words: str, stands_for: str | None) -> None:
    assert meaning(table, words) == stands_for
    assert meaning(table, None) is None
    assert plain(None) == ""


def test_a_month_is_matched_long_and_short() -> None:
    month = re.compile(TIME_WORDS.source("month"), re.IGNORECASE)
    assert all(
        month.fullmatch(name) for name in (*TIME_WORDS.words("months"), *TIME_WORDS.words("short_months"), "Sept.")
    )


@pytest.mark.parametrize(
    "row", [{"reads": "tea leaves", "needs": [], "pattern": "x"}, {"reads": "iso", "needs": ["hope"], "pattern": "x"}]
)
def test_an_expression_of_unknown_words_is_refused(row: dict[str, object]) -> None:
    with pytest.raises(LexiconError, match=r"times\.toml"):
        times._expression(row)
