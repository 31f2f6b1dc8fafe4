"""Saved mails (EML) and web archives (MHTML) to documents, by the standard library's mail parser."""

from __future__ import annotations

import email
from email import policy
from typing import TYPE_CHECKING

from geoinc.model import Document
from geoinc.read.files import refuse
from geoinc.read.markup import plain
from geoinc.read.records import ReadOptions, one_document
from geoinc.read.rows import day_of, with_headline, words

if TYPE_CHECKING:
    from email.message import EmailMessage, MIMEPart
    from pathlib import Path

_ADDRESS = "Content-Location"


def from_mail(path: Path, data: bytes, options: ReadOptions) -> Document:  # noqa: ARG001 - a mail says its own encoding
    """Return the document of a mail: its subject and its text, dated by its header.

    Raises
    ------
    UnreadableFileError
        Where it holds no text.
    """
    message = _parsed(data)
    body = message.get_body(preferencelist=("plain", "html"))
    text = _text(body) if body is not None else ""
    if not text.strip() or not message.keys():
        raise refuse(path, "no text was found in the mail", "save its text as .txt instead")
    title = words(_header(message, "Subject")).strip() or None
    return Document(
        with_headline(title, text), title=title, published=day_of(_header(message, "Date")), source=_sender(message)
    )


def from_web_archive(path: Path, data: bytes, options: ReadOptions) -> Document:
    """Return the article of a web archive, the page that a browser saved with all its parts in one file.

    Raises
    ------
    UnreadableFileError
        Where it holds no page, or the page no article.
    """
    from geoinc.read.html import page_document

    message = _parsed(data)
    page = next((part for part in message.walk() if part.get_content_type() == "text/html"), None)
    if page is None:
        raise refuse(path, "it holds no web page", "save the page again")
    address = words(page.get(_ADDRESS) or message.get("Snapshot-Content-Location")).strip() or None
    return page_document(path, _text_of(page), options, url=address, fallback_date=day_of(message.get("Date")))


def _parsed(data: bytes) -> EmailMessage:
    return email.message_from_bytes(data, policy=policy.default)


def _text(part: MIMEPart) -> str:
    content = _text_of(part)
    return plain(content) if part.get_content_type() == "text/html" else content


def _text_of(part: MIMEPart) -> str:
    try:
        return words(part.get_content())
    except (LookupError, KeyError, ValueError):  # a charset or a kind of part that does not exist
        payload = part.get_payload(decode=True)
        return words(payload.decode("utf-8", "replace")) if isinstance(payload, bytes) else ""


def _header(message: EmailMessage, name: str) -> object:
    """Return a header, None where the standard library's parser fails at it."""
    try:
        return message.get(name)
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
        return None


def _sender(message: EmailMessage) -> str | None:
    """Return the domain that a mail comes from: an outlet's newsletter is known by it."""
    try:
        addresses = message["From"].addresses if message["From"] is not None else ()
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
        return None
    return next((address.domain for address in addresses if address.domain), None)


MAIL = one_document(from_mail)
WEB_ARCHIVE = one_document(from_web_archive)
