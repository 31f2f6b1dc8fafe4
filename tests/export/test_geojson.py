"""GeoJSON as RFC 7946 wants it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from shapely import from_geojson

from geoinc.export import write
from geoinc.export.geojson import points
from geoinc.model import Findings


@pytest.fixture
def written(findings: Findings, tmp_path: Path) -> tuple[dict, dict]:
    paths = write(findings, tmp_path / "a.geojson")
    assert [p.name for p in paths] == ["a.geojson", "a.areas.geojson"]
    points, areas = (json.loads(p.read_text("utf-8")) for p in paths)
    return points, areas


def test_one_feature_an_incident_with_null_where_unlocated(written: tuple[dict, dict]) -> None:
    features = written[0]["features"]
    assert [f["id"] for f in features] == ["inc-1", "inc-2", "inc-3"]
    assert features[0]["geometry"] == {"type": "Point", "coordinates": [50.15, 26.64]}
    assert features[1]["geometry"] is None


def test_dates_are_utc_with_their_words(written: tuple[dict, dict]) -> None:
    properties = written[0]["features"][0]["properties"]
    assert properties["event_start"] == "2019-05-04T00:00:00Z"
    assert properties["time_text"] == "on 4 May"
    assert written[0]["features"][1]["properties"]["event_start"] == "1893-01-01T00:00:00Z"


def test_evidence_travels_with_the_incident(written: tuple[dict, dict]) -> None:
    properties = written[0]["features"][0]["properties"]
    assert properties["claims_summary"] == "killed: 3 people (a doctor)"
    assert properties["quotes"] == ["Three people died near Ras Tanura on 4 May, a doctor said."]
    assert properties["sources"][0]["uri"] == "https://example.org/a"
    assert properties["radius_m"] == 3300.0
    assert properties["geo_precision"] == 2


def test_areas_are_wound_counter_clockwise_and_split(written: tuple[dict, dict]) -> None:
    areas = written[1]["features"]
    assert [f["id"] for f in areas] == ["inc-1-90", "inc-1-50", "inc-3-90", "inc-3-50"]
    for feature in areas:
        geometry = from_geojson(json.dumps(feature["geometry"]))
        assert geometry.is_valid
        for part in getattr(geometry, "geoms", [geometry]):
            assert part.exterior.is_ccw


def test_bbox_crosses_the_antimeridian_where_that_is_narrower(written: tuple[dict, dict]) -> None:
    west, south, east, north = written[1]["bbox"]
    assert (south, north) == (-17, pytest.approx(26.67))
    assert west == pytest.approx(50.12)
    assert east == -179.5


def test_the_same_findings_give_the_same_bytes(findings: Findings, tmp_path: Path) -> None:
    first = write(findings, tmp_path / "a.geojson")[0].read_bytes()
    assert write(findings, tmp_path / "b.geojson")[0].read_bytes() == first


def test_an_incident_without_its_texts_takes_two_kilobytes_at_most(findings: Findings, tmp_path: Path) -> None:
    path, *_ = write(findings, tmp_path / "a.geojson")
    texts = {"quotes", "claims", "claims_summary", "sources", "title"}
    for feature in json.loads(path.read_text("utf-8"))["features"]:
        assert "record" not in feature["properties"]
        bare = {name: value for name, value in feature["properties"].items() if name not in texts}
        assert len(json.dumps(feature | {"properties": bare})) <= 2_048


def test_the_file_is_what_notebooks_are_shown(findings: Findings, tmp_path: Path) -> None:
    path, *_ = write(findings, tmp_path / "a.geojson")
    assert json.loads(path.read_text("utf-8")) == points(findings)
