"""Publication dates: read from the text where the file says none, or inherited within one story."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from geoinc.model import Document, TimePrecision
from geoinc.text.sentences import datelines
from geoinc.text.times import find_times

_LABEL = re.compile(
    r"^[ \t]*(?:first )?(?:published|posted|updated|last updated|date|publication date)(?: on| at)?[ \t]*:?[ \t]+(?P<date>[^\n]{6,60})$",
    re.IGNORECASE | re.MULTILINE,
)
_HEAD = 600
"""A bare date is looked for within this many code points of the beginning."""
_WORD = re.compile(r"[^\W\d_]{4,}")
_NAME = re.compile(r"(?<![.!?\"”’]\s)(?<!^)\b[A-Z][^\W\d_]{3,}", re.MULTILINE)
_SHINGLE = 5
_SAME_STORY = 0.35
"""Share of the smaller text's names that the other has too, from which on they may tell one story."""
_FEWEST_SHARED = 6
_FEWEST_RARE = 2
_COMMON = 0.2
"""A name in more than this share of a large batch tells no story."""


@dataclass(frozen=True, slots=True)
class _Print:
    """What makes a text recognisable: its names, and its runs of five words."""

    names: frozenset[str]
    shingles: frozenset[str]


def resolve_published(documents: Sequence[Document]) -> tuple[list[Document], list[str]]:
    """Return the documents with publication dates filled in where the texts give them, and notes on each.

    A date is read from a "Published:" line, a dateline or a date alone on a line near the top. A text without
    any inherits the date of another that tells the same story (shared passages, or shared names). What is found
    nowhere stays None.
    """
    dated = [_from_text(d) for d in documents]
    notes = [_note_text(d) for d, old in zip(dated, documents, strict=True) if d.published and not old.published]
    undated = [i for i, d in enumerate(dated) if d.published is None]
    if not undated or len(undated) == len(dated):
        return dated, notes
    prints = [_fingerprint(d) for d in dated]
    common = _common_names(prints)
    index = _by_name(dated, prints, common)
    for i in undated:
        mate = _mate(i, dated, prints, common, index)
        if mate is not None:
            notes.append(_note_mate(dated[i], mate))
            dated[i] = replace(dated[i], published=mate.published)
    return dated, notes


def published_in(document: Document) -> date | None:
    """Return the publication date that a text states of itself, or None."""
    text = document.text
    for match in _LABEL.finditer(text):
        found = _full_date(match["date"])
        if found:
            return found
    for line in datelines(document)[:1]:
        found = _full_date(f"{line.date_text} .") if line.date_text else None
        if found:
            return found
    lines = [line.strip() for line in text[:_HEAD].split("\n")]
    return next((d for line in lines if len(line) <= 40 and (d := _full_date(line)) and _only_date(line)), None)


def _only_date(line: str) -> bool:
    words = re.findall(r"[^\W\d_]+", line)
    return len(words) <= 3


def _full_date(text: str) -> date | None:
    """Return a day that a text states with its year."""
    times = [t for t in find_times(text + " ", None) if t.precision <= TimePrecision.DAY and t.first == t.last]
    return times[0].first if times else None


def _from_text(document: Document) -> Document:
    return document if document.published else replace(document, published=published_in(document))


def _note_text(document: Document) -> str:
    return f"{_name(document)}: published {document.published}, as its text says"


def _note_mate(document: Document, mate: Document) -> str:
    return (
        f"{_name(document)}: no date in the text; takes {mate.published} from {_name(mate)}, which tells the same story"
    )


def _name(document: Document) -> str:
    return document.uri or document.title or document.id


@lru_cache(maxsize=256)
def _fingerprint(document: Document) -> _Print:
    words = [w.lower() for w in _WORD.findall(document.text)]
    shingles = frozenset(" ".join(words[i : i + _SHINGLE]) for i in range(len(words) - _SHINGLE + 1))
    return _Print(frozenset(w.lower() for w in _NAME.findall(document.text)), shingles)


def _common_names(prints: Sequence[_Print]) -> frozenset[str]:
    counts = Counter(name for p in prints for name in p.names)
    limit = max(10.0, _COMMON * len(prints))
    return frozenset(name for name, n in counts.items() if n > limit)


def _by_name(documents: Sequence[Document], prints: Sequence[_Print], common: frozenset[str]) -> dict[str, list[int]]:
    index: dict[str, list[int]] = {}
    for i, p in enumerate(prints):
        if documents[i].published is not None:
            for name in p.names - common:
                index.setdefault(name, []).append(i)
    return index


def _mate(
    i: int, documents: Sequence[Document], prints: Sequence[_Print], common: frozenset[str], index: dict[str, list[int]]
) -> Document | None:
    """Return the dated document that tells the same story best, or None."""
    shared = Counter(j for name in prints[i].names - common for j in index.get(name, ()))
    scored = [(_likeness(prints[i], prints[j], common), -j) for j, n in shared.items() if n >= _FEWEST_RARE]
    best, j = max(scored, default=(0.0, 0))
    return documents[-j] if best >= _SAME_STORY else None


def same_story(a: Document, b: Document) -> bool:
    """Whether two texts tell one story: they share passages, or most of the smaller one's names."""
    return _likeness(_fingerprint(a), _fingerprint(b), frozenset()) >= _SAME_STORY


def copies(a: Document, b: Document) -> bool:
    """Whether one text is a near copy of the other (a wire report printed twice)."""
    left, right = _fingerprint(a).shingles, _fingerprint(b).shingles
    smaller = min(len(left), len(right))
    return bool(smaller) and len(left & right) / smaller >= 0.6


def _likeness(a: _Print, b: _Print, common: frozenset[str]) -> float:
    left, right = a.names - common, b.names - common
    shared = left & right
    smaller = min(len(left), len(right))
    if not smaller or len(shared) < _FEWEST_RARE:
        return 0.0
    passages = len(a.shingles & b.shingles) / max(1, min(len(a.shingles), len(b.shingles)))
    names = len(shared) / smaller if len(shared) >= min(_FEWEST_SHARED, smaller) else 0.0
    return min(1.0, names + 3 * passages)
