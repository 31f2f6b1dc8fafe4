"""Words and signs of a text, with their offsets in it."""

from __future__ import annotations

import re
from dataclasses import dataclass

_TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}"  # U.S.
    r"|\d+(?:[.,:]\d+)*"  # 1,200  10:30
    r"|[^\W\d_]+(?=['’]s\b)|['’]s\b"  # year 's
    r"|[^\W\d_]+(?:['’][^\W\d_]+)?"  # don't
    r"|\S"
)
_HYPHENS = frozenset("-‐‑–")


@dataclass(frozen=True, slots=True)
class Token:
    """One word or sign. ``start`` and ``end`` are code points into the text; ``lower`` is its lower case."""

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


def tokenize(text: str, start: int = 0, end: int | None = None, *, offset: int = 0) -> list[Token]:
    """Return the tokens of ``text[start:end]``, their offsets counted in ``text`` and raised by ``offset``."""
    stop = len(text) if end is None else end
    found = _TOKEN.finditer(text, start, stop)
    return [Token(m[0], m[0].lower(), m.start() + offset, m.end() + offset) for m in found]


def without_hyphens(tokens: list[Token]) -> list[Token]:
    """Return the tokens without those hyphens that stand between two words ("counter-strike")."""
    last = len(tokens) - 1
    return [t for i, t in enumerate(tokens) if not (t.lower in _HYPHENS and 0 < i < last and _glued(tokens, i))]


def _glued(tokens: list[Token], i: int) -> bool:
    return tokens[i - 1].end == tokens[i].start and tokens[i + 1].start == tokens[i].end
