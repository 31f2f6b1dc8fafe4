"""``geoinc locate`` and ``geoinc places`` as a user runs them."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from geoinc.cli.main import cli
from geoinc.errors import GeoincError

EXAMPLES = Path(__file__).parents[2] / "examples"


def run(*arguments: str) -> str:
    result = CliRunner().invoke(cli, arguments, catch_exceptions=False)
    assert result.exit_code == 0
    return result.output


def test_locate_prints_coordinates_area_and_why() -> None:
    lines = run("locate", "8 km east of Khusham, Syria").splitlines()
    lat, lon = map(float, lines[0].split())
    assert (lat, lon) == (pytest.approx(35.301, abs=0.03), pytest.approx(40.377, abs=0.03))
    assert lines[1].startswith("90 % within")
    assert "Khusham" in lines[2]


def test_locate_prints_geojson() -> None:
    collection = json.loads(run("locate", "--json", "near Khusham, Syria"))
    assert [f["id"] for f in collection["features"]] == ["best", "area50", "area90"]


@pytest.mark.parametrize("phrase", ["", "5 miles from finishing", "8 km east of Xyzzyville Qwerty"])
def test_what_cannot_be_located_says_why(phrase: str) -> None:
    result = CliRunner().invoke(cli, ["locate", phrase])
    assert isinstance(result.exception, GeoincError)
    assert len(str(result.exception)) > len(repr(phrase)) + 5


def test_places_tells_kind_place_and_probability() -> None:
    found = [json.loads(line) for line in run("places", "--json", str(EXAMPLES / "khusham.txt")).splitlines()]
    khusham = [row for row in found if row["text"] == "Khusham"]
    assert khusham
    assert {row["id"] for row in khusham} == {"geonames:167899"}
    text = (EXAMPLES / "khusham.txt").read_text("utf-8")
    assert all(text[row["start"] : row["end"]] == row["text"] for row in found)


def test_the_guides_circle_goes_to_darwin_core(tmp_path: Path) -> None:
    out = tmp_path / "site.dwc.csv"
    printed = run("locate", "8 km east of Khusham, Syria", "--method", "point-radius", "-o", str(out))
    assert "guides' circle of" in printed
    (row,) = csv.DictReader(out.open(encoding="utf-8-sig"))
    assert row["georeferenceProtocol"].startswith("point-radius")
    assert float(row["coordinateUncertaintyInMeters"]) > 3_000
    assert abs(float(row["decimalLongitude"]) - 40.377) < 0.05
    assert row["verbatimLocality"] == "8 km east of Khusham, Syria"


def test_a_place_nearby_decides_between_namesakes() -> None:
    first = run("locate", "Tripoli", "--near", "Lebanon").split()[1]
    second = run("locate", "Tripoli", "--near", "Libya").split()[1]
    assert (round(float(first)), round(float(second))) == (36, 13)
