"""Findings as GeoDataFrames: the table of fields with pandas' own types, and flat ones for files without lists."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from importlib.util import find_spec
from itertools import compress
from json.encoder import encode_basestring
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from geoinc.export.fields import (
    CLAIM_FIELDS,
    INCIDENT_FIELDS,
    MENTION_FIELDS,
    ExportField,
    FieldType,
    claim_subjects,
    columns,
    incident_subjects,
    mention_subjects,
    sources,
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
TEXTS = {str}
"""The types in the lists that most are: an encoder for each is what takes its time."""
AREA_NAMES = ("id", "title", "event_type", "event_start", "event_end", "local_date", "radius_m")
AREA_FIELDS = tuple(f for f in INCIDENT_FIELDS if f.name in AREA_NAMES)
AREA_SHARES = {"areas": (90, 50), "areas50": (50,), "areas90": (90,)}


def frame(findings: Findings, layer: str) -> geopandas.GeoDataFrame:
    """Return one of the layers incidents, areas, areas50, areas90, mentions and claims (EPSG:4326)."""
    return Tables(findings).frame(layer)


class Tables:
    """The layers of findings as tables; what several of them say of an incident is found once."""

    def __init__(self, findings: Findings) -> None:
        """Keep the findings."""
        self._findings = findings
        self._subjects = incident_subjects(findings)
        self._found: dict[str, list[Any]] = {}

    def frame(self, layer: str) -> geopandas.GeoDataFrame:
        """Return one of the layers that :func:`frame` does."""
        if layer == "incidents":
            return self.incidents(INCIDENT_FIELDS)
        if layer in AREA_SHARES:
            return self._areas(AREA_SHARES[layer])
        return _mentions(self._findings) if layer == "mentions" else _claims(self._findings)

    def columns(self, fields: Sequence[ExportField]) -> dict[str, list[Any]]:
        """Return the values of the incidents by field name."""
        self._found |= columns([f for f in fields if f.name not in self._found], self._subjects)
        return {f.name: self._found[f.name] for f in fields}

    def held(self, name: str) -> Sequence[Any]:
        """Return what the incidents hold, by its name in them."""
        return self._subjects.held[name]

    def sources(self) -> tuple[list[dict[str, Any]], list[list[int]]]:
        """Return the documents that the incidents rest on, each once, and of each incident their numbers."""
        return sources(self._subjects)

    def incidents(self, fields: Sequence[ExportField]) -> geopandas.GeoDataFrame:
        """Return the incidents at their best points, with some of the fields."""
        regions = [s.incident.location.region for s in self._subjects]
        return _table(fields, self.columns(fields), [None if r is None else r.best for r in regions])

    def _areas(self, shares: Sequence[int]) -> geopandas.GeoDataFrame:
        """Return the areas of the incidents that have one, a row a share."""
        import pandas as pd

        regions = [s.incident.location.region for s in self._subjects]
        parts = [attrgetter(f"area{share}") for share in shares]
        shapes = [part(region) for region in regions if region is not None for part in parts]
        found = self.columns(AREA_FIELDS)
        if len(shapes) < len(parts) * len(regions):
            there = [region is not None for region in regions]
            found = {name: list(compress(values, there)) for name, values in found.items()}
        once = pd.DataFrame({f.name: _one_series(found[f.name], f) for f in AREA_FIELDS})
        rows = once.loc[once.index.repeat(len(shares))].reset_index(drop=True) if len(shares) > 1 else once
        table = with_shapes(rows, shapes).rename(columns={"id": "incident_id"})
        table.insert(1, "probability", [share / 100 for share in shares] * len(once))
        return table


def flat(table: geopandas.GeoDataFrame) -> geopandas.GeoDataFrame:
    """Return a table for formats without lists or categories: lists become JSON text, categories text."""
    changed = {}
    for name, column in table.drop(columns=table.geometry.name).items():
        if column.dtype == "object":
            changed[name] = _text_series([json_text(value) for value in column])
        elif column.dtype == "category":
            changed[name] = column.astype("str")
    return table.assign(**changed)


@cache
def by_arrow() -> bool:
    """Tell whether GDAL can be handed whole columns: several times as fast, where pyarrow is installed."""
    return find_spec("pyarrow") is not None


def json_text(value: Any) -> str | None:  # noqa: ANN401 - any list field's value
    """Return a list as JSON text; None stays None."""
    if not value:
        return None if value is None else "[]"
    if value.__class__ is list and set(map(type, value)) == TEXTS:
        return f"[{', '.join(map(encode_basestring, value))}]"
    return _encode(value)


def utc_text(moment: datetime) -> str:
    """Return an aware date-time as ISO 8601 in UTC with a Z, to the second; years have four digits."""
    from datetime import UTC

    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _mentions(findings: Findings) -> geopandas.GeoDataFrame:
    subjects = list(mention_subjects(findings))
    places = [s.resolution.place if s.resolution.pinned else None for s in subjects]
    found = columns(MENTION_FIELDS, subjects)
    return _table(MENTION_FIELDS, found, [None if p is None else p.point for p in places])


def _claims(findings: Findings) -> geopandas.GeoDataFrame:
    subjects = list(claim_subjects(findings))
    regions = [s.incident.location.region for s in subjects]
    found = columns(CLAIM_FIELDS, subjects)
    return _table(CLAIM_FIELDS, found, [None if r is None else r.best for r in regions])


def _table(
    fields: Sequence[ExportField], found: Mapping[str, list[Any]], geometries: Sequence[Geometry | None]
) -> geopandas.GeoDataFrame:
    import pandas as pd

    return with_shapes(pd.DataFrame({f.name: _one_series(found[f.name], f) for f in fields}), geometries)


def _one_series(values: list[Any], field: ExportField) -> pd.Series:
    """Return values as pandas has them; text by way of Arrow, most columns of numbers, which have none, at once."""
    import pandas as pd

    if field.name in CATEGORIES:
        kinds = sorted({value for value in values if value is not None})
        numbers = {kind: number for number, kind in enumerate(kinds)} | {None: -1}
        return pd.Series(pd.Categorical.from_codes([numbers[value] for value in values], pd.Index(kinds, dtype="str")))
    if field.type is FieldType.TEXT:
        return _text_series(values)
    if field.type is FieldType.INTEGER and values.count(None) == len(values):
        import numpy as np

        nothing = np.zeros(len(values), dtype=np.int64), np.ones(len(values), dtype=bool)
        return pd.Series(pd.arrays.IntegerArray(*nothing))
    return pd.Series(values, dtype=PANDAS_TYPES.get(field.type, "object"))


def _text_series(values: Sequence[str | None]) -> pd.Series:
    """Return text as pandas has it, by way of Arrow where that is installed."""
    import pandas as pd

    if not by_arrow():
        return pd.Series(values, dtype="str")
    import pyarrow as pa

    return pd.Series(pd.array(pa.array(values, type=pa.large_string()), dtype="str"))


def with_shapes(table: pd.DataFrame, geometries: Sequence[Geometry | None]) -> geopandas.GeoDataFrame:
    """Return a table with geometries, one a row (EPSG:4326)."""
    import geopandas
    import numpy as np

    shapes = np.empty(len(geometries), dtype=object)
    shapes[:] = geometries
    return geopandas.GeoDataFrame(table, geometry=shapes, crs=CRS)
