"""A grammar of the dates that news writes, anchored on the publication date and on nothing else.

Each expression becomes a range of local days, inclusive, with a precision. Without a publication date only
absolute dates are read, and days whose year a date before them states; nothing is ever anchored on the day of the run.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, time, timedelta
from functools import cache, lru_cache
from typing import Any

from geoinc.model import TimePrecision
from geoinc.text.clocks import CLOCK, clock_of
from geoinc.text.numbers import parse_number
from geoinc.text.pattern_gates import Search
from geoinc.text.time_ranges import ONE_DAY, Part, Time
from geoinc.text.time_words import TIME_WORDS, meaning, plain
from geoinc.text.tokens import kept_words
from geoinc.text.vocabulary_gates import WEEKDAYS, Sign, signs_of
from geoinc.text.years import (
    latest_year,
    month_end,
    month_number,
    month_without_year,
    stated_year,
    year_number,
)

_DIGIT = int(Sign.DIGIT)
_Read = Callable[[re.Match[str], "date | None"], "Time | None"]


def find_times(text: str, published: date | None, start: int = 0, end: int | None = None) -> list[Time]:
    """Return the time expressions in ``text[start:end]``, in order, not overlapping.

    >>> [(t.first.isoformat(), t.last.isoformat()) for t in find_times("on Wednesday", date(2018, 2, 12))]
    [('2018-02-07', '2018-02-07')]
    """
    return list(_times(text, published, start, len(text) if end is None else end))


@lru_cache(maxsize=64)
def _times(text: str, published: date | None, start: int, stop: int) -> tuple[Time, ...]:
    """Return the times of a stretch; kept, as several readers ask for those of one sentence."""
    words = kept_words(text[start:stop])
    signs = signs_of(text[start:stop])
    found: list[Time] = []
    for expression, reader in _expressions(signs):
        if not expression.may_match(words):
            continue
        for match in expression.caseless.finditer(text, start, stop):
            read = None if _taken(found, match.start(), match.end()) else _safely(reader, match, published)
            if read is not None:
                found.append(read)
    found.sort(key=lambda t: t.start)
    found = _in_years(found, text, published)
    return tuple(_with_clocks(found, text, start, stop) if found and signs & _DIGIT else found)


def _in_years(found: Sequence[Time], text: str, published: date | None) -> list[Time]:
    """Give a month, or a day of one, the year that words behind it name ("on 5 March last year")."""
    kept: list[Time] = []
    for when in found:
        moved = None
        if kept and when.precision is TimePrecision.YEAR and _BEFORE_YEAR.fullmatch(text, kept[-1].end, when.start):
            moved = _in_year(kept[-1], when)
        if moved is None or moved.first is None:
            kept.append(when)
        else:
            words = text[moved.start : when.end]
            kept[-1] = replace(moved, end=when.end, text=words, future=_after(moved.first, published))
    return kept


def _in_year(when: Time, year: Time) -> Time | None:
    """Return a time in a year, or None where it has one of its own, is of no month, or is no day of that year."""
    if not (when.first and when.last and year.first and year.last) or year.first.year != year.last.year:
        return None
    if _YEAR.search(when.text) or not _MONTH.search(when.text):
        return None
    years = year.first.year - when.first.year
    try:
        first, last = (day.replace(year=day.year + years) for day in (when.first, when.last))
    except ValueError:
        return None
    return replace(when, first=first, last=last)


_YEAR, _MONTH, _BEFORE_YEAR = (
    re.compile(TIME_WORDS.source(name), re.IGNORECASE) for name in ("year", "month", "before_year")
)


def _taken(found: Sequence[Time], start: int, end: int) -> bool:
    return any(t.start < end and start < t.end for t in found)


def _safely(reader: _Read, match: re.Match[str], published: date | None) -> Time | None:
    """Read a match, or None where its figures are no date ("30 February")."""
    try:
        return reader(match, published)
    except (ValueError, OverflowError):
        return None


def _time(match: re.Match[str], first: date | None, last: date | None, precision: TimePrecision) -> Time:
    part = _part(match)
    when = Time(match.start(), match.end(), match[0], first, last, precision, part=part)
    is_night = part is Part.NIGHT and first is not None and first == last
    return replace(when, last=first + ONE_DAY) if is_night and first else when


def _part(match: re.Match[str]) -> Part | None:
    groups, parts = match.groupdict(), TIME_WORDS.mapping("parts")
    words = (word for name in _PART_GROUPS for word in re.split(r"[\s-]", (groups.get(name) or "").lower()))
    return next((Part(parts[word]) for word in words if word in parts), None)


_PART_GROUPS = ("tail", "pre", "lead", "part")
"""The groups of an expression that may name a part of the day, the surest first."""


def _day_of_month(match: re.Match[str], published: date | None) -> Time | None:
    month, day = month_number(match["month"]), int(match["day"])
    year = year_number(match["year"]) if match["year"] else latest_year(month, day, published)
    year = year or stated_year(match.string, match.start(), month)
    if year is None:
        return None
    first = date(year, month, day)
    last = date(year, month, int(match["to"])) if match.groupdict().get("to") else first
    return (
        None if last < first else replace(_time(match, first, last, TimePrecision.DAY), future=_after(first, published))
    )


def _range_of_days(match: re.Match[str], published: date | None) -> Time | None:
    """Read days from one month to the next ("29 January to 4 February")."""
    month, day = month_number(match["to_month"]), int(match["to"])
    stated = match["to_year"] or match["year"]
    year = year_number(stated) if stated else latest_year(month, day, published)
    year = year or stated_year(match.string, match.start(), month)
    if year is None:
        return None
    last, begins = date(year, month, day), month_number(match["month"])
    first = date(year - (begins > month), begins, int(match["day"]))
    return (
        None if last < first else replace(_time(match, first, last, TimePrecision.DAY), future=_after(first, published))
    )


def _after(day: date, published: date | None) -> bool:
    return published is not None and day > published


def _iso(match: re.Match[str], _published: date | None) -> Time:
    day = date(int(match["year"]), int(match["mon"]), int(match["day"]))
    return _time(match, day, day, TimePrecision.DAY)


def _figures(match: re.Match[str], published: date | None) -> Time | None:
    """Read a day in figures: the month is in the middle, but where only one order is near publication it is that one.

    Without a year ("Tue 30/09") it is one shortly before publication, or none.
    """
    stated = match.groupdict().get("year")
    figures = (int(match["a"]), int(match["b"]))
    orders = [figures] if "." in match[0] else [figures, figures[::-1]]
    possible = [(d, m) for d, m in orders if 1 <= m <= _MONTHS and 1 <= d <= month_end(_LEAP, m).day]
    years = [year_number(stated) if stated else latest_year(m, min(d, 28), published) for d, m in possible]
    days = {
        date(year, m, d)
        for year, (d, m) in zip(years, possible, strict=True)
        if year is not None and d <= month_end(year, m).day
    }
    if published is not None and not stated:
        days = {d for d in days if timedelta(0) <= published - d <= _FAIRLY_RECENT}
    if published is not None and len(days) > 1:
        days = {d for d in days if timedelta(0) <= published - d <= _RECENT}
    if len(days) != 1:
        return None
    (day,) = days
    return replace(_time(match, day, day, TimePrecision.DAY), future=_after(day, published))


_MONTHS, _LEAP = 12, 2000
_RECENT, _FAIRLY_RECENT = timedelta(days=25), timedelta(days=62)
"""A report in figures is of so many days before publication; logs of a month go back farther."""


def _signal(match: re.Match[str], published: date | None) -> Time | None:
    """Read a group of day, hour and minute as signals have it: "280917UTC MAR 12"."""
    when = _day_of_month(match, published)
    zone = (match["zone"] or "").lower()
    hour = time(int(match["clock"][:2]), int(match["clock"][2:]))
    return when and replace(when, clock=hour, zone="utc" if zone == "z" else zone, precision=TimePrecision.HOUR)


def _month_year(match: re.Match[str], published: date | None) -> Time:
    first, last = _month(match, year_number(match["year"]), match["third"])
    return replace(_time(match, first, last, TimePrecision.MONTH), future=_after(first, published), part=None)


def _bare_month(match: re.Match[str], published: date | None) -> Time | None:
    """Read a month without its year: the word before it says which."""
    year = month_without_year(month_number(match["month"]), meaning("which", match["word"]), published)
    if year is None:
        return None
    first, last = _month(match, year, match["word"])
    return replace(_time(match, first, last, TimePrecision.MONTH), future=_after(first, published), part=None)


def _month(match: re.Match[str], year: int, third: str | None) -> tuple[date, date]:
    """Return the first and last day of a month, or of the third of it that words name."""
    month = month_number(match["month"])
    first, last = date(year, month, 1), month_end(year, month)
    days = _THIRDS.get(meaning("thirds", third) or "")
    if days is None:
        return first, last
    return first + timedelta(days=days[0]), min(last, first + timedelta(days=days[1]))


_THIRDS = {"early": (0, 9), "mid": (10, 19), "late": (20, 30)}
"""Days from the first, and at most so many, of the thirds of a month."""


def _year_alone(match: re.Match[str], _published: date | None) -> Time:
    year = int(match["year"])
    return _time(match, date(year, 1, 1), date(year, 12, 31), TimePrecision.YEAR)


def _year_range(match: re.Match[str], _published: date | None) -> Time | None:
    first, last = int(match["from"]), int(match["to"])
    if last < first:
        return None
    return _time(match, date(first, 1, 1), date(last, 12, 31), TimePrecision.YEAR)


def _weekday(match: re.Match[str], published: date | None) -> Time | None:
    if published is None:
        return None
    number = next(i for i, name in enumerate(WEEKDAYS) if name.startswith(match["weekday"].lower()[:3]))
    which = meaning("which", match["which"])
    back = (published.weekday() - number) % 7
    if which == "next":
        day = published + timedelta(days=7 - back)
        return replace(_time(match, day, day, TimePrecision.DAY), future=True)
    if which == "last" and back == 0:
        back = 7
    day = published - timedelta(days=back)
    return _time(match, day, day, TimePrecision.DAY)


def _weekday_of_week(match: re.Match[str], published: date | None) -> Time | None:
    """Read "Monday of last week": weeks begin on Mondays."""
    if published is None:
        return None
    number = next(i for i, name in enumerate(WEEKDAYS) if name == match["weekday"].lower())
    weeks = int(meaning("which", match["which"]) == "last")
    day = published + timedelta(days=number - published.weekday() - 7 * weeks)
    return replace(_time(match, day, day, TimePrecision.DAY), future=_after(day, published))


def _feast(match: re.Match[str], published: date | None) -> Time | None:
    """Read a feast that has its day, the last one before publication."""
    groups = match.groupdict()
    name = plain(next(groups[g] for g in ("feast", "bare", "led") if groups.get(g))).replace("’", "'")
    month, number = map(int, TIME_WORDS.mapping("feasts")[name].split("-"))
    year = latest_year(month, number, published) or stated_year(match.string, match.start(), month)
    if year is None:
        return None
    day = date(year, month, number)
    return _time(match, day, day, TimePrecision.DAY)


def _night_into(match: re.Match[str], published: date | None) -> Time | None:
    """Read "overnight into Thursday": the early hours of that day, by which reports date such a night."""
    day = _weekday(match, published)
    return None if day is None else replace(day, part=Part.EARLY)


def _since_weekday(match: re.Match[str], published: date | None) -> Time | None:
    day = _weekday(match, published)
    if day is None or day.first is None or published is None:
        return None
    precision = TimePrecision.DAY if day.first == published else TimePrecision.WEEK
    return replace(day, last=published, precision=precision, part=None)


def _weekday_range(match: re.Match[str], published: date | None) -> Time | None:
    if published is None:
        return None
    first, last = (
        next(i for i, name in enumerate(WEEKDAYS) if name.startswith(match[g].lower()[:3])) for g in ("from", "to")
    )
    end = published - timedelta(days=(published.weekday() - last) % 7)
    return _time(match, end - timedelta(days=(last - first) % 7), end, TimePrecision.WEEK)


def _named_day(match: re.Match[str], published: date | None) -> Time | None:
    if published is None:
        return None
    word, days = plain(match["word"]), TIME_WORDS.mapping("named_days")
    back = days.get(max((name for name in days if word.startswith(name)), key=len, default=""), 0)
    if back < 0:
        return replace(_time(match, published, published, TimePrecision.DAY), future=True)
    day = published - timedelta(days=back)
    when = _time(match, day, day, TimePrecision.DAY)
    named = meaning("parts", word.split()[-1])
    part = Part(named) if named else when.part
    if part is Part.NIGHT:
        return replace(when, part=part, last=day + ONE_DAY)
    return replace(when, part=part)


def _overnight(match: re.Match[str], published: date | None) -> Time:
    night = Time(match.start(), match.end(), match[0], None, None, TimePrecision.DAY, part=Part.NIGHT, weak=True)
    return night if published is None else replace(night, first=published - ONE_DAY, last=published)


def _part_alone(match: re.Match[str], published: date | None) -> Time:
    part = _part(match)
    return Time(match.start(), match.end(), match[0], published, published, TimePrecision.DAY, part=part, weak=True)


def _weekend(match: re.Match[str], published: date | None) -> Time | None:
    if published is None:
        return None
    sunday = published - timedelta(days=(published.weekday() + 1) % 7)
    last = meaning("which", match["which"]) == "last"
    if last and published.weekday() >= _SATURDAY:
        sunday -= timedelta(days=7)
    if published.weekday() == _SATURDAY and not last:
        sunday = published + ONE_DAY
    return _time(match, sunday - ONE_DAY, sunday, TimePrecision.DAY)


_SATURDAY = 5


def _this_or_last(match: re.Match[str], published: date | None) -> Time | None:
    if published is None:
        return None
    last = meaning("which", match["which"]) == "last"
    unit = meaning("units", match["unit"])
    if unit == "week":
        monday = published - timedelta(days=published.weekday() + 7 * last)
        end = monday + timedelta(days=6) if last else published
        return _time(match, monday, end, TimePrecision.WEEK)
    if unit == "month":
        return _whole_month(match, published, back=int(last))
    year = published.year - last
    return _time(match, date(year, 1, 1), date(year, 12, 31) if last else published, TimePrecision.YEAR)


def _whole_month(match: re.Match[str], published: date, *, back: int) -> Time:
    first = (published.replace(day=1) - ONE_DAY).replace(day=1) if back else published.replace(day=1)
    return _time(match, first, month_end(first.year, first.month) if back else published, TimePrecision.MONTH)


def _ago(match: re.Match[str], published: date | None) -> Time | None:
    if published is None:
        return None
    number, unit = _count(match["count"]), meaning("units", match["unit"]) or ""
    exact = number is not None
    first = _shift(published, unit, -(number or _SEVERAL))
    spread = timedelta(days={"year": 366, "decade": 3660, "month": 30, "week": 7}.get(unit, 0) if exact else 14) / 2
    last = min(published, first + spread)
    return _time(match, first - spread, last, _PRECISIONS.get(unit, TimePrecision.DAY) if exact else TimePrecision.WEEK)


_PRECISIONS = {
    "week": TimePrecision.WEEK,
    "month": TimePrecision.MONTH,
    "year": TimePrecision.YEAR,
    "decade": TimePrecision.YEAR,
}


def _past(match: re.Match[str], published: date | None) -> Time | None:
    if published is None:
        return None
    number = _count(match["count"]) if match["count"] else 1
    first = _shift(published, meaning("units", match["unit"]) or "", -(number or _SEVERAL))
    span = (published - first).days
    precision = TimePrecision.DAY if span <= 1 else TimePrecision.WEEK if span <= 14 else TimePrecision.MONTH
    return _time(match, first, published, precision)


def _since(match: re.Match[str], published: date | None) -> Time | None:
    first = date(int(match["year"]), 1, 1)
    return _time(match, first, published, TimePrecision.YEAR) if published and published >= first else None


def _count(text: str) -> int | None:
    """Return the number that words state, None for "several"."""
    words = plain(text)
    stated = TIME_WORDS.mapping("counts").get(words)
    return parse_number(words) if stated is None else stated


_SEVERAL = 3
"""What "several" and "a few" are counted as."""


def _shift(day: date, unit: str, number: int) -> date:
    """Move a day by a number of units; hours and minutes stay within the day."""
    days = {"day": 1, "week": 7, "month": 30, "year": 365, "decade": 3652}.get(unit)
    if days is None:
        return day + timedelta(hours=number) if unit != "hour" else day - timedelta(days=abs(number) // 24)
    return day + timedelta(days=days * number)


def _relative(match: re.Match[str], _published: date | None) -> Time | None:
    groups = match.groupdict()
    if groups.get("count"):
        number, unit = _count(match["count"]), meaning("units", match["unit"]) or ""
        if number is None or unit in {"minute", "hour"}:
            return None
        moved = _shift(date(2000, 1, 1), unit, number) - date(2000, 1, 1)
        precision = _PRECISIONS.get(unit, TimePrecision.DAY)
        back = meaning("ways", match["way"]) == "back"
    else:
        precision, which = TimePrecision.DAY, meaning("which", match["which"])
        moved = timedelta(0) if which == "same" else ONE_DAY
        back = which == "last"
    return Time(match.start(), match.end(), match[0], None, None, precision, moves=-moved if back else moved)


_READERS: dict[str, _Read] = {
    "iso": _iso,
    "signal": _signal,
    "day of month": _day_of_month,
    "figures": _figures,
    "year range": _year_range,
    "since year": _since,
    "month and year": _month_year,
    "month": _bare_month,
    "feast": _feast,
    "weekday of a week": _weekday_of_week,
    "range of days": _range_of_days,
    "night into a weekday": _night_into,
    "range of weekdays": _weekday_range,
    "since weekday": _since_weekday,
    "weekday": _weekday,
    "named day": _named_day,
    "weekend": _weekend,
    "this or last": _this_or_last,
    "ago": _ago,
    "past": _past,
    "relative span": _relative,
    "relative day": _relative,
    "overnight": _overnight,
    "year": _year_alone,
    "part of day": _part_alone,
}
"""What reads a match of an expression, by what the expression says that it ``reads``."""


@cache
def _grammar() -> tuple[tuple[int, Search, _Read], ...]:
    """Return the expressions in their order, each with the kinds of words that it needs.

    Raises
    ------
    LexiconError
        For a row of ``times.toml`` that names no reader, no kind of words or no pattern that can be used.
    """
    return tuple(
        _expression(row) for row in TIME_WORDS.rows("expressions", {"reads!": str, "needs!": list, "pattern!": str})
    )


@lru_cache(maxsize=1024)
def _expressions(signs: int) -> tuple[tuple[Search, _Read], ...]:
    """Return the expressions, in their order, that may stand among words of some kinds."""
    return tuple((expression, reader) for needs, expression, reader in _grammar() if signs & needs == needs)


def _expression(row: dict[str, Any]) -> tuple[int, Search, _Read]:
    unknown = [name for name in row["needs"] if name.upper() not in Sign.__members__]
    if row["reads"] not in _READERS or unknown:
        TIME_WORDS.refuse(
            f"an expression reads {row['reads']!r} and needs {row['needs']}, of which something is unknown"
        )
    source = TIME_WORDS.filled(row["pattern"]).replace(" ?", r"\s*").replace(" ", r"\s+")
    needs = 0
    for name in row["needs"]:
        needs |= int(Sign[name.upper()])  # a plain number: joining flags costs ten times as much
    return needs, Search(rf"\b(?:{source})\b", re.IGNORECASE), _READERS[row["reads"]]


def _with_clocks(found: list[Time], text: str, start: int, stop: int) -> list[Time]:
    """Give the nearest day of the same stretch the clock time that stands beside it."""
    for match in CLOCK.finditer(text, start, stop):
        clock = clock_of(match)
        days = [i for i, t in enumerate(found) if t.precision is TimePrecision.DAY and t.first == t.last and t.first]
        if clock is None or not days or _taken(found, match.start("h"), match.end("h")):
            continue
        i = min(days, key=lambda k: abs(found[k].start - match.start()))
        zone = (match["zone"] or "").lower() or None
        found[i] = replace(found[i], clock=clock, zone=zone, precision=TimePrecision.HOUR, part=None)
    return found
