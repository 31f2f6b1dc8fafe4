from __future__ import annotations

from pathlib import Path

import pytest

from geoinc.errors import PackError
from geoinc.gazetteer.records import Item, PlaceRecord, Reject
from geoinc.gazetteer.sources import userfiles
from geoinc.gazetteer.sources.mapping import RowReader


def _read(tmp_path: Path, text: str, name: str = "wells.csv") -> list[Item]:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    return list(userfiles.table(path, RowReader(pack="wells")))


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_any_delimiter(tmp_path: Path, delimiter: str) -> None:
    text = "name,lon,lat\nWell 1,40.3,35.3\n".replace(",", delimiter)

    (place,) = _read(tmp_path, text)

    assert isinstance(place, PlaceRecord)
    assert (place.name, place.lon) == ("Well 1", 40.3)


def test_quoted_cells_and_a_byte_order_mark(tmp_path: Path) -> None:
    (place,) = _read(tmp_path, '\ufeffname,lon,lat\n"Washington, D.C.",-77,38.9\n')

    assert isinstance(place, PlaceRecord)
    assert place.name == "Washington, D.C."


def test_bad_rows_are_counted_by_line(tmp_path: Path) -> None:
    items = _read(tmp_path, "name,lon,lat\nA,1,2\nB,1\nC,east,2\n,1,2\nD,3,4\n")

    assert [item.line for item in items if isinstance(item, Reject)] == [3, 4, 5]
    assert [item.name for item in items if isinstance(item, PlaceRecord)] == ["A", "D"]


def test_a_table_without_names_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="no column for names"):
        _read(tmp_path, "lon,lat\n1,2\n")


def test_an_empty_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="no column for names"):
        _read(tmp_path, "")
