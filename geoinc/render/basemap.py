"""The basemap inside the page: land, lakes, rivers, borders, clipped to what is shown, and labels.

The whole world is there coarsely, so that one can zoom out; around the findings it is drawn as finely as a budget of
points allows; and where findings lie far apart, the neighbourhood of each is drawn as finely as the data goes. The
linework has no names and does not say which borders are disputed: ``assets/disputed.csv`` lists boxes in which
border lines are drawn dashed.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import numpy as np

from geoinc.errors import LexiconError
from geoinc.geo.linework import CoastType, Layer, LevelOfDetail, lines
from geoinc.model import PlaceKind
from geoinc.render import clip
from geoinc.render.neighbourhoods import cells_of, rectangles
from geoinc.render.options import Basemap
from geoinc.render.shapes import encode_all, rings_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from shapely import Geometry

    from geoinc.model import Outline, PlaceLabel
    from geoinc.render.clip import Box, Geometries


@dataclass(frozen=True, slots=True)
class Grade:
    """How finely linework is drawn: the coast, the lines, the quantum, and below what length rivers are left out."""

    coast: LevelOfDetail
    line: LevelOfDetail
    quantum_deg: float
    river_deg: float


FINEST = Grade(LevelOfDetail.HIGH, LevelOfDetail.FULL, 0.0002, 0.0)
"""Points some 200 m apart, kept to 20 m. The full coast would be four times as much for half a millimetre of screen."""

GRADES = {
    Basemap.RICH: (
        FINEST,
        Grade(LevelOfDetail.HIGH, LevelOfDetail.HIGH, 0.0005, 0.0),
        Grade(LevelOfDetail.INTERMEDIATE, LevelOfDetail.INTERMEDIATE, 0.002, 0.0),
        Grade(LevelOfDetail.LOW, LevelOfDetail.LOW, 0.005, 0.3),
        Grade(LevelOfDetail.CRUDE, LevelOfDetail.CRUDE, 0.02, 2.0),
    ),
    Basemap.PLAIN: (
        Grade(LevelOfDetail.INTERMEDIATE, LevelOfDetail.INTERMEDIATE, 0.002, 0.0),
        Grade(LevelOfDetail.LOW, LevelOfDetail.LOW, 0.005, 0.3),
        Grade(LevelOfDetail.CRUDE, LevelOfDetail.CRUDE, 0.02, 2.0),
    ),
}
"""Finest first. Quanta are about a fifth of the distance between points; thousands of brooks would only grey a map of
half the world."""

POINT_BUDGET = {Basemap.RICH: 110_000, Basemap.PLAIN: 42_000}
"""Points of linework around the findings: about two and a half characters each."""

NEAR_BUDGET = 38_000
"""Points of the neighbourhoods, where the linework around the findings is coarser than there could be."""

WORLD = {Basemap.RICH: (LevelOfDetail.LOW, 0.02), Basemap.PLAIN: (LevelOfDetail.CRUDE, 0.05)}
"""Of the whole world: how finely it is drawn, and the quantum, degrees."""

WORLD_AREA_KM2 = 2_000.0
"""Smaller islands and lakes are left out of the coarse world."""

MIN_SPAN_DEG, PADDING = 4.0, 0.9
"""The detail reaches at least this far, and this share of the findings' own span beyond them on each side."""

SURVEYED_DEG, DERIVED_DEG, WAY_DEG = 0.004, 0.02, 0.0002
"""Quanta of borders of units, which are rough where they are derived, and of ways, which a user's own pack knows well."""

WAYS = {PlaceKind.ROAD}

MAX_LABELS = {Basemap.RICH: 1_800, Basemap.PLAIN: 1_500}

_INLAND = (CoastType.LAKE, CoastType.ISLAND_IN_LAKE, CoastType.POND)
"""Rings of water within land, islands in them and ponds on those: filled by the even-odd rule, each undoes the other."""


def basemap(
    shown: Box | None,
    labels: Sequence[PlaceLabel],
    *,
    outlines: Sequence[Outline] = (),
    windows: Iterable[Box] = (),
    style: Basemap = Basemap.RICH,
) -> dict[str, Any]:
    """Return the basemap for the page.

    Parameters
    ----------
    shown
        West, south, east, north of the findings, degrees.
    labels
        Names, of which the most important are kept.
    outlines
        Borders of units, roads and other lines around the findings.
    windows
        Boxes around single findings, which are drawn as finely as the data goes.
    style
        How much of it the page is to hold.
    """
    box = None if shown is None else widen(shown)
    grade = None if box is None else _grade(box, style)
    near = style is Basemap.RICH and grade is not FINEST
    linework = {
        "world": _world(style),
        "detail": None if box is None or grade is None else _drawn([box], grade) | {"box": [round(e, 3) for e in box]},
        "near": _near(windows) if near else None,
    }
    if grade is not None:
        _release(grade, style)
    return linework | {
        "units": _units(outlines),
        "ways": _ways(outlines),
        "labels": [[p.name, round(p.lon, 4), round(p.lat, 4), p.rank, p.kind.value] for p in _chosen(labels, style)],
    }


def widen(shown: Box) -> Box:
    """Return the box of the detail: the findings' own, padded, and never smaller than a few degrees."""
    west, south, east, north = shown
    across = max((east - west) * PADDING, (MIN_SPAN_DEG - (east - west)) / 2)
    along = max((north - south) * PADDING, (MIN_SPAN_DEG - (north - south)) / 2)
    return west - across, max(south - along, -90.0), east + across, min(north + along, 90.0)


def _chosen(labels: Sequence[PlaceLabel], style: Basemap) -> list[PlaceLabel]:
    return sorted(labels, key=lambda label: label.rank)[: MAX_LABELS[style]]


@lru_cache(maxsize=2)
def _world(style: Basemap) -> dict[str, Any]:
    resolution, quantum = WORLD[style]
    coast, borders = lines(Layer.COAST, resolution), lines(Layer.BORDERS, resolution)
    large = coast.area_km2 >= WORLD_AREA_KM2
    inland = np.isin(coast.type, _INLAND)
    return {
        "q": quantum,
        "land": _encoded(clip.whole(coast, large & ~inland), quantum, quantum),
        "lakes": _encoded(clip.whole(coast, large & inland), quantum, quantum),
        "borders": _encoded(clip.whole(borders, np.ones(len(borders), bool)), quantum, quantum),
    }


def _layers(grade: Grade) -> dict[Layer, LevelOfDetail]:
    return {Layer.COAST: grade.coast, Layer.BORDERS: grade.line, Layer.RIVERS: grade.line}


def _grade(box: Box, style: Basemap) -> Grade:
    """Return the finest grade whose points within the box stay within the budget, or the last."""
    grades = GRADES[style]
    sizes = (sum(clip.points_within(lines(*each), box) for each in _layers(g).items()) for g in grades)
    return next((g for g, size in zip(grades, sizes, strict=True) if size <= POINT_BUDGET[style]), grades[-1])


def _release(grade: Grade, style: Basemap) -> None:
    """Let the points of all grades that were looked at leave memory: what follows looks at the gazetteer."""
    grades = GRADES[style]
    for each in grades[: grades.index(grade) + 1]:
        for layer in _layers(each).items():
            lines(*layer).release()


def _near(windows: Iterable[Box]) -> dict[str, Any] | None:
    """Return the finest linework of the neighbourhoods, those of most findings first, within the budget."""
    cells = cells_of(windows)
    if not cells:
        return None
    sizes = sum(clip.points_by_cell(lines(*each), cells) for each in _layers(FINEST).items())
    kept = [cell for cell, spent in zip(cells, np.cumsum(sizes), strict=True) if spent <= NEAR_BUDGET]
    boxes = rectangles(kept)
    return _drawn(boxes, FINEST) | {"boxes": [[round(e, 3) for e in box] for box in boxes]} if boxes else None


def _drawn(boxes: Sequence[Box], grade: Grade) -> dict[str, Any]:
    """Return the linework within boxes that do not overlap."""
    quantum = grade.quantum_deg
    coast = lines(Layer.COAST, grade.coast)
    inland = np.isin(coast.type, _INLAND)
    borders = clip.lines_within(lines(Layer.BORDERS, grade.line), boxes)
    disputed = clip.boxes(disputed_boxes())
    rivers = clip.lines_within(lines(Layer.RIVERS, grade.line), boxes)
    return {
        "q": quantum,
        "land": rings_of(clip.areas_within(coast, ~inland, boxes), quantum),
        "lakes": rings_of(clip.areas_within(coast, inland, boxes), quantum),
        "borders": _encoded(clip.outside(borders, disputed), quantum),
        "disputed": _encoded(clip.inside(borders, disputed), quantum),
        "rivers": _encoded(clip.longer(rivers, grade.river_deg), quantum),
    }


def _units(outlines: Sequence[Outline]) -> dict[str, Any]:
    """Return the borders of units: those that were surveyed, and those that were derived."""
    found: dict[str, Any] = {}
    for name, quantum, surveyed in (("surveyed", SURVEYED_DEG, True), ("derived", DERIVED_DEG, False)):
        borders = [o.geometry for o in outlines if o.kind not in WAYS and o.surveyed == surveyed]
        found[name] = {"q": quantum, "lines": [t for border in borders for t in _line_texts(border, quantum)]}
    return found


def _ways(outlines: Sequence[Outline]) -> dict[str, Any]:
    """Return roads and other lines of users' packs: kind, name, lines."""
    ways = [[o.kind.value, o.name, _line_texts(o.geometry, WAY_DEG)] for o in outlines if o.kind in WAYS]
    return {"q": WAY_DEG, "lines": ways}


def _line_texts(geometry: Geometry, quantum_deg: float) -> list[str]:
    return _encoded(clip.parts([np.atleast_1d(geometry)], clip.LINE), quantum_deg)


def _encoded(drawn: Geometries, quantum_deg: float, tolerance_deg: float | None = None) -> list[str]:
    import shapely

    slim = shapely.simplify(drawn, quantum_deg / 2 if tolerance_deg is None else tolerance_deg)
    counts = shapely.get_num_coordinates(slim)
    return encode_all(shapely.get_coordinates(slim), np.concatenate(([0], np.cumsum(counts))), quantum_deg)


@lru_cache(maxsize=1)
def disputed_boxes() -> tuple[Box, ...]:
    """Return the boxes (west, south, east, north) within which borders are drawn dashed.

    Raises
    ------
    LexiconError
        For a row that is no box, by file and line.
    """
    path = files("geoinc.render") / "assets" / "disputed.csv"
    rows = path.read_text("utf-8").splitlines()
    return tuple(_box(row, number) for number, row in enumerate(csv.DictReader(rows), start=2))


def _box(row: dict[str, str], number: int) -> Box:
    try:
        west, south, east, north = (float(row[edge]) for edge in ("west", "south", "east", "north"))
    except (KeyError, TypeError, ValueError):
        west, south, east, north = 0, 0, 0, 0
    if not (-180 <= west < east <= 180 and -90 <= south < north <= 90):
        message = f"disputed.csv, line {number}: not a box of west < east, south < north in degrees"
        raise LexiconError(message, path="disputed.csv", line=number)
    return west, south, east, north
