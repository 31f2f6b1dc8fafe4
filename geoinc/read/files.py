"""Bytes from files and characters from bytes, with one clear line for whatever cannot be used."""

from __future__ import annotations

import codecs
import lzma
import os
import stat
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING

from geoinc.errors import UnreadableFileError

if TYPE_CHECKING:
    from pathlib import Path

MAX_BYTES = 20_000_000
"""Largest file read as one article; the longest news texts are about 0.2 MB."""

ZIP_DAMAGE = (
    OSError, EOFError, ValueError, RuntimeError, NotImplementedError, zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error,
)  # fmt: skip
"""What Python's reader of archives raises for wrong bytes: an encrypted member, offsets that cannot be, a way of packing
that it does not know."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BINARY_PROBE_BYTES = 8_192
_SAMPLE_BYTES = 32_768
"""So much of a text is enough to tell its encoding."""
_LAST_ASCII = 0x7F
_FEWEST_FOREIGN = 4
"""Fewer bytes beyond ASCII say nothing of an encoding: guessing one would change letters of names silently."""


def refuse(path: Path, why: str, remedy: str) -> UnreadableFileError:
    """Return the error that names a file, what is wrong with it, and what to do."""
    name = printable_name(path)
    return UnreadableFileError(f"{name}: {why}; {remedy}", file=name, why=why, remedy=remedy)


def printable_name(path: Path | str) -> str:
    """Return a path's text with bytes that are no UTF-8 written out: file systems allow any, outputs do not."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def content(path: Path) -> bytes:
    """Return the bytes of a file that can be an article.

    Raises
    ------
    UnreadableFileError
        Where it is missing, a directory, unreadable, empty or over :data:`MAX_BYTES`.
    """
    if path.is_dir():
        raise refuse(path, "it is a directory", f"give its files, for example {path}/*.txt")
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):  # a pipe waits for ever, a device never ends
            raise refuse(path, "it is no regular file", "give a file or a folder")
        size = found.st_size
        if size > MAX_BYTES:
            raise refuse(path, f"it has {size / 1e6:.0f} MB", f"split it into articles under {MAX_BYTES / 1e6:.0f} MB")
        data = path.read_bytes()
    except FileNotFoundError:
        raise refuse(path, "there is no such file", "check the path") from None
    except OSError as error:
        raise refuse(path, f"it cannot be read ({error.strerror})", "check its permissions") from None
    if not data.strip():
        raise refuse(path, "it is empty", "give a file with text")
    return data


def decode(path: Path, data: bytes, encoding: str | None = None) -> str:
    r"""Return the characters of a text file, with line ends as ``\n``.

    A byte-order mark decides, then ``encoding``, then UTF-8, then what the bytes look like.

    Raises
    ------
    UnreadableFileError
        Where the bytes are binary or do not decode.
    """
    chosen = encoding_of(path, data, encoding)
    try:
        text = data.decode(chosen)
    except LookupError:
        raise refuse(path, f"there is no encoding {chosen!r}", "give one that Python knows, such as cp1252") from None
    except UnicodeError as error:
        remedy = "name its encoding with --encoding, for example --encoding cp1252"
        where = f" (byte {error.start})" if isinstance(error, UnicodeDecodeError) else ""
        raise refuse(path, f"it is not {chosen.upper()}{where}", remedy) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def encoding_of(path: Path, data: bytes, encoding: str | None = None) -> str:
    """Return the encoding of a text's bytes: its mark's, the one named, UTF-8, or the likeliest of others.

    Raises
    ------
    UnreadableFileError
        Where the bytes are binary.
    """
    marked = next((name for bom, name in _BOMS if data.startswith(bom)), None)
    if marked is not None or encoding is not None:
        return marked or encoding or "utf-8"
    if b"\0" in data[:_BINARY_PROBE_BYTES]:
        raise refuse(path, "it is a binary file", "give text, Markdown or a saved web page")
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _likeliest(data, error.start) or "utf-8"
    return "utf-8"


def _likeliest(data: bytes, first: int) -> str | None:
    """Return the encoding that bytes look like, judged around the ``first`` that is no UTF-8; None where none does."""
    from charset_normalizer import from_bytes

    around = data[max(0, first - _SAMPLE_BYTES // 2) : first + _SAMPLE_BYTES // 2]
    if sum(byte > _LAST_ASCII for byte in around) < _FEWEST_FOREIGN:
        return None
    best = from_bytes(around).best()
    return best.encoding if best is not None and best.encoding != "ascii" else None
