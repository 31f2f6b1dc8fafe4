"""Times as ranges of local days, and their first and last seconds on the clocks of the place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from enum import StrEnum

from geoinc.geo.zones import LOCAL
from geoinc.model import TimePrecision
from geoinc.text.time_words import TIME_WORDS

ONE_DAY = timedelta(days=1)
_WIDE_TIME = timedelta(days=45)


class Part(StrEnum):
    """A part of the day."""

    NIGHT = "night"
    EARLY = "early"
    MORNING = "morning"
    DAY = "day"
    AFTERNOON = "afternoon"
    EVENING = "evening"


HOURS = {
    Part.NIGHT: (18, 30),
    Part.EARLY: (0, 6),
    Part.MORNING: (5, 12),
    Part.DAY: (8, 18),
    Part.AFTERNOON: (12, 18),
    Part.EVENING: (17, 24),
}
"""Local hours of each part, counted from the midnight that opens the day; a night ends on the next day."""


@dataclass(frozen=True, slots=True)
class Time:
    """When, as local days ``first`` to ``last`` (inclusive), and the words that say so.

    ``weak`` marks words such as "overnight" that name a part of some day rather than the day itself;
    ``moves`` is the offset of words that count from another date ("two days earlier").
    """

    start: int
    end: int
    text: str
    first: date | None
    last: date | None
    precision: TimePrecision
    part: Part | None = None
    clock: time | None = None
    zone: str | None = None
    weak: bool = False
    moves: timedelta | None = None
    future: bool = False


def night_of(day: Time) -> Time:
    """Return the night that a day and the word "overnight" mean together: early hours look back, else forward."""
    if day.first is None or day.last is None:
        return day
    begin = day.first - ONE_DAY if day.part in {Part.EARLY, Part.MORNING} else day.first
    return replace(day, first=begin, last=begin + ONE_DAY, part=Part.NIGHT, clock=None)


def bounds(when: Time, local: tzinfo | None = None) -> tuple[datetime, datetime] | None:
    """Return the first and last second of a time, on the clocks of the place.

    Parameters
    ----------
    local
        The place's zone. Where it is not known, days and clock times are in :data:`geoinc.geo.zones.LOCAL`, and a clock
        time whose zone the text names is in that.
    """
    if when.first is None or when.last is None:
        return None
    named = ZONES_H.get(when.zone or "")
    zone = local or LOCAL
    if when.clock is not None and when.first == when.last:
        stated = None if named is None else timezone(timedelta(hours=named)) if named else UTC
        moment = datetime.combine(when.first, when.clock, stated or zone)
        moment = moment if stated is None else moment.astimezone(local or stated)
        return moment, moment
    opens, closes = HOURS[when.part] if when.part else (0, 24)
    last = when.last - ONE_DAY if when.part is Part.NIGHT and when.last > when.first else when.last
    begin = datetime.combine(when.first, time()) + timedelta(hours=opens)
    end = datetime.combine(last, time()) + timedelta(hours=closes) - timedelta(seconds=1)
    return begin.replace(tzinfo=zone), end.replace(tzinfo=zone)


ZONES_H: dict[str, float] = TIME_WORDS.mapping("zones")
"""Hours ahead of UTC of the abbreviations that news uses."""


def times_agree(ours: Sequence[Time], theirs: Sequence[Time]) -> int:
    """Return 1 where times can be one, -1 where they cannot, 0 where one side tells none.

    Words such as "overnight" name no day, so they agree with any time of the last weeks.
    """
    left = [t for t in ours if t.first]
    right = [t for t in theirs if t.first]
    if not left or not right:
        return 0
    if is_month(left) != is_month(right):
        return 0 if any(_overlap(a, b) for a in left for b in right) else -1
    if all(t.weak for t in left) or all(t.weak for t in right):
        return -1 if _far_apart(left[0], right[0]) else 0
    strong_left, strong_right = [t for t in left if not t.weak], [t for t in right if not t.weak]
    return 1 if any(_overlap(a, b) for a in strong_left for b in strong_right) else -1


def is_month(times: Sequence[Time]) -> bool:
    """Whether times name no more than a month or year."""
    return min(t.precision for t in times) >= TimePrecision.MONTH


def is_since(times: Sequence[Time]) -> bool:
    """Whether words tell of all that happened from a date on ("since April 15")."""
    return any(t.text.lower().startswith(TIME_WORDS.words("since_words")) for t in times)


def _overlap(a: Time, b: Time) -> bool:
    assert a.first
    assert a.last
    assert b.first
    assert b.last
    return a.first <= b.last and b.first <= a.last


def _far_apart(a: Time, b: Time) -> bool:
    assert a.first
    assert a.last
    assert b.first
    assert b.last
    return max(a.first, b.first) - min(a.last, b.last) > _WIDE_TIME / 3
