"""HXL: tags in the second line, valid to its own library."""

from __future__ import annotations

import csv
from pathlib import Path

import hxl

from geoinc.export import write
from geoinc.model import (
    Findings,
)


def test_hxl_tags_stand_in_the_second_line(findings: Findings, tmp_path: Path) -> None:
    (path,) = write(findings, tmp_path / "a.hxl.csv")
    lines = list(csv.reader(path.open(encoding="utf-8", newline="")))
    assert lines[1][lines[0].index("killed")] == "#affected+killed"
    assert lines[2][lines[0].index("killed")] == "3"


def test_libhxl_reads_and_validates_the_file(findings: Findings, tmp_path: Path) -> None:
    (path,) = write(findings, tmp_path / "a.hxl.csv")
    source = hxl.data(str(path), hxl.InputOptions(allow_local=True))
    assert hxl.validate(source)["is_valid"]
    rows_read = list(hxl.data(str(path), hxl.InputOptions(allow_local=True)))
    assert rows_read[0].get("#affected+killed-min-max") == "3"
    assert rows_read[0].get("#geo+lat") == "26.64"
