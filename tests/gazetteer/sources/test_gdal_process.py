"""The process that reads one file: what it answers, and that it loads nothing it does not need."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from geoinc.gazetteer.sources import locked_gdal

PLACE = {"type": "Feature", "properties": {"name": "Tal"}, "geometry": {"type": "Point", "coordinates": [40, 35]}}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [PLACE]}), "utf-8")
    return path


def run(*arguments: str, driver: str = "GeoJSON") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-P", "-X", "importtime", str(locked_gdal.PROCESS), driver, *arguments]
    environment = locked_gdal._environment("GeoJSON")
    return subprocess.run(command, capture_output=True, text=True, check=True, env=environment)


def test_it_tells_layers_then_features_then_the_end(file: Path) -> None:
    layers, end = map(json.loads, run(str(file)).stdout.splitlines())
    rows, last = map(json.loads, run(str(file), "a").stdout.splitlines())
    assert layers["layers"] == [{"name": "a", "crs": "EPSG:4326"}]
    assert (rows["fields"], rows["rows"], len(rows["shapes"])) == (["name"], [["Tal"]], 1)
    assert end == last == {"end": True}


def test_it_reads_with_the_one_driver_alone(file: Path) -> None:
    told = json.loads(run(str(file), driver="GPKG").stdout)
    assert "cannot be kept to the driver GPKG" in told["error"]


def test_it_loads_neither_geoinc_nor_what_only_tables_need(file: Path) -> None:
    told = [line.rpartition("|") for line in run(str(file)).stderr.splitlines()]
    loaded = {name.strip() for times, _, name in told if times.startswith("import time")}
    assert "pyogrio.raw" in loaded
    homes = {name.partition(".")[0] for name in loaded if "." in name}  # what is refused is named without its parts
    assert not homes & {"geoinc", "geopandas", "pandas", "pyarrow", "pyproj", "shapely"}
