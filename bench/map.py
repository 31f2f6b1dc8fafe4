"""How large maps of very many incidents are and how fast they open, pan and filter in headless Chromium.

Beside our own page, folium's FastMarkerCluster and GeoJson draw the same points in the same run (their pages take
Leaflet from the same package; what they would fetch from CDNs beyond that is left out or replaced).

    python bench/map.py [--counts 100000,1000000] [--others 100000] [--texts ../shared/data/corpora/lgl.jsonl …]

``main_thread_ms`` is what the browser's main thread did until half a second after the page was usable. ``--texts`` reads
real texts (JSON lines with a field "text"), whose areas, names and sentences weigh more than invented incidents.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import shapely
from playwright.sync_api import Browser, Page, sync_playwright

from geoinc.model import (
    Actor,
    Document,
    EventType,
    Findings,
    Harm,
    Incident,
    Location,
    Region,
    Role,
    Span,
    Tally,
    TimePrecision,
)
from geoinc.render import page as assets
from geoinc.render import to_html

ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

REPEATS = 3

TYPES = [
    EventType("armed clash", acled_event="Battles"),
    EventType("air strike", acled_event="Explosions/Remote violence"),
    EventType("attack on civilians", acled_event="Violence against civilians"),
    EventType("protest", acled_event="Protests"),
    EventType("riot", acled_event="Riots"),
    EventType("arrest", acled_event="Strategic developments"),
]
WORDS = [
    "market",
    "bridge",
    "convoy",
    "checkpoint",
    "depot",
    "harbour",
    "station",
    "school",
    "ridge",
    "crossing",
    "village",
    "farm",
    "road",
    "camp",
]
SENTENCE = "Fighters {verb} a {what} near {where} on {day}, and {count} people were hurt, residents and officials said."


def findings(count: int, seed: int = 7) -> Findings:
    """Return invented incidents: places crowd in five hundred towns, each report tells of twenty."""
    rng = random.Random(seed)
    towns = [(rng.uniform(-120, 140), rng.gauss(20, 22), f"Town {k}") for k in range(500)]
    documents: list[Document] = []
    incidents: list[Incident] = []
    first = datetime(2015, 1, 1, tzinfo=UTC)
    while len(incidents) < count:
        sentences = [_sentence(rng, towns) for _ in range(20)]
        text = "\n".join(words for words, *_ in sentences)
        document = Document(text, id=f"doc-{len(documents):07d}", source=f"outlet-{len(documents) % 90}.example")
        documents.append(document)
        at = 0
        for words, lon, lat, where in sentences:
            span = Span(document.id, at, at + len(words), words)
            at += len(words) + 1
            incidents.append(_incident(rng, len(incidents), span, lon, lat, where, first))
    return Findings(documents=tuple(documents), incidents=tuple(incidents[:count]))


def _sentence(rng: random.Random, towns: list[tuple[float, float, str]]) -> tuple[str, float, float, str]:
    lon, lat, where = rng.choice(towns)
    words = SENTENCE.format(
        verb=rng.choice(["shelled", "stormed", "left", "held"]),
        what=rng.choice(WORDS),
        where=where,
        day=rng.choice(["Monday", "Friday"]),
        count=rng.randint(2, 90),
    )
    return words, rng.gauss(lon, 0.4), max(-80, min(80, rng.gauss(lat, 0.3))), where


def _incident(  # noqa: PLR0913, PLR0917 - drawn one by one
    rng: random.Random, number: int, span: Span, lon: float, lat: float, where: str, first: datetime
) -> Incident:
    kind = rng.choice(TYPES)
    point = shapely.Point(lon, lat)
    radius_m = rng.uniform(500, 30_000)
    region = Region(point, point, point, radius_m)
    start = first + timedelta(days=rng.randrange(3_600))
    return Incident(
        f"inc-{number:07d}",
        f"{kind.name.capitalize()} near {where}",
        (kind,),
        Location(region, text=f"near {where}"),
        start=start,
        end=start,
        time_precision=TimePrecision.DAY,
        actors=(Actor(rng.choice(["army", "militia", "rebels", "police"]), Role.ATTACKER, span),),
        casualties={Harm.KILLED: Tally(0, rng.randrange(30), 40)} if number % 3 == 0 else {},
        spans=(span,),
    )


def measure_page(browser: Browser, file: Path, ready: str, probe: str) -> dict[str, Any]:
    """Return the best of several openings: other programs on the machine can only add."""
    runs = [_open(browser, file, ready, probe) for _ in range(REPEATS)]
    return {name: min(run[name] for run in runs) for name in runs[0]}


def _open(browser: Browser, file: Path, ready: str, probe: str) -> dict[str, Any]:
    """Open a file and time it: until usable, the worst frame of panning, and what the probe measures."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, offline=True)
    page = context.new_page()
    devtools = context.new_cdp_session(page)
    devtools.send("Performance.enable")
    page.add_init_script(
        "(() => { const poll = () => { let ok = false; try { ok = Boolean(" + ready + "); } catch {} "
        "if (ok) { window.__usable = performance.now(); document.documentElement.dataset.usable = 1; } else setTimeout(poll, 10); }; poll(); })()"
    )
    page.goto(file.as_uri(), wait_until="commit")
    page.wait_for_selector("html[data-usable]", state="attached", timeout=120_000)
    result = {"usable_s": round(page.evaluate("window.__usable") / 1000, 2)}
    page.wait_for_timeout(500)
    metrics = {one["name"]: one["value"] for one in devtools.send("Performance.getMetrics")["metrics"]}
    result |= {"main_thread_ms": round(metrics["TaskDuration"] * 1000)}
    result |= {"worst_frame_ms": _pan(page)}
    if probe:
        result |= page.evaluate(probe)
    context.close()
    return result


def _pan(page: Page) -> float:
    page.evaluate(
        "() => { window.__frames = []; let last = performance.now(); window.__run = true;"
        " const tick = (now) => { __frames.push(now - last); last = now; if (__run) requestAnimationFrame(tick); };"
        " requestAnimationFrame(tick); }"
    )
    for _ in range(3):
        page.mouse.move(500, 400)
        page.mouse.down()
        for step in range(12):
            page.mouse.move(500 - 25 * step, 400 + 8 * step)
        page.mouse.up()
        page.wait_for_timeout(250)
    return round(page.evaluate("() => { window.__run = false; return Math.max(...__frames.slice(2)); }"), 1)


OUR_PROBE = """async () => {
  const { store, map, pick } = window.geoinc, took = {};
  const time = (name, run) => { const values = []; for (let k = 0; k < 5; k++) { const t = performance.now(); run(k); values.push(performance.now() - t); } took[name] = +values.sort((a, b) => a - b)[2].toFixed(1); };
  time("filter_time_ms", (k) => store.setTime([Date.UTC(2016 + k % 3, 1, 1), Date.UTC(2019, 1, 1)]));
  time("filter_type_ms", (k) => store.choose("type", "protest", k % 2 === 0));
  store.clearFilters();
  time("pick_ms", () => pick(map.getSize().divideBy(2)));
  let t = performance.now(); await store.rows.detail(Math.floor(store.rows.n / 2)); took.detail_ms = +(performance.now() - t).toFixed(1);
  return took;
}"""


def _page(body: str, head: str = "") -> str:
    return (
        f"<!DOCTYPE html><meta charset=utf-8><style>{assets.leaflet_css()} html,body,#m{{height:100%;margin:0}}</style>"
        f"<script>{assets.leaflet_js()}</script>{head}<div id=m></div>{body}"
    )


def geojson_page(found: Findings) -> str:
    """Return what folium's GeoJson does: one feature a point, on a canvas, with a popup."""
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [i.location.region.best.x, i.location.region.best.y]},
            "properties": {"title": i.title, "start": str(i.start)},
        }
        for i in found.incidents
        if i.location.region is not None
    ]
    data = json.dumps({"type": "FeatureCollection", "features": features})
    return _page(
        "<script>const map = L.map('m', {preferCanvas: true}).setView([20, 0], 2);"
        f"L.geoJson({data}, {{pointToLayer: (f, at) => L.circleMarker(at, {{radius: 4}}),"
        "onEachFeature: (f, l) => l.bindPopup(f.properties.title)}).addTo(map); window.drawn = true;</script>"
    )


def cluster_page(found: Findings, plugin: str) -> str:
    """Return what folium's FastMarkerCluster does, with Leaflet.markercluster given as text."""
    points = [
        [round(i.location.region.best.y, 5), round(i.location.region.best.x, 5)]
        for i in found.incidents
        if i.location.region
    ]
    return _page(
        "<script>const map = L.map('m', {maxZoom: 18}).setView([20, 0], 2); const group = L.markerClusterGroup();"
        f"group.addLayers({json.dumps(points)}.map((at) => L.marker(at))); map.addLayer(group); window.drawn = true;</script>",
        f"<script>{plugin}</script>",
    )


def findings_of_texts(files: list[Path]) -> Findings:
    """Return what the pipeline finds in the texts of JSON lines."""
    from geoinc.pipeline import Pipeline

    lines = [line for file in files for line in file.read_text("utf-8").splitlines()]
    documents = [Document(json.loads(line)["text"], id=f"text-{n:05d}") for n, line in enumerate(lines)]
    return Pipeline.default().run(documents).findings


def run(counts: list[int], others: int, plugin: Path | None, texts: list[Path]) -> None:
    """Measure and print one line a page."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        ready = "document.documentElement.dataset.ready === 'yes'"
        if texts:
            found = findings_of_texts(texts)
            name = f"{len(found.documents)} texts"
            _measure(browser, Path(folder), name, len(found.incidents), to_html(found), ready, "", {})
        for count in counts:
            found = findings(count)
            started = time.perf_counter()
            html = to_html(found)
            took = {"write_s": round(time.perf_counter() - started, 1)}
            _measure(browser, Path(folder), "geoinc", count, html, ready, OUR_PROBE, took)
            if count == others:
                _measure(browser, Path(folder), "folium GeoJson", count, geojson_page(found), "drawn === true", "", {})
                if plugin is not None:
                    text = cluster_page(found, plugin.read_text("utf-8"))
                    _measure(browser, Path(folder), "FastMarkerCluster", count, text, "drawn === true", "", {})
        browser.close()


def _measure(  # noqa: PLR0913, PLR0917 - a row of a table
    browser: Browser, folder: Path, name: str, count: int, html: str, ready: str, probe: str, took: dict[str, float]
) -> None:
    file = folder / "map.html"
    file.write_text(html, "utf-8")
    megabytes = round(file.stat().st_size / 1e6, 2)
    result = measure_page(browser, file, ready, probe)
    print(f"{name:18} n={count:<8} {megabytes:6} MB  " + json.dumps(took | result), flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--counts", default="100000,1000000")
    parser.add_argument("--others", type=int, default=100_000, help="size at which folium's layers are measured too")
    parser.add_argument("--texts", type=Path, nargs="*", default=[], help="JSON lines of real texts")
    parser.add_argument("--markercluster", type=Path, help="leaflet.markercluster.js, for FastMarkerCluster")
    given = parser.parse_args()
    run([int(n) for n in given.counts.split(",") if n], given.others, given.markercluster, given.texts)
