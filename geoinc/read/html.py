"""Saved web pages to documents, through trafilatura."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from geoinc.model import Document
from geoinc.read.files import decode, refuse

if TYPE_CHECKING:
    from pathlib import Path

LATEST_DATE = "2100-01-01"
"""Passed to the date extractor, whose own limit is today: a run must not depend on the clock."""


def from_html(path: Path, data: bytes, encoding: str | None = None) -> Document:
    """Return the article of a saved web page: its headline and text, outlet, date and address.

    The headline is the first line of ``Document.text``, so that places named there have offsets too.

    Raises
    ------
    UnreadableFileError
        Where the page holds no article.
    """
    from trafilatura import bare_extraction

    page: bytes | str = decode(path, data, encoding) if encoding else data
    found: Any = bare_extraction(
        page,
        with_metadata=True,
        include_comments=False,
        date_extraction_params={"original_date": True, "extensive_search": False, "max_date": LATEST_DATE},
    )
    if found is None or not (found.text or "").strip():
        raise refuse(path, "no article text was found in the page", "save the article's text as .txt instead")
    return Document(
        _with_headline(found.title, found.text),
        id=path.name,
        title=found.title or None,
        published=_day(found.date),
        source=_host(found.url) or found.hostname or found.sitename or None,
        uri=found.url if _host(found.url) else None,
    )


def _with_headline(title: str | None, text: str) -> str:
    if not title or re.sub(r"\W+", "", text[: 2 * len(title)]).startswith(re.sub(r"\W+", "", title)):
        return text
    return f"{title}\n\n{text}"


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _host(url: str | None) -> str | None:
    parts = urlsplit(url or "")
    return parts.hostname.removeprefix("www.") if parts.scheme in {"http", "https"} and parts.hostname else None
