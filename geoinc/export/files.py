"""Whole files or none: everything is written to a temporary name beside its target and renamed."""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from geoinc.errors import ExportError

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Yield a temporary path with the target's ending; on success it becomes ``path``, otherwise it goes.

    Raises
    ------
    ExportError
        Where the target cannot be written; an existing file is left as it was.
    """
    path = Path(path)
    temporary = path.with_name(f".{path.stem}.partial{path.suffix}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_dir():
            raise IsADirectoryError(None, "it is a directory")
        temporary.unlink(missing_ok=True)
        yield temporary
        with temporary.open("rb") as handle:
            os.fsync(handle.fileno())
        temporary.replace(path)
    except OSError as error:
        if isinstance(error, ExportError):
            raise
        why = error.strerror or str(error)
        message = f"{path}: it cannot be written ({why}); choose another folder or free some space"
        raise ExportError(message, file=str(path), why=why) from error
    finally:
        _discard(temporary)


def write_text(path: Path, text: str) -> None:
    r"""Write a text file whole, as UTF-8 with ``\n`` line ends."""
    with replacing(path) as temporary:
        temporary.write_text(text, encoding="utf-8", newline="\n")


def _discard(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return
