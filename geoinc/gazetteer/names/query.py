"""What a search asks for: the name itself, spelled in its likely ways, and the scope that its context sets.

"Afes, Idlib Governorate, Syria" asks for Afes among the places of Idlib in Syria; "Harizah/Al Khurayzah" for either.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from geoinc.gazetteer.file.columns import KIND_NUMBER, NO_COUNTRY, NONE
from geoinc.gazetteer.names.fold import MAX_NAME_LENGTH, fold
from geoinc.gazetteer.names.lexicon import name_words
from geoinc.gazetteer.names.skeleton import skeleton, skeleton_hash
from geoinc.model import PlaceKind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from numpy.typing import NDArray

    from geoinc.gazetteer.file.columns import Columns
    from geoinc.gazetteer.file.store import Store

_COUNTRIES: Final = frozenset({PlaceKind.COUNTRY, PlaceKind.TERRITORY})
_COUNTRY_NUMBERS: Final = frozenset(KIND_NUMBER[kind] for kind in _COUNTRIES)
_UNIT_NUMBERS: Final = _COUNTRY_NUMBERS | {KIND_NUMBER[PlaceKind.ADMIN1], KIND_NUMBER[PlaceKind.ADMIN2]}
_SEPARATORS: Final = re.compile(r"\s*[,،、，;]\s*")
_ALTERNATIVES: Final = re.compile(r"\s*/\s*|\s*\(|\)\s*|\s+(?:aka|a\.k\.a\.)\s+")
MAX_PARTS: Final = 8
_FEW: Final = 8
MAX_TAIL: Final = 3
_CAMEL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")


Box = tuple[float, float, float, float]
"""West, south, east, north in degrees; west > east runs across the antimeridian."""


@dataclass(frozen=True, slots=True)
class SearchScope:
    """Which places a search may return: of countries, of units, of kinds, in a box; None or empty means all."""

    countries: frozenset[int] | None = None
    units: frozenset[int] = frozenset()
    kinds: frozenset[int] | None = None
    box: Box | None = None

    def select(self, columns: Columns, indices: NDArray[np.uint32]) -> NDArray[np.bool_]:
        """Return for each place whether it lies within the scope."""
        inside = np.ones(len(indices), bool)
        if self.countries is not None:
            inside &= is_in(columns.country[indices], self.countries)
        if self.kinds is not None:
            inside &= is_in(columns.kind[indices], self.kinds)
        if self.units:
            inside &= is_in(columns.admin1[indices], self.units) | is_in(columns.admin2[indices], self.units)
        if self.box is not None:
            west, south, east, north = self.box
            lon, lat = columns.lon[indices], columns.lat[indices]
            across = (lon >= west) | (lon <= east) if west > east else (lon >= west) & (lon <= east)
            inside &= across & (lat >= south) & (lat <= north)
        return inside

    def keys_within(self, store: Store, columns: Columns, keys: NDArray[np.uint32], most: int) -> list[int]:
        """Return the first of some keys that have a place within the scope, at ``most`` so many."""
        narrowed = self.countries, self.kinds, self.units
        found = store.keys_within(keys, columns, *narrowed, most) if self.box is None else None
        if found is not None:
            return found
        places, owner = store.indices_of_keys(keys)
        return list(map(int, keys[np.unique(owner[self.select(columns, places)])][:most]))


def is_in(values: NDArray[Any], wanted: Collection[int]) -> NDArray[np.bool_]:
    """Return which values are among those wanted; for a few of these comparing takes a fifth of what sorting does."""
    if len(wanted) > _FEW:
        return np.isin(values, np.fromiter(wanted, np.int64, len(wanted)))
    found = np.zeros(len(values), dtype=bool)
    for number in wanted:
        found |= values == number
    return found


def scope_of(
    columns: Columns, *, country: str | Collection[str] | None, kinds: Collection[PlaceKind] | None, box: Box | None
) -> SearchScope:
    """Return the scope of the options of a search; a country that no place has leaves nothing."""
    codes = (country,) if isinstance(country, str) else country
    numbers = None if codes is None else frozenset(columns.country_number(code) for code in codes) - {NO_COUNTRY}
    allowed = None if kinds is None else frozenset(KIND_NUMBER[PlaceKind(kind)] for kind in kinds)
    return SearchScope(numbers, frozenset(), allowed, box)


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


def is_stand_in(text: str) -> bool:
    """Tell whether a text only stands where a place is missing: "n/a", "-", "unknown".

    >>> is_stand_in("N/A"), is_stand_in("—"), is_stand_in("None, Italy")
    (True, True, False)
    """
    folded = fold(text)
    return not folded or ("," not in text and folded in name_words().stand_ins)


@lru_cache(maxsize=64)
def split_context(store: Store, columns: Columns, name: str) -> tuple[str, str] | None:
    """Return name and unit of "Goma DRC", "Paris TX", "New York NY", where the comma is missing; None for others.

    The whole must be no name, and the first words that of a place in the unit that the last words are.
    """
    words = name.split()
    if len(words) == 1 or "," in name or store.key(fold(name)) is not None:
        return None
    for count in range(min(MAX_TAIL, len(words) - 1), 0, -1):
        head, tail = " ".join(words[:-count]), " ".join(words[-count:])
        key = store.key(fold(head))
        if key is None or not (tail[0].isupper() or tail.islower()):
            continue
        within, *_ = ladder(store, columns, SearchScope(), Query((head,), (tail,)))
        indices = store.indices_of_key(key)
        if within is not None and (within.countries or within.units) and within.select(columns, indices).any():
            return head, tail
    return None


def hashtag_words(name: str) -> str:
    """Return the words of a name that is written as one: "#MaaratAlNuman" is Maarat Al Numan.

    >>> hashtag_words("#MaaratAlNuman"), hashtag_words("McAllen"), hashtag_words("Deir ez-Zor")
    ('Maarat Al Numan', 'Mc Allen', 'Deir ez-Zor')
    """
    bare_name = name.lstrip("#")
    return bare_name if " " in bare_name else _CAMEL.sub(" ", bare_name).replace("_", " ")


def variants(folded: str) -> Iterator[str]:
    """Yield other spellings that mean the same name: articles, Saint and St., initials, unit words left out."""
    words, tokens = name_words(), folded.split()
    if len(tokens) > 1:
        yield from (" ".join((word, *tokens[1:])) for word in words.initials.get(tokens[0], ()))
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
    if len(tokens) > 2 and tokens[0] in units and tokens[1] == "of":
        return " ".join(tokens[2:]), units[tokens[0]]
    if len(tokens) > 1 and tokens[-1] in units:
        return " ".join(tokens[:-1]), units[tokens[-1]]
    if len(tokens) > 1 and tokens[0] in units:
        return " ".join(tokens[1:]), units[tokens[0]]
    return folded, frozenset()


def ladder(
    store: Store, columns: Columns, wide: SearchScope, asked: Query
) -> tuple[SearchScope | None, SearchScope | None, SearchScope | None]:
    """Return the scopes to try in turn: the units that a query names, their country, and all that is allowed.

    None stands for a step that the context does not give; without context, only the first is there.
    """
    countries, units = wide.countries, wide.units
    for text in reversed(asked.context):
        found = _units(store, columns, fold(text), countries)
        if not len(found):
            continue
        if columns.kind[found[0]] in _COUNTRY_NUMBERS:
            countries = frozenset((int(columns.country[found[0]]),)) if countries is None else countries
        else:
            units = frozenset(int(index) for index in found)
    if countries == wide.countries and not units:
        return wide, None, None
    within = replace(wide, countries=countries, units=units)
    country = replace(wide, countries=countries) if units and countries is not None else None
    return within, country, wide


def _units(store: Store, columns: Columns, folded: str, countries: frozenset[int] | None) -> NDArray[np.uint32]:
    """Return the units of a name: countries before a country is known, then units within it."""
    kinds = _UNIT_NUMBERS if countries is None else _UNIT_NUMBERS - _COUNTRY_NUMBERS
    scope = SearchScope(countries, frozenset(), kinds)
    bare, _ = without_unit_words(folded)
    for spelling in dict.fromkeys((folded, bare)):
        key = store.key(spelling)
        if key is not None:
            found = store.indices_of_key(key)
            found = found[scope.select(columns, found)]
            if len(found):
                return found
    if len(folded) == 2 and countries is None:
        place = columns.country_place[columns.country_number(folded)]
        return np.array([place] if place != NONE else [], np.uint32)
    hashes = np.array([skeleton_hash(skeleton(bare))], np.uint32)
    alike = store.keys_of_skeletons(hashes)
    keys = scope.keys_within(store, columns, alike, len(alike)) if len(alike) else []
    near = np.unique(store.indices_of_keys(np.array(keys, np.uint32))[0])
    return near[scope.select(columns, near)]
