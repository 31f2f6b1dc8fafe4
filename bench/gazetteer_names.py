"""How often a search finds the right place: spellings as other people write them, against known coordinates.

    python bench/gazetteer_names.py ROWS.jsonl [--add DUMP.txt …] [--show]
    python bench/gazetteer_names.py --hold-out 100
    python bench/gazetteer_names.py --front-lines

Rows hold "text", "lat" and "lon". Dumps are GeoNames tables (19 columns) whose places are added to the default.
Prints the share of rows whose first candidate, and any of ten, lies within 5 km, by kind of match, and the time.

With --front-lines, the names of bench/front_line_names.csv are searched for with their country, and read in a sentence that
states it: a table by theatre and by class, with the default gazetteer or the one of GEOINC_GAZETTEER.

With --hold-out, so many places a country lose one of their other spellings, which is then searched for within
the country: how well a spelling is found that no source has.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import tempfile
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from geoinc.gazetteer import Gazetteer
from geoinc.gazetteer.build import default as build
from geoinc.gazetteer.build.compile import compile_records
from geoinc.gazetteer.names.fold import fold
from geoinc.gazetteer.records import Name, PlaceRecord
from geoinc.geo import geodesy
from geoinc.model import PlaceKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geoinc.model import Place

FRONT_LINES = Path(__file__).with_name("front_line_names.csv")
NEAR_M = 5_000
SEED = 20180207
SHORTEST = 3
HELD_OUT_COUNTRIES = {
    "SY": "Syria", "IQ": "Iraq", "EG": "Egypt", "YE": "Yemen", "SD": "Sudan", "IR": "Iran", "AF": "Afghanistan",
    "UA": "Ukraine", "RU": "Russia", "IN": "India", "MM": "Myanmar", "CN": "China", "NG": "Nigeria", "ET": "Ethiopia",
    "MX": "Mexico", "PL": "Poland",
}  # fmt: skip
KINDS = {"P": PlaceKind.SETTLEMENT, "S": PlaceKind.FACILITY, "T": PlaceKind.MOUNTAIN}
UNITS = {"PCLI": PlaceKind.COUNTRY, "ADM1": PlaceKind.ADMIN1, "ADM2": PlaceKind.ADMIN2, "ADM3": PlaceKind.ADMIN3}


def dump_records(path: Path) -> Iterator[PlaceRecord]:
    """Read a GeoNames table."""
    for line in path.read_text("utf-8").rstrip("\n").split("\n"):
        row = line.split("\t")
        unit = f"{row[8]}.{row[10]}" if row[10] else None
        kind = UNITS.get(row[7]) or KINDS.get(row[6], PlaceKind.SPOT)
        yield PlaceRecord(
            id=f"geonames:{row[0]}",
            name=row[1],
            kind=kind,
            lon=float(row[5]),
            lat=float(row[4]),
            country=row[8] or None,
            admin1=unit,
            code={PlaceKind.ADMIN1: unit, PlaceKind.COUNTRY: row[8]}.get(kind),
            population=int(row[14] or 0),
            names=tuple(Name(text) for text in (row[2], *row[3].split(",")) if text),
            source="GeoNames",
        )


def gazetteer(dumps: list[Path], folder: Path) -> Gazetteer:
    """Compile the default's places and those of the dumps."""
    if not dumps:
        return Gazetteer.default()

    def everything() -> Iterator[PlaceRecord]:
        yield from build.all_records()
        for path in dumps:
            yield from dump_records(path)

    path = folder / "bench.geoinc"
    compile_records(everything(), path)
    return Gazetteer.open(path)


def held_out(count: int, folder: Path) -> tuple[Gazetteer, dict[str, list[dict[str, object]]]]:
    """Compile the default without one spelling of some places; return it, and the spellings by country."""
    chance, rows = random.Random(SEED), {country: [] for country in HELD_OUT_COUNTRIES}
    records = list(build.all_records())
    chance.shuffle(records)
    for at, record in enumerate(records):
        found = rows.get(record.country or "")
        known = Counter(fold(name.text) for name in (Name(record.name), *record.names))
        others = [name for name in record.names if name.text.isascii() and name.text[:1].isupper()]
        spare = [name for name in others if known[fold(name.text)] == 1 and len(name.text) > SHORTEST]
        if found is None or len(found) >= count or record.kind is not PlaceKind.SETTLEMENT or not spare:
            continue
        name = chance.choice(spare)
        records[at] = replace(record, names=tuple(other for other in record.names if other != name))
        text = f"{name.text}, {HELD_OUT_COUNTRIES[record.country or '']}"
        found.append({"text": text, "lat": record.lat, "lon": record.lon})
    path = folder / "held-out.geoinc"
    records.sort(key=lambda record: record.kind is PlaceKind.SETTLEMENT)
    compile_records(records, path)
    return Gazetteer.open(path), rows


def measure(opened: Gazetteer, rows: list[dict[str, object]], *, show: bool) -> None:
    """Search every row and print how often the right place is found."""
    first, among, ways, times = 0, 0, Counter[str](), []
    for row in rows:
        begin = time.process_time()
        found = opened.search(str(row["text"]))
        times.append(time.process_time() - begin)
        near = [geodesy.distance_m(c.place.point.x, c.place.point.y, row["lon"], row["lat"]) <= NEAR_M for c in found]
        first += near[:1] == [True]
        among += any(near)
        ways[f"{found[0].match if found else 'none'} {'right' if near[:1] == [True] else 'wrong'}"] += 1
        if show and near[:1] != [True]:
            best = found[0] if found else None
            print(any(near), row["text"], "→", best and (best.place.name, best.name, best.match, round(best.score, 2)))
    print(f"rows {len(rows)}: first {first / len(rows):.3f}, in ten {among / len(rows):.3f}")
    print(
        f"ms of one core a query: mean {1e3 * np.mean(times):.2f}, median {1e3 * np.median(times):.2f}, p95 {1e3 * np.quantile(times, 0.95):.2f}"
    )
    print(dict(ways.most_common()))


SENTENCE = "At least three people were killed near {name}, {country}, on Tuesday, residents said."


def front_lines(opened: Gazetteer, *, show: bool) -> None:
    """Print how often names of the theatres are found, by search and in a sentence, by theatre and by class."""
    from geoinc.model import Document
    from geoinc.toponyms.recognize import default as recognizer
    from geoinc.toponyms.resolve import resolve_mentions

    with FRONT_LINES.open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(line for line in lines if not line.startswith("#")))
    tagger = recognizer(opened)
    counts: dict[str, dict[str, Counter[str]]] = {"theatre": {}, "class": {}}
    total = Counter[str]()
    for row in rows:
        found = opened.search(f"{row['name']}, {row['country']}", limit=1)
        text = SENTENCE.format_map(row)
        document, start = Document(text), text.index(row["name"])
        resolved = resolve_mentions(document, tagger.recognize(document), opened)
        own = next(
            (r.place for r in resolved if r.mention.start < start + len(row["name"]) and r.mention.end > start), None
        )
        searched = bool(found) and _is_there(found[0].place, row)
        outcome = "unmapped" if own is None else "right" if _is_there(own, row) else "wrong"
        for tally in (total, *(counts[name].setdefault(row[name], Counter()) for name in counts)):
            tally.update(("all", outcome, *(("searched",) if searched else ())))
        if show and (not searched or outcome != "right"):
            print(
                row["name"],
                row["country"],
                "search:",
                found[0].place.name if found else None,
                outcome,
                own and own.name,
            )
    for name, tallies in counts.items():
        print(f"\n{name:22} {'names':>6} {'search':>7} {'right':>7} {'wrong':>7}")
        for group, tally in (*sorted(tallies.items()), ("all", total)):
            shares = "".join(f"{tally[kind] / tally['all']:8.2f}" for kind in ("searched", "right", "wrong"))
            print(f"{group:22} {tally['all']:>6}{shares}")


def _is_there(place: Place, row: dict[str, str]) -> bool:
    away = geodesy.distance_m(place.point.x, place.point.y, float(row["lon"]), float(row["lat"]))
    return away <= 1000 * float(row["tolerance_km"])


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rows", type=Path, nargs="?")
    parser.add_argument("--hold-out", type=int, metavar="N", help="search for held-out spellings instead")
    parser.add_argument("--front-lines", action="store_true", help="search for the names of the theatres instead")
    parser.add_argument("--add", type=Path, nargs="*", default=[])
    parser.add_argument("--keep", type=Path, help="keep the compiled file in this folder, or use the one there")
    parser.add_argument("--show", action="store_true", help="print the rows whose first candidate is wrong")
    chosen = parser.parse_args()
    if chosen.front_lines:
        front_lines(Gazetteer.default(), show=chosen.show)
        return
    if chosen.hold_out:
        with tempfile.TemporaryDirectory() as folder:
            opened, by_country = held_out(chosen.hold_out, Path(folder))
            for country, rows in by_country.items():
                print(country, end=": ")
                measure(opened, rows, show=chosen.show)
        return
    rows = [json.loads(line) for line in chosen.rows.read_text("utf-8").rstrip("\n").split("\n")]
    with tempfile.TemporaryDirectory() as folder:
        kept = chosen.keep and chosen.keep / "bench.geoinc"
        opened = Gazetteer.open(kept) if kept and kept.exists() else gazetteer(chosen.add, chosen.keep or Path(folder))
        measure(opened, rows, show=chosen.show)


if __name__ == "__main__":
    main()
