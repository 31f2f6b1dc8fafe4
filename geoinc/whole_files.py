"""Files that appear whole or not at all: the one way in which geoinc writes what must not be half.

A file is written in a folder of its own beside its target, synced, and renamed as the last step, so that whoever looks
sees the old file or the new one. The folder has a name that no other process has, and is locked while its process
lives; one that a process left behind, however that ended, is cleared away by the next that writes there.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PREFIX: Final = ".geoinc-"
SUFFIX: Final = ".partial"


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Yield a path of the same name to write to; on success it becomes ``path``, otherwise it goes.

    Raises
    ------
    OSError
        Where the target cannot be written; an existing file is left as it was.
    """
    with replacing_all([path]) as (temporary,):
        yield temporary


@contextmanager
def replacing_all(paths: Sequence[Path]) -> Iterator[list[Path]]:
    """Yield a path to write to for each target; all are written before the first of them is renamed.

    Raises
    ------
    OSError
        Where one of the targets cannot be written.
    """
    with ExitStack() as stack:
        homes = {path.parent: None for path in paths}
        folders = {home: stack.enter_context(folder_beside(home)) for home in homes}
        for path in paths:
            if path.is_dir():
                raise IsADirectoryError(None, "it is a directory")
        temporary = [folders[path.parent] / path.name for path in paths]
        yield temporary
        for written in temporary:
            _sync(written)
        for written, path in zip(temporary, paths, strict=True):
            put(written, path)


def put(written: Path, path: Path) -> None:
    """Give a written file the name of its target, in one step.

    Raises
    ------
    OSError
        Where that cannot be done; the target is as it was then.
    """
    _sync(written)
    written.replace(path)
    _sync_folder(path.parent)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the exclusive lock of a path, waiting for it; it vanishes with its process, however that ends.

    Raises
    ------
    OSError
        Where the lock's file cannot be made.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.with_name(f".{path.name}.lock").open("w") as file:
        _hold(file.fileno(), wait=True)
        yield


@contextmanager
def folder_beside(home: Path) -> Iterator[Path]:
    """Yield an empty folder in another that goes again, with what is still in it; what others left there is cleared.

    Raises
    ------
    OSError
        Where it cannot be made.
    """
    home.mkdir(parents=True, exist_ok=True)
    _clear(home)
    with ExitStack() as stack:
        folder = _claimed(home, stack)
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        yield folder


def _claimed(home: Path, stack: ExitStack) -> Path:
    """Make a folder and lock it; again where another process cleared it away before it was locked."""
    while True:
        folder = Path(tempfile.mkdtemp(prefix=PREFIX, suffix=SUFFIX, dir=home))
        descriptor = _opened(folder)
        if descriptor is None:
            if folder.is_dir():
                return folder
            continue
        _hold(descriptor, wait=True)
        if folder.is_dir():
            stack.callback(os.close, descriptor)
            return folder
        os.close(descriptor)


def _clear(home: Path) -> None:
    """Remove the folders that no living process holds."""
    with suppress(OSError):
        for folder in home.glob(f"{PREFIX}*{SUFFIX}"):
            descriptor = _opened(folder)
            if descriptor is None:
                continue
            try:
                if _hold(descriptor, wait=False):
                    shutil.rmtree(folder, ignore_errors=True)
            finally:
                os.close(descriptor)


def _opened(folder: Path) -> int | None:
    """Return a descriptor of a folder to lock it by; None where folders cannot be opened (Windows)."""
    try:
        return os.open(folder, os.O_RDONLY)
    except OSError:
        return None


def _hold(descriptor: int, *, wait: bool) -> bool:
    """Lock a descriptor and tell whether that was done; a file system without locks counts as held by another."""
    try:
        import fcntl
    except ImportError:  # Windows: two processes may be at it at once; the rename keeps either result whole
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _sync(path: Path) -> None:
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def _sync_folder(home: Path) -> None:
    """Have the names of a folder written to the disk; not every system can."""
    descriptor = _opened(home)
    if descriptor is None:
        return
    try:
        with suppress(OSError):
            os.fsync(descriptor)
    finally:
        os.close(descriptor)
