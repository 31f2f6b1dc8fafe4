"""The page as a reader meets it: what is in view at first, on which screens, what filters and searches say."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
import shapely

from geoinc.model import Findings, Location, Region, Status, Unit
from geoinc.render import to_html

if TYPE_CHECKING:
    from collections.abc import Callable

    Open = Callable[..., Any]

pytestmark = pytest.mark.browser

DESKTOPS = [(1920, 1080), (1440, 900), (1366, 768), (1280, 800), (1024, 700)]


@pytest.fixture(scope="module")
def html(article: Findings) -> str:
    units = {
        "inc-strike": Unit("Deir ez-Zor", "Syria", 40.1, 35.2),
        "inc-bomb": Unit("Al-Hasakah", "Syria", 40.7, 36.4),
    }
    return to_html(replace(article, units=units))


@pytest.fixture(scope="module")
def town(article: Findings) -> str:
    """Fourteen incidents along the south-eastern edge of what is shown, where the legend stands, and one far off."""
    strike = article.incidents[0]

    def at(lon: float, lat: float, k: int) -> Any:
        point = shapely.Point(lon, lat)
        region = Region(point, point.buffer(0.002), point.buffer(0.005), 500.0)
        return replace(strike, id=f"t{k}", location=Location(region, text="town"))

    row = [at(44.0 + 0.02 * (k % 7), 33.0 + 0.02 * (k // 7), k) for k in range(14)]
    return to_html(Findings(documents=article.documents, incidents=(*row, at(38.0, 37.0, 99))))


AREAS_OUT_OF_VIEW = """() => {
  const { map, store } = geoinc, view = map.getBounds(), out = [];
  map.eachLayer((layer) => {
    if (layer instanceof L.Polygon && layer.options.dashArray === "5 4" && !view.contains(layer.getBounds())) out.push(1);
  });
  return out.length;
}"""

PINS_UNDER_LEGEND = """() => {
  const legend = document.querySelector("#legend-box").getBoundingClientRect();
  return [...document.querySelectorAll(".pin, .cluster")].filter((pin) => {
    const box = pin.getBoundingClientRect(), x = box.x + box.width / 2, y = box.y + box.height / 2;
    return x > legend.left && x < legend.right && y > legend.top && y < legend.bottom;
  }).length;
}"""


@pytest.mark.parametrize(("width", "height"), DESKTOPS)
def test_the_first_view_holds_all_areas_whole(html: str, open_page: Open, width: int, height: int) -> None:
    page = open_page(html, width=width, height=height).page
    page.wait_for_timeout(200)
    assert page.locator(".pin").count() == 2
    assert page.evaluate(AREAS_OUT_OF_VIEW) == 0
    assert page.evaluate(PINS_UNDER_LEGEND) == 0


@pytest.mark.parametrize(("width", "height"), DESKTOPS)
def test_the_legend_hides_no_incident(town: str, open_page: Open, width: int, height: int) -> None:
    page = open_page(town, width=width, height=height).page
    assert page.locator(".pin, .cluster").count() >= 2
    assert page.evaluate(PINS_UNDER_LEGEND) == 0


def test_side_notes_do_not_draw_the_first_view_away(article: Findings, open_page: Open) -> None:
    strike, bomb, _ = article.incidents
    point = shapely.Point(-70.0, 40.0)
    far = Location(Region(point, point.buffer(0.1), point.buffer(0.2), 20_000), text="far")
    note = replace(bomb, id="far", location=far, status=Status.BACKGROUND)
    page = open_page(to_html(replace(article, incidents=(strike, note)))).page
    assert page.evaluate("() => geoinc.map.getZoom()") >= 8
    page.locator("#tool-home").click()
    assert page.evaluate("() => geoinc.map.getBounds().contains([40, -70])")


def test_a_wide_area_beside_a_side_note_fills_the_first_view(article: Findings, open_page: Open) -> None:
    strike, bomb, _ = article.incidents
    point = shapely.Point(40.0, 35.0)
    wide = Location(Region(point, point.buffer(0.7), point.buffer(1.5), 150_000), text="in the province")
    note = replace(bomb, status=Status.BACKGROUND)
    page = open_page(to_html(replace(article, incidents=(replace(strike, location=wide), note)))).page
    west, south, east, north = page.evaluate("() => geoinc.store.state.seen.box")
    assert south < 33.5
    assert north > 36.5
    assert north - south < 8
    assert east - west < 16


def test_a_permalink_opened_again_and_again_does_not_drift(html: str, open_page: Open) -> None:
    fragment = "#map=12/35.3361/40.3091"
    for _ in range(3):
        page = open_page(html, fragment=fragment).page
        page.evaluate("() => geoinc.store.openTab('about')")
        page.wait_for_timeout(400)
        fragment = page.evaluate("() => location.hash")
    zoom, lat, lon = fragment.split("map=")[1].split("&")[0].split("%2F")
    assert (float(zoom), float(lat), float(lon)) == (12, 35.3361, 40.3091)


def test_a_frame_that_is_shown_late_fits_its_findings(html: str, open_page: Open, tmp_path: Any) -> None:
    (tmp_path / "inner.html").write_text(html, "utf-8")
    outer = "<html data-ready=yes><body><iframe src=inner.html style='display:none;width:1000px;height:700px'></iframe>"
    page = open_page(outer).page
    frame = page.frames[1]
    frame.wait_for_selector("html[data-ready=yes]", state="attached")
    page.evaluate("() => { document.querySelector('iframe').style.display = 'block'; }")
    frame.wait_for_selector(".pin")
    page.wait_for_timeout(300)
    assert frame.evaluate("() => geoinc.map.getZoom()") >= 6
    assert frame.evaluate(AREAS_OUT_OF_VIEW) == 0


@pytest.mark.parametrize(("width", "height"), [(320, 480), (720, 450), (390, 844), (960, 540)])
@pytest.mark.parametrize("table", [False, True])
def test_an_incident_can_be_read_whole(html: str, open_page: Open, width: int, height: int, *, table: bool) -> None:
    page = open_page(html, width=width, height=height).page
    if table:
        page.locator("#tool-table").click()
    page.locator(".entry").first.click()
    page.wait_for_selector("#incident-title")
    for part in ("#incident-title", ".facts-list", "table.claims", ".quotes li", ".steps", ".tools button"):
        one = page.locator(f"#view-incidents {part}").first
        one.scroll_into_view_if_needed()
        box = one.bounding_box()
        assert box["x"] >= 0, part
        assert box["y"] < height, part
        assert box["y"] + box["height"] > 0, part
    seen = page.locator("#panel").evaluate("(panel) => Math.min(panel.getBoundingClientRect().height, innerHeight)")
    assert seen > 300
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width


def test_the_headline_says_how_many_where_killed_and_when(html: str, open_page: Open) -> None:
    page = open_page(html).page
    figures = page.locator("#figures").inner_text().replace("\n", " ")
    assert "2 on the map" in figures
    assert "100 (0 to 100) killed" in figures
    assert "29 (4 to 29) wounded" in figures or "28 (4 to 29) wounded" in figures
    assert "2018-02-07 to 2018-02-09" in figures


def test_the_list_is_sorted_says_how_sure_it_is_and_follows_the_view(html: str, open_page: Open) -> None:
    page = open_page(html).page
    assert "within 6.3 km" in page.locator(".entry").first.inner_text()
    titles = ".entry strong"
    page.locator("#sort").select_option("date")
    assert page.locator(titles).all_inner_texts()[0] == "Roadside bomb in Hasakah"
    page.locator("#sort-turn").click()
    assert page.locator(titles).all_inner_texts()[0] == "Air strike near Khusham"
    assert page.evaluate("() => document.activeElement.id") == "sort-turn"
    page.locator("#follow").check()
    page.evaluate("() => geoinc.map.setView([36.5, 40.75], 12, {animate: false})")
    page.wait_for_timeout(200)
    assert page.locator(titles).all_inner_texts() == ["Roadside bomb in Hasakah"]
    page.wait_for_timeout(400)
    again = open_page(html, fragment=page.evaluate("() => location.hash")).page
    again.wait_for_timeout(200)
    assert again.locator(titles).all_inner_texts() == ["Roadside bomb in Hasakah"]
    assert again.locator("#sort").input_value() == "date"


def test_an_incident_that_is_filtered_away_closes(html: str, open_page: Open) -> None:
    page = open_page(html).page
    page.locator(".entry").first.click()
    page.wait_for_selector("#incident-title")
    page.evaluate("() => geoinc.store.choose('type', 'roadside bomb', true)")
    page.wait_for_selector(".entry")
    assert page.locator("#incident-title").count() == 0
    page.locator("#tool-home").click()
    assert page.locator(".pin").count() == 1


def test_a_hidden_incident_that_is_opened_says_that_it_is_hidden(html: str, open_page: Open) -> None:
    page = open_page(html, fragment="#incident=inc-strike&type=roadside+bomb").page
    assert "filters leave this incident out" in page.locator(".hidden-note").inner_text()
    page.locator(".hidden-note button").click()
    assert page.locator(".hidden-note").count() == 0
    assert page.locator(".pin").count() == 2


def test_search_says_what_it_found_and_leads_to_places(html: str, open_page: Open) -> None:
    page = open_page(html).page
    page.locator("#search").fill("wounded three")
    page.wait_for_selector("#hits:not([hidden])")
    assert "1 incident speaks of" in page.locator("#hits").inner_text()
    page.locator("#search").fill("Palmyra")
    page.wait_for_selector("#hits button")
    assert "No incident speaks of “Palmyra”" in page.locator("#hits").inner_text()
    page.locator("#search").press("Enter")
    page.wait_for_timeout(300)
    assert page.locator("#count").inner_text() == "3 incidents"
    centre = page.evaluate("() => geoinc.map.getCenter()")
    assert abs(centre["lat"] - 34.56) < 0.2
    page.locator("#search").fill("zzz")
    page.wait_for_selector("#hits:has-text('no place of that name')")
    page.locator("#search").press("Escape")
    assert page.locator("#hits").is_hidden()


def test_nothing_fits_says_what_to_relax(html: str, open_page: Open) -> None:
    page = open_page(html).page
    page.evaluate(
        "() => { const s = geoinc.store; s.choose('type', 'roadside bomb', true); s.choose('toll', '100 or more', true); }"
    )
    lifts = page.locator("#view-incidents .lifts")
    assert "× Type: roadside bomb then 1" in lifts.inner_text().replace("\n", " ")
    lifts.get_by_role("button", name="Killed").click()
    assert page.locator("#count").inner_text() == "1 of 3 incidents"


def test_the_legend_filters(html: str, open_page: Open) -> None:
    page = open_page(html).page
    row = page.locator("#legend button", has_text="Explosions")
    assert row.locator(".number").inner_text() == "3"
    row.click()
    assert page.locator("#count").inner_text() == "3 incidents"
    assert page.locator("#legend button[aria-pressed=true]").count() == 1


def test_a_box_drawn_on_the_map_filters_and_stands_in_the_link(html: str, open_page: Open) -> None:
    page = open_page(html).page
    page.locator("#tab-filters").click()
    pin = page.locator(".pin").first.bounding_box()
    x, y = pin["x"] + pin["width"] / 2, pin["y"] + pin["height"] / 2
    page.locator("#draw-box").click()
    page.mouse.move(x - 40, y - 40)
    page.mouse.down()
    page.mouse.move(x + 40, y + 40, steps=4)
    page.mouse.up()
    assert page.locator("#count").inner_text() == "1 of 3 incidents"
    page.wait_for_timeout(400)
    again = open_page(html, fragment=page.evaluate("() => location.hash")).page
    assert again.locator("#count").inner_text() == "1 of 3 incidents"
    again.locator("#tab-filters").click()
    again.locator("#no-box").click()
    assert again.locator("#count").inner_text() == "3 incidents"


def test_provinces_and_countries_narrow_down(html: str, open_page: Open) -> None:
    page = open_page(html).page
    page.locator("#tab-filters").click()
    page.get_by_role("checkbox", name="Al-Hasakah, Syria").check()
    assert page.locator("#count").inner_text() == "1 of 3 incidents"


@pytest.mark.parametrize("fragment", ["#time=1-2", "#time=1_2", "#time=-9999999999999_-1"])
def test_a_time_far_from_all_incidents_shows_nothing_and_complains_of_nothing(
    html: str, open_page: Open, fragment: str
) -> None:
    shown = open_page(html, fragment=fragment)
    assert shown.page.locator("#count").inner_text() == "1 of 3 incidents"  # the one without a date
    assert shown.complaints == []


def test_a_file_that_a_minifier_changed_says_why_it_stays_empty(html: str, browser: Any, tmp_path: Any) -> None:
    changed = html.replace("use strict", "use  strict").replace("<style>:root", "<style> :root")
    assert changed != html
    page = browser.new_page()
    page.goto(_written(tmp_path, changed))
    page.wait_for_timeout(300)
    assert "changed on its way" in page.locator("#unread").inner_text()
    page.close()


def test_a_file_whose_charset_was_changed_is_drawn_and_says_so(html: str, open_page: Open) -> None:
    shown = open_page(html.replace('<meta charset="utf-8">', '<meta charset="windows-1252">'))
    assert "garbled" in shown.page.locator("#map-notes").inner_text()
    assert shown.page.locator(".pin").count() == 2


def _written(folder: Any, html: str) -> str:
    file = folder / "changed.html"
    file.write_text(html, "utf-8")
    uri: str = file.as_uri()
    return uri


def test_corrections_show_at_once_and_can_be_undone(html: str, open_page: Open) -> None:
    page = open_page(html).page
    page.locator(".entry").first.click()
    page.wait_for_selector("#incident-title")
    page.get_by_role("button", name="Move the pin").click()
    stage = page.locator("#stage").bounding_box()
    page.mouse.click(stage["x"] + 300, stage["y"] + 200)
    pin = page.locator(".pin.chosen").bounding_box()
    assert abs(pin["x"] + pin["width"] / 2 - stage["x"] - 300) <= 1
    assert abs(pin["y"] + pin["height"] / 2 - stage["y"] - 200) <= 1
    page.get_by_role("button", name="Not an incident").click()
    assert "struck" in (page.locator("#incident-title").get_attribute("class") or "")
    assert page.locator(".pin.struck").count() == 1
    assert page.locator("#tool-corrections").inner_text() == "2 corrections"
    page.locator("#tool-corrections").click()
    assert page.locator("#card .correction-list li").count() == 2
    page.locator("#card .correction-list button").first.click()
    assert page.locator("#card .correction-list li").count() == 1
    page.locator("#card .correction-list button").first.click()
    assert page.locator("#card").is_hidden()
    assert page.locator(".struck").count() == 0


def test_not_mapped_names_stand_together_with_their_sentences(article: Findings, open_page: Open) -> None:
    page = open_page(to_html(article)).page
    page.locator("#tab-left").click()
    view = page.locator("#view-left")
    assert "Last year's missile strikes were another matter." in view.inner_text()
    view.locator("summary", has_text="Russian").click()
    view.locator("details[open]").get_by_text("The Russian ministry").first.wait_for()  # filled when it opens
    assert "The Russian ministry spoke of 25 wounded and no dead." in view.locator("details[open]").inner_text()
    assert "example.org, 2018-02-12" in view.locator("details[open]").inner_text()
    view.locator("#find-left").fill("hamlet")
    assert view.locator("summary").count() == 1
    assert page.evaluate("() => document.activeElement.id") == "find-left"


def test_evidence_is_quoted_phrase_by_phrase_and_codes_are_explained(html: str, open_page: Open) -> None:
    page = open_page(html).page
    page.locator(".entry").first.click()
    page.wait_for_selector("#incident-title")
    phrases = page.locator(".facts-list .phrases q").all_inner_texts()
    assert phrases == ["8 km east of the deconfliction line on the Euphrates", "near Khusham"]
    assert "state-based conflict" in page.locator("abbr", has_text="UCDP 1").first.get_attribute("title")
    assert page.locator(".key-step").all_inner_texts() == ["1", "2", "3", "4", "5"]
    page.locator("#tab-about").click()
    assert "state-based conflict" in page.locator("#view-about").inner_text()


def test_escape_and_back_go_one_step_and_focus_stays_in_the_page(html: str, open_page: Open) -> None:
    page = open_page(html).page
    active = "() => document.activeElement === document.body ? 'body' : (document.activeElement.id || document.activeElement.className)"
    page.locator(".entry").first.press("Enter")
    page.wait_for_selector("#incident-title")
    assert page.evaluate(active) == "incident-title"
    page.keyboard.press("Escape")
    page.wait_for_selector(".entry")
    assert "entry" in page.evaluate(active)
    page.locator(".entry").nth(1).press("Enter")
    page.wait_for_selector("#incident-title")
    page.go_back()
    page.wait_for_selector(".entry")
    assert page.locator("#incident-title").count() == 0
    assert page.evaluate(active) != "body"
    page.locator("#tool-table").press("Enter")
    page.wait_for_selector("#drawer tbody tr")
    page.keyboard.press("Escape")
    assert page.locator("#drawer").is_hidden()
    assert page.evaluate(active) == "tool-table"
    page.locator("#tab-text").click()
    page.locator("article .mention.literal").first.press("Enter")
    page.locator("#card .card-close").press("Enter")
    assert page.evaluate(active) != "body"


def test_time_is_stepped_typed_and_played_from_the_start(html: str, open_page: Open) -> None:
    page = open_page(html).page
    assert page.locator("#day-to").input_value() == "2018-02-21"
    page.locator("#day-from").fill("2018-02-09")
    page.locator("#day-to").fill("2018-02-09")
    assert page.locator("#count").inner_text() == "2 of 3 incidents"
    assert page.evaluate("() => geoinc.store.filter.time.map((t) => new Date(t).toISOString())") == [
        "2018-02-09T00:00:00.000Z",
        "2018-02-09T23:59:59.999Z",
    ]
    page.get_by_role("button", name="All times").click()
    page.get_by_text("How to play").click()
    page.locator("#cumulative").check()
    page.locator("#speed").select_option("fast")
    page.locator("#step-on").click()
    start = page.evaluate("() => geoinc.store.filter.time[0]")
    page.locator("#step-on").click()
    assert page.evaluate("() => geoinc.store.filter.time[0]") == start
    assert page.locator("#count").inner_text() == "2 of 3 incidents"  # the empty days before the strike are skipped
    page.locator("#play").click()
    page.wait_for_selector("#play:has-text('Play')")
    assert page.locator("#count").inner_text() == "3 incidents"


def test_the_view_is_saved_as_a_picture(html: str, open_page: Open, tmp_path: Any) -> None:
    import numpy as np
    from PIL import Image

    page = open_page(html).page
    with page.expect_download() as waiting:
        page.locator("#tool-picture").click()
    file = tmp_path / "map.png"
    waiting.value.save_as(file)
    pixels = np.asarray(Image.open(file).convert("RGB"))
    stage = page.locator("#stage").bounding_box()
    assert pixels.shape[1] == 2 * round(stage["width"])
    pin = page.locator(".pin").first.bounding_box()
    x = round(2 * (pin["x"] - stage["x"] + pin["width"] / 2))
    y = round(2 * (pin["y"] - stage["y"] + pin["height"] / 2)) + 2 * 46
    assert (pixels[y - 3 : y + 4, x - 3 : x + 4].reshape(-1, 3) == (0xE6, 0x9F, 0x00)).all(axis=1).any()
    land = (pixels == (245, 242, 236)).all(axis=2).mean()
    assert land > 0.2


def test_density_stands_in_place_of_symbols_and_in_the_link(html: str, open_page: Open) -> None:
    page = open_page(html).page
    page.locator("#tab-filters").click()
    page.get_by_role("checkbox", name="Density").check()
    assert page.locator(".pin").first.is_hidden()
    painted = (
        "() => { const c = document.querySelector('.leaflet-density-pane canvas');"
        " return c.getContext('2d').getImageData(0, 0, c.width, c.height).data.some((v) => v > 0); }"
    )
    assert page.evaluate(painted)
    page.wait_for_timeout(400)
    assert "density=1" in page.evaluate("() => location.hash")
    page.get_by_role("checkbox", name="Density").uncheck()
    assert page.locator(".pin").first.is_visible()
