"""Patterns without regard to case, sought in lower case, where letters compare in half the time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

_ESCAPES = re.compile(r"\\.|\(\?P[<=]\w+[>)]", re.DOTALL)


class CaselessPattern:
    """A compiled pattern that disregards case, and the same for texts in lower case where it says nothing of capitals."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        """Keep the pattern; one with capitals of its own, or with ``(?-i:…)``, is sought as it is."""
        own = _ESCAPES.sub("", pattern.pattern)
        plain = pattern.flags & re.IGNORECASE and own == own.lower() and "(?-i:" not in own
        self.pattern = pattern
        self._lower = re.compile(pattern.pattern, pattern.flags & ~re.IGNORECASE) if plain else None

    def finditer(self, text: str, start: int, end: int) -> Iterator[re.Match[str]]:
        """Yield the matches in ``text[start:end]``, as the pattern gives them.

        >>> [m[0] for m in CaselessPattern(re.compile("near|off", re.IGNORECASE)).finditer("Off Goma, NEAR it", 0, 17)]
        ['Off', 'NEAR']
        """
        low = lowered(text)
        if self._lower is None or len(low) != len(text):
            yield from self.pattern.finditer(text, start, end)
            return
        for found in self._lower.finditer(low, start, end):
            match = self.pattern.match(text, found.start(), end)
            if match is not None:
                yield match


@lru_cache(maxsize=64)
def lowered(text: str) -> str:
    """Return a text in lower case, kept for the next pattern."""
    return text.lower()
