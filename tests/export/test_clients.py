"""The files open in the programs that people use: GDAL and QGIS."""

from __future__ import annotations

import dataclasses
import json
import subprocess
from pathlib import Path

import clients
import pytest

from geoinc.export import write
from geoinc.model import Findings

pytestmark = pytest.mark.client


def ogrinfo(path: Path) -> str:
    command = [clients.program("ogrinfo"), "-ro", "-so", "-al", str(path)]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "ERROR" not in run.stderr
    assert "Warning" not in run.stderr
    return run.stdout


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("a.geojson", [3]),
        ("a.areas.geojson", [4]),
        ("a.gpkg", [3, 2, 2, 2, 1, 4, 3]),
        ("a.kml", [4, 1, 2]),
        ("a.csv", [3]),
        ("a.fgb", [2]),
        ("a.areas.fgb", [4]),
    ],
)
def test_gdal_opens(findings: Findings, tmp_path: Path, name: str, counts: list[int]) -> None:
    write(findings, tmp_path / name.replace(".areas", ""))
    told = ogrinfo(tmp_path / name)
    assert [int(line.split(":")[1]) for line in told.splitlines() if line.startswith("Feature Count")] == counts


def qgis(path: Path, *more: str) -> dict:
    script = Path(__file__).with_name("qgis_opens.py")
    command = [clients.python_with_qgis(), str(script), str(path), *more]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(run.stdout.strip().splitlines()[-1])


def test_qgis_opens_the_project_styled_with_time_on(findings: Findings, tmp_path: Path) -> None:
    (path,) = write(findings, tmp_path / "a.gpkg")
    found = qgis(path)
    assert found["read"] is True
    assert (found["start"], found["end"], found["navigation"]) == ("1893-01-01", "2019-05-04", 1)
    counts = {name: layer["count"] for name, layer in found["layers"].items()}
    assert counts == {"incidents": 3, "areas50": 2, "areas90": 2, "mentions": 2, "claims": 1}
    assert all(layer["valid"] for layer in found["layers"].values())
    for name in ("incidents", "areas50", "areas90"):
        layer = found["layers"][name]
        assert (layer["renderer"], layer["timed"], layer["crs"]) == ("categorizedSymbol", True, "EPSG:4326")


def test_qgis_opens_the_geojson(findings: Findings, tmp_path: Path) -> None:
    path, *_ = write(findings, tmp_path / "a.geojson")
    write(findings, tmp_path / "a.sld")
    found = qgis(path)
    layer = found["layers"]["points"]
    assert (layer["valid"], layer["count"]) == (True, 3)
    assert (found["sld"], layer["renderer"]) == (True, "RuleRenderer")


def test_the_project_opens_on_the_incidents_with_their_claims(findings: Findings, tmp_path: Path) -> None:
    only = dataclasses.replace(findings, incidents=findings.incidents[:2])
    (path,) = write(only, tmp_path / "a.gpkg")
    found = qgis(path)
    west, south, east, north = found["extent"]
    assert (west, south, east, north) == pytest.approx((50.07, 26.56, 50.23, 26.72), abs=0.02)
    assert found["relations"]["geoinc_claims_of_incidents"] == [True, "incidents", "claims"]
    assert all(valid for valid, *_ in found["relations"].values())


def test_layers_of_a_renamed_file_come_dressed(findings: Findings, tmp_path: Path) -> None:
    (path,) = write(findings, tmp_path / "a.gpkg")
    layers = qgis(path.rename(tmp_path / "renamed.gpkg"), "layers")["layers"]
    assert {"incidents", "areas90", "areas50", "mentions", "claims"} <= set(layers)
    assert all(layer["valid"] for layer in layers.values())
    incidents = layers["incidents"]
    assert (incidents["renderer"], incidents["labels"]) == ("categorizedSymbol", True)
    assert "title" in incidents["tip"]
    assert layers["areas90"]["renderer"] == "categorizedSymbol"


def test_flatgeobuf_layers_are_named_as_their_files(findings: Findings, tmp_path: Path) -> None:
    points, areas, *_ = write(findings, tmp_path / "strikes.fgb")
    assert "Layer name: strikes\n" in ogrinfo(points)
    assert "Layer name: strikes.areas\n" in ogrinfo(areas)


def test_gdal_knows_the_types_of_a_kml(findings: Findings, tmp_path: Path) -> None:
    (path,) = write(findings, tmp_path / "a.kml")
    told = ogrinfo(path)
    assert "killed_best: Integer" in told
    assert "radius_m: Real" in told
