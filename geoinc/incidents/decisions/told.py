"""Is an event told as of here and now, or as plan, fear, history, court case, sport, idiom? A learned probability.

What is looked at (``features``) is the class and form of the trigger, how it is meant, who and what stands around it,
and, of its sentence (:class:`Around`), which kinds of words it, the one before and the page hold, its words and those of
the one before, each for itself, and where in its text it stands. Trained by ``python -m geoinc.learn.incidents.told``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np

from geoinc.deferred import kept_property
from geoinc.incidents.actors import IRREGULAR, actor_kind, kinds_among, words_for
from geoinc.incidents.decisions.scorer import Features, load, said, sigmoid
from geoinc.incidents.frames.matcher import FrameMatch as Frame
from geoinc.incidents.remarks import of_a_war
from geoinc.incidents.triggers import Trigger
from geoinc.language.lexicon import load as load_words
from geoinc.text.analysis import ParsedSentence as Read
from geoinc.text.analysis import Word
from geoinc.text.pattern_gates import Search
from geoinc.text.sentences import Sentence
from geoinc.text.syntax.network import default as network
from geoinc.text.syntax.shapes import VECTOR

NAME = "told"
_NEAR = 8
"""Words at most so many tokens from a trigger are beside it."""
_PLACE = re.compile(
    r"\b(?:[Ii]n|[Aa]t|[Nn]ear|[Oo]ff|[Oo]utside|[Aa]round|[Oo]f|IN|AT|NEAR|OFF)\s+(?:[a-z]+\s+){0,2}[A-Z]"
)
_DAY = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|yesterday|today|overnight|\d{1,2}(?:st|nd|rd|th)?\s(?:of\s)?"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|(?:jan|feb|march|apr|may|june|july|aug|sep|oct|nov|dec)[a-z]*\.?\s\d{1,2}\b(?!\d)|\d{1,2}[./-]\d{1,2}|\d{3,4}\s?(?:utc|lt|local|hrs|hours|z)\b)"
)
_YEAR = re.compile(r"\b(?:1[0-9]|20)\d\d\b|\bcentury\b|\b\d0s\b")
_YEAR_OPENS = frozenset("0123456789c")
_SINCE = Search(r"\bsince\b|\b(?:every|each|per|a|last|this) (?:year|month|day|week)\b|\bover the (?:past|last)\b")
"""This and a day are sought in lower case."""


@cache
def listed_words() -> tuple[tuple[str, frozenset[str]], ...]:
    """Return the lists of words that tell how a sentence is meant, by name."""
    return tuple((name, frozenset(words)) for name, words in load_words("told")["sentence"].items())


@lru_cache(maxsize=256)
def counted_in_lists(words: frozenset[str]) -> tuple[tuple[str, int], ...]:
    """Return how many of some words each list holds; those that hold any, in their order; kept, as a sentence is asked twice."""
    numbers = _lists_by_word()
    counts = [0] * len(listed_words())
    for word in numbers.keys() & words:
        for number in numbers[word]:
            counts[number] += 1
    return tuple((name, count) for (name, _), count in zip(listed_words(), counts, strict=True) if count)


@cache
def _lists_by_word() -> dict[str, tuple[int, ...]]:
    """Return the numbers of the lists that hold each word."""
    found: dict[str, list[int]] = {}
    for number, (_, words) in enumerate(listed_words()):
        for word in sorted(words):
            found.setdefault(word, []).append(number)
    return {word: tuple(numbers) for word, numbers in found.items()}


def _first_list(*forms: str) -> str | None:
    """Return the first list that holds any of some forms of a word, None where none does."""
    numbers = _lists_by_word()
    held = [numbers[form][0] for form in forms if form in numbers]
    return listed_words()[min(held)][0] if held else None


@cache
def _victims() -> frozenset[str]:
    return frozenset(load_words("told")["sentence"]["victims"])


def page_features(words: frozenset[str]) -> Features:
    """Return what a text's words as a whole say: which kinds of words it holds."""
    size = max(12, len(words))
    return {f"page {name}": min(1.0, 8.0 * n / size) for name, n in counted_in_lists(words)}


def sentence_features(sentence: Sentence, read: Sequence[Read] = (), before: Sentence | None = None) -> Features:
    """Return what a sentence says of whatever it tells; ``read`` is its analysis, ``before`` the sentence before it."""
    words = sentence.words
    text = sentence.text
    low = text.lower()
    found: Features = {f"has {name}": min(n, 2) / 2 for name, n in counted_in_lists(words)}
    dated, year = _DAY.search(low) is not None, _YEAR.search(text) is not None
    found |= {
        "dated": dated,
        "year alone": year and not dated,
        "since": _SINCE.may_match(words) and _SINCE.pattern.search(low) is not None,
        "placed": _PLACE.search(text) is not None,
        "question": text.endswith("?"),
        "of a war": of_a_war(sentence),
    }
    kinds = kinds_among(words)
    found["armed"] = bool(kinds & IRREGULAR)
    found["state"] = "state" in kinds
    if before is not None:
        found |= {f"before {name}": min(n, 2) / 2 for name, n in counted_in_lists(before.words)}
    told = {name: float(value) for name, value in found.items() if value}
    told |= said(_without_numbers(words), _SAID)
    if before is not None:
        told |= said(_without_numbers(before.words), _SAID_BEFORE, "said before")
    return told | _meaning(read)


def _without_numbers(words: Iterable[str]) -> Iterator[str]:
    return (word for word in words if not word.isdigit())


def place_in_text(sentence: Sentence, told: Sequence[Sentence]) -> Features:
    """Return where a sentence stands among those of its text: news comes first, background last. Of a short text that says little."""
    weight = min(1.0, (len(told) - _SHORT) / (_LONG - _SHORT))
    if weight <= 0:
        return {}
    opens = sentence.index == 0 or told[sentence.index - 1].paragraph != sentence.paragraph
    facts = {
        "text, far": min(_FAR, sentence.index) / _FAR,
        f"text, sentence {min(_LATE, sentence.index)}": 1.0,
        "text, opens a paragraph": opens,
        "text, in a paragraph": not opens,
        "text, last": sentence.index == len(told) - 1,
        "text, headline": sentence.is_title,
    }
    return {name: weight * value for name, value in facts.items() if value}


_SHORT, _LONG = 3, 13
"""In texts of so many sentences where one stands says nothing, and all that it ever says."""
_LATE, _FAR = 4, 15
"""Behind the first so many a sentence is late, behind the second as far as any."""


@dataclass(frozen=True)
class Around:
    """What a sentence and its text say of whatever the sentence tells."""

    features: Features

    @kept_property
    def score(self) -> float:
        """The log odds of an event here and now by these alone."""
        return load(NAME).score(self.features)


def meet(read: Iterable[Sequence[Read]]) -> None:
    """Look the words of sentences up together whose :func:`sentence_features` will be asked for."""
    network().meet(form for pieces in read for form in _content(pieces))


def _content(read: Sequence[Read]) -> list[str]:
    """Return the nouns, verbs and adjectives of a sentence."""
    return [w.form for piece in read for w in piece.words if w.tag in _CONTENT]


def _meaning(read: Sequence[Read]) -> Features:
    """Return what a sentence is about: the mean of the vectors of its nouns, verbs and adjectives, each of length one."""
    directions = network().directions(_content(read))
    if not len(directions):
        return {}
    mean = directions.mean(axis=0)
    return dict(zip(_MEANINGS, (_SCALE * mean.astype(np.float64)).tolist(), strict=True))


_MEANINGS = tuple(f"meaning {k}" for k in range(VECTOR))
_CONTENT = frozenset({"NOUN", "VERB", "ADJ"})
_SCALE = 3.0
"""Brings a mean of vectors to the size of the other features, so that one penalty serves all."""
_SAID, _SAID_BEFORE, _CALLED = 0.5, 0.3, 0.4
"""How much a word of a sentence weighs beside what is known of its trigger, one of the sentence before, and one by its function: each is drawn to nothing harder."""


def features(trigger: Trigger, around: Features) -> Features:
    """Return what words say of whether a trigger tells of an event here and now, beside ``around``."""
    frame, read = trigger.frame, trigger.read
    if frame is None or read is None:
        return {}
    word = read.words[frame.word]
    form = _form(frame, word)
    strength = "weak" if trigger.weak else "strong"
    attacker, target = _filler(read, frame.attacker), _filler(read, frame.target)
    name = frame.frames[0].name
    beside_it = slice(max(0, frame.word - _NEAR), frame.word + _NEAR + 1)
    near, beside = read.words[beside_it], {lower for lower, _ in read.lower[beside_it]}
    doer = attacker in IRREGULAR or not beside.isdisjoint(_armed_words())
    harmed = target in {"victims", "people"} or not beside.isdisjoint(_victims())
    bare = not (doer or harmed) and "has arms" not in around and "armed" not in around
    ambiguous = trigger.weak or _is_ambiguous(trigger.text)
    found: Features = {
        form: 1.0,
        strength: 1.0,
        f"{strength} {form}": 1.0,
        f"frame {name}": 1.0,
        f"{name} {form}": 1.0,
        f"told {trigger.told.value}": 1.0,
        f"agent {attacker}": 1.0,
        f"patient {target}": 1.0,
        f"label {word.label}": 1.0,
        f"above {_above(read, frame.word)}": 1.0,
        f"case {_case(read, frame.word)}": frame.nominal,
        f"tense {_tense(read, frame.word)}": not frame.nominal,
        **dict.fromkeys(_called(read, frame), _CALLED),
        **_clause(read, frame.word),
        "year beside": any(w.form[0] in _YEAR_OPENS and _YEAR.fullmatch(w.form) for w in near),
        "definite": trigger.definite,
        "plural": trigger.plural,
        "perfect": trigger.perfect,
        "agreed": frame.agreed,
        "owner": frame.owner is not None,
        "light": frame.light is not None and frame.nominal,
        "compound": describes(trigger),
        "quoted": word.quoted,
        "name": word.tag == "PROPN",
        "victims beside": harmed,
        "armed beside": doer,
        "count": _counts(read, frame.attacker) or _counts(read, frame.target),
        "no place or day beside": not any(w.tag == "PROPN" or w.form[0] == "‹" for w in near),
        "ambiguous": ambiguous,
        "bare": bare,
        f"bare {form}": bare,
        f"bare {strength}": bare,
        "ambiguous bare": bare and ambiguous,
        "ambiguous alone": ambiguous and not (doer or harmed),
    }
    return {feature: float(value) for feature, value in found.items() if value}


def _called(read: Read, frame: Frame) -> Iterator[str]:
    """Yield the words that a trigger stands with, by what they are to it: itself, who does what to whom, above and below."""
    words = read.words
    yield f"word {frame.lemma}"
    for role, group in (("doer", frame.attacker), ("struck", frame.target)):
        if group is not None:
            yield f"{role} {_name(words[read.groups[group].head])}"
    word = words[frame.word]
    if word.head >= 0:
        yield f"under {_name(words[word.head])}"
        yield f"{word.label} of {_name(words[word.head])}"
    yield from (f"{words[c].label} {_name(words[c])}" for c in read.children[frame.word])
    if (main := _main(read, frame.word)) != frame.word:
        yield f"main word {_name(words[main])}"


def _name(word: Word) -> str:
    """Return the basic form of a word; all names are alike, and all numbers."""
    return "a name" if word.tag == "PROPN" else "a number" if word.tag == "NUM" else word.lemma.lower()


def _main(read: Read, word: int) -> int:
    """Return the word that all of a sentence hangs on, from one of them."""
    for _ in read.words:
        if read.words[word].head < 0:
            break
        word = read.words[word].head
    return word


def describes(trigger: Trigger) -> bool:
    """Whether a noun only says what kind of thing the noun behind it is ("bomb squad")."""
    frame, read = trigger.frame, trigger.read
    if frame is None or read is None:
        return False
    group = read.group_of[frame.word]
    return group >= 0 and read.groups[group].head > frame.word


def _filler(read: Read, group: int | None) -> str:
    """Return what kind of people or thing fills a role."""
    if group is None:
        return "none"
    head = read.words[read.groups[group].head]
    if head.tag == "PRON":
        return "pronoun"
    lower = head.form.lower()
    known = actor_kind(lower) or actor_kind(head.lemma)
    if known == "civilians":
        return "people"
    if known:
        return known
    return _first_list(lower, head.lemma) or (
        "name" if head.tag == "PROPN" else "number" if head.tag == "NUM" else "thing"
    )


@cache
def _armed_words() -> frozenset[str]:
    return words_for(IRREGULAR)


def _counts(read: Read, group: int | None) -> bool:
    return group is not None and read.count(group) is not None


def _form(frame: Frame, word: Word) -> str:
    """Return how a trigger stands: as a noun, as "-ing", in the passive, in the past, or in the present."""
    if frame.nominal:
        return "noun"
    if word.fine == "VBG":
        return "gerund"
    if frame.passive:
        return "passive"
    return "past" if word.fine in {"VBD", "VBN"} else "present"


def _tense(read: Read, word: int) -> str:
    """Return the tags of a verb and of its auxiliaries."""
    helpers = [read.words[c].lemma for c in read.children[word] if read.words[c].label in _HELPERS]
    return " ".join([*helpers[:2], read.words[word].fine])


_HELPERS = frozenset({"aux", "aux:pass", "cop"})


def _clause(read: Read, word: int) -> Features:
    """Return how a trigger's clause stands in its sentence: under which words, and below what main verb."""
    found: Features = {}
    head = read.clause(word)
    at = head if head >= 0 else word
    mark = next((read.words[c].lemma for c in read.children[at] if read.words[c].label == "mark"), None)
    found[f"clause {read.words[at].label}"] = 1.0
    found[f"mark {mark}"] = 1.0
    main = _main(read, at)
    found["is main"] = float(main == word)
    if main != word:
        found[f"main {_tense(read, main)}"] = 1.0
        found[f"main is {_listed(read.words[main])}"] = 1.0
    for child in read.children[word]:
        if read.words[child].label == "advmod":
            found[f"adverb {_listed(read.words[child])}"] = 1.0
        if read.words[child].label == "amod":
            found[f"adjective {_listed(read.words[child])}"] = 1.0
    return found


def _listed(word: Word) -> str:
    return _first_list(word.form.lower(), word.lemma) or word.tag


def _case(read: Read, word: int) -> str:
    """Return the preposition before a noun."""
    return next((read.words[c].lemma for c in read.children[word] if read.words[c].label == "case"), "none")


def _above(read: Read, word: int) -> str:
    """Return what kind of word governs a trigger: its tag, and the list that it stands in."""
    head = read.words[word].head
    if head < 0:
        return "nothing"
    return _listed(read.words[head])


def probability(found: Features, around: Around) -> float:
    """Return the probability that features of a trigger, beside those around it, are of an event here and now."""
    return sigmoid(load(NAME).weigh(found, around.score))


@cache
def _is_ambiguous(text: str) -> bool:
    """Whether a trigger has peaceful senses as well."""
    return text.startswith(tuple(load_words("evidence")["ambiguous"]["stems"]))
