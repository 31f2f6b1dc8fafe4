"""What reading gives: records, the options that shape them, and the sources that they come from."""

from __future__ import annotations

import io
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import KW_ONLY, dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, TypeVar

from geoinc.errors import GeoincError, MissingExtraError
from geoinc.read.files import MAX_BYTES, content, printable_name, refuse

if TYPE_CHECKING:
    from geoinc.model import Document

T = TypeVar("T")

WITHIN = "!/"
"""Separates an archive from its member in a URI: "week.zip!/monday/attack.html"."""


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How inputs are read.

    ``encoding`` is that of text and tables where they do not say; ``columns`` maps facts to columns of tables
    (:mod:`geoinc.read.rows`); ``fast`` reads web pages with resiliparse and htmldate instead of trafilatura;
    ``near`` is what the caller knows of where the documents speak of.
    """

    _: KW_ONLY
    encoding: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    fast: bool = False
    near: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """One entry of an input: its document, or ``why`` it is none. ``where`` names it ("reports.csv, row 12").

    ``note`` says what was assumed to read it. One with a note alone is about no entry: what a folder holds besides.
    """

    where: str
    document: Document | None
    _: KW_ONLY
    why: str = ""
    note: str = ""

    @classmethod
    def refused(cls, where: str, error: Exception) -> Record:
        """Return the record of an entry that cannot be used."""
        return cls(where, None, why=str(error).removeprefix(f"{where}: "))


class Range(NamedTuple):
    """A part of a source, in its reader's own units (bytes, row groups, members).

    ``start`` is inclusive, ``end`` exclusive, and None where the reader goes to the end; ``records`` says about how many
    it holds, ``first`` which number the first of them has in the source.
    """

    start: int = 0
    end: int | None = None
    records: int = 1
    first: int = 1


WHOLE = Range()


@dataclass(frozen=True, slots=True)
class Source:
    """Where bytes come from: a file, an address that fsspec opens, or a member of an archive (``data``)."""

    uri: str
    _: KW_ONLY
    data: bytes | None = None

    @property
    def path(self) -> Path:
        """The URI as a path, for messages and for readers of plain files."""
        return Path(self.uri)

    @property
    def name(self) -> str:
        """The last part of the URI, printable whatever bytes the file system holds."""
        return printable_name(self.uri.rpartition("/")[2] or self.uri)

    @property
    def ending(self) -> str:
        """The name's ending in lower case (``.csv``), a compression's own left aside (``.warc.gz`` is ``.warc``)."""
        path = Path(self.name.lower())
        return Path(path.stem).suffix if path.suffix == ".gz" and Path(path.stem).suffix else path.suffix

    @property
    def is_remote(self) -> bool:
        """Whether fsspec opens it."""
        return "://" in self.uri

    def size(self) -> int:
        """Return the number of bytes.

        Raises
        ------
        UnreadableFileError
            Where it is missing, or no regular file (a pipe or a device would never end).
        """
        if self.data is not None:
            return len(self.data)
        if self.is_remote:
            return _remote(self.uri, lambda file, path: int(file.size(path) or 0))
        try:
            found = self.path.stat()
        except FileNotFoundError:
            raise refuse(self.path, "there is no such file", "check the path") from None
        except OSError as error:
            raise refuse(self.path, f"it cannot be read ({error.strerror})", "check its permissions") from None
        if not stat.S_ISREG(found.st_mode):
            raise refuse(self.path, "it is no regular file", "give a file or a folder; '-' reads from a pipe")
        return found.st_size

    def open(self) -> BinaryIO:
        """Return the bytes as a file that can seek.

        Raises
        ------
        UnreadableFileError
            Where it is missing or cannot be read.
        """
        if self.data is not None:
            return io.BytesIO(self.data)
        if self.is_remote:
            # what fsspec opens is a file of its own kind, whose lines cannot be bounded
            return _remote(self.uri, lambda file, path: io.BufferedReader(file.open(path, "rb")))
        self.size()
        try:
            return self.path.open("rb")
        except OSError as error:
            raise refuse(self.path, f"it cannot be read ({error.strerror})", "check its permissions") from None

    def content(self) -> bytes:
        """Return the bytes of an input that is one article.

        Raises
        ------
        UnreadableFileError
            Where it is missing, unreadable, empty or over :data:`~geoinc.read.files.MAX_BYTES`.
        """
        if self.data is None and not self.is_remote:
            return content(self.path)
        size = self.size()
        if size > MAX_BYTES:
            raise refuse(
                self.path, f"it has {size / 1e6:.0f} MB", f"split it into articles under {MAX_BYTES / 1e6:.0f} MB"
            )
        with self.open() as file:
            data = file.read()
        if not data.strip():
            raise refuse(self.path, "it is empty", "give a file with text")
        return data


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads one kind of file; others register theirs under the entry point ``geoinc.readers``, named by its ending.

    ``records`` yields what a range of a source holds, one record an entry: what cannot be used is a record that says
    why, never an exception that ends the rest. ``ranges`` cuts a source into ranges of about so many records; without
    it a source is one.
    """

    records: Callable[[Source, ReadOptions, Range], Iterator[Record]]
    ranges: Callable[[Source, ReadOptions, int], Iterable[Range]] | None = None


def entry(
    where: str, read: Callable[[], Document | None], *, note: str = "", empty: str = "it holds no text"
) -> Record:
    """Return the record of one entry, whatever reading it raises: entries of strangers break in ways of their own.

    Parameters
    ----------
    read
        Gives the document, or None where there is none.
    note
        What was assumed to read it.
    empty
        What is said where there is none.
    """
    try:
        document = read()
    except MemoryError:
        raise  # of the process, not of the entry
    except GeoincError as error:
        return Record.refused(where, error)
    except Exception as error:  # noqa: BLE001 - one entry must not cost the others
        return Record(where, None, why=f"it cannot be read ({type(error).__name__}: {_first_line(error)})")
    return Record(where, None, why=empty) if document is None else Record(where, document, note=note)


def one_document(read: Callable[[Path, bytes, ReadOptions], Document]) -> Reader:
    """Return the reader of files that hold one document each."""

    def records(source: Source, options: ReadOptions, span: Range) -> Iterator[Record]:  # noqa: ARG001 - a file is one range
        where = printable_name(source.uri)

        def document() -> Document:
            found = read(source.path, source.content(), options)
            return told_where(replace(found, id=source.name), options)

        yield entry(where, document)

    return Reader(records)


def told_where(document: Document, options: ReadOptions) -> Document:
    """Return a document with what the caller knows of where it speaks of, unless it says so itself."""
    return replace(document, near=options.near) if options.near and not document.near else document


def _remote(uri: str, use: Callable[..., T]) -> T:
    try:
        import fsspec
    except ImportError:
        message = f"{uri}: addresses are opened by fsspec: pip install 'geoinc[batch]'"
        raise MissingExtraError(message) from None
    try:
        return use(*fsspec.core.url_to_fs(uri))
    except (OSError, ValueError, ImportError) as error:
        raise refuse(Path(uri), f"it cannot be opened ({_first_line(error)})", "check the address") from None


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]
