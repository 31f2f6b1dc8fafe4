"""The report as a user holds it."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from shapely import Point

from geoinc.errors import ExportError
from geoinc.model import Document, Findings, Incident, Location, Mention, Place, PlaceKind, Reason, Region, Resolution
from geoinc.report import Report

POINT = Point(40.3, 35.3)
PLACE = Place("x:1", "Somewhere", PlaceKind.SETTLEMENT, POINT, country="SY")
FINDINGS = Findings(
    documents=(Document("Somewhere", id="d"),),
    resolutions={"d": (Resolution(Mention(0, 9, "Somewhere"), PLACE, probability=0.9),)},
    incidents=(
        Incident("a", "Located", (), Location(Region(POINT, POINT.buffer(0.01), POINT.buffer(0.03), 3_000.0))),
        Incident("b", "Unlocated", (), Location(None, reason=Reason.NO_LOCATION)),
    ),
)


def test_it_says_what_it_holds() -> None:
    assert repr(Report(FINDINGS)) == "<Report: 1 documents, 2 incidents, 1 located>"


@pytest.mark.parametrize(("layer", "rows"), [("incidents", 2), ("areas", 2), ("mentions", 1), ("claims", 0)])
def test_every_layer_is_a_geodataframe(layer: str, rows: int) -> None:
    table = Report(FINDINGS).to_gdf(layer)
    assert len(table) == rows
    assert table.crs == "EPSG:4326"


def test_types_are_pandas_own() -> None:
    table = Report(FINDINGS).to_gdf()
    assert isinstance(table["event_start"].dtype, pd.DatetimeTZDtype)
    assert isinstance(table["status"].dtype, pd.CategoricalDtype)
    assert str(table["killed_low"].dtype) == "Int64"


def test_an_unknown_layer_is_told() -> None:
    with pytest.raises(ExportError, match="use one of incidents"):
        Report(FINDINGS).to_gdf("pins")


def test_geopandas_explores_the_areas() -> None:
    import folium

    assert isinstance(Report(FINDINGS).explore(tiles=None), folium.Map)


def test_saving_goes_by_the_ending(tmp_path: Path) -> None:
    assert [p.name for p in Report(FINDINGS).save(tmp_path / "a.html")] == ["a.html"]
    assert "Located" in (tmp_path / "a.html").read_text("utf-8")
    with pytest.raises(ExportError, match="not known"):
        Report(FINDINGS).save(tmp_path / "a.shp")


def test_folium_layers_can_be_added() -> None:
    import folium

    shown = Report(FINDINGS).to_map()
    folium.Marker([35.3, 40.3]).add_to(shown)
    assert isinstance(shown, folium.Map)
