"""A static map for print: PNG through matplotlib, with the embedded basemap; needs no network and no screen."""

from __future__ import annotations

import math
from importlib.util import find_spec
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from geoinc.errors import MissingExtraError
from geoinc.export.files import replacing
from geoinc.geo.linework import CoastType, Layer, Resolution, features

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from matplotlib.axes import Axes
    from numpy.typing import NDArray
    from shapely import Geometry

    from geoinc.model import Findings, PlaceLabel, Region

WIDTH_IN, DPI = 9.0, 200
SHOW = 0.62
"""Height of the picture as a share of its width."""

MARGIN = 0.6
MIN_SPAN_DEG = 1.2
FINE_BELOW_DEG, LOW_BELOW_DEG = 25.0, 120.0
LABELS = 40
NUMBERED = 30
"""More incidents than this are drawn without a number and a line in the legend."""

LEAST_PX = {Layer.COAST: 3, Layer.RIVERS: 40, Layer.BORDERS: 3}
"""Smaller features are left out: they would only speckle."""
LAND, SEA, RIVER, BORDER, TEXT = "#f4f1ea", "#dbe7ee", "#8fb4cc", "#a09a90", "#444444"
AREA, DOT = "#d55e00", "#000000"
"""Okabe–Ito vermilion for areas."""

KM_PER_DEGREE = 111.32
"""Length of a degree along the equator of WGS 84."""


class View(NamedTuple):
    """What the picture shows, in degrees; longitudes may run past 180 so that the Pacific stays whole."""

    west: float
    south: float
    east: float
    north: float


def write(findings: Findings, path: Path) -> list[Path]:
    """Write the picture.

    Raises
    ------
    MissingExtraError
        Where matplotlib is not installed.
    """
    if find_spec("matplotlib") is None:
        message = "pictures need matplotlib: pip install 'geoinc[picture]'"
        raise MissingExtraError(message)
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDTH_IN, WIDTH_IN * SHOW), dpi=DPI)
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0, 0, 1, 1))
    _draw(axes, findings)
    with replacing(path) as temporary:
        figure.savefig(temporary, format="png", metadata={"Software": "geoinc"})
    return [path]


def _draw(axes: Axes, findings: Findings) -> None:
    located = [(i, i.location.region) for i in findings.incidents if i.location.region is not None]
    view = _view([region for _, region in located])
    axes.set(xlim=(view.west, view.east), ylim=(view.south, view.north), xticks=[], yticks=[], facecolor=SEA)
    axes.set_aspect(1 / math.cos(math.radians((view.south + view.north) / 2)))
    _basemap(axes, view)
    _incidents(axes, view, [region for _, region in located])
    _labels(axes, view, findings.labels)
    _scale(axes, view)
    legend = "\n".join(f"{n}  {_short(i.title)}" for n, (i, _) in enumerate(located[:NUMBERED], 1))
    if len(located) > NUMBERED:
        legend += f"\nand {len(located) - NUMBERED} more"
    box = {"facecolor": "white", "alpha": 0.85, "edgecolor": "none", "pad": 4}
    axes.text(
        0.01, 0.985, legend or "no located incident", transform=axes.transAxes, va="top", size=7, bbox=box, zorder=9
    )


def _short(title: str, limit: int = 90) -> str:
    """Return a title on one line; a dollar sign would start mathematics."""
    line = " ".join(title.split()).replace("$", r"\$")
    return line if len(line) <= limit else f"{line[: limit - 1]}…"


def _view(regions: list[Region]) -> View:
    if not regions:
        return View(-180, -60, 180, 80)
    import shapely

    centre = regions[0].best.x
    boxes = [_unwrapped(part, centre).bounds for r in regions for part in shapely.get_parts(r.area90)]
    west, south = min(b[0] for b in boxes), min(b[1] for b in boxes)
    east, north = max(b[2] for b in boxes), max(b[3] for b in boxes)
    x, y = (west + east) / 2, (south + north) / 2
    stretch = math.cos(math.radians(y)) * SHOW
    wide = max((east - west) * (1 + MARGIN), (north - south) * (1 + MARGIN) / max(stretch, 0.05), MIN_SPAN_DEG)
    return View(x - wide / 2, y - wide * stretch / 2, x + wide / 2, y + wide * stretch / 2)


def _unwrapped(geometry: Geometry, centre: float) -> Geometry:
    """Return a geometry moved by whole turns to lie near a longitude."""
    import shapely

    turns = round((centre - (geometry.bounds[0] + geometry.bounds[2]) / 2) / 360)
    return shapely.transform(geometry, lambda c: np.add(c, (360.0 * turns, 0.0))) if turns else geometry


def _basemap(axes: Axes, view: View) -> None:
    from matplotlib.collections import LineCollection, PolyCollection

    wide = view.east - view.west
    resolution = _resolution(wide)
    coasts = list(_visible(Layer.COAST, resolution, view))
    for kind in CoastType:
        colour = LAND if kind in {CoastType.LAND, CoastType.ISLAND_IN_LAKE} else SEA
        rings = [line for line, found in coasts if found == kind]
        axes.add_collection(PolyCollection(rings, facecolor=colour, edgecolor=BORDER, linewidth=0.4, zorder=kind))
    for layer, colour, width in ((Layer.RIVERS, RIVER, 0.6), (Layer.BORDERS, BORDER, 0.8)):
        lines = [line for line, _ in _visible(layer, resolution, view)]
        axes.add_collection(LineCollection(lines, colors=colour, linewidth=width, zorder=5))


def _resolution(wide_deg: float) -> Resolution:
    if wide_deg < FINE_BELOW_DEG:
        return Resolution.INTERMEDIATE
    return Resolution.LOW if wide_deg < LOW_BELOW_DEG else Resolution.CRUDE


def _visible(layer: Layer, resolution: Resolution, view: View) -> Iterator[tuple[NDArray[np.float32], int]]:
    """Yield the lines that reach into the view and are larger than a few of its pixels."""
    least = (view.east - view.west) / (WIDTH_IN * DPI) * LEAST_PX[layer]
    for feature in features(layer, resolution):
        low, high = feature.lonlat.min(axis=0), feature.lonlat.max(axis=0)
        if max(high - low) < least or low[1] > view.north or high[1] < view.south:
            continue
        for turn in (-360.0, 0.0, 360.0):
            if low[0] + turn < view.east and high[0] + turn > view.west:
                yield feature.lonlat + np.array((turn, 0.0), dtype=np.float32), feature.type


def _incidents(axes: Axes, view: View, regions: list[Region]) -> None:
    import shapely
    from matplotlib.collections import PolyCollection

    centre = (view.west + view.east) / 2
    for name, alpha in (("area90", 0.2), ("area50", 0.35)):
        parts = (part for region in regions for part in shapely.get_parts(getattr(region, name)))
        rings = [np.asarray(_unwrapped(part, centre).exterior.coords) for part in parts]
        axes.add_collection(PolyCollection(rings, facecolor=(AREA, alpha), edgecolor=AREA, linewidth=0.8, zorder=6))
    points = [_unwrapped(region.best, centre) for region in regions]
    axes.plot([p.x for p in points], [p.y for p in points], "o", color=DOT, markersize=3, zorder=8)
    for number, point in enumerate(points[:NUMBERED], 1):
        at = (point.x, point.y)
        axes.annotate(str(number), at, (4, 4), textcoords="offset points", size=8, weight="bold", zorder=8)


def _labels(axes: Axes, view: View, labels: Iterable[PlaceLabel]) -> None:
    inside = [x for x in labels if view.west < x.lon < view.east and view.south < x.lat < view.north]
    apart = ((view.east - view.west) / 12, (view.north - view.south) / 25)
    drawn: list[PlaceLabel] = []
    for label in inside:
        if len(drawn) == LABELS or any(_collide(label, other, apart) for other in drawn):
            continue
        drawn.append(label)
        axes.plot(label.lon, label.lat, ".", color=TEXT, markersize=2, zorder=7)
        name = _short(label.name, 40)
        axes.annotate(name, (label.lon, label.lat), (2, 2), textcoords="offset points", size=6, color=TEXT, zorder=7)


def _collide(a: PlaceLabel, b: PlaceLabel, apart: tuple[float, float]) -> bool:
    return abs(a.lon - b.lon) < apart[0] and abs(a.lat - b.lat) < apart[1]


def _scale(axes: Axes, view: View) -> None:
    """Draw a scale bar of a round length, about a fifth of the picture, true at the middle latitude."""
    km_per_degree = KM_PER_DEGREE * math.cos(math.radians((view.south + view.north) / 2))
    fifth = (view.east - view.west) * km_per_degree / 5
    digit = 10 ** math.floor(math.log10(fifth))
    length = next(n * digit for n in (5, 2, 1) if n * digit <= fifth)
    x, y = view.west + (view.east - view.west) * 0.03, view.south + (view.north - view.south) * 0.04
    axes.plot([x, x + length / km_per_degree], [y, y], color=TEXT, linewidth=2, zorder=9)
    axes.annotate(f"{length:g} km", (x, y), (0, 4), textcoords="offset points", size=7, color=TEXT, zorder=9)
