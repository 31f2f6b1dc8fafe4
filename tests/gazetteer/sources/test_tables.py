from __future__ import annotations

from pathlib import Path

import pytest

from geoinc.errors import LexiconError
from geoinc.gazetteer.sources import tables

COLUMNS = ("name", "lon", "lat", "aliases")


def _write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "table.csv"
    path.write_text(text, "utf-8")
    return path


def test_comments_and_empty_lines_are_passed_over_and_lines_are_counted(tmp_path: Path) -> None:
    path = _write(tmp_path, "# a comment\nname,lon,lat,aliases\n\n# another\nKhusham,40.3,35.3,خشام|Khasham\n")

    (row,) = tables.rows(path, COLUMNS)

    assert row.line == 5
    assert row.list("aliases") == ("خشام", "Khasham")
    assert row.point() == (40.3, 35.3)


def _read(path: Path) -> None:
    for row in tables.rows(path, COLUMNS):
        row.need("name")
        row.point()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("name,lon\nA,1\n", "line 1: the header is"),
        ("name,lon,lat,aliases\nA,1,2\n", "line 2: 3 cells where the header has 4"),
        ("name,lon,lat,aliases\nA,east,2,\n", "line 2: lon is 'east', not a number"),
        ("name,lon,lat,aliases\nA,1,91,\n", "line 2: lon 1.0, lat 91.0 lie outside the world"),
        ("name,lon,lat,aliases\n,1,2,\n", "line 2: name is empty"),
    ],
)
def test_a_bad_row_names_file_and_line(tmp_path: Path, text: str, why: str) -> None:
    path = _write(tmp_path, text)

    with pytest.raises(LexiconError) as caught:
        _read(path)

    assert "table.csv, line" in str(caught.value)
    assert why in str(caught.value)


def test_the_curated_folder_is_found() -> None:
    assert (tables.folder() / "countries.csv").is_file()
