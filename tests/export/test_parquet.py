"""GeoParquet: a box a row, lists as lists."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from geoinc.export import write
from geoinc.export.frames import frame
from geoinc.model import Findings


def test_parquet_covers_with_a_bbox(findings: Findings, tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow.parquet")
    path, _ = write(findings, tmp_path / "a.parquet")
    geo = json.loads(pyarrow.read_schema(path).metadata[b"geo"])
    assert geo["version"] == "1.1.0"
    assert "covering" in geo["columns"]["geometry"]


def test_parquet_keeps_lists_as_lists(findings: Findings, tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    path, _ = write(findings, tmp_path / "a.parquet")
    asked = f"SELECT targets[1], claims[1].min, sources[1].uri FROM '{path}' WHERE id = 'inc-1'"
    assert duckdb.sql(asked).fetchall() == [("civilians", 3, "https://example.org/a")]
    import geopandas

    table = geopandas.read_parquet(path)
    assert list(table["targets"].iloc[0]) == ["civilians"]
    assert str(table["killed_best"].dtype) == "Int64"


@pytest.mark.parametrize("layer", ["incidents", "areas"])
@pytest.mark.parametrize("kept", [slice(None), slice(1, None), slice(0, 0)])
def test_parquet_says_of_shapes_what_geopandas_says(
    findings: Findings, tmp_path: Path, layer: str, kept: slice
) -> None:
    pyarrow = pytest.importorskip("pyarrow.parquet")
    some = replace(findings, incidents=findings.incidents[kept])
    files = dict(zip(("incidents", "areas"), write(some, tmp_path / "a.parquet"), strict=True))
    expected = frame(some, layer)
    expected[["geometry"]].to_parquet(tmp_path / "b.parquet", schema_version="1.1.0", write_covering_bbox=True)
    ours, theirs = pyarrow.read_table(files[layer]), pyarrow.read_table(tmp_path / "b.parquet")
    assert json.loads(ours.schema.metadata[b"geo"]) == json.loads(theirs.schema.metadata[b"geo"])
    assert ours.select(["geometry", "bbox"]).equals(theirs.select(["geometry", "bbox"]))
    import geopandas
    import pandas as pd

    read = geopandas.read_parquet(files[layer])
    assert read.columns.drop("bbox", errors="ignore").tolist() == expected.columns.tolist()
    plain = [name for name, dtype in expected.dtypes.items() if str(dtype) not in {"object", "category", "geometry"}]
    pd.testing.assert_frame_equal(pd.DataFrame(read[plain]), pd.DataFrame(expected[plain]))
