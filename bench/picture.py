"""Take a picture of a map: ``python bench/picture.py output/khusham.html picture.png [--width 1440] [--dark]``.

The first incident is opened and its working drawn, as in the picture of the README.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright

ARGUMENTS = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]


def picture(page: Path, target: Path, *, width: int, height: int, dark: bool) -> None:
    """Open the page offline and write what it shows as PNG."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        scheme = "dark" if dark else "light"
        context = browser.new_context(
            viewport={"width": width, "height": height}, offline=True, color_scheme=scheme, reduced_motion="reduce"
        )
        shown = context.new_page()
        shown.goto(page.resolve().as_uri())
        shown.wait_for_selector("html[data-ready]", state="attached")
        if shown.locator(".entry").count():
            shown.locator(".entry").first.click()
            shown.wait_for_selector("#incident-title")
        if shown.locator("#working").count():
            shown.locator("#working").check()
            shown.locator("#view-incidents").evaluate("(view) => { view.scrollTop = 0; }")
        shown.wait_for_timeout(800)
        shown.screenshot(path=target)
        browser.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("page", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--width", type=int, default=1440)
    parser.add_argument("--height", type=int, default=900)
    parser.add_argument("--dark", action="store_true")
    given = parser.parse_args()
    picture(given.page, given.target, width=given.width, height=given.height, dark=given.dark)
