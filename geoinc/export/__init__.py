"""GIS exports: findings to files, one module a format, chosen by the ending."""

from __future__ import annotations

import logging
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geoinc import garbage
from geoinc.errors import ExportError, MissingExtraError

if TYPE_CHECKING:
    from os import PathLike

    from geoinc.model import Findings

log = logging.getLogger(__name__)

FORMATS = {
    ".geojson": "geojson:write",
    ".gpkg": "geopackage:write",
    ".kml": "kml:write",
    ".kmz": "kml:write_kmz",
    ".acled.csv": "codebooks.acled:write",
    ".ucdp.csv": "codebooks.ucdp:write",
    ".hxl.csv": "codebooks.hxl:write",
    ".dwc.csv": "codebooks.darwin_core:write",
    ".timemap.json": "codebooks.timemap:write",
    ".csv": "csvfiles:write",
    ".parquet": "parquet:write",
    ".fgb": "flatgeobuf:write",
    ".xlsx": "excel:write",
    ".sld": "styles:write",
    ".stix.json": "stix:write",
    ".png": "picture:write",
}
"""Module and function of each ending; longer endings come before those they end in."""

NEEDS = {".parquet": ("pyarrow", "parquet"), ".png": ("matplotlib", "picture")}
"""The package that an ending needs besides, and the extra that installs it."""


def write(findings: Findings, path: str | PathLike[str], **options: Any) -> list[Path]:  # noqa: ANN401 - a format's own
    """Write findings in the format of the path's ending; return the files written.

    Raises
    ------
    ExportError
        Where the ending is unknown or the file cannot be written; nothing is half-written.
    """
    path = Path(path)
    log.info("writing %s", path)
    module, function = writer(path).split(":")
    with garbage.kept():
        written: list[Path] = getattr(import_module(f"geoinc.export.{module}"), function)(findings, path, **options)
    return written


def writer(path: Path) -> str:
    """Return the module and function that write a path's ending, as ``module:function``.

    Raises
    ------
    ExportError
        Where the ending is unknown.
    """
    home = next((home for ending, home in FORMATS.items() if path.name.lower().endswith(ending)), None)
    if home is None:
        known = ", ".join(FORMATS)
        message = f"{path}: the ending {path.suffix!r} is not known; use .html or one of {known}"
        raise ExportError(message, file=str(path))
    return home


def require(path: Path) -> None:
    """Refuse a path whose format needs what is not installed, before any work is done for it.

    Raises
    ------
    MissingExtraError
        Names the command that installs it.
    """
    package, extra = NEEDS.get(path.suffix.lower(), ("", ""))
    if package and find_spec(package) is None:
        message = f"{path.suffix} files need {package}: pip install 'geoinc[{extra}]'"
        raise MissingExtraError(message)
