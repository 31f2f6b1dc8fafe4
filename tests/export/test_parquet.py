"""GeoParquet: a box a row, lists as lists."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from geoinc.export import write
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
