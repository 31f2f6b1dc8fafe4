"""Which of the places of a name is meant: kind, spelling, size, context, and what lies closer; as probabilities."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from geoinc.gazetteer.names.context import SMALL, Context
from geoinc.geo import geodesy
from geoinc.model import Bearing, Distance, PlaceKind

if TYPE_CHECKING:
    from geoinc.gazetteer.file.near import Neighbours
    from geoinc.gazetteer.gazetteer import Gazetteer

# Log-odds, from a conditional logit over 711 ambiguous anchors of the earthquake descriptions in the development
# data (of the candidates, the one within 50 km of the known position is right), rounded; by five-fold
# cross-validation 8.3 % of these choices are wrong, against 36 % by population and spelling alone.
# HOME_COUNTRY and NEAR_SCALE_M are judgement.
PER_LOG_POPULATION = 0.28
OF_NOTE = 2.0
UNCOUNTED = -2.6
SAME_LETTERS = 3.3
OWN_NAME = 0.3
FIRST_KIND = 5.4
PER_LOG_CLOSER = 0.7
PER_LOG_NOTED_CLOSER = 0.9
PER_LOG_LARGER_CLOSER = 1.7
HOME_COUNTRY = 4.0
NEAR_SCALE_M = 50_000.0
MAX_FAR = 8.0
"""In units of NEAR_SCALE_M: nobody adds a town to a name to say that it is farther away than this (judgement)."""

PER_LOG_FAME = 0.62
"""What a place loses besides for each e-fold that it is smaller than the largest of its name, where nothing says in
which country: the world knows one Damascus (judgement)."""

WORLD_KNOWN = 2.5
"""What a place gains that is known the world over (curated by hand, with a surveyed or drawn shape or many people)
where nothing says in which country (judgement: the Andes are no town in Colombia)."""

COUNTRY_KNOWN = 9.0
"""What a country gains there: "30 km south of Lebanon" is said of no town in Missouri (judgement)."""

LANDFORMS = frozenset((PlaceKind.ISLAND, PlaceKind.PENINSULA, PlaceKind.REGION))
LANDFORM_PEOPLE = 100_000.0
"""A landform drawn with its shape is as well known as a town of so many people (judgement)."""

WIDELY_KNOWN_PEOPLE = 10_000
UNITS = frozenset((PlaceKind.ADMIN1, PlaceKind.ADMIN2, PlaceKind.ADMIN3))

PAIR_SCALE_M = 30_000.0
PER_LOG_PAIR = 4.2
"""Two names said together ("between X and Y") lose so much log-odds for each e-fold of their distance beyond the
scale (judgement): it tells namesakes apart, and does not outweigh countries by hamlets that lie close together."""

TINY = 1e-12
UNINHABITED = 200.0
"""A settlement without a population in the source counts as one of so many."""

NOTED_POPULATION = 1000
"""Writers place things by the nearest place of note: one of at least so many people."""

CLOSER = 0.97
"""A landmark is closer if it is at most this share of the stated distance away."""

MIN_PROBABILITY = 0.03
"""Alternatives below this are not kept."""

MAX_CHOICES = 6
FARTHEST_CLOSER_M = 1_300_000.0
"""Nobody looks farther around for a closer landmark (judgement)."""


PAIR_AT_HOME = 1.2
"""What two names said together gain by lying in one country (judgement)."""


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


def candidates(  # noqa: PLR0913 - all that a choice rests on
    gazetteer: Gazetteer,
    name: str,
    indices: list[int],
    context: Context,
    kinds: tuple[PlaceKind, ...],
    *,
    measured: bool = False,
) -> Candidates:
    """Return the places that the context allows, with what kind, size and spelling say for each.

    ``measured`` says that a distance and a bearing follow, by which :func:`choose` tells namesakes apart.
    """
    allowed = (
        [i for i in indices if context.allows(gazetteer, i)] if context.strict else not_far(gazetteer, indices, context)
    )
    if len(allowed) == 1:
        return Candidates((allowed[0],), (0.0,))
    scores = [_score(gazetteer, name, i, context, kinds) for i in allowed]
    if not (context.strict or context.home or context.near):
        scores = [score + _renown(gazetteer, i) for score, i in zip(scores, allowed, strict=True)]
    if not measured or not (context.strict or context.home or context.near):
        scores = [
            score - lost for score, lost in zip(scores, _less_known(gazetteer, name, allowed, kinds), strict=True)
        ]
    return Candidates(tuple(allowed), tuple(scores))


def not_far(gazetteer: Gazetteer, indices: list[int], context: Context) -> list[int]:
    """Leave out small places far from every town that the words name beside them: "Onne Port" tells where "FOT" is not."""
    from geoinc.gazetteer.file.columns import KINDS

    kinds = gazetteer.columns.kind
    return [i for i in indices if KINDS[int(kinds[i])] not in SMALL or _farness(gazetteer, i, context) <= MAX_FAR]


def _less_known(gazetteer: Gazetteer, name: str, indices: list[int], preferred: tuple[PlaceKind, ...]) -> list[float]:
    """Return the log-odds that places lose to the largest of their name; features without people lose none.

    A place of a preferred kind is compared with such only, and none with what only a translation calls so:
    Casablanca does not make a White House less known.
    """
    from geoinc.gazetteer.file.columns import KINDS
    from geoinc.gazetteer.names.fold import fold

    own = [fold(gazetteer.store.own_name(i)) == fold(name) for i in indices]
    kinds = [KINDS[int(gazetteer.columns.kind[i])] for i in indices]
    people = [_population(gazetteer, i) for i in indices]
    raw = gazetteer.columns.population[np.array(indices, dtype=np.intp)]
    counted = [bool(p) or kind is PlaceKind.SETTLEMENT for p, kind in zip(raw, kinds, strict=True)]
    noted = [(p, kind) for p, kind, itself in zip(people, kinds, own, strict=True) if itself]
    largest = max((UNINHABITED, *(p for p, _ in noted)))
    rival = max((UNINHABITED, *(p for p, kind in noted if kind in preferred)))
    against = [rival if kind in preferred else largest for kind in kinds]
    return [
        PER_LOG_FAME * math.log(max(most / max(p, UNINHABITED), 1.0)) if known else 0.0
        for p, most, known in zip(people, against, counted, strict=True)
    ]


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
            scores[position] -= _nearer_places(gazetteer, index, distance.stated_m, bearing.degrees)
    return _as_probabilities(found.indices, scores)


def choose_pair(
    gazetteer: Gazetteer, one: Candidates, other: Candidates
) -> tuple[tuple[Choice, ...], tuple[Choice, ...]]:
    """Return the candidates of two names said together: the closer to each other, the likelier."""
    columns = gazetteer.columns
    first, second = (np.array(found.indices, dtype=np.intp) for found in (one, other))
    apart = geodesy.haversine_m(
        columns.lon[first][:, None], columns.lat[first][:, None], columns.lon[second], columns.lat[second]
    )
    scores = np.add.outer(np.array(one.scores), np.array(other.scores)) - PER_LOG_PAIR * np.log1p(apart / PAIR_SCALE_M)
    scores += PAIR_AT_HOME * (columns.country[first][:, None] == columns.country[second])
    odds = np.exp(scores - scores.max())
    return (
        _as_probabilities(one.indices, list(np.log(odds.sum(axis=1) + TINY))),
        _as_probabilities(other.indices, list(np.log(odds.sum(axis=0) + TINY))),
    )


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
    from geoinc.gazetteer.file.columns import KINDS
    from geoinc.gazetteer.names.fold import fold
    from geoinc.gazetteer.names.query import without_unit_words

    columns = gazetteer.columns
    kind = KINDS[int(columns.kind[index])]
    population, own = _population(gazetteer, index), gazetteer.store.own_name(index)
    score = PER_LOG_POPULATION * math.log(max(population, UNINHABITED))
    score += OF_NOTE * (population >= NOTED_POPULATION)
    score += UNCOUNTED * (population == 0 and kind is PlaceKind.SETTLEMENT)
    same = own == name or (kind in UNITS and without_unit_words(fold(own))[0] == fold(name))
    score += SAME_LETTERS * (same or _is_world_known(gazetteer, index)) + OWN_NAME * (same or fold(own) == fold(name))
    if kind in kinds:
        score += FIRST_KIND * (1 - kinds.index(kind) / (2 * len(kinds)))
    if context.home and int(columns.country[index]) in context.home:
        score += HOME_COUNTRY
    return score - _farness(gazetteer, index, context)


def _population(gazetteer: Gazetteer, index: int) -> float:
    """Return a place's population; places curated by hand are of note even where it is not given."""
    from geoinc.gazetteer.file.columns import KINDS, PlaceFlag

    population, flags = float(gazetteer.columns.population[index]), int(gazetteer.columns.flags[index])
    if not flags & PlaceFlag.CURATED:
        return population
    drawn = flags & PlaceFlag.EXTENT and KINDS[int(gazetteer.columns.kind[index])] in LANDFORMS
    return max(population, LANDFORM_PEOPLE if drawn else NOTED_POPULATION)


def _renown(gazetteer: Gazetteer, index: int) -> float:
    from geoinc.gazetteer.file.columns import KINDS

    if KINDS[int(gazetteer.columns.kind[index])] is PlaceKind.COUNTRY:
        return COUNTRY_KNOWN
    return WORLD_KNOWN * _is_world_known(gazetteer, index)


def _is_world_known(gazetteer: Gazetteer, index: int) -> bool:
    """Whether a place is one that people far away know: curated, and drawn with its shape or a large town."""
    from geoinc.gazetteer.file.columns import KINDS, PlaceFlag

    columns = gazetteer.columns
    flags = int(columns.flags[index])
    if not flags & PlaceFlag.CURATED or KINDS[int(columns.kind[index])] in UNITS:
        return False
    return bool(flags & PlaceFlag.EXTENT) or int(columns.population[index]) >= WIDELY_KNOWN_PEOPLE


def _farness(gazetteer: Gazetteer, index: int, context: Context) -> float:
    if not context.near:
        return 0.0
    columns = gazetteer.columns
    near = np.array(context.near)
    reach = geodesy.haversine_m(columns.lon[index], columns.lat[index], near[:, 0], near[:, 1])
    return float(reach.min()) / NEAR_SCALE_M


@lru_cache(maxsize=20_000)
def _nearer_places(gazetteer: Gazetteer, index: int, distance_m: float, bearing_deg: float) -> float:
    """Return the log-odds that a candidate loses to settlements closer to the point that it would give."""
    columns = gazetteer.columns
    here = float(columns.lon[index]), float(columns.lat[index])
    lon, lat = geodesy.destination(*here, bearing_deg=bearing_deg, distance_m=distance_m)
    closer, noted, larger = _settlements(gazetteer).count_within(
        lon,
        lat,
        min(CLOSER * distance_m, FARTHEST_CLOSER_M),
        one=NOTED_POPULATION,
        other=max(_population(gazetteer, index), 1.0),
    )
    return (
        PER_LOG_CLOSER * math.log1p(closer)
        + PER_LOG_NOTED_CLOSER * math.log1p(noted)
        + PER_LOG_LARGER_CLOSER * math.log1p(larger)
    )


@lru_cache(maxsize=4)
def _settlements(gazetteer: Gazetteer) -> Neighbours:
    return gazetteer.neighbours((PlaceKind.SETTLEMENT,))
