"""What a sentence does with a mention: the words that govern it, the noun it modifies, the verb it is subject of.

No parser, only short walks over parts of speech (:class:`geoinc.toponyms.recognize.words.Part`), which stop at the first
word that ends the phrase.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geoinc.toponyms.recognize.words import Part

if TYPE_CHECKING:
    from collections.abc import Sequence

FARTHEST: Final = 8
"""How many tokens a walk takes at most."""

_SKIPPED_BEFORE: Final = frozenset(
    {Part.ARTICLE, Part.ADJECTIVE, Part.DIRECTION, Part.NAME, Part.COMMA, Part.AND, Part.HYPHEN, Part.SITE, Part.ADVERB}
)
_PREPOSITIONS: Final = frozenset({Part.PREPOSITION, Part.PLACE_PREPOSITION})
_SKIPPED_BEYOND: Final = frozenset({Part.ARTICLE, Part.ADVERB, Part.NAME, Part.HYPHEN, Part.POSSESSIVE})
_NOUNS: Final = frozenset({Part.ROLE, Part.PEOPLE, Part.INSTITUTION, Part.SITE, Part.AFFAIR})
_IN_PHRASE: Final = _NOUNS | {Part.OTHER, Part.NAME, Part.ADJECTIVE, Part.HYPHEN, Part.PARTICIPLE, Part.NUMBER}
_VERBS: Final = frozenset({Part.AUXILIARY, Part.SAYS, Part.VERB, Part.REACHES, Part.ADDRESSES})
_SKIPPED_TO_VERB: Final = frozenset(
    {Part.NAME, Part.COMMA, Part.AND, Part.BRACKET, Part.ADVERB, Part.STOP, Part.HYPHEN}
)


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
    if at < len(parts) and parts[at] == Part.POSSESSIVE:
        at += 1
    end = min(len(parts), at + FARTHEST)
    while at < end and parts[at] in _IN_PHRASE:
        if parts[at] in _NOUNS:
            noun = at
        elif parts[at] == Part.OTHER:
            other = at
        at += 1
    return noun if noun >= 0 else other, at


def verb(parts: Sequence[int], last: int) -> int:
    """Return the first verb after a mention and whatever is listed with it, or what comes instead (-1: nothing)."""
    for at in range(last + 1, min(len(parts), last + 1 + FARTHEST)):
        if parts[at] not in _SKIPPED_TO_VERB or parts[at] in _VERBS:
            return at
    return -1
