"""Scores of toponym resolution: how far from the truth, how often right, and how honest the probability is.

An :class:`ToponymOutcome` is one linked gold toponym and what became of it. Everything unresolved counts as wrong:
it lowers the accuracies and enters the AUC at the largest error there is. Definitions follow Gritta, Pilehvar
and Collier (2020), "A pragmatic guide to geoparsing evaluation".
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean, median
from typing import Any

from geoinc.geo import geodesy
from geoinc.model import Resolution

NEAR_KM = 161.0
"""100 miles: the radius within which the field calls a resolution right."""

MAX_ERROR_KM = 20_039.0
"""Half the Earth's circumference, as the AUC of the field is normalised."""

BINS = 10
"""Reliability bins, of equal width."""

M_PER_KM = 1_000.0


@dataclass(frozen=True, slots=True)
class GoldPlace:
    """A linked gold toponym: its span, its point, and its id and country (ISO 3166-1 alpha-2) where known."""

    start: int
    end: int
    lon: float
    lat: float
    id: str | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class ToponymOutcome:
    """What became of a gold toponym: ``error_km`` is None where nothing was resolved there.

    ``same_id`` and ``same_country`` are None where the gold does not say.
    """

    error_km: float | None
    probability: float = 0.0
    same_id: bool | None = None
    same_country: bool | None = None

    @property
    def near(self) -> bool:
        """Whether it was resolved within :data:`NEAR_KM`."""
        return self.error_km is not None and self.error_km <= NEAR_KM


@dataclass(frozen=True, slots=True)
class Bin:
    """One reliability bin: of ``count`` resolutions with about ``confidence``, ``accuracy`` were near."""

    low: float
    high: float
    count: int
    confidence: float
    accuracy: float


@dataclass(frozen=True, slots=True)
class ResolutionScores:
    """The figures of one corpus; shares are 0…1 and None where there is nothing to count."""

    toponyms: int
    resolved: int
    coverage: float | None
    acc161: float | None
    precision161: float | None
    auc: float | None
    mean_km: float | None
    median_km: float | None
    exact_id: float | None
    country: float | None
    ece: float | None
    bins: tuple[Bin, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Return the figures as plain values for JSON."""
        figures = {name: getattr(self, name) for name in self.__slots__ if name != "bins"}
        bins = [{name: getattr(item, name) for name in Bin.__slots__} for item in self.bins]
        return {**figures, "bins": bins}


def outcome(gold: GoldPlace, resolution: Resolution | None) -> ToponymOutcome:
    """Judge one resolution (or its absence) against the gold."""
    if resolution is None or resolution.place is None:
        same_id, same_country = _absent(gold.id), _absent(gold.country)
        return ToponymOutcome(None, same_id=same_id, same_country=same_country)
    place = resolution.place
    error_m = geodesy.distance_m(gold.lon, gold.lat, place.point.x, place.point.y)
    return ToponymOutcome(
        error_m / M_PER_KM,
        resolution.probability,
        None if gold.id is None else place.id == gold.id,
        None if gold.country is None else place.country == gold.country,
    )


def _absent(expected: str | None) -> bool | None:
    return None if expected is None else False


def match(gold: GoldPlace, resolutions: Sequence[Resolution]) -> Resolution | None:
    """Return the resolution of the mention with exactly the gold span, else of the one that overlaps it most, else None."""
    exact = [r for r in resolutions if (r.mention.start, r.mention.end) == (gold.start, gold.end)]
    if exact:
        return exact[0]
    best = max(resolutions, key=lambda r: _overlap(gold, r), default=None)
    return best if best is not None and _overlap(gold, best) > 0 else None


def _overlap(gold: GoldPlace, resolution: Resolution) -> int:
    return min(gold.end, resolution.mention.end) - max(gold.start, resolution.mention.start)


def score(judged: Sequence[ToponymOutcome]) -> ResolutionScores:
    """Sum up the outcomes of a corpus: all of them count, resolved or not."""
    errors = [o.error_km for o in judged if o.error_km is not None]
    near = sum(o.near for o in judged)
    bins = reliability(judged)
    return ResolutionScores(
        toponyms=len(judged),
        resolved=len(errors),
        coverage=_share(len(errors), len(judged)),
        acc161=_share(near, len(judged)),
        precision161=_share(near, len(errors)),
        auc=auc([MAX_ERROR_KM if o.error_km is None else o.error_km for o in judged]),
        mean_km=fmean(errors) if errors else None,
        median_km=median(errors) if errors else None,
        exact_id=_rate(o.same_id for o in judged),
        country=_rate(o.same_country for o in judged),
        ece=calibration_error(bins),
        bins=bins,
    )


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _rate(answers: Iterable[bool | None]) -> float | None:
    known = [answer for answer in answers if answer is not None]
    return _share(sum(known), len(known))


def auc(errors_km: Sequence[float]) -> float | None:
    """Return the area under the curve of sorted log errors, 0 (all exact) to 1 (all antipodal); None for nothing.

    Trapezia over ln(error + 1) / ln(20 039 + 1), as Gritta et al. (2020) define it; lower is better.
    """
    if not errors_km:
        return None
    logs = sorted(math.log1p(min(error, MAX_ERROR_KM)) / math.log1p(MAX_ERROR_KM) for error in errors_km)
    if len(logs) == 1:
        return logs[0]
    return sum((low + high) / 2 for low, high in pairwise(logs)) / (len(logs) - 1)


def reliability(judged: Iterable[ToponymOutcome]) -> tuple[Bin, ...]:
    """Return the non-empty reliability bins of the resolved outcomes, by stated probability."""
    members: dict[int, list[ToponymOutcome]] = {}
    for item in judged:
        if item.error_km is not None:
            members.setdefault(min(int(item.probability * BINS), BINS - 1), []).append(item)
    return tuple(_bin(index, members[index]) for index in sorted(members))


def _bin(index: int, items: Sequence[ToponymOutcome]) -> Bin:
    confidence = fmean(item.probability for item in items)
    return Bin(index / BINS, (index + 1) / BINS, len(items), confidence, fmean(item.near for item in items))


def calibration_error(bins: Sequence[Bin]) -> float | None:
    """Return the expected calibration error: the mean gap of confidence and accuracy, weighted by count."""
    total = sum(item.count for item in bins)
    if not total:
        return None
    return sum(item.count * abs(item.confidence - item.accuracy) for item in bins) / total
