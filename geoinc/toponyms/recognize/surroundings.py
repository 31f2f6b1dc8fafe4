"""What a sentence does with a mention: the words that govern it, the noun it modifies, the verb it is subject of.

No parser, only short walks over parts of speech (:class:`geoinc.toponyms.recognize.words.WordRole`), which stop at the first
word that ends the phrase.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geoinc.toponyms.recognize.words import WordRole

if TYPE_CHECKING:
    from collections.abc import Sequence

FARTHEST: Final = 8
"""How many tokens a walk takes at most."""

_SKIPPED_BEFORE: Final = frozenset(
    {
        WordRole.ARTICLE,
        WordRole.ADJECTIVE,
        WordRole.DIRECTION,
        WordRole.NAME,
        WordRole.COMMA,
        WordRole.AND,
        WordRole.HYPHEN,
        WordRole.SITE,
        WordRole.ADVERB,
    }
)
_PREPOSITIONS: Final = frozenset({WordRole.PREPOSITION, WordRole.PLACE_PREPOSITION})
_SKIPPED_BEYOND: Final = frozenset(
    {WordRole.ARTICLE, WordRole.ADVERB, WordRole.NAME, WordRole.HYPHEN, WordRole.POSSESSIVE}
)
_NOUNS: Final = frozenset({WordRole.ROLE, WordRole.PEOPLE, WordRole.INSTITUTION, WordRole.SITE, WordRole.AFFAIR})
_IN_PHRASE: Final = _NOUNS | {
    WordRole.OTHER,
    WordRole.NAME,
    WordRole.ADJECTIVE,
    WordRole.HYPHEN,
    WordRole.PARTICIPLE,
    WordRole.NUMBER,
}
_VERBS: Final = frozenset({WordRole.AUXILIARY, WordRole.SAYS, WordRole.VERB, WordRole.REACHES, WordRole.ADDRESSES})
_SKIPPED_TO_VERB: Final = frozenset(
    {WordRole.NAME, WordRole.COMMA, WordRole.AND, WordRole.BRACKET, WordRole.ADVERB, WordRole.STOP, WordRole.HYPHEN}
)
WALKS: Final = tuple(
    sum(1 << part for part in parts)
    for parts in (_SKIPPED_BEFORE, _PREPOSITIONS, _SKIPPED_BEYOND, _NOUNS, _IN_PHRASE, _SKIPPED_TO_VERB - _VERBS)
)
"""The parts that the walks of this module look for and pass over, as bits: the kernel's (``geoinc/kernels/recognition.c``)."""


def governor(parts: Sequence[int], first: int) -> int:
    """Return the token that governs a mention from before ("in northern ⟦Syria⟧": the preposition), or -1."""
    for at in range(first - 1, max(-1, first - FARTHEST - 1), -1):
        if parts[at] not in _SKIPPED_BEFORE:
            return at
    return -1


def beyond(parts: Sequence[int], at: int) -> int:
    """Return the word that a governing preposition itself hangs on ("the ⟦border⟧ with Libya"), or -1."""
    if at < 0 or parts[at] not in _PREPOSITIONS:
        return -1
    before = at - 1
    while before >= max(0, at - FARTHEST) and parts[before] in _SKIPPED_BEYOND:
        before -= 1
    return before


def head(parts: Sequence[int], last: int) -> tuple[int, int]:
    """Return the noun that a mention modifies (-1: none known), and the token after its phrase.

    "⟦Russian⟧ foreign minister said": the minister, then the verb. Without a noun of a known class, the last word
    of the phrase is taken for it ("⟦China⟧'s trade surplus").
    """
    noun, other, at = -1, -1, last + 1
    if at < len(parts) and parts[at] == WordRole.POSSESSIVE:
        at += 1
    end = min(len(parts), at + FARTHEST)
    while at < end and parts[at] in _IN_PHRASE:
        if parts[at] in _NOUNS:
            noun = at
        elif parts[at] == WordRole.OTHER:
            other = at
        at += 1
    return noun if noun >= 0 else other, at


def verb(parts: Sequence[int], last: int) -> int:
    """Return the first verb after a mention and whatever is listed with it, or what comes instead (-1: nothing)."""
    for at in range(last + 1, min(len(parts), last + 1 + FARTHEST)):
        if parts[at] not in _SKIPPED_TO_VERB or parts[at] in _VERBS:
            return at
    return -1
