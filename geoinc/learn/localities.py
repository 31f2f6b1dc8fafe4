"""Place curated localities by what is known to lie off them: ``python -m geoinc.learn.localities DESCRIPTIONS… --tables CSV…``.

Descriptions are JSON lines with ``text``, ``lat`` and ``lon`` ("56 km W of Cantwell, Alaska"); each leaves a sector of
ground for its anchor. Rows of the tables that enough descriptions speak of get ``lon``, ``lat`` and ``uncertainty_m``
anew, by trilateration; the others stay as they are. ``bench/relate.py anchors`` scores each description with the
position learned from the others.
"""

from __future__ import annotations

import argparse
import csv
import io
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from geoinc.gazetteer import Gazetteer
from geoinc.geo.geodesy import LocalFrame
from geoinc.locations.fields.density import off_bearing_deg
from geoinc.locations.kernels import bearing_box, distance_box
from geoinc.model import Bearing, Distance, Genre, Relation, RelationKind
from geoinc.phrase import locate
from geoinc.read.jsonlines import objects

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

LEAST: Final = 3
"""Fewer descriptions than this do not fix a place."""

WINDOW_M: Final = 8000.0
"""A locality is looked for so far around where its table has it."""

CELLS: Final = 161
EDGE_M: Final = 40.0
"""Scatter of the described positions themselves (their coordinates are rounded to about 10 to 100 m)."""

STRAY_LOG: Final = math.log(0.03 / (20_000.0 * 90.0))
"""Log density of descriptions that speak of another point: three in a hundred, anywhere."""

FLOOR_M: Final = 140.0
"""What the position learned from many descriptions may still be off, a standard deviation."""

SIGMAS: Final = 3.0
"""A table's ``uncertainty_m`` is three standard deviations (``scales.UNCERTAINTY_EDGES`` reads it so)."""

ROUND_M: Final = 50.0
DECIMALS: Final = 4


@dataclass(frozen=True, slots=True)
class Statement:
    """A known position that is described by a distance and a bearing from a locality."""

    lon: float
    lat: float
    distance: Distance
    bearing: Bearing


@dataclass(frozen=True, slots=True)
class LearnedPosition:
    """Where a locality is, with the standard deviation along one axis."""

    lon: float
    lat: float
    sigma_m: float

    @property
    def uncertainty_m(self) -> float:
        """Return the figure for a table, rounded up."""
        return ROUND_M * math.ceil(SIGMAS * math.hypot(self.sigma_m, FLOOR_M) / ROUND_M)


def statements(paths: Iterable[Path], gazetteer: Gazetteer) -> dict[str, list[Statement]]:
    """Return the machine-made descriptions by the id of the place that they are most likely relative to."""
    found: dict[str, list[Statement]] = defaultdict(list)
    for path in paths:
        for _, record in objects(path):
            location = locate(record["text"], gazetteer)
            if location.genre is Genre.METRIC:
                _add(found, location.relations, record["lon"], record["lat"])
    return found


def _add(found: dict[str, list[Statement]], relations: Sequence[Relation], lon: float, lat: float) -> None:
    for relation in relations:
        distance, bearing = relation.distance, relation.bearing
        if relation.kind is RelationKind.OFFSET and distance is not None and bearing is not None:
            for candidate in relation.anchors[0].candidates[:1]:
                found[candidate.place.id].append(Statement(lon, lat, distance, bearing))


def position(said: Sequence[Statement], lon: float, lat: float) -> LearnedPosition:
    """Return where the anchor of statements is, looked for around a point: coarsely first, then finely."""
    frame, half = LocalFrame(lon, lat), WINDOW_M
    x = y = sigma = 0.0
    for _ in range(2):
        axis = np.linspace(-half, half, CELLS)
        x, y, sigma = _moments(*np.meshgrid(x + axis, y + axis), said, frame)
        half = min(5 * sigma + 2 * (axis[1] - axis[0]), WINDOW_M)
    there = frame.to_degrees(np.array([x]), np.array([y]))
    return LearnedPosition(round(float(there[0][0]), DECIMALS), round(float(there[1][0]), DECIMALS), sigma)


def _moments(
    grid_x: Floats, grid_y: Floats, said: Sequence[Statement], frame: LocalFrame
) -> tuple[float, float, float]:
    """Return the mean and the standard deviation (one axis) of an anchor's position on a grid."""
    log = sum(_log_likelihood(grid_x, grid_y, one, frame) for one in said)
    mass = np.exp(log - np.max(log))
    mass /= mass.sum()
    x, y = float((mass * grid_x).sum()), float((mass * grid_y).sum())
    return x, y, math.sqrt(float((mass * ((grid_x - x) ** 2 + (grid_y - y) ** 2)).sum()) / 2)


def _log_likelihood(grid_x: Floats, grid_y: Floats, one: Statement, frame: LocalFrame) -> Floats:
    """Return how likely a statement is for anchors on a grid; some speak of another point altogether."""
    x, y = (float(value[0]) for value in frame.to_metres(np.array([one.lon]), np.array([one.lat])))
    east, north = x - grid_x, y - grid_y
    log = distance_box(one.distance, Genre.METRIC, edge_m=EDGE_M).log(np.hypot(east, north))
    log += bearing_box(one.bearing, Genre.METRIC).log(off_bearing_deg(east, north, one.bearing.degrees))
    return np.asarray(np.logaddexp(log, STRAY_LOG))


def learned(table: str, found: Mapping[str, Sequence[Statement]]) -> str:
    """Return a curated table (CSV, remarks kept) with the positions of its well-described points learned anew."""
    lines = table.splitlines()
    start = next(number for number, line in enumerate(lines) if not line.startswith("#"))
    columns = lines[start].split(",")
    return "\n".join((*lines[: start + 1], *(_row(line, columns, found) for line in lines[start + 1 :]))) + "\n"


def _row(line: str, columns: list[str], found: Mapping[str, Sequence[Statement]]) -> str:
    cells = dict(zip(columns, next(csv.reader([line]), []), strict=False))
    said = found.get(cells.get("id", ""), ())
    if len(said) < LEAST or cells["shape"]:
        return line
    there = position(said, float(cells["lon"]), float(cells["lat"]))
    before = float(cells["uncertainty_m"] or 0)
    if before and there.uncertainty_m > before:
        return line
    cells |= {"lon": f"{there.lon}", "lat": f"{there.lat}", "uncertainty_m": f"{there.uncertainty_m:.0f}"}
    out = io.StringIO()
    csv.writer(out, lineterminator="").writerow(cells.values())
    return out.getvalue()


def main() -> None:
    """Read the command line and run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("descriptions", nargs="+", type=Path)
    parser.add_argument("--tables", nargs="+", type=Path, required=True)
    options = parser.parse_args()
    found = statements(options.descriptions, Gazetteer.default())
    for path in options.tables:
        path.write_text(learned(path.read_text("utf-8"), found), "utf-8")


if __name__ == "__main__":
    main()
