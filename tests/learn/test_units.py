"""Tables of second-level units are finished from what is known, and what is lacking is told."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from geoinc.gazetteer.packs.admin2 import COLUMNS
from geoinc.learn.units import _match, _short, finish, main


@pytest.mark.parametrize(
    ("name", "short"),
    [("Caza de Aley", "Aley"), ("Tripoli District", "Tripoli"), ("District", "District"), ("Homs", "Homs")],
)
def test_the_word_for_the_unit_is_left_out(name: str, short: str) -> None:
    assert _short(name) == short


def test_the_closest_spelling_decides_and_two_are_none() -> None:
    listed = [("Mayadin District", "1"), ("Mayadin", "1"), ("Al-Mayadin", "2")]
    assert _match(["Mayadin"], listed) == "1"
    assert _match(["Mayadin"], [("Mayadin", "1"), ("Mayadin", "2")]) is None
    assert _match(["", "Zembla"], listed) is None


def table(folder: Path, *rows: dict[str, str]) -> Path:
    path = folder / "SY.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write("# Units, by hand.\n")
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows({**dict.fromkeys(COLUMNS, ""), **row} for row in rows)
    return path


def test_empty_cells_are_filled(tmp_path: Path) -> None:
    path = table(tmp_path, {"admin1": "Aleppo", "name": "Aleppo"})
    assert finish(path, tmp_path) == []
    text = path.read_text("utf-8")
    assert text.startswith("# Units, by hand.\n")
    [row] = csv.DictReader(text.splitlines()[1:])
    assert row["admin1"].startswith("SY.")
    assert row["code"].startswith(f"{row['admin1']}.")
    assert float(row["lon"]) == pytest.approx(37.1, abs=0.3)
    assert row["alone"] == "no"
    assert "position: GeoNames" in row["note"]


def test_what_is_lacking_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = table(tmp_path, {"admin1": "Zembla", "name": "A"}, {"admin1": "Aleppo", "name": "Xyzzyq"})
    assert main([str(path), "--tables", str(tmp_path)]) == 1
    told = capsys.readouterr().out.splitlines()
    assert told[0] == "SY.csv: A: no first-level unit 'Zembla'"
    assert "Xyzzyq" in told[1]
    assert "no position known" in told[1]
