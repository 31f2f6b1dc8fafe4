"""What is drawn, by its pixels: a coast, a label, a pin and a click on it agree, at every zoom and far north."""

from __future__ import annotations

import io
import math
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import shapely

from geoinc.model import Findings, Location, Region
from geoinc.render import page as assets
from geoinc.render import to_html
from geoinc.render.blocks import blocks
from geoinc.render.folium_map import build
from geoinc.render.options import MapOptions
from geoinc.render.shapes import encode

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Open = Callable[..., Any]

pytestmark = pytest.mark.browser

CORNER = (40.3, 35.3)
"""Longitude and latitude of the north-western corner of the only land on the test's world, and of the incidents."""
NORTH_CORNER = (40.3, 78.3)
LABEL_OFFSET_DEG = 12.0

VIEWS = [(zoom, lat) for zoom in range(5) for lat in (35.0, 70.0, 84.0)]
FAR_PX = 200


def unit(lon: float, lat: float) -> tuple[float, float]:
    """Web Mercator on a unit square, as EPSG:3857 defines it."""
    return lon / 360 + 0.5, 0.5 - math.asinh(math.tan(math.radians(lat))) / (2 * math.pi)


def world(corner: tuple[float, float]) -> dict[str, Any]:
    lon, lat = corner
    ring = np.array([(lon, lat), (lon + 60, lat), (lon + 60, lat - 60), (lon, lat - 60), (lon, lat)])
    label = ["I", lon + LABEL_OFFSET_DEG, lat - LABEL_OFFSET_DEG, 5, "settlement"]
    nothing = {"q": 0.05, "lines": []}
    return {
        "world": {"q": 0.05, "land": [encode(ring, 0.05)]},
        "detail": None,
        "near": None,
        "units": {"surveyed": nothing, "derived": nothing},
        "ways": nothing,
        "labels": [label],
    }


def html(article: Findings, corner: tuple[float, float], *, count: int) -> str:
    """Return a page with incidents at the corner of its land; many of them are drawn as dots."""
    at = shapely.Point(corner)
    where = Location(Region(at, at.buffer(0.001), at.buffer(0.002), 100.0), text="here")
    one = replace(article.incidents[0], location=where)
    incidents = tuple(replace(one, id=f"i{k}") for k in range(count))
    options = MapOptions(dense_from=2)
    findings = Findings(documents=article.documents, incidents=incidents)
    page: str = build(blocks(findings, options), options).get_root().render()
    ours = assets.data_block("geoinc-basemap", world(corner))
    made, times = re.subn(
        r'<script type="application/json" id="geoinc-basemap">.*?</script>', lambda _: ours, page, flags=re.DOTALL
    )
    assert times == 1
    return made


@pytest.fixture(scope="module", params=[CORNER, NORTH_CORNER], ids=["mid", "north"])
def corner(request: pytest.FixtureRequest) -> tuple[float, float]:
    corner: tuple[float, float] = request.param
    return corner


def open_map(open_page: Open, page_html: str) -> Any:
    page = open_page(page_html, width=1200, height=800).page
    # Land and water alone, and light: lines over them would be taken for a coast.
    page.evaluate(
        "() => { for (const name of ['grid', 'grid-label'])"
        " document.documentElement.style.setProperty(`--map-${name}`, 'transparent');"
        " geoinc.map.setMinZoom(0); geoinc.store.changeTheme(); }"
    )
    return page


def look(page: Any, zoom: int, lat: float, lon: float) -> NDArray[np.int_]:
    """Set a view and return the map's pixels, row by row."""
    from PIL import Image

    page.evaluate(
        "([lat, lon, zoom]) => new Promise((done) => { geoinc.map.setView([lat, lon], zoom, {animate: false});"
        " requestAnimationFrame(() => requestAnimationFrame(done)); })",
        [lat, lon, zoom],
    )
    shot = page.screenshot(clip=page.locator("#stage").bounding_box())
    return np.asarray(Image.open(io.BytesIO(shot)).convert("RGB")).astype(int)


def is_land(pixels: NDArray[np.int_]) -> NDArray[np.bool_]:
    """Land is #f5f2ec, water #cddfe9: they part in the middle between their reds."""
    return (pixels[..., 0] > 225) & (pixels[..., 2] > 200)


def edge(line: NDArray[np.int_], about: float) -> float:
    """Return where water turns into land along a line of pixels, near a place."""
    land = is_land(line)
    turns = np.flatnonzero(~land[:-1] & land[1:]) + 1
    assert turns.size, "no coast there"
    return float(turns[np.abs(turns - about).argmin()])


def coast(pixels: NDArray[np.int_], about: tuple[float, float]) -> tuple[float, float]:
    """Return the corner of the land near a place: its edges are read off beside what covers the corner itself."""
    x, y = about
    aside = 24
    return edge(pixels[round(y) + aside, :], x), edge(pixels[:, round(x) + aside], y)


def label_dot(pixels: NDArray[np.int_], about: tuple[float, float]) -> tuple[float, float] | None:
    """Return the middle of a label's dot: the dark pixels left of its name."""
    x, y = (round(value) for value in about)
    if not (20 < x < pixels.shape[1] - 40 and 20 < y < pixels.shape[0] - 40):
        return None
    dark = pixels[y - 12 : y + 13, x - 12 : x + 13].sum(axis=2) < 360
    rows, columns = np.nonzero(dark)
    assert columns.size, "no label there"
    own = columns <= columns.min() + 3
    return x - 12 + columns[own].mean() + 0.5, y - 12 + rows[own].mean() + 0.5


def where_leaflet_has_it(page: Any, corner: tuple[float, float]) -> tuple[float, float]:
    at = page.evaluate("([lon, lat]) => geoinc.map.latLngToContainerPoint([lat, lon])", list(corner))
    return at["x"], at["y"]


def inside(at: tuple[float, float], pixels: NDArray[np.int_]) -> bool:
    return 40 < at[0] < pixels.shape[1] - 60 and 40 < at[1] < pixels.shape[0] - 60


def test_coast_label_pin_and_click_agree(article: Findings, open_page: Open, corner: tuple[float, float]) -> None:
    page = open_map(open_page, html(article, corner, count=1))
    stage = page.locator("#stage").bounding_box()
    seen = 0
    for zoom, lat in VIEWS:
        pixels = look(page, zoom, lat, corner[0])
        told = where_leaflet_has_it(page, corner)
        if not inside(told, pixels):
            continue
        seen += 1
        x, y = coast(pixels, told)
        box = page.locator(".pin").bounding_box()
        pin = box["x"] - stage["x"] + box["width"] / 2, box["y"] - stage["y"] + box["height"] / 2
        assert abs(x - pin[0]) <= 1, (zoom, lat)
        assert abs(y - pin[1]) <= 1, (zoom, lat)
        here = page.evaluate("([x, y]) => geoinc.map.containerPointToLatLng([x, y])", [x, y])
        scale = 256 * 2**zoom
        clicked, true = unit(here["lng"], here["lat"]), unit(*corner)
        assert abs(clicked[0] - true[0]) * scale <= 1, (zoom, lat)
        assert abs(clicked[1] - true[1]) * scale <= 1, (zoom, lat)
        away = unit(corner[0] + LABEL_OFFSET_DEG, corner[1] - LABEL_OFFSET_DEG)
        at = x + (away[0] - true[0]) * scale, y + (away[1] - true[1]) * scale
        if zoom < 2:
            continue  # the pin covers the label's room
        dot = label_dot(pixels, at)
        if dot is not None:
            assert abs(dot[0] - at[0]) <= 1, (zoom, lat, dot, at)
            assert abs(dot[1] - at[1]) <= 1, (zoom, lat, dot, at)
    assert seen >= 5


def test_dots_of_dense_maps_stand_where_clicks_find_them(
    article: Findings, open_page: Open, corner: tuple[float, float]
) -> None:
    page = open_map(open_page, html(article, corner, count=1_600))
    seen = 0
    for zoom, lat in VIEWS:
        pixels = look(page, zoom, lat, corner[0])
        told = where_leaflet_has_it(page, corner)
        if not inside(told, pixels):
            continue
        seen += 1
        x, y = coast(pixels, told)
        left, top = round(x) - FAR_PX // 2, round(y) - FAR_PX // 2
        window = pixels[max(0, top) : top + FAR_PX, max(0, left) : left + FAR_PX]
        orange = (np.abs(window - (0xE6, 0x9F, 0x00)) < 30).all(axis=2)
        rows, columns = np.nonzero(orange)
        assert columns.size, (zoom, lat)
        dot = max(0, left) + columns.mean() + 0.5, max(0, top) + rows.mean() + 0.5
        assert abs(dot[0] - x) <= 1, (zoom, lat, dot, (x, y))
        assert abs(dot[1] - y) <= 1, (zoom, lat, dot, (x, y))
        found = page.evaluate("([x, y]) => geoinc.pick({x, y}).length", list(dot))
        assert found == 1_600
    assert seen >= 5


def test_spread_pins_stay_about_their_spot_at_the_end_of_the_world(article: Findings, open_page: Open) -> None:
    at = shapely.Point(20.0, 85.04)
    where = Location(Region(at, at.buffer(0.001), at.buffer(0.002), 100.0), text="ice")
    four = tuple(replace(article.incidents[0], id=f"i{k}", location=where) for k in range(4))
    page = open_page(to_html(Findings(documents=article.documents, incidents=four))).page
    middles = [
        (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        for box in (page.locator(".pin").nth(k).bounding_box() for k in range(4))
    ]
    spot = page.evaluate("() => geoinc.map.latLngToContainerPoint([85.04, 20])")
    stage = page.locator("#stage").bounding_box()
    middle = np.mean(middles, axis=0) - (stage["x"], stage["y"])
    assert math.dist(middle, (spot["x"], spot["y"])) <= 1.5


def test_the_test_sees_a_shift() -> None:
    """A coast that is drawn one pixel off is told from one in its place."""
    pixels = np.full((100, 100, 3), (205, 223, 233))
    pixels[50:, 50:] = (245, 242, 236)
    assert coast(pixels, (50, 50)) == (50.0, 50.0)
    assert coast(np.roll(pixels, 1, axis=1), (50, 50)) == (51.0, 50.0)
