"""The page as people use it, in Chromium, from a file, offline."""

from __future__ import annotations

import csv
import io
import itertools
import json
import math
import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import shapely

from geoinc import corrections
from geoinc.model import Document, Findings, Region
from geoinc.render import to_html, to_map
from geoinc.render.notebook import report_html

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser, Page

    Open = Callable[..., Any]

pytestmark = pytest.mark.browser

PICTURES = os.environ.get("GEOINC_PICTURES")
"""A folder for the screenshots, where somebody wants to look at them."""


@pytest.fixture(scope="module")
def html(article: Findings) -> str:
    return to_html(article)


def picture(page: Page, name: str) -> None:
    if PICTURES:
        Path(PICTURES).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=f"{PICTURES}/{name}.png")


def choose_first(page: Page) -> None:
    page.locator(".entry").first.click()
    page.wait_for_selector("#incident-title")


def saved(page: Page, button: str) -> str:
    with page.expect_download() as waiting:
        page.get_by_role("button", name=button, exact=True).click()
    return Path(waiting.value.path()).read_text("utf-8-sig")


def test_it_opens_offline_without_a_request_or_complaint(html: str, open_page: Open) -> None:
    shown = open_page(html)
    assert shown.page.locator("#count").inner_text() == "3 incidents"
    assert shown.page.locator(".pin").count() == 2
    assert "not located: the text gives no location for it" in shown.page.locator("#view-incidents").inner_text()
    picture(shown.page, "wide")
    assert shown.outside == []
    assert shown.complaints == []


@pytest.mark.parametrize("findings", [Findings(), Findings(documents=(Document("Nothing happened."),))])
def test_findings_without_anything_say_so(findings: Findings, open_page: Open) -> None:
    shown = open_page(to_html(findings))
    assert "No incident was found" in shown.page.locator("#view-incidents").inner_text()
    for tab in ("text", "filters", "left", "about"):
        shown.page.locator(f"#tab-{tab}").click()
    assert shown.complaints == []


def test_it_runs_inside_a_notebooks_frame(article: Findings, browser: Browser) -> None:
    page = browser.new_page()
    page.set_content(report_html(article, limit=10))
    frame = page.frame_locator("iframe")
    frame.locator(".entry").first.click()
    assert frame.locator("#incident-title").inner_text() == "Air strike near Khusham"
    page.close()


def test_a_marker_opens_the_incident_with_its_sentences_and_claims(html: str, open_page: Open) -> None:
    page = open_page(html).page
    page.locator(".pin").first.press("Enter")
    page.wait_for_selector("table.claims")
    text = page.locator("#view-incidents").inner_text()
    assert "some 8 km east of the deconfliction line" in text
    rows = page.locator("table.claims tbody tr")
    assert rows.count() == 3
    assert "about 100" in rows.nth(0).inner_text()
    assert "none" in rows.nth(1).inner_text()
    assert "of them" in rows.nth(2).inner_text()
    assert "disputed" in page.locator("table.claims thead").inner_text()
    assert "suspected, says a US officer" in text


def test_the_working_is_drawn_on_demand(html: str, open_page: Open) -> None:
    page = open_page(html).page
    choose_first(page)
    layers = (
        "() => Object.values(geoinc.map._layers).filter((one) => one.options && one.options.dashArray === '6 4').length"
    )
    assert page.evaluate(layers) == 0
    page.locator("#working").check()
    page.wait_for_timeout(300)
    assert page.evaluate(layers) == 1
    assert page.locator(".steps li").count() == 5
    assert "130 km off" in page.locator(".aside").inner_text()
    picture(page, "working")


def test_a_mention_leads_to_the_map_and_to_its_alternatives(html: str, open_page: Open) -> None:
    page = open_page(html).page
    page.locator("#tab-text").click()
    page.locator("article .mention.literal", has_text="Hasakah").click()
    page.wait_for_timeout(500)
    centre = page.evaluate("() => geoinc.map.getCenter()")
    assert abs(centre["lat"] - 36.5) < 0.2
    page.locator("article .mention.literal", has_text="Khusham").first.click()
    assert "It could also be" in page.locator("#card").inner_text()
    picture(page, "text")


def test_the_text_is_whole_and_right_to_left_where_it_is(html: str, article: Findings, open_page: Open) -> None:
    page = open_page(html).page
    page.locator("#tab-text").click()
    paragraphs = page.locator("article p[data-from]").all_text_contents()
    assert paragraphs == [line for line in article.documents[0].text.split("\n") if line]
    assert page.locator("article p[data-from]").last.evaluate("(p) => getComputedStyle(p).direction") == "rtl"


def test_why_names_are_not_on_the_map(html: str, open_page: Open) -> None:
    page = open_page(html).page
    page.locator("#tab-left").click()
    text = page.locator("#view-left").inner_text()
    for reason in ("somebody or something", "people or belonging", "no location", "also a hamlet"):
        assert reason in text


def test_filters_count_and_narrow_map_list_and_table(html: str, open_page: Open) -> None:
    page = open_page(html).page
    page.locator("#tab-filters").click()
    assert "air strike\n2" in page.locator("#view-filters").inner_text().replace(" ", " ")
    page.get_by_role("checkbox", name="roadside bomb").check()
    assert page.locator("#count").inner_text() == "1 of 3 incidents"
    assert page.locator(".pin").count() == 1
    page.locator("#tool-table").click()
    assert page.locator("#drawer tbody tr").count() == 1
    page.get_by_role("button", name="Clear all filters").click()
    assert page.locator("#count").inner_text() == "3 incidents"


def test_time_is_brushed_by_slider_and_the_undated_stay_until_sent_away(html: str, open_page: Open) -> None:
    page = open_page(html).page
    page.evaluate("() => geoinc.store.setTime([Date.UTC(2018, 1, 9), Date.UTC(2018, 1, 10) - 1])")
    assert page.locator("#count").inner_text() == "2 of 3 incidents"
    page.locator("#undated-lane button").click()
    assert page.locator("#count").inner_text() == "1 of 3 incidents"
    page.get_by_role("button", name="All times").click()
    page.locator("#to").press("Home")
    assert page.locator("#count").inner_text() == "0 of 3 incidents"


def test_play_runs_a_window_through_time(html: str, open_page: Open) -> None:
    page = open_page(html).page
    page.get_by_text("How to play").click()
    page.locator("#loop").check()
    page.locator("#play").click()
    page.wait_for_selector("#play:has-text('Pause')")
    assert page.evaluate("() => geoinc.store.filter.time !== null")
    page.locator("#play").click()
    page.wait_for_selector("#play:has-text('Play')")


def test_search_looks_through_sentences(html: str, open_page: Open) -> None:
    page = open_page(html).page
    page.locator("#search").fill("wounded three")
    page.wait_for_timeout(400)
    assert page.locator("#count").inner_text() == "1 of 3 incidents"
    page.locator("#search").fill("")
    page.wait_for_timeout(400)
    assert page.locator("#count").inner_text() == "3 incidents"


def test_the_table_sorts_and_walks_by_keyboard(html: str, open_page: Open) -> None:
    page = open_page(html).page
    page.locator("#tool-table").press("Enter")
    page.wait_for_selector("#drawer tbody tr")
    page.locator("#sort-killed").press("Enter")
    assert page.locator("th[aria-sort=descending]").inner_text().startswith("Killed")
    assert page.locator("#drawer tbody tr").first.locator("th").inner_text() == "Air strike near Khusham"
    page.locator("#drawer tbody tr").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_selector("#incident-title")
    assert page.locator("#incident-title").inner_text() in {"Roadside bomb in Hasakah", "Missile strikes"}
    picture(page, "table")


def test_the_marked_rows_are_saved_as_geojson_and_csv(html: str, open_page: Open) -> None:
    page = open_page(html).page
    page.locator("#tool-table").click()
    page.get_by_role("checkbox", name="Mark Air strike near Khusham").check()
    collection = json.loads(saved(page, "GeoJSON"))
    feature, outer, inner = collection["features"]
    assert (outer["geometry"]["type"], outer["properties"]["part"]) == ("MultiPolygon", "area of 90 %")
    assert inner["properties"]["id"] == "inc-strike"
    assert feature["properties"]["claims"][0]["figure"] == "about 100"
    assert feature["properties"]["claims"][0]["words"] == "about 100 fighters died"
    assert feature["properties"]["reports"][0]["url"] == "https://example.org/a"
    assert feature["geometry"] == {"type": "Point", "coordinates": [40.309, 35.336]}
    assert feature["properties"]["event_start"] == "2018-02-07T19:00:00Z"
    page.get_by_role("button", name="Unmark").click()
    rows = list(csv.DictReader(io.StringIO(saved(page, "CSV"))))
    assert [row["id"] for row in rows] == ["inc-strike", "inc-bomb", "inc-lost"]
    assert rows[2]["lon"] == ""
    assert "killed: about 100 fighters (a US officer)" in rows[0]["claims"]
    assert rows[0]["links"] == "https://example.org/a"


def test_cells_that_look_like_formulas_stay_text(article: Findings, open_page: Open) -> None:
    evil = replace(article.incidents[0], title="=HYPERLINK(1)")
    page = open_page(to_html(replace(article, incidents=(evil,)))).page
    page.locator("#tool-table").click()
    (row,) = csv.DictReader(io.StringIO(saved(page, "CSV")))
    assert row["title"] == "'=HYPERLINK(1)"


def test_measuring_along_a_line(html: str, open_page: Open) -> None:
    page = open_page(html).page
    page.locator("#tool-measure").click()
    page.mouse.click(300, 300)
    page.mouse.click(500, 300)
    assert "km along 2 points" in page.locator("#measure-result").inner_text()
    page.keyboard.press("Escape")
    assert page.locator("#measure-result").is_hidden()


def test_a_permalink_brings_the_view_back(html: str, open_page: Open) -> None:
    page = open_page(html).page
    page.locator("#tab-filters").click()
    page.get_by_role("checkbox", name="armed clash").check()
    page.locator("#tab-incidents").click()
    choose_first(page)
    page.wait_for_timeout(900)
    fragment = page.evaluate("() => location.hash")
    assert "incident=inc-strike" in fragment
    again = open_page(html, fragment=fragment).page
    again.wait_for_selector("#incident-title")
    assert again.locator("#count").inner_text() == "1 of 3 incidents"


def test_incidents_at_one_spot_are_spread_and_near_ones_clustered(article: Findings, open_page: Open) -> None:
    strike, bomb, _ = article.incidents
    same = tuple(replace(strike, id=f"s{k}") for k in range(4))
    page = open_page(to_html(replace(article, incidents=(*same, bomb)))).page
    assert page.locator(".pin").count() == 5
    boxes = {(round(b["x"]), round(b["y"])) for b in (page.locator(".pin").nth(k).bounding_box() for k in range(5))}
    assert len(boxes) == 5
    page.evaluate("() => geoinc.map.setZoom(4, {animate: false})")
    assert page.locator(".cluster .donut-count").text_content() == "5"


def test_seen_as_a_world_a_few_pins_stand_beside_their_places_and_cover_none(
    article: Findings, open_page: Open
) -> None:
    spots = [(40.0, 35.0), (44.0, 35.0), (42.0, 33.0), (60.0, 20.0), (62.0, 21.0), (64.0, 20.0), (-70.0, 5.0)]
    incidents = tuple(
        replace(
            article.incidents[0],
            id=f"w{k}",
            location=replace(
                article.incidents[0].location,
                region=Region(shapely.Point(at), shapely.Point(at).buffer(0.01), shapely.Point(at).buffer(0.02), 900.0),
            ),
        )
        for k, at in enumerate(spots)
    )
    page = open_page(to_html(replace(article, incidents=incidents))).page
    page.evaluate("() => geoinc.map.setView([20, 0], 2, {animate: false})")
    stage = page.locator("#stage").bounding_box()
    middles = []
    for pin in page.locator(".pin").all():
        box = pin.bounding_box()
        middle = box["x"] + box["width"] / 2 - stage["x"], box["y"] + box["height"] / 2 - stage["y"]
        place = page.evaluate(
            "([lon, lat]) => geoinc.map.latLngToContainerPoint([lat, lon])", spots[int(pin.get_attribute("data-row"))]
        )
        assert math.dist(middle, (place["x"], place["y"])) < 24
        middles.append(middle)
    assert len(middles) == len(spots)
    assert min(math.dist(one, other) for one, other in itertools.combinations(middles, 2)) >= 24


def test_corrections_are_saved_as_the_file_that_geoinc_reads(
    html: str, article: Findings, open_page: Open, tmp_path: Path
) -> None:
    page = open_page(html).page
    page.locator("#tab-text").click()
    page.locator("article .mention.literal", has_text="Khusham").first.click()
    page.get_by_role("button", name="Choose Khusham").click()
    page.locator("#tab-incidents").click()
    choose_first(page)
    page.get_by_role("button", name="Move the pin").click()
    page.mouse.click(400, 300)
    page.get_by_role("button", name="Not an incident").click()
    page.get_by_text("Add a note").click()
    page.locator("#note").fill('He said "no", twice\n=1+1')
    page.get_by_role("button", name="Add the note").click()
    page.get_by_text("It is the same as another").click()
    page.get_by_role("button", name="They are one").click()
    file = tmp_path / "corrections.csv"
    file.write_text(saved(page, "Save 5 corrections"), "utf-8")
    place, move, wrong, note, same = corrections.read(file)
    assert (place.kind, place.value, place.start, place.end) == ("place", "t:khusham2", 28, 35)
    assert place.document == article.documents[0].id
    assert move.kind == "move"
    assert 30 < (move.lat or 0) < 40
    assert (wrong.kind, wrong.incident) == ("wrong", "inc-strike")
    assert note.note == 'He said "no", twice =1+1'
    assert (same.kind, same.value) == ("same", "inc-bomb")


def test_a_blurred_map_says_so(article: Findings, open_page: Open) -> None:
    shown = open_page(to_html(article, blur_m=5_000))
    assert "coarsened to 5.0 km" in shown.page.locator("#stage .blur-note").inner_text()
    assert shown.complaints == []


def test_tiles_are_asked_for_only_when_the_reader_wants_them(article: Findings, open_page: Open) -> None:
    shown = open_page(to_html(article, tiles="osm"))
    page = shown.page
    page.locator("#tab-filters").click()
    page.wait_for_timeout(300)
    assert shown.outside == []
    page.get_by_label("Map tiles").select_option("0")
    assert "OpenStreetMap contributors" in page.locator("#credits").inner_text()
    page.wait_for_timeout(500)
    assert shown.outside[0].startswith("https://tile.openstreetmap.org/")
    assert page.locator("#map-notes").inner_text()
    page.get_by_label("Map tiles").select_option("")
    assert page.locator(".leaflet-tile").count() == 0


def test_layers_that_users_add_with_folium_are_there(article: Findings, open_page: Open) -> None:
    import folium

    made = to_map(article)
    folium.Marker([36.0, 40.5], popup="<b>mine</b>", tooltip="here").add_to(made)
    folium.GeoJson({"type": "Point", "coordinates": [40.4, 36.1]}).add_to(made)
    shown = open_page(made.get_root().render())
    shown.page.locator(".leaflet-marker-icon:not(.pin)").first.click()
    shown.page.wait_for_selector(".leaflet-popup-content b")
    assert shown.outside == []
    assert shown.complaints == []


def test_findings_across_the_antimeridian_stay_together(article: Findings, open_page: Open) -> None:
    import shapely

    from geoinc.model import Location, Region

    def at(lon: float) -> Location:
        point = shapely.Point(lon, -17.5)
        return Location(Region(point, point.buffer(0.2), point.buffer(0.4), 40_000))

    strike = article.incidents[0]
    two = tuple(replace(strike, id=f"f{k}", location=at(lon)) for k, lon in enumerate((179.2, -179.3)))
    page = open_page(to_html(Findings(documents=article.documents, incidents=two))).page
    assert page.locator(".pin").count() == 2


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (390, 844), (360, 640)])
def test_nothing_overflows_sideways(html: str, open_page: Open, width: int, height: int) -> None:
    page = open_page(html, width=width, height=height).page
    choose_first(page)
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width
    assert page.locator("#stage").bounding_box()["height"] > 150
    picture(page, f"at-{width}")


def test_dark_and_print_are_styled(html: str, open_page: Open) -> None:
    page = open_page(html, color_scheme="dark").page
    assert page.evaluate("() => getComputedStyle(document.body).backgroundColor") == "rgb(22, 25, 29)"
    choose_first(page)
    picture(page, "dark")
    page.emulate_media(media="print", color_scheme="light")
    assert page.locator("#tools").is_hidden()
    assert page.locator("table.claims").is_visible()
    if PICTURES:
        page.pdf(path=f"{PICTURES}/print.pdf", format="A4", print_background=True)
