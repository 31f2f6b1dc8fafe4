"""Findings as GeoDataFrames: the table of fields with pandas' own types."""

from __future__ import annotations

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
    from collections.abc import Callable, Iterable, Sequence

    import geopandas
    from shapely import Geometry

    from geoinc.model import Findings

CRS = "EPSG:4326"
CATEGORIES = frozenset({"status", "event_type", "time_grain", "harm", "operator", "stance", "kind", "place_kind"})
PANDAS_TYPES = {
    FieldType.INTEGER: "Int64",
    FieldType.REAL: "float64",
    FieldType.DATETIME: "datetime64[us, UTC]",
    FieldType.FLAG: "boolean",
}
AREA_NAMES = ("id", "title", "event_type", "event_start", "event_end", "radius_m")


def frame(findings: Findings, layer: str) -> geopandas.GeoDataFrame:
    """Return one of the layers incidents, areas, mentions and claims (EPSG:4326)."""
    return _LAYERS[layer](findings)


def _incidents(findings: Findings) -> geopandas.GeoDataFrame:
    subjects = list(incident_subjects(findings))
    regions = [s.incident.location.region for s in subjects]
    return _table(INCIDENT_FIELDS, subjects, [None if r is None else r.best for r in regions])


def _areas(findings: Findings) -> geopandas.GeoDataFrame:
    located = [s for s in incident_subjects(findings) if s.incident.location.region is not None]
    fields = [f for f in INCIDENT_FIELDS if f.name in AREA_NAMES]
    subjects = [s for s in located for _ in range(2)]
    regions = [r for s in located if (r := s.incident.location.region) is not None]
    table = _table(fields, subjects, [area for r in regions for area in (r.area90, r.area50)])
    table = table.rename(columns={"id": "incident_id"})
    table.insert(1, "probability", [0.9, 0.5] * len(located))
    return table


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
    "areas": _areas,
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
