"""A partition's incidents, mentions and claims as tables."""

from __future__ import annotations

from pathlib import Path

import pytest

from geoinc import testing
from geoinc.batch import frames, tables
from geoinc.batch.folder import TABLES, Folder, written
from geoinc.batch.frames import DEAD, OK, RecordFrame
from geoinc.batch.rows import RecordFindings
from geoinc.batch.stages import FIND
from geoinc.errors import MissingExtraError
from geoinc.model import Document
from geoinc.pipeline import DocumentFindings

geopandas = pytest.importorskip("geopandas")
pytest.importorskip("pyarrow")


def test_each_table_is_a_file_even_where_nothing_was_found(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    reading = DocumentFindings(Document("x", id="a"), (), (), (), (), ())
    with written(folder.part(FIND, "key")) as temporary, temporary.open("wb") as file:
        frames.write(file, RecordFrame(frames.dumps(RecordFindings("a", reading)), OK, 0))
        frames.write(file, RecordFrame(frames.dumps(RecordFindings("b", None, why="it broke")), DEAD, 0))
    gazetteer = testing.gazetteer(testing.place("Gao", 1, 16))
    paths = tables.write(folder, "key", gazetteer)
    assert len(paths) == len(TABLES)
    for path in paths:
        assert len(geopandas.read_parquet(path)) == 0


def test_without_pyarrow_a_run_does_not_begin(monkeypatch: pytest.MonkeyPatch) -> None:
    tables.needed()
    monkeypatch.setattr(tables, "find_spec", lambda _: None)
    with pytest.raises(MissingExtraError, match=r"geoinc\[batch\]"):
        tables.needed()
