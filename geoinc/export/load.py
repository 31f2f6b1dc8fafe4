"""Saved files back to findings: the incidents, whole.

A GeoPackage holds them always, in the table ``geoinc_records``; GeoJSON and GeoParquet in the column ``record``, where
they were saved with ``record=True``.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

from geoinc.errors import ExportError
from geoinc.export.fields import RECORD_FIELD
from geoinc.export.geopackage import RECORDS
from geoinc.model import Findings

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

READABLE = (".geojson", ".gpkg", ".parquet")


def load(path: Path) -> Findings:
    """Return the findings whose incidents a GeoJSON, GeoPackage or GeoParquet file holds.

    Raises
    ------
    ExportError
        Where the file is missing, of another kind, or was not written by geoinc.
    """
    from geoinc.export.codec import loads

    if path.suffix.lower() not in READABLE:
        message = f"{path}: only {', '.join(READABLE)} can be loaded again"
        raise ExportError(message, file=str(path))
    if not path.is_file():
        message = f"{path}: there is no such file; check the path"
        raise ExportError(message, file=str(path))
    return Findings(incidents=tuple(loads(text) for text in _records(path)))


def _records(path: Path) -> Iterable[str]:
    try:
        rows = _from_geojson(path) if path.suffix.lower() == ".geojson" else _from_table(path)
    except Exception as error:  # noqa: BLE001 - whatever a reader of foreign bytes raises
        message = f"{path}: it was not written by geoinc, or is damaged ({(str(error).splitlines() or [type(error).__name__])[0]})"
        raise ExportError(message, file=str(path)) from None
    if any(not isinstance(row, str) for row in rows):
        message = (
            f"{path}: it has no column 'record', which loading needs; save it with record=True, or save a .gpkg, "
            "which always has it"
        )
        raise ExportError(message, file=str(path))
    return rows


def _from_geojson(path: Path) -> list[Any]:
    collection = json.loads(path.read_text("utf-8"))
    return [feature["properties"].get("record") for feature in collection["features"]]


def _from_table(path: Path) -> list[Any]:
    if path.suffix.lower() == ".parquet":
        import pyarrow.parquet as pq

        if RECORD_FIELD.name not in pq.read_schema(path).names:
            return [None]
        return list(pq.read_table(path, columns=[RECORD_FIELD.name])[RECORD_FIELD.name].to_pylist())
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
        kind = connection.execute("SELECT type FROM sqlite_master WHERE name = ?", (RECORDS,)).fetchone()
        if kind != ("table",):  # a view may compute without end
            return [None]
        return [text for (text,) in connection.execute(f"SELECT record FROM {RECORDS} ORDER BY id")]  # noqa: S608 - ours
