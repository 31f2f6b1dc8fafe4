"""Very many incidents on one canvas."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
import shapely

from geoinc.model import Findings, Location, Region
from geoinc.render import to_html

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.browser

COUNT = 4_000


@pytest.fixture(scope="module")
def many(article: Findings) -> Findings:
    rng = random.Random(1)
    made = []
    for k in range(COUNT):
        kind = article.incidents[k % 3]
        point = shapely.Point(rng.uniform(36, 42), rng.uniform(33, 37))
        where = Location(Region(point, point.buffer(0.02), point.buffer(0.05), 5_000), text=f"spot {k}")
        made.append(
            replace(kind, id=f"many-{k}", title=f"Incident {k}", location=kind.location if k % 3 == 2 else where)
        )
    return replace(article, incidents=tuple(made))


@pytest.fixture(scope="module")
def html(many: Findings) -> str:
    return to_html(many)


def test_it_opens_draws_and_lists(html: str, open_page: Callable[..., Any]) -> None:
    shown = open_page(html)
    assert shown.page.locator("#count").inner_text() == "4,000 incidents"
    assert shown.page.locator(".entry").count() == 60
    painted = (
        "() => { const c = document.querySelector('.leaflet-pixels-pane canvas');"
        " return c.getContext('2d').getImageData(0, 0, c.width, c.height).data.some((v) => v > 0); }"
    )
    assert shown.page.evaluate(painted)
    assert shown.outside == []
    assert shown.complaints == []


def test_a_click_picks_the_incident_there(html: str, open_page: Callable[..., Any]) -> None:
    page = open_page(html).page
    page.evaluate(
        "() => geoinc.map.setView([geoinc.store.rows.lat[0], geoinc.store.rows.lon[0]], 13, {animate: false})"
    )
    box = page.locator("#stage").bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_selector("#incident-title")
    assert page.locator("#incident-title").inner_text() == "Incident 0"
    assert "8 km east" in page.locator("#view-incidents").inner_text()


def test_filters_search_table_and_links_work_as_on_small_maps(html: str, open_page: Callable[..., Any]) -> None:
    page = open_page(html).page
    page.locator("#tab-filters").click()
    page.get_by_role("checkbox", name="roadside bomb").check()
    assert page.locator("#count").inner_text() == "1,333 of 4,000 incidents"
    page.locator("#search").fill("Incident 3000")
    page.locator("#search").press("Enter")
    page.wait_for_selector("#count:has-text('0 of 4,000')")
    page.get_by_role("button", name="Clear all filters").click()
    page.locator("#tool-table").click()
    page.wait_for_selector("#drawer tbody tr")
    assert page.locator("#drawer tbody tr").count() == 50
    again = open_page(html, fragment="#incident=many-3000").page
    again.wait_for_selector("#incident-title")
    assert again.locator("#incident-title").inner_text() == "Incident 3000"


def test_titles_are_sorted_although_they_are_read_on_demand(html: str, open_page: Callable[..., Any]) -> None:
    page = open_page(html).page
    page.locator("#tool-table").click()
    page.locator("#sort-title").click()
    page.wait_for_selector("th[aria-sort=ascending]:has-text('Incident')")
    titles = page.locator("#drawer tbody th").all_inner_texts()
    assert titles == sorted(titles)
    page.locator("#sort-title").click()
    page.wait_for_selector("th[aria-sort=descending]")
    assert page.locator("#drawer tbody th").first.inner_text() == "Incident 999"


def test_search_runs_without_enter_and_says_what_it_found(html: str, open_page: Callable[..., Any]) -> None:
    page = open_page(html).page
    page.locator("#search").fill("Incident 3000")
    page.wait_for_selector("#hits:has-text('1 incident speaks')")
    assert page.locator("#count").inner_text() == "1 of 4,000 incidents"
