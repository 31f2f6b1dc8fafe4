"""Times as ranges of local days, and their first and last seconds in UTC."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, timezone, tzinfo
from enum import StrEnum

from geoinc.model import TimePrecision

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
    """Return the first and last second of a time in UTC.

    Clock times without a zone are in ``local``, the zone of the place, and written as UTC where that is not known.
    Days and parts of days stay the local ones, written as UTC, so that a date remains the one that the text says.
    """
    if when.first is None or when.last is None:
        return None
    named = ZONES_H.get(when.zone or "")
    zone = timezone(timedelta(hours=named)) if named is not None else local or timezone.utc  # noqa: UP017 - read as data
    if when.clock is not None and when.first == when.last:
        moment = datetime.combine(when.first, when.clock, zone).astimezone(timezone.utc)  # noqa: UP017 - read as data
        return moment, moment
    opens, closes = HOURS[when.part] if when.part else (0, 24)
    last = when.last - ONE_DAY if when.part is Part.NIGHT and when.last > when.first else when.last
    midnight = datetime.combine(when.first, time(), timezone.utc)  # noqa: UP017
    final = datetime.combine(last, time(), timezone.utc)  # noqa: UP017
    return midnight + timedelta(hours=opens), final + timedelta(hours=closes) - timedelta(seconds=1)


ZONES_H = {
    "gmt": 0.0, "utc": 0.0, "z": 0.0, "bst": 1.0, "cet": 1.0, "cest": 2.0, "eet": 2.0, "eest": 3.0, "msk": 3.0,
    "est": -5.0, "edt": -4.0, "cst": -6.0, "cdt": -5.0, "mst": -7.0, "mdt": -6.0, "pst": -8.0, "pdt": -7.0,
    "ist": 5.5, "pkt": 5.0, "jst": 9.0, "kst": 9.0, "wat": 1.0, "cat": 2.0, "eat": 3.0,
}  # fmt: skip
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
    return any(t.text.lower().startswith("since") for t in times)


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
