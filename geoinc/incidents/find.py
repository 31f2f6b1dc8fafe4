"""One text's incidents, from its sentences to dated, located, attributed events."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from geoinc.incidents.build import build
from geoinc.incidents.domains import of_other_domain
from geoinc.incidents.gather import Event, gather, is_collection
from geoinc.incidents.place import Locate, all_relations, dateline_relation
from geoinc.incidents.reading import Account, page_of, read
from geoinc.incidents.scene import scenes
from geoinc.incidents.triggers import lexicon
from geoinc.incidents.types import kind
from geoinc.incidents.when import story_times
from geoinc.model import Document, Incident, Relation, Resolution
from geoinc.text.tokens import words_of

_MOST_ACCOUNTS = 400
"""Words of events in one run: gathering compares each with all events of its run, so time grows with its square."""


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
        Files with more triggers, in the shape of ``lexicons/triggers.toml``.

    Raises
    ------
    LexiconError
        If a lexicon cannot be used; names the file and the line.
    """
    triggers = lexicon(tuple(lexicons))
    page_words = words_of(document.text)
    if not triggers.gate.opens(page_words) or of_other_domain(page_words):
        return []
    page = page_of(document, all_relations(document, resolutions, relations), triggers, page_words)
    events = [event for chapter in _chapters(read(page)) for event in gather(chapter)]
    if not events:
        return []
    shown = [e for e in events if _is_shown(e)]
    # What opens a message ("MALAYSIA:") was a candidate already; a whole country that was not chosen is no pin.
    collected = is_collection([a for e in shown for a in e.accounts])
    filed = None if collected else dateline_relation(document, resolutions)
    places = scenes(page, shown)
    return [
        build(event, document, locate, scene=where, times=story_times(page, event, shown), filed=filed)
        for event, where in zip(shown, places, strict=True)
    ]


def _chapters(accounts: Sequence[Account]) -> Iterator[Sequence[Account]]:
    """Yield the accounts of a text in runs, each of which is gathered alone; all but collections are one run."""
    for start in range(0, len(accounts), _MOST_ACCOUNTS):
        yield accounts[start : start + _MOST_ACCOUNTS]


def _is_shown(event: Event) -> bool:
    """Whether an event goes on the map: a type that does, and words that report it as fact."""
    told = [a for a in event.accounts if a.seeds]
    return any(a.certain for a in told) and any(kind(a.trigger.type).incident for a in told)
