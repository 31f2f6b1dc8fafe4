"""Publication dates: read from the text where the file says none, or inherited within one story."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from geoinc.model import Document, TimePrecision
from geoinc.text.fingerprints import FEWEST_RARE, SAME_STORY, Fingerprint, fingerprint
from geoinc.text.sentences import datelines
from geoinc.text.time_words import TIME_WORDS
from geoinc.text.times import find_times

if TYPE_CHECKING:
    from numpy.typing import NDArray

_LABEL = re.compile(TIME_WORDS.source("published_line"), re.IGNORECASE | re.MULTILINE)
_HEAD = 600
"""A bare date is looked for within this many code points of the beginning."""
_COMMON = 0.2
"""A name in more than this share of a large batch tells no story."""


def resolve_published(documents: Sequence[Document]) -> tuple[list[Document], list[str]]:
    """Return the documents with publication dates filled in where the texts give them, and notes on each.

    A date is read from a "Published:" line, a dateline or a date alone on a line near the top. A text without
    any inherits the date of another that tells the same story (shared passages, or shared names). What is found
    nowhere stays None.
    """
    dated = [_from_text(d) for d in documents]
    notes = [_note_text(d) for d, old in zip(dated, documents, strict=True) if d.published and not old.published]
    published = [d.published for d in dated]
    if None not in published or not any(published):
        return dated, notes
    for i, mate in mates([fingerprint(d.text) for d in dated], published):
        notes.append(note_of_mate(_name(dated[i]), dated[mate].published, _name(dated[mate])))
        dated[i] = replace(dated[i], published=dated[mate].published)
    return dated, notes


def mates(prints: Sequence[Fingerprint], published: Sequence[date | None]) -> Iterator[tuple[int, int]]:
    """Yield each text without a date and the dated one that tells the same story best, as positions."""
    common = _common_names(prints)
    dated = [i for i, day in enumerate(published) if day is not None]
    index: dict[int, list[int]] = {}
    for i in dated:
        for name in np.setdiff1d(prints[i].names, common, assume_unique=True).tolist():
            index.setdefault(name, []).append(i)
    for i, day in enumerate(published):
        if day is None:
            names = np.setdiff1d(prints[i].names, common, assume_unique=True).tolist()
            near = Counter(j for name in names for j in index.get(name, ()))
            scored = [(prints[i].likeness(prints[j], common), -j) for j, n in near.items() if n >= FEWEST_RARE]
            best, j = max(scored, default=(0.0, 0))
            if best >= SAME_STORY:
                yield i, -j


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


def note_of_mate(name: str, day: date | None, mate: str) -> str:
    """Return the line that says from which other text a date is taken."""
    return f"{name}: no date in the text; takes {day} from {mate}, which tells the same story"


def _name(document: Document) -> str:
    return document.uri or document.title or document.id


def _common_names(prints: Sequence[Fingerprint]) -> NDArray[np.uint32]:
    """Return the names in more than a share of the texts; in a small batch, in more than ten."""
    if not prints:
        return np.zeros(0, np.uint32)
    numbers, counts = np.unique(np.concatenate([p.names for p in prints]), return_counts=True)
    return numbers[counts > max(10.0, _COMMON * len(prints))]


def copies(a: Document, b: Document) -> bool:
    """Whether one text is a near copy of the other (a wire report printed twice)."""
    return fingerprint(a.text).copies(fingerprint(b.text))
