"""GDAL for files from outside, locked up: a process of its own, one driver, no network, no file but the one given.

GDAL goes by a file's content, not by its name: a virtual dataset named ``x.kml`` would have it fetch addresses and read
other files. So the ending names the driver, and every other one is taken out before GDAL starts (``GDAL_SKIP``), which
needs a process of its own: the drivers of this one belong to the user. The process may write no file, and a file that
makes GDAL crash ends that process alone. Packed files are unpacked first, so that GDAL needs none of its archive or
network file systems.

The process answers in lines of JSON: what the file's layers are, then their features, a batch a line.
"""

from __future__ import annotations

import base64
import binascii
import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any, Final, Self

from geoinc.gazetteer.sources.importing import cannot_import

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from numpy.typing import NDArray

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

FIRST_BATCH: Final = 1_000
LARGEST_BATCH: Final = 128_000
"""Features read at once: each time twice as many, for with each batch GDAL may begin at the file's start again."""

DRIVER_VARIABLE: Final = "GEOINC_GDAL_DRIVER"
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
MEMORY_BYTES: Final = 16_000_000_000
"""Address space that the process may take; GDAL and its libraries take about one of these gigabytes without any data."""


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
        command = [sys.executable, "-P", "-m", __spec__.name, str(path.absolute()), *([layer] if layer else [])]
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
    return {**inherited, **CLOSED, "GDAL_SKIP": skipped, "OGR_SKIP": skipped, DRIVER_VARIABLE: driver}


def _close() -> None:
    """Take from this process what reading a file does not need; what a system does not know is passed over."""
    try:
        import resource
    except ImportError:  # pragma: no cover - Windows
        return
    for limit, value in ((resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0), (resource.RLIMIT_AS, MEMORY_BYTES)):
        _, most = resource.getrlimit(limit)
        resource.setrlimit(limit, (value if most == resource.RLIM_INFINITY else min(value, most), most))


def _answer(path: str, layer: str | None) -> Iterator[dict[str, Any]]:
    """Yield the messages about a file: its layers, or the features of one of them."""
    import pyogrio
    import pyogrio.raw

    driver = os.environ[DRIVER_VARIABLE]
    if set(pyogrio.list_drivers()) != {driver}:
        yield {"error": f"this GDAL ({pyogrio.__gdal_version_string__}) cannot be kept to the driver {driver}"}
        return
    try:
        if layer is None:
            names = [str(name) for name, _ in pyogrio.list_layers(path)]
            crs = [pyogrio.read_info(path, layer=name).get("crs") for name in names]
            yield {"layers": [{"name": name, "crs": system} for name, system in zip(names, crs, strict=True)]}
        else:
            yield from _features(path, layer)
    except Exception as error:  # noqa: BLE001 - whatever a reader of foreign bytes raises
        yield {"error": f"GDAL cannot read it ({str(error).split(chr(10), maxsplit=1)[0][:200]})"}
        return
    yield {"end": True}


def _features(path: str, layer: str) -> Iterator[dict[str, Any]]:
    import pyogrio.raw

    start, most = 0, FIRST_BATCH
    while True:
        meta, _, shapes, values = pyogrio.raw.read(path, layer=layer, skip_features=start, max_features=most)
        count = len(values[0]) if len(values) else len(shapes) if shapes is not None else 0
        if not count:
            return
        columns = [_plain(column) for column in values]
        yield {
            "fields": [str(name) for name in meta["fields"]],
            "rows": [[column[number] for column in columns] for number in range(count)],
            "shapes": [None] * count if shapes is None else [_base64(shape) for shape in shapes],
        }
        start, most = start + count, min(2 * most, LARGEST_BATCH)


def _plain(column: NDArray[Any]) -> list[Any]:
    """Return a column as JSON can hold it: dates and whatever else is rare as text, numbers that are none as None."""
    found = (column.astype(str) if column.dtype.kind in "Mm" else column).tolist()
    plain = (str, int, float, bool, type(None))
    texts = [value if isinstance(value, plain) else str(value) for value in found]
    return [None if isinstance(value, float) and value != value else value for value in texts]  # noqa: PLR0124 - NaN


def _base64(shape: bytes | None) -> str | None:
    return None if shape is None else base64.b64encode(shape).decode()


def main(path: str, layer: str | None = None) -> None:
    """Write the messages about a file to standard output."""
    _close()
    for message in _answer(path, layer):
        sys.stdout.write(f"{json.dumps(message)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:3])
