"""A notebook's frame opens on the incidents, whether it is shown, hidden or without a size at first."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pytest
from export_findings import made

from geoinc.render.notebook import report_html

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Frame, Page

pytestmark = pytest.mark.browser

RAS_TANURA = (50.15, 26.64)
BEFORE = {
    "hidden": ("display: none", "display: block"),
    "no width": ("width: 0; overflow: hidden", "width: 900px"),
    "no height": ("height: 0; overflow: hidden", "height: auto"),
    "a dot": ("width: 1px; height: 1px; overflow: hidden", "width: 900px; height: auto"),
    "a strip": ("width: 40px", "width: 900px"),
    "collapsed": ("content-visibility: hidden", "content-visibility: visible"),
}
MIDDLE = "() => { const { lng, lat } = map_geoinc.getCenter(); return [lng, lat]; }"
SIZED = "() => map_geoinc.getContainer().clientWidth > 300 && document.querySelector('.pin') !== null"


@pytest.fixture(scope="module")
def notebook_html() -> str:
    findings = made()
    return report_html(dataclasses.replace(findings, incidents=findings.incidents[:2]), limit=10)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": 1000, "height": 800})
    yield opened
    opened.close()


def frame_of(page: Page, html: str, style: str) -> Frame:
    page.set_content(f'<div id="cell" style="{style}">{html}</div>')
    frame = page.frames[1]
    frame.wait_for_function("() => typeof map_geoinc !== 'undefined' && map_geoinc._loaded")
    return frame


@pytest.mark.parametrize("case", BEFORE)
def test_a_frame_that_gets_its_size_later_opens_on_the_incidents(page: Page, notebook_html: str, case: str) -> None:
    before, after = BEFORE[case]
    frame = frame_of(page, notebook_html, before)
    page.evaluate("style => { document.getElementById('cell').style.cssText = style; }", after)
    frame.wait_for_function(SIZED)
    box = "() => { const b = map_geoinc.getBounds(); return [b.getWest(), b.getSouth(), b.getEast(), b.getNorth()]; }"
    west, south, east, north = frame.evaluate(box)
    lon, lat = RAS_TANURA
    assert west < lon < east
    assert south < lat < north
    assert east - west < 2


@pytest.mark.parametrize("style", ["display: none", "width: 0; height: 0; overflow: hidden"])
def test_a_frame_without_a_size_is_on_the_incidents_too(page: Page, notebook_html: str, style: str) -> None:
    frame = frame_of(page, notebook_html, style)
    assert frame.evaluate(MIDDLE) == pytest.approx(RAS_TANURA, abs=0.2)
