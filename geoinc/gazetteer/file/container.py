"""The compiled file: a header and named sections, written whole or not at all, read by memory map.

Layout: 8 bytes of magic, the version and the header's length and CRC-32 (little-endian uint32 each), the header
(JSON: sections, facts, content hash, file size), then the sections, each at a multiple of 64 bytes.

A flipped bit would move a place silently, so each section is compared with its checksum when it is first used. The
checksum is made for speed, not against forgers: the sums of the 64-bit words of each block, each word times an odd
number of its own, and the CRC-32 of those sums. Any change of one word changes it, and so does nearly every other; a
hundred megabytes take some twenty milliseconds.
"""

from __future__ import annotations

import hashlib
import json
import mmap
import struct
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from geoinc.errors import GazetteerError
from geoinc.whole_files import replacing

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    Section = NDArray[Any] | bytes

FORMAT_VERSION: Final = 3
"""Raised whenever a section changes its meaning; a file of another version is refused (and rebuilt by default)."""

_MAGIC: Final = b"GEOINCGZ"
_PREFIX: Final = struct.Struct("<8sIII")
_ALIGNMENT: Final = 64
_WORD: Final = 8
_BLOCK_WORDS: Final = 8_192
_AT_ONCE: Final = 32
_WEIGHTS: Final = (np.arange(_BLOCK_WORDS, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)) | np.uint64(1)
"""Odd, so that no bit of a word is lost, and each another, so that words may not change places (Knuth's golden ratio)."""


class Container:
    """A compiled file opened for reading. Arrays and buffers are views of the memory map."""

    def __init__(
        self, path: Path, mapped: mmap.mmap, header: dict[str, Any], start: int, heal: Callable[[], Container] | None
    ) -> None:
        self.path = path
        self._heal = heal
        self._checked: set[str] = set()
        self.facts: dict[str, Any] = header["facts"]
        self.content_hash: str = header["sha256"]
        self.size: int = header["size"]
        self._sections: dict[str, dict[str, Any]] = header["sections"]
        self._mapped = mapped
        self._start = start

    @classmethod
    def open(cls, path: Path, *, heal: Callable[[], Container] | None = None) -> Container:
        """Open a compiled file; :class:`GazetteerError` where it is missing, damaged or of another version.

        ``heal`` makes the file anew where a section of it turns out to be damaged, and opens that.
        """
        try:
            with path.open("rb") as file:
                mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except FileNotFoundError:
            message = f"there is no compiled gazetteer at {path}; run `geoinc gazetteer build`"
            raise GazetteerError(message, path=str(path)) from None
        except (OSError, ValueError) as error:  # ValueError: an empty file cannot be mapped
            message = f"the compiled gazetteer {path} cannot be read ({error}); delete it and build it again"
            raise GazetteerError(message, path=str(path)) from error
        header, start = _read_header(path, mapped)
        return cls(path, mapped, header, start, heal)

    def array(self, name: str) -> NDArray[Any]:
        """Return a section as a read-only array; :class:`DamagedError` where its bytes have changed."""
        section = self._sound(name)
        begin = self._start + section["offset"]
        return np.frombuffer(self._mapped, np.dtype(section["dtype"]), section["count"], begin)

    def buffer(self, name: str) -> memoryview:
        """Return a section as bytes, without copying. The view must not outlive this container.

        Raises :class:`DamagedError` where its bytes have changed.
        """
        section = self._sound(name)
        begin = self._start + section["offset"]
        return memoryview(self._mapped)[begin : begin + section["count"]]

    def _sound(self, name: str) -> dict[str, Any]:
        """Return where a section lies, once it is known to be as it was written."""
        section = self._sections[name]
        if name not in self._checked:
            if not self._is_sound(section):
                self._repair(name)
            self._checked.add(name)
        return self._sections[name]

    def _is_sound(self, section: dict[str, Any]) -> bool:
        """Tell whether a section has its checksum; one written before there were any cannot be told, and counts."""
        if "check" not in section:
            return True
        begin = self._start + section["offset"]
        end = begin + section["count"] * np.dtype(section["dtype"]).itemsize
        same: bool = checksum(memoryview(self._mapped)[begin:end]) == section["check"]
        first = begin // mmap.PAGESIZE * mmap.PAGESIZE
        if end > first and hasattr(mmap, "MADV_DONTNEED"):  # what is used comes back; the rest need not stay in memory
            self._mapped.madvise(mmap.MADV_DONTNEED, first, end - first)
        return same

    def _repair(self, name: str) -> None:
        """Go on with the file made anew, which is the same where what it is made of is the same."""
        if self._heal is None:
            raise _damaged(self.path, f"its section {name} has changed")
        fresh = self._heal()
        if fresh.content_hash != self.content_hash:
            message = f"the gazetteer {self.path} was damaged and has been built anew from newer sources; start again"
            raise GazetteerError(message, path=str(self.path))
        self._older = self._mapped  # tries may point into it
        self._mapped, self._start, self._sections = fresh._mapped, fresh._start, fresh._sections  # noqa: SLF001 - its own kind
        self._heal = None
        if not self._is_sound(self._sections[name]):
            raise _damaged(self.path, f"its section {name} has changed")

    def sizes(self) -> dict[str, int]:
        """Return the bytes that each section takes."""
        return {name: s["count"] * np.dtype(s["dtype"]).itemsize for name, s in self._sections.items()}

    def verify(self) -> None:
        """Read everything and compare the content hash; :class:`GazetteerError` where it differs."""
        if hashlib.sha256(memoryview(self._mapped)[self._start :]).hexdigest() != self.content_hash:
            raise _damaged(self.path, "its content hash does not match")


class DamagedError(GazetteerError):
    """A compiled file whose bytes are not those that were written."""


def checksum(data: memoryview) -> int:
    """Return a section's checksum: CRC-32 of the weighted sums of its 64-bit words, a sum a block, and of what remains."""
    whole = len(data) // _WORD
    words = np.frombuffer(data, "<u8", whole)
    found = 0
    for start in range(0, whole, _AT_ONCE * _BLOCK_WORDS):
        part = words[start : start + _AT_ONCE * _BLOCK_WORDS]
        even = len(part) // _BLOCK_WORDS * _BLOCK_WORDS
        sums = (part[:even].reshape(-1, _BLOCK_WORDS) * _WEIGHTS).sum(axis=1)
        rest = (part[even:] * _WEIGHTS[: len(part) - even]).sum()
        found = zlib.crc32(rest.tobytes(), zlib.crc32(sums.tobytes(), found))
    return zlib.crc32(data[whole * _WORD :], found)


def _read_header(path: Path, mapped: mmap.mmap) -> tuple[dict[str, Any], int]:
    if len(mapped) < _PREFIX.size:
        raise _damaged(path, "it is cut short")
    magic, version, length, checksum = _PREFIX.unpack_from(mapped)
    if magic != _MAGIC:
        raise _damaged(path, "it is not a compiled gazetteer")
    if version != FORMAT_VERSION:
        message = f"{path} has gazetteer format {version}, this geoinc reads {FORMAT_VERSION}; build it again"
        raise GazetteerError(message, path=str(path), version=version)
    raw = mapped[_PREFIX.size : _PREFIX.size + length]
    if zlib.crc32(raw) != checksum:
        raise _damaged(path, "its header is damaged")
    start = _aligned(_PREFIX.size + length)
    try:
        header: dict[str, Any] = json.loads(raw)
        whole = len(mapped) == start + header["size"] and isinstance(header["facts"], dict)
        header["sha256"], header["sections"].items()
    except (ValueError, LookupError, TypeError, AttributeError):
        raise _damaged(path, "its header is damaged") from None
    if not whole:
        raise _damaged(path, "it is cut short")
    return header, start


def _damaged(path: Path, why: str) -> DamagedError:
    return DamagedError(f"the gazetteer {path} cannot be used: {why}; build it again", path=str(path), why=why)


def _aligned(offset: int) -> int:
    return -(-offset // _ALIGNMENT) * _ALIGNMENT


def write(path: Path, sections: Mapping[str, Section], facts: Mapping[str, Any]) -> str:
    """Write a compiled file beside its final name, sync it, and rename it there; return the content hash.

    Raises :class:`GazetteerError` where the folder cannot be written; an interruption leaves nothing behind.
    """
    try:
        with replacing(path) as temporary, temporary.open("wb") as file:
            return _write_all(file, sections, facts)
    except OSError as error:
        raise unwritable(path, error) from error


def unwritable(path: Path, error: OSError) -> GazetteerError:
    """Return the error for a place that cannot be written, with the remedy."""
    message = f"the gazetteer cannot be written to {path} ({error.strerror}); free space or set GEOINC_DATA"
    return GazetteerError(message, path=str(path))


def _write_all(file: Any, sections: Mapping[str, Section], facts: Mapping[str, Any]) -> str:  # noqa: ANN401
    table, offset, digest = {}, 0, hashlib.sha256()
    for name, section in sections.items():
        count, dtype = (len(section), "|u1") if isinstance(section, bytes) else (section.size, section.dtype.str)
        data = _bytes_of(section)
        table[name] = {"offset": offset, "count": count, "dtype": dtype, "check": checksum(data)}
        padding = b"\0" * (_aligned(offset + len(data)) - offset - len(data))
        digest.update(data)
        digest.update(padding)
        offset += len(data) + len(padding)
    header = {"facts": dict(facts), "sections": table, "sha256": digest.hexdigest(), "size": offset}
    raw = json.dumps(header, ensure_ascii=False, sort_keys=True).encode()
    file.write(_PREFIX.pack(_MAGIC, FORMAT_VERSION, len(raw), zlib.crc32(raw)))
    file.write(raw)
    file.write(b"\0" * (_aligned(_PREFIX.size + len(raw)) - _PREFIX.size - len(raw)))
    for section in sections.values():
        data = _bytes_of(section)
        file.write(data)
        file.write(b"\0" * (_aligned(len(data)) - len(data)))
    return digest.hexdigest()


def _bytes_of(section: Section) -> memoryview:
    if isinstance(section, bytes):
        return memoryview(section)
    return memoryview(np.ascontiguousarray(section).tobytes())
