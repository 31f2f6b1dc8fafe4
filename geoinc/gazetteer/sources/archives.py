"""Lines of plain and packed files, read as a stream; archives that try to do harm are refused."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import math
import re
import struct
import zipfile
import zlib
from contextlib import ExitStack, contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, TYPE_CHECKING, NoReturn

from geoinc.errors import GeoincError
from geoinc.gazetteer.sources.importing import BadRow, cannot_import

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

MAX_RATIO = 200
"""GeoNames' files pack 4 to 8 times; a member that claims to unpack 200 times is a bomb."""

MAX_UNPACKED_BYTES = 20_000_000_000
MAX_LINE_BYTES = 50_000_000
PACKED = frozenset({".gz", ".bz2"})
CHUNK_BYTES = 1 << 20
READ_DAMAGE = (OSError, EOFError, zlib.error, lzma.LZMAError, zipfile.BadZipFile, NotImplementedError)
OPEN_DAMAGE = (*READ_DAMAGE, ValueError, RuntimeError, struct.error)
"""What Python's readers raise for wrong bytes. On opening: ValueError for offsets and names that cannot be, RuntimeError
for an encrypted member, NotImplementedError for a way of packing that they do not know."""


@contextmanager
def opened(path: Path, *, prefer: tuple[str, ...] = ()) -> Iterator[IO[bytes]]:
    """Open a file, unpacking .zip, .gz and .bz2 on the way.

    Of a zip the first member is read whose name is one of ``prefer``, else its largest text file.

    Raises
    ------
    PackError
        For a file that is missing, damaged or cut short, a member that points outside the archive, or a bomb.
    """
    with ExitStack() as stack:
        stream = _stream(path, prefer, stack)
        try:
            yield stream
        except READ_DAMAGE as error:
            if isinstance(error, GeoincError):
                raise
            _damaged(path, error)


def _stream(path: Path, prefer: tuple[str, ...], stack: ExitStack) -> IO[bytes]:
    """Return the opened file; what it hangs on is closed with the stack."""
    try:
        if zipfile.is_zipfile(path):
            archive = stack.enter_context(zipfile.ZipFile(path))
            return stack.enter_context(archive.open(_member(path, archive, prefer)))
        if path.suffix.lower() == ".zip":
            cannot_import(path, "it is no zip file, or cut short")
        opener = {".gz": gzip.open, ".bz2": bz2.open}.get(path.suffix.lower(), open)
        stream: IO[bytes] = stack.enter_context(opener(path, "rb"))  # type: ignore[operator]
    except GeoincError:
        raise
    except OPEN_DAMAGE as error:
        _damaged(path, error)
    else:
        return stream


def _damaged(path: Path, error: Exception) -> NoReturn:
    cannot_import(path, f"it is damaged or cut short ({error})" if path.is_file() else "there is no such file")


def members(path: Path) -> list[str]:
    """Return the names of a zip's members.

    Raises
    ------
    PackError
        For a zip that is damaged, or with a member that may not be unpacked.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            return [safe(path, info).filename for info in archive.infolist()]
    except GeoincError:
        raise
    except OPEN_DAMAGE as error:
        _damaged(path, error)


def _member(path: Path, archive: zipfile.ZipFile, prefer: tuple[str, ...]) -> zipfile.ZipInfo:
    members = [safe(path, info) for info in archive.infolist() if info.filename and not info.is_dir()]
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
    if not name.parts or name.is_absolute() or ".." in name.parts or ":" in name.parts[0] or "\0" in info.filename:
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
    if unpacked_bytes > _most_bytes(path):
        cannot_import(path, f"it unpacks to {unpacked_bytes:,} bytes and more")


def _most_bytes(path: Path) -> int:
    """Return how much a packed file may unpack to."""
    return min(MAX_UNPACKED_BYTES, MAX_RATIO * max(path.stat().st_size, 5_000))


def unpacked(path: Path, folder: Path, *, endings: Collection[str], beside: Collection[str] = ()) -> list[Path]:
    """Unpack into a folder the members of a zip with one of the endings (or what a .gz or .bz2 holds); return those.

    Parameters
    ----------
    path
        The packed file.
    folder
        An empty folder; the members' own folders are numbered in it.
    endings
        The endings of the files that are wanted.
    beside
        Further endings, of files that are unpacked and not returned.

    Raises
    ------
    PackError
        As :func:`opened`; and where no member has such an ending.
    """
    if path.suffix.lower() != ".zip":
        plain = folder / PurePosixPath(path.stem).name
        with opened(path) as stream:
            _copy(path, stream, plain)
        return [plain]
    found: list[Path] = []
    try:
        with zipfile.ZipFile(path) as archive:
            homes: dict[str, Path] = {}
            for info in sorted(archive.infolist(), key=lambda info: info.filename):
                name = PurePosixPath(safe(path, info).filename)
                ending = name.suffix.lower()
                if info.is_dir() or ending not in {*endings, *beside}:
                    continue
                home = homes.setdefault(str(name.parent), folder / str(len(homes)))
                home.mkdir(exist_ok=True)
                target = home / f"{_plain_stem(name)}{ending}"
                with archive.open(info) as stream:
                    _copy(path, stream, target)
                if ending in endings:
                    found.append(target)
    except GeoincError:
        raise
    except OPEN_DAMAGE as error:
        _damaged(path, error)
    if not found:
        cannot_import(path, "the archive has no file that could be read")
    return found


def _plain_stem(name: PurePosixPath) -> str:
    """Return a member's name without what some system may take for more than a name; GDAL names a layer after it."""
    return re.sub(r"[^\w .()-]", "_", name.stem)[:100]


def _copy(path: Path, stream: IO[bytes], target: Path) -> None:
    with target.open("xb") as file:
        while chunk := stream.read(CHUNK_BYTES):
            file.write(chunk)
            check_unpacked(path, file.tell())


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
        most = _most_bytes(path) if path.suffix.lower() in PACKED else math.inf
        while line := reader.readline(MAX_LINE_BYTES):
            number, size = number + 1, size + len(line)
            if size > most:
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
