"""Seconds and MB a format for many incidents, beside plain geopandas writing the same columns.

python bench/export.py [--incidents 100000]
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
    return Region(point, point.buffer(0.02, 4), point.buffer(0.05, 4), 5_500.0)


def timed(label: str, action: Callable[[], object], folder: Path) -> None:
    """Run an action that writes into an emptied folder; print its seconds and the folder's size."""
    for old in folder.iterdir():
        old.unlink()
    begin = time.perf_counter()
    action()
    seconds = time.perf_counter() - begin
    size = sum(p.stat().st_size for p in folder.iterdir()) / 1e6
    print(f"{label:<28} {seconds:8.2f} s {size:9.1f} MB", flush=True)


def main() -> None:
    """Write every format."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--incidents", type=int, default=100_000)
    found = findings(parser.parse_args().incidents)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for ending in FORMATS:
            timed(f"geoinc {ending}", lambda ending=ending: write(found, folder / f"a{ending}"), folder)
        tables = [flat(frame(found, layer)) for layer in ("incidents", "areas")]
        for ending, driver in ((".geojson", "GeoJSON"), (".gpkg", "GPKG"), (".fgb", "FlatGeobuf")):

            def plain(ending: str = ending, driver: str = driver) -> None:
                for number, table in enumerate(tables):
                    table.to_file(folder / f"{number}{ending}", driver=driver, engine="pyogrio")

            timed(f"plain geopandas {ending}", plain, folder)


if __name__ == "__main__":
    main()
