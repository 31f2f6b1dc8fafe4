"""The units that a name with a class word may mean: "Chin state", "Khost province", "Lower Shabelle region"."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np
from rapidfuzz import fuzz

from geoinc.gazetteer.file.columns import KINDS, NONE
from geoinc.gazetteer.names import search
from geoinc.gazetteer.names.fold import fold
from geoinc.gazetteer.names.search import Match
from geoinc.gazetteer.names.skeleton import bare
from geoinc.geo import geodesy
from geoinc.model import PlaceKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geoinc.gazetteer.gazetteer import Gazetteer

LEVELS: Final = frozenset({PlaceKind.ADMIN1, PlaceKind.ADMIN2, PlaceKind.ADMIN3})
SMALL: Final = frozenset({PlaceKind.SETTLEMENT, PlaceKind.QUARTER, PlaceKind.FACILITY, PlaceKind.SPOT})
LEAST_RESEMBLING: Final = 0.75
"""A unit so much like the town in it is named after the town."""

LEAST_LIKE: Final = 0.85
"""A unit spelled less like the name is another."""

SEAT_M: Final = 200_000.0
"""A unit's middle lies no farther from the town that it is named after."""

TOO_SHORT: Final = 4
"""Of so few letters, one that differs makes another name."""

LIMIT: Final = 4


@lru_cache(maxsize=8192)
def called(gazetteer: Gazetteer, name: str, words: tuple[str, ...], kinds: frozenset[PlaceKind]) -> tuple[int, ...]:
    """Return the indices of the units that a name means with one of some class words beside it, best known first.

    The first that finds any: units listed with the very word ("Chin State"); units of the bare name; units around a town
    of the name whose own name is like it (Khost lies in Khowst); units of a spelling that hardly differs, unless something
    wide has the very name: the Prince Edward Islands are no Prince Edward Island.

    Parameters
    ----------
    words
        The class words, folded: "state", "region".
    kinds
        What the words ask for; only levels of units count.
    """
    levels, folded = kinds & LEVELS, fold(name)
    if not levels or not folded:
        return ()
    plain = _of_key(gazetteer, folded)
    for found in (_with_word(gazetteer, folded, words), plain):
        if units := tuple(i for i in sorted(found) if _kind(gazetteer, i) in levels):
            return units
    if units := tuple(
        dict.fromkeys(u for town in plain for u in _around(gazetteer, town, folded) if _kind(gazetteer, u) in levels)
    ):
        return units
    if any(_kind(gazetteer, i) not in SMALL for i in plain):
        return ()
    for match in (Match.TRANSLITERATED, Match.FUZZY):
        near = search.search(gazetteer.store, gazetteer.columns, name, match=match, kinds=levels, limit=LIMIT)
        if units := tuple(one.index for one in near if one.like >= LEAST_LIKE and len(folded) > TOO_SHORT):
            return units
    return ()


def named_after(gazetteer: Gazetteer, town: int, name: str, words: Iterable[str]) -> frozenset[int]:
    """Return the units of a town's name about it: those that it lies in and is like in name, and those listed with a word."""
    columns, folded = gazetteer.columns, fold(name)
    listed = [
        unit
        for unit in _with_word(gazetteer, folded, words)
        if _kind(gazetteer, unit) in LEVELS
        and geodesy.distance_m(columns.lon[town], columns.lat[town], columns.lon[unit], columns.lat[unit]) <= SEAT_M
    ]
    return frozenset((*_around(gazetteer, town, folded), *listed))


def is_listed_with(gazetteer: Gazetteer, name: str, word: str) -> bool:
    """Whether a unit's name is this one and the very word: Soum Province, for "the province of Soum"."""
    return any(_kind(gazetteer, unit) in LEVELS for unit in _with_word(gazetteer, fold(name), (word,)))


def _with_word(gazetteer: Gazetteer, folded: str, words: Iterable[str]) -> set[int]:
    """Return the places whose name is this one and one of some words: "Chin State", "Province of Soum"."""
    keys = (key for word in words for key in (f"{folded} {word}", f"{word} {folded}", f"{word} of {folded}"))
    return {index for key in keys for index in _of_key(gazetteer, key)}


def _of_key(gazetteer: Gazetteer, folded: str) -> list[int]:
    key = gazetteer.store.key(folded)
    return [] if key is None else np.asarray(gazetteer.store.indices_of_key(key)).tolist()


def _kind(gazetteer: Gazetteer, index: int) -> PlaceKind:
    return KINDS[int(gazetteer.columns.kind[index])]


def _around(gazetteer: Gazetteer, town: int, folded: str) -> list[int]:
    """Return the units that a town lies in, narrower first, that are named after it."""
    units = (int(gazetteer.columns.admin2[town]), int(gazetteer.columns.admin1[town]))
    return [u for u in units if u not in {NONE, town} and _resembling(gazetteer, u, folded) >= LEAST_RESEMBLING]


def _resembling(gazetteer: Gazetteer, index: int, folded: str) -> float:
    own = bare(fold(gazetteer.store.own_name(index)))
    return max(fuzz.token_set_ratio(own, bare(folded)), fuzz.ratio(own, bare(folded))) / 100
