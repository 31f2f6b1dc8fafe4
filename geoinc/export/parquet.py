"""GeoParquet 1.1 with a bbox covering column, so that readers skip what they do not show, and lists as lists.

geopandas writes the geometries and what the standard wants said of them; all other columns join them as Arrow arrays.
"""

from __future__ import annotations

import io
import json
from importlib.util import find_spec
from itertools import accumulate, chain, starmap
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from geoinc.errors import MissingExtraError
from geoinc.export.fields import INCIDENT_FIELDS, RECORD_FIELD, ExportField, FieldType
from geoinc.export.files import replacing_all
from geoinc.export.frames import AREA_FIELDS, AREA_SHARES, CATEGORIES, Tables, with_shapes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import pyarrow as pa
    from shapely import Geometry

    from geoinc.model import Claim, Findings

STANDARD: dict[str, Any] = {"schema_version": "1.1.0", "write_covering_bbox": True}
CLAIMS, SOURCES = "claims", "sources"
"""The lists of more than text."""

CLAIM_TYPES = {"min": "int64", "max": "int64", "negated": "bool_", "subset": "bool_"}
CLAIM_ITEMS = {
    **{
        key: key
        for key in ("harm", "min", "max", "operator", "victims", "side", "speaker", "negated", "subset", "stance")
    },
    "quote": "span.text",
    "document": "span.document_id",
}
"""What is written of each claim, and where it stands in it."""

SOURCE_KEYS = ("document", "title", "source", "uri", "published")
SHARES = AREA_SHARES["areas"]
PANDAS_TYPES = {
    "large_string": "str",
    "int64": "Int64",
    "double": "float64",
    "timestamp[us, tz=UTC]": "datetime64[us, UTC]",
    "bool": "boolean",
}
"""What pandas reads columns as, by their type in Arrow."""


def write(findings: Findings, path: Path, *, record: bool = False) -> list[Path]:
    """Write the incidents' points to ``path`` and their areas to NAME.areas.parquet.

    Parameters
    ----------
    findings
        What to write.
    path
        Of the points.
    record
        Add the column that :func:`geoinc.load` reads back.

    Raises
    ------
    MissingExtraError
        Where pyarrow is not installed.
    """
    if find_spec("pyarrow") is None:
        message = "GeoParquet needs pyarrow: pip install 'geoinc[parquet]'"
        raise MissingExtraError(message)
    import pyarrow.parquet as pq

    tables = Tables(findings)
    areas = path.with_name(f"{path.stem}.areas{path.suffix}")
    with replacing_all([path, areas]) as (points_file, areas_file):
        points = _incidents(tables, record=record)
        pq.write_table(points, points_file)
        pq.write_table(_areas(tables, points), areas_file)
    return [path, areas]


def _incidents(tables: Tables, *, record: bool) -> pa.Table:
    """Return the incidents at their best points, straight from their values."""
    import pyarrow as pa

    fields = (*INCIDENT_FIELDS, RECORD_FIELD) if record else INCIDENT_FIELDS
    found = tables.columns([field for field in fields if field.name not in {CLAIMS, SOURCES}])

    def column(field: ExportField) -> pa.Array:
        if field.name == CLAIMS:
            return _claims(tables.held(CLAIMS))
        if field.name == SOURCES:
            return _sources(*tables.sources())
        if field.name in CATEGORIES:
            return _categories(found[field.name])
        return pa.array(found[field.name], type=_arrow_type(field))

    regions = tables.held("location.region")
    return _table({f.name: column(f) for f in fields}, [None if r is None else r.best for r in regions])


def _areas(tables: Tables, points: pa.Table) -> pa.Table:
    """Return the areas of the incidents that have one, a row a share."""
    import pyarrow as pa

    regions = {row: region for row, region in enumerate(tables.held("location.region")) if region is not None}
    rows = pa.array([row for row in regions for _ in SHARES], type=pa.int64())
    told = points.select([field.name for field in AREA_FIELDS]).take(rows).combine_chunks()
    columns = dict(zip(told.column_names, (c.chunk(0) for c in told.columns), strict=True))
    shares = pa.array([share / 100 for share in SHARES] * len(regions), type=pa.float64())
    named = {"incident_id": columns.pop("id"), "probability": shares, **columns}
    return _table(named, [area for region in regions.values() for area in (region.area90, region.area50)])


def _arrow_type(field: ExportField) -> pa.DataType:
    import pyarrow as pa

    if field.type is FieldType.LIST:
        return pa.list_(pa.string())
    return {
        FieldType.TEXT: pa.large_string(),
        FieldType.INTEGER: pa.int64(),
        FieldType.REAL: pa.float64(),
        FieldType.DATETIME: pa.timestamp("us", "UTC"),
        FieldType.FLAG: pa.bool_(),
    }[field.type]


def _claims(several: Sequence[Sequence[Claim]]) -> pa.ListArray:
    """Return lists of claims, made a column at a time."""
    import pyarrow as pa

    every = list(chain.from_iterable(several))
    types = {key: getattr(pa, CLAIM_TYPES.get(key, "string"))() for key in CLAIM_ITEMS}
    columns = [pa.array(map(attrgetter(where), every), type=types[key]) for key, where in CLAIM_ITEMS.items()]
    ends = pa.array([0, *accumulate(map(len, several))], type=pa.int32())
    return pa.ListArray.from_arrays(
        ends, pa.StructArray.from_arrays(columns, fields=list(starmap(pa.field, types.items())))
    )


def _sources(made: Sequence[Mapping[str, str | None]], several: Sequence[Sequence[int]]) -> pa.ListArray:
    """Return lists of documents, by their numbers among those that are ``made``."""
    import pyarrow as pa

    each = pa.array(made, pa.struct([(key, pa.string()) for key in SOURCE_KEYS]))
    ends = pa.array([0, *accumulate(map(len, several))], type=pa.int32())
    return pa.ListArray.from_arrays(ends, each.take(pa.array(chain.from_iterable(several), pa.int64())))


def _categories(values: Sequence[str | None]) -> pa.DictionaryArray:
    """Return text as categories in the order of the alphabet, as pandas numbers them."""
    import pyarrow as pa

    kinds = sorted({value for value in values if value is not None})
    numbers = {kind: number for number, kind in enumerate(kinds)} | {None: None}
    return pa.DictionaryArray.from_arrays(
        pa.array([numbers[value] for value in values], pa.int8()), pa.array(kinds, pa.string())
    )


def _table(columns: Mapping[str, pa.Array], shapes: Sequence[Geometry | None]) -> pa.Table:
    """Return columns and shapes as a table with GeoParquet's metadata and column of boxes.

    geopandas makes both of a few of the shapes: one of each type, and those that reach farthest, which are all that the
    metadata tells of.
    """
    import numpy as np
    import pandas as pd
    import pyarrow as pa
    import pyarrow.parquet as pq
    import shapely

    drawn = np.array([*shapes, None], dtype=object)[:-1]  # with None no array of coordinates is made of points
    bounds = shapely.bounds(drawn)
    some = set(np.unique(shapely.get_type_id(drawn), return_index=True)[1].tolist())
    if np.isfinite(bounds).any():
        some.update(np.nanargmin(bounds[:, :2], axis=0).tolist(), np.nanargmax(bounds[:, 2:], axis=0).tolist())
    few = sorted(some)
    buffer = io.BytesIO()
    with_shapes(pd.DataFrame(index=range(len(few))), drawn[few].tolist()).to_parquet(buffer, **STANDARD)
    buffer.seek(0)
    schema = pq.read_schema(buffer)
    box = pa.StructArray.from_arrays(
        [pa.array(side, from_pandas=True) for side in bounds.T], fields=list(schema.field("bbox").type)
    )
    metadata = {b"pandas": _as_pandas_has(columns, schema.names[0], len(drawn)), b"geo": schema.metadata[b"geo"]}
    fields = [pa.field(name, column.type) for name, column in columns.items()]
    geometry = pa.array(shapely.to_wkb(drawn, flavor="iso"), pa.binary())
    return pa.table([*columns.values(), geometry, box], schema=pa.schema([*fields, *schema], metadata=metadata))


def _as_pandas_has(columns: Mapping[str, pa.Array], geometry: str, rows: int) -> bytes:
    """Return what pandas says of its columns and rows.

    It is asked of a table without rows, with one column a type and one for each of categories; names and the number of rows
    are put in.
    """
    import pandas as pd
    import pyarrow as pa

    def empty(column: pa.Array) -> pd.Series:
        kinds = pd.CategoricalDtype(column.dictionary.to_pandas()) if pa.types.is_dictionary(column.type) else None
        return pd.Series([], dtype=kinds or PANDAS_TYPES[str(column.type)])

    plain = {name: column for name, column in columns.items() if not pa.types.is_list(column.type)}
    asked = {name: name if pa.types.is_dictionary(c.type) else str(c.type) for name, c in plain.items()}
    table = {asked[name]: empty(column) for name, column in {asked[n]: (n, c) for n, c in plain.items()}.values()}
    table[geometry] = pd.Series([], dtype=object)
    said = json.loads(pa.Schema.from_pandas(pd.DataFrame(table)).metadata[b"pandas"])
    told = {column["name"]: column for column in said["columns"]}
    asked[geometry] = geometry
    said["columns"] = [told[of] | {"name": name, "field_name": name} for name, of in asked.items()]
    said["index_columns"][0]["stop"] = rows
    return json.dumps(said).encode()
