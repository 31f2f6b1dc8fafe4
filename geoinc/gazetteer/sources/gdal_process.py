"""The process in which GDAL reads one file from outside; ``locked_gdal.py`` says how it is locked up, starts it and listens.

It runs as a script and imports nothing of geoinc, so that it starts in a quarter of the time.
"""

from __future__ import annotations

import base64
import json
import sys
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

UNUSED: Final = ("geopandas", "pandas", "pyarrow", "pyproj", "shapely")
"""What pyogrio imports where it is there, and does not need to read a file."""

FIRST_BATCH: Final = 1_000
LARGEST_BATCH: Final = 128_000
"""Features read at once: each time twice as many, for with each batch GDAL may begin at the file's start again."""

MEMORY_BYTES: Final = 16_000_000_000
"""Address space that the process may take; GDAL and its libraries take about one of these gigabytes without any data."""


def _close() -> None:
    """Take from this process what reading a file does not need; what a system does not know is passed over."""
    try:
        import resource
    except ImportError:  # pragma: no cover - Windows
        return
    for limit, value in ((resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0), (resource.RLIMIT_AS, MEMORY_BYTES)):
        _, most = resource.getrlimit(limit)
        resource.setrlimit(limit, (value if most == resource.RLIM_INFINITY else min(value, most), most))


def _answer(driver: str, path: str, layer: str | None) -> Iterator[dict[str, Any]]:
    """Yield the messages about a file: its layers, or the features of one of them."""
    import pyogrio
    import pyogrio.raw

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


def main(driver: str, path: str, layer: str | None = None) -> None:
    """Write the messages about a file to standard output."""
    _close()
    for name in UNUSED:
        sys.modules[name] = None  # type: ignore[assignment] # so that importing it is refused
    for message in _answer(driver, path, layer):
        sys.stdout.write(f"{json.dumps(message)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:4])
