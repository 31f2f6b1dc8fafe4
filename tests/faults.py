"""Faults at the border to the file system: the n-th call of those that write fails, or ends the process.

Python's own calls are counted one by one. What libraries in C write (GDAL, SQLite, Arrow) is met by a limit on the size
of files, which makes every write beyond it fail as on a full disk.
"""

from __future__ import annotations

import builtins
import errno
import io
import os
import resource
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self
from unittest import mock

WRITING = set("wax+")
CALLS = ("fsync", "replace", "rename", "mkdir", "unlink")
IN_TIME_S = 120


class Faults:
    """Counts calls that write below a folder; the n-th of them meets a fault."""

    def __init__(self, home: Path, at: int | None, fault: Callable[[str], None]) -> None:
        self.home, self.at, self.fault = str(home), at, fault
        self.calls: list[str] = []

    def met(self, name: str, where: object) -> None:
        if not isinstance(where, int) and not os.fspath(where).startswith(self.home):  # type: ignore[call-overload]
            return
        self.calls.append(name)
        if len(self.calls) == self.at:
            self.fault(name)


def fails(name: str) -> None:
    raise OSError(errno.ENOSPC if name in {"open", "mkdir", "fsync"} else errno.EIO, f"injected at {name}")


def ends_the_process(_: str) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


class _Watched:
    """A file whose every write may meet a fault: half of it is written then, as on a full disk."""

    def __init__(self, file: Any, name: str, faults: Faults) -> None:
        self._file, self._name, self._faults = file, name, faults

    def write(self, data: Any) -> int:
        try:
            self._faults.met("write", self._name)
        except OSError:
            self._file.write(data[: len(data) // 2])
            raise
        written: int = self._file.write(data)
        return written

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def __iter__(self) -> Iterator[Any]:
        return iter(self._file)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()


@contextmanager
def faulty(
    home: Path, at: int | None, fault: Callable[[str], None] = fails, *, writes: bool = False
) -> Iterator[Faults]:
    """Count what is written below a folder while this lasts; the call number ``at`` meets the fault.

    With ``writes`` every single write to a file counts too, not only that it is opened.
    """
    faults = Faults(home, at, fault)
    plain_open = io.open

    def opened(file: Any, mode: str = "r", *arguments: Any, **options: Any) -> Any:
        if not WRITING & set(mode) or isinstance(file, int):
            return plain_open(file, mode, *arguments, **options)
        faults.met("open", file)
        found = plain_open(file, mode, *arguments, **options)
        ours = writes and os.fspath(file).startswith(str(home))
        return _Watched(found, os.fspath(file), faults) if ours else found

    def wrapped(name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def run(where: Any, *arguments: Any, **options: Any) -> Any:
            if name != "unlink":  # clearing up may not fail for us: what is left is looked at afterwards
                faults.met(name, where)
            return call(where, *arguments, **options)

        return run

    with mock.patch.object(io, "open", opened), mock.patch.object(builtins, "open", opened):
        patches = [mock.patch.object(os, name, wrapped(name, getattr(os, name))) for name in CALLS]
        for patch in patches:
            patch.start()
        try:
            yield faults
        finally:
            for patch in patches:
                patch.stop()


def calls_of(home: Path, work: Callable[[], object], *, writes: bool = False) -> list[str]:
    """Return the names of the calls that a piece of work makes."""
    with faulty(home, None, writes=writes) as faults:
        work()
    return faults.calls


def in_a_child(work: Callable[[], object], *, limit_bytes: int | None = None) -> int:
    """Do a piece of work in a copy of this process and return how that ended: 0, 1 for GeoincError, 2, or -signal."""
    child = os.fork()
    if child == 0:
        code = 2
        try:
            signal.alarm(IN_TIME_S)
            if limit_bytes is not None:
                resource.setrlimit(resource.RLIMIT_FSIZE, (limit_bytes, resource.RLIM_INFINITY))
            from geoinc.errors import GeoincError

            try:
                work()
                code = 0
            except GeoincError:
                code = 1
        except BaseException:  # noqa: BLE001 - of a copy of this process nothing may go on
            import traceback

            traceback.print_exc()
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)


def contents(home: Path) -> dict[str, bytes]:
    """Return every file below a folder with what is in it; locks apart, which stay."""
    return {
        str(path.relative_to(home)): path.read_bytes()
        for path in sorted(home.rglob("*"))
        if path.is_file() and path.suffix != ".lock"
    }
