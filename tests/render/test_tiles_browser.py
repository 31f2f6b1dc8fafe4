"""Tiles out of a file that the reader opens: what is drawn, by its pixels, and files that cannot be used."""

from __future__ import annotations

import gzip
import io
import struct
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from geoinc.render import to_html

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geoinc.model import Findings

    Open = Callable[..., Any]

pytestmark = pytest.mark.browser

PNG, VECTOR = 2, 1
NORTH_WEST, SOUTH_WEST, SOUTH_EAST, NORTH_EAST = (200, 30, 30), (30, 160, 30), (30, 30, 200), (190, 170, 20)
DEEP = (150, 20, 150)
"""Of the tile of zoom 2 south-east of the world's middle; the three others around the middle are not in the archive."""
ASIDE_PX = 20


def picture(colour: tuple[int, int, int]) -> bytes:
    from PIL import Image

    written = io.BytesIO()
    Image.new("RGB", (256, 256), colour).save(written, "PNG")
    return written.getvalue()


def varint(value: int) -> bytes:
    low, rest = value & 127, value >> 7
    return bytes([low | 128]) + varint(rest) if rest else bytes([low])


def directory(entries: Sequence[tuple[int, int, int, int]]) -> bytes:
    """Return a packed directory of tile ids, run lengths, lengths and offsets."""
    ids, runs, lengths, offsets = zip(*entries, strict=True)
    steps = np.diff(ids, prepend=0).tolist()
    numbers = [len(entries), *steps, *runs, *lengths, *(offset + 1 for offset in offsets)]
    return gzip.compress(b"".join(map(varint, numbers)), mtime=0)


def archive(*, version: int = 3, kind: int = PNG) -> bytes:
    """Return four tiles of zoom 1 in the root directory, and one of zoom 2 in a leaf."""
    pictures = [picture(colour) for colour in (NORTH_WEST, SOUTH_WEST, SOUTH_EAST, NORTH_EAST, DEEP)]
    starts = np.cumsum([0, *map(len, pictures)]).tolist()
    # Zoom 1 is numbered 1 to 4 from the north-west against the clock; (2, 2) of zoom 2 is the ninth of its curve.
    leaf = directory([(5 + 8, 1, len(pictures[4]), starts[4])])
    root = directory([*((k + 1, 1, len(pictures[k]), starts[k]) for k in range(4)), (5, 0, len(leaf), 0)])
    sections = [root, gzip.compress(b'{"attribution": "<b>Testers</b>"}', mtime=0), leaf, b"".join(pictures)]
    at = 127 + np.cumsum([0, *map(len, sections)])
    spans = [value for start, part in zip(at.tolist(), sections, strict=False) for value in (start, len(part))]
    world = [round(degrees * 1e7) for degrees in (-180, -85, 180, 85)]
    header = b"PMTiles" + bytes([version]) + struct.pack("<8Q", *spans) + bytes(24)
    header += bytes([1, 2, 1, kind, 1, 2]) + struct.pack("<4i", *world) + bytes(9)
    return header + b"".join(sections)


def give(page: Any, name: str, content: bytes) -> None:
    page.locator("input[type=file][accept='.pmtiles']").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    )


def around_the_middle(page: Any, zoom: int) -> list[tuple[int, ...]]:
    """Return the colours north-west, south-west, south-east and north-east of the world's middle."""
    from PIL import Image

    page.evaluate(
        "(zoom) => new Promise((done) => { geoinc.map.setView([0, 0], zoom, {animate: false});"
        " requestAnimationFrame(() => requestAnimationFrame(done)); })",
        zoom,
    )
    page.wait_for_function(
        "() => [...document.querySelectorAll('img.leaflet-tile')].every("
        "(one) => one.classList.contains('leaflet-tile-loaded') && getComputedStyle(one).opacity === '1')"
    )
    shot = page.screenshot(clip=page.locator("#stage").bounding_box())
    pixels = Image.open(io.BytesIO(shot)).convert("RGB")
    at = page.evaluate("() => geoinc.map.latLngToContainerPoint([0, 0])")
    sides = ((-1, -1), (-1, 1), (1, 1), (1, -1))
    return [pixels.getpixel((at["x"] + x * ASIDE_PX, at["y"] + y * ASIDE_PX)) for x, y in sides]


@pytest.mark.parametrize("tiles", [None, "choice"])
def test_a_file_of_tiles_lies_under_the_map(article: Findings, open_page: Open, tiles: str | None) -> None:
    shown = open_page(to_html(article, tiles=tiles))
    page = shown.page
    page.locator("#tab-filters").click()
    own = around_the_middle(page, 2)
    give(page, "ground.pmtiles", archive())
    page.get_by_label("Map tiles").locator("option[value=file]").wait_for(state="attached")
    assert page.get_by_label("Map tiles").input_value() == "file"
    assert "Testers" in page.locator("#credits").inner_text()
    assert around_the_middle(page, 1) == [NORTH_WEST, SOUTH_WEST, SOUTH_EAST, NORTH_EAST]
    north_west, south_west, south_east, north_east = around_the_middle(page, 2)
    assert south_east == DEEP
    assert [north_west, south_west, north_east] == [own[0], own[1], own[3]]
    assert around_the_middle(page, 3)[2] == DEEP
    page.get_by_label("Map tiles").select_option("")
    assert page.locator(".leaflet-tile").count() == 0
    assert shown.outside == []
    assert shown.complaints == []


def test_the_file_is_chosen_by_keyboard(article: Findings, open_page: Open) -> None:
    page = open_page(to_html(article)).page
    page.on("filechooser", lambda _: None)  # now: told while a key is on its way, the browser may open its own dialog
    page.locator("#tab-filters").click()
    opener = page.get_by_role("button", name="A file of tiles (.pmtiles)…")
    page.locator("#show-density").focus()
    page.keyboard.press("Tab")
    assert opener.evaluate("(one) => one === document.activeElement")
    with page.expect_file_chooser() as asked:
        page.keyboard.press("Enter")
    asked.value.set_files({"name": "a.pmtiles", "mimeType": "", "buffer": archive()})
    page.get_by_label("Map tiles").wait_for()
    assert opener.evaluate("(one) => one === document.activeElement")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<svg onload=alert(1)>" * 20, "no PMTiles file"),
        (archive(version=2), "version 2"),
        (archive(kind=VECTOR), "vector tiles"),
        (archive()[:-1], "cut short"),
        (archive()[:127] + bytes(len(archive()) - 127), "damaged"),
    ],
    ids=["other", "old", "vector", "short", "damaged"],
)
def test_a_file_that_cannot_be_used_is_told_in_one_line(
    article: Findings, open_page: Open, content: bytes, words: str
) -> None:
    shown = open_page(to_html(article))
    page = shown.page
    page.locator("#tab-filters").click()
    give(page, "<b>bad</b>.pmtiles", content)
    page.locator("#map-notes p").wait_for()
    told = page.locator("#map-notes").inner_text()
    assert told.startswith("<b>bad</b>.pmtiles: ")
    assert words in told
    assert "\n" not in told
    assert page.locator(".leaflet-tile, #tile-choice").count() == 0
    assert shown.complaints == []
    give(page, "good.pmtiles", archive())
    page.get_by_label("Map tiles").wait_for()
