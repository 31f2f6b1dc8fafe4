"""Whether any words of a text can report an event at all: a bound on what :mod:`geoinc.incidents.reading` would find.

Most texts use words of events and report none. What is dear (counting people, finding who acts, what is beside a
trigger) can only raise the probability that words tell of an event by so much; where even that is too little for all
words of a text, none of it is looked for. The bound is never lower than what reading gives, so no incident is lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from geoinc.incidents.blame import may_blame
from geoinc.incidents.decisions.scorer import load, log_odds
from geoinc.incidents.decisions.told import describes
from geoinc.incidents.frames.matcher import Told
from geoinc.incidents.reading import COUNTED, LONG_AGO, RECALLED, TITLED, TOLD, Page, Telling
from geoinc.incidents.tolls.claims import may_count
from geoinc.incidents.triggers import Trigger
from geoinc.text.sentences import Sentence
from geoinc.text.time_ranges import Time
from geoinc.text.times import find_times

_TIMES = ("day", "only wide time", "future", "since a time")
_COUNTS = ("toll", "large toll", "no toll", "victims", "sums up", "target")
_ALWAYS = ("past", "every year", "place")
"""Kinds of evidence that the scorer knows: of times, of counts, and what cannot be ruled out."""


def may_report(page: Page) -> bool:
    """Whether any words of a text may report an event."""
    return any(
        _may_seed(page, page.sentences[index], telling) for index, told in page.triggers.items() for telling in told
    )


def _may_seed(page: Page, sentence: Sentence, telling: Telling) -> bool:
    """Whether a trigger may report an event of its own, whatever stands beside it."""
    trigger, words = telling
    if not trigger.meant or (trigger.told is Told.ATTEMPTED and trigger.family == "territory"):
        return False
    if not trigger.weak and may_blame(sentence.words):  # who claims a deed tells of it as done
        return True
    following = page.sentences[sentence.index + 1 : sentence.index + 2]
    counted = may_count(sentence, *following)
    titled = sentence.headline and sentence.index == 0 and not trigger.weak
    least = log_odds(TITLED if titled else COUNTED if counted else TOLD)
    beside = [*_ALWAYS, *(_COUNTS if counted else ()), *_roles(sentence, trigger)]
    most = _raised(load("told").score(words), beside)
    # Looking for times is worth it only where they can tip the balance.
    if _raised(most, _TIMES) >= min(least, log_odds(RECALLED)):
        times = find_times(page.document.text, page.document.published, sentence.start, sentence.end)
        most = _raised(most, _TIMES) if times else most
        if not trigger.weak and most >= log_odds(RECALLED) and any(_is_past(t, page.document.published) for t in times):
            return True
    named = trigger.told is not Told.PAST and not (trigger.weak and describes(trigger))
    return named and most >= least


def _raised(score: float, beside: Iterable[str]) -> float:
    """Return a score with the most that evidence of some kinds may add to it."""
    weights = load("told").weights
    return score + sum(max(0.0, weights.get(name, 0.0)) for name in beside)


def _roles(sentence: Sentence, trigger: Trigger) -> Iterator[str]:
    """Yield the roles that somebody may be found for."""
    frame = trigger.frame
    acts = frame is not None and (frame.attacker is not None or frame.owner is not None)
    if acts or not trigger.noun or may_blame(sentence.words):
        yield "attacker"
    if frame is not None and frame.target is not None:
        yield "target"


def _is_past(when: Time, published: date | None) -> bool:
    """Whether a time may lie well before the report; one that counts from another may."""
    if published is None:
        return False
    return when.moves is not None or (when.last is not None and published - when.last > LONG_AGO)
