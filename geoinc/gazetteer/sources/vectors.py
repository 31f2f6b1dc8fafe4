"""Vector files that GDAL reads: Natural Earth, OpenStreetMap extracts, the user's own GeoJSON, GeoPackage, shapefile."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from geoinc.gazetteer.records import Reject
from geoinc.gazetteer.sources.importing import BadRow, cannot_import, checked

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from geoinc.gazetteer.records import Item
    from geoinc.gazetteer.sources.mapping import Reader

BATCH = 1_000
"""Features read at once: enough for speed, few enough for memory."""

DEGREES = ("EPSG:4326", "OGC:CRS84", "EPSG:4269", "EPSG:4258")
"""Systems whose coordinates are taken as WGS 84 as they are: they differ from it by metres at most."""


def features(path: Path, reader: Reader, *, layer: str | None = None) -> Iterator[Item]:
    """Yield the places of every feature of every layer (or of one), a batch at a time.

    Raises
    ------
    PackError
        For a file that GDAL cannot open, without layers, or in an unknown coordinate system.
    """
    position = 0
    for name in [layer] if layer else layers(path):
        transform = _to_degrees(path, name)
        for columns, shapes in _batches(path, name):
            for number, shape in enumerate(shapes):
                position += 1
                row = {column: values[number] for column, values in columns.items()}
                yield _item(path, position, row, shape, reader=reader, transform=transform)


def layers(path: Path) -> list[str]:
    """Return the names of a file's layers."""
    import pyogrio

    try:
        return [str(name) for name, _ in pyogrio.list_layers(_source(path))]
    except (pyogrio.errors.DataSourceError, ValueError) as error:
        cannot_import(path, f"GDAL cannot read it ({_first_line(error)})")


def _item(path: Path, position: int, row: dict[str, Any], shape: Any, *, reader: Reader, transform: Any) -> Item:  # noqa: ANN401, PLR0913
    import shapely

    try:
        geometry = shapely.from_wkb(shape) if shape is not None else None
        if geometry is not None and transform is not None:
            geometry = shapely.transform(geometry, transform)
        return checked(reader.record(row, position, geometry))
    except BadRow as why:
        return Reject(path.name, position, str(why))
    except shapely.errors.GEOSException as error:
        return Reject(path.name, position, f"its geometry cannot be read ({_first_line(error)})")


def _batches(path: Path, layer: str) -> Iterator[tuple[dict[str, Any], Any]]:
    import pyogrio
    import pyogrio.raw

    start = 0
    while True:
        try:
            meta, _, shapes, values = pyogrio.raw.read(
                _source(path), layer=layer, skip_features=start, max_features=BATCH
            )
        except (pyogrio.errors.DataSourceError, pyogrio.errors.FeatureError, ValueError, RuntimeError) as error:
            cannot_import(path, f"GDAL cannot read feature {start + 1} or after ({_first_line(error)})")
        count = len(values[0]) if len(values) else len(shapes) if shapes is not None else 0
        if not count:
            return
        yield dict(zip(meta["fields"], values, strict=True)), shapes if shapes is not None else [None] * count
        start += count


def _to_degrees(path: Path, layer: str) -> Any:  # noqa: ANN401 - a function of an array of coordinates, or None
    import pyogrio

    system = pyogrio.read_info(_source(path), layer=layer).get("crs")
    if not system or system in DEGREES:
        return None
    from pyproj import Transformer
    from pyproj.exceptions import CRSError

    try:
        transformer = Transformer.from_crs(system, "EPSG:4326", always_xy=True)
    except CRSError as error:
        cannot_import(path, f"its coordinate system is not known ({_first_line(error)})")
    return lambda xy: np.column_stack(transformer.transform(xy[:, 0], xy[:, 1]))


def _source(path: Path) -> str:
    packed = {".zip": "/vsizip/", ".gz": "/vsigzip/"}.get(path.suffix, "")
    return f"{packed}{path}"


def _first_line(error: Exception) -> str:
    return str(error).split("\n", maxsplit=1)[0][:200]
