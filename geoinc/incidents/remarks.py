"""What sentences do besides reporting an event: look back, sum up, react to one, point back to its place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from geoinc.incidents.attribution import Speech
from geoinc.incidents.cues import cue_words
from geoinc.incidents.tolls.harms import harm_words
from geoinc.incidents.triggers import Trigger
from geoinc.model import Relation
from geoinc.text.sentences import Sentence
from geoinc.text.vocabulary_gates import WEEKDAYS
from geoinc.text.years import MONTHS

_REACTION_REACH = 8
"""How many tokens before a trigger a word such as "condemned" may stand."""
_SUBJECT_REACH = 20
"""How many tokens before "has killed" a war may stand as its subject."""
_BEGINNINGS = frozenset({"began", "started", "erupted", "broke", "raged", "ended", "lasted", "took", "happened", "occurred"})  # fmt: skip
_THERE = ("in the area", "there", "in the region", "in the city", "in the town", "in the village", "in the same", "in the province", "the site", "at the scene", "in the capital")  # fmt: skip
_OF_THE_TOWN = re.compile(r"\bthe (?:town|city|village|camp)['’]s\b")
_PLACED_AGAIN = re.compile(
    r"(?:the|this|that)\s+(?:[\w-]+\s+)?(?P<noun>village|town|city|hamlet|settlement|suburb|site|scene|area|spot|camp|base|"
    r"outpost|checkpoint|post|mine|market)\s+(?:(?:lies|lay|sits|stands)|(?:is|was)\s+(?:located|situated|about|some|around|"
    r"roughly|just|near|close|\d))\b",
    re.IGNORECASE,
)
_TOOK_PLACE = re.compile(r"(?:it|this)\s+(?:happened|occurred|took\s+place)\b", re.IGNORECASE)
_OFFICES = frozenset({"'s", "’s", "office"})
_ANY_GROUND = frozenset({"site", "scene", "area", "spot"})


def looks_back(sentence: Sentence, speeches: Sequence[Speech] = ()) -> bool:
    """Whether a sentence is of the courts or of history; that a prosecutor speaks makes it neither."""
    if _past_words().isdisjoint(sentence.words):
        return False
    spoken = [(s.span.start, s.span.end) for s in speeches]
    tokens = [t for t in sentence.tokens if not any(a <= t.start < b for a, b in spoken)]
    offices = {a.start for a, b in pairwise(tokens) if b.lower in _OFFICES}
    words = {t.lower for t in tokens if t.start not in offices}
    return not _past_words().isdisjoint(words)


_SINCE_A_WAR = re.compile(
    r"\bsince (?:the |its )?(?:\w+ ){0,2}?(?:war|fighting|conflict|violence|insurgency|hostilities|unrest|uprising|rebellion|"
    r"campaign|crisis|offensive|invasion|crackdown|clashes|bombardment|coup)\b"
)


@cache
def _past_words() -> frozenset[str]:
    return cue_words("trial", "words") | cue_words("history", "words")


def turns(sentence: Sentence) -> bool:
    """Whether a sentence opens by turning to something else."""
    opening = [t.lower for t in sentence.tokens[:4]]
    return bool(set(opening) & cue_words("discourse", "turns"))


def sums_up(sentence: Sentence) -> bool:
    """Whether a sentence counts over a long time."""
    return not cue_words("history", "sums").isdisjoint(sentence.lower)


def every_year(sentence: Sentence) -> bool:
    """Whether a sentence counts what happens year by year."""
    lower = " ".join(sentence.lower)
    return any(
        phrase in lower
        for phrase in ("each year", "per year", "a year", "every year", "annually", "per day", "a month")
    )


def of_a_war(sentence: Sentence) -> bool:
    """Whether a sentence gives the toll of a whole conflict ("the war, now in its third year, has killed 9,000")."""
    wars = cue_words("conflict", "words")
    if wars.isdisjoint(sentence.words):
        return False
    lower = sentence.lower
    if _SINCE_A_WAR.search(" ".join(lower)):
        return True
    for i, word in enumerate(lower):
        before = lower[max(0, i - _SUBJECT_REACH) : i] if word in harm_words() else []
        perfect = bool({"has", "have"} & set(before[-4:]))
        if perfect and set(before) & wars:
            return True
    return False


def unknown_places(sentence: Sentence, relations: Sequence[Relation]) -> frozenset[str]:
    """Return the names that stand as places right behind "in" or "at" and are none that is known."""
    known = [(r.span.start, r.span.end) for r in relations]
    found = set()
    for match in _PLACE_NAME.finditer(sentence.text):
        start = match.start("name") + sentence.start
        if match["name"].lower() not in _TIME_NAMES and not any(a <= start < b for a, b in known):
            found.add(match["name"])
    return frozenset(found)


_PLACE_NAME = re.compile(
    r"\b(?:in|at|near|outside)\s+(?:the\s+(?:[\w-]+\s+)?(?:village|town|city|hamlet|district)\s+of\s+)?(?P<name>[A-Z][a-z][\w'’-]+)"
)
_TIME_NAMES = frozenset({*MONTHS, *WEEKDAYS, *(m[:3] for m in MONTHS), "sept", "ramadan", "easter", "christmas"})


def points_back(sentence: Sentence) -> bool:
    """Whether a sentence speaks of a place told before ("in the area")."""
    lower = " ".join(sentence.lower)
    return any(phrase in lower for phrase in _THERE) or _OF_THE_TOWN.search(sentence.text) is not None


def placed_again(sentence: Sentence) -> str | None:
    """Return what a sentence locates again: the noun of "the village lies …", "" for "it happened …", else None."""
    match = _PLACED_AGAIN.match(sentence.text)
    if match:
        noun = match["noun"].lower()
        return "" if noun in _ANY_GROUND else noun
    return "" if _TOOK_PLACE.match(sentence.text) else None


def reacts(sentence: Sentence, trigger: Trigger) -> bool:
    """Whether a trigger is only what somebody condemns, mourns or welcomes."""
    before = [t.lower for t in sentence.tokens[max(0, trigger.first - _REACTION_REACH) : trigger.first]]
    return trigger.noun and any(w in cue_words("reaction", "words") for w in before)


def is_setting(sentence: Sentence, trigger: Trigger) -> bool:
    """Whether a trigger names the wider conflict ("the war in Syria") rather than an event ("the fighting began")."""
    after = [t.lower for t in sentence.tokens[trigger.last + 1 : trigger.last + 2]]
    own = bool(_BEGINNINGS & set(after)) and trigger.text not in cue_words("conflict", "long")
    return trigger.weak and trigger.family == "battle" and not own


def digs(words: frozenset[str]) -> bool:
    """Whether a text of these words is of mines that are dug rather than laid."""
    return bool(words & cue_words("pit", "words")) and not words & cue_words("pit", "laid")


def is_vague(trigger: Trigger, *, pits: bool = False) -> bool:
    """Whether a word such as "incidents" tells of nothing in particular, or "mine" of a pit."""
    if pits and trigger.text in {"mine", "mines"}:
        return True
    return trigger.text in {"incident", "incidents", "crime", "crimes"} and not trigger.definite
