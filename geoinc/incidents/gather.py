"""Accounts gathered into events: which sentences of one text speak of the same happening."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from geoinc.incidents.decisions import nets
from geoinc.incidents.decisions.scorer import Features, Judge, load
from geoinc.incidents.ground import COUNTRY, anchor_places, names_unit_of, width
from geoinc.incidents.linking import (
    UNNAMED_SIDES,
    Event,
    choices,
    content,
    features,
    kindred,
    overlap,
    refers_back,
)
from geoinc.incidents.place import Level, Placed
from geoinc.incidents.reading import Account

NAME, ARTICLES, FORM = "link", "link_articles", "form"
"""The decisions whose weights this uses: of messages and collections of them, of articles, and which of these it is."""
SURE = 0.7
"""From this probability on a text is read as a collection: an article torn apart is worse than reports joined.

At even odds one report in eight by other hands was torn apart; of bulletins .90 are told apart at either, .82 at .85."""
_MANY_LINES = 4
"""Fewer lines than this, if no list, are of one article."""
JOINS = 0.0
"""From even odds on an account joins an event."""
_BACK = 3
"""An account that points back ("the town's hospital") means a place told at most so many sentences before."""
_LONE = 5.0
"""Reports of different things share a tenth of their words at most: brings that to the scale of the other features."""
_MOST_ACCOUNTS = 400
"""Words of events in one run: gathering compares each with all events of its run, so time grows with its square."""
_NAME = re.compile(r"\b[A-Z][a-z]{3,}")


def gather(accounts: Iterable[Account], judge: Judge | None = None) -> list[Event]:
    """Return the events that accounts of one text tell of, in order of first mention.

    In messages and collections of them what reports an event joins the one that fits it best, if it does at even odds;
    in an article it is of that or of a new one, whichever of all is likeliest: most of an article is about one event. What
    reports none is of an event told before, or of none, in the same way.

    Parameters
    ----------
    judge
        In place of the trained ones.
    """
    return [event for run in runs(accounts) for event in _gathered(run, judge)]


def runs(accounts: Iterable[Account]) -> Iterator[Sequence[Account]]:
    """Yield the accounts of a text in runs, each of which is gathered alone: its sections, and parts of the longest."""
    for _, told in groupby(accounts, key=lambda a: a.section):
        run = list(told)
        for start in range(0, len(run), _MOST_ACCOUNTS):
            yield run[start : start + _MOST_ACCOUNTS]


def _gathered(accounts: Sequence[Account], judge: Judge | None) -> list[Event]:
    if accounts[0].record:  # A record is of one event.
        return [Event([*accounts])] if any(a.seeds for a in accounts) else []
    collected = is_collection(accounts)
    choice = judge or nets.load(ARTICLES)
    events: list[Event] = []
    for account in accounts:
        event: Event | None = None
        if events and collected and account.seeds:
            event = _joined(account, events, judge or load(NAME))
        elif events:
            event = _chosen(account, events, choice)
        if event is not None:
            event.accounts.append(account)
        elif account.seeds:
            events.append(Event([_with_place(account, events)]))
    for event in events:
        event.accounts.sort(key=lambda a: a.trigger.start)
    told = _without_headlines(events)
    return told if collected else _without_retold(told)


def _joined(account: Account, events: Sequence[Event], judge: Judge) -> Event | None:
    scores = judge.scores([features(account, e) for e in events])
    best = max(range(len(events)), key=lambda i: (scores[i], events[i].last.trigger.start))
    return events[best] if scores[best] >= JOINS else None


def _chosen(account: Account, events: Sequence[Event], judge: Judge) -> Event | None:
    *scores, fresh = judge.scores(choices(account, events))
    best = max(range(len(events)), key=lambda i: (scores[i], events[i].last.trigger.start))
    again = account.adds and bool(account.placed or account.times)  # where or when something told took place
    return events[best] if again or scores[best] >= fresh else None


def _without_headlines(events: list[Event]) -> list[Event]:
    """Give what only a headline tells to the event that the text tells first, but for a place that this cannot be."""
    alone = [e for e in events if all(a.title for a in e.accounts)]
    told = [e for e in events if not all(a.title for a in e.accounts)]
    if not told:
        return events
    kept: list[Event] = []
    for event in alone:
        if _is_unplaced(event):
            host: Event | None = told[0]
        else:
            host = next((e for e in told if _heads(event, e)), None)
        if host is None:
            kept.append(event)
        else:
            host.accounts[:0] = event.accounts
    return [*kept, *told]


def _without_retold(events: Sequence[Event]) -> list[Event]:
    """Give the article's first event what is told of its kind and its sides again, in sentences that name neither place nor day.

    Of such events nine in thirteen are the first one.
    """
    kept = list(events[:1])
    for event in events[1:]:
        told = [a for a in event.accounts if a.seeds]
        bare = not event.placed and not any(not t.weak for t in event.times)
        bare = bare and not any(a.named or a.elsewhere for a in told)
        alike = {a.trigger.family for a in told} & {a.trigger.family for a in kept[0].accounts if a.seeds}
        if told and bare and alike and (event.sides & kept[0].sides) - UNNAMED_SIDES:
            kept[0].accounts += event.accounts
        else:
            kept.append(event)
    for event in kept[:1]:
        event.accounts.sort(key=lambda a: a.trigger.start)
    return kept


def _is_unplaced(event: Event) -> bool:
    return all(width(place) >= COUNTRY for p in event.placed for place in anchor_places([p.relation]))


def _heads(title: Event, event: Event) -> bool:
    """Whether a headline tells an event of its text, and more roughly where: in its country, or by a region's name ("in Sagaing village")."""
    trigger = title.accounts[0].trigger
    families = {a.trigger.family for a in event.accounts}
    if not (trigger.weak or trigger.family in families or kindred(trigger.family, families)):
        return False
    named, places = list(anchor_places(title.relations)), list(anchor_places(event.relations))
    if not places or names_unit_of(title.relations, event.relations):
        return True
    return all(width(p) > 0 for p in named) and any(p.country in {None, q.country} for p in named for q in places)


def is_collection(accounts: Sequence[Account]) -> bool:
    """Whether accounts are of a short message, or of a collection of them, rather than of one article."""
    lines = len({a.sentence.line for a in accounts})
    listed = any(a.in_list for a in accounts)
    if lines == 1:
        return listed or accounts[0].alone
    return (listed or lines >= _MANY_LINES) and load(FORM).probability(form_features(accounts)) >= SURE


def form_features(accounts: Sequence[Account]) -> Features:
    """Return what tells a collection of reports from one article: how its lines begin to tell of events."""
    lines: dict[int, list[Account]] = {}
    for account in accounts:
        lines.setdefault(account.sentence.line, []).append(account)
    opening = [told[0] for told in lines.values()]
    share = 1.0 / max(1, len(opening))
    words = [frozenset().union(*(content(a.sentence.text) for a in told)) for told in lines.values()]
    names = [frozenset(n for a in told for n in _NAME.findall(a.sentence.text)) for told in lines.values()]
    counts = Counter(name for own in names for name in own)
    return {
        "items": float(any(a.in_list for a in opening)),
        "definite": share * sum(a.trigger.definite for a in opening),
        "refers": share * sum(refers_back(a.sentence) for a in opening),
        "told": share * sum(a.seeds for a in opening),
        "opens": share * sum(a.opens for a in opening),
        "parted": float(any(a.parted for a in opening)),
        "mixed capitals": float(len({a.sentence.text.isupper() for a in opening}) > 1),
        "shared names": share * sum(any(counts[n] > 1 for n in own) for own in names),
        "shared words": _LONE * sum(map(overlap, words, words[1:])) * share,
    }


def _with_place(account: Account, events: Sequence[Event]) -> Account:
    """Give an account that points back ("in the area") the place told just before it."""
    if account.placed or account.elsewhere or not account.there:
        return account
    before = [e for e in events if account.sentence.index - e.last.sentence.index <= _BACK and e.relations]
    if not before:
        return account
    latest = max(before, key=lambda e: e.last.sentence.index)
    return replace(account, placed=tuple(Placed(r, Level.CLAUSE) for r in latest.relations))
