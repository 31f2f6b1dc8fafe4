"""GIS exports: findings to files, one module a format, chosen by the ending."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from geoinc.errors import ExportError

if TYPE_CHECKING:
    from os import PathLike

    from geoinc.model import Findings

FORMATS = {
    ".geojson": "geoinc.export.geojson",
}


def write(findings: Findings, path: str | PathLike[str]) -> list[Path]:
    """Write findings in the format of the path's ending; return the files written.

    Raises
    ------
    ExportError
        Where the ending is unknown or the file cannot be written; nothing is half-written.
    """
    path = Path(path)
    home = FORMATS.get(path.suffix.lower())
    if home is None:
        known = ", ".join(sorted(FORMATS))
        message = f"{path}: the ending {path.suffix!r} is not known; use one of {known} or .html"
        raise ExportError(message, file=str(path))
    written: list[Path] = import_module(home).write(findings, path)
    return written
