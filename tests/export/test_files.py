"""Files that belong together are written together or not at all, and a full disk is an error of the export."""

from __future__ import annotations

from pathlib import Path

import pytest

from geoinc.errors import ExportError, SettingsError
from geoinc.export.files import replacing, replacing_all, write_text, write_texts


def fill(path: Path) -> None:
    """Write to a disk that is full after three bytes."""
    path.write_text("new")
    raise OSError(28, "disk full")


def test_a_failure_leaves_the_old_file_and_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("old")
    with pytest.raises(ExportError, match=r"a\.csv: it cannot be written \(disk full\)"), replacing(path) as temporary:
        fill(temporary)
    assert [p.name for p in tmp_path.iterdir()] == ["a.csv"]
    assert path.read_text() == "old"


def test_an_error_that_is_not_about_writing_stays_what_it_is(tmp_path: Path) -> None:
    with pytest.raises(KeyError), replacing(tmp_path / "a"):
        raise KeyError
    with pytest.raises(SettingsError), replacing(tmp_path / "a"):
        raise SettingsError("tiles")  # noqa: EM101 - what it says does not matter


def test_no_file_of_a_group_is_replaced_before_all_are_written(tmp_path: Path) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    first.write_text("old")
    with pytest.raises(ExportError), replacing_all([first, second]) as (one, _):
        fill(one)
    assert first.read_text() == "old"
    assert not second.exists()


def test_text_has_line_feeds_and_whole_characters(tmp_path: Path) -> None:
    write_texts([(tmp_path / "a", "x\ny\ud800\n"), (tmp_path / "b", "")])
    assert (tmp_path / "a").read_bytes() == b"x\ny?\n"
    assert (tmp_path / "b").read_bytes() == b""
    write_text(tmp_path / "a", "é")
    assert (tmp_path / "a").read_bytes() == "é".encode()


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ExportError, match="cannot be written"):
        write_text(tmp_path / "file" / "a.csv", "x")
