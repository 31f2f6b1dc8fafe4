"""Nouns to bytes and back: one compressed frame a record, in files that may end anywhere.

A frame is a pickle without a memo (the same values give the same bytes, however they share parts), compressed. Only
nouns of the model are unpickled: a run's folder may come from somebody else. Places are bound to the gazetteer of the
process that reads them.
"""

from __future__ import annotations

import io
import pickle
import struct
import zlib
from dataclasses import is_dataclass
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING, Any, BinaryIO, Final, NamedTuple
from zoneinfo import ZoneInfo

from geoinc.errors import BatchError, GeoincError, PackNotFoundError
from geoinc.gazetteer import Gazetteer
from geoinc.model import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

_HEAD: Final = struct.Struct("<IIBI")
"""Length and CRC-32 of the frame, status, number of incidents."""
_LEVEL: Final = 1
_PROTOCOL: Final = 5
_GAZETTEER: Final = "gazetteer"
_PLACE: Final = "place:"
_SHARED: Final = 100_000
"""Places held at a time; each has about half a kilobyte."""
MAX_BYTES: Final = 2_000_000_000
"""Of a record: a text of 20 MB with all its places has some hundreds."""
OK, DEAD, FILTERED = 0, 1, 2
"""What became of a record."""

_ALLOWED_MODULES: Final = ("geoinc.model.", "geoinc.batch.rows", "geoinc.batch.reprints", "geoinc.pipeline")
"""Of these the data classes and enumerations that they define."""
_ALLOWED: Final = frozenset(
    {
        ("builtins", "dict"),
        ("builtins", "tuple"),
        ("datetime", "date"),
        ("datetime", "datetime"),
        ("datetime", "timedelta"),
        ("datetime", "timezone"),
        ("zoneinfo", "ZoneInfo"),
        ("shapely", "from_wkb"),
        ("shapely.io", "from_wkb"),
    }
)


@lru_cache(maxsize=_SHARED)
def _listed(gazetteer: Gazetteer, identity: str) -> Place | None:
    """Return the place that the gazetteer has of an id, the same object each time."""
    try:
        return gazetteer.place(identity)
    except PackNotFoundError:
        return None


class RecordFrame(NamedTuple):
    """One record's bytes, what became of it, and how many incidents it holds."""

    data: bytes
    status: int
    incidents: int


class _Pickler(pickle.Pickler):
    def persistent_id(self, value: object) -> str | None:
        """Leave the gazetteer out, and its places but for their ids: the reader has the same, and shares them."""
        if type(value) is Place:
            source = value._extents  # noqa: SLF001 - whose place it is
            listed = isinstance(source, Gazetteer) and _listed(source, value.id) == value
            return f"{_PLACE}{value.id}" if listed else None
        return _GAZETTEER if isinstance(value, Gazetteer) else None

    def reducer_override(self, value: object) -> Any:  # noqa: ANN401 - pickle's own
        """Write an enumeration's member by its value and a time zone by its name, in every version of Python."""
        if isinstance(value, Enum):
            return type(value), (value.value,)
        return (ZoneInfo, (value.key,)) if isinstance(value, ZoneInfo) else NotImplemented


class _Unpickler(pickle.Unpickler):
    def __init__(self, file: BinaryIO, gazetteer: Gazetteer | None) -> None:
        super().__init__(file)
        self._gazetteer = gazetteer

    def persistent_load(self, name: Any) -> Gazetteer | Place | None:  # noqa: ANN401 - pickle's own
        if not str(name).startswith(_PLACE):
            return self._gazetteer
        if self._gazetteer is None:
            message = "a part names places; read it with the gazetteer of its run"
            raise BatchError(message)
        return _listed(self._gazetteer, str(name)[len(_PLACE) :])

    def find_class(self, module: str, name: str) -> Any:  # noqa: ANN401 - a class or a function
        if (module, name) in _ALLOWED:
            return super().find_class(module, name)
        if module.startswith(_ALLOWED_MODULES) and "." not in name:
            found = super().find_class(module, name)
            if (
                isinstance(found, type)
                and found.__module__ == module
                and (is_dataclass(found) or issubclass(found, Enum))
            ):
                return found
        message = f"a part of the run holds {module}.{name}, which geoinc does not write; do not use this folder"
        raise BatchError(message)


def dumps(value: object) -> bytes:
    """Return a noun's bytes; equal values give equal bytes."""
    buffer = io.BytesIO()
    pickler = _Pickler(buffer, _PROTOCOL)
    pickler.fast = True
    pickler.dump(value)
    return zlib.compress(buffer.getvalue(), _LEVEL)


def loads(data: bytes, gazetteer: Gazetteer | None = None) -> Any:  # noqa: ANN401 - any noun
    """Return the noun of bytes written by :func:`dumps`.

    Raises
    ------
    BatchError
        Where they hold anything else, or are damaged.
    """
    try:
        return _Unpickler(io.BytesIO(_unpacked(data)), gazetteer).load()
    except GeoincError:
        raise
    except Exception as error:  # also MemoryError, of a length that is none
        message = f"a part of the run is damaged ({type(error).__name__}); delete its receipt and resume"
        raise BatchError(message) from error


def _unpacked(data: bytes) -> bytes:
    """Return what was compressed; no document with all that is found in it has more than :data:`MAX_BYTES`."""
    unpacking = zlib.decompressobj()
    found = unpacking.decompress(data, MAX_BYTES)
    if unpacking.unconsumed_tail:
        message = f"a part of the run holds a record of more than {MAX_BYTES / 1e6:.0f} MB; do not use this folder"
        raise BatchError(message)
    if not unpacking.eof:
        raise EOFError
    return found


def write(file: BinaryIO, frame: RecordFrame) -> None:
    """Append a frame."""
    head = _HEAD.pack(len(frame.data), zlib.crc32(frame.data), frame.status, frame.incidents)
    file.write(head + frame.data)
    file.flush()


def read(file: BinaryIO) -> Iterator[tuple[RecordFrame, int]]:
    """Yield each whole frame and the offset after it; what was cut off while it was written ends them."""
    offset = 0
    while True:
        head = file.read(_HEAD.size)
        if len(head) < _HEAD.size:
            return
        length, check, status, incidents = _HEAD.unpack(head)
        data = file.read(length)
        if len(data) < length or zlib.crc32(data) != check:
            return
        offset += _HEAD.size + length
        yield RecordFrame(data, status, incidents), offset
