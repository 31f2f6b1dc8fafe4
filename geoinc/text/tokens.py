"""Words and signs of a text, with their offsets in it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

_TOKEN = re.compile(
    r"(?:[a-zA-Z]|[^\W\d_])(?:"
    r"\.(?:[^\W\d_]\.)+"  # U.S.
    r"|[a-zA-Z]*+[^\W\d_]*+(?:(?!['’]s\b)['’][^\W\d_]+)?)"  # year  don't
    r"|\d++(?:[.,:]\d++)*"  # 1,200  10:30
    r"|['’]s\b"  # 's
    r"|\S"
)
"""Each word is tried once: letters of ASCII by their range, which is the faster, and none given back."""
WORDS = re.compile(r"[^\W\d_]+")
"""Runs of letters: every token of letters is made of them."""
_BLANKS = {c: " " for c in range(128) if not chr(c).isalpha()}
_HYPHENS = frozenset("-‐‑–")


class Token(NamedTuple):
    """One word or sign; a tuple, as a text has hundreds. ``start`` and ``end`` are code points into the text; ``lower`` is its lower case."""

    text: str
    lower: str
    start: int
    end: int

    @property
    def is_word(self) -> bool:
        """Whether this is a word or number rather than a sign."""
        return self.text[0].isalnum()

    @property
    def is_capital(self) -> bool:
        """Whether this begins with a capital letter."""
        return self.text[0].isupper()


_new = tuple.__new__
"""Makes a token without the detour over its keywords; texts have hundreds."""


def tokenize(text: str, start: int = 0, end: int | None = None, *, offset: int = 0) -> list[Token]:
    """Return the tokens of ``text[start:end]``, their offsets counted in ``text`` and raised by ``offset``."""
    stop = len(text) if end is None else end
    found = _TOKEN.finditer(text, start, stop)
    spans = [m.span() for m in found]
    words = [text[a:b] for a, b in spans]
    return [_new(Token, (w, w.lower(), a + offset, b + offset)) for w, (a, b) in zip(words, spans, strict=True)]


def words_of(text: str) -> frozenset[str]:
    """Return the runs of letters in a text, in lower case."""
    lower = text.lower()
    return frozenset(lower.translate(_BLANKS).split() if lower.isascii() else WORDS.findall(lower))


class Gate:
    """A first look: whether any of many phrases can stand among given words.

    A phrase is a run of words; it may need one word of a set beside it.
    """

    def __init__(self, phrases: Iterable[tuple[Iterable[str], frozenset[str] | None]]) -> None:
        """Keep each phrase by its longest run of letters."""
        self._keys: dict[str, list[tuple[frozenset[str], frozenset[str] | None]]] = {}
        for phrase, needs in phrases:
            words = frozenset(WORDS.findall(" ".join(phrase)))
            self._keys.setdefault(max(sorted(words), key=len, default=""), []).append((words, needs))
        self._alone = frozenset(k for k, found in self._keys.items() if (frozenset({k}), None) in found)

    def opens(self, words: frozenset[str]) -> bool:
        """Whether all words of some phrase, and one that it needs, are among ``words`` (lower-case runs of letters)."""
        keys = self._keys.keys() & words
        if not keys:
            return False
        if not self._alone.isdisjoint(keys):
            return True
        stands = (entry for key in keys for entry in self._keys[key])
        return any(phrase <= words and (needs is None or not needs.isdisjoint(words)) for phrase, needs in stands)


def without_hyphens(tokens: list[Token]) -> list[Token]:
    """Return the tokens without those hyphens that stand between two words ("counter-strike")."""
    if _HYPHENS.isdisjoint([t.lower for t in tokens]):
        return tokens
    last = len(tokens) - 1
    return [t for i, t in enumerate(tokens) if not (t.lower in _HYPHENS and 0 < i < last and _glued(tokens, i))]


def _glued(tokens: list[Token], i: int) -> bool:
    return tokens[i - 1].end == tokens[i].start and tokens[i + 1].start == tokens[i].end
