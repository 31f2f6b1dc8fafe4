"""What is written on the picture can be read: nothing stands over another thing."""

from __future__ import annotations

import dataclasses
import itertools

import pytest
from export_findings import located, region

from geoinc.export import picture
from geoinc.model import Findings, PlaceLabel

matplotlib = pytest.importorskip("matplotlib")


def written(findings: Findings) -> tuple[list, list[str]]:
    """The boxes of all texts of a picture, and the texts of its numbers."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure
    from matplotlib.text import Text

    figure = Figure(figsize=(picture.WIDTH_IN, picture.WIDTH_IN * picture.SHOW), dpi=picture.DPI)
    canvas = FigureCanvasAgg(figure)
    axes = figure.add_axes((0, 0, 1, 1))
    picture._draw(axes, findings)
    canvas.draw()
    texts = [t for t in axes.texts if t.get_text()]
    numbers = [t.get_text() for t in texts if t.get_weight() == "bold"]
    return [Text.get_window_extent(t, canvas.get_renderer()) for t in texts], numbers


def at(*spots: tuple[float, float]) -> Findings:
    incidents = [
        dataclasses.replace(
            located(), id=f"i{n}", location=dataclasses.replace(located().location, region=region(*spot))
        )
        for n, spot in enumerate(spots)
    ]
    labels = tuple(PlaceLabel(f"Town {n}", lon + 0.01, lat, 1) for n, (lon, lat) in enumerate(spots))
    return Findings(incidents=tuple(incidents), labels=labels)


@pytest.mark.parametrize(
    "spots",
    [
        [(40.0 + 0.012 * n, 35.0 + 0.006 * (n % 3)) for n in range(20)],
        [(40.0, 35.0), (40.03, 35.01), (40.02, 34.99), (44.0, 36.0)],
    ],
)
def test_no_text_stands_over_another(spots: list[tuple[float, float]]) -> None:
    boxes, _ = written(at(*spots))
    assert [(a, b) for a, b in itertools.combinations(boxes, 2) if a.overlaps(b)] == []


def test_incidents_at_one_spot_share_their_numbers() -> None:
    _, numbers = written(at((40.0, 35.0), (44.0, 36.0), (40.0, 35.0), (40.0, 35.0), (40.0, 35.0)))
    assert sorted(numbers) == ["1, 3–5", "2"]


def test_the_legend_hides_no_point_where_a_corner_is_free() -> None:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure
    from matplotlib.text import Text

    spots = [(40.0 - 0.08 * n, 35.0 + 0.05 * n) for n in range(25)]  # from the lower right to the upper left
    figure = Figure(figsize=(picture.WIDTH_IN, picture.WIDTH_IN * picture.SHOW), dpi=picture.DPI)
    canvas = FigureCanvasAgg(figure)
    axes = figure.add_axes((0, 0, 1, 1))
    picture._draw(axes, at(*spots))
    legend = next(t for t in axes.texts if "\n" in t.get_text())
    box = Text.get_window_extent(legend, canvas.get_renderer())
    assert not [spot for spot in spots if box.contains(*axes.transData.transform(spot))]
