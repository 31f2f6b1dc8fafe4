"""Is an event told as of here and now, or as plan, fear, history, court case, sport, idiom? A learned probability.

What is looked at (``features``) leaves out which words they are as far as it can: the class and form of the trigger,
how it is meant, who and what stands around it, and which kinds of words its sentence and its page hold. So it carries
over between styles of reports. Trained by ``python -m geoinc.learn.incidents.told``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from geoinc.incidents.actors import actor_kind
from geoinc.incidents.decisions.scorer import Features, load
from geoinc.incidents.remarks import compound, is_vague, of_a_war, reacts
from geoinc.incidents.triggers import Trigger
from geoinc.language.lexicon import load as load_words
from geoinc.text.sentences import Sentence

_NEAR = 8
"""Words at most so many tokens from a trigger are beside it."""
_BE = frozenset({"was", "were", "been", "being", "is", "are", "be", "got", "get", "gets"})
_ARMED = frozenset({"armed group", "militia", "gang", "unknown"})
_PLACE = re.compile(
    r"\b(?:[Ii]n|[Aa]t|[Nn]ear|[Oo]ff|[Oo]utside|[Aa]round|[Oo]f|IN|AT|NEAR|OFF)\s+(?:[a-z]+\s+){0,2}[A-Z]"
)
_DAY = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|yesterday|today|overnight|\d{1,2}(?:st|nd|rd|th)?\s(?:of\s)?"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|(?:jan|feb|march|apr|may|june|july|aug|sep|oct|nov|dec)[a-z]*\.?\s\d{1,2}\b(?!\d)|\d{1,2}[./-]\d{1,2}|\d{3,4}\s?(?:utc|lt|local|hrs|hours|z)\b)",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:1[0-9]|20)\d\d\b|\bcentury\b|\b\d0s\b")
_SINCE = re.compile(
    r"\bsince\b|\b(?:every|each|per|a|last|this) (?:year|month|day|week)\b|\bover the (?:past|last)\b", re.IGNORECASE
)
_QUOTES = re.compile(r"[\"“][^\"”]{3,400}[\"”]")


@cache
def _lists() -> tuple[tuple[str, frozenset[str]], ...]:
    return tuple((name, frozenset(words)) for name, words in load_words("told")["sentence"].items())


@cache
def _victims() -> frozenset[str]:
    return frozenset(load_words("told")["sentence"]["victims"])


def page_features(words: frozenset[str]) -> Features:
    """Return what a text's words as a whole say: which kinds of words it holds."""
    size = max(12, len(words))
    return {f"page {name}": min(1.0, 8.0 * n / size) for name, known in _lists() if (n := len(words & known))}


def sentence_features(sentence: Sentence) -> Features:
    """Return what a sentence says of whatever it tells."""
    words = sentence.words
    text = sentence.text
    found: Features = {f"has {name}": min(n, 2) / 2 for name, known in _lists() if (n := len(words & known))}
    dated, year = _DAY.search(text) is not None, _YEAR.search(text) is not None
    found |= {
        "dated": dated,
        "year alone": year and not dated,
        "since": _SINCE.search(text) is not None,
        "placed": _PLACE.search(text) is not None,
        "question": text.endswith("?"),
        "of a war": of_a_war(sentence),
    }
    kinds = {actor_kind(w) for w in words} - {None}
    found["armed"] = bool(kinds & _ARMED)
    found["state"] = "state" in kinds
    return {name: float(value) for name, value in found.items() if value}


def features(sentence: Sentence, trigger: Trigger, around: Mapping[str, float]) -> Features:
    """Return what words say of whether a trigger tells of an event here and now.

    Parameters
    ----------
    around
        What :func:`page_features` and :func:`sentence_features` give.
    """
    lower = sentence.lower
    form = _form(trigger, lower)
    before, after = (
        lower[max(0, trigger.first - _NEAR) : trigger.first],
        lower[trigger.last + 1 : trigger.last + 1 + _NEAR],
    )
    beside = {*before, *after}
    found: Features = {
        f"{trigger.family} {form}": 1.0,
        form: 1.0,
        trigger.modality.value: 1.0,
        "weak" if trigger.weak else "strong": 1.0,
        f"{'weak' if trigger.weak else 'strong'} {form}": 1.0,
        "definite": trigger.definite,
        "plural": trigger.plural,
        "perfect": trigger.perfect,
        "compound": compound(sentence, trigger),
        "vague": is_vague(trigger),
        "reacts": reacts(sentence, trigger),
        "quoted": _is_quoted(sentence, trigger),
        "victim before": bool(_victims().intersection(before)),
        "victim after": bool(_victims().intersection(after)),
        "doer before": any(actor_kind(w) in _ARMED for w in before),
        "doer after": any(actor_kind(w) in _ARMED for w in after),
        "by": "by" in after[:3],
        "count beside": any(w[:1].isdigit() or w in _COUNTS for w in beside),
        "to before": before[-1:] == ["to"],
        "no before": not _NO.isdisjoint(before[-6:]),
        f"word {_stem(trigger.text)}": 0.5 if trigger.weak or _is_ambiguous(trigger.text) else 0.0,
        "name before": _name_at(sentence, trigger.first - 1),
        "name after": _name_at(sentence, trigger.last + 1) or _name_at(sentence, trigger.last + 2),
    }
    alone = not (found["victim before"] or found["victim after"] or found["doer before"] or found["doer after"])
    bare = alone and "has arms" not in around and "armed" not in around
    found["alone"] = alone
    found["ambiguous"] = _is_ambiguous(trigger.text)
    found["ambiguous bare"] = found["ambiguous"] and bare
    found["ambiguous alone"] = found["ambiguous"] and alone
    found["bare"] = bare
    found[f"bare {form}"] = bare
    found[f"bare {'weak' if trigger.weak else 'strong'}"] = bare
    return {**around, **{name: float(value) for name, value in found.items() if value}}


def probability(found: Features) -> float:
    """Return the probability that features are of an event here and now."""
    return load("told").probability(found)


_COUNTS = frozenset({"a", "an", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "several", "dozens", "dozen", "scores", "hundreds"})  # fmt: skip


_NO = frozenset({"no", "not", "nobody", "none", "never", "without", "denied", "n't", "n’t", "nor"})


def _stem(text: str) -> str:
    word = text.split(maxsplit=1)[0]
    return word[:4]


@cache
def _is_ambiguous(text: str) -> bool:
    """Whether a trigger has peaceful senses as well."""
    return text.startswith(tuple(load_words("evidence")["ambiguous"]["stems"]))


def _form(trigger: Trigger, lower: Sequence[str]) -> str:
    """Return how a trigger stands: as a noun, or in the passive, the active past, the present, or as "-ing"."""
    if trigger.noun:
        return "noun"
    word = lower[trigger.first]
    if word.endswith("ing"):
        return "gerund"
    before = lower[max(0, trigger.first - 4) : trigger.first]
    if _BE.intersection(before):
        return "passive"
    if word.endswith(("ed", "en", "t", "k", "ck", "nt", "ok", "ole", "oke", "ew", "ot", "ung", "ew", "ain", "it")):
        return "past"
    return "present"


def _is_quoted(sentence: Sentence, trigger: Trigger) -> bool:
    at = trigger.start - sentence.start
    return any(m.start() < at < m.end() for m in _QUOTES.finditer(sentence.text))


def _name_at(sentence: Sentence, i: int) -> bool:
    tokens = sentence.tokens
    return 0 < i < len(tokens) and tokens[i].is_capital
