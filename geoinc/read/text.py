"""Plain text and Markdown to documents; offsets stay those of the file's own characters."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from geoinc.model import Document
from geoinc.read.files import decode, refuse
from geoinc.read.front_matter import split
from geoinc.read.records import one_document
from geoinc.read.rows import day_of, with_headline, words

if TYPE_CHECKING:
    from pathlib import Path

MAX_TITLE_CHARS = 200
_HEADING = re.compile(r"^#{1,2}[ \t]+(?P<title>\S.*?)[ \t#]*$", re.MULTILINE)
_HEADER = re.compile(r"^(?P<key>title|source|url)[ \t]*:[ \t]*(?P<value>\S.*?)[ \t]*$", re.IGNORECASE | re.MULTILINE)
_FURNITURE = re.compile(r"^(?:published|updated|posted|date|by|source|url)\b|\|", re.IGNORECASE)
_HEADER_CHARS = 1_000


def from_text(path: Path, data: bytes, encoding: str | None = None) -> Document:
    """Return the document of a plain text file; ``Title:``, ``Source:`` and ``URL:`` lines at its top are used."""
    return _document(path, decode(path, data, encoding))


def from_markdown(path: Path, data: bytes, encoding: str | None = None) -> Document:
    """Return the document of a Markdown file: its front matter is metadata, else its first heading is the title.

    Raises
    ------
    UnreadableFileError
        Where it cannot be decoded, or has front matter and no text.
    """
    facts, text = split(path, decode(path, data, encoding))
    if not text.strip():
        raise refuse(path, "it holds front matter and no text", "add the text below it")
    document = _document(path, text)
    heading = _HEADING.search(text)
    stated = words(facts.get("title")).strip()
    return replace(
        document,
        text=with_headline(stated, text),
        title=stated or (heading["title"] if heading else document.title),
        published=day_of(facts.get("date")),
        source=words(facts.get("outlet")).strip() or document.source,
        uri=words(facts.get("url")).strip() or document.uri,
        near=words(facts.get("country")),
    )


def _document(path: Path, text: str) -> Document:
    header = {m["key"].lower(): m["value"] for m in _HEADER.finditer(text, 0, _HEADER_CHARS)}
    return Document(
        text,
        id=path.name,
        title=header.get("title") or _headline(text),
        source=header.get("source"),
        uri=header.get("url"),
    )


def _headline(text: str) -> str | None:
    """Return the first line that reads like a headline: short, unpunctuated, followed by a blank line."""
    lines = [line.strip() for line in text[:_HEADER_CHARS].split("\n")]
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        if line and not following and not _FURNITURE.search(line):
            return line if len(line) <= MAX_TITLE_CHARS and not line.endswith(".") else None
    return None


TEXT = one_document(lambda path, data, options: from_text(path, data, options.encoding))
MARKDOWN = one_document(lambda path, data, options: from_markdown(path, data, options.encoding))
