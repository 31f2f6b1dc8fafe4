"""CSV tables carry geometries and no formula."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from geoinc.export import write
from geoinc.export.csvfiles import defused
from geoinc.model import Findings


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx", "\rx"])
def test_formulas_are_defused(text: str) -> None:
    assert defused(text) == f"'{text}"


@pytest.mark.parametrize("value", [-1.5, 3, "a=1", None])
def test_what_is_no_formula_stays(value: object) -> None:
    assert defused(value) == value


def test_csv_carries_wkt_and_no_formula(findings: Findings, tmp_path: Path) -> None:
    (path,) = write(findings, tmp_path / "a.csv")
    rows = list(csv.DictReader(path.open(encoding="utf-8", newline="")))
    assert rows[0]["wkt"] == "POINT (50.15 26.64)"
    assert rows[0]["event_start"] == "2019-05-04T00:00:00Z"
    assert rows[1]["wkt"] == ""
    assert rows[1]["title"].startswith("'+ 名前")


def test_a_csv_opens_in_excel_as_utf_8(findings: Findings, tmp_path: Path) -> None:
    (path,) = write(findings, tmp_path / "a.csv")
    assert path.read_bytes().startswith(b"\xef\xbb\xbfid,")
    import pandas as pd

    assert pd.read_csv(path).columns[0] == "id"
