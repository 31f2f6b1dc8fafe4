"""GeoPackage 1.3: layers incidents, areas90, areas50, mentions and claims, tied by foreign keys, styled for QGIS."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from geoinc.export.files import replacing
from geoinc.export.frames import Tables, by_arrow, flat
from geoinc.export.qgis import PROJECT_NAME, Box, project_content, style
from geoinc.export.styles import ExportLayer, sld, types_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    import geopandas

    from geoinc.model import Findings

VERSION = "1.3"
"""Of GeoPackage: readers before GDAL 3.7 warn about 1.4."""

STAMP = "1970-01-01T00:00:00.000Z"
"""Written where the format wants the time of writing: files of two runs are the same bytes."""

GEOMETRIES = {"incidents": "Point", "areas90": "MultiPolygon", "areas50": "MultiPolygon", "mentions": "Point"}
CHILDREN = ("areas90", "areas50", "claims")
GEOMETRY_COLUMN = "geom"
MARGIN, LEAST_MARGIN_DEG = 0.1, 0.05
RECORDS = "geoinc_records"


def write(findings: Findings, path: Path) -> list[Path]:
    """Write the GeoPackage."""
    built = Tables(findings)
    tables = {name: flat(built.frame(name)) for name in (*GEOMETRIES, "claims")}
    rows = {incident_id: fid for fid, incident_id in enumerate(tables["incidents"]["id"], 1)}
    for name in CHILDREN:
        tables[name].insert(0, "incident_fid", tables[name]["incident_id"].map(rows).astype("int64"))
    with replacing(path) as temporary:
        _write_layers(temporary, tables)
        with closing(sqlite3.connect(temporary)) as connection, connection:
            _add_foreign_keys(connection)
            _add_records(connection, findings)
            _add_qgis(connection, path.name, _layers(findings), _span(findings), _extent(tables))
    return [path]


def _write_layers(path: Path, tables: dict[str, geopandas.GeoDataFrame]) -> None:
    import pyogrio

    with _fixed_clock():
        for name, table in tables.items():
            kind = GEOMETRIES.get(name)
            where = {"geometry_type": kind, "promote_to_multi": kind == "MultiPolygon"} if kind else {}
            content = table if kind else table.drop(columns=table.geometry.name)
            dataset = {} if path.exists() else {"VERSION": VERSION}
            pyogrio.write_dataframe(
                content, path, layer=name, driver="GPKG", append=False, use_arrow=by_arrow(), dataset_options=dataset,
                layer_options={"GEOMETRY_NAME": GEOMETRY_COLUMN} if kind else {}, **where,
            )  # fmt: skip


@contextmanager
def _fixed_clock() -> Iterator[None]:
    import pyogrio

    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": STAMP})
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": None})


def _add_foreign_keys(connection: sqlite3.Connection) -> None:
    """Declare incident_fid as a reference to incidents: SQLite has no statement that adds a constraint to a table."""
    connection.execute("PRAGMA writable_schema = ON")
    for table in CHILDREN:
        connection.execute(
            """UPDATE sqlite_master SET sql = replace(sql, '"incident_fid" INTEGER',
            '"incident_fid" INTEGER REFERENCES "incidents"("fid")') WHERE type = 'table' AND name = ?""",
            (table,),
        )
        connection.execute(f'CREATE INDEX "{table}_incident_fid" ON "{table}" (incident_fid)')
    connection.execute("PRAGMA writable_schema = RESET")


def _add_records(connection: sqlite3.Connection, findings: Findings) -> None:
    """Add what :func:`geoinc.load` reads back, as a table of its own: nobody wants it among an incident's attributes."""
    from geoinc.export.codec import dumps_each

    connection.execute(f"CREATE TABLE {RECORDS} (id INTEGER PRIMARY KEY, record TEXT NOT NULL)")
    texts = ((text,) for text in dumps_each(findings.incidents))
    connection.executemany(f"INSERT INTO {RECORDS} (record) VALUES (?)", texts)  # noqa: S608 - ours


def _layers(findings: Findings) -> list[ExportLayer]:
    categories = types_of(findings)
    return [
        ExportLayer("incidents", "Point", categories, timed=True),
        ExportLayer("areas50", "Polygon", categories, timed=True),
        ExportLayer("areas90", "Polygon", categories, timed=True),
        ExportLayer("mentions", "Point"),
        ExportLayer("claims", ""),
    ]


def _span(findings: Findings) -> tuple[datetime, datetime] | None:
    starts = [i.start for i in findings.incidents if i.start is not None]
    ends = [i.end or i.start for i in findings.incidents if i.start is not None]
    return (min(starts), max(e for e in ends if e is not None)) if starts else None


def _extent(tables: dict[str, geopandas.GeoDataFrame]) -> Box | None:
    """Return the box of all areas with a margin around, or None where nothing is located."""
    shapes = tables["areas90"].geometry
    if not len(shapes):
        return None
    west, south, east, north = (float(side) for side in shapes.total_bounds)
    margin = max(MARGIN * max(east - west, north - south), LEAST_MARGIN_DEG)
    return max(west - margin, -180.0), max(south - margin, -90.0), min(east + margin, 180.0), min(north + margin, 90.0)


def _add_qgis(
    connection: sqlite3.Connection,
    file_name: str,
    layers: list[ExportLayer],
    span: tuple[datetime, datetime] | None,
    extent: Box | None,
) -> None:
    connection.execute(
        """CREATE TABLE layer_styles (id INTEGER PRIMARY KEY, f_table_catalog TEXT, f_table_schema TEXT,
        f_table_name TEXT, f_geometry_column TEXT, styleName TEXT, styleQML TEXT, styleSLD TEXT, useAsDefault BOOLEAN,
        description TEXT, owner TEXT, ui TEXT, update_time DATETIME)"""
    )
    for layer in layers:
        if layer.geometry:
            values = (layer.table, GEOMETRY_COLUMN, PROJECT_NAME, style(layer), sld(layer, layer.table), STAMP)
            connection.execute(
                """INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column,
                styleName, styleQML, styleSLD, useAsDefault, description, owner, update_time)
                VALUES ('', '', ?, ?, ?, ?, ?, 1, '', '', ?)""",
                values,
            )
    connection.execute("CREATE TABLE qgis_projects (name TEXT PRIMARY KEY, metadata BLOB, content BLOB)")
    connection.execute(
        "INSERT INTO qgis_projects VALUES (?, ?, ?)",
        (
            PROJECT_NAME,
            json.dumps({"last_modified_time": STAMP, "last_modified_user": ""}),
            project_content(file_name, layers, span, extent),
        ),
    )
    connection.executemany(
        """INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change)
        VALUES (?, 'attributes', ?, '', ?)""",
        [(name, name, STAMP) for name in ("layer_styles", RECORDS)],
    )
