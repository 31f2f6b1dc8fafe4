"""Noun groups: a noun with what stands before it and belongs to it, read off the parts of speech alone."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from geoinc import language
from geoinc.language.lexicon import read

_NOMINAL = {"NOUN", "PROPN"}
_ENDS = {"NOUN", "PROPN", "NUM", "SYM"}
_INSIDE = {"NOUN", "PROPN", "NUM", "ADJ", "SYM"}
_NEVER = {"PUNCT", "AUX", "CCONJ", "SCONJ", "INTJ"}
"""No group begins with these."""
_BEGINS = _INSIDE | {"DET", "PRON"}
_BEGINS_FINE = {"PRP$", "VBN"}
"""Only these begin a group, beside masks and what belongs to a number behind it."""
_CLOSED_BEFORE = _ENDS | {"PRON"}
_BEHIND_HYPHENS = _INSIDE | {"VERB", "ADV"}
_BEHIND_MODIFIERS = _NOMINAL | {"ADJ"}
_OPENS_NEW = {"DET"}
_POSSESSIVE = "POS"
_HYPHENS = {"-", "‑", "‐"}
_MASK = "‹"
"""What the form of a date, a time or a position begins with."""


class NounGroup(NamedTuple):
    """Words ``start`` to ``end`` (exclusive) of a sentence with the noun, number or pronoun ``head`` that they belong to."""

    start: int
    end: int
    head: int


def noun_groups(forms: Sequence[str], tags: Sequence[str], fine: Sequence[str]) -> list[NounGroup]:
    """Return the noun groups of a sentence, in order; they do not overlap.

    A possessor is part of its noun's group ("the army's barracks"); a pronoun, a date, a time or a position is a group alone.
    """
    found: list[NounGroup] = []
    quantifiers = _quantifiers()
    i = 0
    while i < len(tags):
        begins = (
            tags[i] in _BEGINS or fine[i] in _BEGINS_FINE or forms[i][0] == _MASK or forms[i].lower() in quantifiers
        )
        chunk = _chunk(forms, tags, fine, i) if begins else None
        if chunk is None:
            i += 1
        else:
            found.append(chunk)
            i = chunk.end
    return found


def _chunk(forms: Sequence[str], tags: Sequence[str], fine: Sequence[str], start: int) -> NounGroup | None:
    """Return the noun group that begins at a word, if one does."""
    if tags[start] in _NEVER:
        return None
    if tags[start] == "PRON" and fine[start] != "PRP$":
        return NounGroup(start, start + 1, start)
    if _is_mask(forms[start]):
        return NounGroup(start, start + 1, start)
    i = _after_quantifier(forms, tags, start)
    last = -1
    while i < len(tags) and not _is_mask(forms[i]):
        if _opens(tags, fine, i) and i > start and tags[i - 1] in _CLOSED_BEFORE and fine[i - 1] != "PRP$":
            break
        if tags[i] in _ENDS:
            last = i
        elif not _goes_on(forms, tags, fine, i, start):
            break
        i += 1
    return NounGroup(start, last + 1, last) if last >= start else None


def _after_quantifier(forms: Sequence[str], tags: Sequence[str], start: int) -> int:
    """Return where a group goes on after words such as "at least" that begin it; they need a number behind them."""
    for words in _quantifiers().get(forms[start].lower(), ()):
        end = start + len(words)
        if end < len(tags) and tags[end] == "NUM" and tuple(f.lower() for f in forms[start:end]) == words:
            return end
    return start


def _opens(tags: Sequence[str], fine: Sequence[str], i: int) -> bool:
    return tags[i] in _OPENS_NEW or fine[i] == "PRP$"


def _goes_on(forms: Sequence[str], tags: Sequence[str], fine: Sequence[str], i: int, start: int) -> bool:
    """Whether a word that can end no group can stand within one."""
    tag = tags[i]
    if tag in _INSIDE or _opens(tags, fine, i):
        return True
    if i == start:  # "by armed men"
        return fine[i] == "VBN" and _noun_follows(tags, i) and (i == 0 or tags[i - 1] in {"ADP", "CCONJ"})
    if fine[i] == _POSSESSIVE:
        return tags[i - 1] in _ENDS
    if tag in {"CCONJ", "ADP", "PART"}:  # "four or five", "10 to 12"
        return tags[i - 1] == "NUM" and tags[i + 1 : i + 2] == ["NUM"] and _noun_follows(tags, i + 1)
    return _modifies(forms, tags, fine, i)


def _modifies(forms: Sequence[str], tags: Sequence[str], fine: Sequence[str], i: int) -> bool:
    """Whether a hyphen, participle or adverb stands before the noun that it belongs to."""
    before, following = tags[i - 1], tags[i + 1] if i + 1 < len(tags) else ""
    if forms[i] in _HYPHENS:
        return following in _BEHIND_HYPHENS or (bool(following) and before in _INSIDE)
    if tags[i] == "VERB":  # "an armed man", "a fishing boat"; after a noun it is the verb
        led = before in {"DET", "ADJ", "NUM", "ADV"} or forms[i - 1] in _HYPHENS or fine[i - 1] in {"PRP$", _POSSESSIVE}
        return led and _noun_follows(tags, i)
    return tags[i] == "ADV" and following in {"ADJ", "VERB", "NUM"} and before in {"DET", "PRON"}


def _noun_follows(tags: Sequence[str], i: int) -> bool:
    return i + 1 < len(tags) and tags[i + 1] in _BEHIND_MODIFIERS


def _is_mask(form: str) -> bool:
    return form[0] == _MASK and len(form) > 1


@cache
def _quantifiers() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Return the words that belong to a number behind them, the longest first, by their first word."""
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for words in sorted((tuple(w.split()) for w in read(language.path("syntax.toml"))["before_numbers"]), key=len):
        found[words[0]] = (words, *found.get(words[0], ()))
    return found
