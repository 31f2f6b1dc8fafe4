"""Scanning: every gazetteer name in a running text, with the text's own offsets, in any script.

The text is folded with the same table as the names, but keeps what can end a name: clauses, sentences and paragraphs
become a line feed, which no key holds. Where folding changes lengths (an apostrophe dropped, "ß" spelled "ss"), the
places are remembered, so that offsets into the folded text lead back to the original.

Names begin at a capital or at a letter of a script without case, after something that is no letter; they end before
something that is no letter. Scripts without blanks (Chinese, Japanese, Thai …) may begin and end anywhere.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np

from geoinc.gazetteer.names import FOLDING

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geoinc.gazetteer.store import Store

MAX_KEY_LENGTH: Final = 64
"""Names longer than this (code points, folded) are not looked for in running text."""

BREAK: Final = "\n"
_JOINERS: Final = frozenset("-‐‑‒/ \u00a0\u2002\u2003\u2009\u202f\t\n\r")
"""Signs within names; a lone line feed is a wrapped line."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A gazetteer name at text[start:end]; ``key`` is its number for ``Gazetteer.indices_of_key``."""

    start: int
    end: int
    key: int


@dataclass(frozen=True, slots=True)
class Hits:
    """Hits as parallel arrays, by start, then by end: shorter names within longer ones are there too."""

    start: NDArray[np.int64]
    end: NDArray[np.int64]
    key: NDArray[np.int64]

    def __len__(self) -> int:
        """Return the number of hits."""
        return len(self.start)


class _Scanning(dict[int, str]):
    """The folding table, but with a break for every sign that separates clauses."""

    def __missing__(self, code: int) -> str:
        folded = FOLDING[code]
        if chr(code) == ".":
            folded = BREAK
        elif folded == " " and chr(code) not in _JOINERS:
            folded = BREAK
        self[code] = folded
        return folded


_TABLE: Final = _Scanning()


class Scanner:
    """Finds the names of a store in texts."""

    def __init__(self, store: Store) -> None:
        self._prefixes = store.keys.iter_prefixes_with_ids
        self._flags = store.key_flags

    def scan(self, text: str) -> list[Hit]:
        """Return every name in ``text``; names inside longer names are hits of their own."""
        return [Hit(*hit) for hit in self._find(text)]

    def scan_arrays(self, text: str) -> Hits:
        """Return the same hits as arrays."""
        found = np.array(list(self._find(text)), np.int64).reshape(-1, 3)
        return Hits(found[:, 0], found[:, 1], found[:, 2])

    def _find(self, text: str) -> list[tuple[int, int, int]]:
        folded = FoldedText(text)
        flat, prefixes, is_end = folded.text, self._prefixes, folded.ends
        found: list[tuple[int, int, int]] = []
        for original, start in folded.starts():
            for name, key in prefixes(flat[start : start + MAX_KEY_LENGTH]):
                end = is_end.get(start + len(name))
                if end is not None:
                    found.append((original, end, key))
        return found


class FoldedText:
    """A text folded for scanning, with the way back to its offsets."""

    def __init__(self, text: str) -> None:
        pieces, origins = [], []
        for match in _pattern().finditer(text):
            pieces.append((match.start(), match.end(), _replacement(match)))
        del origins
        self.original = text
        self.text, self._offset = _spliced(text, pieces)
        self.ends = self._ends()

    def _ends(self) -> dict[int, int]:
        ends: dict[int, int] = {}
        for match in _end_pattern().finditer(self.original):
            ends.setdefault(int(self._offset[match.start()]), match.start())
        return ends

    def starts(self) -> list[tuple[int, int]]:
        """Return the original and folded offsets where a name may begin."""
        found = [match.start() for match in _start_pattern().finditer(self.original)]
        return [(at, int(self._offset[at])) for at in found]


def _spliced(text: str, pieces: list[tuple[int, int, str]]) -> tuple[str, NDArray[np.int64]]:
    """Fold a text around its pieces of changed length; return also each original offset's folded one."""
    out, offset, position = [], np.arange(len(text) + 1), 0
    shift = np.zeros(len(text) + 2, np.int64)
    for start, end, replacement in pieces:
        out.append(text[position:start].translate(_TABLE))
        out.append(replacement)
        shift[start + 1 : end] = 0
        shift[end] += len(replacement) - (end - start)
        position = end
    out.append(text[position:].translate(_TABLE))
    return "".join(out), offset + np.cumsum(shift)[:-1]


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    odd = "".join(chr(c) for c in range(sys.maxunicode + 1) if not 0xD800 <= c < 0xE000 and len(FOLDING[c]) != 1)
    return re.compile(
        r"(?P<dotted>\b(?:[^\W\d_]|St|Ste|Mt|Ft|Pt)\.(?=[\w \n]))"
        r"|(?P<paragraph>[ \t]*\n[ \t]*\n\s*)|(?P<blanks>[ \t\n\r\u00a0]{2,})"
        r"|(?P<odd>[" + re.escape(odd).replace(r"\.", "") + "])"
    )


def _replacement(match: re.Match[str]) -> str:
    if match.lastgroup == "dotted":
        return match.group()[:-1].translate(FOLDING)
    if match.lastgroup == "paragraph":
        return BREAK
    if match.lastgroup == "blanks":
        return " "
    return FOLDING[ord(match.group())]


_ANYWHERE: Final = r"\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
"""Thai, Lao, Tibetan, Myanmar, Khmer, kana and Han: written without blanks."""


@lru_cache(maxsize=1)
def _start_pattern() -> re.Pattern[str]:
    return re.compile(rf"[{_ANYWHERE}]|(?<!\w)[{_capitals()}]|\b(?:[ae][lzsndrt]h?|ash|esh)[- ](?=[{_capitals()}])")


@lru_cache(maxsize=1)
def _capitals() -> str:
    """Return the ranges of capitals and of letters of scripts without case."""
    ranges, begin = [], None
    for code in range(sys.maxunicode + 2):
        inside = code <= sys.maxunicode and unicodedata.category(chr(code)) in {"Lu", "Lt", "Lo"}
        if inside and begin is None:
            begin = code
        elif not inside and begin is not None:
            ranges.append(f"{chr(begin)}-{chr(code - 1)}")
            begin = None
    return "".join(ranges)


@lru_cache(maxsize=1)
def _end_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?<=\w)(?!\w)|(?<=[{_ANYWHERE}\uac00-\ud7a3])|(?<=\w\.)(?!\w)")
