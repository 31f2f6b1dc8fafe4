"""What was saved loads again as the same incidents."""

from __future__ import annotations

from pathlib import Path

import pytest

import geoinc
from geoinc.errors import ExportError
from geoinc.model import Findings
from geoinc.report import Report


def asked(ending: str) -> dict[str, bool]:
    """A GeoPackage always holds what loading needs; the others where they are asked to."""
    return {} if ending == ".gpkg" else {"record": True}


@pytest.mark.parametrize("ending", [".geojson", ".gpkg", ".parquet"])
def test_round_trip(findings: Findings, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"a{ending}"
    Report(findings).save(path, **asked(ending))
    assert tuple(geoinc.load(path).incidents) == findings.incidents


@pytest.mark.parametrize("ending", [".geojson", ".gpkg", ".parquet"])
def test_saving_what_was_loaded_gives_the_same_incidents(findings: Findings, tmp_path: Path, ending: str) -> None:
    Report(findings).save(tmp_path / f"a{ending}", **asked(ending))
    again = geoinc.load(tmp_path / f"a{ending}")
    again.save(tmp_path / f"b{ending}", **asked(ending))
    assert geoinc.load(tmp_path / f"b{ending}").incidents == again.incidents


@pytest.mark.parametrize("ending", [".geojson", ".parquet"])
def test_a_file_without_the_record_says_what_loading_needs(findings: Findings, tmp_path: Path, ending: str) -> None:
    Report(findings).save(tmp_path / f"a{ending}")
    with pytest.raises(ExportError, match="save it with record=True"):
        geoinc.load(tmp_path / f"a{ending}")


def test_foreign_files_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.geojson"
    path.write_text('{"type": "FeatureCollection", "features": [{"properties": {}}]}')
    with pytest.raises(ExportError, match="no column 'record'"):
        geoinc.load(path)
    path.write_text("no JSON")
    with pytest.raises(ExportError, match="not written by geoinc"):
        geoinc.load(path)
    with pytest.raises(ExportError, match="no such file"):
        geoinc.load(tmp_path / "none.gpkg")
    with pytest.raises(ExportError, match="can be loaded"):
        geoinc.load(tmp_path / "a.kml")
