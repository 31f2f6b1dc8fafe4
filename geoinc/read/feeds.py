"""RSS and Atom files to documents, one an entry: the text that the feed itself carries."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from geoinc.model import Document
from geoinc.read.files import printable_name, refuse
from geoinc.read.markup import parse_xml, plain
from geoinc.read.records import Range, Reader, ReadOptions, Record, Source, entry, told_where
from geoinc.read.rows import day_of, with_headline, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

_ENTRIES = frozenset({"item", "entry"})
_BODIES = ("encoded", "content", "description", "summary")
"""Where an entry keeps its text, the fullest first."""
_DATES = ("pubDate", "published", "date", "updated")


def _records(source: Source, options: ReadOptions, span: Range) -> Iterator[Record]:  # noqa: ARG001 - a feed is one range
    root = parse_xml(source.path, source.content(), recover=True)
    entries = [e for e in root.iter() if _name(e) in _ENTRIES]
    if not entries:
        raise refuse(source.path, "it is no RSS or Atom feed", "give a feed, or a table or a text")
    for number, element in enumerate(entries, 1):
        where = f"{printable_name(source.uri)}, entry {number}"
        yield entry(
            where,
            partial(_told, element, f"{source.name}#{number}", options),
            empty="it has neither a title nor a text",
        )


def _told(element: etree._Element, fallback_id: str, options: ReadOptions) -> Document | None:
    document = _document(element, fallback_id)
    return None if document is None else told_where(document, options)


def _document(element: etree._Element, fallback_id: str) -> Document | None:
    fields = {_name(child): child for child in reversed(element)}
    title = plain(_text(fields.get("title"))).replace("\n", " ") or None
    bodies = (plain(_text(fields.get(name))) for name in _BODIES if name in fields)
    body = next((text for text in bodies if text.strip()), "")
    if not (title or body):
        return None
    link = _link(element)
    return Document(
        with_headline(title, body),
        id=words(_text(fields.get("guid")) or _text(fields.get("id"))).strip() or link or fallback_id,
        title=title,
        published=next((day for name in _DATES if (day := day_of(_text(fields.get(name))))), None),
        source=_host(link),
        uri=link,
    )


def _name(element: etree._Element) -> str:
    try:
        tag = element.tag
    except UnicodeDecodeError:  # a name of damaged bytes, in lxml before 6
        return ""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _text(element: etree._Element | None) -> str:
    """Return an element's text, the markup of XHTML content included as text."""
    return "" if element is None else words(" ".join(map(str, element.itertext()))).strip()


def _link(element: etree._Element) -> str | None:
    links = [e for e in element if _name(e) == "link"]
    chosen = next((e for e in links if e.get("rel", "alternate") == "alternate"), None)
    found = "" if chosen is None else (chosen.get("href") or chosen.text or "").strip()
    return words(found) or None


def _host(url: str | None) -> str | None:
    try:
        host = urlsplit(url or "").hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


FEED = Reader(_records)
