from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geoinc.model import TimePrecision
from geoinc.text.time_ranges import Part
from geoinc.text.times import find_times
from geoinc.text.vocabulary_gates import WEEKDAYS

MONDAY = date(2020, 6, 15)
DAYS = st.dates(date(1950, 1, 1), date(2090, 1, 1))


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("on Wednesday", "2020-06-10", "2020-06-10", TimePrecision.DAY),
        ("on Monday", "2020-06-15", "2020-06-15", TimePrecision.DAY),
        ("last Monday", "2020-06-08", "2020-06-08", TimePrecision.DAY),
        ("early Thursday", "2020-06-11", "2020-06-11", TimePrecision.DAY),
        ("on Thursday of last week", "2020-06-11", "2020-06-11", TimePrecision.DAY),
        ("Monday last week", "2020-06-08", "2020-06-08", TimePrecision.DAY),
        ("last week on Friday", "2020-06-12", "2020-06-12", TimePrecision.DAY),
        ("on Monday of this week", "2020-06-15", "2020-06-15", TimePrecision.DAY),
        ("on Christmas morning", "2019-12-25", "2019-12-25", TimePrecision.DAY),
        ("late on Christmas Eve", "2019-12-24", "2019-12-24", TimePrecision.DAY),
        ("on New Year’s Day", "2020-01-01", "2020-01-01", TimePrecision.DAY),
        ("yesterday", "2020-06-14", "2020-06-14", TimePrecision.DAY),
        ("last September", "2019-09-01", "2019-09-30", TimePrecision.MONTH),
        ("in mid-May 2019", "2019-05-11", "2019-05-20", TimePrecision.MONTH),
        ("in March last year", "2019-03-01", "2019-03-31", TimePrecision.MONTH),
        ("in late May of last year", "2019-05-21", "2019-05-31", TimePrecision.MONTH),
        ("on 5 March last year", "2019-03-05", "2019-03-05", TimePrecision.DAY),
        ("over the weekend", "2020-06-13", "2020-06-14", TimePrecision.DAY),
        ("from 2014 to 2017", "2014-01-01", "2017-12-31", TimePrecision.YEAR),
        ("last year", "2019-01-01", "2019-12-31", TimePrecision.YEAR),
        ("3-5 May", "2020-05-03", "2020-05-05", TimePrecision.DAY),
        ("overnight into Thursday", "2020-06-11", "2020-06-11", TimePrecision.DAY),
        ("in the night from Wednesday to Thursday", "2020-06-11", "2020-06-11", TimePrecision.DAY),
        ("29 May - 4 June", "2020-05-29", "2020-06-04", TimePrecision.DAY),
        ("from December 29 to January 3", "2019-12-29", "2020-01-03", TimePrecision.DAY),
        ("30 Dec. 2018 until 2 Jan. 2019", "2018-12-30", "2019-01-02", TimePrecision.DAY),
        ("on 29 October", "2019-10-29", "2019-10-29", TimePrecision.DAY),
        ("March 3, 2018", "2018-03-03", "2018-03-03", TimePrecision.DAY),
        ("2018-02-07", "2018-02-07", "2018-02-07", TimePrecision.DAY),
        ("from Monday to Wednesday", "2020-06-08", "2020-06-10", TimePrecision.WEEK),
        ("last week", "2020-06-08", "2020-06-14", TimePrecision.WEEK),
        ("on 10MAY91", "1991-05-10", "1991-05-10", TimePrecision.DAY),
        ("on 4-Feb-2012", "2012-02-04", "2012-02-04", TimePrecision.DAY),
        ("at 071016 UTC Apr", "2020-04-07", "2020-04-07", TimePrecision.HOUR),
        ("at 280917UTC MAR 12", "2012-03-28", "2012-03-28", TimePrecision.HOUR),
        ("on 03.05.2012", "2012-05-03", "2012-05-03", TimePrecision.DAY),
        ("on 25/12/2019", "2019-12-25", "2019-12-25", TimePrecision.DAY),
        ("on 06/08/2020", "2020-06-08", "2020-06-08", TimePrecision.DAY),
        ("on 14 June, 1950 local time", "2020-06-14", "2020-06-14", TimePrecision.DAY),
    ],
)
def test_words_of_the_news(text: str, first: str, last: str, precision: TimePrecision) -> None:
    [found] = find_times(text, MONDAY)
    assert (str(found.first), str(found.last), found.precision) == (first, last, precision)


@pytest.mark.parametrize("text", ["on Wednesday", "yesterday", "last September", "two weeks ago", "over the weekend"])
def test_without_a_publication_date_nothing_is_anchored(text: str) -> None:
    assert all(t.first is None for t in find_times(text, None))


@pytest.mark.parametrize("text", ["We may go", "the march on the city", "30 rounds", "9/11", "a Christmas market"])
def test_what_is_no_time(text: str) -> None:
    assert find_times(text, MONDAY) == []


def test_days_counted_from_another_date() -> None:
    [found] = find_times("two days earlier", MONDAY)
    assert found.moves == timedelta(days=-2)


def test_what_is_to_come_is_marked() -> None:
    [found] = find_times("next Friday", MONDAY)
    assert found.future


@given(DAYS, st.sampled_from(WEEKDAYS))
def test_a_weekday_lies_within_the_week_before_publication(published: date, name: str) -> None:
    [found] = find_times(f"on {name.title()}", published)
    assert found.first is not None
    assert 0 <= (published - found.first).days <= 6
    assert WEEKDAYS[found.first.weekday()] == name


@given(DAYS)
def test_a_written_day_reads_back(day: date) -> None:
    [found] = find_times(f"on {day.day} {day:%B} {day.year}.", None)
    assert found.first == found.last == day


@given(st.text(max_size=80), st.none() | DAYS)
def test_times_stay_in_the_text(text: str, published: date | None) -> None:
    for found in find_times(text, published):
        assert 0 <= found.start < found.end <= len(text)
        assert found.first is None or (found.last is not None and found.first <= found.last)


def test_parts_of_the_day() -> None:
    [found] = find_times("before dawn on 30 October", MONDAY)
    assert found.part is Part.EARLY


@pytest.mark.parametrize(
    "text", ["about 350 km away on Monday", "after 24 hours on Monday", "before 1500 men on Monday"]
)
def test_distances_spans_and_counts_are_no_clock_times(text: str) -> None:
    assert [t.clock for t in find_times(text, MONDAY)] == [None]


@pytest.mark.parametrize("text", ["at 0350 GMT on Monday", "at around 3:50 on Monday", "about 350 am on Monday"])
def test_marked_figures_are_clock_times(text: str) -> None:
    assert [(t.clock.hour, t.clock.minute) for t in find_times(text, MONDAY) if t.clock] == [(3, 50)]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Incidents, week of 12 June 2023\n\n14 June: a raid", date(2023, 6, 14)),
        ("Log for December 2022\n\nJan. 3: a raid", date(2023, 1, 3)),
        ("2 Jan 2022 to now.\n\nDecember 30: a raid", date(2021, 12, 30)),
    ],
)
def test_without_publication_a_date_before_gives_the_year(text: str, day: date) -> None:
    assert find_times(text, None)[-1].first == day


def test_a_day_before_any_year_stays_undated() -> None:
    assert find_times("14 June: a raid. More on 15 June 2023", None)[0].first == date(2023, 6, 15)


def test_days_after_something_count_back_to_it_and_days_later_on_from_it() -> None:
    after = find_times("on Thursday, two days after a blast", MONDAY)[1]
    later = find_times("on Thursday; two days later a blast", MONDAY)[1]
    assert (after.moves, later.moves) == (timedelta(days=-2), timedelta(days=2))


@pytest.mark.parametrize(
    ("text", "day"),
    [("Tue 09/06 | Anka. A post was overrun", "2020-06-09"), ("a grenade fell on 28/05", "2020-05-28"), ("30/05: shells", "2020-05-30")],
)  # fmt: skip
def test_figures_without_a_year_are_a_day_shortly_before_publication(text: str, day: str) -> None:
    [found] = find_times(text, MONDAY)
    assert str(found.first) == day
    assert find_times(text, None) == []


@pytest.mark.parametrize("text", ["about 3/4 of them", "on 5/6 of the roads", "9/11 attacks", "5/6 people", "on 12/12"])
def test_other_figures_are_no_days(text: str) -> None:
    assert find_times(text, MONDAY) == []


def test_figures_of_two_days_are_none() -> None:
    assert find_times("on 03/04/2012", MONDAY) == []


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("last month", date(2018, 1, 1), date(2018, 1, 31)),
        ("this month", date(2018, 2, 1), date(2018, 2, 14)),
        ("last year", date(2017, 1, 1), date(2017, 12, 31)),
        ("this year", date(2018, 1, 1), date(2018, 2, 14)),
        ("last week", date(2018, 2, 5), date(2018, 2, 11)),
        ("this week", date(2018, 2, 12), date(2018, 2, 14)),
    ],
)
def test_this_unit_runs_to_the_day_of_publication_and_the_last_is_whole(text: str, first: date, last: date) -> None:
    (found,) = find_times(f"It happened {text}.", date(2018, 2, 14))
    assert (found.first, found.last) == (first, last)


@pytest.mark.parametrize("text", ["in May 2016 last year", "on 29 February last year", "on Friday last year"])
def test_a_year_behind_is_none_of_what_has_one_or_no_such_day(text: str) -> None:
    assert [t.text for t in find_times(text, date(2018, 2, 14))][-1] == "last year"


@pytest.mark.parametrize("day", [1, 2, 31])
def test_last_month_is_the_month_before_on_every_day(day: int) -> None:
    (found,) = find_times("It happened last month.", date(2018, 3, day))
    assert (found.first, found.last) == (date(2018, 2, 1), date(2018, 2, 28))


def test_blanks_between_words_are_of_any_kind() -> None:
    [found] = find_times("the day before\nyesterday", MONDAY)
    assert found.first == date(2020, 6, 13)
    [coming] = find_times("this  coming\nFriday", MONDAY)
    assert (coming.first, coming.future) == (date(2020, 6, 19), True)


@pytest.mark.parametrize(
    ("text", "days"),
    [("a week ago", 7), ("a couple of days ago", 2), ("several weeks ago", 21), ("twelve days ago", 12)],
)
def test_numbers_in_words_count_back(text: str, days: int) -> None:
    [found] = find_times(text, MONDAY)
    assert found.first is not None
    assert found.last is not None
    assert found.first <= MONDAY - timedelta(days=days) <= found.last
