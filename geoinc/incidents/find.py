"""One text's incidents, from its sentences to dated, located, attributed events."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from geoinc.incidents.build import build
from geoinc.incidents.decisions.doers import Company
from geoinc.incidents.decisions.pins import evidence
from geoinc.incidents.decisions.promise import promises
from geoinc.incidents.frames.lexicon import index
from geoinc.incidents.gather import gather
from geoinc.incidents.linking import Event
from geoinc.incidents.place import Locate, all_relations, dateline_relation
from geoinc.incidents.prospect import may_report
from geoinc.incidents.reading import Account, Page, is_a_day, page_of, read
from geoinc.incidents.scene import Story, scenes
from geoinc.incidents.types import kind
from geoinc.incidents.when import times_of
from geoinc.model import Document, Incident, Relation, Resolution
from geoinc.text.time_ranges import is_since
from geoinc.text.tokens import kept_words

_LONG = timedelta(days=31)


def find_incidents(
    document: Document,
    resolutions: Sequence[Resolution],
    relations: Sequence[Relation],
    locate: Locate,
    *,
    lexicons: Sequence[Path] = (),
) -> list[Incident]:
    """Return the incidents that one text reports, in the order of their first mention.

    Parameters
    ----------
    resolutions
        The text's resolved mentions; a pinned one that no relation covers makes an AT or IN relation.
    relations
        The text's spatial statements.
    locate
        Turns relations into a location; called once for each incident that has any.
    lexicons
        Files with more frames, in the shape of ``language/en/frames.toml``.

    Raises
    ------
    LexiconError
        If a lexicon cannot be used; names the file and the line.
    """
    page, events = events_of(document, resolutions, relations, lexicons=lexicons)
    return incidents_of(page, events, resolutions, locate) if events else []


def events_of(
    document: Document,
    resolutions: Sequence[Resolution],
    relations: Sequence[Relation],
    *,
    lexicons: Sequence[Path] = (),
) -> tuple[Page, list[Event]]:
    """Return a text as it was read, and the events of it that go on the map."""
    frames = index(tuple(lexicons))
    page_words = kept_words(document.text)
    if not frames.gate.opens(page_words):
        return Page(document, (), ()), []
    # A user's own frames promise what nothing was learned of.
    page = page_of(document, (), frames, page_words, asked=None if lexicons else promises)
    if not may_report(page):
        return page, []
    every = all_relations(document, resolutions, relations)
    page = page_of(document, every, frames, page_words, known=page)
    return page, _joined([e for e in gather(read(page)) if _is_shown(e)])


def incidents_of(
    page: Page, events: Sequence[Event], resolutions: Sequence[Resolution], locate: Locate
) -> list[Incident]:
    """Return what the events of a text add up to, in their order."""
    # What opens a message ("MALAYSIA:") was a candidate already; a whole country that was not chosen is no pin.
    story = Story(page, events)
    filed = dateline_relation(page.document, resolutions) if story.is_article and not story.is_placed else None
    places = scenes(story)
    company = Company(story)
    return [
        build(
            event,
            page.document,
            locate,
            scene=where,
            times=times,
            actors=company.settled(event),
            told=told,
            filed=filed,
        )
        for event, where, times, told in zip(
            story.events, places, times_of(story), evidence(story, places), strict=True
        )
        if not all(_counts_long(a) for a in event.accounts if a.seeds)  # many events, counted since a day
    ]


def _is_shown(event: Event) -> bool:
    """Whether an event goes on the map: a type that does, and words that report it as fact."""
    told = [a for a in event.accounts if a.seeds]
    return any(a.certain for a in told) and any(kind(a.trigger.type).incident for a in told)


def _counts_long(account: Account) -> bool:
    """Whether an account sums up what happened since a day or over more than a month, or in one month and nowhere ("403 were killed in May")."""
    spans = any(t.first and t.last and t.last - t.first > _LONG for t in account.times)
    told = [c for c in account.counts if c.is_sure and c.value]
    nowhere = account.trigger.weak and not account.placed and not any(map(is_a_day, account.times))
    return (account.sums_up and (spans or is_since(account.times))) or (
        nowhere and bool(told) and all(c.summed for c in told)
    )


def _joined(events: Sequence[Event]) -> list[Event]:
    """Give what has no place, day or toll of its own to the event that the same sentence tells."""
    found: list[Event] = []
    for event in events:
        sentences = {a.sentence.index for a in event.accounts}
        host = next((e for e in found if not sentences.isdisjoint(a.sentence.index for a in e.accounts)), None)
        if host is None or event.evident:
            found.append(event)
        else:
            host.accounts.extend(event.accounts)
            host.accounts.sort(key=lambda a: a.trigger.start)
    return found
