"""Relative locations: calibration, error and speed.

    python bench/relate.py speed                     locate()/s, a fusion of three phrases, by family
    python bench/relate.py calibration FILE…         coverage, error and size by family, on lines of {text, lat, lon}
    python bench/relate.py folds FILE… [--folds 5]   the same over folds by anchor name: how far the figures scatter
    python bench/relate.py anchors FILE…             the same by the source of the anchor's position, the floor that rounding
                                                     sets, and curated localities placed without the row itself

Files are JSON lines with ``text``, ``lat`` and ``lon``; ``country``, ``stateprovince`` and ``county`` are used as
context where they are there. The gazetteer is the default one, or the one that $GEOINC_GAZETTEER names.
"""

from __future__ import annotations

import argparse
import math
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
import shapely

from geoinc.gazetteer import Gazetteer
from geoinc.geo import geodesy
from geoinc.learn import localities as train
from geoinc.locations import point_radius
from geoinc.locations.fuse import fuse
from geoinc.locations.fusion import product
from geoinc.model import Alternative, Anchor, Genre, Location, Place, Relation, RelationKind, Span
from geoinc.phrase import locate
from geoinc.read.jsonlines import objects

PHRASES = (
    *("8 km east of Khusham, Syria", "95 km S of Naze, Japan", "15km Northwest of Gwoza", "18 km from Monguno town"),
    *("152NM ENE of Salalah", "within 5 km of Aleppo, Syria", "near Khusham, Syria", "35.3361 N, 40.3094 E"),
    *("north of Gwoza", "between Homs and Palmyra, Syria", "northern and eastern Syria", "off Mogadishu"),
    *("4.6 nm off the coast of Mogadishu", "Lagos Anchorage", "east bank of the Euphrates", "in Deir ez-Zor province"),
)
FUSED = (
    "8 km east of the deconfliction line on the Euphrates",
    "near Khusham, Syria",
    "in Deir ez-Zor province, Syria",
)
FAR_M = 50_000.0
REPEATS = 7
KM_M = 1000.0
DRAWS = 200
SECTOR_HALF_DEG = 11.25
"""Directions of sixteen points are right to this either way."""


@dataclass(frozen=True, slots=True)
class Row:
    """One scored description."""

    name: str
    family: str
    error_m: float
    in50: bool
    in90: bool
    area_m2: float
    guide_m2: float
    source: str = ""
    stated_m: float | None = None


def best_seconds(work: Callable[[], Any]) -> float:
    """Return the processor time of the shortest of some runs."""
    times = []
    for _ in range(REPEATS):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def speed(gazetteer: Gazetteer) -> None:
    """Print how long phrases take, remembered regions forgotten each time."""

    def fresh(work: Callable[[], Any]) -> Callable[[], Any]:
        def run() -> None:
            product.forget()
            work()

        return run

    for phrase in PHRASES:
        seconds = best_seconds(fresh(lambda phrase=phrase: locate(phrase, gazetteer)))
        print(f"{seconds * 1e3:9.2f} ms {1 / seconds:9.0f}/s  {phrase}")
    relations = [r for phrase in FUSED for r in locate(phrase, gazetteer).relations]
    seconds = best_seconds(fresh(lambda: fuse(relations, gazetteer)))
    print(f"{seconds * 1e3:9.2f} ms            fusion of: {'; '.join(FUSED)}")


def scored(paths: Iterable[Path], gazetteer: Gazetteer) -> list[Row]:
    """Return a row for each description that was located."""
    rows = []
    for path in paths:
        for _, record in objects(path):
            context = (record.get(key) for key in ("county", "stateprovince", "country"))
            location = locate(record["text"], gazetteer, near=", ".join(filter(None, context)) or None)
            if location.region is not None:
                rows.append(row(location, record))
    return rows


def row(location: Location, record: dict[str, Any]) -> Row:
    """Score one location against the record's coordinates."""
    region = location.region
    assert region is not None
    truth = shapely.Point(record["lon"], record["lat"])
    used = [r for r in location.relations if not r.anchors or r.anchors[0].candidates]
    circles = [point_radius.circle(r, r.anchors[0].candidates[0].place if r.anchors else None) for r in used]
    place = used[0].anchors[0].candidates[0].place if used[0].anchors else None
    distance = used[0].distance
    return Row(
        place.id if place else "",
        "+".join(sorted(r.kind.value for r in used)),
        geodesy.distance_m(region.best.x, region.best.y, truth.x, truth.y),
        bool(region.area50.covers(truth)),
        bool(region.area90.covers(truth)),
        region.area90_m2,
        math.pi * min(circle[2] for circle in circles) ** 2,
        place.source if place else "",
        distance.stated_m if distance and used[0].bearing and location.genre is Genre.METRIC else None,
    )


def show(title: str, rows: list[Row]) -> None:
    """Print one line of figures."""
    error = np.array([r.error_m for r in rows]) / 1000
    median, high = np.percentile(error, (50, 90))
    shares = [np.mean([getattr(r, name) for r in rows]) for name in ("in50", "in90")]
    area = np.median([r.area_m2 for r in rows]) / 1e6
    ratio = np.median([r.guide_m2 / max(r.area_m2, 1) for r in rows])
    far = np.mean(error > FAR_M / 1000)
    print(
        f"{title:24} {len(rows):6} rows  error {median:8.2f} / {high:8.2f} km  >50 km {far:6.1%}  "
        f"area50 {shares[0]:6.1%}  area90 {shares[1]:6.1%}  {area:10.1f} km²  1/{ratio:.1f} of the guide's circle"
    )


def calibration(paths: list[Path], gazetteer: Gazetteer) -> None:
    """Print figures by file and family."""
    for path in paths:
        rows = scored([path], gazetteer)
        families = defaultdict(list)
        for one in rows:
            families[one.family].append(one)
        show(path.stem, rows)
        for family, some in sorted(families.items(), key=lambda item: -len(item[1])):
            if len(some) >= REPEATS:
                show(f"  {family}", some)


def folds(paths: list[Path], gazetteer: Gazetteer, count: int) -> None:
    """Print figures by fold; anchors do not cross folds."""
    rows = scored(paths, gazetteer)
    for fold in range(count):
        show(f"fold {fold + 1}", [r for r in rows if crc32(r.name.encode()) % count == fold])


def anchors(paths: list[Path], gazetteer: Gazetteer) -> None:
    """Print figures by source of the anchor, and what cannot be done better."""
    rows = [r for r in scored(paths, gazetteer) if r.stated_m is not None]
    sources = defaultdict(list)
    for one in rows:
        sources[one.source].append(one)
    for source, some in sorted(sources.items(), key=lambda item: -len(item[1])):
        if len(some) >= REPEATS:
            show(source, some)
            floor("  floor", some)
    show("all", rows)
    floor("  floor", rows)
    left_out(paths, gazetteer)


def floor(title: str, rows: list[Row]) -> None:
    """Print the error that whole kilometres and 16 directions alone cause, the anchors being right."""
    stated = np.array([r.stated_m for r in rows])
    random = np.random.default_rng(0)
    away = stated + random.uniform(0, KM_M, (DRAWS, len(rows)))
    off = np.radians(random.uniform(-SECTOR_HALF_DEG, SECTOR_HALF_DEG, away.shape))
    error = np.hypot(away * np.sin(off), away * np.cos(off) - (stated + KM_M / 2))
    median, high = np.percentile(error, (50, 90)) / KM_M
    print(f"{title:24} {len(rows):6} rows  error {median:8.2f} / {high:8.2f} km")


def left_out(paths: list[Path], gazetteer: Gazetteer) -> None:
    """Print coverage and size for curated localities, each row with a position learned from the others."""
    found = train.statements(paths, gazetteer)
    rows = []
    for name, said in found.items():
        place = gazetteer.place(name)
        if place.uncertainty_m <= 0 or place.extent is not None or len(said) <= train.LEAST:
            continue
        for index, one in enumerate(said):
            there = train.position([*said[:index], *said[index + 1 :]], place.point.x, place.point.y)
            point, known = shapely.Point(there.lon, there.lat), there.uncertainty_m
            rows.append(_left_out(one, replace(place, point=point, uncertainty_m=known)))
    show("placed by other rows", rows)


def _left_out(one: train.Statement, place: Place) -> Row:
    span = Span("", 0, 0)
    anchor = Anchor("", span, (Alternative(place, 1.0),))
    relation = Relation(RelationKind.OFFSET, (anchor,), span, distance=one.distance, bearing=one.bearing)
    location = fuse([relation], None, genre=Genre.METRIC)
    return row(location, {"lon": one.lon, "lat": one.lat})


def main() -> None:
    """Read the command line and run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("speed", "calibration", "folds", "anchors"))
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--folds", type=int, default=5)
    options = parser.parse_args()
    gazetteer = Gazetteer.default()
    if options.what == "speed":
        speed(gazetteer)
    elif options.what == "calibration":
        calibration(options.files, gazetteer)
    elif options.what == "anchors":
        anchors(options.files, gazetteer)
    else:
        folds(options.files, gazetteer, options.folds)


if __name__ == "__main__":
    main()
