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
from geoinc.model import PlaceKind

if TYPE_CHECKING:
    from geoinc.gazetteer.gazetteer import Gazetteer

LEVELS: Final = frozenset({PlaceKind.ADMIN1, PlaceKind.ADMIN2, PlaceKind.ADMIN3})
LEAST_RESEMBLING: Final = 0.75
"""A unit so much like the town in it is named after the town."""

LEAST_LIKE: Final = 0.85
"""A unit spelled less like the name is another."""

LIMIT: Final = 4


@lru_cache(maxsize=8192)
def called(gazetteer: Gazetteer, name: str, words: tuple[str, ...], kinds: frozenset[PlaceKind]) -> tuple[int, ...]:
    """Return the indices of the units that a name means with one of some class words beside it, best known first.

    The first that finds any: units listed with the very word ("Chin State"); units of the bare name; units around a town
    of the name whose own name is like it (Khost lies in Khowst); units of a spelling that hardly differs.

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
    with_word = {i for word in words for key in (f"{folded} {word}", f"{word} {folded}", f"{word} of {folded}")
                 for i in _of_key(gazetteer, key)}  # fmt: skip
    plain = _of_key(gazetteer, folded)
    for found in (with_word, plain):
        if units := tuple(i for i in sorted(found) if _kind(gazetteer, i) in levels):
            return units
    if units := tuple(
        dict.fromkeys(u for town in plain for u in _around(gazetteer, town, folded) if _kind(gazetteer, u) in levels)
    ):
        return units
    near = search.search(
        gazetteer.store, gazetteer.columns, name, match=Match.TRANSLITERATED, kinds=levels, limit=LIMIT
    )
    return tuple(one.index for one in near if one.like >= LEAST_LIKE)


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
