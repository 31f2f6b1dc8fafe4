"""Which year a date without one means is told by publication, or by the list that it stands in; else nobody knows."""

from __future__ import annotations

from datetime import date

import pytest

from geoinc.text import years

PUBLISHED = date(2018, 2, 12)


@pytest.mark.parametrize(("text", "number"), [("Sept.", 9), ("February", 2), ("dec", 12), ("May", 5)])
def test_months_by_name(text: str, number: int) -> None:
    assert years.month_number(text) == number


@pytest.mark.parametrize(("text", "number"), [("1998", 1998), ("07", 2007), ("89", 1989)])
def test_years_of_two_digits_turn_at_fifty(text: str, number: int) -> None:
    assert years.year_number(text) == number


def test_a_month_ends_with_its_last_day() -> None:
    assert years.month_end(2020, 2) == date(2020, 2, 29)
    assert years.month_end(2019, 12) == date(2019, 12, 31)


@pytest.mark.parametrize(("month", "day", "year"), [(2, 7, 2018), (2, 20, 2018), (3, 20, 2017), (12, 31, 2017)])
def test_a_day_is_the_last_before_publication_or_about_to_come(month: int, day: int, year: int) -> None:
    assert years.latest_year(month, day, PUBLISHED) == year


def test_without_publication_nobody_knows() -> None:
    assert years.latest_year(2, 7, None) is None
    assert years.month_without_year(2, "in", None) is None


@pytest.mark.parametrize(
    ("month", "which", "year"),
    [(3, "next", 2018), (1, "next", 2019), (3, "last", 2017), (2, "in", 2018), (9, "in", 2017)],
)
def test_a_month_seen_from_publication(month: int, which: str, year: int) -> None:
    assert years.month_without_year(month, which, PUBLISHED) == year


def test_a_list_takes_the_year_of_its_head() -> None:
    text = "Chronology, December 2016. 28 December: a raid. 3 January: another."
    assert years.stated_year(text, text.index("3 January"), 1) == 2017
    assert years.stated_year(text, text.index("28 December"), 12) == 2016
    assert years.stated_year("3 January: a raid", 0, 1) is None
