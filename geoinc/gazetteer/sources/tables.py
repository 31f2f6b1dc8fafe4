"""The small CSV tables of curated packs: read with file and line at hand, so that a bad row names itself."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from geoinc.errors import LexiconError, PackNotFoundError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MAX_LON_DEG = 180.0
MAX_LAT_DEG = 90.0


COUNTRY_COLUMNS = ("iso2", "kind", "name", "lon", "lat", "aliases", "abbreviations", "demonyms")
PLACE_COLUMNS = (
    "id", "kind", "name", "lon", "lat", "country", "admin1", "uncertainty_m",
    "aliases", "abbreviations", "demonyms", "shape", "note",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: ``cells`` by column name, and where it stands."""

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
        message = f"{self.path.name}, line {self.line}: {why}"
        raise LexiconError(message, path=str(self.path), line=self.line, why=why)


@lru_cache(maxsize=1)
def folder() -> Path:
    """Return the folder of the curated tables: of the checkout, or the copy inside an installed package.

    Raises
    ------
    PackNotFoundError
        Where there is neither.
    """
    here = Path(__file__).resolve().parent
    for candidate in (here.parent / "tables", here.parents[2] / "gazetteer"):
        if (candidate / "countries.csv").is_file():
            return candidate
    message = "the curated gazetteer tables are missing: install geoinc again"
    raise PackNotFoundError(message)


def rows(path: Path, columns: Sequence[str]) -> Iterator[Row]:
    """Yield the rows of a table, which must have exactly these columns; lines that begin with "#" are comments.

    Raises
    ------
    LexiconError
        For a header that differs, or a row that has more or fewer cells than the header.
    """
    with path.open(encoding="utf-8", newline="") as stream:
        numbered = [(n, line) for n, line in enumerate(stream, 1) if line.strip() and not line.startswith("#")]
    parsed = zip(numbered, csv.reader(line for _, line in numbered), strict=True)
    for (number, _), cells in parsed:
        row = Row(path, number, dict(zip(columns, (cell.strip() for cell in cells), strict=False)))
        if number == numbered[0][0]:
            _check_header(row, cells, columns)
        elif len(cells) != len(columns):
            row.reject(f"{len(cells)} cells where the header has {len(columns)}")
        else:
            yield row


def _check_header(row: Row, cells: Sequence[str], columns: Sequence[str]) -> None:
    if tuple(cells) != tuple(columns):
        row.reject(f"the header is {','.join(cells)}, expected {','.join(columns)}")
