"""Some hundreds of incidents: counted by province from afar, places mentioned hidden at first, clusters that tell."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from shapely import Point

from geoinc.model import Document, Findings, Location, Region, Unit
from geoinc.render import page as assets
from geoinc.render import to_html

if TYPE_CHECKING:
    from collections.abc import Callable

    Open = Callable[..., Any]

pytestmark = pytest.mark.browser

UNITS = [Unit("Deir ez-Zor", "Syria", 40.1, 35.3), Unit("Mopti", "Mali", -4.2, 14.5)]
EACH = 40


def many(article: Findings) -> Findings:
    """Return the article's incidents many times over, in two provinces far apart."""
    incidents = []
    units = {}
    for k in range(2 * EACH):
        unit = UNITS[k % 2]
        spot = Point(unit.lon + (k % 7) * 0.2, unit.lat + (k % 5) * 0.2)
        where = Location(Region(spot, spot.buffer(0.02), spot.buffer(0.05), 5_000.0), text="here")
        one = replace(article.incidents[k // 2 % 2], id=f"i{k}", location=where)
        incidents.append(one)
        units[one.id] = unit
    return replace(article, incidents=tuple(incidents), units=units)


@pytest.fixture(scope="module")
def html(article: Findings) -> str:
    return to_html(many(article))


def test_from_afar_incidents_are_counted_by_province(html: str, open_page: Open) -> None:
    page = open_page(html, width=1400, height=900).page
    page.evaluate("() => { geoinc.map.setView([25, 20], 3, {animate: false}); }")
    names = page.locator(".cluster").evaluate_all("(all) => all.map((one) => one.getAttribute('aria-label'))")
    assert sorted(name.split(":")[0] for name in names) == [
        f"{EACH} incidents in Deir ez-Zor, Syria",
        f"{EACH} incidents in Mopti, Mali",
    ]
    assert all("killed" in name for name in names)
    box = page.locator(".cluster", has_text=str(EACH)).first.bounding_box()
    assert box["width"] == pytest.approx(box["height"])


def test_a_cluster_shows_the_toll(html: str, open_page: Open) -> None:
    page = open_page(html, width=1400, height=900).page
    page.evaluate("() => { geoinc.map.setView([25, 20], 3, {animate: false}); }")
    cluster = page.locator(".cluster").first
    assert "killed" in cluster.locator("small").inner_text()


def test_areas_wait_for_a_closer_look(html: str, open_page: Open) -> None:
    page = open_page(html, width=1400, height=900).page
    count = "() => { let n = 0; geoinc.map.eachLayer((one) => { if (one instanceof L.Polygon) n++; }); return n; }"
    page.evaluate("() => { geoinc.map.setView([25, 20], 3, {animate: false}); }")
    from_afar = page.evaluate(count)
    page.evaluate("() => { geoinc.map.setView([35.5, 40.5], 10, {animate: false}); }")
    assert from_afar == 0
    assert page.evaluate(count) > 2 * EACH


def test_a_long_page_is_packed_and_opens(article: Findings, open_page: Open) -> None:
    long = replace(article, documents=(*article.documents, Document("Quiet words. " * 90_000, id="long", title="Long")))
    html = to_html(long)
    assert '<script type="text/plain" id="geoinc-data">' in html
    assert len(html) < assets.PACK_FROM
    page = open_page(html, width=1400, height=900).page
    assert page.locator(".entry").count() == len(article.incidents)
