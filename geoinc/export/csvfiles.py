"""CSV tables: the incidents with WKT geometries, and what every CSV file that we write has in common.

The incidents' own table starts with a byte order mark, without which Excel reads UTF-8 as the machine's old code page;
files in other people's codebooks are for programs and have none. A cell that a
spreadsheet would run as a formula (it starts with = + - @, a tab or a carriage return) gets an apostrophe before it;
numbers stay numbers.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from geoinc.export.fields import INCIDENT_FIELDS, incident_subjects, rows
from geoinc.export.files import write_text
from geoinc.export.frames import json_text, utc_text

if TYPE_CHECKING:
    from pathlib import Path

    from geoinc.model import Findings, Region

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""What spreadsheets take for a formula (OWASP, CSV injection)."""

BYTE_ORDER_MARK = "\ufeff"
SHAPES = {"wkt": "best", "wkt_area50": "area50", "wkt_area90": "area90"}

Row = Mapping[str, Any]


def write(findings: Findings, path: Path) -> list[Path]:
    """Write the incidents with their geometries as WKT in the columns wkt, wkt_area50 and wkt_area90."""
    found = rows(INCIDENT_FIELDS, incident_subjects(findings))
    regions = [i.location.region for i in findings.incidents]
    for name, part in SHAPES.items():
        for values, text in zip(found, _wkt(regions, part), strict=True):
            values[name] = text
    columns = [*(f.name for f in INCIDENT_FIELDS), *SHAPES]
    write_text(path, BYTE_ORDER_MARK + rows_text(found, columns))
    return [path]


def rows_text(rows: Iterable[Row], columns: Sequence[str]) -> str:
    """Return rows as the text of a CSV file."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([cell(values.get(name)) for name in columns] for values in rows)
    return buffer.getvalue()


def cell(value: Any) -> Any:  # noqa: ANN401 - any field's value
    """Return a field's value as a cell of a spreadsheet."""
    if isinstance(value, str):
        return defused(value)
    if isinstance(value, datetime):
        return utc_text(value)
    if isinstance(value, list):
        return json_text(value)
    if isinstance(value, bool):
        return str(value).lower()
    return value


def defused(value: Any) -> Any:  # noqa: ANN401 - any cell
    """Return a cell that no spreadsheet runs: text that looks like a formula gets an apostrophe before it."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_STARTS) else value


def _wkt(regions: Sequence[Region | None], part: str) -> list[str | None]:
    import numpy as np
    import shapely

    held = np.array([None if r is None else getattr(r, part) for r in regions], dtype=object)
    texts: list[str | None] = shapely.to_wkt(held, rounding_precision=6).tolist()
    return texts
