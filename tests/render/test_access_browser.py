"""Accessibility: axe-core's rules for WCAG 2.2 AA on each view, and the keyboard alone."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from geoinc.model import Findings
from geoinc.render import to_html

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.browser

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="module")
def axe() -> str:
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "geoinc-tests"
    script = Path(os.environ.get("GEOINC_TEST_CACHE") or cache) / "node_modules" / "axe-core" / "axe.min.js"
    if not script.is_file():
        message = "axe-core is not there: tests/render/axe.sh fetches it"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    return script.read_text("utf-8")


@pytest.fixture(scope="module")
def html(article: Findings) -> str:
    return to_html(article, blur_m=None)


def findings_of(page: Any, axe: str) -> list[str]:
    page.evaluate(axe)
    result = page.evaluate("(tags) => axe.run(document, {runOnly: {type: 'tag', values: tags}})", TAGS)
    return [
        f"{v['id']} ({v['impact']}): {[n['html'][:160] for n in v['nodes'][:3]]} {v['nodes'][0]['failureSummary'][:300]}"
        for v in result["violations"]
    ]


def do_nothing(_: Any) -> None:
    pass


def open_incident(page: Any) -> None:
    page.evaluate("() => geoinc.store.clearFilters()")
    page.locator("#tab-incidents").click()
    page.evaluate("() => geoinc.store.selectNone()")
    page.locator(".entry").first.click()
    page.wait_for_selector("#incident-title")
    page.locator("#working").check()


def open_table(page: Any) -> None:
    open_incident(page)
    page.locator("#tool-table").click()
    page.wait_for_selector("#drawer tbody tr")


def tab(name: str) -> Callable[[Any], None]:
    return lambda page: page.locator(f"#tab-{name}").click()


def open_search(page: Any) -> None:
    page.locator("#search").fill("Palmyra")
    page.wait_for_selector("#hits button")


def correct(page: Any) -> None:
    page.evaluate("() => geoinc.store.clearFilters()")
    open_incident(page)
    page.get_by_role("button", name="Not an incident").click()
    page.locator("#tool-corrections").click()


def hide_all(page: Any) -> None:
    page.evaluate(
        "() => { const s = geoinc.store; s.showCard(null); s.selectNone(); s.openTab('incidents');"
        " s.choose('toll', '100 or more', true); s.choose('type', 'roadside bomb', true); s.setLayer('density', true); }"
    )
    page.wait_for_selector(".lifts")


VIEWS = {
    "list": do_nothing,
    "search": open_search,
    "corrections": correct,
    "nothing fits": hide_all,
    "incident": open_incident,
    "table": open_table,
    **{name: tab(name) for name in ("text", "filters", "left", "about")},
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(html: str, axe: str, open_page: Callable[..., Any], scheme: str) -> None:
    page = open_page(html, color_scheme=scheme).page
    found = {}
    for name, act in VIEWS.items():
        act(page)
        page.wait_for_timeout(100)
        if broken := findings_of(page, axe):
            found[name] = broken
    assert found == {}


def test_axe_finds_nothing_on_a_phone(html: str, axe: str, open_page: Callable[..., Any]) -> None:
    page = open_page(html, width=390, height=844).page
    open_incident(page)
    assert findings_of(page, axe) == []


def test_the_keyboard_reaches_everything(html: str, open_page: Callable[..., Any]) -> None:
    page = open_page(html).page
    reached = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.add(
            page.evaluate(
                "() => document.activeElement.id || document.activeElement.className.baseVal || document.activeElement.className"
            )
        )
    words = " ".join(map(str, reached))
    for expected in (
        "search",
        "tool-table",
        "tool-measure",
        "pin",
        "play",
        "from",
        "tab-incidents",
        "entry",
        "leaflet-control-zoom-in",
    ):
        assert expected in words


def test_focus_can_be_seen(html: str, open_page: Callable[..., Any]) -> None:
    page = open_page(html).page
    page.locator("#tool-table").focus()
    page.keyboard.press("Tab")
    style = page.evaluate("() => getComputedStyle(document.activeElement).outlineStyle")
    assert style == "solid"
