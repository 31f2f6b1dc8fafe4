"""The stated country or unit binds: names that a text or its caller places somewhere are weighed anew within it.

A conditional logit over a name's candidates and "none: a place that the gazetteer lacks". What it rests on is the
ranker's own probability, how the name was matched, whether the place lies in what is said, and how far it is from the
text's other places. Weights are learned by :mod:`geoinc.learn.resolution.binding` and stand in ``binding.toml``.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

import numpy as np

from geoinc.gazetteer.file.columns import KIND_NUMBER, KINDS, PlaceFlag
from geoinc.gazetteer.names.query import is_in
from geoinc.gazetteer.names.whereabouts import WORLD_KNOWN
from geoinc.geo.geodesy import EARTH_RADIUS_M
from geoinc.model import PlaceKind
from geoinc.toponyms.resolve.candidates import COUNTRY_KEYS, KIND_CLASSES, STATIC_FEATURES, Via, of_kinds

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from geoinc.gazetteer import Gazetteer
    from geoinc.toponyms.resolve.features import CandidateTable
    from geoinc.toponyms.resolve.scope import Scope

    Floats = NDArray[np.float32]

FILE: Final = "binding.toml"
FEATURES: Final = (
    "ranked", "exact", "unlike", "part", "words", "own_name", "listed", "importance", "in_unit", "off_unit", "abroad",
    "abroad_fame", "far", "far_unlike", "other_kind", "quarter", "unit",
)  # fmt: skip
"""What speaks for a candidate."""

NONE_FEATURES: Final = ("always", "none_ranked", "exact_inside", "some_inside", "told_only", "in_unit")
"""What speaks for "none of them"."""

FLOOR: Final = 1e-4
"""The ranker's probabilities below this are all one: it never saw such names."""

TOWN_M: Final = 30_000.0
MEASURED_M, MEASURED_SHARE = 5_000.0, 0.2
"""A stated distance is as good as this, and a share of itself (judgement)."""

SURE: Final = 0.5
"""Raw probability from which another name's place is one that a name may be near to."""

KNOWN_PEOPLE: Final = 50_000
"""A place of so many people is known by itself, and may be named beside a town that it does not lie in (judgement)."""

QUARTERS: Final = frozenset({PlaceKind.QUARTER, PlaceKind.SETTLEMENT})
"""What "quarter", "suburb" and "neighbourhood" beside a name ask for."""

QUARTER_UNLIKE: Final = 0.2
"""How unlike the name of a town may be that is called somebody's neighbourhood (judgement)."""

SITES: Final = frozenset({PlaceKind.FACILITY, PlaceKind.SPOT})
TOWNS_OWN: Final = SITES | {PlaceKind.QUARTER}
"""What a town has, rather than the unit named after it."""

WIDE: Final = KIND_CLASSES["country"] | KIND_CLASSES["territory"] | KIND_CLASSES["region"] | KIND_CLASSES["water"]

SAME_M: Final = 50_000.0
"""Candidates this close are one answer: a town, its district, a hamlet of its name beside it."""

_SAME_COSINE: Final = 1 - (SAME_M / EARTH_RADIUS_M) ** 2 / 2

_VIA: Final = STATIC_FEATURES.index("via_exact")
_OWN: Final = STATIC_FEATURES.index("own_name")
_LIKE: Final = STATIC_FEATURES.index("likeness")
_IMPORTANCE: Final = STATIC_FEATURES.index("importance")
_OTHER_KIND: Final = len(STATIC_FEATURES) + 1
_EXACT: Final = [Via.EXACT, Via.EXPANDED, Via.ADDED, Via.STRIPPED, Via.DEMONYM]
_PART: Final = [Via.PART, Via.ENDING]
_WIDE: Final = of_kinds(frozenset(WIDE))
_UNITS: Final = of_kinds(KIND_CLASSES["admin1"] | KIND_CLASSES["admin2"] | KIND_CLASSES["country"])


@dataclass(frozen=True, slots=True)
class BindingWeights:
    """One weight a feature: of candidates (F) and of "none" (Q); and what leads from a share to what is stated.

    ``stated`` are slope and offset of log-odds: how often a place of such a share lies within 161 km of the truth.
    """

    candidate: Floats
    none: Floats
    stated: tuple[float, float] = (1.0, 0.0)

    def probability(self, share: float) -> float:
        """Return how often a place is right (within 161 km) that has such a share within :data:`SAME_M`."""
        share = min(max(share, FLOOR), 1 - FLOOR)
        slope, offset = self.stated
        return float(1 / (1 + np.exp(-slope * np.log(share / (1 - share)) - offset)))


@lru_cache(maxsize=1)
def default_weights() -> BindingWeights:
    """Return the weights that come with the package."""
    rows = tomllib.loads((files("geoinc.toponyms.resolve") / FILE).read_text("utf-8"))
    stated = rows["stated"]["slope"], rows["stated"]["offset"]
    return BindingWeights(_row(rows["candidate"], FEATURES), _row(rows["none"], NONE_FEATURES), stated)


def _row(table: dict[str, float], names: Sequence[str]) -> Floats:
    return np.array([table[name] for name in names], dtype=np.float32)


def rebind(  # noqa: PLR0913, PLR0917 - what a choice rests on
    scene: CandidateTable,
    raw: Floats,
    scopes: Sequence[Scope],
    gazetteer: Gazetteer,
    weights: BindingWeights,
    measured: Mapping[int, tuple[int, float]],
) -> tuple[Floats, frozenset[int]]:
    """Return the probabilities (C) with those of names that are placed somewhere weighed anew, and their groups.

    Parameters
    ----------
    raw
        The ranker's probabilities.
    scopes
        What is said of each group of mentions.
    measured
        Which group one is said to lie so far from, in metres.
    """
    if not any(scopes):
        return raw, frozenset()
    result, bound = raw.copy(), set[int]()
    for own, group in zip(scene.rows, scene.filled.tolist(), strict=True):
        scope = binding_scope(scene, own, scopes[group], gazetteer)
        if is_bound(scene, raw, own, scope):
            result[own] = ballot(scene, raw, own, scope, gazetteer, measured.get(group)).shares(weights)
            bound.add(group)
    return result, frozenset(bound)


def binding_scope(scene: CandidateTable, own: slice, scope: Scope, gazetteer: Gazetteer) -> Scope:
    """Return a scope without its town where that does not hold the name.

    It does where a place of the very name lies about it, and where the text says "in" and no place of the name is known
    by itself: somebody from Butembo may be in Goma. A quarter or site lies in its town; and a quarter in nothing larger;
    a city lies in no smaller town ("the Juba suburb of Buluk").
    """
    if scope.town is None:
        return scope
    index, static, people = scene.keys[own, 0].astype(np.int64), scene.fixed[own], gazetteer.columns.population
    exact = static[:, _VIA : _VIA + len(Via)][:, _EXACT].any(axis=1)
    known = exact & (people[index] >= KNOWN_PEOPLE)
    if (known & (people[index] > people[sorted(scope.town.towns)].max())).any():
        return scope.without_town()
    asked = scene.reading.cues[int(scene.group[own.start])]
    if scope.shared and not asked & TOWNS_OWN:
        return scope.without_town()
    if asked == QUARTERS or (exact & scope.inside(gazetteer, index)).any():
        return scope
    held = not (scope.apposed or scope.shared) and (bool(asked & SITES) or not known.any())
    return scope if held else scope.without_town()


def is_bound(scene: CandidateTable, raw: Floats, own: slice, scope: Scope) -> bool:
    """Whether what is said of a name binds it: countries, seas and people stand for themselves."""
    if not scope or scene.reading.demonym[int(scene.group[own.start])]:
        return False
    best = own.start + int(raw[own].argmax())
    if raw[best] < SURE:
        return True
    if KINDS[scene.kind[best]] is PlaceKind.ADMIN1:
        # A province that the ranker is sure of stands, unless it lies outside the countries that are said by name: in no
        # town that is said ("a service of BC in Nelson"), nor a smaller unit, does one lie.
        said = scope.countries if scope.names_country or not (scope.tied.strict or scope.town) else scope.told.countries
        return bool(said) and int(scene.keys[best, 1]) - COUNTRY_KEYS not in said
    return KINDS[scene.kind[best]] not in WIDE


@dataclass(frozen=True, slots=True)
class Ballot:
    """Who stands for a name: the features of its N candidates (N × FEATURES) and of "none", and who is barred (N)."""

    table: Floats
    none: Floats
    barred: NDArray[np.bool_]

    def shares(self, weights: BindingWeights) -> Floats:
        """Return the probability of each candidate; what is left of 1 is that of "none"."""
        scores = np.where(self.barred, -np.inf, self.table @ weights.candidate)
        none = float(self.none @ weights.none)
        top = max(float(scores.max(initial=none)), none)
        risen = np.exp(scores - top)
        result: Floats = (risen / (risen.sum() + np.exp(none - top))).astype(np.float32)
        return result


def mass(unit: Floats, probability: Floats, best: int) -> float:
    """Return the probability of all candidates within :data:`SAME_M` of one of them, itself included."""
    return float(probability[unit @ unit[best] >= _SAME_COSINE].sum())


def rival(unit: Floats, probability: Floats, best: int) -> float:
    """Return the probability of the likeliest candidate farther off than :data:`SAME_M` from one of them."""
    return float(probability[unit @ unit[best] < _SAME_COSINE].max(initial=0.0))


def ballot(  # noqa: PLR0913, PLR0917 - what a choice rests on
    scene: CandidateTable,
    raw: Floats,
    own: slice,
    scope: Scope,
    gazetteer: Gazetteer,
    measured: tuple[int, float] | None = None,
) -> Ballot:
    """Return who stands for a group's name.

    Outside the country, and far from the town, that the words beside a name state, nobody does; outside those that the
    caller tells, only what the world knows by the whole name.
    """
    index, kind = scene.keys[own, 0].astype(np.int64), scene.kind[own]
    static, chance = scene.fixed[own], raw[own]
    inside = scope.inside(gazetteer, index)
    countries = scope.countries
    home = is_in(scene.keys[own, 1], [number + COUNTRY_KEYS for number in countries]) if countries else inside
    home = home | inside
    via = static[:, _VIA : _VIA + len(Via)]
    exact = via[:, _EXACT].any(axis=1)
    flags, people = gazetteer.columns.flags[index], gazetteer.columns.population[index]
    importance, part, words = static[:, _IMPORTANCE], via[:, _PART].any(axis=1), via[:, Via.WORDS] > 0
    unlike, far = 1 - static[:, _LIKE], _far(scene, raw, own, countries)
    if measured is not None and (off := _off_measure(scene, raw, own, *measured)) is not None:
        far = off
    columns = (
        np.log(chance / max(float(chance.sum()), FLOOR) + FLOOR),
        exact,
        unlike,
        part,
        words,
        static[:, _OWN],
        (people > 0) | ((flags & PlaceFlag.CURATED) > 0),
        importance,
        inside & scope.has_unit,
        home & ~inside,
        ~home,
        ~home * importance,
        far,
        far * unlike,
        static[:, _OTHER_KIND],
        kind == KIND_NUMBER[PlaceKind.QUARTER],
        _UNITS[kind],
    )
    none = (
        1.0,
        np.log(max(0.0, 1 - float(chance.sum())) + FLOOR),
        float((exact & inside).any()),
        float(inside.any()),
        float(not scope.tied.strict),
        float(scope.has_unit),
    )
    barred = ~home & (scope.names_country | (importance < WORLD_KNOWN) | part | words)
    if scope.town is not None:
        barred |= ~inside
    if scene.reading.cues[int(scene.group[own.start])] == QUARTERS:
        # A quarter that nothing lists is no town near by whose name only sounds a little like it.
        barred |= (unlike > QUARTER_UNLIKE) & (kind != KIND_NUMBER[PlaceKind.QUARTER])
    return Ballot(np.stack(columns, axis=1).astype(np.float32), np.array(none, dtype=np.float32), barred)


def _far(scene: CandidateTable, raw: Floats, own: slice, countries: frozenset[int]) -> Floats:
    """Return how far each candidate is from the nearest of the text's other, sure places, in steps of e.

    Countries, seas and regions are everywhere, and so near to nothing; places of other countries than those that the
    name is said to lie in tell nothing of where. What lies in a unit is not far from it.
    """
    group = scene.group[own.start]
    others = (raw >= SURE) & (scene.group != group) & ~_WIDE[scene.kind]
    if countries:
        others &= is_in(scene.keys[:, 1], [number + COUNTRY_KEYS for number in countries])
    if not others.any():
        return np.zeros(own.stop - own.start, dtype=np.float32)
    square = np.maximum(0, 2 - 2 * (scene.unit[own] @ scene.unit[others].T))
    held = (scene.keys[own, 2:4, None] == scene.keys[others, 0]).any(axis=1)
    away_m = np.sqrt(np.where(held, np.float32(0), square).min(axis=1)) * np.float32(EARTH_RADIUS_M)
    steps: Floats = np.log1p(away_m / np.float32(TOWN_M))
    return steps


def _off_measure(scene: CandidateTable, raw: Floats, own: slice, other: int, metres: float) -> Floats | None:
    """Return how far each candidate is from where a distance puts it, in steps of e; None where the other is not sure."""
    there = (scene.group == other) & (raw >= SURE)
    if not there.any() or other == scene.group[own.start]:
        return None
    square = np.maximum(0, 2 - 2 * (scene.unit[own] @ scene.unit[int(np.argmax(np.where(there, raw, -1.0)))]))
    away_m = np.sqrt(square) * np.float32(EARTH_RADIUS_M)
    steps: Floats = np.log1p(np.abs(away_m - np.float32(metres)) / np.float32(MEASURED_M + MEASURED_SHARE * metres))
    return steps
