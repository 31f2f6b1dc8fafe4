"""How much the words of a sentence promise an event, as a first look before any sentence is parsed.

Parsing is the dearest thing that is done with a text, and two texts in three that use words of events report none.
So the sentences that promise something are parsed first; only where they may report an event are the others. What is
looked at are sets of words alone: which lists and frames they are of, and each for itself. Trained by ``python -m geoinc.learn.incidents.promise``, which prints how many
texts that report an event it loses.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from math import fsum

from geoinc.incidents.actors import kinds_among
from geoinc.incidents.blame import may_blame
from geoinc.incidents.decisions.scorer import BIAS, Features, load
from geoinc.incidents.decisions.told import counted_in_lists
from geoinc.incidents.frames.lexicon import Frame, LexicalUnit, frames, unit_phrases
from geoinc.incidents.tolls.harms import may_harm
from geoinc.text.sentences import Sentence
from geoinc.text.tokens import WORDS

NAME = "promise"
LEAST = -2.6
"""Sentences of lower log odds are parsed only beside others of their text that may report an event."""
_WORD = "word "
_EARLY = 2
_SHORT = 12
_Entry = tuple[frozenset[str], frozenset[str] | None, tuple[str, str]]


def promises(page: Features) -> Callable[[Sentence], bool]:
    """Return what says whether a sentence is worth parsing by itself; ``page`` is what its text's words say as a whole."""
    around = load(NAME).weigh(page)
    return lambda sentence: score(sentence, around) >= LEAST


def score(sentence: Sentence, around: float) -> float:
    """Return the log odds that a sentence tells of an event; ``around`` is what its text's words weigh as a whole."""
    scorer = load(NAME)
    return scorer.weights.get(BIAS, 0.0) + scorer.weigh(features(sentence), around) + _worth(sentence.words)


def _worth(words: frozenset[str]) -> float:
    """Return what the weights of single words add up to, in whatever order they are met."""
    known = _word_weights()
    return fsum(map(known.__getitem__, known.keys() & words))


@cache
def _word_weights() -> dict[str, float]:
    weights = load(NAME).weights
    return {name.removeprefix(_WORD): weight for name, weight in weights.items() if name.startswith(_WORD)}


def word_features(words: Iterable[str]) -> Features:
    """Return the features of single words, which :func:`score` adds to :func:`features`."""
    return {_WORD + word: 1.0 for word in words}


def features(sentence: Sentence) -> Features:
    """Return what the words of a sentence say of whether it tells of an event here and now, beside what those of its page do."""
    words = sentence.words
    found: Features = {f"has {name}": min(count, 2) / 2 for name, count in counted_in_lists(words)}
    units = sorted(_units(words))
    found |= dict.fromkeys((name for pair in units for name in pair), 1.0)
    strong = any(name.startswith("strong") for name, _ in units)
    found |= {f"kind {kind}": 1.0 for kind in sorted(kinds_among(words))}
    facts = {
        "strong": strong,
        "only weak": not strong,
        "harm": may_harm(words, sentence.page),
        "blame": may_blame(words),
        "headline": sentence.is_title,
        "first": sentence.index == 0,
        "early": sentence.index <= _EARLY,
        "short": len(words) < _SHORT,
        "question": sentence.text.endswith("?"),
    }
    return found | {name: 1.0 for name, holds in facts.items() if holds}


def _units(words: frozenset[str]) -> set[tuple[str, str]]:
    """Return the units that may stand among words, each as its frame and as its own words."""
    known = _phrases()
    return {
        names
        for key in known.keys() & words
        for phrase, needs, names in known[key]
        if (not phrase or phrase <= words) and (needs is None or not needs.isdisjoint(words))
    }


@cache
def _phrases() -> dict[str, list[_Entry]]:
    """Return the phrases of all units by their longest word, each as its other words."""
    found: dict[str, list[_Entry]] = {}
    for frame in frames():
        for unit in (*frame.verbs, *frame.nouns):
            for phrase, needs in unit_phrases(unit, verbal=unit in frame.verbs):
                words = frozenset(WORDS.findall(" ".join(phrase)))
                key = max(sorted(words), key=len, default="")
                found.setdefault(key, []).append((words - {key}, needs, _names(frame, unit)))
    return found


def _names(frame: Frame, unit: LexicalUnit) -> tuple[str, str]:
    return f"{'weak' if unit.weak else 'strong'} {frame.name}", f"unit {' '.join(unit.words)}"
