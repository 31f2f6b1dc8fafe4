"""A run replaces what it wrote itself, and nothing else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from geoinc.cli.outputs import REGISTER, Run, check, note, targets
from geoinc.errors import ExportError, InputError

A, B = Path("/reports/a.txt"), Path("/reports/b.txt")


def written(folder: Path, run: Run) -> list[Path]:
    chosen = targets(folder, run, "html,geojson")
    for path in chosen:
        path.write_text("x")
    note(folder, run, chosen)
    return chosen


def test_formats_are_endings_each_once(tmp_path: Path) -> None:
    assert targets(tmp_path, Run("a", (A,)), " .HTML, geojson,html ") == [tmp_path / "a.html", tmp_path / "a.geojson"]


@pytest.mark.parametrize(
    ("name", "formats", "told"),
    [("../a", "html", "no name of a file"), ("", "html", "no name of a file"), ("..", "html", "no name of a file"),
     ("a", " ,", "names no format"), ("a", "x/html", "leads to another folder")],
)  # fmt: skip
def test_a_name_or_format_that_is_none_is_refused(tmp_path: Path, name: str, formats: str, told: str) -> None:
    with pytest.raises(InputError, match=told):
        targets(tmp_path, Run(name, (A,)), formats)


def test_the_same_run_or_one_with_more_files_replaces_its_own(tmp_path: Path) -> None:
    chosen = written(tmp_path, Run("a", (A,)))
    check(chosen, Run("a", (A,)), overwrite=False)
    check(chosen, Run("a", (A, B)), overwrite=False)


def test_a_run_of_other_files_is_refused_unless_it_is_named(tmp_path: Path) -> None:
    chosen = written(tmp_path, Run("a", (A,)))
    with pytest.raises(ExportError, match="hold a run of other files; name this run with --name"):
        check(chosen, Run("a", (B,)), overwrite=False)
    check(chosen, Run("a", (B,), named=True), overwrite=False)
    check(chosen, Run("a", (B,)), overwrite=True)


def test_a_file_that_no_run_wrote_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("somebody's")
    with pytest.raises(ExportError, match="which this run did not write"):
        check([tmp_path / "a.html"], Run("a", (A,), named=True), overwrite=False)


def test_a_file_that_is_read_is_never_replaced(tmp_path: Path) -> None:
    own = tmp_path / "a.geojson"
    own.write_text("{}")
    with pytest.raises(ExportError, match="one of the files to read"):
        check([own], Run("a", (own,)), overwrite=True)


def test_a_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "f").write_text("")
    with pytest.raises(ExportError, match="is no folder"):
        check([tmp_path / "f" / "a.html"], Run("a", (A,)), overwrite=False)


def test_the_register_tells_no_path_and_survives_rubbish(tmp_path: Path) -> None:
    (tmp_path / REGISTER).write_text('{"runs": [1]}')
    written(tmp_path, Run("a", (A,)))
    text = (tmp_path / REGISTER).read_text("utf-8")
    assert "reports" not in text
    assert json.loads(text)["runs"]["a"]["files"] == ["a.geojson", "a.html"]
