"""One page of what geoinc costs: seconds of CPU on texts that the process has not seen, as ratios to a peer in the same run.

    python bench/speed.py DATA [--texts 150] [--exports 10000]

Processor time, so that other work on the machine only blurs it; each peer (plain geopandas, spaCy's blank tokenizer,
pyahocorasick over the same names, a page in a fresh process) runs beside. Peers that are not installed are left out.
"""

from __future__ import annotations

import argparse
import importlib.util
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from export import findings, plainly
from stages import timed

from geoinc import garbage, locate_frame
from geoinc.export import write
from geoinc.gazetteer import Gazetteer
from geoinc.gazetteer.geocoder import LocalGeocoder
from geoinc.locations.fusion import product
from geoinc.model import Document
from geoinc.phrase import locate
from geoinc.pipeline import Pipeline
from geoinc.read.jsonlines import objects

PUBLISHED = date(2019, 5, 8)
"""Relative dates need a day to count from; the corpora give none."""
CORPORA = ("lgl", "geovirus", "geowebnews")
PHRASES = {
    "simple": "usgs_eval_us5k",
    "simple, of the world": "usgs_eval_world",
    "sea": "imb_reported",
    "vague": "usgs_vague",
}
WARM = 60
"""So many texts or phrases go before, from another part of the data: lexicons are read and patterns compiled."""
VARIED = 20_000
MEASURED = re.compile(r"(\d+)( ?km) [NESW]{1,3} of (.+)")
COMPASS = ["N", "NNE", "NE", "ENE", "E", "ESE", "SE", "SSE", "S", "SSW", "SW", "WSW", "W", "WNW", "NW", "NNW"]
POINTS = 20_000
ARTICLE = "Gunmen attacked a market in Gao, Mali, on Monday, killing 12 people and wounding 30, police said."


def texts(data: Path, count: int) -> tuple[list[Document], list[Document]]:
    """Return texts to warm up with and as many others of each corpus as its share of all."""
    every = [
        Document(row["text"], id=where, published=PUBLISHED)
        for name in CORPORA
        for where, row in objects(data / "corpora" / f"{name}.jsonl")
    ]
    warm = every[:: max(1, len(every) // WARM)]
    kept = {id(d) for d in warm}
    rest = [d for d in every if id(d) not in kept]
    return warm, rest[:: max(1, len(rest) // count)][:count]


def cpu_s(action: Callable[[], object]) -> float:
    """Return the seconds of CPU that an action takes, without a search for the garbage of what was measured before."""
    with garbage.kept():
        begin = time.process_time()
        action()
        return time.process_time() - begin


def row(label: str, value: str, peer: str = "") -> None:
    """Print one line of the page."""
    print(f"{label:<44} {value:>24}  {peer}", flush=True)


def stages(pipeline: Pipeline, documents: Sequence[Document]) -> dict[str, float]:
    """Return the seconds of CPU of each stage over documents."""
    spent: dict[str, float] = defaultdict(float)
    for document in documents:
        for stage, seconds in timed(pipeline, document, time.process_time)[1].items():
            spent[stage] += seconds
    return spent


def show_pipeline(data: Path, count: int) -> None:
    """Print documents a second and milliseconds by stage, and recognition and resolution beside a tokenizer."""
    pipeline = Pipeline.default()
    warm, documents = texts(data, count)
    stages(pipeline, warm)
    spent = stages(pipeline, documents)
    whole = sum(spent.values())
    row(f"pipeline, {len(documents)} unseen texts", f"{len(documents) / whole:.0f} documents/s")
    for name, seconds in spent.items():
        row(f"  {name}", f"{1000 * seconds / len(documents):.2f} ms a document")
    if importlib.util.find_spec("spacy"):
        import spacy

        tokenizer = spacy.blank("en")
        for document in warm:
            tokenizer(document.text)
        peer = cpu_s(lambda: [tokenizer(d.text) for d in documents])
        names = spent["recognise"] + spent["resolve"]
        row(
            "  recognise and resolve",
            f"{names / peer:.2f} × spaCy's blank tokenizer",
            f"({len(documents) / peer:.0f}/s)",
        )


def show_scan(data: Path) -> None:
    """Print how fast the gazetteer's names are found in running text, beside an automaton of the same names."""
    gazetteer = Gazetteer.default()
    warm, documents = texts(data, 400)
    for document in warm:
        gazetteer.scan_tuples(document.text)
    size_mb = sum(len(d.text.encode()) for d in documents) / 1e6
    ours = size_mb / cpu_s(lambda: [gazetteer.scan_tuples(d.text) for d in documents])
    peer = ""
    if importlib.util.find_spec("ahocorasick"):
        import ahocorasick

        automaton = ahocorasick.Automaton()
        for number, key in enumerate(gazetteer.store.keys):
            automaton.add_word(key, number)
        automaton.make_automaton()
        seconds = cpu_s(lambda: [list(automaton.iter(d.text.lower())) for d in documents])
        peer = f"pyahocorasick, without word ends: {size_mb / seconds:.1f} MB/s"
    row("scan", f"{ours:.1f} MB/s", peer)


def varied(phrases: Sequence[str], count: int) -> list[str]:
    """Return phrases with other distances and directions: a long register, whose towns come again as they do in them."""
    rng = random.Random(7)
    read = [found for found in map(MEASURED.fullmatch, phrases) if found]
    chosen = rng.choices(read, k=count)
    return [
        f"{max(1, round(int(found[1]) * rng.uniform(0.5, 1.5)))}{found[2]} {rng.choice(COMPASS)} of {found[3]}"
        for found in chosen
    ]


def show_locations(data: Path) -> None:
    """Print phrases located and points looked up a second."""
    gazetteer = Gazetteer.default()
    told = {
        label: [str(found["text"]) for _, found in objects(data / "relative" / f"{name}.jsonl")]
        for label, name in PHRASES.items()
    }
    told["simple, varied"] = varied([*told["simple"], *told["simple, of the world"]], VARIED + WARM)
    for label, phrases in told.items():
        for phrase in phrases[-WARM:]:
            locate(phrase, gazetteer)
        asked = phrases[: len(phrases) - WARM]
        seconds = cpu_s(lambda asked=asked: locate_frame(asked))  # type: ignore[misc]
        row(
            f"locate_frame, {len(asked)} {label} ({len(set(asked))} distinct)",
            f"{len(asked) / seconds:.0f} phrases/s",
            f"10,000 take {1e4 * seconds / len(asked):.1f} s",
        )
        asked = asked[:300]
        product.forget()
        seconds = cpu_s(lambda asked=asked: [locate(phrase, gazetteer) for phrase in asked])  # type: ignore[misc]
        row(f"  one by one with its working, {label}", f"{len(asked) / seconds:.0f} phrases/s")
    geocoder = LocalGeocoder()
    golden = 0.618_033_988_75
    lon = [(i * golden % 1) * 358 - 179 for i in range(POINTS)]
    lat = [(i / POINTS) * 140 - 70 for i in range(POINTS)]
    geocoder.reverse_frame(lon[:10], lat[:10])
    row("reverse_frame", f"{POINTS / cpu_s(lambda: geocoder.reverse_frame(lon, lat)):.0f} points/s")


def show_exports(count: int) -> None:
    """Print what each format takes beside geopandas writing the same columns of tables that are ready."""
    found, few = findings(count), findings(10)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for ending in (".geojson", ".gpkg", ".fgb", ".parquet"):
            write(few, folder / f"warm{ending}")
            plainly(few, ending, folder)()
            ours = cpu_s(lambda ending=ending: write(found, folder / f"ours{ending}"))  # type: ignore[misc]
            for old in folder.iterdir():
                old.unlink()
            plain = cpu_s(plainly(found, ending, folder))
            for old in folder.iterdir():
                old.unlink()
            row(f"export, {count:,} incidents, {ending}", f"{ours / plain:.2f} × geopandas", f"{ours:.2f} s")


def show_page() -> None:
    """Print what one article to a page takes in a fresh process, and the memory that it needs."""
    with tempfile.TemporaryDirectory() as name:
        script = f"import geoinc; geoinc.map_incidents({ARTICLE!r}).save({str(Path(name) / 'page.html')!r})"
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-c", script], check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    row("one article to a page, cold", f"{spent:.2f} s", f"{after.ru_maxrss / 1024:.0f} MB")


def main() -> None:
    """Print the page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--texts", type=int, default=150)
    parser.add_argument("--exports", type=int, default=10_000)
    options = parser.parse_args()
    show_page()
    show_pipeline(options.data, options.texts)
    show_scan(options.data)
    show_locations(options.data)
    show_exports(options.exports)


if __name__ == "__main__":
    main()
