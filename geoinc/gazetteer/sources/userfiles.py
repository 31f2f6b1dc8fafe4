"""The user's own tables: CSV and TSV with a header, any order of columns."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from geoinc.gazetteer.records import Reject
from geoinc.gazetteer.sources import archives
from geoinc.gazetteer.sources.importing import BadRow, cannot_import, checked, reject

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from geoinc.gazetteer.records import Item
    from geoinc.gazetteer.sources.mapping import RowReader

DELIMITERS = ",;\t"
MAX_CELL = 1_000_000


def table(path: Path, reader: RowReader) -> Iterator[Item]:
    """Yield the places of a table; the header names the columns, and the delimiter is the one that it has most of.

    Raises
    ------
    PackError
        For a table without a header that names places.
    """
    csv.field_size_limit(MAX_CELL)
    numbered = archives.lines(path)
    _, head = next(numbered, (0, ""))
    delimiter = max(DELIMITERS, key=head.count)
    try:
        header = [cell.strip() for cell in next(csv.reader([head], delimiter=delimiter), [])]
    except csv.Error as error:
        cannot_import(path, f"its header cannot be read ({error})")
    if not {cell.lower() for cell in header} & set(reader.columns.name):
        cannot_import(path, f"its header has no column for names (one of {', '.join(reader.columns.name)})")
    for line, text in numbered:
        yield _item(path, line, text, header=header, delimiter=delimiter, reader=reader)


def _item(path: Path, line: int, text: str, *, header: list[str], delimiter: str, reader: RowReader) -> Item:  # noqa: PLR0913
    try:
        cells = next(csv.reader([archives.decoded(text)], delimiter=delimiter))
        if len(cells) != len(header):
            reject(f"{len(cells)} cells where the header has {len(header)}")
        row = {name: cell for name, cell in zip(header, cells, strict=True) if cell.strip()}
        return checked(reader.record(row, line, None))
    except BadRow as why:
        return Reject(path.name, line, str(why))
    except csv.Error as error:
        return Reject(path.name, line, f"it cannot be read ({error})")
