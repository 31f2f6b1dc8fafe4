"""When an event took place: its own words' times, else the first day that its part of the text states, else the story's.

A story goes on: in an article an event without any time is of the day of the one told before it, the first of the one
told next.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from operator import itemgetter

from geoinc.incidents.build import best_time
from geoinc.incidents.linking import Event
from geoinc.incidents.reading import Page, dates_speech, is_a_day, is_left, is_long_ago
from geoinc.incidents.scene import Story
from geoinc.language.lexicon import load
from geoinc.model import TimePrecision
from geoinc.text.sentences import Sentence, datelines
from geoinc.text.time_ranges import Time
from geoinc.text.times import find_times

_AFTERWARDS = frozenset(load("scene")["afterwards"])
_LIMITS = frozenset(load("scene")["limits"])
_BESIDE = 5
"""So many tokens before a day a word of what followed makes it that one's."""
_FEWEST_ENTRIES = 2
"""A text with datelines of fewer days is no log."""
_REACH = 3
"""So many sentences from the event's own a day may be stated."""


def times_of(story: Story) -> list[list[Time]]:
    """Return the times of each event of a text."""
    heads = _heads(story.page)
    if not story.is_article:
        return [_story_times(story, event, heads) for event in story.events]
    told = [_story_times(story, event, heads, behind=False) for event in story.events]
    days = [_day_of(times, story.page.document.published) for times in told]
    return [
        times if any(map(_is_known, times)) else [*times, *_story_day(story, event, days[:i], days[i:])]
        for i, (event, times) in enumerate(zip(story.events, told, strict=True))
    ]


def _story_day(
    story: Story, event: Event, before: Sequence[Time | None], after: Sequence[Time | None]
) -> Sequence[Time]:
    """Return the day of the event told before, else the first one stated behind, else that of the event told next."""
    latest = next((day for day in reversed(before) if day is not None), None)
    if latest is not None:
        return [latest]
    behind = [t for t in _story_times(story, event, ()) if _is_known(t)]
    return behind or [day for day in after if day is not None][:1]


def _day_of(times: Sequence[Time], published: date | None) -> Time | None:
    """Return the day of an event that is no background, without the hour."""
    best = best_time(times)
    if best is None or best.last is None or not _is_day(best):
        return None
    if is_long_ago(best, published):
        return None
    return replace(best, precision=TimePrecision.DAY, last=best.first, part=None, clock=None, zone=None)


def _is_known(when: Time) -> bool:
    return when.first is not None and not when.weak


def _story_times(story: Story, event: Event, heads: Sequence[tuple[int, Time]], *, behind: bool = True) -> list[Time]:
    """Return the times of an event: those given to its words, or the day that heads its entry, or the first one stated around.

    Parameters
    ----------
    heads
        Where the entries of a log begin, and the day of each.
    behind
        Whether it may be stated behind the event's last words.
    """
    sentences = {a.sentence.index: a.sentence for a in event.accounts}
    triggers = [(a.trigger.start, a.trigger.end) for a in event.accounts]
    told = [t for a in event.accounts if not is_left(a) for t in a.times]
    of_event = told if any(map(_is_day, told)) else event.times
    by_then = [t for t in of_event if any(_is_limit(s, t) for s in sentences.values())]
    own = [t for t in of_event if t not in by_then and not any(_follows(s, t, triggers) for s in sentences.values())]
    if any(_is_day(t) for t in own):
        return own
    page = story.page
    entry = _entry_day(page, heads, min(a.sentence.start for a in event.accounts))
    if entry is not None:
        return [*own, entry]
    for sentence in page.sentences:
        apart = min(abs(sentence.index - i) for i in sentences)
        if sentence.index > max(sentences) and not behind:
            break
        if apart > _REACH or story.owners.get(sentence.index) not in {None, id(event)}:
            continue
        found = find_times(page.document.text, page.document.published, sentence.start, sentence.end)
        said = page.voices.at(sentence.index) if story.is_article else ()
        days = [
            t
            for t in found
            if _is_day(t)
            and t.moves is None
            and not _is_limit(sentence, t)
            and not _follows(sentence, t, triggers)
            and not dates_speech(sentence, t, said)
        ]
        if days:
            return [*own, days[0]]
    return own if any(map(_is_day, own)) else [*own, *by_then]


def _heads(page: Page) -> Sequence[tuple[int, Time]]:
    """Return where the entries of a log begin that days of their own head ("SAGAING, 12 Oct - …"), with these; none of an article."""
    document = page.document
    found = [(d.start, find_times(document.text, document.published, d.start, d.end)) for d in datelines(document)]
    heads = [(start, times[0]) for start, times in found if times and _is_day(times[0])]
    return heads if len({day.first for _, day in heads}) >= _FEWEST_ENTRIES else ()


def _entry_day(page: Page, heads: Sequence[tuple[int, Time]], at: int) -> Time | None:
    """Return the day that heads the entry around a code point."""
    k = bisect_right(heads, at, key=itemgetter(0)) - 1
    if k < 0:
        return None
    start, day = heads[k]
    return None if page.document.text.find("\n\n", start, at) >= 0 else day


def _follows(sentence: Sentence, when: Time, triggers: Sequence[tuple[int, int]]) -> bool:
    """Whether a time is of what ended or followed the event ("was released on 5 May"), which is no word of the event."""
    if not sentence.start <= when.start < sentence.end:
        return False
    before = [t for t in sentence.tokens if t.end <= when.start][-_BESIDE:]
    cue = next((t for t in reversed(before) if t.lower in _AFTERWARDS), None)
    if cue is None:
        return False
    return not any(cue.start < end and start < when.start for start, end in triggers)


def _is_limit(sentence: Sentence, when: Time) -> bool:
    """Whether something was so by a time ("by Sunday 11 bodies had been found"), which began before it."""
    if not sentence.start <= when.start < sentence.end:
        return False
    opening = when.text.split(maxsplit=1)[0].lower()
    before = next((t.lower for t in reversed(sentence.tokens) if t.end <= when.start), "")
    return not _LIMITS.isdisjoint((opening, before))


def _is_day(when: Time) -> bool:
    return is_a_day(when) and not when.future
