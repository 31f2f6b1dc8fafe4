"""Web crawls (WARC) to documents, through fastwarc: the pages among the responses."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from geoinc.errors import MissingExtraError, UnreadableFileError
from geoinc.read.files import MAX_BYTES, printable_name
from geoinc.read.html import page_document
from geoinc.read.records import Range, Reader, ReadOptions, Record, Source, entry, told_where
from geoinc.read.rows import day_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geoinc.model import Document

_PAGES = ("text/html", "application/xhtml+xml")
_FOUND = 200


def _records(source: Source, options: ReadOptions, span: Range) -> Iterator[Record]:
    with source.open() as file:
        for number, found in _responses(source, file, span):
            where = f"{printable_name(source.uri)}, record {number}"
            if isinstance(found, Exception):
                yield Record.refused(where, found)
                return
            yield _page(found, where, f"{source.name}#{number}", options)


def _page(record: Any, where: str, fallback_id: str, options: ReadOptions) -> Record:  # noqa: ANN401 - a fastwarc record
    url = record.headers.get("WARC-Target-URI", "").strip("<>") or None

    def document() -> Document:
        data = record.reader.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            message = f"it has more than {MAX_BYTES / 1e6:.0f} MB"
            raise UnreadableFileError(message)
        seen = day_of(record.headers.get("WARC-Date"))
        found = page_document(Path(fallback_id), data, options, url=url, fallback_date=seen)
        return told_where(replace(found, id=url or fallback_id), options)

    return entry(where, document)


def _responses(source: Source, file: BinaryIO, span: Range, *, every: bool = False) -> Iterator[tuple[int, Any]]:
    """Yield the number among the responses and the record of each page, or of ``every`` record.

    A damaged end is an error in its place.
    """
    try:
        from fastwarc.warc import ArchiveIterator, WarcRecordType
    except ImportError:
        message = f"{printable_name(source.uri)}: WARC files are read by fastwarc: pip install 'geoinc[warc]'"
        raise MissingExtraError(message) from None
    number = span.first - 1
    if span.start:
        file.seek(span.start)
    try:
        kinds = WarcRecordType.any_type if every else WarcRecordType.response
        for record in ArchiveIterator(file, record_types=kinds, parse_http=True, strict_mode=False):
            if span.end is not None and record.stream_pos >= span.end:
                return
            number += _is_response(record)
            if every or _is_page(record):
                yield number, record
    except (OSError, ValueError, EOFError, RuntimeError) as error:
        yield number + 1, UnreadableFileError(f"the file is damaged or cut off from here on ({error})")


def _is_response(record: Any) -> bool:  # noqa: ANN401 - a fastwarc record
    from fastwarc.warc import WarcRecordType

    return bool(record.record_type == WarcRecordType.response)


def _is_page(record: Any) -> bool:  # noqa: ANN401 - a fastwarc record
    head = record.http_headers
    if head is None or (head.status_code or _FOUND) != _FOUND:
        return False
    return (head.get("Content-Type") or "").split(";")[0].strip().lower() in _PAGES


def _ranges(source: Source, options: ReadOptions, size: int) -> Iterator[Range]:  # noqa: ARG001 - a reader's signature
    """Yield ranges of bytes that begin at responses, ``size`` pages each.

    A cut is where a record has a place of its own: a compressed file may hold several records in one member.
    """
    start, first, count, previous = 0, 1, 0, -1
    with source.open() as file:
        for number, record in _responses(source, file, Range(), every=True):
            if isinstance(record, Exception):
                break
            if count >= size and record.stream_pos != previous and _is_response(record):
                yield Range(start, record.stream_pos, count, first)
                start, first, count = record.stream_pos, number, 0
            previous = record.stream_pos
            count += _is_response(record) and _is_page(record)
    yield Range(start, None, max(1, count), first)


WARC = Reader(_records, _ranges)
