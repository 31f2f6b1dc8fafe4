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
    roles = list(map(_ROLES.__getitem__, zip(tags, fine, strict=True)))
    i = 0
    while i < len(tags):
        begins = roles[i] & _BEGIN or forms[i][0] == _MASK or forms[i].lower() in quantifiers
        chunk = _chunk(forms, tags, fine, roles, i) if begins else None
        if chunk is None:
            i += 1
        else:
            found.append(chunk)
            i = chunk.end
    return found


_BEGIN, _NEVER_BEGIN, _END, _CLOSE, _INNER, _OPEN, _ALONE = (1 << n for n in range(7))
"""What a word may do in a group by its tags, as bits."""


class _Roles(dict[tuple[str, str], int]):
    """What words may do, by their two tags."""

    def __missing__(self, tags: tuple[str, str]) -> int:
        tag, fine = tags
        possessive = fine == "PRP$"
        holds = (
            tag in _BEGINS or fine in _BEGINS_FINE,
            tag in _NEVER,
            tag in _ENDS,
            tag in _CLOSED_BEFORE and not possessive,
            tag in _INSIDE,
            tag in _OPENS_NEW or possessive,
            tag == "PRON" and not possessive,
        )
        self[tags] = sum(1 << n for n, held in enumerate(holds) if held)
        return self[tags]


_ROLES = _Roles()


def _chunk(
    forms: Sequence[str], tags: Sequence[str], fine: Sequence[str], roles: Sequence[int], start: int
) -> NounGroup | None:
    """Return the noun group that begins at a word, if one does."""
    if roles[start] & _NEVER_BEGIN:
        return None
    if roles[start] & _ALONE or _is_mask(forms[start]):
        return NounGroup(start, start + 1, start)
    i = _after_quantifier(forms, tags, start)
    last = -1
    while i < len(tags) and not _is_mask(forms[i]):
        role = roles[i]
        if role & _OPEN and i > start and roles[i - 1] & _CLOSE:
            break
        if role & _END:
            last = i
        elif not role & (_INNER | _OPEN) and not _goes_on(forms, tags, fine, i, start):
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


def _goes_on(forms: Sequence[str], tags: Sequence[str], fine: Sequence[str], i: int, start: int) -> bool:
    """Whether a word that by its tags alone has no place in a group can stand within one."""
    tag = tags[i]
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
