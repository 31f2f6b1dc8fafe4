"""Which of the places of a name is meant: kind, spelling, size, context; as probabilities."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geoinc.model import PlaceKind
from geoinc.relate.context import Context

if TYPE_CHECKING:
    from geoinc.gazetteer.gazetteer import Gazetteer

# Log-odds of a candidate, fitted by hand on the earthquake descriptions of the development data: what a place
# gains for each property, and for each factor of e in population.
OWN_NAME = 3.0
KIND_RANK = 2.0
PER_LOG_POPULATION = 1.0
HOME_COUNTRY = 4.0
NEAR_SCALE_KM = 50.0
CAPITAL = 1.0

UNINHABITED = 200.0
"""A settlement without a population in the source counts as one of so many."""

SHARP = 12.0
"""Log-odds beyond which the rest does not matter; they are not kept."""

MAX_CHOICES = 5


@dataclass(frozen=True, slots=True)
class Choice:
    """A candidate's index in the gazetteer, and its probability among the candidates."""

    index: int
    probability: float


def choose(
    gazetteer: Gazetteer, name: str, indices: list[int], context: Context, kinds: tuple[PlaceKind, ...]
) -> tuple[Choice, ...]:
    """Return the candidates that the context allows, most probable first."""
    allowed = [i for i in indices if context.allows(gazetteer, i)] if context.strict else indices
    if len(allowed) == 1:
        return (Choice(allowed[0], 1.0),)
    scored = sorted(((_score(gazetteer, name, i, context, kinds), -i) for i in allowed), reverse=True)
    if not scored:
        return ()
    best = scored[0][0]
    weights = [(math.exp(score - best), -i) for score, i in scored if best - score < SHARP][:MAX_CHOICES]
    total = sum(weight for weight, _ in weights)
    return tuple(Choice(index, weight / total) for weight, index in weights)


def _score(gazetteer: Gazetteer, name: str, index: int, context: Context, kinds: tuple[PlaceKind, ...]) -> float:
    from geoinc.gazetteer.columns import KINDS
    from geoinc.gazetteer.names import fold

    columns = gazetteer.columns
    kind = KINDS[int(columns.kind[index])]
    score = PER_LOG_POPULATION * math.log(max(float(columns.population[index]), UNINHABITED))
    if fold(gazetteer.store.own_name(index)) == fold(name):
        score += OWN_NAME
    if kind in kinds:
        score += KIND_RANK * (1 + len(kinds) - kinds.index(kind))
    if context.home and int(columns.country[index]) in context.home:
        score += HOME_COUNTRY
    return score - _farness(gazetteer, index, context)


def _farness(gazetteer: Gazetteer, index: int, context: Context) -> float:
    if not context.near:
        return 0.0
    columns = gazetteer.columns
    lon, lat = float(columns.lon[index]), float(columns.lat[index])
    nearest = min(_rough_km(lon, lat, *point) for point in context.near)
    return nearest / NEAR_SCALE_KM


def _rough_km(lon1: float, lat1: float, lon2: float, lat2: float) -> float:
    """Return a distance good enough to rank candidates (haversine)."""
    from geoinc.geodesy import EARTH_RADIUS_M

    half_phi, half_lambda = math.radians(lat2 - lat1) / 2, math.radians(lon2 - lon1) / 2
    chord = (
        math.sin(half_phi) ** 2
        + math.cos(math.radians(lat1)) * math.cos(math.radians(lat2)) * math.sin(half_lambda) ** 2
    )
    return 2 * EARTH_RADIUS_M / 1000 * math.asin(math.sqrt(min(1.0, chord)))
