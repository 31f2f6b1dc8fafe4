"""How a text means what it tells: as fact, denied, feared, intended or tried."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from functools import cache

from geoinc.language.lexicon import load

_AUXILIARIES = frozenset(
    {"be", "been", "being", "is", "are", "was", "were", "have", "has", "had", "also", "now", "soon", "then", "again", "get", "got", "do", "does", "did"}
)  # fmt: skip
_SMALL = frozenset(
    {"a", "an", "the", "of", "for", "on", "new", "more", "further", "major", "armed", "such", "another", "to", "about", "against", "carry", "out", "launch", "launching", "carrying", "conduct", "conducting", "military", "terrorist", "in", "his", "her", "their", "its", "any", "large", "full", "scale", "and", "or"}
)  # fmt: skip


class Modality(StrEnum):
    """How far a text asserts that an event took place."""

    ASSERTED = "asserted"
    NEGATED = "negated"
    HYPOTHETICAL = "hypothetical"
    FUTURE = "future"
    ATTEMPTED = "attempted"
    DENIED = "denied"


@cache
def _cues() -> dict[str, dict[str, frozenset[str]]]:
    data = load("cues")
    return {table: {name: frozenset(words) for name, words in lists.items()} for table, lists in data.items()}


def cue_words(table: str, name: str) -> frozenset[str]:
    """Return a word list of ``cues.toml``, or of ``speech.toml`` as the table "speech"."""
    return _speech_words(name) if table == "speech" else _cues()[table][name]


@cache
def _speech_words(name: str) -> frozenset[str]:
    return frozenset(load("speech")[name])


def verb_modality(lower: Sequence[str], i: int) -> Modality:
    """Return how the verb at token ``i`` is meant, by the auxiliaries and verbs before it."""
    cues = _cues()["modality"]
    j = i - 1
    negated = False
    while j >= 0 and (
        lower[j] in _AUXILIARIES or lower[j] in cues["negations"] or lower[j].endswith(("ly", "n't", "n’t"))
    ):
        negated = negated or lower[j] in cues["negations"] or lower[j].endswith(("n't", "n’t"))
        j -= 1
    word = lower[j] if j >= 0 else ""
    if word in cues["future_aux"]:
        return Modality.FUTURE
    if word in cues["hypothetical_aux"]:
        return Modality.HYPOTHETICAL
    if negated:
        return Modality.NEGATED
    if word == "to":
        told = "have" in lower[j:i] and not set(lower[max(0, j - 2) : j]) & cues["intended"]
        return Modality.ASSERTED if told else _infinitive(lower, j)
    if lower[i].endswith("ing") and word in {"of", "at", "for", "from", "against", "without"}:
        return _gerund(lower, j)
    return Modality.ATTEMPTED if word in cues["attempted"] and lower[i].endswith("ing") else Modality.ASSERTED


def _infinitive(lower: Sequence[str], j: int) -> Modality:
    cues = _cues()["modality"]
    for k in range(j - 1, max(-1, j - 4), -1):
        word = lower[k]
        if word in cues["attempted"]:
            modal = set(lower[max(0, k - 2) : k]) & (cues["hypothetical_aux"] | cues["future_aux"])
            return Modality.FUTURE if modal else Modality.ATTEMPTED
        if word in cues["asserted"]:
            return Modality.ASSERTED
        if word in cues["intended"]:
            return Modality.FUTURE
        if not word[0].isalnum():
            break
    return Modality.HYPOTHETICAL


def _gerund(lower: Sequence[str], j: int) -> Modality:
    cues = _cues()["modality"]
    if lower[j] == "without":
        return Modality.NEGATED
    before = lower[max(0, j - 2) : j]
    if any(w in cues["attempted"] for w in before):
        return Modality.ATTEMPTED
    return Modality.HYPOTHETICAL if any(w in cues["hypothetical_head"] for w in before) else Modality.ASSERTED
