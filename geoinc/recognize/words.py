"""What a token says by itself: a row of hashed attributes for each distinct word, computed once.

Attributes are 64-bit hashes, so that features over several tokens are built by arithmetic on whole arrays
(:mod:`geoinc.recognize.features`) and no feature is ever a string at run time.
"""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np

from geoinc.recognize.lexicon import class_bits, classes

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

ROWS = 4_096
"""How many words a vocabulary starts with room for."""
MAX_WORDS = 200_000
"""A vocabulary forgets everything beyond this many distinct words, so that memory stays bounded."""
LONGEST_CAPITALS = 4
"""Words in capitals up to this long may be abbreviations ("USA"); longer ones are read as ordinary names."""


class Of(IntEnum):
    """The attributes of a word, as columns of a vocabulary's table."""

    WORD = 0
    LOWER = 1
    SHAPE = 2
    SUFFIX2 = 3
    SUFFIX3 = 4
    SUFFIX4 = 5
    PREFIX3 = 6
    CLASSES = 7
    CLASS = 8


class In(IntEnum):
    """The attributes of a token in its text, as columns after those of its word."""

    NAME = len(Of)
    NAMES = len(Of) + 1
    ALONE = len(Of) + 2
    PLACE = len(Of) + 3
    ELSEWHERE = len(Of) + 4
    RUN = len(Of) + 5
    RUN_HEAD = len(Of) + 6
    MIX = len(Of) + 7
    COHERENCE = len(Of) + 8


WIDTH = len(Of) + len(In)
"""How many attributes a token has."""


class Flag(IntEnum):
    """The plain facts about a word, as bits."""

    CAPITALISED = 1
    LINKING = 2
    ENDS_SENTENCE = 4
    TITLE = 8
    GIVEN = 16
    PLACE_PREPOSITION = 32
    ALL_CAPS = 64
    COMMA = 128
    ALPHABETIC = 256
    ARTICLE = 512
    HYPHEN = 1024


class Part(IntEnum):
    """What part a word plays in a sentence, as far as its looks and its classes tell."""

    OTHER = 0
    NAME = 1
    ARTICLE = 2
    ADJECTIVE = 3
    PLACE_PREPOSITION = 4
    PREPOSITION = 5
    AND = 6
    COMMA = 7
    STOP = 8
    HYPHEN = 9
    POSSESSIVE = 10
    AUXILIARY = 11
    SAYS = 12
    VERB = 13
    PRONOUN = 14
    ROLE = 15
    PEOPLE = 16
    INSTITUTION = 17
    SITE = 18
    AFFAIR = 19
    NUMBER = 20
    DIRECTION = 21
    PARTICIPLE = 22
    ADVERB = 23
    BRACKET = 24
    CLAUSE = 25
    ADDRESSES = 26
    REACHES = 27


_PARTS = {
    "article": Part.ARTICLE, "place_preposition": Part.PLACE_PREPOSITION, "other_preposition": Part.PREPOSITION,
    "connective": Part.AND, "pronoun": Part.PRONOUN, "auxiliary": Part.AUXILIARY,
    "clause": Part.CLAUSE, "when": Part.ADVERB, "reaches": Part.REACHES, "addresses": Part.ADDRESSES, "says": Part.SAYS,
    "direction": Part.DIRECTION, "adjective": Part.ADJECTIVE, "institution": Part.INSTITUTION, "role": Part.ROLE,
    "people": Part.PEOPLE, "affair": Part.AFFAIR, "site": Part.SITE, "geo_head": Part.SITE, "road_head": Part.SITE,
    "org_head": Part.INSTITUTION, "title": Part.ROLE, "participle": Part.PARTICIPLE,
}  # fmt: skip
"""The part that a class of words plays; the first that fits counts."""
_SIGNS = {
    ",": Part.COMMA, "-": Part.HYPHEN, "–": Part.HYPHEN, "/": Part.HYPHEN, "'s": Part.POSSESSIVE, "’s": Part.POSSESSIVE,
    "'": Part.POSSESSIVE, "’": Part.POSSESSIVE, "&": Part.AND, "(": Part.BRACKET, ")": Part.BRACKET,
}  # fmt: skip
_SUFFIXES = (("ed", Part.VERB), ("ly", Part.ADVERB), ("ing", Part.VERB), ("ern", Part.DIRECTION))
_SHORTEST_WITH_SUFFIX = 5

LINKING = {"of", "the", "de", "del", "la", "and", "al", "el", "-", "–", "'s", "’s", ".", "&", "du", "da", "do", "am", "upon", "on", "sur", "le", "en", "/", "'", "’"}  # fmt: skip
"""Words and signs that a name of several words may contain between capitalised ones."""
ARABIC_ARTICLES = {
    "al",
    "el",
    "as",
    "ash",
    "ad",
    "adh",
    "an",
    "ar",
    "at",
    "ath",
    "az",
    "es",
    "esh",
    "ed",
    "en",
    "er",
    "et",
    "ez",
    "ul",
}
HYPHENS = {"-", "‐", "‑"}
_ELISIONS = ("'", "’")
SENTENCE_ENDS = {".", "!", "?", "\n", ":", "”", '"', "“", "…", ";", "—", "--", "*", "•", "|"}


def hashed(*parts: object) -> int:
    """Return a stable positive 63-bit hash of some parts."""
    data = "\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass")
    return (crc32(data) << 31) ^ crc32(data[::-1], 0x9E3779B9)


_UNKNOWN = [hashed("nothing known", column) for column in In]
"""A word's attributes in a text before anything is known of the text."""


def shape(word: str) -> str:
    """Return a word's pattern of capitals, small letters, digits and signs, with repeats collapsed."""
    pattern: list[str] = []
    for char in word[:16]:
        kind = (
            "X"
            if char.isupper()
            else "x"
            if char.islower()
            else "d"
            if char.isdigit()
            else "L"
            if char.isalpha()
            else char
        )
        if len(pattern) < 2 or pattern[-1] != kind or pattern[-2] != kind:  # noqa: PLR2004 - two repeats tell a run
            pattern.append(kind)
    return "".join(pattern)


def _begins_name(word: str) -> bool:
    """Tell words that begin with a capital, at once or after an elided article ("d'Ivoire"), or that know no case."""
    if word[:1].islower():
        return word[1:2] in _ELISIONS and word[2:3].isupper()
    return word[:1].isalpha()


def plain(word: str) -> str:
    """Return a word as it is looked up: long words in capitals as ordinary names."""
    return word.capitalize() if word.isupper() and len(word) > LONGEST_CAPITALS and word.isalpha() else word


class Vocabulary:
    """The attribute rows, flags and parts of every word seen so far; columns of :class:`In` are still to be filled."""

    def __init__(self) -> None:
        """Start with the padding word only, which stands before and after a text."""
        self._bits = class_bits()
        self._linked = {name: bit for bit, name in enumerate(classes())}
        self._forget()

    def ids(self, words: Sequence[str]) -> NDArray[np.intp]:
        """Return the row of each word; 0 is padding."""
        if len(self._index) > MAX_WORDS:
            self._forget()
        index = self._index
        found = [index.get(word) for word in words]
        if None in found:
            self._learn(word for word, row in zip(words, found, strict=True) if row is None)
            found = [index[word] for word in words]
        return np.array(found, dtype=np.intp)

    def _forget(self) -> None:
        self._index: dict[str, int] = {"": 0}
        self.attributes: NDArray[np.uint64] = np.zeros((ROWS, WIDTH), dtype=np.uint64)
        self.flags: NDArray[np.int64] = np.zeros(ROWS, dtype=np.int64)
        self.parts: NDArray[np.int64] = np.zeros(ROWS, dtype=np.int64)
        self.parts[0] = Part.STOP
        self.attributes[0] = [hashed("padding", column) for column in range(WIDTH)]

    def _learn(self, words: Iterable[str]) -> None:
        for word in words:
            if word not in self._index:
                row = len(self._index)
                if row == len(self.flags):
                    self.attributes = np.concatenate([self.attributes, np.zeros_like(self.attributes)])
                    self.flags = np.concatenate([self.flags, np.zeros_like(self.flags)])
                    self.parts = np.concatenate([self.parts, np.zeros_like(self.parts)])
                self.attributes[row] = self._row(word)
                self.flags[row] = self._flags(word)
                self.parts[row] = self._part(word)
                self._index[word] = row

    def _classes(self, word: str) -> int:
        bits = self._bits.get(word, 0) | self._bits.get(plain(word), 0)
        return bits | self._bits.get(word.lower(), 0)

    def _row(self, word: str) -> list[int]:
        known, lower = plain(word), word.lower()
        bits = self._classes(word)
        first = (bits & -bits).bit_length()
        capital = word[:1].isupper()
        coarse = first or shape(word)[:4]
        return [
            hashed("w", known),
            hashed("l", lower),
            hashed("s", shape(word)),
            hashed("2", lower[-2:]),
            hashed("3", lower[-3:]),
            hashed("4", lower[-4:]),
            hashed("p", known[:3]),
            hashed("b", bits, capital),
            hashed("c", coarse, capital),
            *_UNKNOWN,
        ]

    def _part(self, word: str) -> Part:
        if word in _SIGNS:
            return _SIGNS[word]
        if not word[:1].isalnum():
            return Part.STOP
        lower, bits = word.lower(), self._bits.get(word.lower(), 0) | self._bits.get(word, 0)
        for name, part in _PARTS.items():
            if bits >> self._linked[name] & 1:
                return part
        if word[:1].isdigit():
            return Part.NUMBER
        if word[:1].isupper():
            return Part.NAME
        fitting = (part for suffix, part in _SUFFIXES if lower.endswith(suffix) and len(lower) >= _SHORTEST_WITH_SUFFIX)
        return next(fitting, Part.OTHER)

    def _flags(self, word: str) -> int:
        bits = self._classes(word)
        facts = {
            Flag.CAPITALISED: _begins_name(word),
            Flag.LINKING: word in LINKING,
            Flag.ENDS_SENTENCE: word in SENTENCE_ENDS,
            Flag.TITLE: bool(bits >> self._linked["title"] & 1),
            Flag.GIVEN: bool(bits >> self._linked["given"] & 1),
            Flag.PLACE_PREPOSITION: bool(bits >> self._linked["place_preposition"] & 1),
            Flag.ALL_CAPS: word.isupper() and len(word) > 1,
            Flag.COMMA: word == ",",
            Flag.ALPHABETIC: word[:1].isalpha(),
            Flag.ARTICLE: word in ARABIC_ARTICLES,
            Flag.HYPHEN: word in HYPHENS,
        }
        return sum(flag for flag, holds in facts.items() if holds)
