"""Findings as GeoDataFrames: the table of fields with pandas' own types, and flat ones for files without lists."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from geoinc.export.fields import (
    CLAIM_FIELDS,
    INCIDENT_FIELDS,
    MENTION_FIELDS,
    Field,
    FieldType,
    claim_subjects,
    incident_subjects,
    mention_subjects,
    row,
)

if TYPE_CHECKING:
    import geopandas
    from shapely import Geometry

    from geoinc.model import Findings

CRS = "EPSG:4326"
CATEGORIES = frozenset({"status", "event_type", "time_grain", "harm", "operator", "stance", "kind", "place_kind"})
PANDAS_TYPES = {
    FieldType.TEXT: "str",
    FieldType.INTEGER: "Int64",
    FieldType.REAL: "float64",
    FieldType.DATETIME: "datetime64[us, UTC]",
    FieldType.FLAG: "boolean",
}
AREA_NAMES = ("id", "title", "event_type", "event_start", "event_end", "local_date", "radius_m")
AREA_FIELDS = tuple(f for f in INCIDENT_FIELDS if f.name in AREA_NAMES)


def frame(findings: Findings, layer: str) -> geopandas.GeoDataFrame:
    """Return one of the layers incidents, areas, areas50, areas90, mentions and claims (EPSG:4326)."""
    return _LAYERS[layer](findings)


def flat(table: geopandas.GeoDataFrame) -> geopandas.GeoDataFrame:
    """Return a table for formats without lists or categories: lists become JSON text, categories text."""
    columns = {}
    for name, column in table.drop(columns=table.geometry.name).items():
        if column.dtype == "object":
            columns[name] = column.map(json_text).astype("str")
        elif column.dtype == "category":
            columns[name] = column.astype("str")
    return table.assign(**columns)


def json_text(value: Any) -> str | None:  # noqa: ANN401 - any list field's value
    """Return a list as JSON text; None stays None."""
    return None if value is None else json.dumps(value, ensure_ascii=False)


def utc_text(moment: datetime) -> str:
    """Return an aware date-time as ISO 8601 in UTC with a Z, to the second; years have four digits."""
    from datetime import UTC

    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _incidents(findings: Findings) -> geopandas.GeoDataFrame:
    subjects = list(incident_subjects(findings))
    regions = [s.incident.location.region for s in subjects]
    return _table(INCIDENT_FIELDS, subjects, [None if r is None else r.best for r in regions])


def _areas(*shares: int) -> Callable[[Findings], geopandas.GeoDataFrame]:
    def build(findings: Findings) -> geopandas.GeoDataFrame:
        located = [s for s in incident_subjects(findings) if s.incident.location.region is not None]
        shapes = [getattr(s.incident.location.region, f"area{share}") for s in located for share in shares]
        table = _table(AREA_FIELDS, [s for s in located for _ in shares], shapes).rename(columns={"id": "incident_id"})
        table.insert(1, "probability", [share / 100 for share in shares] * len(located))
        return table

    return build


def _mentions(findings: Findings) -> geopandas.GeoDataFrame:
    subjects = list(mention_subjects(findings))
    places = [s.resolution.place if s.resolution.pinned else None for s in subjects]
    return _table(MENTION_FIELDS, subjects, [None if p is None else p.point for p in places])


def _claims(findings: Findings) -> geopandas.GeoDataFrame:
    subjects = list(claim_subjects(findings))
    regions = [s.incident.location.region for s in subjects]
    return _table(CLAIM_FIELDS, subjects, [None if r is None else r.best for r in regions])


_LAYERS: dict[str, Callable[[Findings], geopandas.GeoDataFrame]] = {
    "incidents": _incidents,
    "areas": _areas(90, 50),
    "areas50": _areas(50),
    "areas90": _areas(90),
    "mentions": _mentions,
    "claims": _claims,
}


def _table(
    fields: Sequence[Field], subjects: Iterable[Any], geometries: Sequence[Geometry | None]
) -> geopandas.GeoDataFrame:
    import geopandas
    import pandas as pd

    rows = [row(fields, subject) for subject in subjects]
    columns = {f.name: pd.Series([r[f.name] for r in rows], dtype=_dtype(f)) for f in fields}
    return geopandas.GeoDataFrame(columns, geometry=list(geometries), crs=CRS)


def _dtype(field: Field) -> str:
    if field.name in CATEGORIES:
        return "category"
    return PANDAS_TYPES.get(field.type, "object")
