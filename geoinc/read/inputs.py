"""What a user gives as input, as sources: files, folders, addresses, and what comes from a pipe."""

from __future__ import annotations

import os
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from geoinc.errors import LimitError, UnreadableFileError
from geoinc.limits import time_limit
from geoinc.read.files import printable_name
from geoinc.read.records import ReadOptions, Record, Source
from geoinc.read.registry import is_known, records

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PIPE = "-"
"""Stands for what comes from standard input."""
MAX_PIPED_BYTES = 1_000_000_000


def sources(inputs: Iterable[str | os.PathLike[str]]) -> Iterator[Source | Record]:
    """Yield the sources behind inputs, a folder's in order of their names; what cannot be used is a record that says why."""
    for given in inputs:
        text = os.fspath(given)
        if text == PIPE:
            yield from _piped(sys.stdin.buffer)
        elif "://" in text or not Path(text).is_dir():
            yield from _checked(Source(text))
        else:
            yield from _folder(Path(text))


def documents(
    inputs: Iterable[str | os.PathLike[str]], options: ReadOptions | None = None, *, limit_s: float | None = None
) -> Iterator[Record]:
    """Yield every record of inputs, one at a time; one that takes longer to read than ``limit_s`` says so."""
    options = options or ReadOptions()
    for source in sources(inputs):
        if isinstance(source, Record):
            yield source
        else:
            yield from _in_time(records(source, options), printable_name(source.uri), limit_s)


def _in_time(found: Iterator[Record], where: str, limit_s: float | None) -> Iterator[Record]:
    """Yield a source's records; where its reader itself is held up, between two of them, the rest is lost and told."""
    while True:
        try:
            with time_limit(limit_s):
                record = next(found, None)
        except LimitError as error:
            record = Record(where, None, why=f"{error}; what comes after that in it was not read")
            found = iter(())
        if record is None:
            return
        yield record


def _checked(source: Source) -> Iterator[Source | Record]:
    try:
        source.size()
    except UnreadableFileError as error:
        yield Record.refused(printable_name(source.uri), error)
    else:
        yield source


def _folder(folder: Path) -> Iterator[Source | Record]:
    """Yield the readable files under a folder; hidden ones are passed over, links that lead out are told, others counted."""
    home = folder.resolve()
    unknown: Counter[str] = Counter()
    found = False
    for path in _files(folder):
        source = Source(str(path))
        if path.is_symlink() and not path.resolve().is_relative_to(home):
            yield Record(
                printable_name(path), None, why="it is a link that leads out of the folder; give what it points to"
            )
        elif not is_known(source):
            unknown[source.ending] += 1
        else:
            found = True
            yield from _checked(source)
    if unknown:
        kinds = ", ".join(f"{count} {ending}" for ending, count in sorted(unknown.items()))
        yield Record(printable_name(folder), None, note=f"files of kinds that are not read were left out: {kinds}")
    if not found:
        yield Record(printable_name(folder), None, why="it is a directory without any file that is read")


def _files(folder: Path) -> Iterator[Path]:
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith("."):
                yield Path(root) / name


def _piped(stream: BinaryIO) -> Iterator[Source | Record]:
    data = stream.read(MAX_PIPED_BYTES + 1)
    if not data.strip():
        yield Record("standard input", None, why="it is empty")
    elif len(data) > MAX_PIPED_BYTES:
        yield Record("standard input", None, why=f"it has more than {MAX_PIPED_BYTES / 1e9:.0f} GB; save it to a file")
    else:
        yield Source(f"stdin{_kind(data)}", data=data)


def _kind(data: bytes) -> str:
    """Return the ending that piped bytes would have as a file."""
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"{"):
        return ".jsonl"
    if head.startswith(b"["):
        return ".json"
    if head[:5].lower() in {b"<!doc", b"<html"}:
        return ".html"
    return ".txt"
