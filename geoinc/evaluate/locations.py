"""Score relative locations: parsed, anchor found, error, coverage and size of the areas.

Rows are JSON lines with ``id``, ``text``, ``lat``, ``lon`` and, where known, ``uncertainty_m`` and ``source``;
``country``, ``stateprovince`` and ``county`` (Darwin Core) are context that the record itself gives. A row counts
for errors and areas only where its anchor was found.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from geoinc.errors import InputError
from geoinc.geo import geodesy
from geoinc.model import Genre, Location, Reason, Relation, RelationKind
from geoinc.phrase import locate
from geoinc.read.jsonlines import objects

if TYPE_CHECKING:
    from geoinc.gazetteer.gazetteer import Gazetteer

AT_M = 5_000.0
"""An error within this is the very village, as other sources place it."""

FAR_M = 50_000.0
"""An error beyond this is the wrong place, not an imprecise one."""

DISTANCE_CLASSES_KM = (5, 10, 20, 50, 100, 200)
CONTEXT_FIELDS = ("county", "stateprovince", "country")
PERCENT = 100.0
UNPARSED = frozenset((Reason.NOT_UNDERSTOOD, Reason.IMPOSSIBLE))
DIRECTED = frozenset(
    (RelationKind.OFFSET, RelationKind.ORTHOGONAL, RelationKind.WITHIN, RelationKind.BEYOND, RelationKind.DISTANCE)
)


@dataclass(frozen=True, slots=True)
class LocalityRow:
    """One description with its known position."""

    id: str
    text: str
    lon: float
    lat: float
    uncertainty_m: float = 0.0
    context: str = ""


@dataclass(frozen=True, slots=True)
class LocationOutcome:
    """What became of one row. ``error_m`` and the areas are None where there is no region."""

    row: LocalityRow
    family: str
    distance_class: str
    genre: Genre
    reason: Reason | None
    error_m: float | None = None
    in50: bool = False
    in90: bool = False
    area90_m2: float | None = None
    circle_m2: float | None = None

    @property
    def parsed(self) -> bool:
        """Whether the words were understood."""
        return self.reason not in UNPARSED


def read_rows(path: Path) -> list[LocalityRow]:
    """Return the rows of a JSON lines file.

    Raises
    ------
    UnreadableFileError
        Where the file cannot be read.
    InputError
        Where a line is no row; names the file and the line.
    """
    return [_row(path, where, data) for where, data in objects(path)]


def _row(path: Path, where: str, data: dict[str, Any]) -> LocalityRow:
    try:
        position = float(data["lon"]), float(data["lat"])
        context = ", ".join(str(data[f]) for f in CONTEXT_FIELDS if data.get(f))
        return LocalityRow(
            str(data["id"]), str(data["text"]), *position, float(data.get("uncertainty_m") or 0), context
        )
    except (ValueError, KeyError, TypeError, AttributeError) as cause:
        message = f"{where}: not a row with id, text, lat and lon ({cause})"
        raise InputError(message, path=path) from cause


def evaluate(
    rows: Iterable[LocalityRow], gazetteer: Gazetteer, *, genre: Genre | None = None
) -> Iterator[LocationOutcome]:
    """Locate every row and compare it with its known position."""
    for row in rows:
        found = locate(row.text, gazetteer, genre=genre, near=row.context or None)
        yield _outcome(row, found)


def _outcome(row: LocalityRow, found: Location) -> LocationOutcome:
    first = found.relations[0] if found.relations else None
    family = first.kind.value if first else "none"
    size = _distance_class(first)
    if found.region is None or (first is not None and first.anchors and not any(a.candidates for a in first.anchors)):
        # "Somewhere in the county" is an honest area, and no anchor found.
        return LocationOutcome(row, family, size, found.genre, found.reason or Reason.NO_ANCHOR)
    import shapely

    best, truth = found.region.best, shapely.Point(row.lon, row.lat)
    return LocationOutcome(
        row,
        family,
        size,
        found.genre,
        None,
        error_m=geodesy.distance_m(best.x, best.y, row.lon, row.lat),
        in50=bool(found.region.area50.covers(truth)),
        in90=bool(found.region.area90.covers(truth)),
        area90_m2=found.region.area90_m2 or geodesy.area_m2(found.region.area90),
        circle_m2=_circle_m2(first),
    )


def _circle_m2(relation: Relation | None) -> float | None:
    """Return the area of the guide's circle for the first relation."""
    from geoinc.locations import point_radius

    if relation is None or not relation.anchors or not relation.anchors[0].candidates:
        return None
    *_, radius_m = point_radius.circle(relation, relation.anchors[0].candidates[0].place)
    return float(np.pi * radius_m**2)


def _distance_class(relation: Relation | None) -> str:
    if relation is None or relation.distance is None or relation.kind is RelationKind.COORDINATES:
        return "none"
    kilometres = relation.distance.stated_m / 1000
    low = 0
    for high in DISTANCE_CLASSES_KM:
        if kilometres < high:
            return f"{low}-{high} km"
        low = high
    return f"{low} km and more"


def summarise(outcomes: Sequence[LocationOutcome]) -> dict[str, Any]:
    """Return the figures of a set of outcomes; shares in per cent, errors in km, areas in km²."""
    found = [o for o in outcomes if o.error_m is not None]
    directed = [o for o in outcomes if o.family in DIRECTED]
    errors = np.array([o.error_m for o in found]) / 1000 if found else np.zeros(0)
    return {
        "rows": len(outcomes),
        "directed": len(directed),
        "parsed": _share(o.parsed for o in outcomes),
        "found": _share(o.error_m is not None for o in outcomes),
        "within_5_km": _share(o.error_m is not None and o.error_m <= AT_M for o in outcomes),
        "error_median_km": _quantile(errors, 0.5),
        "error_p90_km": _quantile(errors, 0.9),
        "over_50_km": _share(o.error_m is not None and o.error_m > FAR_M for o in found),
        "coverage50": _share(o.in50 for o in found),
        "coverage90": _share(o.in90 for o in found),
        "area90_median_km2": _quantile(np.array([(o.area90_m2 or 0) / 1e6 for o in found]), 0.5),
        "circle_ratio": _quantile(_ratios(found), 0.5),
    }


def _ratios(found: Sequence[LocationOutcome]) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Return how many times larger the guide's circle is than the 90 % area."""
    return np.array([o.circle_m2 / o.area90_m2 for o in found if o.circle_m2 and o.area90_m2])


def _share(flags: Iterable[bool]) -> float | None:
    values = list(flags)
    return round(PERCENT * sum(values) / len(values), 2) if values else None


def _quantile(values: np.ndarray[Any, np.dtype[np.float64]], share: float) -> float | None:
    return round(float(np.quantile(values, share)), 3) if len(values) else None


SPLITS: Mapping[str, Callable[[LocationOutcome], str]] = {
    "family": lambda o: o.family,
    "distance": lambda o: o.distance_class,
    "genre": lambda o: o.genre.value,
}


def report(outcomes: Sequence[LocationOutcome]) -> dict[str, Any]:
    """Return the summary, its splits, and why rows have no region."""
    reasons: dict[str, int] = {}
    for outcome in outcomes:
        if outcome.reason is not None:
            reasons[outcome.reason.value] = reasons.get(outcome.reason.value, 0) + 1
    splits = {name: _split(outcomes, key) for name, key in SPLITS.items()}
    return {"all": summarise(outcomes), **splits, "reasons": reasons}


def _split(outcomes: Sequence[LocationOutcome], key: Callable[[LocationOutcome], str]) -> dict[str, Any]:
    groups: dict[str, list[LocationOutcome]] = {}
    for outcome in outcomes:
        groups.setdefault(key(outcome), []).append(outcome)
    return {name: summarise(groups[name]) for name in sorted(groups)}


def as_text(name: str, figures: Mapping[str, Any]) -> str:
    """Return a report as aligned lines of text."""
    lines = [f"{name}", _line("all", figures["all"], header=True)]
    for split in SPLITS:
        lines += [_line(f"{split} {group}", numbers) for group, numbers in figures[split].items()]
    lines += [f"  no region: {count} × {reason}" for reason, count in figures["reasons"].items()]
    return "\n".join(lines)


def _line(label: str, numbers: Mapping[str, Any], *, header: bool = False) -> str:
    cells = "".join(f"{'–' if v is None else v:>12}" for v in numbers.values())
    heads = f"{'':<26}" + "".join(f"{k.removesuffix('_km')[:11]:>12}" for k in numbers) + "\n" if header else ""
    return f"{heads}{label:<26}{cells}"


def failures(outcomes: Sequence[LocationOutcome]) -> str:
    """Return the rows that have no region or are far off, one a line."""
    lines = []
    for outcome in outcomes:
        if outcome.error_m is None:
            lines.append(f"{outcome.row.id}\t{outcome.row.text}\t{outcome.reason}")
        elif outcome.error_m > FAR_M:
            lines.append(f"{outcome.row.id}\t{outcome.row.text}\t{outcome.error_m / 1000:.0f} km off")
    return "\n".join(lines)
