"""GDAL for files from outside, locked up: a process of its own, one driver, no network, no file but the one given.

GDAL goes by a file's content, not by its name: a virtual dataset named ``x.kml`` would have it fetch addresses and read
other files. So the ending names the driver, and every other one is taken out before GDAL starts (``GDAL_SKIP``), which
needs a process of its own: the drivers of this one belong to the user. The process may write no file, and a file that
makes GDAL crash ends that process alone. Packed files are unpacked first, so that GDAL needs none of its archive or
network file systems.

The process (``gdal_process.py``) answers in lines of JSON: what the file's layers are, then their features, a batch a line.
"""

from __future__ import annotations

import base64
import binascii
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self

from geoinc.gazetteer.sources.importing import cannot_import

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

DRIVERS: Final = {
    ".shp": ("ESRI Shapefile",),
    ".geojson": ("GeoJSON",),
    ".json": ("GeoJSON",),
    ".gpkg": ("GPKG",),
    ".fgb": ("FlatGeobuf",),
    ".gml": ("GML",),
    ".kml": ("LIBKML", "KML"),
    ".sqlite": ("SQLite",),
    ".db": ("SQLite",),
}
"""GDAL's drivers for each ending; of two the first that this GDAL has."""

ONWARD: Final = ("GDAL_", "OGR_", "CPL_", "VSI_", "AWS_", "GS_", "AZURE_", "PROJ_NETWORK")
"""What begins so in the environment steers GDAL, or tells it of accounts: it is not handed on."""

CLOSED: Final = {
    "GDAL_DRIVER_PATH": "disable",
    "GDAL_DISABLE_READDIR_ON_OPEN": "TRUE",
    "GML_DOWNLOAD_SCHEMA": "NO",
    "GML_SKIP_RESOLVE_ELEMS": "ALL",
    "GML_SKIP_CORRUPTED_FEATURES": "NO",
    "LIBKML_RESOLVE_STYLE": "NO",
    "OGR_SQLITE_LOAD_EXTENSIONS": "",
    "CPL_VSIL_CURL_ALLOWED_EXTENSIONS": "{none}",
    "GDAL_HTTP_PROXY": "http://127.0.0.1:9",
    "PROJ_NETWORK": "OFF",
}

PROCESS: Final = Path(__file__).with_name("gdal_process.py")


def layers(path: Path) -> list[dict[str, Any]]:
    """Return name and coordinate system of each of a file's layers.

    Raises
    ------
    PackError
        For a file that its driver cannot open.
    """
    with _Reading(path, None) as reading:
        found: list[dict[str, Any]] = next(iter(reading), {}).get("layers", [])
        return found


def features(path: Path, layer: str) -> Iterator[tuple[dict[str, Any], bytes | None]]:
    """Yield the attributes and the WKB (or None) of every feature of a layer.

    Raises
    ------
    PackError
        For a file that its driver cannot read, at its start or on the way.
    """
    with _Reading(path, layer) as reading:
        for message in reading:
            fields = message.get("fields", [])
            for values, shape in zip(message.get("rows", []), message.get("shapes", []), strict=True):
                yield dict(zip(fields, values, strict=True)), _bytes(path, shape)


def _bytes(path: Path, text: str | None) -> bytes | None:
    try:
        return None if text is None else base64.b64decode(text)
    except binascii.Error:  # pragma: no cover - our own process wrote it
        cannot_import(path, "GDAL answered nonsense")


class _Reading:
    """The process, and the messages that come from it; it ends with the ``with``, whatever happens."""

    def __init__(self, path: Path, layer: str | None) -> None:
        self.path = path
        driver = _driver(path)
        # -P: a file numpy.py in the folder where the user stands is not ours
        command = [sys.executable, "-P", str(PROCESS), driver, str(path.absolute()), *([layer] if layer else [])]
        self._process = subprocess.Popen(  # noqa: S603 - our own module
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=_environment(driver)
        )  # fmt: skip

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()
        assert self._process.stdout is not None
        self._process.stdout.close()

    def __iter__(self) -> Iterator[dict[str, Any]]:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            message = json.loads(line)
            if "error" in message:
                cannot_import(self.path, message["error"])
            if "end" in message:
                return
            yield message
        cannot_import(self.path, f"GDAL broke off while reading it (status {self._process.wait()})")


def _driver(path: Path) -> str:
    import pyogrio

    there = pyogrio.list_drivers()
    found = [name for name in DRIVERS.get(path.suffix.lower(), ()) if name in there]
    if not found:
        cannot_import(path, f"files ending in {path.suffix!r} are not read; there are {', '.join(DRIVERS)}")
    return found[0]


def _environment(driver: str) -> Mapping[str, str]:
    import pyogrio

    inherited = {name: value for name, value in os.environ.items() if not name.startswith(ONWARD)}
    skipped = ",".join(sorted(name for name in pyogrio.list_drivers() if name != driver))
    return {**inherited, **CLOSED, "GDAL_SKIP": skipped, "OGR_SKIP": skipped}
