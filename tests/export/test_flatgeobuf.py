"""FlatGeobuf: points and areas in a file each; what is not located has no row."""

from __future__ import annotations

from pathlib import Path

import geopandas

from geoinc.export.flatgeobuf import write
from geoinc.model import Findings


def test_points_and_areas_are_two_files(findings: Findings, tmp_path: Path) -> None:
    assert write(findings, tmp_path / "a.fgb") == [tmp_path / "a.fgb", tmp_path / "a.areas.fgb"]
    points, areas = geopandas.read_file(tmp_path / "a.fgb"), geopandas.read_file(tmp_path / "a.areas.fgb")
    assert sorted(points["id"]) == ["inc-1", "inc-3"]
    assert set(points.geom_type) == {"Point"}
    assert set(areas.geom_type) == {"MultiPolygon"}
    assert set(areas["incident_id"]) == {"inc-1", "inc-3"}


def test_no_incidents_are_files_without_rows(tmp_path: Path) -> None:
    for path in write(Findings(), tmp_path / "a.fgb"):
        assert len(geopandas.read_file(path)) == 0
