"""Lexicons as data: TOML files beside this module, and the user's own in the same shape."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from geoinc import language
from geoinc.errors import LexiconError

FOLDER = language.path("incidents")
_TABLE = re.compile(r"^[ \t]*\[\[\s*([\w.-]+)\s*\]\]", re.MULTILINE)


@cache
def load(name: str) -> dict[str, Any]:
    """Return the content of the lexicon file ``<name>.toml``."""
    return read(FOLDER / f"{name}.toml")


def read(path: Path) -> dict[str, Any]:
    """Return the content of a lexicon file.

    Raises
    ------
    LexiconError
        If it cannot be read, or is not TOML; names the file and the line.
    """
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        message = f"{path}: cannot be read ({error.strerror}); check the path of the lexicon"
        raise LexiconError(message, path=str(path)) from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        message = f"{path}: {error}; a lexicon is a TOML file in UTF-8"
        raise LexiconError(message, path=str(path)) from error


def rows(path: Path, table: str, shape: Mapping[str, type]) -> Iterator[dict[str, Any]]:
    """Yield the rows ``[[table]]`` of a lexicon file, each checked against ``shape``.

    Parameters
    ----------
    shape
        The type of each field; fields of type ``list`` hold texts. A field whose name ends in ``!`` must be there.

    Raises
    ------
    LexiconError
        At the first bad row; names the file and the line.
    """
    content = read(path).get(table, [])
    for index, row in enumerate(content):
        fault = _fault(row, shape)
        if fault:
            line = _line_of(path, table, index)
            message = f"{path}:{line}: {fault}"
            raise LexiconError(message, path=str(path), line=line)
        yield row


def _fault(row: Mapping[str, Any], shape: Mapping[str, type]) -> str:
    known = {name.rstrip("!"): kind for name, kind in shape.items()}
    missing = [name.rstrip("!") for name in shape if name.endswith("!") and name.rstrip("!") not in row]
    if missing:
        return f"the row lacks {missing[0]!r}"
    for name, value in row.items():
        if name not in known:
            return f"unknown field {name!r}; known are {', '.join(known)}"
        if not isinstance(value, known[name]) or (known[name] is list and not _texts(value)):
            return f"{name!r} must be {'a list of texts' if known[name] is list else known[name].__name__}"
    return ""


def _texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) and item for item in value)


def _line_of(path: Path, table: str, index: int) -> int:
    text = path.read_text("utf-8")
    starts = [m.start() for m in _TABLE.finditer(text) if m[1] == table]
    return text.count("\n", 0, starts[index]) + 1 if index < len(starts) else 1
