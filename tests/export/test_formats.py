"""What holds for every format: whole files or none, the same bytes twice, and each format's own promises."""

from __future__ import annotations

from pathlib import Path

import pytest

from geoinc.errors import ExportError
from geoinc.export import FORMATS, write
from geoinc.model import Findings

NAMES = [f"a{ending}" for ending in FORMATS]


@pytest.mark.parametrize("name", NAMES)
def test_two_runs_give_the_same_bytes(findings: Findings, tmp_path: Path, name: str) -> None:
    first = [p.read_bytes() for p in write(findings, tmp_path / "one" / name)]
    assert [p.read_bytes() for p in write(findings, tmp_path / "two" / name)] == first


@pytest.mark.parametrize("name", NAMES)
def test_no_incidents_is_a_file_without_rows(tmp_path: Path, name: str) -> None:
    for path in write(Findings(), tmp_path / name):
        assert path.exists()


@pytest.mark.parametrize("name", NAMES)
def test_an_existing_file_survives_a_failure(
    findings: Findings, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / name
    target.write_text("what was here before")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(ExportError, match="No space left"):
        write(findings, target)
    assert target.read_text() == "what was here before"
    assert sorted(p.name for p in tmp_path.iterdir()) == [name]


def test_a_directory_in_the_way_is_told(findings: Findings, tmp_path: Path) -> None:
    (tmp_path / "a.geojson").mkdir()
    with pytest.raises(ExportError, match="directory"):
        write(findings, tmp_path / "a.geojson")


def test_an_unknown_ending_lists_the_known(findings: Findings, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"\.shp.*\.gpkg"):
        write(findings, tmp_path / "a.shp")
