"""Vector files that GDAL reads: Natural Earth, OpenStreetMap extracts, the user's own GeoJSON, GeoPackage, shapefile."""

from __future__ import annotations

import re
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from geoinc.gazetteer.records import Reject
from geoinc.gazetteer.sources import archives, locked_gdal
from geoinc.gazetteer.sources.importing import BadRow, cannot_import, checked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from geoinc.gazetteer.records import Item
    from geoinc.gazetteer.sources.mapping import RowReader

    Transform = Callable[[NDArray[np.float64]], NDArray[np.float64]]

PACKED: Final = frozenset({".zip", ".gz", ".bz2"})
COPIED: Final = frozenset({".gml"})
"""What GDAL reads only where it may write a file beside it."""

SIDECARS: Final = frozenset({".dbf", ".shx", ".prj", ".cpg"})
"""What belongs to a shapefile, and is unpacked with it."""

DEGREES: Final = ("EPSG:4326", "OGC:CRS84", "EPSG:4269", "EPSG:4258")
"""Systems whose coordinates are taken as WGS 84 as they are: they differ from it by metres at most."""

_READS_FILES: Final = re.compile(r"grids|PARAMETERFILE|PROJ4|PROJ_?PIPELINE", re.IGNORECASE)
"""What in a coordinate system's text has PROJ open files that it names."""


def features(path: Path, reader: RowReader, *, layer: str | None = None) -> Iterator[Item]:
    """Yield the places of every feature of every layer (or of one), a batch at a time.

    Raises
    ------
    PackError
        For a file that GDAL cannot open, without layers, or in an unknown coordinate system.
    """
    position = 0
    with _unpacked(path) as files:
        for file in files:
            for found in _chosen(path, file, layer):
                transform = _to_degrees(path, found["crs"])
                for row, shape in locked_gdal.features(file, found["name"]):
                    position += 1
                    yield _item(path, position, row, shape, reader=reader, transform=transform)


def _chosen(path: Path, file: Path, layer: str | None) -> list[dict[str, Any]]:
    there = locked_gdal.layers(file)
    chosen = [one for one in there if layer in {None, one["name"]}]
    if not chosen:
        cannot_import(
            path, f"it has no layer {layer!r}; it has {', '.join(str(one['name']) for one in there) or 'none'}"
        )
    return chosen


@contextmanager
def _unpacked(path: Path) -> Iterator[list[Path]]:
    """Give the vector files of a packed file, unpacked for the time being; a plain one as it is."""
    if path.suffix.lower() not in {*PACKED, *COPIED}:
        yield [path]
        return
    with tempfile.TemporaryDirectory(prefix="geoinc-") as folder:
        if path.suffix.lower() in COPIED:
            yield [Path(shutil.copy(path, folder))]
        else:
            yield archives.unpacked(path, Path(folder), endings=frozenset(locked_gdal.DRIVERS), beside=SIDECARS)


def _item(  # noqa: PLR0913 - where a feature stands and how it is read
    path: Path,
    position: int,
    row: dict[str, Any],
    shape: bytes | None,
    *,
    reader: RowReader,
    transform: Transform | None,
) -> Item:
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


def _to_degrees(path: Path, system: str | None) -> Transform | None:
    if not system or system in DEGREES:
        return None
    from pyproj import Transformer
    from pyproj.exceptions import CRSError, ProjError

    if _READS_FILES.search(system):
        cannot_import(path, "its coordinate system names files to be read; save it in EPSG:4326")
    try:
        transformer = Transformer.from_crs(system, "EPSG:4326", always_xy=True)
    except (CRSError, ProjError) as error:
        cannot_import(path, f"its coordinate system is not known ({_first_line(error)})")
    return lambda xy: np.column_stack(transformer.transform(xy[:, 0], xy[:, 1]))


def _first_line(error: Exception) -> str:
    return str(error).split("\n", maxsplit=1)[0][:200]
