"""What the snippet classifier looks at: cues of a lexicon, and runs of letters within words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from functools import cache, lru_cache
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np

from geoinc.incidents.types import kind
from geoinc.language.lexicon import FOLDER, rows

if TYPE_CHECKING:
    from numpy.typing import NDArray

_WORD = re.compile(r"[^\W\d_][\w'’-]+")
_WORD_START = re.compile(r"\w+")
_FIRST_SENTENCE = re.compile(r"(?<=[.!?])\s")
_GRAMS = (3, 4, 5)
_MOST = 2
"""A cue that comes more often than this says no more."""
_SILENT = frozenset(
    {"the", "a", "an", "of", "in", "on", "at", "to", "and", "for", "by", "with", "from", "as", "that", "this", "it", "its",
     "is", "was", "were", "are", "be", "been", "has", "have", "had", "he", "she", "they", "their", "his", "her", "said",
     "says", "not", "which", "who", "or", "but", "than", "more", "after", "also", "into", "over", "about"}
)  # fmt: skip


@cache
def cues() -> tuple[str, ...]:
    """Return the cues of all classes, regular expressions, in the order of the lexicon."""
    found = []
    for row in rows(FOLDER / "classes.toml", "class", {"type!": str, "cues!": list}):
        kind(row["type"])
        found += row["cues"]
    return tuple(found)


@cache
def compiled(cue: str) -> re.Pattern[str]:
    """Return a cue to search with, which begins with a word; it is compiled when a text first asks for it."""
    return re.compile(rf"\b(?:{cue})")


@cache
def _cues_by_opening() -> dict[str, tuple[int, ...]]:
    """Return the cues, by their numbers, under the letters with which a match begins; "" for those that may begin anyhow."""
    found: dict[str, list[int]] = {}
    for number, cue in enumerate(cues()):
        letters = openings(cue)
        told = letters if all(opening[:1].isalnum() for opening in letters) else ("",)
        for opening in dict.fromkeys(opening[:_TOLD_BY] for opening in told):
            found.setdefault(opening, []).append(number)
    return {opening: tuple(numbers) for opening, numbers in found.items()}


_Matching = Callable[[str, int], re.Match[str] | None]
_TOLD_BY = 4
"""So many letters of a word tell which cues may begin there."""


@lru_cache(maxsize=8_192)
def _opened_by(letters: str) -> tuple[tuple[int, _Matching], ...]:
    """Return the cues that may begin at a word with some letters, or with the first of them, and what looks for them there."""
    known = _cues_by_opening()
    numbers = sorted({n for length in range(len(letters) + 1) for n in known.get(letters[:length], ())})
    return tuple((n, compiled(cues()[n]).match) for n in numbers)


def openings(pattern: str) -> tuple[str, ...]:
    r"""Return letters of which some stand wherever a pattern matches; ("",) where its beginning says nothing.

    The beginnings of its alternatives are read as far as they are plain letters, groups at the very beginning included.

    >>> openings("cease-?fire|(?:peace|truce)s? talks"), openings(r"\d+ dead")
    (('cease', 'peace', 'truce'), ('',))
    """
    return tuple(dict.fromkeys(opening for choice in _choices(pattern) for opening in _opening(choice)))


def _choices(pattern: str) -> list[str]:
    """Return the alternatives of a pattern at its top."""
    found, depth = [""], 0
    for part in _PARTS.findall(pattern):
        depth += (part[0] == "(") - (part == ")")
        if part == "|" and not depth:
            found.append("")
        else:
            found[-1] += part
    return found


_PARTS = re.compile(r"\\.|\[\^?\]?[^\]]*\]|\((?:\?[:=!]|\?<[=!])?|.", re.DOTALL)
_QUANTIFIERS = ("?", "*", "{")


def _opening(choice: str) -> tuple[str, ...]:
    """Return the letters that an alternative begins with, those of each choice where it begins with a group."""
    if choice.startswith("(?:"):
        end = _group_end(choice)
        return ("",) if choice[end:].startswith(_QUANTIFIERS) else openings(choice[3 : end - 1])
    letters = re.match(r"[\w' -]*", choice)
    plain = letters[0] if letters else ""
    return (plain[:-1] if choice[len(plain) :].startswith(_QUANTIFIERS) else plain,)


def _group_end(choice: str) -> int:
    """Return where the group ends that a pattern begins with."""
    at, depth = 0, 0
    for part in _PARTS.findall(choice):
        at += len(part)
        depth += (part[0] == "(") - (part == ")")
        if not depth:
            break
    return at


def cue_counts(text: str) -> NDArray[np.float64]:
    """Return how often each cue comes in a text, then whether it comes in its first sentence (float64, 2 × cues)."""
    lower = text.lower()
    first = _FIRST_SENTENCE.split(lower, 1)[0]
    whole, opening, ends = [0.0] * len(cues()), [0.0] * len(cues()), [0] * len(cues())
    for word in _WORD_START.finditer(lower):
        at = word.start()
        for number, matching in _opened_by(lower[at : at + _TOLD_BY]):
            if at < len(first) and not opening[number]:
                opening[number] = float(matching(first, at) is not None)
            match = matching(lower, at) if at >= ends[number] and whole[number] < _MOST else None
            if match is not None:
                whole[number] += 1
                ends[number] = match.end()
    return np.array(whole + opening, dtype=np.float64)


def grams(text: str) -> Counter[int]:
    """Return the runs of three to five letters within words (with word ends), as 32-bit hashes, and their counts."""
    return Counter(gram for word in words(text) for gram in word_grams(word))


def words(text: str) -> list[str]:
    """Return the words of a text whose letters are looked at, in lower case, each once, in order of the alphabet."""
    return sorted(set(_WORD.findall(text.lower())) - _SILENT)


def word_grams(word: str) -> list[int]:
    """Return the runs of three to five letters of a word with its ends, as 32-bit hashes."""
    marked = f"<{word}>"
    if marked.isascii():
        letters = marked.encode("ascii")
        return [crc32(letters[i : i + n]) for n in _GRAMS for i in range(len(letters) - n + 1)]
    return [crc32(marked[i : i + n].encode("utf-8", "replace")) for n in _GRAMS for i in range(len(marked) - n + 1)]
