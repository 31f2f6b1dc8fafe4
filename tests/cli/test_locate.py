"""One phrase to coordinates, an area and why."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from command_line_runs import output_of

from geoinc.cli.main import cli
from geoinc.errors import GeoincError


def test_locate_prints_coordinates_area_and_why() -> None:
    lines = output_of("locate", "8 km east of Khusham, Syria").splitlines()
    lat, lon = map(float, lines[0].split())
    assert (lat, lon) == (pytest.approx(35.301, abs=0.03), pytest.approx(40.377, abs=0.03))
    assert lines[1].startswith("90 % within")
    assert "Khusham" in lines[2]


def test_locate_prints_geojson() -> None:
    collection = json.loads(output_of("locate", "--json", "near Khusham, Syria"))
    assert [f["id"] for f in collection["features"]] == ["best", "area50", "area90"]


@pytest.mark.parametrize("phrase", ["", "5 miles from finishing", "8 km east of Xyzzyville Qwerty"])
def test_what_cannot_be_located_says_why(phrase: str) -> None:
    result = CliRunner().invoke(cli, ["locate", phrase])
    assert isinstance(result.exception, GeoincError)
    assert len(str(result.exception)) > len(repr(phrase)) + 5


def test_the_guides_circle_goes_to_darwin_core(tmp_path: Path) -> None:
    out = tmp_path / "site.dwc.csv"
    printed = output_of("locate", "8 km east of Khusham, Syria", "--method", "point-radius", "-o", str(out))
    assert "guides' circle of" in printed
    (row,) = csv.DictReader(out.open(encoding="utf-8-sig"))
    assert row["georeferenceProtocol"].startswith("point-radius")
    assert float(row["coordinateUncertaintyInMeters"]) > 3_000
    assert abs(float(row["decimalLongitude"]) - 40.377) < 0.05
    assert row["verbatimLocality"] == "8 km east of Khusham, Syria"


def test_a_place_nearby_decides_between_namesakes() -> None:
    first = output_of("locate", "Tripoli", "--near", "Lebanon").split()[1]
    second = output_of("locate", "Tripoli", "--near", "Libya").split()[1]
    assert (round(float(first)), round(float(second))) == (36, 13)
