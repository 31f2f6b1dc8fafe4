"""Zip archives: each member by its own reader, bounded in what it may unpack to."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

from geoinc.read.files import MAX_BYTES, ZIP_DAMAGE, printable_name, refuse
from geoinc.read.records import WHOLE, WITHIN, Range, Reader, ReadOptions, Record, Source
from geoinc.read.registry import is_known, records

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_RATIO = 200
"""A member that unpacks to more than so many times its size is a bomb: text packs to a tenth, long rows to a hundredth."""
_SMALL = 1_000_000
"""Bytes up to which no ratio is looked at."""


def _records(source: Source, options: ReadOptions, span: Range) -> Iterator[Record]:
    where = printable_name(source.uri)
    with source.open() as file:
        try:
            archive = zipfile.ZipFile(file)
        except ZIP_DAMAGE as error:
            raise refuse(source.path, f"it is no zip archive ({error})", "pack it again") from None
        with archive:
            for info in _members(archive)[span.start : span.end]:
                name = f"{where}{WITHIN}{printable_name(info.filename)}"
                why = _refusal(info)
                member = Source(name, data=b"")
                if why or not is_known(member):
                    yield Record(name, None, why=why or f"files ending in {member.ending!r} are not read")
                    continue
                try:
                    data = _unpacked(archive, info)
                except ZIP_DAMAGE as error:
                    yield Record(name, None, why=f"it cannot be unpacked ({error}); pack it again")
                    continue
                yield from records(Source(name, data=data), options, WHOLE)


def _ranges(source: Source, options: ReadOptions, size: int) -> Iterator[Range]:  # noqa: ARG001 - a reader's signature
    with source.open() as file:
        try:
            count = len(_members(zipfile.ZipFile(file)))
        except ZIP_DAMAGE:
            yield WHOLE
            return
    for start in range(0, count, size):
        yield Range(start, min(start + size, count), min(size, count - start), start + 1)


def _members(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    return [info for info in archive.infolist() if info.filename and not info.is_dir()]


def _refusal(info: zipfile.ZipInfo) -> str:
    """Return why a member is not read, or nothing. Nothing is ever written, so that a path out harms none; it is told."""
    parts = info.filename.replace("\\", "/").split("/")
    if ".." in parts or not parts[0] or ":" in parts[0]:
        return "its name leads out of the archive"
    if info.flag_bits & 1:
        return "it is encrypted; pack it without a password"
    if info.filename.lower().endswith(".zip"):
        return "it is an archive within an archive; unpack it first"
    if info.file_size > MAX_BYTES:
        return f"it unpacks to {info.file_size / 1e6:.0f} MB; split it"
    if info.file_size > _SMALL and info.file_size > MAX_RATIO * max(1, info.compress_size):
        return f"it unpacks to {info.file_size // max(1, info.compress_size)} times its size: it is taken for a bomb"
    return ""


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """Return a member's bytes, and no more than its directory entry promises: that may lie."""
    with archive.open(info) as member:
        data = member.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        message = "it unpacks to more than it says"
        raise ValueError(message)
    return data


ZIP = Reader(_records, _ranges)
