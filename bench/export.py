"""Seconds of CPU and MB a format for many incidents, beside plain geopandas writing the same columns.

python bench/export.py [--incidents 100000] [--formats .geojson .gpkg]
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from shapely import Point

from geoinc.export import FORMATS, write
from geoinc.export.frames import flat, frame
from geoinc.geo.geodesy import area_m2
from geoinc.model import (
    Claim,
    Document,
    EventType,
    Findings,
    Harm,
    Incident,
    Location,
    Region,
    Span,
    Tally,
    TimePrecision,
)

GOLDEN = 0.618_033_988_75


def findings(count: int) -> Findings:
    """Return made-up incidents spread evenly over the globe."""
    document = Document("Two people were killed near a bridge.", id="a.txt", source="example.org")
    span = Span("a.txt", 0, 36, document.text[:36])
    kind = EventType("shelling", "Explosions/Remote violence", "Shelling/artillery/missile attack", 1, "ASSAULT")
    claim = Claim(Harm.KILLED, span, min=2, max=2, speaker="a doctor")
    start = datetime(2018, 1, 1, tzinfo=UTC)
    base = Incident(
        "0", "Shelling near a bridge", (kind,), Location(region(0, 0), text="near a bridge", spans=(span,)),
        time_precision=TimePrecision.DAY, claims=(claim,), casualties={Harm.KILLED: Tally(2, 2, 2)}, spans=(span,),
    )  # fmt: skip
    incidents = tuple(
        replace(
            base,
            id=f"inc-{i}",
            location=replace(base.location, region=region((i * GOLDEN % 1) * 358 - 179, (i / count) * 140 - 70)),
            start=start + timedelta(hours=i % 20_000),
            end=start + timedelta(hours=i % 20_000 + 5),
        )
        for i in range(count)
    )
    return Findings(documents=(document,), incidents=incidents)


def region(lon: float, lat: float) -> Region:
    """Return a round region of about 5 km."""
    point = Point(lon, lat)
    area90 = point.buffer(0.05, 4)
    return Region(point, point.buffer(0.02, 4), area90, 5_500.0, area90_m2=area_m2(area90))


def timed(label: str, action: Callable[[], object], folder: Path) -> float:
    """Run an action that writes into an emptied folder; print and return its seconds of CPU, and the folder's size."""
    for old in folder.iterdir():
        old.unlink()
    begin = time.process_time()
    action()
    seconds = time.process_time() - begin
    size = sum(p.stat().st_size for p in folder.iterdir()) / 1e6
    print(f"{label:<28} {seconds:8.2f} s {size:9.1f} MB", flush=True)
    return seconds


PLAIN = {".geojson": "GeoJSON", ".gpkg": "GPKG", ".fgb": "FlatGeobuf", ".parquet": ""}
"""Formats that geopandas writes too, with its driver."""

LAYERS = {".gpkg": ("incidents", "areas90", "areas50", "mentions", "claims")}
"""The tables that a format holds, where they are not the points and the areas."""


def plainly(found: Findings, ending: str, folder: Path) -> Callable[[], None]:
    """Return what writes the same columns of the same tables, already built, by geopandas alone."""
    tables = [flat(frame(found, layer)) for layer in LAYERS.get(ending, ("incidents", "areas"))]

    def write_tables() -> None:
        for number, table in enumerate(tables):
            if driver := PLAIN[ending]:
                table.to_file(folder / f"{number}{ending}", driver=driver, engine="pyogrio")
            else:
                table.to_parquet(folder / f"{number}{ending}", schema_version="1.1.0", write_covering_bbox=True)

    return write_tables


def main() -> None:
    """Write every format, and beside it what geopandas writes plainly."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--incidents", type=int, default=10_000)
    parser.add_argument("--formats", nargs="*", default=list(FORMATS))
    arguments = parser.parse_args()
    found, few = findings(arguments.incidents), findings(10)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for ending in arguments.formats:
            write(few, folder / f"warm{ending}")
            ours = timed(f"geoinc {ending}", lambda ending=ending: write(found, folder / f"a{ending}"), folder)
            if ending in PLAIN:
                plainly(few, ending, folder)()
                plain = timed(f"plain geopandas {ending}", plainly(found, ending, folder), folder)
                print(f"{'ratio':<28} {ours / plain:8.2f}")


if __name__ == "__main__":
    main()
