"""When an event took place: on the day that is chosen among all that its text names, and at the hour that stands with it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby
from operator import attrgetter, itemgetter

from geoinc.incidents.decisions.day import Dated, all_days, choice, days_in, is_day, opening_periods
from geoinc.incidents.linking import Event
from geoinc.incidents.reading import Page, dates_speech, is_long_ago
from geoinc.incidents.scene import Story
from geoinc.model import Document, TimePrecision
from geoinc.text.sentences import datelines
from geoinc.text.time_ranges import Time

_FEWEST_ENTRIES = 2
"""A text with datelines of fewer days is no log."""
_CLOCK = re.compile(r"\W*(?:[01]?\d|2[0-3])[:.h][0-5]\d\b(?![./]\d)")
"""An hour that opens a line."""
_ENDS = '.!?"”'
"""A line that ends so heads no others."""
LEAST = 0.5
"""A day of a list or a message less likely than this is none of an event's."""


def times_of(story: Story) -> list[list[Time]]:
    """Return the times of each event of a text."""
    heads, named, before, found = headings(story), all_days(story), None, list[list[Time]]()
    for event in story.events:
        times, day = _times(story, event, [*named, *heading_of(story, event, heads)], before)
        found.append(times)
        before = day or before
    return found


def least_of(story: Story) -> float:
    """Return how likely a day must be to be an event's: an article's is the likeliest one, others have days of their own."""
    return 0.0 if story.is_article else LEAST


def _times(story: Story, event: Event, named: Sequence[Dated], before: date | None) -> tuple[list[Time], date | None]:
    """Return the times of an event, and its day, unless that is long before the report.

    Where its own words do not name the day, it has the hour only if they stand close by and are of no other event.
    """
    asked = choice(story, event, named, before)
    if recorded := _of_record(story.page, event):
        return [recorded], recorded.first
    number = asked.best(least=least_of(story))
    if number is None:
        told = [t for t in event.times if not is_day(t)]
        return told or opening_periods(story.page.document, event.accounts[0].sentence), None
    day = asked.days[number]
    times = [t for t in event.times if t.weak or (is_day(t) and t.first == day)]
    if all(t.weak for t in times):
        own = {a.sentence.index for a in event.accounts}
        telling = min(asked.named[number], key=lambda d: (min(abs(d.sentence.index - i) for i in own), d.when.start))
        close = story.owners.get(telling.sentence.index) in {None, id(event)}
        times.append(telling.when if close else _whole_day(telling.when))
    return times, None if is_long_ago(times[-1], story.page.document.published) else day


def _of_record(page: Page, event: Event) -> Time | None:
    """Return the day that the labelled lines of an event's record give before its words, where that is one."""
    first = event.accounts[0].sentence.start
    start = page.sections.record(first)
    days = [] if start is None else days_in(page.document, start, first)
    return days[0] if len({(t.first, t.last) for t in days}) == 1 else None


def _whole_day(when: Time) -> Time:
    """Return the day of a time, without the hour."""
    return replace(when, precision=TimePrecision.DAY, last=when.first, part=None, clock=None, zone=None)


def headings(story: Story) -> Sequence[tuple[int, Time]]:
    """Return where the lines of a log begin that a day heads, with these.

    A day that opens a line ("* 1 Feb, 0155 LT.", "SAGAING, 12 Oct - …") heads that line; one of a heading ("Daily log, Monday 3
    February"), all lines behind it that have none; an hour that opens a line, where nothing else does, is of the day of publication.
    """
    document = story.page.document
    first_told: dict[int, int] = {}
    for account in (a for event in story.events for a in event.accounts):
        line, start = account.sentence.line, account.sentence.start
        first_told[line] = min(start, first_told.get(line, start))
    filed = [(d.end, days[0].first) for d in datelines(document) if (days := days_in(document, d.start, d.end))]
    several = len({day for _, day in filed}) >= _FEWEST_ENTRIES
    behind = {end + i for end, _ in filed for i in range(2)}
    heads: list[tuple[int, Time]] = []
    above: Time | None = None
    for line, sentences in groupby(story.page.sentences, key=attrgetter("line")):
        told = list(sentences)
        start = document.text.rfind("\n", 0, told[0].start) + 1
        opens = first_told.get(line)
        if (opens is None or told[0].headline) and document.text[told[-1].end - 1] not in _ENDS:
            days = [t for t in days_in(document, start, told[-1].end) if not any(dates_speech(s, t, ()) for s in told)]
            above = _whole_day(days[0]) if len({*(t.first for t in days), *(t.last for t in days)}) == 1 else above
        elif opens is not None:
            own = (
                [] if opens in behind and not several else days_in(document, start, opens)
            )  # One dateline is of the filing.
            clock = document.published is not None and _CLOCK.match(document.text, start) is not None
            if day := next(iter(own), above) or (_published(document, start) if clock else None):
                heads.append((start, day))
    return heads


def _published(document: Document, at: int) -> Time:
    """Return the day of publication, which a page that gives hours only is of ("16:47 Shells fell …")."""
    return Time(at, at, "", document.published, document.published, TimePrecision.DAY)


def heading_of(story: Story, event: Event, heads: Sequence[tuple[int, Time]]) -> list[Dated]:
    """Return the day that heads the first line of an event, if one does."""
    first = min((a.sentence for a in event.accounts), key=lambda s: s.start)
    day = _entry_day(story.page, heads, first.start)
    return [] if day is None else [Dated(day, first, heads=True)]


def _entry_day(page: Page, heads: Sequence[tuple[int, Time]], at: int) -> Time | None:
    """Return the day that heads the line around a code point."""
    k = bisect_right(heads, at, key=itemgetter(0)) - 1
    if k < 0:
        return None
    start, day = heads[k]
    return None if page.document.text.find("\n", start, at) >= 0 else day
