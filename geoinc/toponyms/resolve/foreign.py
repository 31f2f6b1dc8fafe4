"""A place abroad, in a country that nothing else in the text speaks of, is seldom meant where the text's own has one.

"Fighting has spread in Mali. Gunmen attacked the village of Moura": no Moura of Portugal. What the text speaks of then binds
such a name as a country that the caller tells does (:mod:`geoinc.toponyms.resolve.binding`): a place there that reports
name (the curated tables have it) is meant, and a small town abroad is none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from geoinc.gazetteer.file.columns import KIND_NUMBER, PlaceFlag
from geoinc.gazetteer.names.context import Context, ContextUnit
from geoinc.gazetteer.names.query import is_in
from geoinc.gazetteer.names.whereabouts import WORLD_KNOWN, Area, Whereabouts
from geoinc.geo.geodesy import EARTH_RADIUS_M
from geoinc.model import PlaceKind
from geoinc.toponyms.resolve.candidates import COUNTRY_KEYS, KIND_CLASSES, STATIC_FEATURES, Via, of_kinds
from geoinc.toponyms.resolve.scope import Scope

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from geoinc.gazetteer import Gazetteer
    from geoinc.toponyms.resolve.features import CandidateTable

    Floats = NDArray[np.float32]

SURE: Final = 0.5
"""Raw probability from which another name's place is one that the text is about."""

MOST_COUNTRIES: Final = 3
"""A text about more countries may speak of any (judgement)."""

SMALL_PEOPLE: Final = 20_000
"""Towns abroad of fewer people are not spoken of unprompted, unless the curated tables have them (judgement; of those of
the corpora that the text does not lead to, the larger ones are right)."""

FAR_M: Final = 2_000_000.0
"""A small town nearer than this to the middle of a country that is named may be spoken of beside it: across its border."""

_FAR_COSINE: Final = 1 - (FAR_M / EARTH_RADIUS_M) ** 2 / 2
_VIA: Final = STATIC_FEATURES.index("via_exact")
_LOCAL: Final = [KIND_NUMBER[kind] for kind in KIND_CLASSES["settlement"] | KIND_CLASSES["quarter"]]
_NAMED: Final = of_kinds(frozenset({PlaceKind.COUNTRY, PlaceKind.TERRITORY, PlaceKind.ADMIN1}))
_TOLD: Final = [Via.EXACT, Via.DEMONYM]


def implied(  # noqa: PLR0913, PLR0917 - what a choice rests on
    scene: CandidateTable,
    raw: Floats,
    scopes: Sequence[Scope],
    gazetteer: Gazetteer,
    home: frozenset[int],
    literal: frozenset[int],
) -> tuple[Scope, ...]:
    """Return the scopes of groups, with the text's countries for names that would else be a lesser place abroad.

    ``home`` are the numbers of countries that the outlet speaks of unprompted, ``literal`` the groups that the text uses as
    places: where only somebody's nation is named ("UAE-backed forces took Zinjibar"), a small town may lie anywhere.
    """
    reading, filled = scene.reading, scene.filled.tolist()
    if all(scopes[group] or reading.demonym[group] for group in filled):
        return tuple(scopes)
    found = list(scopes)
    rows = scene.rows
    best = [own.start + int(raw[own].argmax()) for own in rows]
    sure = np.array([row for row in best if raw[row] >= SURE and scene.keys[row, 1] > COUNTRY_KEYS], dtype=np.intp)
    countries = scene.keys[sure, 1].astype(np.int64) - COUNTRY_KEYS
    named = _NAMED[scene.kind[sure]]
    placed = np.array([group in literal for group in scene.group[sure].tolist()], dtype=bool)
    for number, group in enumerate(filled):
        if scopes[group] or reading.demonym[group] or scene.kind[best[number]] not in _LOCAL:
            continue
        others = scene.group[sure] != group
        about = frozenset(countries[others].tolist())
        own = int(scene.keys[best[number], 1]) - COUNTRY_KEYS
        if not about or len(about) > MOST_COUNTRIES or own in about | home or not (named & others).any():
            continue
        about_here = placed & named & others
        apart = scene.unit[sure[about_here]] @ scene.unit[best[number]] < _FAR_COSINE
        small = bool(about_here.any() and apart.all())
        if _is_lesser(scene, best[number], rows[number], about, gazetteer, small=small):
            found[group] = Scope(told=_whereabouts(about))
    return tuple(found)


def _is_lesser(  # noqa: PLR0913 - what a choice rests on
    scene: CandidateTable, best: int, own: slice, about: frozenset[int], gazetteer: Gazetteer, *, small: bool
) -> bool:
    """Whether a place abroad gives way: to one that reports name, where the text speaks of; or, if ``small``, as a small town.

    What is only spelled like the name, and lies abroad, always does: Mambasa is no Mombasa.
    """
    if scene.fixed[best, _VIA + Via.SIMILAR]:
        return True
    columns, index = gazetteer.columns, scene.keys[own, 0].astype(np.int64)
    chosen = int(scene.keys[best, 0])
    if columns.importance[chosen] >= WORLD_KNOWN or columns.flags[chosen] & PlaceFlag.CURATED:
        return False
    exact = scene.fixed[own, _VIA : _VIA + len(Via)][:, _TOLD].any(axis=1)
    curated = (columns.flags[index] & PlaceFlag.CURATED) > 0
    inside = is_in(scene.keys[own, 1], [number + COUNTRY_KEYS for number in about])
    lesser = small and int(columns.population[chosen]) < SMALL_PEOPLE
    return lesser or bool((exact & curated & inside).any())


def _whereabouts(countries: frozenset[int]) -> Whereabouts:
    return Whereabouts(
        tuple(Area(Context((ContextUnit(countries=frozenset({n})),), frozenset({n}))) for n in sorted(countries))
    )
