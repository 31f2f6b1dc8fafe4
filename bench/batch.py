"""Growth of ``geoinc batch run``: documents a second, memory a worker, what a second worker brings, what the engine costs.

    python bench/batch.py 1000 4000 --workers 1 2
    python bench/batch.py 2000 --engine in-process processes dask

Documents are made from templates of our own (places, numbers, days, speakers), the same for the same number.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import tempfile
import threading
import time
from pathlib import Path
from typing import Self

import psutil

from geoinc.batch import run
from geoinc.batch.engines import Dask, Engine, InProcess, Processes
from geoinc.batch.folder import Folder
from geoinc.batch.plan import Plan, Work
from geoinc.batch.stages import FIND, READ
from geoinc.gazetteer import Gazetteer
from geoinc.pipeline import Pipeline

OPENERS = (
    "A bomb exploded near {what} in {place} on {day}, killing {killed} people and wounding {wounded}, {who} said.",
    "Gunmen attacked {what} {km} km {side} of {place} on {day} and killed {killed} {victims}, {who} said.",
    "Shelling hit {what} in {place} on {day}; at least {killed} {victims} died, according to {who}.",
    "An air strike {km} km {side} of {place} destroyed {what} on {day}, {who} said, and {wounded} people were hurt.",
    "Armed men abducted {killed} {victims} from {what} in {place} on {day}, {who} told reporters.",
)
FOLLOWERS = (
    "The road to {other} was closed for several hours.",
    "Residents of {other} said they had heard explosions during the night.",
    "Nobody has claimed responsibility, and {who} called for calm.",
    "The wounded were taken to a hospital in {other}.",
    "It was the third such incident this month, {who} added.",
    "Aid agencies said that deliveries to {other} would go on.",
)
WHAT = ("a market", "a checkpoint", "a school", "the bus station", "a clinic", "an army post", "a bridge")
VICTIMS = ("civilians", "soldiers", "traders", "farmers", "policemen")
WHO = ("police", "a local official", "the army", "a hospital director", "witnesses", "the governor's office")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SIDES = ("north", "south", "east", "west", "north-east", "south-west")
COUNTRIES = ("SY", "IQ", "YE", "NG", "ML", "SD", "UA", "CO", "MM", "CD", "SO", "AF")
FOLLOWING = 5
MEGABYTE = 1_000_000


def reports(path: Path, count: int, gazetteer: Gazetteer) -> None:
    """Write so many reports as JSON lines."""
    rng = random.Random(7)
    towns = [p for c in COUNTRIES for p in _towns(gazetteer, c)]
    with path.open("w", encoding="utf-8") as file:
        for number in range(count):
            place, country = rng.choice(towns)
            other = rng.choice([name for name, code in rng.sample(towns, 40) if code == country] or [place])
            fill = {
                "place": place, "other": other, "what": rng.choice(WHAT), "day": rng.choice(DAYS),
                "who": rng.choice(WHO), "victims": rng.choice(VICTIMS), "side": rng.choice(SIDES),
                "killed": rng.randint(2, 40), "wounded": rng.randint(3, 90), "km": rng.randint(3, 40),
            }  # fmt: skip
            lines = [rng.choice(OPENERS), *rng.sample(FOLLOWERS, FOLLOWING)]
            row = {
                "id": f"r{number}",
                "text": " ".join(line.format(**fill) for line in lines),
                "date": f"20{rng.randint(15, 24)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}",
                "country": country,
            }
            file.write(json.dumps(row) + "\n")


def _towns(gazetteer: Gazetteer, country: str) -> list[tuple[str, str]]:
    import numpy as np

    columns = gazetteer.columns
    here = np.flatnonzero(np.asarray(columns.country) == columns.country_number(country))[:60]
    return [(p.name, country) for p in map(gazetteer.place_at, map(int, here)) if p.kind == "settlement"]


class Memory:
    """The largest resident memory of any worker process, sampled."""

    def __init__(self) -> None:
        self.largest_mb = 0.0
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Self:
        """Begin to sample."""
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Sample no more."""
        self._ended.set()
        self._thread.join()

    def _watch(self) -> None:
        own = psutil.Process()
        while not self._ended.wait(0.5):
            for child in own.children(recursive=True):
                try:
                    if "geoinc.batch.worker" in " ".join(child.cmdline()):
                        self.largest_mb = max(self.largest_mb, child.memory_info().rss / MEGABYTE)
                except psutil.Error:
                    continue


def measure(source: Path, engine: str, workers: int, pipeline: Pipeline, partition: int) -> str:
    """Run and return a line of figures."""
    out = Path(tempfile.mkdtemp(prefix="bench-"))
    folder = Folder(out)
    plan = run.prepare([source], folder, Work(records=partition), pipeline)
    made: Engine = {
        "in-process": InProcess,
        "processes": lambda: Processes(workers),
        "dask": lambda: Dask(workers=workers),
    }[engine]()
    began, cpu = time.perf_counter(), _cpu()
    with Memory() as memory, made:
        found = run.drive(plan, folder, made, run.Limits())
        spent = _cpu() - cpu
    drove = time.perf_counter() - began
    began = time.process_time()
    whole, report = run.finish(plan, folder, found, pipeline)
    merged = time.process_time() - began
    count = whole.counts["in"]
    work = _seconds(folder, plan, found)
    shutil.rmtree(out)
    return (
        f"{count:>8,} {engine:>10} {workers:>3} {count / drove:>9.1f} {1000 * spent / count:>11.2f} {1000 * work / count:>8.2f}"
        f" {max(0.0, 100 * (1 - work / (drove * workers))):>9.1f} {memory.largest_mb:>9.0f} {1000 * merged / count:>12.2f}"
        f" {psutil.Process().memory_info().rss / MEGABYTE:>9.0f} {len(report.incidents):>10,}"
    )


def _cpu() -> float:
    """Return the CPU seconds of this process and of all that it started, the living ones too."""
    own = psutil.Process()
    total = 0.0
    for process in (own, *own.children(recursive=True)):
        try:
            times = process.cpu_times()
        except psutil.Error:
            continue
        total += times.user + times.system
        total += times.children_user + times.children_system
    return total


def _seconds(folder: Folder, plan: Plan, found: list[tuple[str, int, int]]) -> float:
    keys = [(READ, p.id) for p in plan.partitions] + [(FIND, key) for key, _, _ in found]
    return sum((folder.receipt(stage, key) or {})["seconds"] for stage, key in keys)


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("counts", nargs="+", type=int)
    parser.add_argument("--workers", nargs="+", type=int, default=[1])
    parser.add_argument("--engine", nargs="+", default=["processes"], choices=["in-process", "processes", "dask"])
    parser.add_argument("--partition", type=int, default=500)
    options = parser.parse_args()
    pipeline = Pipeline.default()
    print(
        "   count     engine   w    docs/s  ms CPU/doc  ms work  waiting % MB/worker ms CPU/merge MB/driver  incidents"
    )
    for count in options.counts:
        source = Path(tempfile.mkdtemp()) / "reports.jsonl"
        reports(source, count, pipeline.gazetteer)
        for engine in options.engine:
            for workers in options.workers:
                print(measure(source, engine, workers, pipeline, options.partition), flush=True)
        shutil.rmtree(source.parent)


if __name__ == "__main__":
    main()
