"""Consonant skeletons: what transliterations of one name have in common, whoever wrote them.

``skeleton("khusham") == skeleton("خشام") == skeleton("хашам")``: letters become Latin, articles go, vowels and
semivowels go (a first vowel stays as a mark), consonants that transliterators exchange become one, and doubled ones
are written once. Two names with one skeleton are candidates for each other; :func:`likeness` ranks them.
"""

from __future__ import annotations

import re
import zlib
from functools import cache
from typing import TYPE_CHECKING, Final

from geoinc.gazetteer.names.lexicon import name_words, romanization

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

DIGRAPHS: Final = (
    ("sch", "s"), ("tsh", "s"), ("tch", "s"), ("sh", "s"), ("ch", "s"), ("ts", "s"), ("tz", "s"),
    ("kh", "k"), ("gh", "g"), ("dh", "d"), ("th", "t"), ("ph", "f"), ("zh", "g"), ("dj", "g"), ("ck", "k"),
    ("ce", "s"), ("ci", "s"), ("ou", "w"),
)  # fmt: skip
"""Two or three letters for one sound, broadly: "ch" is French and Spanish as well as English."""

CLASSES: Final = str.maketrans(
    {"q": "k", "c": "k", "x": "k", "j": "g", "p": "b", "v": "f", "ñ": "n"} | dict.fromkeys("aeiouyw", None)
)
CONSONANTS: Final = "bdfghklmnrstz"
"""The letters of skeletons (and "a", the mark of a first vowel)."""

_DOUBLED: Final = re.compile(r"(.)\1+")
_FIRST_VOWELS: Final = frozenset("aeiouyw")
MIN_CONSONANTS: Final = 2
"""A shorter skeleton says too little: such names are found by their spelling only."""


def romanize(folded: str) -> str:
    """Return a folded name in Latin letters; scripts without a table (Chinese, say) are left as they are."""
    return folded if folded.isascii() else folded.translate(romanization())


def romanized(folded: Sequence[str]) -> Sequence[str]:
    """Return folded names in Latin letters, most lists of which are so as they are."""
    return folded if "".join(folded).isascii() else list(map(romanize, folded))


def skeleton(folded: str) -> str:
    """Return the consonant skeleton of a folded name, "" where nothing characteristic is left."""
    text = romanize(bare(folded).replace(" ", ""))
    if not text:
        return ""
    mark = "a" if text[0] in _FIRST_VOWELS else ""
    for letters, sound in DIGRAPHS:
        if letters in text:
            text = text.replace(letters, sound)
    text = _DOUBLED.sub(r"\1", text.translate(CLASSES))
    text = text.removesuffix("h")
    return mark + text if len(text) >= MIN_CONSONANTS and text.isascii() else ""


def _without_article(token: str) -> str:
    """Drop the Arabic article, which is written together with its word."""
    return token[2:] if token.startswith("ال") and len(token) > 4 else token


def skeleton_hash(text: str) -> int:
    """Return the number under which a skeleton is indexed; a rare collision costs a candidate to look at."""
    return zlib.crc32(text.encode())


def skeleton_hashes(texts: Iterable[str]) -> Iterable[int]:
    """Return the numbers of skeletons (see :func:`skeleton_hash`)."""
    return map(zlib.crc32, map(str.encode, texts))


def neighbours(text: str) -> set[str]:
    """Return the skeletons one letter away: one more, one less, or another one."""
    mark, body = ("a", text[1:]) if text.startswith("a") else ("", text)
    found, doubled = {body, "a" + body}, set[str]()
    for at in range(len(body) + 1):
        head, tail = body[:at], body[at:]
        beside = head[-1:] + tail[:2]
        for letter in CONSONANTS:
            changed = doubled if letter in beside else found
            changed.add(mark + head + letter + tail)
            if tail:
                changed.add(mark + head + letter + tail[1:])
        if tail:
            doubled.add(mark + head + tail[1:])
    plain = (_DOUBLED.sub(r"\1", other) for other in doubled if len(other) >= MIN_CONSONANTS)
    return {other for other in found if len(other) >= MIN_CONSONANTS}.union(plain) - {text}


_EXCHANGED: Final = (
    ("kh", "k"), ("gh", "g"), ("sch", "š"), ("sh", "š"), ("ch", "š"), ("dh", "d"), ("th", "t"), ("ou", "u"), ("oo", "u"),
    ("ee", "i"), ("ph", "f"), ("dj", "g"),
)  # fmt: skip
_LIKE_LETTERS: Final = str.maketrans({"e": "i", "y": "i", "o": "u", "w": "u", "q": "k", "c": "k", "j": "g", "v": "f"})
_ENDING: Final = re.compile(r"(?<=...)i?[aiu]?h?$", re.MULTILINE)


def sound(folded: str) -> str:
    """Return a folded name as it sounds, broadly: for comparing names that share a skeleton."""
    return sounds([folded])[0]


def sounds(folded: Iterable[str]) -> list[str]:
    """Return folded names as they sound, as the lines of one text."""
    text = romanize("\n".join(map(bare, folded)))
    for letters, one in _EXCHANGED:
        if letters in text:
            text = text.replace(letters, one)
    return _ENDING.sub("", _DOUBLED.sub(r"\1", text.translate(_LIKE_LETTERS))).split("\n")


@cache
def sounding() -> tuple[frozenset[str], dict[str, str], tuple[tuple[str, str], ...], bytes]:
    """Return what :func:`bare` and :func:`sounds` go by, as the kernel reads it: words and letters left out or exchanged."""
    words = name_words()
    return words.articles, words.same, _EXCHANGED, "".join(map(chr, range(128))).translate(_LIKE_LETTERS).encode()


def bare(folded: str) -> str:
    """Return a folded name without articles, its exchangeable words in one spelling."""
    words = name_words()
    if " " not in folded and folded.isascii():
        return folded if folded in words.articles else words.same.get(folded, folded)
    tokens = folded.split()
    kept = [words.same.get(token, token) for token in tokens if token not in words.articles] or tokens
    return " ".join(kept if folded.isascii() else map(_without_article, kept))
