"""Which reader reads a source: by the ending of its name, the package's own or one that is installed beside it."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from typing import TYPE_CHECKING

from geoinc.errors import MissingExtraError, UnreadableFileError
from geoinc.read.files import printable_name
from geoinc.read.records import WHOLE, Range, Reader, ReadOptions, Record, Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

GROUP = "geoinc.readers"
"""Entry points of other packages: the name is the ending without its point, the value a :class:`Reader`."""

BUILT_IN = {
    ".txt": "text:TEXT",
    ".text": "text:TEXT",
    "": "text:TEXT",
    ".md": "text:MARKDOWN",
    ".markdown": "text:MARKDOWN",
    ".html": "html:HTML",
    ".htm": "html:HTML",
    ".xhtml": "html:HTML",
    ".pdf": "pdf:PDF",
    ".docx": "docx:DOCX",
    ".eml": "mail:MAIL",
    ".mht": "mail:WEB_ARCHIVE",
    ".mhtml": "mail:WEB_ARCHIVE",
    ".csv": "tables:CSV",
    ".tsv": "tables:TSV",
    ".json": "tables:JSON",
    ".jsonl": "tables:JSON_LINES",
    ".ndjson": "tables:JSON_LINES",
    ".xlsx": "tables:EXCEL",
    ".xls": "tables:EXCEL",
    ".ods": "tables:EXCEL",
    ".parquet": "tables:PARQUET",
    ".rss": "feeds:FEED",
    ".atom": "feeds:FEED",
    ".xml": "feeds:FEED",
    ".warc": "warc:WARC",
    ".zip": "archives:ZIP",
}
"""Module and name of each ending's reader, imported on its first use."""


def endings() -> tuple[str, ...]:
    """Return the endings that are read, sorted."""
    return tuple(sorted((BUILT_IN.keys() | _installed().keys()) - {""}))


def is_known(source: Source) -> bool:
    """Whether a reader reads a source, by its ending."""
    return source.ending in BUILT_IN or source.ending in _installed()


def reader_of(source: Source) -> Reader:
    """Return the reader of a source.

    Raises
    ------
    UnreadableFileError
        Where its ending is not read.
    """
    return _load(source.ending, source.uri)


def records(source: Source, options: ReadOptions, span: Range = WHOLE) -> Iterator[Record]:
    """Yield the records of a source or of a range of it; what cannot be used is a record that says why."""
    where = printable_name(source.uri)
    try:
        yield from reader_of(source).records(source, options, span)
    except (UnreadableFileError, MissingExtraError) as error:
        yield Record.refused(where, error)


def ranges(source: Source, options: ReadOptions, size: int) -> Iterable[Range]:
    """Return a source cut into ranges of about ``size`` records; what cannot be cut is one range."""
    try:
        reader = reader_of(source)
        return [WHOLE] if reader.ranges is None else list(reader.ranges(source, options, size))
    except (UnreadableFileError, MissingExtraError):
        return [WHOLE]  # reading it says what is wrong


def _load(ending: str, uri: str) -> Reader:
    installed = _installed().get(ending)
    if installed is not None:
        reader: Reader = installed.load()
        return reader
    if ending not in BUILT_IN:
        message = f"{printable_name(uri)}: files ending in {ending!r} are not read; give one of {', '.join(endings())}"
        raise UnreadableFileError(message, file=uri)
    module, name = BUILT_IN[ending].split(":")
    own: Reader = getattr(import_module(f"geoinc.read.{module}"), name)
    return own


@cache
def _installed() -> dict[str, EntryPoint]:
    return {f".{point.name.lower().lstrip('.')}": point for point in entry_points(group=GROUP)}
