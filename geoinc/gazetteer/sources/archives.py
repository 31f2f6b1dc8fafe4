"""Lines of plain and packed files, read as a stream; archives that try to do harm are refused."""

from __future__ import annotations

import bz2
import gzip
import io
import zipfile
import zlib
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, TYPE_CHECKING

from geoinc.gazetteer.sources.importing import BadRow, cannot_import

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_RATIO = 200
"""GeoNames' files pack 4 to 8 times; a member that claims to unpack 200 times is a bomb."""

MAX_UNPACKED_BYTES = 20_000_000_000
MAX_LINE_BYTES = 50_000_000
PACKED = frozenset({".gz", ".bz2"})
DAMAGE = (OSError, EOFError, zlib.error, zipfile.BadZipFile)


@contextmanager
def opened(path: Path, *, prefer: tuple[str, ...] = ()) -> Iterator[IO[bytes]]:
    """Open a file, unpacking .zip, .gz and .bz2 on the way.

    Of a zip the first member is read whose name is one of ``prefer``, else its largest text file.

    Raises
    ------
    PackError
        For a file that is missing, damaged or cut short, a member that points outside the archive, or a bomb.
    """
    try:
        with _stream(path, prefer) as stream:
            yield stream
    except DAMAGE as error:
        cannot_import(path, f"it is damaged or cut short ({error})" if path.is_file() else "there is no such file")


@contextmanager
def _stream(path: Path, prefer: tuple[str, ...]) -> Iterator[IO[bytes]]:
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive, archive.open(_member(path, archive, prefer)) as stream:
            yield stream
        return
    openers = {".gz": gzip.open, ".bz2": bz2.open}
    if path.suffix == ".zip":
        cannot_import(path, "it is no zip file, or cut short")
    with openers.get(path.suffix, open)(path, "rb") as stream:  # type: ignore[operator]
        yield stream


def _member(path: Path, archive: zipfile.ZipFile, prefer: tuple[str, ...]) -> zipfile.ZipInfo:
    members = [safe(path, info) for info in archive.infolist() if not info.is_dir()]
    wanted = [info for info in members if PurePosixPath(info.filename).name in prefer]
    texts = [info for info in members if info.filename.lower() != "readme.txt"]
    found = wanted or sorted(texts, key=lambda info: -info.file_size)
    if not found:
        cannot_import(path, "the archive is empty")
    return found[0]


def safe(path: Path, info: zipfile.ZipInfo) -> zipfile.ZipInfo:
    """Return a member of an archive that may be unpacked.

    Raises
    ------
    PackError
        For one whose path climbs out of the archive, or that unpacks beyond reason.
    """
    name = PurePosixPath(info.filename.replace("\\", "/"))
    if name.is_absolute() or ".." in name.parts or ":" in name.parts[0]:
        cannot_import(path, f"its member {info.filename!r} points outside the archive")
    if info.file_size > MAX_UNPACKED_BYTES or info.file_size > MAX_RATIO * max(info.compress_size, 1_000):
        cannot_import(path, f"its member {info.filename!r} would unpack to {info.file_size:,} bytes")
    return info


def check_unpacked(path: Path, unpacked_bytes: int) -> None:
    """Refuse a packed file once it has unpacked beyond reason (gzip and bzip2 do not say beforehand).

    Raises
    ------
    PackError
        For a bomb.
    """
    if unpacked_bytes > MAX_UNPACKED_BYTES or unpacked_bytes > MAX_RATIO * max(path.stat().st_size, 5_000):
        cannot_import(path, f"it unpacks to {unpacked_bytes:,} bytes and more")


def lines(path: Path, *, prefer: tuple[str, ...] = ()) -> Iterator[tuple[int, str]]:
    """Yield (number, line) of a text file in UTF-8, packed or not; comment lines ("#") and empty ones are left out.

    A line that is not UTF-8 comes with the undecodable bytes as U+FFFD, for the caller to refuse.

    Raises
    ------
    PackError
        As :func:`opened`, and for a line longer than 50 MB.
    """
    with opened(path, prefer=prefer) as stream:
        reader = io.BufferedReader(stream) if not isinstance(stream, io.BufferedReader) else stream  # type: ignore[type-var]
        number = size = 0
        while line := reader.readline(MAX_LINE_BYTES):
            number, size = number + 1, size + len(line)
            if path.suffix in PACKED:
                check_unpacked(path, size)
            if len(line) >= MAX_LINE_BYTES:
                cannot_import(path, f"line {number} is longer than {MAX_LINE_BYTES:,} bytes")
            text = line.decode("utf-8", "replace").rstrip("\r\n")
            if text and not text.startswith("#"):
                yield number, text.removeprefix("\ufeff")


def decoded(text: str) -> str:
    """Return text that was UTF-8.

    Raises
    ------
    BadRow
        For text with undecodable bytes.
    """
    if "\ufffd" in text:
        message = "it is not UTF-8"
        raise BadRow(message)
    return text
