"""Months and years as words write them, and the year that a date without one means."""

from __future__ import annotations

import re
from bisect import bisect_left
from datetime import date, timedelta
from functools import lru_cache

from geoinc.text.time_words import TIME_WORDS

MONTHS = TIME_WORDS.words("months")
_CENTURY_TURN = 50
"""Two-digit years below this are 20xx, the others 19xx."""
_FIRST_YEAR = 1900
MONTH = TIME_WORDS.source("month")
"""A pattern for the name of a month, abbreviated or not."""
_MONTH_AND_YEAR = re.compile(TIME_WORDS.source("stated_month"), re.IGNORECASE)
_HALF_YEAR = 6


def month_number(text: str) -> int:
    """Return 1 to 12 for a month's name, abbreviated or not."""
    return next(i for i, name in enumerate(MONTHS, 1) if name.startswith(text.lower().rstrip(".")[:3]))


def year_number(text: str) -> int:
    """Return a year written with four or two digits."""
    number = int(text)
    if number >= _FIRST_YEAR:
        return number
    return number + (2000 if number < _CENTURY_TURN else 1900)


def month_end(year: int, month: int) -> date:
    """Return the last day of a month."""
    return (date(year + month // 12, month % 12 + 1, 1)) - timedelta(days=1)


def latest_year(month: int, day: int, published: date | None) -> int | None:
    """Return the year that puts a day of the year last before publication (a fortnight ahead is still to come)."""
    if published is None:
        return None
    ahead = date(published.year, month, day) > published + timedelta(days=14)
    return published.year - ahead


@lru_cache(maxsize=8)
def _stated_months(text: str) -> tuple[tuple[int, int], ...]:
    """Return where a text states months with their years, and each as months since year 0."""
    found = ((m.start(), m["month"] or m["swapped"], m["year"] or m["led"]) for m in _MONTH_AND_YEAR.finditer(text))
    return tuple((start, int(year) * 12 + month_number(month) - 1) for start, month, year in found)


def stated_year(text: str, before: int, month: int) -> int | None:
    """Return the year that puts a month nearest to the last one stated with its year before it, as in a list's head."""
    stated = _stated_months(text)
    i = bisect_left(stated, (before, 0)) - 1
    if i < 0:
        return None
    told = stated[i][1]
    return (told - month + 1 + _HALF_YEAR) // 12


def month_without_year(month: int, which: str | None, published: date | None) -> int | None:
    """Return the year of a month seen from publication: the "next" March, the "last" one, or any (None)."""
    if published is None:
        return None
    if which == "next":
        return published.year + (month <= published.month)
    if which == "last":
        return published.year - (month >= published.month)
    return published.year - (month > published.month)
