"""On which of the days that a text names did an event happen? A learned choice.

A day may stand with the event's own words, beside them, or anywhere in the text; it may as well be that of a speech, of
what followed, or of another event. What is looked at is where each day is named and with what, how long before the
report it was, and which day the event told before had. Trained by ``python -m geoinc.learn.incidents.day``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from geoinc.incidents.decisions.scorer import Features, Scorer, load, odds
from geoinc.incidents.linking import Event
from geoinc.incidents.reading import Account, dates_speech, is_a_day, is_harm, is_left
from geoinc.incidents.scene import Story
from geoinc.language.lexicon import load as load_words
from geoinc.model import Document
from geoinc.text.sentences import Sentence
from geoinc.text.time_ranges import Time
from geoinc.text.times import find_times

NAME = "day"
_AFTERWARDS = frozenset(load_words("scene")["afterwards"])
_LIMITS = frozenset(load_words("scene")["limits"])
_NEAR = 3
"""A day so many sentences from the event's own is near."""
_FARTHEST = 60
"""A day more sentences away is no event's: no article that was learned from is longer, and time stays linear."""
_BESIDE = 5
"""So many tokens before a day a word of what followed makes it that one's."""
_RECENT = 10
"""A day so many days before the report is recent."""
_MANY = 4
_AGES = (
    (0, "before"),
    (1, "of"),
    (2, "a day before"),
    (4, "3 days before"),
    (8, "a week before"),
    (32, "a month before"),
)
"""How long before the report a day was: fewer days than this; the first is behind it."""


@dataclass(frozen=True, slots=True)
class Dated:
    """Words that name a day, in their sentence, and the account of the event that they stand with, if they do.

    ``heads`` marks the day that heads the lines of the event, as in a log.
    """

    when: Time
    sentence: Sentence
    account: Account | None = None
    heads: bool = False


@dataclass(frozen=True, slots=True)
class DayChoice:
    """The days that may be an event's, what names each, and what speaks for each; of none of them the last."""

    days: Sequence[date]
    named: Sequence[Sequence[Dated]]
    features: Sequence[Features]

    @property
    def periods(self) -> list[bool]:
        """Which of the days open a period that the text names: an event without a day is of one of these."""
        return [all(map(_is_period, named)) for named in self.named]

    def best(self, scorer: Scorer | None = None, *, least: float = 0.0) -> int | None:
        """Return the number of the likeliest day, None where that is none or less likely than ``least``."""
        judge = scorer or load(NAME)
        scores = [judge.score(f) for f in self.features]
        chosen = max(range(len(scores)), key=scores.__getitem__)
        if chosen == len(self.days) or least * sum(odds(scores)) > 1:
            return None
        return chosen


def all_days(story: Story) -> list[Dated]:
    """Return the days that the sentences of a text name."""
    document = story.page.document
    return [
        Dated(when, sentence)
        for sentence in story.page.sentences
        for when in days_in(document, sentence.start, sentence.end)
        if when.moves is None
    ]


def choice(story: Story, event: Event, named: Sequence[Dated], before: date | None) -> DayChoice:
    """Return the days that may be an event's.

    Parameters
    ----------
    named
        The days that the text names, and the one that heads the event's lines.
    before
        The day of the event told before, if it has one.
    """
    first, last = event.accounts[0].sentence.index, event.last.sentence.index
    named = [d for d in named if first - _FARTHEST <= d.sentence.index <= last + _FARTHEST]
    own = [Dated(t, a.sentence, a) for a in event.accounts for t in a.times if is_day(t)]
    taken = {(d.when.start, d.when.first) for d in own}
    told: dict[date, list[Dated]] = {}
    for dated in (*own, *(d for d in named if d.heads or (d.when.start, d.when.first) not in taken)):
        if dated.when.first is not None:
            told.setdefault(dated.when.first, []).append(dated)
    opening = next((a for a in event.accounts if a.seeds), event.accounts[0])
    lead = [a for a in event.accounts if a.sentence.index == opening.sentence.index]
    periods = list(_periods(story.page.document, lead))
    days = [d for d in sorted(told) if _may_be(d, told[d], periods)]
    attached = [day for day in days if any(d.account for d in told[day])]
    shared = _Shared(story, event, days, told, attached)
    cases = [_features(shared, day, before) for day in days]
    wide = any(_is_wide(t) for a in lead for t in a.times)
    none = {
        "none": 1.0,
        "none, of days": min(_MANY, len(days)) / _MANY,
        "none, some attached": float(bool(attached)),
        "none, a month or year": float(wide),
        "none, a month or year only": float(wide and not attached),
        "none, told": max(a.told for a in event.accounts),
    }
    return DayChoice(days, [told[d] for d in days], [{k: v for k, v in f.items() if v} for f in (*cases, none)])


def _is_wide(when: Time) -> bool:
    return bool(when.first and not when.weak and not is_a_day(when))


def _periods(document: Document, lead: Sequence[Account]) -> Iterator[Time]:
    """Yield the months and years that the words of an event name, or that open their sentence."""
    sentence = lead[0].sentence
    for when in (*opening_periods(document, sentence), *(t for a in lead for t in a.times)):
        if _is_wide(when) and not is_limit(sentence, when):
            yield when


def opening_periods(document: Document, sentence: Sentence) -> list[Time]:
    """Return the month or year that opens a sentence, which is of all that it tells: "In September 2023, 30 people died when …"."""
    times = find_times(document.text, document.published, sentence.start, sentence.end)
    return [t for t in times if t.start == sentence.start and _is_wide(t)]


def _may_be(day: date, told: Sequence[Dated], periods: Sequence[Time]) -> bool:
    """Whether a day can be an event's: one with its words, or none after all months and years that these name."""
    return any(d.account for d in told) or not periods or any(t.last and day <= t.last for t in periods)


@dataclass(frozen=True, slots=True)
class _Shared:
    """What the features of all days of an event have in common."""

    story: Story
    event: Event
    days: Sequence[date]
    told: dict[date, list[Dated]]
    attached: Sequence[date]

    @property
    def published(self) -> date | None:
        return self.story.page.document.published

    @property
    def recent(self) -> list[date]:
        """The days shortly before the report."""
        until = self.published
        return [d for d in self.days if until and 0 <= (until - d).days <= _RECENT]

    def opens(self, day: date, days: Sequence[date]) -> bool:
        """Whether a day is the first of some that the text names."""
        return day in days and min(days, key=lambda d: min(x.when.start for x in self.told[d])) == day


def _features(shared: _Shared, day: date, before: date | None) -> Features:
    event, told, recent = shared.event, shared.told[day], shared.recent
    own = {a.sentence.index for a in event.accounts}
    first = min((a.sentence.index for a in event.accounts if a.seeds), default=min(own))
    found: Features = {
        "mentions": min(_MANY, len(told)) / _MANY,
        "first recent": float(recent[:1] == [day]),
        "last recent": float(len(recent) > 1 and recent[-1] == day),
        "told first": float(shared.opens(day, shared.days)),
        "told first, attached": float(shared.opens(day, shared.attached)),
        "the only one": float(len(shared.days) == 1),
        "the only one attached": float(shared.attached == [day]),
        "of the event before": float(day == before),
        "of the event before, none attached": float(day == before and not shared.attached),
        "heads its lines": float(any(d.heads for d in told)),
        "near": max(1 / (1 + min(abs(d.sentence.index - i) for i in own)) for d in told),
        "of another event only": float(all(_owner(shared, d) == "another" for d in told)),
        "several days": float(all(map(_is_period, told))),
        "an hour": float(any(d.when.part or d.when.clock for d in told)),
        "headline": float(any(d.sentence.headline for d in told)),
        "in the lead": float(any(d.sentence.index == first and d.account is None for d in told)),
    }
    if shared.published:
        behind = (shared.published - day).days
        found[next((f"{age} the report" for below, age in _AGES if behind < below), "long before the report")] = 1.0
    for dated in (d for d in told if not d.heads):
        found.update((name, 1.0) for name in _standing(shared, dated, own))
        account = dated.account
        if account is not None and not _mark(shared, dated):
            held = {
                "attached, reports": float(account.seeds),
                "attached, harm": float(is_harm(account)),
                "attached, found": float(is_left(account)),
                "attached, told": account.told,
                "attached, in the lead": float(dated.sentence.index == first),
                "attached, noun": float(account.trigger.noun),
            }
            found.update((name, max(value, found.get(name, 0.0))) for name, value in held.items())
    return found


def _standing(shared: _Shared, dated: Dated, own: set[int]) -> Iterator[str]:
    """Yield where a day is named: with the event's words, in their sentences, or before, between or after these."""
    mark = _mark(shared, dated)
    if dated.account is not None:
        where = "attached"
    elif dated.sentence.index in own:
        where = "beside"
    else:
        at = dated.sentence.index
        where = "before" if at < min(own) else "after" if at > max(own) else "between"
        where += " far" if min(abs(at - i) for i in own) > _NEAR else ""
        where += f" of {_owner(shared, dated)}"
    yield f"{where} {mark}".rstrip()
    if not _AFTERWARDS.isdisjoint(t.lower for t in dated.sentence.tokens):
        yield "afterwards"


def _is_period(dated: Dated) -> bool:
    """Whether it is more than a night: "29 January - 4 February"."""
    first, last = dated.when.first, dated.when.last
    return first is not None and last is not None and (last - first).days > 1


def _owner(shared: _Shared, dated: Dated) -> str:
    owner = shared.story.owners.get(dated.sentence.index)
    return "nobody" if owner is None else "it" if owner == id(shared.event) else "another"


def _mark(shared: _Shared, dated: Dated) -> str:
    """Return what a day is of, where its words say that it is not the event's."""
    triggers = [(a.trigger.start, a.trigger.end) for a in shared.event.accounts]
    if dates_speech(dated.sentence, dated.when, shared.story.page.voices.at(dated.sentence.index)):
        return "of speech"
    if follows(dated.sentence, dated.when, triggers):
        return "of what followed"
    return "as a limit" if is_limit(dated.sentence, dated.when) else ""


def follows(sentence: Sentence, when: Time, triggers: Sequence[tuple[int, int]]) -> bool:
    """Whether a time is of what ended or followed the event ("was released on 5 May"), which is no word of the event."""
    if not sentence.start <= when.start < sentence.end:
        return False
    before = [t for t in sentence.tokens if t.end <= when.start][-_BESIDE:]
    cue = next((t for t in reversed(before) if t.lower in _AFTERWARDS), None)
    if cue is None:
        return False
    return not any(cue.start < end and start < when.start for start, end in triggers)


def is_limit(sentence: Sentence, when: Time) -> bool:
    """Whether something was so by a time, or from it on ("by Sunday 11 bodies had been found", "since 15 April")."""
    if not sentence.start <= when.start < sentence.end:
        return False
    opening = when.text.split(maxsplit=1)[0].lower()
    before = next((t.lower for t in reversed(sentence.tokens) if t.end <= when.start), "")
    return not _LIMITS.isdisjoint((opening, before))


def days_in(document: Document, start: int, end: int) -> list[Time]:
    """Return the days that a stretch of a text names, from one code point to another."""
    return [t for t in find_times(document.text, document.published, start, end) if is_day(t)]


def is_day(when: Time) -> bool:
    """Whether a time is a day, or part of one, that is not to come."""
    return is_a_day(when) and not when.future
