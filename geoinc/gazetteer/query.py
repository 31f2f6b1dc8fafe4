"""What a search asks for: the name itself, spelled in its likely ways, and the scope that its context sets.

"Afes, Idlib Governorate, Syria" asks for Afes among the places of Idlib in Syria; "Harizah/Al Khurayzah" for either.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from geoinc.gazetteer.columns import KIND_NUMBER, NO_COUNTRY, NONE
from geoinc.gazetteer.lexicon import name_words
from geoinc.gazetteer.names import MAX_NAME_LENGTH, fold
from geoinc.gazetteer.skeleton import skeleton, skeleton_hash
from geoinc.model import PlaceKind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from numpy.typing import NDArray

    from geoinc.gazetteer.columns import Columns
    from geoinc.gazetteer.store import Store

_COUNTRIES: Final = frozenset({PlaceKind.COUNTRY, PlaceKind.TERRITORY})
_UNITS: Final = _COUNTRIES | {PlaceKind.ADMIN1, PlaceKind.ADMIN2}
_SEPARATORS: Final = re.compile(r"\s*[,،、，;]\s*")
_ALTERNATIVES: Final = re.compile(r"\s*/\s*|\s*\(|\)\s*|\s+(?:aka|a\.k\.a\.)\s+")
MAX_PARTS: Final = 8


@dataclass(frozen=True, slots=True)
class Scope:
    """Which places a search may return: of a country, of some units, of some kinds; None means all."""

    country: int | None = None
    units: frozenset[int] = frozenset()
    kinds: NDArray[np.bool_] | None = None

    def select(self, columns: Columns, indices: NDArray[np.uint32]) -> NDArray[np.bool_]:
        """Return for each place whether it lies within the scope."""
        inside = np.ones(len(indices), bool)
        if self.country is not None:
            inside &= columns.country[indices] == self.country
        if self.kinds is not None:
            inside &= self.kinds[columns.kind[indices]]
        if self.units:
            units = np.fromiter(self.units, np.uint32)
            inside &= np.isin(columns.admin1[indices], units) | np.isin(columns.admin2[indices], units)
        return inside


def scope_of(columns: Columns, *, country: str | None, kinds: Collection[PlaceKind] | None) -> Scope:
    """Return the scope of the options of a search."""
    number = None if country is None else columns.country_number(country) or -1
    allowed = None
    if kinds is not None:
        allowed = np.zeros(len(KIND_NUMBER), bool)
        allowed[[KIND_NUMBER[PlaceKind(kind)] for kind in kinds]] = True
    return Scope(number, frozenset(), allowed)


@dataclass(frozen=True, slots=True)
class Query:
    """A name to look for, its context (smaller units first), and the ways in which it is spelled."""

    heads: tuple[str, ...]
    context: tuple[str, ...]


def parse(text: str) -> Query:
    """Split a query at commas into name and context, and the name at slashes and brackets into alternatives."""
    parts = [part for part in _SEPARATORS.split(text[:MAX_NAME_LENGTH].strip()) if part][:MAX_PARTS]
    if not parts:
        return Query((), ())
    heads = tuple(dict.fromkeys(part.strip() for part in _ALTERNATIVES.split(parts[0]) if part and part.strip()))
    return Query(heads or (parts[0],), tuple(parts[1:]))


def variants(folded: str) -> Iterator[str]:
    """Yield other spellings that mean the same name: articles, Saint and St., unit words left out."""
    words, tokens = name_words(), folded.split()
    bare, _ = without_unit_words(folded)
    if bare != folded:
        yield bare
    for at, word in enumerate(tokens):
        for other in words.spellings.get(word, ()):
            if other != word:
                yield " ".join((*tokens[:at], other, *tokens[at + 1 :]))
    unarticled = [token for token in tokens if token not in words.articles]
    if unarticled and len(unarticled) < len(tokens):
        yield " ".join(unarticled)
    if "of" in tokens:
        yield " ".join(token for token in tokens if token != "of")  # noqa: S105 - an ordinary word
    if len(tokens) > 1:
        yield "".join(tokens)
    yield f"the {folded}"


def without_unit_words(folded: str) -> tuple[str, frozenset[str]]:
    """Return a name without the words for its kind of unit, and the kinds those words mean.

    >>> without_unit_words("idlib governorate")
    ('idlib', frozenset({'admin1'}))
    """
    units, tokens = name_words().units, folded.split()
    if len(tokens) > 2 and tokens[0] in units and tokens[1] == "of":  # noqa: PLR2004 - "city of" and a name
        return " ".join(tokens[2:]), units[tokens[0]]
    if len(tokens) > 1 and tokens[-1] in units:
        return " ".join(tokens[:-1]), units[tokens[-1]]
    if len(tokens) > 1 and tokens[0] in units:
        return " ".join(tokens[1:]), units[tokens[0]]
    return folded, frozenset()


def ladder(
    store: Store, columns: Columns, wide: Scope, asked: Query
) -> tuple[Scope | None, Scope | None, Scope | None]:
    """Return the scopes to try in turn: the units that a query names, their country, and all that is allowed.

    None stands for a step that the context does not give; without context, only the first is there.
    """
    country, units = wide.country, wide.units
    for text in reversed(asked.context):
        found = _units(store, columns, fold(text), country)
        if not len(found):
            continue
        if columns.kind[found[0]] in (KIND_NUMBER[PlaceKind.COUNTRY], KIND_NUMBER[PlaceKind.TERRITORY]):
            country = int(columns.country[found[0]]) if country is None else country
        else:
            units = frozenset(int(index) for index in found)
    if country == wide.country and not units:
        return wide, None, None
    within = Scope(country, units, wide.kinds)
    return within, Scope(country, frozenset(), wide.kinds) if units and country is not None else None, wide


def _units(store: Store, columns: Columns, folded: str, country: int | None) -> NDArray[np.uint32]:
    """Return the units of a name: countries before a country is known, then units within it."""
    kinds = np.array([KIND_NUMBER[kind] for kind in (_UNITS if country is None else _UNITS - _COUNTRIES)])
    bare, _ = without_unit_words(folded)
    for spelling in dict.fromkeys((folded, bare)):
        key = store.key(spelling)
        if key is not None:
            found = _chosen(columns, store.indices_of_key(key), kinds, country)
            if len(found):
                return found
    if len(folded) == 2 and country is None:  # noqa: PLR2004 - an ISO code
        place = columns.country_place[columns.country_number(folded)]
        return np.array([place] if place != NONE else [], np.uint32)
    hashes = np.array([skeleton_hash(skeleton(bare))], np.uint32)
    near, _ = store.indices_of_keys(store.keys_of_skeletons(hashes))
    return _chosen(columns, np.unique(near), kinds, country)


def _chosen(
    columns: Columns, indices: NDArray[np.uint32], kinds: NDArray[np.int64], country: int | None
) -> NDArray[np.uint32]:
    chosen = indices[np.isin(columns.kind[indices], kinds)]
    if country not in (None, NO_COUNTRY):
        chosen = chosen[columns.country[chosen] == country]
    return chosen
