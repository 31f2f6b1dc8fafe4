"""A grammar of the dates that news writes, anchored on the publication date and on nothing else.

Each expression becomes a range of local days, inclusive, with a precision. Without a publication date only
absolute dates are read, and days whose year a date before them states; nothing is ever anchored on the day of the run.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, time, timedelta

from geoinc.model import TimePrecision
from geoinc.text.clocks import CLOCK, clock_of
from geoinc.text.numbers import parse_number
from geoinc.text.time_ranges import ONE_DAY, Part, Time
from geoinc.text.vocabulary_gates import WEEKDAYS, Sign, signs_of
from geoinc.text.years import (
    MONTH,
    YEAR,
    latest_year,
    month_end,
    month_number,
    month_without_year,
    stated_year,
    year_number,
)

_PARTS = {
    "night": Part.NIGHT, "overnight": Part.NIGHT, "tonight": Part.NIGHT, "midnight": Part.EARLY,
    "dawn": Part.EARLY, "daybreak": Part.EARLY, "early": Part.EARLY, "pre-dawn": Part.EARLY, "predawn": Part.EARLY,
    "morning": Part.MORNING, "noon": Part.AFTERNOON, "midday": Part.AFTERNOON, "daytime": Part.DAY,
    "afternoon": Part.AFTERNOON, "evening": Part.EVENING, "dusk": Part.EVENING, "late": Part.EVENING,
    "sunset": Part.EVENING, "sunrise": Part.EARLY,
}  # fmt: skip
_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_DAY_SHORT = rf"(?:{_DAY}|(?:mon|tues?|wed|thur?s?|fri|sat|sun)(?=[.,]))"
_COUNT = r"(?:\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|a few|a couple of)"
_UNIT = r"(?:minute|hour|day|night|week|month|year|decade)s?"
_PART = r"(?:early|late|mid)?[\s-]?(?:morning|afternoon|evening|night|dawn|noon|midnight|dusk)"
_WHEN = rf"(?:(?P<lead>early|late|before dawn|at dawn)(?: in the morning)?(?: on| of)? )?(?:(?:the )?(?P<pre>{_PART}) (?:of|on) )?"
_TAIL = rf"(?:,? (?:in the |at )?(?P<tail>{_PART}))?"
_CLOCK = r"(?:local|LT|UTC|GMT|hours|hrs)\b"
"""What follows on four figures that are an hour, not a year."""
Reader = Callable[[re.Match[str], "date | None"], "Time | None"]


def find_times(text: str, published: date | None, start: int = 0, end: int | None = None) -> list[Time]:
    """Return the time expressions in ``text[start:end]``, in order, not overlapping.

    >>> [(t.first.isoformat(), t.last.isoformat()) for t in find_times("on Wednesday", date(2018, 2, 12))]
    [('2018-02-07', '2018-02-07')]
    """
    stop = len(text) if end is None else end
    signs = signs_of(text[start:stop])
    found: list[Time] = []
    for needs, pattern, reader in _GRAMMAR:
        if signs & needs != needs:
            continue
        for match in pattern.finditer(text, start, stop):
            read = None if _taken(found, match.start(), match.end()) else _safely(reader, match, published)
            if read is not None:
                found.append(read)
    found.sort(key=lambda t: t.start)
    return _with_clocks(found, text, start, stop) if found and signs & Sign.DIGIT else found


def _taken(found: Sequence[Time], start: int, end: int) -> bool:
    return any(t.start < end and start < t.end for t in found)


def _safely(reader: Reader, match: re.Match[str], published: date | None) -> Time | None:
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
    groups = match.groupdict()
    for name in ("tail", "pre", "lead", "part"):
        words = re.split(r"[\s-]", (groups.get(name) or "").lower())
        for word in words:
            if word in _PARTS:
                return _PARTS[word]
    return None


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


def _after(day: date, published: date | None) -> bool:
    return published is not None and day > published


def _iso(match: re.Match[str], _published: date | None) -> Time:
    day = date(int(match["year"]), int(match["mon"]), int(match["day"]))
    return _time(match, day, day, TimePrecision.DAY)


def _figures(match: re.Match[str], published: date | None) -> Time | None:
    """Read a day in figures: the month is in the middle, but where only one order is near publication it is that one."""
    year = year_number(match["year"])
    orders = ((match["a"], match["b"]),) if "." in match[0] else ((match["a"], match["b"]), (match["b"], match["a"]))
    days = {
        date(year, int(m), int(d))
        for d, m in orders
        if 1 <= int(m) <= _MONTHS and 1 <= int(d) <= month_end(year, int(m)).day
    }
    if len(days) > 1 and published is not None:
        days = {d for d in days if timedelta(0) <= published - d <= _RECENT}
    if len(days) != 1:
        return None
    (day,) = days
    return replace(_time(match, day, day, TimePrecision.DAY), future=_after(day, published))


_MONTHS = 12
_RECENT = timedelta(days=25)
"""A report in figures is of so many days before publication."""


def _signal(match: re.Match[str], published: date | None) -> Time | None:
    """Read a group of day, hour and minute as signals have it: "280917UTC MAR 12"."""
    when = _day_of_month(match, published)
    zone = (match["zone"] or "").lower()
    hour = time(int(match["clock"][:2]), int(match["clock"][2:]))
    return when and replace(when, clock=hour, zone="utc" if zone == "z" else zone, precision=TimePrecision.HOUR)


def _month_year(match: re.Match[str], published: date | None) -> Time | None:
    month = month_number(match["month"])
    if match["year"]:
        year: int | None = year_number(match["year"])
    else:
        year = month_without_year(month, (match["which"] or "").lower().strip(), published)
    if year is None:
        return None
    first, last = _third(date(year, month, 1), month_end(year, month), (match["third"] or "").lower().strip(" -"))
    return replace(_time(match, first, last, TimePrecision.MONTH), future=_after(first, published), part=None)


def _third(first: date, last: date, word: str) -> tuple[date, date]:
    """Narrow a month to its early, middle or late third."""
    days = {"early": (0, 9), "mid": (10, 19), "late": (20, 30), "end of": (20, 30), "beginning of": (0, 9)}.get(word)
    if days is None:
        return first, last
    return first + timedelta(days=days[0]), min(last, first + timedelta(days=days[1]))


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
    which = (match["which"] or "").lower().strip()
    back = (published.weekday() - number) % 7
    if which in {"next", "this coming", "coming"}:
        day = published + timedelta(days=7 - back)
        return replace(_time(match, day, day, TimePrecision.DAY), future=True)
    if which in {"last", "the previous"} and back == 0:
        back = 7
    day = published - timedelta(days=back)
    return _time(match, day, day, TimePrecision.DAY)


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
    word = match["word"].lower()
    if word.startswith(("tomorrow", "next", "coming")):
        return replace(_time(match, published, published, TimePrecision.DAY), future=True)
    back = 2 if "before yesterday" in word else int(word.startswith(("yesterday", "last", "the night before")))
    day = published - timedelta(days=back)
    when = _time(match, day, day, TimePrecision.DAY)
    part = _PARTS.get(word.split()[-1]) or when.part
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
    if (match["which"] or "").lower() == "last" and published.weekday() >= WEEKDAYS.index("saturday"):
        sunday -= timedelta(days=7)
    if published.weekday() == WEEKDAYS.index("saturday") and (match["which"] or "").lower() != "last":
        sunday = published + ONE_DAY
    return _time(match, sunday - ONE_DAY, sunday, TimePrecision.DAY)


def _this_or_last(match: re.Match[str], published: date | None) -> Time | None:
    if published is None:
        return None
    last = match["which"].lower() in {"last", "the previous", "previous"}
    unit = match["unit"].lower()
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
    number, unit = _count(match["count"]), match["unit"].lower().rstrip("s")
    exact = number is not None
    first = _shift(published, unit, -(number or 3))
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
    number, unit = _count(match["count"] or "one"), match["unit"].lower().rstrip("s")
    first = _shift(published, unit, -(number or 3))
    span = (published - first).days
    precision = TimePrecision.DAY if span <= 1 else TimePrecision.WEEK if span <= 14 else TimePrecision.MONTH
    return _time(match, first, published, precision)


def _since(match: re.Match[str], published: date | None) -> Time | None:
    first = date(int(match["year"]), 1, 1)
    return _time(match, first, published, TimePrecision.YEAR) if published and published >= first else None


def _count(text: str) -> int | None:
    lower = text.lower()
    if lower in {"a", "an"}:
        return 1
    if lower == "a couple of":
        return 2
    return parse_number(lower)


def _shift(day: date, unit: str, number: int) -> date:
    """Move a day by a number of units; hours and minutes stay within the day."""
    days = {"day": 1, "night": 1, "week": 7, "month": 30, "year": 365, "decade": 3652}.get(unit)
    if days is None:
        return day + timedelta(hours=number) if unit != "hour" else day - timedelta(days=abs(number) // 24)
    return day + timedelta(days=days * number)


def _relative(match: re.Match[str], _published: date | None) -> Time | None:
    groups = match.groupdict()
    if groups.get("count"):
        number, unit = _count(match["count"]), match["unit"].lower().rstrip("s")
        if number is None or unit in {"minute", "hour"}:
            return None
        moved = _shift(date(2000, 1, 1), unit, number) - date(2000, 1, 1)
        precision = _PRECISIONS.get(unit, TimePrecision.DAY)
        back = match["way"].lower() in {"earlier", "before", "previously", "after"}
    else:
        precision = TimePrecision.DAY
        moved = timedelta(0) if match["which"].lower() == "same" else ONE_DAY
        back = match["which"].lower() in {"previous", "preceding"}
    return Time(match.start(), match.end(), match[0], None, None, precision, moves=-moved if back else moved)


def _i(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{pattern})\b".replace(" ?", r"\s*").replace(" ", r"\s+"), re.IGNORECASE)


def _bare_month(match: re.Match[str], published: date | None) -> Time | None:
    """Read a month without its year: the word before it says which."""
    lead = re.split(r"[\s-]", match[0].lower())[0]
    month = month_number(match["month"])
    year = month_without_year(month, lead, published)
    if year is None:
        return None
    first, last = _third(
        date(year, month, 1), month_end(year, month), match[0].lower().removesuffix(match["month"].lower()).strip(" -")
    )
    return replace(_time(match, first, last, TimePrecision.MONTH), future=_after(first, published), part=None)


_GRAMMAR: tuple[tuple[Sign, re.Pattern[str], Reader], ...] = (
    (Sign.YEAR, _i(r"(?P<year>(?:19|20)\d\d)[-/](?P<mon>\d\d?)[-/](?P<day>\d\d?)"), _iso),
    (Sign.DIGIT | Sign.MONTH, _i(rf"(?P<day>\d\d)(?P<clock>[01]\d[0-5]\d|2[0-3][0-5]\d) ?(?P<zone>UTC|GMT|Z|LT|local) (?P<month>{MONTH})(?: (?P<year>{YEAR}|\d\d))?"), _signal),
    (Sign.DIGIT | Sign.MONTH, _i(rf"(?P<day>\d{{1,2}})-?(?P<month>{MONTH})-?(?P<year>{YEAR}|\d\d)"), _day_of_month),
    (Sign.DIGIT, _i(r"(?P<a>\d{1,2})(?P<sign>[./])(?P<b>\d{1,2})(?P=sign)(?P<year>(?:19|20)\d\d)"), _figures),
    (Sign.DIGIT | Sign.MONTH, _i(rf"{_WHEN}(?:(?:on|since|the) )?(?:{_DAY_SHORT}[.,]*,? )?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: ?(?:-|–|to|and|or) ?(?P<to>\d{{1,2}})(?:st|nd|rd|th)?)?(?: of)? (?P<month>{MONTH})(?:,? (?P<year>{YEAR}(?! {_CLOCK})|\d\d(?=[\s).,])))?{_TAIL}"), _day_of_month),
    (Sign.DIGIT | Sign.MONTH, _i(rf"{_WHEN}(?:(?:on|since) )?(?:{_DAY_SHORT}[.,]*,? )?(?P<month>{MONTH}) (?P<day>\d{{1,2}})(?!\d|:\d)(?:st|nd|rd|th)?(?: ?(?:-|–|to|and) ?(?P<to>\d{{1,2}})(?!\d)(?:st|nd|rd|th)?)?(?:,? (?P<year>{YEAR}(?! {_CLOCK})))?{_TAIL}"), _day_of_month),
    (Sign.YEAR, _i(rf"(?:from|between) (?P<from>{YEAR}) (?:to|and|until|through) (?P<to>{YEAR})"), _year_range),
    (Sign.YEAR, _i(rf"since (?:early |late |mid-?)?(?P<year>{YEAR})"), _since),
    (Sign.YEAR | Sign.MONTH, _i(rf"(?:(?:in|since|during|on) )?(?:the )?(?P<third>early|mid|late|end of|beginning of)?[\s-]?(?P<which>last |next |this |this past )?(?P<month>{MONTH})(?: (?:of )?(?P<year>{YEAR}))"), _month_year),
    (Sign.MONTH, _i(rf"(?:in|since|during|last|next|by|until|early|late|mid|end of|beginning of)[\s-](?P<third>)(?P<which>)(?P<month>{MONTH})(?P<year>)(?! \d{{1,2}}\b)"), _bare_month),
    (Sign.WEEKDAY, _i(rf"(?:from |between )(?P<from>{_DAY}) (?:to|until|through|and) (?P<to>{_DAY})"), _weekday_range),
    (Sign.WEEKDAY, _i(rf"since (?:early |late )?(?P<which>last )?(?P<weekday>{_DAY})"), _since_weekday),
    (Sign.WEEKDAY, _i(rf"{_WHEN}(?:on )?(?P<which>last |next |this coming |coming |this past |this |the previous )?(?P<weekday>{_DAY}){_TAIL}"), _weekday),
    (Sign.NAMED, _i(rf"{_WHEN}(?P<word>the day before yesterday|the night before last|yesterday(?: {_PART})?|today|tonight|last (?:night|evening)|this (?:morning|afternoon|evening)|early today|tomorrow){_TAIL}"), _named_day),
    (Sign.WEEKEND, _i(r"(?:over|at|on|during) (?:the|this|(?P<which>last)) weekend|(?:this|last) weekend"), _weekend),
    (Sign.UNIT, _i(r"(?:earlier |later |late |early )?(?P<which>this|last|previous|the previous) (?P<unit>week|month|year)"), _this_or_last),
    (Sign.UNIT, _i(rf"(?P<count>{_COUNT}) (?P<unit>{_UNIT}) ago"), _ago),
    (Sign.UNIT, _i(rf"(?:in|over|during|within|for) (?:the )?(?:past|last|recent|previous) (?:(?P<count>{_COUNT}) )?(?P<unit>{_UNIT})"), _past),
    (Sign.UNIT, _i(rf"(?P<count>{_COUNT}) (?P<unit>{_UNIT}) (?P<way>earlier|before|previously|later|after(?=\W))"), _relative),
    (Sign.UNIT, _i(r"(?:on )?the (?P<which>previous|preceding|following|next|same) day"), _relative),
    (Sign.OVERNIGHT, _i(r"overnight"), _overnight),
    (Sign.YEAR, _i(rf"(?:in|during|by|early|late|mid|end of)[\s-](?P<year>{YEAR})"), _year_alone),
    (Sign.PART, _i(r"(?:at|before|around|near|since) (?P<part>dawn|dusk|midnight|noon|midday|daybreak|sunset|sunrise)|in the (?P<tail>early morning|morning|afternoon|evening|middle of the night)|at (?P<pre>night)|pre-?dawn"), _part_alone),
)  # fmt: skip


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
