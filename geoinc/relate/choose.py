"""Which of the places of a name is meant: kind, spelling, size, context, and what lies closer; as probabilities."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from geoinc import geodesy
from geoinc.model import Bearing, Distance, PlaceKind
from geoinc.relate.context import Context

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geoinc.gazetteer.gazetteer import Gazetteer

# Log-odds, from a conditional logit over 711 ambiguous anchors of the earthquake descriptions in the development
# data (of the candidates, the one within 50 km of the known position is right); cross-checked: of all choices given
# .95, .98 are right. Rounded. HOME_COUNTRY and NEAR_SCALE_M are judgement.
PER_LOG_POPULATION = 0.63
OWN_NAME = 2.8
FIRST_KIND = 4.8
PER_LOG_CLOSER = 2.15
HOME_COUNTRY = 4.0
NEAR_SCALE_M = 50_000.0

UNINHABITED = 200.0
"""A settlement without a population in the source counts as one of so many."""

LANDMARK_POPULATION = 1000
"""Writers place things by the nearest place of note: one of at least so many people."""

CLOSER = 0.97
"""A landmark is closer if it is at most this share of the stated distance away."""

MIN_PROBABILITY = 0.03
"""Alternatives below this are not kept."""

MAX_CHOICES = 6
DEGREE_M = 111_000.0
MAX_REACH_DEG = 12
MIN_COSINE = 0.02


@dataclass(frozen=True, slots=True)
class Candidates:
    """The places that a name may be by their index, with their log-odds so far."""

    indices: tuple[int, ...] = ()
    scores: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """A candidate's index in the gazetteer, and its probability among the candidates."""

    index: int
    probability: float


def candidates(
    gazetteer: Gazetteer, name: str, indices: list[int], context: Context, kinds: tuple[PlaceKind, ...]
) -> Candidates:
    """Return the places that the context allows, with what kind, size and spelling say for each."""
    allowed = [i for i in indices if context.allows(gazetteer, i)] if context.strict else indices
    if len(allowed) == 1:
        return Candidates((allowed[0],), (0.0,))
    return Candidates(tuple(allowed), tuple(_score(gazetteer, name, i, context, kinds) for i in allowed))


def choose(
    gazetteer: Gazetteer, found: Candidates, distance: Distance | None = None, bearing: Bearing | None = None
) -> tuple[Choice, ...]:
    """Return the candidates with their probabilities, the most probable first.

    With a distance and a bearing, a candidate counts less the more places of note lie closer to the point
    that it would give: nobody says "180 km south-west of X" where other towns are nearer.
    """
    if len(found.indices) == 1:
        return (Choice(found.indices[0], 1.0),)
    scores = list(found.scores)
    if distance is not None and bearing is not None:
        for position, index in enumerate(found.indices):
            closer = _landmarks_closer(gazetteer, index, distance.stated_m, bearing.degrees)
            scores[position] -= PER_LOG_CLOSER * math.log1p(closer)
    return _as_probabilities(found.indices, scores)


def _as_probabilities(indices: tuple[int, ...], scores: list[float]) -> tuple[Choice, ...]:
    if not scores:
        return ()
    best = max(scores)
    weights = [math.exp(score - best) for score in scores]
    total = sum(weights)
    ranked = sorted(((w / total, -i) for w, i in zip(weights, indices, strict=True)), reverse=True)[:MAX_CHOICES]
    kept = [(share, index) for share, index in ranked if share >= MIN_PROBABILITY]
    whole = sum(share for share, _ in kept)
    return tuple(Choice(-index, share / whole) for share, index in kept)


def _score(gazetteer: Gazetteer, name: str, index: int, context: Context, kinds: tuple[PlaceKind, ...]) -> float:
    from geoinc.gazetteer.columns import KINDS
    from geoinc.gazetteer.names import fold

    columns = gazetteer.columns
    kind = KINDS[int(columns.kind[index])]
    score = PER_LOG_POPULATION * math.log(max(float(columns.population[index]), UNINHABITED))
    if fold(gazetteer.store.own_name(index)) == fold(name):
        score += OWN_NAME
    if kind in kinds:
        score += FIRST_KIND * (1 - kinds.index(kind) / (2 * len(kinds)))
    if context.home and int(columns.country[index]) in context.home:
        score += HOME_COUNTRY
    return score - _farness(gazetteer, index, context)


def _farness(gazetteer: Gazetteer, index: int, context: Context) -> float:
    if not context.near:
        return 0.0
    columns = gazetteer.columns
    near = np.array(context.near)
    reach = geodesy.haversine_m(columns.lon[index], columns.lat[index], near[:, 0], near[:, 1])
    return float(reach.min()) / NEAR_SCALE_M


@lru_cache(maxsize=20_000)
def _landmarks_closer(gazetteer: Gazetteer, index: int, distance_m: float, bearing_deg: float) -> int:
    columns = gazetteer.columns
    here = float(columns.lon[index]), float(columns.lat[index])
    lon, lat = geodesy.destination(*here, bearing_deg=bearing_deg, distance_m=distance_m)
    east, north = _landmarks(gazetteer)
    reach = min(distance_m / DEGREE_M + 0.01, MAX_REACH_DEG)
    low, high = np.searchsorted(north, (lat - reach, lat + reach))
    narrow = reach / max(math.cos(math.radians(lat)), MIN_COSINE)
    band = np.flatnonzero(np.abs(geodesy.wrap_lon(east[low:high] - lon)) <= narrow) + low
    away = geodesy.haversine_m(np.float64(lon), np.float64(lat), east[band], north[band])
    return int(np.count_nonzero(away < CLOSER * distance_m))


@lru_cache(maxsize=4)
def _landmarks(gazetteer: Gazetteer) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return longitudes and latitudes of the places of note, by latitude."""
    from geoinc.gazetteer.columns import KIND_NUMBER

    columns = gazetteer.columns
    noted = (columns.kind == KIND_NUMBER[PlaceKind.SETTLEMENT]) & (columns.population >= LANDMARK_POPULATION)
    lon, lat = columns.lon[noted], columns.lat[noted]
    order = np.argsort(lat, kind="stable")
    return np.ascontiguousarray(lon[order]), np.ascontiguousarray(lat[order])
