"""Documents a second of each stage of the pipeline, and incidents merged a second.

    python bench/incidents.py FILE… [--limit 500] [--repeats 3] [--merge 20000]

Files are JSON lines with a ``text``. Each document runs through recognition, resolution, relations, the reading of
incidents and their locating; the fastest of the repeats counts, as other work on the machine only slows down. The
gazetteer is the default one, or the one that $GEOINC_GAZETTEER names.
"""

from __future__ import annotations

import argparse
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

from stages import timed

from geoinc.incidents.merge import merge
from geoinc.model import Document, Incident
from geoinc.pipeline import Pipeline
from geoinc.read.jsonlines import objects

PUBLISHED = date(2019, 5, 8)
"""Relative dates need a day to count from; the corpora give none."""


class Stopwatch:
    """The least time (seconds) that each stage took on each document."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.least: dict[str, dict[str, float]] = defaultdict(dict)

    def keep(self, stage: str, document: Document, spent_s: float) -> None:
        """Remember a time if it is the shortest yet."""
        self.least[stage][document.id] = min(spent_s, self.least[stage].get(document.id, spent_s))


def documents(paths: Sequence[Path]) -> Iterator[Document]:
    """Yield the texts of JSON lines files."""
    for path in paths:
        for where, row in objects(path):
            yield Document(row["text"], id=where, published=PUBLISHED)


def run(pipeline: Pipeline, document: Document, watch: Stopwatch) -> list[Incident]:
    """Run one document through the stages, timing each."""
    found, spent = timed(pipeline, document, time.perf_counter)
    for stage, seconds in spent.items():
        watch.keep(stage, document, seconds)
    return found


def show(watch: Stopwatch) -> None:
    """Print documents a second by stage, and over all of them."""
    whole_s = 0.0
    for stage, least in watch.least.items():
        spent_s = sum(least.values())
        whole_s += spent_s
        print(
            f"{stage:10} {len(least) / max(spent_s, 1e-9):9.0f} documents/s  {1000 * spent_s / len(least):7.2f} ms each"
        )
    count = max(map(len, watch.least.values()))
    print(f"{'all':10} {count / whole_s:9.0f} documents/s  {1000 * whole_s / count:7.2f} ms each")


def show_merging(incidents: Sequence[Incident], count: int) -> None:
    """Print how fast copies of incidents, each on another day, merge."""
    copies = []
    for i in range(count):
        one = incidents[i % len(incidents)]
        later = timedelta(days=2 * (i // len(incidents)))
        start, end = (when + later if when else None for when in (one.start, one.end))
        copies.append(replace(one, id=f"{one.id}-{i}", start=start, end=end))
    begin = time.perf_counter()
    kept = merge(copies, [])
    spent_s = time.perf_counter() - begin
    print(f"merge      {count / spent_s:9.0f} incidents/s  ({count} into {len(kept)})")


def main() -> None:
    """Time the stages on the given files."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--limit", type=int, default=500)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--merge", type=int, default=20_000)
    options = parser.parse_args()
    pipeline = Pipeline.default()
    texts = list(islice(documents(options.files), options.limit))
    watch = Stopwatch()
    for _ in range(options.repeats):
        found = [incident for document in texts for incident in run(pipeline, document, watch)]
    show(watch)
    if found and options.merge:
        show_merging(found, options.merge)


if __name__ == "__main__":
    main()
