"""A static map for print: PNG through matplotlib, with the embedded basemap; needs no network and no screen."""

from __future__ import annotations

import math
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import numpy as np

from geoinc.errors import MissingExtraError
from geoinc.export.files import replacing
from geoinc.geo.linework import CoastType, Layer, LevelOfDetail, features

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from matplotlib.axes import Axes
    from matplotlib.text import Annotation, Text
    from matplotlib.transforms import Bbox
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

Across = Literal["left", "right"]
Up = Literal["top", "bottom"]
CORNERS: tuple[tuple[Across, Up], ...] = (("left", "top"), ("right", "top"), ("right", "bottom"))
EDGE_SHARE = 0.012
"""How far the legend stays from the edge, as a share of the picture."""

AROUND = (
    (1, 1),
    (1, 0),
    (-1, 1),
    (-1, 0),
    (1, -1),
    (-1, -1),
    (0, 1),
    (0, -1),
    (0.5, 1),
    (-0.5, 1),
    (0.5, -1),
    (-0.5, -1),
)
"""Where around its point a number may stand, best first."""

RINGS_PT, WIDER_PT = (8.0, 16.0, 26.0, 38.0, 52.0, 68.0, 86.0, 106.0), 2.2
SAME_SPOT_PX, PAD_PX, DOT_PX = 9.0, 8.0, 4.0

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
    _areas(axes, view, [region for _, region in located])
    centre = (view.west + view.east) / 2
    points = [_unwrapped(region.best, centre) for _, region in located]
    axes.plot([p.x for p in points], [p.y for p in points], "o", color=DOT, markersize=3, zorder=8)
    layout = Layout(axes)
    legend = "\n".join(f"{n}  {_short(i.title)}" for n, (i, _) in enumerate(located[:NUMBERED], 1))
    if len(located) > NUMBERED:
        legend += f"\nand {len(located) - NUMBERED} more"
    layout.legend(legend or "no located incident", [(p.x, p.y) for p in points])
    for text, at in _numbers(axes, [(p.x, p.y) for p in points[:NUMBERED]]):
        layout.number(text, at)
    _scale(axes, view)
    _labels(axes, layout, view, findings.labels)


class Layout:
    """What is written on a picture so far, as boxes of its pixels: nothing is written over another thing."""

    def __init__(self, axes: Axes) -> None:
        """Start with nothing written."""
        from matplotlib.backends.backend_agg import FigureCanvasAgg

        canvas = axes.figure.canvas
        assert isinstance(canvas, FigureCanvasAgg)
        self._axes, self._renderer = axes, canvas.get_renderer()  # type: ignore[no-untyped-call]  # matplotlib's own
        self._taken: list[Bbox] = []

    def legend(self, text: str, points: Sequence[tuple[float, float]]) -> None:
        """Write the legend in the corner where it hides the fewest points; those take their places too."""
        from matplotlib.transforms import Bbox

        pixels = self._axes.transData.transform(np.array(points).reshape(-1, 2))
        box = {"facecolor": "white", "alpha": 0.85, "edgecolor": "none", "pad": 4}
        written = self._axes.text(0, 0, text, transform=self._axes.transAxes, size=7, bbox=box, zorder=9)
        tried: list[tuple[int, int, tuple[Across, Up], Bbox]] = []
        for across, up in CORNERS:
            self._into(written, across, up)
            found = written.get_window_extent(self._renderer).padded(PAD_PX)
            tried.append((sum(found.contains(x, y) for x, y in pixels), len(tried), (across, up), found))
        _, _, corner, found = min(tried, key=lambda t: t[:2])
        self._into(written, *corner)
        self._taken += [found, *(Bbox.from_extents(x - DOT_PX, y - DOT_PX, x + DOT_PX, y + DOT_PX) for x, y in pixels)]

    @staticmethod
    def _into(written: Text, across: Across, up: Up) -> None:
        x, y = EDGE_SHARE if across == "left" else 1 - EDGE_SHARE, 1 - EDGE_SHARE if up == "top" else EDGE_SHARE
        written.set_position((x, y))
        written.set_horizontalalignment(across)
        written.set_verticalalignment(up)

    def number(self, text: str, at: tuple[float, float]) -> None:
        """Write a number beside its point, further off with a line to it where there is no room."""
        style: dict[str, Any] = {
            "size": 8,
            "weight": "bold",
            "zorder": 8,
            "textcoords": "offset points",
            "ha": "center",
            "va": "center",
        }
        for far in RINGS_PT:
            for across, up in AROUND:
                line = {"arrowstyle": "-", "color": TEXT, "linewidth": 0.5} if far > RINGS_PT[0] else None
                wide = far + WIDER_PT * (len(text) - 1) * abs(across)
                written = self._axes.annotate(text, at, (across * wide, up * far), arrowprops=line, **style)
                if self._fits(written):
                    return
                written.remove()
        self._axes.annotate(text, at, (RINGS_PT[0], RINGS_PT[0]), **style)

    def label(self, text: str, at: tuple[float, float]) -> bool:
        """Write a place's name beside its dot, if there is room."""
        written = self._axes.annotate(
            text, at, (2, 2), textcoords="offset points", size=6, color=TEXT, zorder=7, annotation_clip=True
        )
        if self._fits(written):
            return True
        written.remove()
        return False

    def _fits(self, written: Annotation) -> bool:
        """Tell whether a text's own box, without the line to its point, is free; take it then."""
        from matplotlib.text import Text as Plain

        written.update_positions(self._renderer)
        box = Plain.get_window_extent(written, self._renderer).padded(1)
        inside = self._axes.bbox
        whole = inside.x0 <= box.x0 and box.x1 <= inside.x1 and inside.y0 <= box.y0 and box.y1 <= inside.y1
        if not whole or any(box.overlaps(other) for other in self._taken):
            return False
        self._taken.append(box)
        return True


def _numbers(axes: Axes, points: Sequence[tuple[float, float]]) -> Iterator[tuple[str, tuple[float, float]]]:
    """Yield what is written at each spot: the numbers of incidents whose dots cover one another stand together."""
    spots: list[tuple[NDArray[np.float64], tuple[float, float], list[int]]] = []
    for number, at in enumerate(points, 1):
        pixel = axes.transData.transform(at)
        near = next((numbers for there, _, numbers in spots if np.hypot(*(there - pixel)) < SAME_SPOT_PX), None)
        if near is None:
            spots.append((pixel, at, [number]))
        else:
            near.append(number)
    for _, at, numbers in spots:
        yield _joined(numbers), at


def _joined(numbers: Sequence[int]) -> str:
    """Return numbers as a legend has them: 1, 3–5."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs)


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


def _resolution(wide_deg: float) -> LevelOfDetail:
    if wide_deg < FINE_BELOW_DEG:
        return LevelOfDetail.INTERMEDIATE
    return LevelOfDetail.LOW if wide_deg < LOW_BELOW_DEG else LevelOfDetail.CRUDE


def _visible(layer: Layer, resolution: LevelOfDetail, view: View) -> Iterator[tuple[NDArray[np.float32], int]]:
    """Yield the lines that reach into the view and are larger than a few of its pixels."""
    least = (view.east - view.west) / (WIDTH_IN * DPI) * LEAST_PX[layer]
    for feature in features(layer, resolution):
        low, high = feature.lonlat.min(axis=0), feature.lonlat.max(axis=0)
        if max(high - low) < least or low[1] > view.north or high[1] < view.south:
            continue
        for turn in (-360.0, 0.0, 360.0):
            if low[0] + turn < view.east and high[0] + turn > view.west:
                yield feature.lonlat + np.array((turn, 0.0), dtype=np.float32), feature.type


def _areas(axes: Axes, view: View, regions: Sequence[Region]) -> None:
    import shapely
    from matplotlib.collections import PolyCollection

    centre = (view.west + view.east) / 2
    for name, alpha in (("area90", 0.2), ("area50", 0.35)):
        parts = (part for region in regions for part in shapely.get_parts(getattr(region, name)))
        rings = [np.asarray(_unwrapped(part, centre).exterior.coords) for part in parts]
        axes.add_collection(PolyCollection(rings, facecolor=(AREA, alpha), edgecolor=AREA, linewidth=0.8, zorder=6))


def _labels(axes: Axes, layout: Layout, view: View, labels: Iterable[PlaceLabel]) -> None:
    inside = [x for x in labels if view.west < x.lon < view.east and view.south < x.lat < view.north]
    apart = ((view.east - view.west) / 12, (view.north - view.south) / 25)
    drawn: list[PlaceLabel] = []
    for label in inside:
        if len(drawn) == LABELS or any(_collide(label, other, apart) for other in drawn):
            continue
        if layout.label(_short(label.name, 40), (label.lon, label.lat)):
            drawn.append(label)
            axes.plot(label.lon, label.lat, ".", color=TEXT, markersize=2, zorder=7)


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
