"""Files of JSON lines: one object a line, each known by its file and line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from geoinc.errors import InputError, UnreadableFileError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def objects(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield where each line stands ("a.jsonl, line 3") and the object on it; empty lines are passed over.

    Only line feeds end a line: a text may hold Unicode's own separators.

    Raises
    ------
    UnreadableFileError
        The file is missing, not a file, or not UTF-8.
    InputError
        A line is not a JSON object; names file and line.
    """
    for number, line in enumerate(_text(path).split("\n"), 1):
        if not line.strip():
            continue
        where = f"{path}, line {number}"
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            message = f"{where}: not JSON ({error})"
            raise InputError(message, path=str(path), line=number) from error
        if not isinstance(row, dict):
            message = f"{where}: not a JSON object"
            raise InputError(message, path=str(path), line=number)
        yield where, row


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except OSError as error:
        message = f"{path} cannot be read: {error.strerror}"
        raise UnreadableFileError(message, path=str(path)) from error
    except UnicodeDecodeError as error:
        message = f"{path} is not UTF-8 text; save it as UTF-8"
        raise UnreadableFileError(message, path=str(path)) from error
