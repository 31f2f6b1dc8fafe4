"""Workbooks as their readers see them."""

from __future__ import annotations

import dataclasses
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pandas as pd
import pytest

from geoinc.export import write
from geoinc.export.excel import CUT, LONGEST_CELL
from geoinc.model import Findings

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet


@pytest.fixture
def book(findings: Findings, tmp_path: Path) -> openpyxl.Workbook:
    (path,) = write(findings, tmp_path / "a.xlsx")
    return openpyxl.load_workbook(path)


def cells(sheet: Worksheet, column: str) -> list[object]:
    names = [cell.value for cell in sheet[1]]
    return [row[names.index(column)].value for row in sheet.iter_rows(min_row=2)]


def test_each_table_has_its_sheet_with_a_head_that_stays(book: openpyxl.Workbook) -> None:
    assert book.sheetnames == ["Incidents", "Claims", "Mentions", "About"]
    assert book["Incidents"].freeze_panes == "C2"
    assert book["Incidents"].auto_filter.ref is not None


def test_numbers_are_numbers_and_dates_are_dates(book: openpyxl.Workbook) -> None:
    sheet = book["Incidents"]
    assert cells(sheet, "killed_best") == [3, None, None]
    assert cells(sheet, "longitude")[0] == 50.15
    assert cells(sheet, "event_start") == [datetime(2019, 5, 4), "1893-01-01T00:00:00Z", None]  # noqa: DTZ001
    assert cells(sheet, "disputed") == [False, False, False]


def test_no_text_is_a_formula(book: openpyxl.Workbook) -> None:
    attackers = next(c for c in next(book["Incidents"].iter_rows(min_row=2)) if "=cmd" in str(c.value))
    assert attackers.data_type == "s"
    assert cells(book["Incidents"], "title")[1] == "+ 名前 " + "x" * 255


def test_a_text_longer_than_a_cell_is_cut_and_says_so(findings: Findings, tmp_path: Path) -> None:
    long = dataclasses.replace(findings.incidents[0], title="=" + "y" * 40_000)
    (path,) = write(dataclasses.replace(findings, incidents=(long,)), tmp_path / "a.xlsx")
    (title,) = cells(openpyxl.load_workbook(path)["Incidents"], "title")
    assert len(str(title)) == LONGEST_CELL
    assert str(title).endswith(CUT)


def test_pandas_reads_it(findings: Findings, tmp_path: Path) -> None:
    (path,) = write(findings, tmp_path / "a.xlsx")
    table = pd.read_excel(path, sheet_name="Mentions", engine="openpyxl")
    assert table["place"].tolist()[0] == "Rās Tannūrah"
