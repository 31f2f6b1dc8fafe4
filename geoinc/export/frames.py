"""Findings as GeoDataFrames: the table of fields with pandas' own types, and flat ones for files without lists."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from importlib.util import find_spec
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from geoinc.export.fields import (
    CLAIM_FIELDS,
    INCIDENT_FIELDS,
    MENTION_FIELDS,
    ExportField,
    FieldType,
    Subject,
    claim_subjects,
    columns,
    incident_subjects,
    mention_subjects,
)

if TYPE_CHECKING:
    import geopandas
    import pandas as pd
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
_encode = json.JSONEncoder(ensure_ascii=False).encode
AREA_NAMES = ("id", "title", "event_type", "event_start", "event_end", "local_date", "radius_m")
AREA_FIELDS = tuple(f for f in INCIDENT_FIELDS if f.name in AREA_NAMES)


def frame(findings: Findings, layer: str) -> geopandas.GeoDataFrame:
    """Return one of the layers incidents, areas, areas50, areas90, mentions and claims (EPSG:4326)."""
    return _LAYERS[layer](findings)


def incident_frame(
    fields: Sequence[ExportField], found: Mapping[str, list[Any]], subjects: Sequence[Subject]
) -> geopandas.GeoDataFrame:
    """Return a table of incidents with some of the fields, whose values are found already."""
    import pandas as pd

    regions = [s.incident.location.region for s in subjects]
    series = {f.name: _one_series(found[f.name], f) for f in fields}
    return _with_shapes(pd.DataFrame(series), [None if r is None else r.best for r in regions])


def flat(table: geopandas.GeoDataFrame) -> geopandas.GeoDataFrame:
    """Return a table for formats without lists or categories: lists become JSON text, categories text."""
    import pandas as pd

    changed = {}
    for name, column in table.drop(columns=table.geometry.name).items():
        if column.dtype == "object":
            changed[name] = pd.Series([json_text(value) for value in column], dtype="str", index=column.index)
        elif column.dtype == "category":
            changed[name] = column.astype("str")
    return table.assign(**changed)


def by_arrow() -> bool:
    """Tell whether GDAL can be handed whole columns: several times as fast, where pyarrow is installed."""
    return find_spec("pyarrow") is not None


def json_text(value: Any) -> str | None:  # noqa: ANN401 - any list field's value
    """Return a list as JSON text; None stays None."""
    if not value:
        return None if value is None else "[]"
    return _encode(value)


def utc_text(moment: datetime) -> str:
    """Return an aware date-time as ISO 8601 in UTC with a Z, to the second; years have four digits."""
    from datetime import UTC

    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _incidents(findings: Findings) -> geopandas.GeoDataFrame:
    subjects = list(incident_subjects(findings))
    return incident_frame(INCIDENT_FIELDS, columns(INCIDENT_FIELDS, subjects), subjects)


def _areas(*shares: int) -> Callable[[Findings], geopandas.GeoDataFrame]:
    def build(findings: Findings) -> geopandas.GeoDataFrame:
        import pandas as pd

        located = [s for s in incident_subjects(findings) if s.incident.location.region is not None]
        parts = {share: attrgetter(f"area{share}") for share in shares}
        shapes = [part(s.incident.location.region) for s in located for part in parts.values()]
        once = pd.DataFrame(_series(AREA_FIELDS, located))
        table = _with_shapes(once.loc[once.index.repeat(len(shares))].reset_index(drop=True), shapes)
        table = table.rename(columns={"id": "incident_id"})
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
    fields: Sequence[ExportField], subjects: Sequence[Any], geometries: Sequence[Geometry | None]
) -> geopandas.GeoDataFrame:
    import pandas as pd

    return _with_shapes(pd.DataFrame(_series(fields, subjects)), geometries)


def _series(fields: Sequence[ExportField], subjects: Sequence[Any]) -> dict[str, pd.Series]:
    found = columns(fields, subjects)
    return {f.name: _one_series(found[f.name], f) for f in fields}


def _one_series(values: list[Any], field: ExportField) -> pd.Series:
    """Return values as pandas has them; most columns of numbers have none, and are made at once."""
    import pandas as pd

    if field.type is FieldType.INTEGER and values.count(None) == len(values):
        import numpy as np

        nothing = np.zeros(len(values), dtype=np.int64), np.ones(len(values), dtype=bool)
        return pd.Series(pd.arrays.IntegerArray(*nothing))
    return pd.Series(values, dtype=_dtype(field))


def _with_shapes(table: pd.DataFrame, geometries: Sequence[Geometry | None]) -> geopandas.GeoDataFrame:
    import geopandas
    import numpy as np

    shapes = np.empty(len(geometries), dtype=object)
    shapes[:] = geometries
    return geopandas.GeoDataFrame(table, geometry=shapes, crs=CRS)


def _dtype(field: ExportField) -> str:
    if field.name in CATEGORIES:
        return "category"
    return PANDAS_TYPES.get(field.type, "object")
