"""Site furniture: share bars, "More news" items, bylines, repeated headlines. No content, no place, no event."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from geoinc.language.lexicon import FOLDER, rows
from geoinc.model import Document, Span

_LINE = re.compile(r"[^\n\r]+")
_BYLINE_MOST = 120
"""No line longer than this (code points) is taken for furniture by its beginning alone."""
_REPEATED_LEAST = 20
"""A line shorter than this may stand twice in a text by chance."""


def furniture(document: Document) -> list[Span]:
    r"""Return the parts of a text that are no content, in order, not overlapping.

    >>> [span.text for span in furniture(Document("A bomb exploded in Lima.\\nLike this:"))]
    ['Like this:']
    """
    return list(_furniture(document))


@lru_cache(maxsize=8)
def _furniture(document: Document) -> tuple[Span, ...]:
    """Return the furniture of a text; asked for by several stages, one text after the other."""
    seen: set[str] = set()
    found: list[Span] = []
    for match in _LINE.finditer(document.text):
        line = match[0].strip()
        if not line:
            continue
        if _is_furniture(line) or (line in seen and len(line) >= _REPEATED_LEAST):
            found.append(Span(document.id, match.start(), match.end(), match[0]))
        else:
            found += _marks(document, match.start(), match.end())
        seen.add(line)
    return tuple(found)


def _is_furniture(line: str) -> bool:
    return len(line) <= _BYLINE_MOST and _line_pattern().fullmatch(line) is not None


def _marks(document: Document, start: int, end: int) -> Iterator[Span]:
    if "[" not in document.text[start:end]:
        return
    for match in _mark_pattern().finditer(document.text, start, end):
        yield Span(document.id, match.start(), match.end(), match[0])


@cache
def _line_pattern() -> re.Pattern[str]:
    return _union("line")


@cache
def _mark_pattern() -> re.Pattern[str]:
    return _union("mark")


def _union(table: str) -> re.Pattern[str]:
    patterns = [row["pattern"] for row in rows(FOLDER / "furniture.toml", table, {"pattern!": str})]
    return re.compile("|".join(f"(?:{p})" for p in patterns), re.IGNORECASE)
