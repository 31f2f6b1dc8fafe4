"""What sentences do besides reporting an event: look back, sum up, react to one, point back to its place."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from geoinc.incidents.attribution import Speech
from geoinc.incidents.cues import cue_words
from geoinc.incidents.frames.matcher import governors
from geoinc.incidents.tolls.harms import harm_words
from geoinc.incidents.triggers import Trigger
from geoinc.language.lexicon import load
from geoinc.model import Relation
from geoinc.text.pattern_gates import Search
from geoinc.text.sentences import Sentence
from geoinc.text.vocabulary_gates import WEEKDAYS
from geoinc.text.years import MONTHS

_VERB = "VERB"
_SUBJECT_REACH = 20
"""How many tokens before "has killed" a war may stand as its subject."""


@cache
def _pattern(name: str) -> Search:
    """Return a pattern of ``cues.toml``."""
    return Search(load("cues")["patterns"][name])


def _found(name: str, sentence: Sentence) -> bool:
    """Whether a pattern stands in a sentence, in lower case with blanks between its words and signs."""
    pattern = _pattern(name)
    return pattern.may_match(sentence.words) and pattern.pattern.search(sentence.spaced) is not None


def looks_back(sentence: Sentence, speeches: Sequence[Speech] = ()) -> bool:
    """Whether a sentence is of the courts or of history; that a prosecutor speaks makes it neither."""
    if _past_words().isdisjoint(sentence.words):
        return False
    spoken = [(s.span.start, s.span.end) for s in speeches]
    tokens = [t for t in sentence.tokens if not any(a <= t.start < b for a, b in spoken)]
    offices = {a.start for a, b in pairwise(tokens) if b.lower in cue_words("trial", "offices")}
    words = {t.lower for t in tokens if t.start not in offices}
    return not _past_words().isdisjoint(words)


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
    return _found("every year", sentence)


def of_a_war(sentence: Sentence) -> bool:
    """Whether a sentence gives the toll of a whole conflict ("the war, now in its third year, has killed 9,000")."""
    wars = cue_words("conflict", "words")
    if wars.isdisjoint(sentence.words):
        return False
    lower = sentence.lower
    if _found("since a war", sentence):
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
    pattern = _pattern("place name")
    for match in pattern.pattern.finditer(sentence.text) if pattern.may_match(sentence.words) else ():
        start = match.start("name") + sentence.start
        if match["name"].lower() not in _TIME_NAMES | cue_words("places", "times") and not any(
            a <= start < b for a, b in known
        ):
            found.add(match["name"])
    return frozenset(found)


_TIME_NAMES = frozenset({*MONTHS, *WEEKDAYS, *(m[:3] for m in MONTHS)})


def points_back(sentence: Sentence) -> bool:
    """Whether a sentence speaks of a place told before ("in the area")."""
    town = _pattern("of the town")
    return _found("there", sentence) or (
        town.may_match(sentence.words) and town.pattern.search(sentence.text) is not None
    )


def placed_again(sentence: Sentence) -> bool:
    """Whether a sentence says where, or when, that was which was told: "the village lies …", "it happened …"."""
    patterns = map(_pattern, ("placed again", "took place"))
    return any(p.may_match(sentence.words) and p.pattern.match(sentence.text) for p in patterns)


def reacts(trigger: Trigger) -> bool:
    """Whether a trigger is only what somebody condemns, mourns or welcomes."""
    frame, read = trigger.frame, trigger.read
    if not trigger.noun or frame is None or read is None:
        return False
    reaction = cue_words("reaction", "words")
    above = set(governors(read, frame.word))
    before = (i for i in range(frame.word) if read.words[i].lemma in reaction)
    return any(i in above or all(w.tag != _VERB for w in read.words[i + 1 : frame.word]) for i in before)


def is_setting(sentence: Sentence, trigger: Trigger) -> bool:
    """Whether a trigger names the wider conflict ("the war in Syria") rather than an event ("the fighting began")."""
    after = [t.lower for t in sentence.tokens[trigger.last + 1 : trigger.last + 2]]
    own = bool(cue_words("conflict", "beginnings") & set(after)) and trigger.text not in cue_words("conflict", "long")
    return trigger.weak and trigger.family == "battle" and not own


def digs(words: frozenset[str]) -> bool:
    """Whether a text of these words is of mines that are dug rather than laid."""
    return bool(words & cue_words("pit", "words")) and not words & cue_words("pit", "laid")


def is_vague(trigger: Trigger, *, pits: bool = False) -> bool:
    """Whether a word such as "incidents" tells of nothing in particular, or "mine" of a pit."""
    if pits and trigger.text in cue_words("pit", "names"):
        return True
    return trigger.text in cue_words("discourse", "vague") and not trigger.definite
