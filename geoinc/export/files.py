"""Exports are whole or not there: :mod:`geoinc.whole_files`, with the error that an export has."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from geoinc import whole_files
from geoinc.errors import ExportError, GeoincError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


WRITERS = frozenset({"pyogrio", "sqlite3", "xlsxwriter", "pyarrow"})


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Yield a temporary path with the target's name; on success it becomes ``path``, otherwise it goes.

    Raises
    ------
    ExportError
        Where the target cannot be written; an existing file is left as it was.
    """
    with replacing_all([Path(path)]) as (temporary,):
        yield temporary


@contextmanager
def replacing_all(paths: Sequence[Path]) -> Iterator[list[Path]]:
    """Do the same for files that belong together: all are written before the first is renamed.

    Raises
    ------
    ExportError
        Where one of them cannot be written.
    """
    try:
        with whole_files.replacing_all(paths) as temporary:
            yield temporary
    except Exception as error:
        if isinstance(error, GeoincError) or not _is_about_writing(error):
            raise
        why = getattr(error, "strerror", None) or str(error)
        message = f"{paths[0]}: it cannot be written ({why}); choose another folder or free some space"
        raise ExportError(message, file=str(paths[0]), why=why) from error


def _is_about_writing(error: Exception) -> bool:
    """Tell whether an error means that writing failed: the libraries that write have errors of their own for a full disk."""
    return isinstance(error, OSError) or type(error).__module__.partition(".")[0] in WRITERS


def write_text(path: Path, text: str) -> None:
    r"""Write a text file whole, as UTF-8 with ``\n`` line ends; a lone surrogate is no character and becomes "?"."""
    with replacing(path) as temporary:
        temporary.write_bytes(text.encode("utf-8", "replace"))


def write_texts(texts: Sequence[tuple[Path, str]]) -> None:
    """Write text files that belong together."""
    with replacing_all([path for path, _ in texts]) as temporary:
        for (_, text), written in zip(texts, temporary, strict=True):
            written.write_bytes(text.encode("utf-8", "replace"))
