"""Frames of the layers: a column has its type, filled or not."""

from __future__ import annotations

from pathlib import Path

import pytest

from geoinc.export import write
from geoinc.model import Findings


def test_columns_without_a_value_have_their_type_too(findings: Findings, tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow.parquet")
    full, _ = write(findings, tmp_path / "a.parquet")
    none, _ = write(Findings(), tmp_path / "b.parquet")
    assert pyarrow.read_schema(full).field("targets").type == pyarrow.read_schema(none).field("targets").type
