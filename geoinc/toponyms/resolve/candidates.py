"""Which places a name may be: exact names first, then what news does to names, spelling variants last.

The candidates of one name are flat arrays, made once and kept: everything about them that does not depend on the
document (:data:`STATIC_FEATURES`) is computed then.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
from rapidfuzz import fuzz

from geoinc import kernels
from geoinc.gazetteer import Match
from geoinc.gazetteer.file.columns import KIND_NUMBER, KINDS, NONE, PlaceFlag
from geoinc.gazetteer.names import search
from geoinc.gazetteer.names import units as units_of_names
from geoinc.gazetteer.names.context import contexts_of
from geoinc.gazetteer.names.fold import fold
from geoinc.gazetteer.names.lexicon import name_words
from geoinc.gazetteer.names.query import hashtag_words, split_context, without_unit_words
from geoinc.gazetteer.records import NameKind
from geoinc.model import PlaceKind
from geoinc.toponyms.resolve import lexicon
from geoinc.toponyms.resolve.scope import UNSAID, Scope

if TYPE_CHECKING:
    from types import ModuleType

    from numpy.typing import NDArray

    from geoinc.gazetteer import Gazetteer
    from geoinc.toponyms.resolve.lexicon import Lexicon

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int32]


class Via(IntEnum):
    """How a candidate was found."""

    EXACT = 0
    DEMONYM = 1
    EXPANDED = 2
    STRIPPED = 3
    ADDED = 4
    PART = 5
    ENDING = 6
    WORDS = 7
    SIMILAR = 8


class Variant(NamedTuple):
    """A key to look up, how it came about, and the kinds that it may find (empty: all)."""

    key: str
    via: Via
    kinds: frozenset[PlaceKind] = frozenset()


class FoundBy(NamedTuple):
    """How a place was found: whether by its own (not an alternate) name, and by what kind of name."""

    via: Via
    own: bool = False
    name_kind: NameKind = NameKind.NAME
    likeness: float = 1.0


SHORT: Final = frozenset({NameKind.ABBREVIATION, NameKind.CODE})

KIND_CLASSES: Final[dict[str, frozenset[PlaceKind]]] = {
    "country": frozenset({PlaceKind.COUNTRY}),
    "territory": frozenset({PlaceKind.TERRITORY}),
    "admin1": frozenset({PlaceKind.ADMIN1}),
    "admin2": frozenset({PlaceKind.ADMIN2, PlaceKind.ADMIN3}),
    "settlement": frozenset({PlaceKind.SETTLEMENT}),
    "quarter": frozenset({PlaceKind.QUARTER}),
    "region": frozenset({PlaceKind.CONTINENT, PlaceKind.REGION, PlaceKind.DESERT, PlaceKind.COAST, PlaceKind.PENINSULA}),
    "water": frozenset({PlaceKind.OCEAN, PlaceKind.SEA, PlaceKind.STRAIT, PlaceKind.RIVER, PlaceKind.LAKE}),
    "land": frozenset({PlaceKind.ISLAND, PlaceKind.MOUNTAIN}),
    "spot": frozenset({PlaceKind.FACILITY, PlaceKind.SPOT, PlaceKind.ROAD, PlaceKind.LINE}),
}  # fmt: skip

STATIC_FEATURES: Final = (
    "log_population", "population_gap", "importance", "importance_gap", "rank", "log_rivals", "capital", "curated",
    "asked_kind", "other_kind", "own_name", "abbreviation", "historical", "likeness",
    *(f"kind_{name}" for name in KIND_CLASSES), *(f"via_{via.name.lower()}" for via in Via),
    "fame", "fame_gap",
)  # fmt: skip
RIVALRY: Final = 2
"""Features at the end of the table that decide between candidates, not whether the name is any of them."""

SUMMARY_WIDTH: Final = len(STATIC_FEATURES) - RIVALRY + 1


_CAPITAL, _CURATED = int(PlaceFlag.CAPITAL), int(PlaceFlag.CURATED)
"""Plain numbers, which numpy joins without asking what they are."""
_BASIC: Final = 14
WORDS_MAX: Final = 6
ADDED_LIMIT: Final = 40
"""Candidates taken from one variant that is not the name itself; exact names are never cut short."""

UNLIKE_COST: Final = 0.4
"""Importance lost by a place whose own name is quite another than the one asked for (an old or a translated one)."""

SIMILAR_LIMIT: Final = 5
SIMILAR_MIN_LENGTH: Final = 5
SIMILAR_MAX_WORDS: Final = 3
SIMILAR_MIN_SCORE: Final = 0.6
"""Spellings less alike than this are other names; longer names are facilities, not misspelled towns."""

LESSER: Final = frozenset({Via.STRIPPED, Via.PART, Via.ADDED})
"""Ways that leave words of the name out, or add some."""

SIMILAR_INSIDE: Final = 24
LEAST_IN_UNIT: Final = 0.45
LEAST_IN_COUNTRY: Final = 0.55
"""Less alike are other names, inside a stated unit and in a stated country; how alike decides above this."""

SAME_NAME: Final = 0.99
"""So much alike are two spellings of one name: a place may lie outside the unit that is said."""

WHOLE_NAME: Final = 0.9
"""A place so much like the whole name is meant rather than one with a part of it: Lower Shabeelle, not Shabelle."""

TOO_SHORT: Final = 4
"""Of so few letters, one that differs makes another name: Baga is not Buga."""

SPELLED: Final = frozenset({Match.TRANSLITERATED, Match.FUZZY})

LOG_POPULATION_SCALE: Final = 7.0
NOWHERE: Final = -2
"""Key of an unknown country or unit; differs from :data:`NO_CONTAINER`, so that the two never match."""

NO_CONTAINER: Final = -1
COUNTRY_KEYS: Final = 1_000_000_000
"""Countries' keys start here, above all place indices, so that one array holds both."""

_CLASS_OF_KIND: Final = np.array([[kind in members for members in KIND_CLASSES.values()] for kind in KINDS], np.float32)
_COUNTRY_LEVEL: Final = np.isin(np.arange(len(KINDS)), [KIND_NUMBER[k] for k in KIND_CLASSES["country"] | KIND_CLASSES["territory"]])  # fmt: skip
_UNIT_LEVEL: Final = np.isin(np.arange(len(KINDS)), [KIND_NUMBER[PlaceKind.ADMIN1], KIND_NUMBER[PlaceKind.ADMIN2]])


_LEVELS: Final = _UNIT_LEVEL.astype(np.uint8) + 2 * _COUNTRY_LEVEL.astype(np.uint8)
_CONSTANTS: Final = np.array(
    [(COUNTRY_KEYS, NOWHERE, NO_CONTAINER, NONE, _CAPITAL, _CURATED, LOG_POPULATION_SCALE, np.float32(UNLIKE_COST))],
    dtype=",".join(["i8"] * 6 + ["f8"] * 2),
)
"""What the kernel must know, in its order."""

KERNEL = kernels.load("ranking", 4)
"""The tables of candidates in C (``geoinc/kernels/ranking.c``), where that is compiled."""


@cache
def of_kinds(kinds: frozenset[PlaceKind]) -> NDArray[np.bool_]:
    """Return a table over the numbers of kinds: which of them are asked for."""
    return np.array([kind in kinds for kind in KINDS], dtype=bool)


def resemblance(gazetteer: Gazetteer, index: int, name: str) -> float:
    """Return how much of a name is in the place's own one, 0…1: 1 for "Durango" and Victoria de Durango."""
    return _resemblance(gazetteer, index, fold(name))


def _resemblance(gazetteer: Gazetteer, index: int, folded: str) -> float:
    return fuzz.token_set_ratio(fold(gazetteer.store.own_name(index)), folded) / 100


def fame(importance: Floats, resembling: Floats) -> Floats:
    """Return how well known places are under a name: their importance, less where their own name is another."""
    known: Floats = importance - np.float32(UNLIKE_COST) * (1 - resembling)
    return known


class Gathered(NamedTuple):
    """The places that a name may be, by index, and the kinds that its own words ask for."""

    name: str
    found: dict[int, FoundBy]
    asked: frozenset[PlaceKind]


@dataclass(frozen=True, slots=True)
class CandidateSet:
    """The N candidates of one name.

    ``keys`` (N × 5, int32) holds place index, country key, admin1, admin2, and the key that the candidate has as
    a container of others; ``unit`` (N × 3) the points as unit vectors; ``static`` (N × features);
    ``kind`` (N) numbers of KINDS; ``summary`` (:data:`SUMMARY_WIDTH`) what is known of the name as a whole.
    """

    keys: Ints
    unit: Floats
    static: Floats
    kind: NDArray[np.uint8]
    summary: Floats

    def __len__(self) -> int:
        """Return the number of candidates."""
        return len(self.keys)


def variants(name: str, lexis: Lexicon) -> Iterator[Variant]:
    """Yield the keys under which a name may stand in the gazetteer, the name itself first."""
    key = fold(name)
    words = key.split()
    if not words:
        return
    bare = words[1:] if len(words) > 1 and words[0] == "the" else words
    if name.endswith(("'s", "’s")):
        stem = fold(name.removesuffix("'s").removesuffix("’s"))
        yield Variant(stem, Via.EXACT)
    yield Variant(key, Via.EXACT)
    yield Variant(" ".join(bare), Via.EXACT)
    expanded = [lexis.expansions.get(word, word) for word in bare]
    if expanded != bare and len(bare) > 1:
        yield Variant(" ".join(expanded), Via.EXPANDED)
    if len(bare) > 1:
        initials = name_words().initials.get(bare[0], ())
        yield from (Variant(" ".join((word, *bare[1:])), Via.EXPANDED) for word in initials)
    if " " not in name and (spelled := fold(hashtag_words(name))) != key:
        yield Variant(spelled, Via.EXPANDED)
    yield from _stripped(bare, lexis)
    yield from _parts(name, bare, lexis)
    if len(bare) < 3:
        yield from (Variant(f"{before}{' '.join(bare)}{after}", Via.ADDED, k) for before, after, k in lexis.added)


def _stripped(words: list[str], lexis: Lexicon) -> Iterator[Variant]:
    """Yield "boone" of "boone county", "bekaa" of "the bekaa valley", "basra" of "city of basra"."""
    if len(words) > 2 and words[1] == "of" and words[0] in lexis.generics:
        rest = words[3:] if words[2] == "the" else words[2:]
        yield Variant(" ".join(rest), Via.STRIPPED, lexis.generics[words[0]])
        yield Variant(" ".join((*rest, words[0])), Via.STRIPPED, lexis.generics[words[0]])
    if len(words) > 1 and words[-1] in lexis.generics:
        yield Variant(" ".join(words[:-1]), Via.STRIPPED, lexis.generics[words[-1]])
    if len(words) > 1 and words[0] in lexis.generics:
        yield Variant(" ".join(words[1:]), Via.STRIPPED, lexis.generics[words[0]])


def _parts(name: str, words: list[str], lexis: Lexicon) -> Iterator[Variant]:
    """Yield "lebanon" of "southern lebanon", "washington" of "Washington, D.C."."""
    for length in (2, 1):
        if len(words) > length and " ".join(words[:length]) in lexis.directions:
            yield Variant(" ".join(words[length:]), Via.PART)
            break
    head, comma, _ = name.partition(",")
    if comma:
        yield Variant(fold(head), Via.PART)


def _endings(name: str, lexis: Lexicon) -> Iterator[Variant]:
    key = fold(name)
    for ending, replacements in lexis.demonym_endings:
        if key.endswith(ending) and len(key) > len(ending) + 2:
            yield from (Variant(key.removesuffix(ending) + new, Via.ENDING) for new in replacements)


class CandidateSource:
    """Finds the candidates of names in one gazetteer."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self.columns = gazetteer.columns
        self.lexis = lexicon.load()

    def find(
        self,
        name: str,
        *,
        demonym: bool = False,
        scope: Scope = UNSAID,
        called: frozenset[tuple[str, frozenset[PlaceKind]]] = frozenset(),
    ) -> CandidateSet:
        """Return the candidates of a name (see :meth:`gather`)."""
        return self.describe([self.gather(name, demonym=demonym, scope=scope, called=called)])[0]

    def gather(
        self,
        name: str,
        *,
        demonym: bool = False,
        scope: Scope = UNSAID,
        called: frozenset[tuple[str, frozenset[PlaceKind]]] = frozenset(),
    ) -> Gathered:
        """Return the places that a name may be.

        ``called`` are the words for kinds of units that stand beside it, with the kinds that each asks for.
        ``demonym`` says that the text uses it as one, ``scope`` where it is said to lie: other spellings are looked for
        there alone, where no place inside has the very name.
        """
        found: dict[int, FoundBy] = {}
        asked: frozenset[PlaceKind] = frozenset()
        self._add_demonym(name, found)
        spelled = list(variants(name, self.lexis))
        for variant, key in zip(spelled, self.gazetteer.store.numbers([v.key for v in spelled]), strict=True):
            if variant.via is Via.STRIPPED and not asked:
                asked = variant.kinds
            if key is not None and not (variant.via in LESSER and self._is_whole(found, asked, scope)):
                self._add(key, variant, found)
        if not found and demonym:
            for variant in _endings(name, self.lexis):
                self._add_key(variant, found)
        units = self._units_called(name, called, known=bool(found))
        if not found and not units and (split := split_context(self.gazetteer.store, self.columns, name)):
            self._add_split(*split, found)
        found = dict.fromkeys(units, FoundBy(Via.EXACT)) | found
        if scope := scope.firm():
            self._add_similar_inside(name, found, scope)
        elif not found:
            self._add_similar(name, found)
        if not found:
            self._add_words(name, found)
        return Gathered(name, found, asked)

    def _add_split(self, head: str, tail: str, found: dict[int, FoundBy]) -> None:
        """Add the places of "Goma DRC": those called Goma in what DRC is."""
        inside = contexts_of(self.gazetteer).read((tail,))
        for index in self.gazetteer.indices(head).tolist():
            if inside.allows(self.gazetteer, index):
                found[index] = FoundBy(Via.EXACT)

    def _units_called(
        self, name: str, called: frozenset[tuple[str, frozenset[PlaceKind]]], *, known: bool
    ) -> list[int]:
        """Return the units that the words beside a name ask for, and those in a name that is not ``known`` as it stands."""
        beside = [self.units_called(name, word, kinds) for word, kinds in sorted(called, key=lambda one: one[0])]
        stripped = () if known else _stripped(fold(name).split(), self.lexis)
        inside = [variant for variant in stripped if variant.kinds & units_of_names.LEVELS]
        return list(chain(*beside, *(units_of_names.called(self.gazetteer, v.key, (), v.kinds) for v in inside)))

    def units_called(self, name: str, word: str, kinds: frozenset[PlaceKind]) -> tuple[int, ...]:
        """Return the units that a name means beside a word for them; see :mod:`geoinc.gazetteer.names.units`."""
        return units_of_names.called(self.gazetteer, name, (word,), kinds) if word else ()

    def _is_whole(self, found: dict[int, FoundBy], asked: frozenset[PlaceKind], scope: Scope) -> bool:
        """Whether the whole name, class word and all, is that of a place of the class: "Mosul Dam" is no town."""
        if not asked or not found:
            return False
        index = np.fromiter(found, dtype=np.int64, count=len(found))
        fits = of_kinds(asked)[self.columns.kind[index]]
        return bool((fits & scope.inside(self.gazetteer, index) if scope else fits).any())

    def _add_demonym(self, name: str, found: dict[int, FoundBy]) -> None:
        index = self.gazetteer.demonym(name)
        if index is None and name.endswith("s"):
            index = self.gazetteer.demonym(name[:-1])
        if index is not None:
            found[index] = FoundBy(Via.DEMONYM)

    def _add_key(self, variant: Variant, found: dict[int, FoundBy]) -> None:
        key = self.gazetteer.store.key(variant.key)
        if key is not None:
            self._add(key, variant, found)

    def _add(self, key: int, variant: Variant, found: dict[int, FoundBy]) -> None:
        """Add the places of a key that a variant leads to."""
        taken = 0
        for index, own, kind in self.gazetteer.store.namings_of_key(key):
            if index in found or not self._wanted(index, variant):
                continue
            found[index] = FoundBy(variant.via, own or self._is_own(index, variant.key), kind)
            taken += 1
            if taken == ADDED_LIMIT and variant.via is not Via.EXACT:
                break

    def _is_own(self, index: int, key: str) -> bool:
        """Whether a province's own name is this one and a word for its kind: "Borno State" is Borno."""
        if KINDS[self.columns.kind[index]] is not PlaceKind.ADMIN1:
            return False
        return without_unit_words(fold(self.gazetteer.store.own_name(index)))[0] == key

    def _wanted(self, index: int, variant: Variant) -> bool:
        return variant.via is not Via.ADDED or KINDS[self.columns.kind[index]] in variant.kinds

    def _add_similar(self, name: str, found: dict[int, FoundBy]) -> None:
        """Add other spellings and transliterations; misspelled names would be guesses, and slow to find."""
        words = fold(name).split()
        if len(name) < SIMILAR_MIN_LENGTH or len(words) > SIMILAR_MAX_WORDS or self.lexis.common.intersection(words):
            return
        store = self.gazetteer.store
        for one in search.search(store, self.columns, name, match=Match.TRANSLITERATED, limit=SIMILAR_LIMIT):
            if one.score >= SIMILAR_MIN_SCORE:
                via = Via.SIMILAR if one.match in SPELLED else Via.EXACT
                found[one.index] = FoundBy(via, likeness=one.score if via is Via.SIMILAR else 1.0)

    def _add_similar_inside(self, name: str, found: dict[int, FoundBy], scope: Scope) -> None:
        """Add other spellings, transliterations and misspellings in what is said, where no name is the very one there.

        Outside a stated unit, but in the country, only names that are nearly the same are added.
        """
        known = np.array([index for index, by in found.items() if by.via is not Via.PART], dtype=np.int64)
        if len(fold(name)) <= TOO_SHORT or scope.inside(self.gazetteer, known).any():
            return
        codes = [self.columns.countries[number] for number in sorted(scope.countries)] or None
        least = LEAST_IN_UNIT if scope.has_unit and scope.town is None else LEAST_IN_COUNTRY
        similar = search.search(self.gazetteer.store, self.columns, name, country=codes, limit=SIMILAR_INSIDE)
        close = [one for one in similar if one.score >= least and one.index not in found]
        fits = scope.inside(self.gazetteer, np.array([one.index for one in close], dtype=np.int64))
        for one, fit in zip(close, fits.tolist(), strict=True):
            if fit or (codes and not fits.any() and one.like >= SAME_NAME):
                via = Via.SIMILAR if one.match in SPELLED else Via.EXACT
                found[one.index] = FoundBy(via, likeness=min(1.0, one.like))
        if any(by.via is not Via.PART and by.likeness >= WHOLE_NAME for by in found.values()):
            for index in [index for index, by in found.items() if by.via is Via.PART]:
                del found[index]

    def _add_words(self, name: str, found: dict[int, FoundBy]) -> None:
        """Add the longest run of words that is a name ("manila" of "manila cathedral")."""
        words = fold(name).split()[:WORDS_MAX]
        for length in range(len(words) - 1, 0, -1):
            for start in range(len(words) - length + 1):
                part = words[start : start + length]
                if len(part[0]) > 2 and " ".join(part) not in self.lexis.common:
                    self._add_key(Variant(" ".join(part), Via.WORDS), found)
            if found:
                return

    def describe(self, gathered: Sequence[Gathered]) -> list[CandidateSet]:
        """Return the candidates of some names with all that does not depend on their document, from one set of arrays."""
        found = [one.found[index] for one in gathered for index in sorted(one.found)]
        index = np.array([index for one in gathered for index in sorted(one.found)], dtype=np.int64)
        ends = np.cumsum([len(one.found) for one in gathered]).tolist()
        own = [slice(start, end) for start, end in zip([0, *ends], ends, strict=False)]
        if KERNEL is not None and len(index):
            keys, unit, static, kind, summaries = self._tables_in_c(KERNEL, gathered, own, index, found)
        else:
            kind = np.asarray(self.columns.kind[index])
            keys, unit = self._keys(index, kind), self._unit(index)
            static = self._static(gathered, own, index, found, kind)
            summaries = _summaries(static, own)
        return [
            CandidateSet(keys[rows], unit[rows], static[rows], kind[rows], summary)
            for rows, summary in zip(own, summaries, strict=True)
        ]

    def _tables_in_c(
        self,
        kernel: ModuleType,
        gathered: Sequence[Gathered],
        own: Sequence[slice],
        index: NDArray[np.int64],
        found: Sequence[FoundBy],
    ) -> tuple[Ints, Floats, Floats, NDArray[np.uint8], Floats]:
        """Return keys, points, features, kinds, and what is known of each name: what the next four do."""
        columns, count, names = self.columns, len(index), len(gathered)
        asked = np.zeros((names, len(KINDS)), dtype=np.uint8)
        for row, one in enumerate(gathered):
            if one.asked:
                asked[row] = 2 - of_kinds(one.asked)
        made = (
            np.empty((count, 5), dtype=np.int32),
            np.empty((count, 3), dtype=np.float32),
            np.empty((count, len(STATIC_FEATURES)), dtype=np.float32),
            np.empty(count, dtype=np.uint8),
            np.empty((names, SUMMARY_WIDTH), dtype=np.float32),
        )
        kernel.describe((
            _CONSTANTS, columns.population, columns.importance, columns.flags, columns.kind, columns.country, columns.admin1,
            columns.admin2, columns.lon, columns.lat, _CLASS_OF_KIND, _LEVELS, index,
            np.array([rows.stop - rows.start for rows in own], dtype=np.int64),
            np.array([_of_name(item) for item in found], dtype=np.float32),
            np.array([item.via for item in found], dtype=np.int64),
            self._resemblances(gathered, own, index, found), asked, *made,
        ))  # fmt: skip
        return made

    def _keys(self, index: NDArray[np.int64], kind: NDArray[np.uint8]) -> Ints:
        columns = self.columns
        keys = np.empty((len(index), 5), dtype=np.int64)
        keys[:, 0] = index
        keys[:, 1] = columns.country[index]
        keys[:, 2] = columns.admin1[index]
        keys[:, 3] = columns.admin2[index]
        keys[:, 1] += np.where(keys[:, 1] == 0, NOWHERE, COUNTRY_KEYS)
        keys[:, 2:4][keys[:, 2:4] == NONE] = NOWHERE
        keys[:, 4] = np.where(_UNIT_LEVEL[kind], index, np.where(_COUNTRY_LEVEL[kind], keys[:, 1], NO_CONTAINER))
        keys[:, 4] = np.where(keys[:, 4] == NOWHERE, NO_CONTAINER, keys[:, 4])
        return keys.astype(np.int32)

    def _unit(self, index: NDArray[np.int64]) -> Floats:
        lon, lat = np.radians(self.columns.lon[index]), np.radians(self.columns.lat[index])
        unit = np.empty((len(index), 3), dtype=np.float32)
        level = np.cos(lat)
        unit[:, 0] = level * np.cos(lon)
        unit[:, 1] = level * np.sin(lon)
        unit[:, 2] = np.sin(lat)
        return unit

    def _static(
        self,
        gathered: Sequence[Gathered],
        own: Sequence[slice],
        index: NDArray[np.int64],
        found: Sequence[FoundBy],
        kind: NDArray[np.uint8],
    ) -> Floats:
        columns, count = self.columns, len(index)
        table = np.zeros((count, len(STATIC_FEATURES)), dtype=np.float32)
        if not count:
            return table
        filled = [rows for rows in own if rows.start < rows.stop]
        sizes = np.array([rows.stop - rows.start for rows in filled])
        starts = np.array([rows.start for rows in filled])
        table[:, 0] = population = np.log10(columns.population[index] + 1.0) / LOG_POPULATION_SCALE
        table[:, 1] = population - _largest(population, starts, sizes)
        table[:, 2] = importance = columns.importance[index]
        table[:, 3] = importance - _largest(importance, starts, sizes)
        table[:, 4] = 1 / (1 + np.arange(count) - np.repeat(starts, sizes))
        table[:, 5] = np.repeat(np.log1p(sizes) / 4, sizes)
        flags = columns.flags[index]
        table[:, 6] = (flags & _CAPITAL) > 0
        table[:, 7] = (flags & _CURATED) > 0
        for one, rows in zip(gathered, own, strict=True):
            if one.asked:
                table[rows, 8] = fits = of_kinds(one.asked)[kind[rows]]
                table[rows, 9] = ~fits
        table[:, 10:_BASIC] = [_of_name(item) for item in found]
        table[:, _BASIC : _BASIC + len(KIND_CLASSES)] = _CLASS_OF_KIND[kind]
        table[np.arange(count), [_BASIC + len(KIND_CLASSES) + item.via for item in found]] = 1
        table[:, -2] = known = fame(importance, self._resemblances(gathered, own, index, found))
        table[:, -1] = known - _largest(known, starts, sizes)
        return table

    def _resemblances(
        self, gathered: Sequence[Gathered], own: Sequence[slice], index: NDArray[np.int64], found: Sequence[FoundBy]
    ) -> Floats:
        """Return how much each place's own name is like the one asked for; demonyms and short forms count as like."""
        like, places = np.ones(len(index), dtype=np.float32), index.tolist()
        for one, rows in zip(gathered, own, strict=True):
            folded = fold(one.name)
            for at in range(rows.start, rows.stop):
                item = found[at]
                if not (item.own or item.via is Via.DEMONYM or item.name_kind in SHORT):
                    like[at] = _resemblance(self.gazetteer, places[at], folded)
        return like


def _largest(values: NDArray[np.floating[Any]], starts: NDArray[np.intp], sizes: NDArray[np.intp]) -> Any:  # noqa: ANN401 - of the same type
    """Return for each value the largest of its run, at least 0."""
    return np.repeat(np.maximum(np.maximum.reduceat(values, starts), 0), sizes)


def _summaries(static: Floats, own: Sequence[slice]) -> Floats:
    """Return what is known of each name as a whole: a constant, and the largest of each feature but those of rivalry."""
    found = np.zeros((len(own), SUMMARY_WIDTH), dtype=np.float32)
    found[:, 0] = 1
    filled = [row for row, rows in enumerate(own) if rows.start < rows.stop]
    if filled:
        found[filled, 1:] = np.maximum.reduceat(static[:, : SUMMARY_WIDTH - 1], [own[row].start for row in filled])
    return found


def _of_name(item: FoundBy) -> tuple[float, ...]:
    return (item.own, item.name_kind in SHORT, item.name_kind is NameKind.HISTORICAL, item.likeness)
