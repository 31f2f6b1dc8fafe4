"""The frame that users get: cells can be compared, and features can be written."""

from __future__ import annotations

import json

import pytest

from geoinc.errors import ExportError
from geoinc.export.tidy import tidy
from geoinc.model import Findings


def test_cells_can_be_compared(findings: Findings) -> None:
    table = tidy(findings, "incidents")
    assert not table.astype({"geometry": "str"}).duplicated().any()
    assert all(not isinstance(cell, list | dict) for column in table for cell in table[column])


def test_date_times_are_utc_text_in_features(findings: Findings) -> None:
    table = tidy(findings, "incidents")
    first = json.loads(table.to_json())["features"][0]
    assert first["properties"]["event_start"] == "2019-05-04T00:00:00Z"
    assert json.loads(table[table["id"] == "inc-1"].to_json())["features"][0]["properties"]["id"] == "inc-1"


@pytest.mark.parametrize(
    ("layer", "geometry", "kind"), [("incidents", "best", "Point"), ("claims", "area90", "Polygon")]
)
def test_a_geometry_can_be_chosen(findings: Findings, layer: str, geometry: str, kind: str) -> None:
    table = tidy(findings, layer, geometry=geometry)
    assert table.geometry.iloc[0].geom_type == kind
    assert table.crs == "EPSG:4326"


@pytest.mark.parametrize(
    ("layer", "geometry", "remedy"),
    [("incidents", "middle", "use one of best"), ("mentions", "best", "leave geometry out")],
)
def test_a_geometry_that_is_not_there_is_told(findings: Findings, layer: str, geometry: str, remedy: str) -> None:
    with pytest.raises(ExportError, match=remedy):
        tidy(findings, layer, geometry=geometry)
