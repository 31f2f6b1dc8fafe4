"""Excel workbooks: sheets of incidents, claims and mentions with real numbers and dates, and what the columns mean.

Texts are written as texts, so that no formula runs. Excel has no time zones (all times are UTC), no dates before 1900
(they stand as text) and no cell longer than 32,767 characters (a longer text is cut, and says so).
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from geoinc.export.fields import (
    CLAIM_FIELDS,
    INCIDENT_FIELDS,
    MENTION_FIELDS,
    ExportField,
    FieldType,
    claim_subjects,
    columns,
    incident_subjects,
    mention_subjects,
)
from geoinc.export.files import replacing
from geoinc.export.frames import json_text, utc_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from geoinc.model import Findings

CREATED = datetime(2000, 1, 1)  # noqa: DTZ001 - Excel knows no time zones
"""Stands for the time of writing: files of two runs are the same bytes."""

FIRST_YEAR = 1900
LONGEST_CELL = 32_767
CUT = " … (cut: Excel holds no more; the other formats have the whole)"
DATE_FORMAT = "yyyy-mm-dd hh:mm:ss"
WIDTHS = {FieldType.TEXT: 24, FieldType.LIST: 30, FieldType.DATETIME: 19, FieldType.REAL: 12}
NARROW = 9
WIDE = frozenset({"title", "location_why", "claims_summary", "quotes", "quote"})
WIDEST = 60
ABOUT = (
    "One row an incident, a claim or a mention. All times are UTC. An empty cell is not known; it is not 0.",
    "Lists stand as JSON. The columns are those of geoinc's data dictionary:",
)


def write(findings: Findings, path: Path) -> list[Path]:
    """Write the workbook."""
    import xlsxwriter

    subjects = incident_subjects(findings)
    tables = (
        ("Incidents", INCIDENT_FIELDS, columns(INCIDENT_FIELDS, subjects)),
        ("Claims", CLAIM_FIELDS, columns(CLAIM_FIELDS, list(claim_subjects(findings)))),
        ("Mentions", MENTION_FIELDS, columns(MENTION_FIELDS, list(mention_subjects(findings)))),
    )
    with replacing(path) as temporary:
        options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        book = xlsxwriter.Workbook(str(temporary), options)
        book.set_properties({"title": "Incidents", "created": CREATED})
        head, moment = book.add_format({"bold": True, "bottom": 1}), book.add_format({"num_format": DATE_FORMAT})
        for name, fields, found in tables:
            _sheet(book.add_worksheet(name), fields, found, head, moment)
        _about(book, [(name, fields) for name, fields, _ in tables], head)
        book.close()
    return [path]


def _sheet(
    sheet: Worksheet, fields: Sequence[ExportField], found: dict[str, list[Any]], head: Format, moment: Format
) -> None:
    for number, field in enumerate(fields):
        width = WIDEST if field.name in WIDE else WIDTHS.get(field.type, NARROW)
        sheet.set_column(number, number, width, moment if field.type is FieldType.DATETIME else None)
        sheet.write_string(0, number, field.name, head)
        for line, value in enumerate(found[field.name], 1):
            _cell(sheet, line, number, value, moment)
    lines = len(next(iter(found.values()), []))
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, max(lines, 1), len(fields) - 1)


def _cell(sheet: Worksheet, line: int, number: int, value: Any, moment: Format) -> None:  # noqa: ANN401 - any field's
    if value is None or value == []:
        return
    if isinstance(value, bool):
        sheet.write_boolean(line, number, value)
    elif isinstance(value, int | float):
        sheet.write_number(line, number, value)
    elif isinstance(value, datetime) and value.year >= FIRST_YEAR:
        sheet.write_datetime(line, number, value.astimezone(UTC).replace(tzinfo=None), moment)
    else:
        sheet.write_string(line, number, _text(value))


def _text(value: Any) -> str:  # noqa: ANN401 - any field's value
    if isinstance(value, datetime):
        return utc_text(value)
    text = str(json_text(value)) if isinstance(value, list) else str(value)
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - len(CUT)] + CUT


def _about(book: Workbook, tables: Sequence[tuple[str, Sequence[ExportField]]], head: Format) -> None:
    """Add a sheet that says what the columns mean."""
    sheet = book.add_worksheet("About")
    for line, text in enumerate(ABOUT):
        sheet.write_string(line, 0, text)
    rows = [(name, f.name, str(f.type), f.meaning) for name, fields in tables for f in fields]
    for line, row in enumerate([("sheet", "column", "type", "meaning"), *rows], len(ABOUT) + 1):
        for number, text in enumerate(row):
            sheet.write_string(line, number, text, head if line == len(ABOUT) + 1 else None)
    sheet.set_column(0, 2, 16)
    sheet.set_column(3, 3, WIDEST)
