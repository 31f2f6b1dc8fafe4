"""Forgiving search: from the exact name to a misspelled transliteration, each candidate saying how it matched."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from geoinc.model import Place, PlaceKind

if TYPE_CHECKING:
    from collections.abc import Collection

    from geoinc.gazetteer.gazetteer import Gazetteer


class Match(StrEnum):
    """How a name was found, strictest first; as an option, the loosest way that is allowed."""

    EXACT = "exact"
    FOLDED = "folded"
    VARIANT = "variant"
    TRANSLITERATED = "transliterated"
    FUZZY = "fuzzy"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a name may mean: how well it fits (0…1), how it matched, and by which of the place's names."""

    place: Place
    score: float
    match: Match
    name: str


def search(
    gazetteer: Gazetteer,
    name: str,
    *,
    match: Match = Match.FUZZY,
    country: str | None = None,
    kinds: Collection[PlaceKind] | None = None,
    limit: int = 10,
) -> list[Candidate]:
    """Return the places that a name may mean, best first."""
    del match
    store, columns = gazetteer.store, gazetteer.columns
    key = gazetteer.key(name)
    if key is None:
        return []
    found = []
    for index, row in zip(store.indices_of_key(key), store.rows_of_key(key), strict=True):
        place = gazetteer.place_at(int(index))
        if (country and place.country != country.upper()) or (kinds and place.kind not in kinds):
            continue
        spelling = store.name_at(int(row))
        how = Match.EXACT if spelling == name else Match.FOLDED
        found.append(Candidate(place, 0.5 + 0.5 * float(columns.importance[index]), how, spelling))
        if len(found) == limit:
            break
    return found
