"""Scores of the places that reports name, by rows whose ``said`` names something, against where their incident was.

The rows are those of :mod:`geoinc.evaluate.rows`, with the names in the fields ``city``, ``district`` and ``region``: the
finest that the text has is looked at. The country of a row is given as what the caller knows (``Document.near``), unless
it is held back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from geoinc.evaluate.rows import CLOSE_M, NEAR_M, WRONG_M, ReportRow, Share
from geoinc.geo.geodesy import distance_m
from geoinc.model import Document, Resolution

BINS: Final = 10

FindPlaces = Callable[[Document], Sequence[Resolution]]
MEASURES: Final = ("recognised", "resolved", "within 20 km", "within 50 km", "over 161 km", "in another country")


def score(rows: Iterable[ReportRow], find_places: FindPlaces, *, told: bool = True) -> dict[str, Any]:
    """Return the share of each measure over the rows that name their place, and have a point and a country.

    All shares are of these rows; "over 161 km" is of the place that was resolved, as "in another country" is.
    """
    shares = {name: Share() for name in MEASURES}
    count, stated = 0, list[tuple[float, bool]]()
    for row in rows:
        start = row.document.text.casefold().find(row.named.casefold()) if row.named else -1
        if start < 0 or row.point is None or not row.country:
            continue
        count += 1
        document = replace(row.document, near=row.country) if told else row.document
        found = _at(find_places(document), start, start + len(row.named))
        place = found.place if found else None
        off_m = float("inf") if place is None else distance_m(place.point.x, place.point.y, *row.point)
        shares["recognised"].add(found is not None)
        shares["resolved"].add(place is not None)
        shares["within 20 km"].add(off_m <= CLOSE_M)
        shares["within 50 km"].add(off_m <= NEAR_M)
        shares["over 161 km"].add(place is not None and off_m > WRONG_M)
        shares["in another country"].add(place is not None and place.country not in {None, row.country})
        if found and place:
            stated.append((found.probability, off_m <= WRONG_M))
    measures = {name: share.as_dict() for name, share in shares.items() if share.asked}
    bins = _bins(stated)
    return {"rows": count, "measures": measures, "calibration_error": _calibration_error(bins), "bins": bins}


def _at(found: Sequence[Resolution], start: int, end: int) -> Resolution | None:
    """Return the resolution whose mention covers most of a span, if any touches it."""
    best = max(found, key=lambda r: min(r.mention.end, end) - max(r.mention.start, start), default=None)
    touches = best is not None and best.mention.start < end and best.mention.end > start
    return best if touches else None


def _bins(stated: Sequence[tuple[float, bool]]) -> list[dict[str, float]]:
    """Return, for each of ten bins of equal width that has any, the mean probability stated, how many are right, of how many."""
    bins: dict[int, list[tuple[float, bool]]] = {}
    for probability, right in stated:
        bins.setdefault(min(int(probability * BINS), BINS - 1), []).append((probability, right))
    return [
        {"stated": sum(p for p, _ in found) / len(found), "right": sum(right for _, right in found), "of": len(found)}
        for _, found in sorted(bins.items())
    ]


def _calibration_error(bins: Sequence[Mapping[str, float]]) -> float | None:
    """Return the mean gap over the bins between the probability stated and how often it is right."""
    rows = sum(found["of"] for found in bins)
    return sum(abs(found["stated"] * found["of"] - found["right"]) for found in bins) / rows if rows else None


def as_lines(scores: Mapping[str, Any]) -> list[str]:
    """Return scores as lines for people."""
    lines = [f"  {scores['rows']} rows that name their place"]
    for name, values in scores["measures"].items():
        lines.append(f"  {name:<42} {values['share']:.3f}  ({values['right']} of {values['of']})")
    if scores["calibration_error"] is not None:
        lines.append(f"  {'calibration error':<42} {scores['calibration_error']:.3f}")
    return lines
