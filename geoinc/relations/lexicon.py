"""Word lists of this stage: CSV files beside the code, that a non-programmer can extend.

Lines that start with ``#`` and empty lines are comments; the first other line names the columns.
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from geoinc import language
from geoinc.errors import LexiconError

FOLDER = language.path("relations")
FORMS_FILE = "productions.toml"


@dataclass(frozen=True, slots=True)
class Row:
    """One row: where it stands, and its cells by column."""

    file: str
    line: int
    cells: dict[str, str]

    def text(self, column: str) -> str:
        """Return a cell that must not be empty."""
        value = self.cells[column]
        if not value:
            self.reject(f"{column} is empty")
        return value

    def number(self, column: str) -> float:
        """Return a cell that must be a number."""
        try:
            return float(self.text(column))
        except ValueError:
            self.reject(f"{column} is {self.cells[column]!r}, not a number")

    def words(self, column: str, allowed: Iterable[str]) -> tuple[str, ...]:
        """Return the words of a cell, each of which must be allowed; the cell may be empty."""
        found = tuple(self.cells[column].split())
        for word in found:
            if word not in allowed:
                self.reject(f"{column} has {word!r}, which is not one of the words it may hold")
        return found

    def reject(self, what: str) -> NoReturn:
        """Raise the error that names this row's file and line."""
        message = f"{self.file}, line {self.line}: {what}"
        raise LexiconError(message, file=self.file, line=self.line) from None


def read(name: str, columns: Sequence[str], *, folder: Path = FOLDER) -> list[Row]:
    """Return the rows of the lexicon ``name``.

    Raises
    ------
    LexiconError
        Where the header is not ``columns``, or a row has another number of cells or an empty first cell.
    """
    path = folder / name
    return list(_rows(name, path.read_text("utf-8").splitlines(), columns))


def _rows(name: str, lines: Sequence[str], columns: Sequence[str]) -> Iterator[Row]:
    header_seen = False
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in next(csv.reader([line]))]
        if not header_seen:
            _check_header(Row(name, number, {}), cells, columns)
            header_seen = True
            continue
        yield _row(name, number, cells, columns)


def _check_header(row: Row, cells: Sequence[str], columns: Sequence[str]) -> None:
    if list(cells) != list(columns):
        row.reject(f"the columns are {', '.join(cells)}; they must be {', '.join(columns)}")


def _row(name: str, number: int, cells: Sequence[str], columns: Sequence[str]) -> Row:
    if len(cells) != len(columns):
        Row(name, number, {}).reject(f"{len(cells)} cells where {len(columns)} belong")
    row = Row(name, number, dict(zip(columns, cells, strict=True)))
    row.text(columns[0])
    return row


@dataclass(frozen=True, slots=True)
class Example:
    """A phrase, the relation that a form makes of it, and its anchors."""

    text: str
    kind: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """A row of ``productions.toml``; ``reads`` is "phrase" where only bare phrases have the form."""

    name: str
    score: int
    cues: tuple[tuple[str, ...], ...]
    reads: str
    examples: tuple[Example, ...]

    def reject(self, what: str) -> NoReturn:
        """Raise the error that names this row."""
        message = f"{FORMS_FILE}, production {self.name!r}: {what}"
        raise LexiconError(message, file=FORMS_FILE) from None


def read_forms(*, folder: Path = FOLDER) -> list[Form]:
    """Return the forms of ``productions.toml``, in the order of the file, which says nothing.

    Raises
    ------
    LexiconError
        For a file that is no TOML, a row without one of its fields, and two rows of one score.
    """
    try:
        rows = tomllib.loads((folder / FORMS_FILE).read_text("utf-8"))["production"]
        forms = [_form(row) for row in rows]
    except (tomllib.TOMLDecodeError, KeyError, TypeError, AttributeError) as error:
        message = f"{FORMS_FILE}: {error!r}; each [[production]] has a name, a score, cues and examples"
        raise LexiconError(message, file=FORMS_FILE) from error
    scores: dict[int, str] = {}
    for form in forms:
        if form.score in scores:
            form.reject(f"its score {form.score} is that of {scores[form.score]!r}; one of them must be higher")
        scores[form.score] = form.name
    return forms


def _form(row: dict[str, Any]) -> Form:
    examples = tuple(Example(given["text"], given["kind"], tuple(given["names"])) for given in row["examples"])
    cues = tuple(tuple(union) for union in row["cues"])
    return Form(row["name"], int(row["score"]), cues, row.get("reads", "both"), examples)
