"""Saved files back to findings: the incidents, whole, from the column ``record``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from geoinc.errors import ExportError
from geoinc.model import Findings

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

LAYER = "incidents"
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
        message = f"{path}: it was not written by geoinc, or is damaged ({str(error).splitlines()[0]})"
        raise ExportError(message, file=str(path)) from None
    if any(not isinstance(row, str) for row in rows):
        message = f"{path}: it has no column 'record'; load the file that geoinc saved"
        raise ExportError(message, file=str(path))
    return rows


def _from_geojson(path: Path) -> list[Any]:
    collection = json.loads(path.read_text("utf-8"))
    return [feature["properties"].get("record") for feature in collection["features"]]


def _from_table(path: Path) -> list[Any]:
    if path.suffix.lower() == ".parquet":
        import pandas as pd

        table = pd.read_parquet(path, columns=["record"])
        return list(table["record"])
    return _from_geopackage(path)


def _from_geopackage(path: Path) -> list[Any]:
    """Read the table itself: GDAL would go by what the file says it is, and open others that it names."""
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as database:
        kind = database.execute("SELECT type, sql FROM sqlite_master WHERE name = ?", (LAYER,)).fetchone()
        if kind is None or kind[0] != "table" or "VIRTUAL" in str(kind[1]).upper():
            message = f"it has no table {LAYER}"
            raise ValueError(message)
        return [record for (record,) in database.execute(f"SELECT record FROM {LAYER} ORDER BY fid")]  # noqa: S608 - ours
