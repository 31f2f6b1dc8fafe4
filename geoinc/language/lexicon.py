"""The one loader of word lists and tables: CSV and TOML files, and one way to report a row that cannot be used.

Every list of words, cues, patterns and curated places is read here, so that a bad row always names its file, its line
and what is wrong with it, and a non-programmer can extend any of them.
"""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NoReturn

from geoinc import language
from geoinc.errors import LexiconError

FOLDER = language.path("incidents")
MAX_LON_DEG = 180.0
MAX_LAT_DEG = 90.0
_TABLE = re.compile(r"^[ \t]*\[\[\s*([\w.-]+)\s*\]\]", re.MULTILINE)


@cache
def load(name: str) -> dict[str, Any]:
    """Return the content of the lexicon file ``<name>.toml``."""
    return read(FOLDER / f"{name}.toml")


def read(path: Path) -> dict[str, Any]:
    """Return the content of a TOML file.

    Raises
    ------
    LexiconError
        If it cannot be read, or is not TOML; names the file and the line.
    """
    try:
        text = path.read_text("utf-8")
    except OSError as error:
        refuse(path, f"it cannot be read ({error.strerror}); check the path of the lexicon")
    except UnicodeDecodeError as error:
        refuse(path, f"{error}; a lexicon is a TOML file in UTF-8")
    return parse(text, path)


def parse(text: str, path: Path | str) -> dict[str, Any]:
    """Return what a TOML text holds; ``path`` is the file to blame.

    Raises
    ------
    LexiconError
        If it is not TOML; names the file and the line.
    """
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # of TOML, of a number beyond reason, of tables without end
        refuse(path, f"it is not valid TOML: {error}")


def refuse(path: Path | str, why: str, *, line: int = 0) -> NoReturn:
    """Raise the LexiconError that names a file, the line (0: the file as a whole) and why it cannot be used."""
    where = f"{path}, line {line}" if line else str(path)
    message = f"{where}: {why}"
    raise LexiconError(message, path=str(path), line=line, why=why) from None


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a CSV table: ``cells`` by column name, and where it stands."""

    path: Path
    line: int
    cells: dict[str, str]

    def text(self, column: str) -> str:
        """Return a cell, "" where the table has no such column."""
        return self.cells.get(column, "")

    def need(self, column: str) -> str:
        """Return a cell that must not be empty.

        Raises
        ------
        LexiconError
            Where it is.
        """
        value = self.text(column)
        if not value:
            self.reject(f"{column} is empty")
        return value

    def list(self, column: str) -> tuple[str, ...]:
        """Return the entries of a cell that are separated by "|"."""
        return tuple(entry.strip() for entry in self.text(column).split("|") if entry.strip())

    def words(self, column: str, allowed: Iterable[str]) -> tuple[str, ...]:
        """Return the words of a cell, each of which must be allowed; the cell may be empty.

        Raises
        ------
        LexiconError
            For a word that is not.
        """
        found = tuple(self.text(column).split())
        for word in found:
            if word not in allowed:
                self.reject(f"{column} has {word!r}, which is not one of the words it may hold")
        return found

    def number(self, column: str, *, default: float | None = None) -> float:
        """Return a cell as a number; an empty one is ``default`` if there is one.

        Raises
        ------
        LexiconError
            Where the cell is no number.
        """
        value = self.text(column)
        if not value and default is not None:
            return default
        try:
            return float(value)
        except ValueError:
            self.reject(f"{column} is {value!r}, not a number")

    def point(self) -> tuple[float, float]:
        """Return (lon, lat) of the columns of those names.

        Raises
        ------
        LexiconError
            Where they lie outside the world.
        """
        lon, lat = self.number("lon"), self.number("lat")
        if not (abs(lon) <= MAX_LON_DEG and abs(lat) <= MAX_LAT_DEG):
            self.reject(f"lon {lon}, lat {lat} lie outside the world")
        return lon, lat

    def reject(self, why: str) -> NoReturn:
        """Raise the LexiconError that names this row."""
        refuse(self.path, why, line=self.line)


def csv_rows(path: Path, columns: Sequence[str]) -> Iterator[Row]:
    """Yield the rows of a CSV table, which must have exactly these columns; lines that begin with "#" are comments.

    Raises
    ------
    LexiconError
        For a header that differs, or a row that has more or fewer cells than the header.
    """
    with path.open(encoding="utf-8", newline="") as stream:
        numbered = [(n, line) for n, line in enumerate(stream, 1) if line.strip() and not line.startswith("#")]
    parsed = zip(numbered, csv.reader(line for _, line in numbered), strict=True)
    for position, ((number, _), cells) in enumerate(parsed):
        row = Row(path, number, dict(zip(columns, (cell.strip() for cell in cells), strict=False)))
        if position == 0:
            if [cell.strip() for cell in cells] != list(columns):
                row.reject(f"the header is {','.join(cells)}, expected {','.join(columns)}")
        elif len(cells) != len(columns):
            row.reject(f"{len(cells)} cells where the header has {len(columns)}")
        else:
            yield row


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
            refuse(path, fault, line=_line_of(path, table, index))
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
