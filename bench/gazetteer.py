"""What the gazetteer costs: building, opening, looking up, scanning; beside a dict and SQLite, small and large.

    python bench/gazetteer.py [--places 5000000] [--text FILE …] [--folder DIR]

Compiles a synthetic pack of that many places (kept in the folder, if one is given), and measures it and the default
in fresh processes: each figure is of one process, with nothing warmed but the system's file cache.
"""

from __future__ import annotations

import argparse
import json
import pickle
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from geoinc.gazetteer import Gazetteer
from geoinc.gazetteer.build.compile import compile_records
from geoinc.gazetteer.names.fold import fold
from geoinc.gazetteer.records import Name, PlaceRecord
from geoinc.model import PlaceKind

SEED = 20180207
LOOKUPS = 200_000
SKEW = 3
ENGINES = ("geoinc", "dict", "sqlite")
SYLLABLES = (
    "al", "ba", "bar", "da", "dor", "el", "fa", "gar", "han", "in", "jo", "ka", "kal", "khu", "lo", "mar", "mi", "nar",
    "on", "par", "qa", "ra", "sa", "sham", "ta", "tor", "ul", "va", "wa", "zor",
)  # fmt: skip
FILLER = (
    "The governor said on Tuesday that forces near {} and in {} had been moved to the east of the river, and that the "
    "families who had left the district in the last weeks would be able to return before the end of the month. He added "
    "that repairs of the road to {} would begin as soon as the bridge was open again, and thanked everybody. "
)


def invented_name(chance: random.Random) -> str:
    """Return a name of one or two words that no other record is likely to have."""
    words = [
        "".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))).capitalize() for _ in range(chance.choice((1, 1, 2)))
    ]
    return " ".join(words)


def synthetic(count: int) -> Iterator[PlaceRecord]:
    """Yield invented places all over the world, each with one more name."""
    chance = random.Random(SEED)
    for number in range(count):
        yield PlaceRecord(
            id=f"synthetic:{number}",
            name=invented_name(chance),
            kind=PlaceKind.SETTLEMENT,
            lon=chance.uniform(-180, 180),
            lat=chance.uniform(-60, 75),
            country=chance.choice(("AA", "BB", "CC")),
            population=int(chance.paretovariate(0.6)) if number % 10 == 0 else 0,
            names=(Name(invented_name(chance)),),
            source="synthetic",
        )


def build(path: Path, count: int) -> None:
    """Compile the synthetic pack, and print how long it takes and how large it is."""
    begin, computed = time.perf_counter(), time.process_time()
    compile_records(synthetic(count), path)
    took, computed = time.perf_counter() - begin, time.process_time() - computed
    print(f"built {count:,} places in {took:.0f} s ({computed:.0f} s of one core), {path.stat().st_size / 1e6:.0f} MB")


def baselines(gazetteer: Gazetteer, folder: Path) -> None:
    """Write the same names and places as a pickled dict and as an SQLite table."""
    store = gazetteer.store
    table = {store.key_text(key): store.indices_of_key(key).tolist() for key in range(len(store.keys))}
    (folder / "names.pickle").write_bytes(pickle.dumps(table, protocol=5))
    (folder / "names.sqlite").unlink(missing_ok=True)
    with sqlite3.connect(folder / "names.sqlite") as database:
        database.execute("CREATE TABLE names (name TEXT, place INTEGER, PRIMARY KEY (name, place)) WITHOUT ROWID")
        rows = ((name, place) for name, places in table.items() for place in places)
        database.executemany("INSERT INTO names VALUES (?, ?)", rows)


def sample(gazetteer: Gazetteer) -> list[str]:
    """Return names to look up, spelled as their places spell them; important places are named more often."""
    chance = random.Random(SEED)
    store, places = gazetteer.store, len(gazetteer)
    return [store.own_name(int(places * chance.random() ** SKEW)) for _ in range(LOOKUPS)]


def text_of(names: list[str], megabytes: float) -> str:
    """Return running text of that size, with every name once in a while."""
    chance = random.Random(SEED)
    pieces, size = [], 0
    while size < megabytes * 1e6:
        pieces.append(FILLER.format(*chance.sample(names, 3)))
        size += len(pieces[-1].encode())
    return "".join(pieces)


def rate(names: list[str], look_up: object) -> float:
    """Return look-ups a second of one core."""
    begin = time.process_time()
    for name in names:
        look_up(name)  # type: ignore[operator]
    return len(names) / (time.process_time() - begin)


def resident_mb() -> float:
    """Return this process's resident memory."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096 / 1e6


def measure(engine: str, path: Path, names_file: Path, texts: list[Path]) -> dict[str, float]:
    """Open one engine in this process and measure it."""
    program = resident_mb()
    names = json.loads(names_file.read_text("utf-8"))
    before = resident_mb()
    begin = time.perf_counter()
    if engine == "geoinc":
        opened = Gazetteer.open(path)
        first = opened.indices
    elif engine == "dict":
        table = pickle.loads((names_file.parent / "names.pickle").read_bytes())
        first = lambda name: table.get(fold(name))  # noqa: E731
    else:
        database = sqlite3.connect(f"file:{names_file.parent / 'names.sqlite'}?mode=ro", uri=True)
        database.execute("PRAGMA mmap_size = 4000000000")
        ask = "SELECT place FROM names WHERE name = ? ORDER BY place"
        first = lambda name: database.execute(ask, (fold(name),)).fetchall()  # noqa: E731
    first(names[0])
    found = {"open_ms": 1e3 * (time.perf_counter() - begin)}
    found["lookups_s"] = rate(names, first)
    found["resident_mb"] = program + resident_mb() - before
    if engine == "geoinc":
        text = "\n\n".join(file.read_text("utf-8") for file in texts) or text_of(names, 8)
        opened.scan_tuples(text[: len(text) // 10])
        begin = time.process_time()
        hits = opened.scan_tuples(text)
        found["scan_mb_s"] = len(text.encode()) / 1e6 / (time.process_time() - begin)
        found["hits"] = len(hits)
        found["search_ms"] = 1e3 / rate(names[:500], opened.search)
    return found


def report(label: str, path: Path, folder: Path, texts: list[Path]) -> None:
    """Measure every engine on one gazetteer, each in a process of its own, and print a line for each."""
    gazetteer = Gazetteer.open(path)
    (folder / "names.json").write_text(json.dumps(sample(gazetteer)), "utf-8")
    baselines(gazetteer, folder)
    print(
        f"{label}: {len(gazetteer):,} places, {len(gazetteer.store.keys):,} names, {path.stat().st_size / 1e6:.0f} MB"
    )
    for engine in ENGINES:
        command = [sys.executable, __file__, "--measure", engine, "--file", str(path), "--folder", str(folder)]
        command += ["--text", *map(str, texts)] if texts else []
        out = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        print(f"  {engine:<7}", "  ".join(f"{name} {value:,.1f}" for name, value in json.loads(out).items()))


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--places", type=int, default=5_000_000, help="size of the synthetic pack (0: none)")
    parser.add_argument("--text", type=Path, nargs="*", default=[], help="running text to scan  [default: invented]")
    parser.add_argument("--folder", type=Path, help="keep the synthetic pack here, and use the one that is here")
    parser.add_argument("--measure", choices=ENGINES, help=argparse.SUPPRESS)
    parser.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.measure:
        print(json.dumps(measure(chosen.measure, chosen.file, chosen.folder / "names.json", chosen.text)))
        return
    with tempfile.TemporaryDirectory() as temporary:
        folder = chosen.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        default = Gazetteer.default().container.path
        report("default", default, folder, chosen.text)
        if chosen.places:
            path = folder / f"synthetic-{chosen.places}.geoinc"
            if not path.exists():
                build(path, chosen.places)
            report("synthetic", path, folder, chosen.text)


if __name__ == "__main__":
    main()
