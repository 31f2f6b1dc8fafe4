"""Times as ranges of local days, and their seconds on the clocks of the place."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from geoinc.model import TimePrecision
from geoinc.text.time_ranges import ZONES_H, Part, Time, bounds, is_month, is_since, night_of, times_agree
from geoinc.text.times import find_times

MONDAY = date(2020, 6, 15)


def told(text: str) -> list[Time]:
    return find_times(text, MONDAY)


def test_overnight_is_weak_and_a_night_turns_a_day_into_its_night() -> None:
    [night] = find_times("the overnight attack", MONDAY)
    assert night.weak
    [day] = find_times("on Wednesday", MONDAY)
    assert bounds(night_of(day)) == (
        datetime(2020, 6, 10, 18, tzinfo=UTC),
        datetime(2020, 6, 11, 5, 59, 59, tzinfo=UTC),
    )
    [early] = find_times("early Thursday", MONDAY)
    assert night_of(early).first == date(2020, 6, 10)


def test_clock_times_and_zones() -> None:
    [found] = find_times("on Friday at 10:30 pm GMT", MONDAY)
    assert found.precision is TimePrecision.HOUR
    assert bounds(found) == (datetime(2020, 6, 12, 22, 30, tzinfo=UTC),) * 2
    [local] = find_times("on Friday at 0100 EST", MONDAY)
    assert bounds(local) == (datetime(2020, 6, 12, 6, 0, tzinfo=UTC),) * 2


def test_a_day_is_as_long_as_its_part() -> None:
    [noon] = told("on the afternoon of 12 June")
    assert bounds(noon) == (datetime(2020, 6, 12, 12, tzinfo=UTC), datetime(2020, 6, 12, 17, 59, 59, tzinfo=UTC))


def test_a_clock_time_without_a_zone_is_the_places() -> None:
    damascus = timezone(timedelta(hours=3))
    [found] = told("on Friday at 10:30 am")
    assert bounds(found, damascus) == (datetime(2020, 6, 12, 10, 30, tzinfo=damascus),) * 2
    [stated] = told("on Friday at 10:30 GMT")
    assert bounds(stated, damascus) == (datetime(2020, 6, 12, 13, 30, tzinfo=damascus),) * 2


def test_what_is_no_day_has_no_bounds() -> None:
    [moved] = told("two days earlier")
    assert bounds(moved) is None
    assert night_of(moved) is moved


def test_zones_are_hours_ahead_of_utc() -> None:
    assert (ZONES_H["utc"], ZONES_H["est"], ZONES_H["ist"]) == (0.0, -5.0, 5.5)


@pytest.mark.parametrize(
    ("ours", "theirs", "agree"),
    [
        ("on Friday", "on 12 June", 1),
        ("on Friday", "on Thursday", -1),
        ("on Friday", "", 0),
        ("in June 2020", "on 12 June", 0),
        ("in May 2020", "on 12 June", -1),
        ("overnight", "on 12 June", 0),
        ("overnight", "on 12 March", -1),
        ("from Monday to Friday", "on Wednesday", 1),
    ],
)
def test_times_agree_where_they_can_be_one(ours: str, theirs: str, agree: int) -> None:
    assert times_agree(told(ours), told(theirs)) == agree
    assert times_agree(told(theirs), told(ours)) == agree


def test_a_month_and_all_since_a_date_are_known_as_such() -> None:
    assert is_month(told("in May 2020"))
    assert not is_month(told("on 5 May in May 2020"))
    assert is_since(told("Since 2014 and on Friday"))
    assert not is_since(told("on Friday"))


def test_a_part_is_an_hour_or_more() -> None:
    when = Time(0, 1, "x", MONDAY, MONDAY, TimePrecision.DAY, part=Part.NIGHT)
    begin, end = bounds(when) or (None, None)
    assert begin is not None
    assert end is not None
    assert (begin.hour, end.date()) == (18, date(2020, 6, 16))
