"""GeoParquet 1.1 with a bbox covering column, so that readers skip what they do not show, and lists as lists.

geopandas writes the geometries and what the standard wants said of them; the lists, for which pandas has no type of its
own, join them as Arrow arrays.
"""

from __future__ import annotations

import io
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from geoinc.errors import MissingExtraError
from geoinc.export.fields import INCIDENT_FIELDS, RECORD_FIELD, FieldType
from geoinc.export.files import replacing_all
from geoinc.export.frames import Tables

if TYPE_CHECKING:
    from pathlib import Path

    import geopandas
    import pyarrow as pa

    from geoinc.model import Findings

STANDARD: dict[str, Any] = {"schema_version": "1.1.0", "write_covering_bbox": True}
CLAIM_TYPES = {"min": "int64", "max": "int64", "negated": "bool_", "subset": "bool_"}
CLAIM_KEYS = (
    "harm", "min", "max", "operator", "victims", "side", "speaker", "negated", "subset", "stance", "quote", "document",
)  # fmt: skip
SOURCE_KEYS = ("document", "title", "source", "uri", "published")
STRUCTS = {"claims": CLAIM_KEYS, "sources": SOURCE_KEYS}
"""Lists of more than text, with the keys of their items."""


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
        pq.write_table(_incidents(tables, record=record), points_file)
        tables.frame("areas").to_parquet(areas_file, **STANDARD)
    return [path, areas]


def _incidents(tables: Tables, *, record: bool) -> pa.Table:
    """Return the incidents, with their lists where the table of fields has them."""
    import pyarrow as pa

    fields = (*INCIDENT_FIELDS, RECORD_FIELD) if record else INCIDENT_FIELDS
    found = tables.columns(fields)
    table = _table(tables.incidents([f for f in fields if f.type is not FieldType.LIST]))
    for position, field in enumerate(fields):
        if field.type is FieldType.LIST:
            table = table.add_column(position, field.name, pa.array(found[field.name], type=_list_type(field.name)))
    return table


def _list_type(name: str) -> pa.DataType:
    import pyarrow as pa

    keys = STRUCTS.get(name)
    if keys is None:
        return pa.list_(pa.string())
    return pa.list_(pa.struct([(key, getattr(pa, CLAIM_TYPES.get(key, "string"))()) for key in keys]))


def _table(table: geopandas.GeoDataFrame) -> pa.Table:
    """Return a table without lists as Arrow has it, with GeoParquet's metadata and column of boxes.

    geopandas makes those alone, of the geometries; all other columns go the straight way.
    """
    import pandas as pd
    import pyarrow as pa
    import pyarrow.parquet as pq

    buffer = io.BytesIO()
    name = table.geometry.name
    table[[name]].to_parquet(buffer, compression=None, use_dictionary=False, write_statistics=False, **STANDARD)
    buffer.seek(0)
    shapes = pq.read_table(buffer)
    found = pa.Table.from_pandas(pd.DataFrame(table.drop(columns=name)).assign(**{name: None}))
    found = found.set_column(found.num_columns - 1, shapes.schema.field(name), shapes[name])
    found = found.append_column(shapes.schema.field("bbox"), shapes["bbox"])
    for position, column in enumerate(found.columns):
        if pa.types.is_dictionary(column.type):  # as a file has them, whatever pandas keeps text in
            found = found.set_column(position, found.field(position).name, _with_plain_text(column.combine_chunks()))
    return found.replace_schema_metadata({**found.schema.metadata, b"geo": shapes.schema.metadata[b"geo"]})


def _with_plain_text(categories: pa.DictionaryArray) -> pa.DictionaryArray:
    import pyarrow as pa

    return pa.DictionaryArray.from_arrays(categories.indices, categories.dictionary.cast(pa.string()))
