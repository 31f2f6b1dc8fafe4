"""Word lists of this stage: CSV files beside the code, that a non-programmer can extend.

Lines that start with ``#`` and empty lines are comments; the first other line names the columns.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from geoinc import language
from geoinc.language.lexicon import Row, csv_rows, refuse
from geoinc.language.lexicon import read as read_toml

FOLDER = language.path("relations")
FORMS_FILE = "productions.toml"


def read(name: str, columns: Sequence[str], *, folder: Path = FOLDER) -> list[Row]:
    """Return the rows of a table, each with something in its first column.

    Raises
    ------
    LexiconError
        Where the header is not ``columns``, or a row has another number of cells or an empty first cell.
    """
    rows = list(csv_rows(folder / name, columns))
    for row in rows:
        row.need(columns[0])
    return rows


@dataclass(frozen=True, slots=True)
class Example:
    """A phrase, the relation that a form makes of it, and its anchors."""

    text: str
    kind: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PhraseForm:
    """A row of ``productions.toml``; ``reads`` is "phrase" where only bare phrases have the form."""

    name: str
    score: int
    cues: tuple[tuple[str, ...], ...]
    reads: str
    examples: tuple[Example, ...]

    def reject(self, what: str) -> NoReturn:
        """Raise the error that names this row."""
        refuse(FORMS_FILE, f"production {self.name!r}: {what}")


def read_forms(*, folder: Path = FOLDER) -> list[PhraseForm]:
    """Return the forms of ``productions.toml``, in the order of the file, which says nothing.

    Raises
    ------
    LexiconError
        For a file that is no TOML, a row without one of its fields, and two rows of one score.
    """
    try:
        forms = [_form(row) for row in read_toml(folder / FORMS_FILE)["production"]]
    except (KeyError, TypeError, AttributeError) as error:
        refuse(folder / FORMS_FILE, f"{error!r}; each [[production]] has a name, a score, cues and examples")
    scores: dict[int, str] = {}
    for form in forms:
        if form.score in scores:
            form.reject(f"its score {form.score} is that of {scores[form.score]!r}; one of them must be higher")
        scores[form.score] = form.name
    return forms


def _form(row: dict[str, Any]) -> PhraseForm:
    examples = tuple(Example(given["text"], given["kind"], tuple(given["names"])) for given in row["examples"])
    cues = tuple(tuple(union) for union in row["cues"])
    return PhraseForm(row["name"], int(row["score"]), cues, row.get("reads", "both"), examples)
