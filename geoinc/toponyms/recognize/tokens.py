"""Cut a text into tokens with exact code-point offsets, in one pass of one pattern.

Abbreviations keep their period ("U.S.", "Ky.", "St.", "J."), possessive endings and hyphens stand alone, so
that a toponym never shares a token with what gold annotations leave out ("Mexico|'s", "US|-|backed").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate
from operator import add

from geoinc.toponyms.recognize.lexicon import abbreviations

APOSTROPHES = "'’ʼ"
INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060"
"""The soft hyphen, blanks of no width and joiners: within a word they say only where it may be broken."""
LETTER = r"[^\W\d_]"


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a text: ``words[i]`` is ``text[starts[i]:ends[i]]``."""

    words: list[str]
    starts: list[int]
    ends: list[int]

    def __len__(self) -> int:
        """Return how many tokens there are."""
        return len(self.words)


def _pattern() -> re.Pattern[str]:
    shortened = "|".join(re.escape(word) for word in sorted(abbreviations(), key=lambda w: (-len(w), w)))
    word = rf"{LETTER}[\w\u0300-\u036f]*(?:(?:[{APOSTROPHES}](?![sS]\b)|[{INVISIBLE}]+)\w+)*"
    small = rf"[a-z]++(?![\w.{APOSTROPHES}{INVISIBLE}\u0300-\u036f])"  # most words, told at once
    return re.compile(
        rf"(?:{small}|(?:{LETTER}\.){{2,}}(?!\w)"  # U.S., D.C., a.m.
        rf"|\b(?=[A-Zv][A-Za-z.]{{0,9}}\.)(?:{shortened})\."  # Ky., St., Gov.
        rf"|\b[A-Z]\.(?=\s)"  # an initial
        rf"|{word}"
        rf"|\d+(?:[.,:]\d+)*"
        rf"|[{APOSTROPHES}][sS]\b"
        rf"|\n|[^\w\s]|_)[^\S\n]*"
    )


_TOKEN = _pattern()


def tokenize(text: str) -> Tokens:
    """Return the tokens of a text; white space is left out, line breaks are tokens.

    Each match takes the white space after it along, so that the lengths of the matches add up to the offsets.
    """
    pieces = _TOKEN.findall(text)
    sizes = list(map(len, pieces))
    ends_of_pieces = list(accumulate(sizes, initial=len(text) - sum(sizes)))
    words = list(map(str.rstrip, pieces))
    if "\n" in text:
        words = [word or "\n" for word in words]
    starts = ends_of_pieces[:-1]
    return Tokens(words, starts, list(map(add, starts, map(len, words))))
