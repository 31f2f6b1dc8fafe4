"""What is on paper, by the pixels of the PDF that the browser prints."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from geoinc.model import Findings
from geoinc.render import to_html

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Open = Callable[..., Any]

pytestmark = pytest.mark.browser

LAND, AREA, PIN = (245, 242, 236), (235, 205, 140), (230, 159, 0)
"""The light theme's land, an air strike's area over it, and its symbol."""


@pytest.fixture(scope="module")
def html(article: Findings) -> str:
    return to_html(article)


def printed(page: Any) -> NDArray[np.int_]:
    """Return the first page as pixels, 144 to the inch."""
    pypdfium2 = pytest.importorskip("pypdfium2")
    document = pypdfium2.PdfDocument(io.BytesIO(page.pdf(format="A4")))
    return np.asarray(document[0].render(scale=2).to_pil().convert("RGB")).astype(int)


def share(pixels: NDArray[np.int_], colour: tuple[int, int, int], within: int = 12) -> float:
    return float((np.abs(pixels - colour).max(axis=2) <= within).mean())


def test_paper_shows_land_areas_and_pins(html: str, open_page: Open) -> None:
    page = open_page(html, width=1400, height=900).page
    page.evaluate("() => { geoinc.map.setView([35.3, 40.3], 10, {animate: false}); }")
    pixels = printed(page)
    assert share(pixels, LAND) > 0.1
    assert share(pixels, AREA, 30) > 0.0002
    assert share(pixels, PIN) > 0.0005


def test_paper_is_light_where_the_screen_is_dark(html: str, open_page: Open) -> None:
    page = open_page(html, width=1400, height=900).page
    page.emulate_media(color_scheme="dark")
    assert share(printed(page), LAND) > 0.1


def test_the_legend_stands_below_the_map_and_covers_no_pin(html: str, open_page: Open) -> None:
    page = open_page(html, width=1400, height=900).page
    page.evaluate(
        "() => addEventListener('beforeprint', () => {"
        " const map = document.querySelector('.folium-map').getBoundingClientRect();"
        " const pins = [...document.querySelectorAll('.pin')].map((one) => one.getBoundingClientRect());"
        " window.told = {inside: pins.filter((p) => p.left > map.left && p.right < map.right && p.top > map.top"
        " && p.bottom < map.bottom).length, width: map.width, height: map.height}; })"
    )
    pixels = printed(page)
    told = page.evaluate("window.told")
    assert told["inside"] >= 1
    assert (told["width"], told["height"]) == (690, 446)
    # Legend symbols stand under the map's frame: the pin's colour is found again below the last row of land.
    land = (np.abs(pixels - LAND).max(axis=2) <= 2).mean(axis=1)
    frame = int(np.flatnonzero(land > 0.2).max())
    assert share(pixels[frame + 4 : frame + 60], PIN) > 0


def test_the_view_is_the_same_after_printing(html: str, open_page: Open) -> None:
    page = open_page(html, width=1400, height=900).page
    before = page.evaluate(
        "() => { const b = geoinc.map.getBounds(); return [b.toBBoxString(), geoinc.map.getZoom()]; }"
    )
    printed(page)
    after = page.evaluate(
        "() => { const b = geoinc.map.getBounds(); return [b.toBBoxString(), geoinc.map.getZoom()]; }"
    )
    assert after == before
    assert page.locator("#paper-map").count() == 0
