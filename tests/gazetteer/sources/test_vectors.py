from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest
import shapely

from geoinc.errors import PackError
from geoinc.gazetteer.records import PlaceRecord, Reject
from geoinc.gazetteer.sources import vectors
from geoinc.gazetteer.sources.mapping import RowReader

READER = RowReader(pack="mine")


def _frame(**changes: Any) -> gpd.GeoDataFrame:
    shapes = [shapely.box(40, 35, 41, 36), shapely.LineString([(40, 35), (41, 36)]), None]
    columns = {"name": ["Field", "Pipeline", "Nowhere"], "kind": ["region", "line", "spot"]} | changes
    return gpd.GeoDataFrame(columns, geometry=shapes, crs="EPSG:4326")


@pytest.mark.parametrize("name", ["a.geojson", "a.gpkg", "a.shp", "a.fgb"])
def test_formats_that_gdal_reads(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    frame = _frame().iloc[:1] if name.endswith((".shp", ".fgb")) else _frame()
    frame.to_file(path)

    first = next(vectors.features(path, READER))

    assert isinstance(first, PlaceRecord)
    assert first.name == "Field"
    assert first.geometry is not None
    assert first.geometry.area == pytest.approx(1)


def test_a_feature_without_geometry_is_rejected_and_the_rest_comes_through(tmp_path: Path) -> None:
    path = tmp_path / "a.gpkg"
    _frame().to_file(path)

    *good, bad = vectors.features(path, READER)

    assert len(good) == 2
    assert isinstance(bad, Reject)
    assert bad.line == 3


def test_other_coordinate_systems_are_transformed(tmp_path: Path) -> None:
    path = tmp_path / "utm.gpkg"
    _frame().iloc[:1].to_crs("EPSG:32637").to_file(path)

    (place,) = vectors.features(path, READER)

    assert isinstance(place, PlaceRecord)
    assert place.lon == pytest.approx(40.5, abs=0.01)


def test_more_features_than_one_batch(tmp_path: Path) -> None:
    path = tmp_path / "many.geojson"
    features = [
        {
            "type": "Feature",
            "properties": {"name": f"P{n}"},
            "geometry": {"type": "Point", "coordinates": [n / 100 + 1, 1]},
        }
        for n in range(2_500)
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")

    assert [item.name for item in vectors.features(path, READER) if isinstance(item, PlaceRecord)] == [
        f"P{n}" for n in range(2_500)
    ]


def test_all_layers_are_read_or_the_one_named(tmp_path: Path) -> None:
    path = tmp_path / "two.gpkg"
    _frame().iloc[:1].to_file(path, layer="one")
    _frame().iloc[1:2].to_file(path, layer="two", mode="a")

    assert len(list(vectors.features(path, READER))) == 2
    assert len(list(vectors.features(path, READER, layer="two"))) == 1


def test_what_gdal_cannot_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "no.geojson"
    path.write_text("{broken", "utf-8")

    with pytest.raises(PackError, match="GDAL cannot read it"):
        list(vectors.features(path, READER))
