"""Whether any words of a text can report an event at all: a bound on what :mod:`geoinc.incidents.reading` would find.

Most texts use words of events and report none. What is dear (counting people, finding who acts, what is beside a
trigger) can only raise the probability that words tell of an event by so much; where even that is too little for all
words of a text, none of it is looked for. The bound is never lower than what reading gives, so no incident is lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from math import inf

from geoinc.incidents.blame import may_blame
from geoinc.incidents.decisions.scorer import load, log_odds
from geoinc.incidents.decisions.told import NAME, describes
from geoinc.incidents.frames.matcher import Told
from geoinc.incidents.reading import (
    BORNE_OUT,
    RECALLED,
    TITLED,
    TOLD,
    Page,
    Telling,
    cast_of,
    is_long_ago,
)
from geoinc.incidents.remarks import every_year, looks_back, of_a_war, reacts
from geoinc.incidents.tolls.claims import counts_of, may_count
from geoinc.model import Role, TimePrecision
from geoinc.text.sentences import Sentence
from geoinc.text.time_ranges import Time
from geoinc.text.times import find_times

_ROLES = {"attacker": Role.ATTACKER, "target": Role.TARGET}
_ALWAYS = ("past", "every year", "place")
"""Kinds of evidence that the scorer knows: of counts, of roles, and what is not ruled out here."""


def may_report(page: Page) -> bool:
    """Whether any words of a text may report an event."""
    return any(
        _may_seed(page, page.sentences[index], telling) for index, told in page.triggers.items() for telling in told
    )


def _may_seed(page: Page, sentence: Sentence, telling: Telling) -> bool:
    """Whether a trigger may report an event of its own, whatever stands beside it; what is dear is asked for last."""
    trigger = telling.trigger
    if not trigger.meant or (trigger.told is Told.ATTEMPTED and trigger.family == "territory"):
        return False
    war = of_a_war(sentence)  # nobody is counted there
    counted = not war and may_count(sentence, *page.sentences[sentence.index + 1 : sentence.index + 2])
    if not counted and (reacts(trigger) or (war and trigger.weak)):  # these tell nothing but a toll
        return False
    score = _raised(
        load(NAME).weigh(telling.words, telling.around.score), [*_ALWAYS, *_evidence(_times(page, sentence))]
    )
    score += _by_counts() if counted else 0.0
    least = _least(page, sentence, telling, counted=counted)
    claims = not trigger.weak and may_blame(sentence.words)
    if not claims and _raised(score, _ROLES) < least:
        return False
    cast = cast_of(sentence, page)
    roles = {actor.role for actor in cast.actors(trigger, ())}
    if claims and Role.CLAIMANT in roles:  # who claims a deed tells of it as done
        return True
    score = _raised(score, [name for name, role in _ROLES.items() if role in roles])
    return score >= least and (not counted or _is_borne_out(page, sentence, telling, score))


def _is_borne_out(page: Page, sentence: Sentence, telling: Telling, score: float) -> bool:
    """Whether a trigger that passes for the toll that it may have would pass without, or has such a one."""
    if score - _by_counts() >= _least(page, sentence, telling, counted=False):
        return True
    claims = [c.claim for c in counts_of(page.sentences, sentence.index, page.document, page.voices) if c.is_sure]
    counted = any(c.min and not c.negated for c in claims)
    return bool(claims) and score >= _least(page, sentence, telling, counted=counted)


def _by_counts() -> float:
    """Return the most that people counted beside a trigger may add to its score.

    A toll comes with its victims, and a large one is a toll; those harmed may be the target.
    """
    weights = load(NAME).weights
    toll = weights.get("toll", 0.0) + max(0.0, weights.get("large toll", 0.0))
    victims = weights.get("victims", 0.0) + max(0.0, toll) + max(0.0, weights.get("no toll", 0.0))
    return max(0.0, victims) + _raised(0.0, ("sums up", "target"))


def _least(page: Page, sentence: Sentence, telling: Telling, *, counted: bool) -> float:
    """Return the logarithm of the odds from which on a trigger may report an event, here and now or as background."""
    published = page.document.published
    trigger = telling.trigger
    if not trigger.weak and any(_is_past(t, published) for t in _times(page, sentence)) and _may_recall(page, sentence):
        return log_odds(RECALLED)
    if trigger.told is Told.PAST or (trigger.weak and describes(trigger)):
        return inf
    titled = sentence.is_title and not trigger.weak
    dated = "dated" in telling.around.features
    return log_odds(TITLED if titled else BORNE_OUT if counted or dated else TOLD)


def _may_recall(page: Page, sentence: Sentence) -> bool:
    """Whether a sentence may tell of a time well before the report: not one of the courts, of history or of each year."""
    of_courts = looks_back(sentence) and looks_back(sentence, page.voices.at(sentence.index))
    return not of_courts and not every_year(sentence)


def _times(page: Page, sentence: Sentence) -> list[Time]:
    return find_times(page.document.text, page.document.published, sentence.start, sentence.end)


def _evidence(times: Sequence[Time]) -> list[str]:
    """Return what a trigger may have of the times of its sentence; those that count from another may be any.

    What has only times to come reports nothing, whatever its score.
    """
    narrow = any(t.moves is not None or (not t.weak and t.precision <= TimePrecision.WEEK) for t in times)
    return [*(["day", "lately"] if narrow else []), *(["only wide time", "since a time", "long ago"] if times else [])]


def _raised(score: float, beside: Iterable[str]) -> float:
    """Return a score with the most that evidence of some kinds may add to it."""
    weights = load(NAME).weights
    return score + sum(max(0.0, weights.get(name, 0.0)) for name in beside)


def _is_past(when: Time, published: date | None) -> bool:
    """Whether a time may lie well before the report; one that counts from another may."""
    return published is not None and (when.moves is not None or is_long_ago(when, published))
