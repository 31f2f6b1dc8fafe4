"""Is a place that stands beside words of an event where that happened? A learned probability.

It may as well be where somebody speaks, lives, comes from, goes to or is treated. What is looked at is what the place
hangs on in its sentence (the event, another verb, a noun, who says so), the words before it, and what the rules of
:mod:`~geoinc.incidents.aside` say. Trained by ``python -m geoinc.learn.incidents.there``.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from geoinc.incidents.aside import BOUND, ORIGIN, SAID, SINCE, TAKEN_THERE, reasons
from geoinc.incidents.attribution import Speech
from geoinc.incidents.cues import cue_words
from geoinc.incidents.decisions.scorer import Features, load, said
from geoinc.incidents.frames.lexicon import index
from geoinc.incidents.ground import COUNTRY, anchor_start, narrowest_width
from geoinc.incidents.triggers import Trigger
from geoinc.model import Relation, RelationKind
from geoinc.text.analysis import ParsedSentence
from geoinc.text.sentences import Sentence

NAME = "there"
LEAST = 0.6
"""A place less likely than this to be its event's is none of it."""
_PLAIN = frozenset({RelationKind.AT, RelationKind.IN})
_WORDS = 3
_NEAR = 8
"""So many words before a place tell what it is there, those nearest most of all."""
_WEIGHT, _SAID = 0.3, 0.2
"""How much one of these, and a word of the sentence, weighs beside the rest: the penalty draws it to nothing harder."""
_FAR = 20
_AFTERMATH = "aftermath"
_NEVER = frozenset({f"rule {SAID}", f"rule {ORIGIN}", f"rule {BOUND}", f"rule {SINCE}", _AFTERMATH})
"""Beside these a place is not where it happened, however near that was."""


def probability(sentence: Sentence, relation: Relation, trigger: Trigger, speeches: Sequence[Speech]) -> float:
    """Return the probability that what a trigger tells happened at a place of its sentence."""
    if relation.kind is RelationKind.COORDINATES:
        return 1.0
    found = features(sentence, relation, trigger, speeches)
    return 0.0 if is_ruled_out(found) else load(NAME).probability(found)


def is_ruled_out(found: Features) -> bool:
    """Whether what is known of a place rules it out: somebody speaks there, comes from there, or is taken there."""
    return not _NEVER.isdisjoint(found)


def features(sentence: Sentence, relation: Relation, trigger: Trigger, speeches: Sequence[Speech]) -> Features:
    """Return what speaks for or against a place being where what a trigger tells happened."""
    anchor = anchor_start(relation)
    wide = narrowest_width(relation)
    plain = relation.kind in _PLAIN and relation.distance is None
    # What leads to a phrase stands before all of it: "in the east, 8 km east of the line on the Sava".
    before = [t.lower for t in sentence.tokens if t.end <= (anchor if plain else relation.span.start)][-_NEAR:]
    after = [t.lower for t in sentence.tokens if t.start >= relation.span.end][:_WORDS]
    between = sum(
        trigger.end <= t.start < relation.span.start or relation.span.end <= t.start < trigger.start
        for t in sentence.tokens
    )
    found: Features = {
        f"width {wide}": 1.0,
        relation.kind.value: 1.0,
        "measured": float(relation.distance is not None),
        "phrase": float(not plain),
        "before its event": float(relation.span.start < trigger.start),
        "far": min(_FAR, between) / _FAR,
        "beside": float(between == 0),
        "weak": float(trigger.weak),
        f"event {trigger.family}": 1.0,
        "noun": float(trigger.noun),
        "headline": float(sentence.is_title),
        "country": float(wide >= COUNTRY),
    }
    if before:
        found[f"behind {before[-1]}"] = 1.0
    found |= {f"word {word}": 1.0 for word in before[-_WORDS:-1]}
    found |= {f"near {word}": _WEIGHT for word in before}
    found |= {f"then {word}": _WEIGHT for word in after}
    found |= said(sentence.words, _SAID)
    told = frozenset(reasons(sentence, relation, [trigger], speeches))
    found |= {f"rule {reason}": 1.0 for reason in told}
    found[_AFTERMATH] = float(TAKEN_THERE in told and _leaves(trigger))
    found |= dict.fromkeys(_on_the_way(sentence, relation, trigger), 1.0)
    read = () if trigger.read is None else (trigger.read,)
    found |= dict.fromkeys(stands(read, anchor, (trigger,)), 1.0)
    return {name: value for name, value in found.items() if value}


def is_aftermath(sentence: Sentence, relation: Relation, trigger: Trigger) -> bool:
    """Whether a place is only where those are taken whom a trigger says to be hurt, dead, abducted or arrested."""
    return _leaves(trigger) and TAKEN_THERE in reasons(sentence, relation, [trigger], ())


def _leaves(trigger: Trigger) -> bool:
    """Whether those of whom a trigger tells are often taken elsewhere."""
    return trigger.family in _TAKING or (trigger.family in _HARMING and (trigger.weak or trigger.noun))


def _is_harm(trigger: Trigger) -> bool:
    return trigger.weak and trigger.family in _HARMING


def _on_the_way(sentence: Sentence, relation: Relation, trigger: Trigger) -> Iterator[str]:
    """Yield whether words of motion or of care stand between an event and a place behind it."""
    between = {t.lower for t in sentence.tokens if trigger.end <= t.start < anchor_start(relation)}
    moved = not between.isdisjoint(cue_words("aside", "motion"))
    treated = not between.isdisjoint(cue_words("aside", "care"))
    harm = _is_harm(trigger)
    facts = {
        "moved": moved,
        "treated": treated,
        "harm, moved": harm and moved,
    }
    yield from (name for name, holds in facts.items() if holds)


_HARMING = frozenset({"attack", "accident", "disaster"})
_TAKING = frozenset({"abduction", "arrest"})


def stands(read: Sequence[ParsedSentence], position: int, triggers: Sequence[Trigger]) -> Iterator[str]:
    """Yield what a place, by its code point, hangs on in its sentence: the event, another verb, a noun, who says so."""
    events = {(id(t.read), t.frame.word) for t in triggers if t.frame is not None}
    for piece in read:
        at = piece.word_at(position)
        if at is not None:
            yield from _part(piece, at)
            yield from above(piece, at, {word for key, word in events if key == id(piece)})


def _part(piece: ParsedSentence, at: int) -> Iterator[str]:
    """Yield in which part of its sentence a word stands."""
    if piece.is_closer(at):
        yield "in what says who says so"
    if at < piece.body:
        yield "in what opens the sentence"
    if piece.words[at].quoted:
        yield "quoted"


def above(piece: ParsedSentence, at: int, events: Container[int]) -> Iterator[str]:
    """Yield what a word hangs on, up to the first verb or words of an event (those of ``events``), and the first noun."""
    words = piece.words
    noun = False
    while words[at].head >= 0:
        label, at = words[at].label, words[at].head
        if at in events or (words[at].tag == "VERB" and words[at].lemma in index().verbs):
            yield f"{label} of its event"  # "killed by mortar fire near the border" is told by both
            return
        if words[at].tag == "VERB":
            voice = "a passive" if any(words[c].label == "aux:pass" for c in piece.children[at]) else "a verb"
            yield f"{label} of {voice}"
            yield f"under {words[at].lemma}"
            return
        if not noun and label.startswith(("nmod", "obl")):
            noun = True
            yield f"of {words[at].lemma}"
