"""Where a text quotes somebody: the spans between quotation marks."""

from __future__ import annotations

import re
from functools import lru_cache

_MARKS = re.compile(r"[“”„«»\"]|\n[ \t\r]*\n")
_OPENING = frozenset("“„«")
_CLOSING = frozenset("”»")


@lru_cache(maxsize=2)
def quotations(text: str) -> tuple[tuple[int, int], ...]:
    """Return the quoted spans of a text (code points, the marks left out), in order, none within another.

    A quotation that is still open where its paragraph ends goes on to there: news reopens it in the next one.
    Kept, as the sentences of a text are read in several goes.

    >>> [text[a:b] for text in ['“Stay away,” he said, "or else".'] for a, b in quotations(text)]
    ['Stay away,', 'or else']
    """
    found: list[tuple[int, int]] = []
    start: int | None = None
    for match in _MARKS.finditer(text):
        mark = match[0]
        if start is None:
            if mark in _OPENING or mark == '"':
                start = match.end()
        elif mark in _CLOSING or mark == '"' or mark[0] == "\n":
            found.append((start, match.start()))
            start = None
    if start is not None:
        found.append((start, len(text)))
    return tuple(found)
