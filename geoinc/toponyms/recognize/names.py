"""What the gazetteer says about the tokens of a text: which names cover them, and what kind of place those are."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from geoinc.gazetteer.file.columns import KINDS, NONE, NameFlag
from geoinc.model import PlaceKind
from geoinc.toponyms.recognize.words import KERNEL, Flag, hashed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from geoinc.gazetteer import Gazetteer
    from geoinc.text.tokens import Tokens

MAX_PROFILES = 100_000
"""How many names keep their profile in memory before all are forgotten."""
CANDIDATES = 12
"""How many of a name's places, the most important first, make its profile."""
POPULATION_STEPS = (1_000, 5_000, 20_000, 100_000, 500_000, 2_000_000)
SHORTEST = 4
"""Shorter names in small letters are more often words."""
KNOWN_POPULATION = 5_000
"""In texts without capitals, a name of several words must be of a place this large; a single word, ten times that."""
VOTES = (0.01, 0.15, 0.4, 0.8, 1.6, 3.0)
"""Steps of the votes that other names of a text give a name."""
_DEMONYM, _ABBREVIATION, _ORDINARY = map(int, (NameFlag.DEMONYM, NameFlag.ABBREVIATION, NameFlag.ORDINARY))
"""Plain numbers: joining flags costs ten times as much."""
_CAPITALISED = int(Flag.CAPITALISED)
GROUPS = {
    PlaceKind.CONTINENT: "large", PlaceKind.REGION: "large", PlaceKind.OCEAN: "water", PlaceKind.SEA: "water",
    PlaceKind.STRAIT: "water", PlaceKind.RIVER: "water", PlaceKind.LAKE: "water", PlaceKind.COUNTRY: "country",
    PlaceKind.TERRITORY: "country", PlaceKind.ADMIN1: "admin1", PlaceKind.ADMIN2: "admin2", PlaceKind.ADMIN3: "admin2",
    PlaceKind.SETTLEMENT: "town", PlaceKind.QUARTER: "quarter",
}  # fmt: skip
"""Kinds that behave alike in text; all others are "other"."""
_GROUP_OF_KIND = [GROUPS.get(kind, "other") for kind in KINDS]
"""The same by the numbers of kinds."""


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """A name's hashed attributes: its leading kind, everything it may be, and how ordinary it is.

    ``units`` are the first-level units (or countries) of its places, as place indices.
    """

    leading: int
    whole: int
    demonym: bool
    units: tuple[int, ...] = ()


class Cover(NamedTuple):
    """A gazetteer name over tokens ``first`` to ``last`` (inclusive)."""

    first: int
    last: int
    profile: Profile


class Names:
    """The gazetteer's names in running text, as covers of tokens."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        """Start without any profile."""
        self._gazetteer = gazetteer
        self._profiles: dict[int, Profile] = {}

    def covers(self, text: str, tokens: Tokens, flags: NDArray[np.int64]) -> list[Cover]:
        """Return the names that start and end with a capitalised token, in text order, longer ones first."""
        hits = self._gazetteer.scan_tuples(text)
        if KERNEL is not None:
            found = KERNEL.covers(hits, tokens.starts, tokens.ends, flags, _CAPITALISED)
        else:
            found = list(_covers(hits, tokens.starts, tokens.ends, (flags & _CAPITALISED > 0).tolist()))
            found.sort(key=_reading_order)
        profiles = self.profiles([key for _, _, key in found])
        return [Cover(first, last, profiles[key]) for first, last, key in found]

    def distinctive(self, text: str) -> list[tuple[int, int]]:
        """Return start and end of the names that are hardly anything else, for texts whose capitals say nothing."""
        spans: list[tuple[int, int]] = []
        for hit in sorted(self._gazetteer.scan(text), key=lambda hit: (hit.start, -hit.end)):
            free = not spans or hit.start >= spans[-1][1]
            if free and self._is_distinctive(hit.key, text[hit.start : hit.end]):
                spans.append((hit.start, hit.end))
        return spans

    def _is_distinctive(self, key: int, words: str) -> bool:
        flags = int(self._gazetteer.store.key_flags[key])
        if flags & NameFlag.ORDINARY or len(words) < SHORTEST:
            return False
        if flags & NameFlag.DEMONYM:
            return True
        places = self._gazetteer.indices_of_key(key)[:1]
        columns = self._gazetteer.columns
        least = KNOWN_POPULATION if words.count(" ") else KNOWN_POPULATION * 10
        return len(places) > 0 and (
            GROUPS.get(KINDS[columns.kind[places[0]]]) in {"country", "admin1", "large", "water"}
            or int(columns.population[places[0]]) >= least
        )

    def profiles(self, keys: Iterable[int]) -> Mapping[int, Profile]:
        """Return the profiles of names by their keys, among others: from memory, but for those met first."""
        if len(self._profiles) > MAX_PROFILES:
            self._profiles.clear()
        known = self._profiles
        if new := [key for key in dict.fromkeys(keys) if key not in known]:
            known.update(zip(new, self._described(new), strict=True))
        return known

    def _described(self, keys: Sequence[int]) -> Iterator[Profile]:
        """Yield what the gazetteer says of each of some names."""
        columns, store = self._gazetteer.columns, self._gazetteer.store
        places, owner = store.indices_of_keys(np.array(keys, dtype=np.int64), most=CANDIDATES)
        populations, kinds, admin1 = (a[places].tolist() for a in (columns.population, columns.kind, columns.admin1))
        countries = columns.country_place[columns.country[places]].tolist()
        units = [country if unit == NONE else unit for unit, country in zip(admin1, countries, strict=True)]
        end = 0
        for key, count in zip(keys, np.bincount(owner, minlength=len(keys)).tolist(), strict=True):
            start, end = end, end + count
            flags, groups = store.flags_of_keys[key], [_GROUP_OF_KIND[number] for number in kinds[start:end]]
            demonym = bool(flags & _DEMONYM)
            leading = "demonym" if demonym else "short" if flags & _ABBREVIATION else _leading(groups)
            size = bisect_left(POPULATION_STEPS, max(populations[start:end], default=0)) if leading == "town" else 0
            many = (count + 1).bit_length() - 1
            yield Profile(
                _hashed("lead", leading, size, bool(flags & _ORDINARY)),
                _hashed("whole", *sorted(set(groups)), many, flags),
                demonym=demonym,
                units=tuple(sorted({*units[start:end]} - {NONE})),
            )


_hashed = lru_cache(maxsize=4_096)(hashed)
"""Names are alike in what is hashed of them."""


def coherence(profiles: Iterable[Profile]) -> dict[Profile, int]:
    """Return how well each name of a text goes with its others, in steps: how many of them may lie in one unit with it.

    Every name has one vote, shared by the units of its places; a name is worth the votes of others in its best unit.
    """
    distinct = dict.fromkeys(profiles)  # in the order of the text: sums of fractions depend on it
    votes: dict[int, float] = {}
    for profile in distinct:
        for unit in profile.units:
            votes[unit] = votes.get(unit, 0.0) + 1 / len(profile.units)
    steps = {}
    for profile in distinct:
        best = max((votes[unit] for unit in profile.units), default=0.0)
        steps[profile] = bisect_left(VOTES, best - 1 / max(len(profile.units), 1))
    return steps


def _covers(
    hits: Iterable[tuple[int, int, int]], starts: Sequence[int], ends: Sequence[int], capitalised: Sequence[bool]
) -> Iterator[tuple[int, int, int]]:
    """Yield first and last token, and key, of the hits that start and end with a capitalised token."""
    index = dict(zip(starts, range(len(starts)), strict=True))
    for start, end, key in hits:
        first = index.get(start)
        if first is None or not capitalised[first]:
            continue
        last = first if ends[first] >= end else bisect_left(starts, end) - 1
        if capitalised[last] or last == first:
            yield first, last, key


def _reading_order(cover: tuple[int, int, int]) -> tuple[int, int]:
    return cover[0], -cover[1]


def _leading(groups: list[str]) -> str:
    for group in ("country", "admin1"):
        if group in groups:
            return group
    return groups[0] if groups else "none"
