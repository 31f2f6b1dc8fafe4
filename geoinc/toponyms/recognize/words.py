"""What a token says by itself: a row of hashed attributes for each distinct word, computed once.

Attributes are 64-bit hashes, so that features over several tokens are built by arithmetic on whole arrays
(:mod:`geoinc.toponyms.recognize.features`) and no feature is ever a string at run time.
"""

from __future__ import annotations

import re
from enum import IntEnum
from functools import cache, lru_cache
from itertools import islice
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np

from geoinc import kernels
from geoinc.text.tokens import INVISIBLE
from geoinc.toponyms import ties
from geoinc.toponyms.recognize.lexicon import class_bits, classes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

ROWS = 4_096
"""How many words a vocabulary starts with room for."""
MAX_WORDS = 200_000
"""A vocabulary forgets everything beyond this many distinct words, so that memory stays bounded."""
KERNEL = kernels.load("recognition", 5)
"""The loops over words and tokens in C (``geoinc/kernels/recognition.c``), where they are compiled."""
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


class WordRole(IntEnum):
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
    "article": WordRole.ARTICLE, "place_preposition": WordRole.PLACE_PREPOSITION, "other_preposition": WordRole.PREPOSITION,
    "connective": WordRole.AND, "pronoun": WordRole.PRONOUN, "auxiliary": WordRole.AUXILIARY,
    "clause": WordRole.CLAUSE, "when": WordRole.ADVERB, "reaches": WordRole.REACHES, "addresses": WordRole.ADDRESSES, "says": WordRole.SAYS,
    "direction": WordRole.DIRECTION, "adjective": WordRole.ADJECTIVE, "institution": WordRole.INSTITUTION, "role": WordRole.ROLE,
    "people": WordRole.PEOPLE, "affair": WordRole.AFFAIR, "site": WordRole.SITE, "geo_head": WordRole.SITE, "road_head": WordRole.SITE,
    "org_head": WordRole.INSTITUTION, "title": WordRole.ROLE, "participle": WordRole.PARTICIPLE,
}  # fmt: skip
"""The part that a class of words plays; the first that fits counts."""
_SIGNS = {
    ",": WordRole.COMMA, "-": WordRole.HYPHEN, "–": WordRole.HYPHEN, "/": WordRole.HYPHEN, "'s": WordRole.POSSESSIVE, "’s": WordRole.POSSESSIVE,
    "'": WordRole.POSSESSIVE, "’": WordRole.POSSESSIVE, "&": WordRole.AND, "(": WordRole.BRACKET, ")": WordRole.BRACKET,
}  # fmt: skip
_SUFFIXES = tuple(
    (suffix, part)
    for name, part in (
        ("verb_suffixes", WordRole.VERB),
        ("adverb_suffixes", WordRole.ADVERB),
        ("direction_suffixes", WordRole.DIRECTION),
    )
    for suffix in ties.listed(name)
)
_ANY_SUFFIX = tuple(suffix for suffix, _ in _SUFFIXES)
_SHORTEST_WITH_SUFFIX = 5

LINKING = frozenset({*ties.listed("linking"), "-", "–", "'s", "’s", ".", "&", "/", "'", "’"})
"""Words and signs that a name of several words may contain between capitalised ones."""
ARABIC_ARTICLES = frozenset(ties.listed("arabic_articles"))
HYPHENS = {"-", "‐", "‑"}
_VISIBLE = dict.fromkeys(map(ord, INVISIBLE))
_ELISIONS = ("'", "’")
SENTENCE_ENDS = {".", "!", "?", "\n", ":", "”", '"', "“", "…", ";", "—", "--", "*", "•", "|"}


_SEED = 0x9E3779B9


def hashed(*parts: object) -> int:
    """Return a stable positive 63-bit hash of some parts."""
    data = "\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass")
    return (crc32(data) << 31) ^ crc32(data[::-1], _SEED)


class _Tagged(dict[str, int]):
    """The hashes of texts after one tag, ``hashed(tag, text)``, each computed once."""

    def __init__(self, tag: str) -> None:
        self._begun, self._ending = crc32(f"{tag}\x1f".encode()), f"{tag}\x1f".encode()[::-1]

    def __missing__(self, text: str) -> int:
        self[text] = number = self.of(text)
        return number

    def of(self, text: str) -> int:
        """Return the hash of a text that is not likely to come again."""
        data = text.encode("utf-8", "surrogatepass")
        return (crc32(data, self._begun) << 31) ^ crc32(self._ending, crc32(data[::-1], _SEED))


class _Signs(dict[int, str]):
    """What a sign counts as in a word's shape, for :meth:`str.translate`."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        looks = ((char.isupper(), "X"), (char.islower(), "x"), (char.isdigit(), "d"), (char.isalpha(), "L"))
        self[code] = kind = next((kind for fits, kind in looks if fits), char)
        return kind


_UNKNOWN = np.array([hashed("nothing known", column) for column in In], dtype=np.uint64)
"""A word's attributes in a text before anything is known of the text."""


_SIGNS_OF_SHAPE = _Signs()
_REPEATS = re.compile(r"(.)\1{2,}", re.DOTALL)
_LONGEST_SHAPE = 16


def shape(word: str) -> str:
    """Return a word's pattern of capitals, small letters, digits and signs, with repeats collapsed."""
    return _collapsed(word[:_LONGEST_SHAPE].translate(_SIGNS_OF_SHAPE))


@lru_cache(maxsize=4_096)
def _collapsed(signs: str) -> str:
    return _REPEATS.sub(r"\1\1", signs)


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
        self._forget()

    def ids(self, words: list[str]) -> NDArray[np.intp]:
        """Return the row of each word; 0 is padding."""
        if len(self._index) > MAX_WORDS:
            self._forget()
        found, new = self._rows(words)
        if new:
            try:
                self._learn(new)
            except BaseException:  # a text's time is over, say: no word is left without its attributes
                self._forget()
                raise
        return found

    def _rows(self, words: list[str]) -> tuple[NDArray[np.intp], list[str]]:
        """Return the row of each word, and the words that are given the next rows, which are still to be filled."""
        if KERNEL is not None:
            room = np.empty(len(words), dtype=np.intp)
            return room, KERNEL.rows(self._index, words, room)
        index, known = self._index, len(self._index)
        found = np.array([index.setdefault(word, len(index)) for word in words], dtype=np.intp)
        return found, list(islice(reversed(index), len(index) - known))[::-1]

    def _forget(self) -> None:
        self._hashes = {tag: _Tagged(tag) for tag in "wls234p"}
        self._index: dict[str, int] = {"": 0}
        self.attributes: NDArray[np.uint64] = np.zeros((ROWS, WIDTH), dtype=np.uint64)
        self.flags: NDArray[np.int64] = np.zeros(ROWS, dtype=np.int64)
        self.parts: NDArray[np.int64] = np.zeros(ROWS, dtype=np.int64)
        self.parts[0] = WordRole.STOP
        self.attributes[0] = [hashed("padding", column) for column in range(WIDTH)]

    def _learn(self, new: list[str]) -> None:
        """Fill the last rows with what the words that have them say by themselves."""
        visible = [word if word.isascii() else word.translate(_VISIBLE) for word in new]
        rows = slice(len(self._index) - len(new), len(self._index))
        while rows.stop > len(self.flags):
            self.attributes = np.concatenate([self.attributes, np.zeros_like(self.attributes)])
            self.flags = np.concatenate([self.flags, np.zeros_like(self.flags)])
            self.parts = np.concatenate([self.parts, np.zeros_like(self.parts)])
        self._describe(visible, self.attributes[rows], self.flags[rows], self.parts[rows])
        self.attributes[rows, len(Of) :] = _UNKNOWN

    def _describe(
        self, words: list[str], rows: NDArray[np.uint64], flags: NDArray[np.int64], parts: NDArray[np.int64]
    ) -> None:
        """Fill in what each word says by itself, and what part it plays."""
        left: Iterable[int] = range(len(words))
        if KERNEL is not None:
            room = np.empty(len(words), dtype=np.int64)
            KERNEL.describe(
                words, (self._bits, _FLAGS_OF_WORDS, _SIGNS, _SUFFIXES), (rows, room, flags, parts, _MARKS, *_told())
            )
            left = np.flatnonzero(room < 0).tolist()
        for at in left:
            own = self._classes(words[at])
            rows[at, : len(Of)] = self._row(words[at], own)
            flags[at], parts[at] = _flags(words[at], own), self._part(words[at], own)

    def _classes(self, word: str) -> int:
        bits = self._bits.get(word, 0) | self._bits.get(plain(word), 0)
        return bits | self._bits.get(word.lower(), 0)

    def _row(self, word: str, bits: int) -> list[int]:
        known, lower, looks, hashes = plain(word), word.lower(), shape(word), self._hashes
        capital = word[:1].isupper()
        coarse = (bits & -bits).bit_length() or looks[:4]
        return [
            hashes["w"].of(known),
            hashes["l"].of(lower),
            hashes["s"][looks],
            hashes["2"][lower[-2:]],
            hashes["3"][lower[-3:]],
            hashes["4"][lower[-4:]],
            hashes["p"][known[:3]],
            _hashed_class("b", bits, capital=capital),
            _hashed_class("c", coarse, capital=capital),
        ]

    def _part(self, word: str, classes: int) -> WordRole:
        """Return the part that a word plays, whose classes are given as bits, those of a name in capitals among them."""
        if not word[:1].isalnum():
            return _SIGNS.get(word, WordRole.STOP)
        own = self._bits.get(word.lower(), 0) | self._bits.get(word, 0) if classes else 0
        known = _part_of_classes(own) if own else None
        return _part_by_looks(word) if known is None else known


def _flags(word: str, bits: int) -> int:
    """Return the facts about a word, whose classes are given as bits."""
    if not bits and word.islower() and word.isalpha():
        return _ALPHABETIC | _FLAGS_OF_WORDS.get(word, 0)
    first = word[:1]
    found = 0
    if _begins_name(word):
        found |= _CAPITALISED
    if first.isalpha():
        found |= _ALPHABETIC
    if len(word) > 1 and word.isupper():
        found |= _ALL_CAPS
    if bits:
        for flag, mask in _flags_of_classes():
            if bits & mask:
                found |= flag
    return found | _FLAGS_OF_WORDS.get(word, 0)


_CAPITALISED, _ALPHABETIC, _ALL_CAPS = int(Flag.CAPITALISED), int(Flag.ALPHABETIC), int(Flag.ALL_CAPS)


@cache
def _flags_of_classes() -> tuple[tuple[int, int], ...]:
    named = ((Flag.TITLE, "title"), (Flag.GIVEN, "given"), (Flag.PLACE_PREPOSITION, "place_preposition"))
    return tuple((int(flag), _class_bit(name)) for flag, name in named)


def _flags_of_words() -> dict[str, int]:
    lists = (
        (Flag.LINKING, LINKING),
        (Flag.ENDS_SENTENCE, SENTENCE_ENDS),
        (Flag.COMMA, {","}),
        (Flag.ARTICLE, ARABIC_ARTICLES),
        (Flag.HYPHEN, HYPHENS),
    )
    found: dict[str, int] = {}
    for flag, words in lists:
        for word in words:
            found[word] = found.get(word, 0) | int(flag)
    return found


_FLAGS_OF_WORDS = _flags_of_words()


@cache
def _class_bit(name: str) -> int:
    return 1 << list(classes()).index(name)


@cache
def _part_of_classes(bits: int) -> WordRole | None:
    return next((part for name, part in _PARTS.items() if bits & _class_bit(name)), None)


_MARKS = np.array(
    [
        *(_CAPITALISED, _ALPHABETIC, _ALL_CAPS),
        *(WordRole.OTHER, WordRole.NAME, WordRole.NUMBER, WordRole.STOP, _SHORTEST_WITH_SUFFIX),
    ],
    dtype=np.int64,
)
"""What the kernel must know, in its order."""


@cache
def _told() -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the flags, and the parts, that classes of words tell, each beside the class as a bit."""
    parts = [(part, _class_bit(name)) for name, part in _PARTS.items()]
    return np.array(_flags_of_classes(), dtype=np.int64), np.array(parts, dtype=np.int64)


def _part_by_looks(word: str) -> WordRole:
    if word[:1].isdigit():
        return WordRole.NUMBER
    if word[:1].isupper():
        return WordRole.NAME
    if len(word) < _SHORTEST_WITH_SUFFIX:
        return WordRole.OTHER
    lower = word.lower()
    if not lower.endswith(_ANY_SUFFIX):
        return WordRole.OTHER
    return next(part for suffix, part in _SUFFIXES if lower.endswith(suffix))


@cache
def _hashed_class(tag: str, value: int | str, *, capital: bool) -> int:
    return hashed(tag, value, capital)
