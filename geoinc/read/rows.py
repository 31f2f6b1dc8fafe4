"""Rows of tables to documents: which column holds which fact, and how its values are read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Final

from geoinc.errors import InputError
from geoinc.model import Document

FACTS: Final[Mapping[str, tuple[str, ...]]] = {
    "text": ("text", "body", "content", "article", "description", "notes", "narrative", "report", "story"),
    "title": ("title", "headline", "subject"),
    "date": ("published", "date", "publication_date", "published_at", "pubdate", "report_date"),
    "outlet": ("source", "outlet", "publisher", "domain", "newspaper"),
    "country": ("near", "country", "countries", "admin0"),
    "id": ("id", "doc_id", "document_id", "report_id", "uuid"),
    "url": ("url", "uri", "link", "source_url"),
}
"""The facts of a row, and the columns that hold them where the caller names none, the likeliest first."""

SYNONYMS: Final = {"published": "date", "source": "outlet", "near": "country", "uri": "url"}
"""Facts by their names in :class:`~geoinc.model.Document`."""

_SURROGATES = re.compile("[\ud800-\udfff]")
_COMPACT_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})(?:\d{6})?\Z")
_NUMBERED_DAY = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})\b")
_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Mapped:
    """Which column holds each fact; facts without one are not there."""

    columns: Mapping[str, str]

    def document(self, row: Mapping[str, Any], fallback_id: str) -> Document:
        """Return a row's document.

        Raises
        ------
        InputError
            Where the row has no text.
        """
        text = words(row.get(self.columns["text"]))
        if not text.strip():
            message = f"the column {self.columns['text']!r} is empty; every report needs a text"
            raise InputError(message)
        value = {fact: row.get(column) for fact, column in self.columns.items()}
        title = words(value.get("title")).strip()
        return Document(
            with_headline(title, text),
            id=words(value.get("id")).strip() or fallback_id,
            title=title or None,
            published=day_of(value.get("date")),
            source=words(value.get("outlet")).strip() or None,
            uri=words(value.get("url")).strip() or None,
            near=words(value.get("country")).strip(),
        )


def mapped(names: Iterable[str], asked: Mapping[str, str]) -> Mapped:
    """Return which of a table's columns holds each fact.

    Parameters
    ----------
    names
        The table's columns.
    asked
        Columns by fact, as the caller names them; the other facts are looked for by the names of :data:`FACTS`.

    Raises
    ------
    InputError
        Where a fact or a column that is asked for is not there, or no column holds the text.
    """
    names = list(names)
    wanted = {SYNONYMS.get(fact, fact): column for fact, column in asked.items()}
    for fact, column in wanted.items():
        if fact not in FACTS:
            message = f"there is no fact {fact!r}; map one of {', '.join(FACTS)}"
            raise InputError(message, fact=fact)
        if column not in names:
            message = f"there is no column {column!r} for {fact}; it has {', '.join(map(str, names[:20]))}"
            raise InputError(message, column=column)
    by_folded = {str(name).strip().casefold().replace(" ", "_"): name for name in reversed(names)}
    for fact, likely in FACTS.items():
        found = next((by_folded[name] for name in likely if name in by_folded), None)
        if found is not None and fact not in wanted and found not in wanted.values():
            wanted[fact] = found
    if "text" not in wanted:
        message = (
            f"no column holds the text; name it with --column text=COLUMN (it has {', '.join(map(str, names[:20]))})"
        )
        raise InputError(message)
    return Mapped(wanted)


def words(value: object) -> str:
    """Return a cell's text; missing values are empty, halves of surrogate pairs become U+FFFD at the same offset."""
    if isinstance(value, str) and value.isascii():
        return value.replace("\r\n", "\n").replace("\r", "\n") if "\r" in value else value
    if value is None or value != value:  # noqa: PLR0124 - only not-a-number differs from itself
        return ""
    if isinstance(value, list | tuple):
        return "; ".join(words(part) for part in value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return _SURROGATES.sub("\ufffd", str(value)).replace("\r\n", "\n").replace("\r", "\n")


def day_of(value: object) -> date | None:
    """Return the day of a cell, or None where it cannot be told: 03/04/2021 may be in March or in April."""
    if isinstance(value, datetime):
        return value.date() if value == value else None  # noqa: PLR0124 - pandas' NaT differs from itself
    if isinstance(value, date):
        return value
    text = words(value).strip()
    if not text:
        return None
    return _iso(text) or _numbered(text) or _mailed(text)


def _iso(text: str) -> date | None:
    compact = _COMPACT_DAY.match(text)
    try:
        return date(*map(int, compact.groups())) if compact else date.fromisoformat(text[:10])
    except ValueError:
        return None


def _numbered(text: str) -> date | None:
    """Return 25/12/2021 or 12/25/2021: a day over twelve says which number is the month."""
    match = _NUMBERED_DAY.match(text)
    if match is None:
        return None
    first, second, year = map(int, match.groups())
    if first != second and max(first, second) <= _MONTHS:
        return None
    month, day = sorted((first, second))
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _mailed(text: str) -> date | None:
    """Return the day of "Mon, 12 Feb 2018 09:00:00 GMT", and of "12 February 2018"."""
    for form in ("%d %B %Y", "%d %b %Y", "%B %d, %Y", "%b %d, %Y"):
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day of a calendar has no zone
        except ValueError:
            continue
    try:
        return parsedate_to_datetime(text).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def with_headline(title: str | None, text: str) -> str:
    """Return a text that begins with its headline, so that places named there have offsets too."""
    if not title or _letters(text[: 2 * len(title)]).startswith(_letters(title)):
        return text
    return f"{title}\n\n{text}"


def _letters(text: str) -> str:
    return re.sub(r"\W+", "", text)


def columns_of(pairs: Iterable[str]) -> Mapping[str, str]:
    """Return ``FACT=COLUMN`` pairs as a mapping.

    Raises
    ------
    InputError
        Where one has no equals sign.
    """
    found = {}
    for pair in pairs:
        fact, sign, column = pair.partition("=")
        if not (sign and fact and column):
            message = f"--column {pair!r}: write FACT=COLUMN, for example --column text=body"
            raise InputError(message)
        found[fact.strip()] = column.strip()
    return found
