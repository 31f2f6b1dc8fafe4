"""Bytes from files and characters from bytes, with one clear line for whatever cannot be used."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

from geoinc.errors import UnreadableFileError

if TYPE_CHECKING:
    from pathlib import Path

MAX_BYTES = 20_000_000
"""Largest file read as one article; the longest news texts are about 0.2 MB."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BINARY_PROBE_BYTES = 8_192


def refuse(path: Path, why: str, remedy: str) -> UnreadableFileError:
    """Return the error that names a file, what is wrong with it, and what to do."""
    return UnreadableFileError(f"{path}: {why}; {remedy}", file=str(path), why=why, remedy=remedy)


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
        size = path.stat().st_size
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

    A byte-order mark decides, then ``encoding``, else UTF-8.

    Raises
    ------
    UnreadableFileError
        Where the bytes are binary or do not decode.
    """
    marked = next((name for bom, name in _BOMS if data.startswith(bom)), None)
    if marked is None and encoding is None and b"\0" in data[:_BINARY_PROBE_BYTES]:
        raise refuse(path, "it is a binary file", "give text, Markdown or a saved web page")
    chosen = marked or encoding or "utf-8"
    try:
        text = data.decode(chosen)
    except LookupError:
        raise refuse(path, f"there is no encoding {chosen!r}", "give one that Python knows, such as cp1252") from None
    except UnicodeDecodeError as error:
        remedy = "name its encoding with --encoding, for example --encoding cp1252"
        raise refuse(path, f"it is not {chosen.upper()} (byte {error.start})", remedy) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")
