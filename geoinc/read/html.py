"""Saved web pages to documents: through trafilatura, or faster through resiliparse and htmldate."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from geoinc.errors import MissingExtraError
from geoinc.model import Document
from geoinc.read.files import decode, refuse
from geoinc.read.records import ReadOptions, one_document
from geoinc.read.rows import with_headline, words

if TYPE_CHECKING:
    from pathlib import Path

    from lxml import etree

LATEST_DATE = "2100-01-01"
"""Passed to the date extractor, whose own limit is today: a run must not depend on the clock."""

_DATES: dict[str, Any] = {"original_date": True, "extensive_search": False, "max_date": LATEST_DATE}
_RULE = re.compile(r"^\|(?:-+\|)+$\n?", re.MULTILINE)
"""The line under a table's head in the extractor's output."""
_CLOCK = re.compile(r"\b\d{1,2}[:.]\d{2}\b")
_LIVE = 3
"""So many times of day in the body make a live page, whose entries are known by them."""
_ASIDE = frozenset({"nav", "header", "footer", "aside", "form", "menu"})
_LINKED = 0.5
"""A list is a menu where more than this share of its letters are links."""


def page_document(
    path: Path, data: bytes | str, options: ReadOptions, *, url: str | None = None, fallback_date: date | None = None
) -> Document:
    """Return the article of a saved web page: its headline and text, outlet, date and address.

    The headline is the first line of ``Document.text``, so that places named there have offsets too. Rows of tables and
    items of lists stay lines of their own; an entry of a live page begins with its time of day.

    Parameters
    ----------
    data
        The page's bytes, or its characters where they are known.
    url
        Its address, where the page does not say it itself.
    fallback_date
        When it was seen, where it does not say when it was published.

    Raises
    ------
    UnreadableFileError
        Where the page holds no article.
    MissingExtraError
        Where trafilatura, or resiliparse for the fast way, is not installed.
    """
    page = decode(path, data, options.encoding) if isinstance(data, bytes) and options.encoding else data
    title, text, published, address, outlet = (_fast if options.fast else _thorough)(path, page)
    if not text.strip():
        raise refuse(path, "no article text was found in the page", "save the article's text as .txt instead")
    address = address if _host(address) else url
    title = words(title).strip() or None
    return Document(
        with_headline(title, words(text)),
        id=path.name,
        title=title,
        published=published or fallback_date,
        source=_host(address) or outlet or None,
        uri=address if _host(address) else None,
    )


Extracted = tuple[str | None, str, date | None, str | None, str | None]
"""Title, text, day of publication, address and outlet."""


def _thorough(path: Path, page: bytes | str) -> Extracted:
    try:
        from trafilatura import bare_extraction, load_html
    except ImportError:
        message = f"{path.name}: web pages need trafilatura: pip install 'geoinc[html]'; or save the text as .txt"
        raise MissingExtraError(message) from None
    tree: Any = load_html(page)
    if tree is None:
        raise refuse(path, "no article text was found in the page", "save the article's text as .txt instead")
    _keep_lists(tree)
    _keep_times(tree)
    found: Any = bare_extraction(tree, with_metadata=True, include_comments=False, date_extraction_params=_DATES)
    if found is None:
        return None, "", None, None, None
    return found.title, _RULE.sub("", found.text or ""), _day(found.date), found.url, found.hostname or found.sitename


def _fast(path: Path, page: bytes | str) -> Extracted:
    """Extract without scoring a page's parts: eight times as fast, and now and then with a line of furniture."""
    try:
        from resiliparse.extract.html2text import extract_plain_text
        from resiliparse.parse.encoding import bytes_to_str, detect_encoding
    except ImportError:
        message = f"{path.name}: the fast way to read pages needs resiliparse: pip install 'geoinc[warc]'"
        raise MissingExtraError(message) from None
    from htmldate import find_date
    from lxml import html

    characters = bytes_to_str(page, detect_encoding(page) or "utf-8") if isinstance(page, bytes) else page
    tree: Any = html.fromstring(characters.encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8"))
    text = extract_plain_text(characters, preserve_formatting=True, main_content=True, alt_texts=False)
    return _title(tree), text, _day(find_date(tree, **_DATES)), _canonical(tree), None


def _title(tree: Any) -> str | None:  # noqa: ANN401 - lxml's own
    found = [
        *tree.xpath("//meta[@property='og:title']/@content"),
        *tree.xpath("//h1//text()"),
        *tree.xpath("//title/text()"),
    ]
    return next((" ".join(text.split()) for text in found if text.strip()), None)


def _canonical(tree: Any) -> str | None:  # noqa: ANN401 - lxml's own
    found = [*tree.xpath("//link[@rel='canonical']/@href"), *tree.xpath("//meta[@property='og:url']/@content")]
    return next(iter(found), None)


def _keep_lists(tree: etree._Element) -> None:
    """Make short lists of facts ("Aleppo: two killed") paragraphs of lines; extractors take them for menus."""
    from lxml import etree

    for element in list(tree.iter("ul", "ol")):
        items = [" ".join("".join(map(str, item.itertext())).split()) for item in element if item.tag == "li"]
        items = [item for item in items if item]
        if (
            not items
            or _is_aside(element)
            or _linked(element) > _LINKED
            or next(element.iter("p", "table"), None) is not None
        ):
            continue
        paragraph = etree.Element("p")
        paragraph.text, paragraph.tail = items[0], element.tail
        for item in items[1:]:
            etree.SubElement(paragraph, "br").tail = item
        parent = element.getparent()
        if parent is not None:
            parent.replace(element, paragraph)


def _linked(element: etree._Element) -> float:
    """Return the share of an element's letters that are links."""
    letters = sum(map(len, map(str, element.itertext())))
    return sum(len("".join(map(str, link.itertext()))) for link in element.iter("a")) / max(1, letters)


def _keep_times(tree: etree._Element) -> None:
    """Put the time of each entry of a live page before its first paragraph; extractors leave it out."""
    times = [(e, clock) for e in tree.iter("time") if not _is_aside(e) and (clock := _time(e))]
    if len(times) < _LIVE:
        return
    for element, clock in times:
        paragraph = next((e for e in element.xpath("following::p[1]")), None)
        if paragraph is not None and not (paragraph.text or "").startswith(clock):
            paragraph.text = f"{clock} {(paragraph.text or '').lstrip()}"


def _time(element: etree._Element) -> str | None:
    """Return the time of day that an element shows, or the one that it carries."""
    match = _CLOCK.search("".join(map(str, element.itertext()))) or _CLOCK.search(element.get("datetime") or "")
    return match[0] if match else None


def _is_aside(element: etree._Element) -> bool:
    return any(parent.tag in _ASIDE for parent in element.iterancestors())


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _host(url: str | None) -> str | None:
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    return parts.hostname.removeprefix("www.") if parts.scheme in {"http", "https"} and parts.hostname else None


HTML = one_document(page_document)
