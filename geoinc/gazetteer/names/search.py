"""Forgiving search: from the exact name to a misspelled transliteration, each candidate saying how it matched.

The ways are tried strictest first, until enough candidates are found: the name as written, folded, in variant
spellings (articles, Saint/St., unit words), by its consonant skeleton (also across scripts), then with a letter wrong.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

import numpy as np

from geoinc.gazetteer.file.columns import KIND_NUMBER
from geoinc.gazetteer.file.store import KERNEL
from geoinc.gazetteer.names import query
from geoinc.gazetteer.names.fold import fold
from geoinc.gazetteer.names.query import Box, SearchScope
from geoinc.gazetteer.names.rephrased import with_commas
from geoinc.gazetteer.names.skeleton import (
    bare,
    neighbours,
    romanize,
    romanized,
    skeleton,
    skeleton_hashes,
    sound,
    sounding,
    sounds,
)
from geoinc.gazetteer.records import NameKind
from geoinc.model import PlaceKind

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from numpy.typing import NDArray

    from geoinc.gazetteer.file.columns import Columns
    from geoinc.gazetteer.file.store import Store


class Match(StrEnum):
    """How a name was found, strictest first; as an option, the loosest way that is allowed."""

    EXACT = "exact"
    FOLDED = "folded"
    VARIANT = "variant"
    TRANSLITERATED = "transliterated"
    FUZZY = "fuzzy"


WAYS: Final = tuple(Match)

QUALITY: Final = {
    Match.EXACT: 1.0,
    Match.FOLDED: 0.99,
    Match.VARIANT: 0.93,
    Match.TRANSLITERATED: 0.9,
    Match.FUZZY: 0.8,
}
"""How good a match of each way is at best; the last two are multiplied by the likeness of the spellings."""

CONTEXT: Final = (1.0, 0.7, 0.5)
"""What is left of a score within the units that a query names, elsewhere in their country, and anywhere."""

SATISFYING: Final = 0.65
"""With a candidate of such a score, places farther afield are not looked at."""

IMPORTANCE_SHARE: Final = 0.15
"""How much of a score is the place's importance, so that of two equal names the better known place comes first."""

OTHER_NAME: Final = 0.97
"""What is left of a score when the name is not the place's own, but another one."""

OTHER_CLASS: Final = 0.8
"""What is left of it when the place is of another class than the name says: a town for "X District"."""

MAX_KEYS: Final = 2_000
"""So many keys of a skeleton are compared with the name; the rest (of very short skeletons) is passed over."""

GOOD_LIKENESS: Final = 0.85
"""With a candidate whose name sounds so much alike, misspellings are not looked for."""

SOUND_SHARE: Final = 0.6
"""How much of a likeness is in the sound of two names; the rest is in their spelling."""

COMPARED_BY_SOUND: Final = 300
MIN_LIKENESS: Final = 0.55


@dataclass(frozen=True, slots=True)
class NameMatch:
    """A place found by one of its names: its index, the row of that name, how well and in which way it fits.

    ``like`` is the likeness of the spellings alone (0…1); ``score`` weighs in the place's importance and where it lies.
    """

    index: int
    row: int
    score: float
    match: Match
    like: float


def search(  # noqa: PLR0913 - each option narrows the search in its own way
    store: Store,
    columns: Columns,
    name: str,
    *,
    match: Match = Match.FUZZY,
    country: str | Collection[str] | None = None,
    kinds: Collection[PlaceKind] | None = None,
    box: Box | None = None,
    limit: int = 10,
) -> list[NameMatch]:
    """Return the places that a name may mean, best first.

    Parameters
    ----------
    name : a name, or a name and its context ("Afes, Idlib Governorate, Syria", "the Hodan district of Mogadishu"), in any script.
    match : the loosest way of matching that is allowed.
    country : only places of this country or these (ISO 3166-1 alpha-2).
    kinds : only places of these kinds.
    box : only places in this box (west, south, east, north in degrees).
    limit : at most so many candidates.
    """
    if query.is_stand_in(name):
        return []
    name = with_commas(store, columns, name)
    split = query.split_context(store, columns, name)
    name = ", ".join(split) if split else name
    if name.startswith("#"):
        name = query.hashtag_words(name)
    finder = _Finder(store, columns, name, Match(match), limit)
    wide = query.scope_of(columns, country=country, kinds=kinds, box=box)
    for factor, scope in zip(CONTEXT, query.ladder(store, columns, wide, finder.query), strict=True):
        if scope is not None and not finder.satisfied:
            finder.run(scope, factor)
    return finder.ranked()


class _Finder:
    """One search, gathering the best match of each place."""

    def __init__(self, store: Store, columns: Columns, name: str, match: Match, limit: int) -> None:
        self._store, self._columns = store, columns
        self._limit = limit
        self._ways = WAYS[: WAYS.index(match) + 1]
        self._best: dict[int, NameMatch] = {}
        self._keys: dict[tuple[str, Callable[[str], Iterable[str]]], NDArray[np.uint32]] = {}
        self._misspelled_keys: dict[str, NDArray[np.uint32]] = {}
        self._scope, self._factor = SearchScope(), 1.0
        self.query = query.parse(name)
        self._folded = [head for text in self.query.heads if (head := fold(text))]

    @property
    def satisfied(self) -> bool:
        """Whether a place is found that no place of a wider scope could beat by much."""
        return any(found.score >= SATISFYING for found in self._best.values())

    def run(self, scope: SearchScope, factor: float) -> None:
        """Try way after way within a scope until enough is found; its scores are multiplied by ``factor``."""
        self._scope, self._factor = scope, factor
        steps = {
            Match.FOLDED: self._spelled,
            Match.VARIANT: self._varied,
            Match.TRANSLITERATED: self._transliterated,
            Match.FUZZY: self._misspelled,
        }
        for way, step in steps.items():
            if (way in self._ways or way is Match.FOLDED) and not self._enough(way):
                for head in self._folded:
                    step(head)

    def _enough(self, way: Match) -> bool:
        """Tell whether a way is not worth trying: misspellings where the name as it stands is known, say."""
        if way is Match.FUZZY and any(found.like >= GOOD_LIKENESS for found in self._best.values()):
            return True
        return len(self._best) >= self._limit and self.satisfied

    def ranked(self) -> list[NameMatch]:
        """Return what was found, best first."""
        return sorted(self._best.values(), key=lambda found: (-found.score, found.index))[: self._limit]

    def _spelled(self, head: str) -> None:
        key = self._store.key(head)
        if key is not None:
            self._take(key, Match.FOLDED, 1.0)

    def _varied(self, head: str) -> None:
        short, meant = query.without_unit_words(head)
        numbers = frozenset(KIND_NUMBER[PlaceKind(kind)] for kind in meant)
        for spelling in query.variants(head):
            key = self._store.key(spelling)
            if key is not None:
                self._take(key, Match.VARIANT, 1.0, meant=numbers if spelling == short else frozenset())

    def _transliterated(self, head: str) -> None:
        self._rank(head, self._alike(head, _same), Match.TRANSLITERATED)

    def _misspelled(self, head: str) -> None:
        self._rank(head, self._one_letter_off(head), Match.FUZZY)
        if len(self._best) < self._limit:
            self._rank(head, self._alike(head, neighbours), Match.FUZZY)

    def _one_letter_off(self, head: str) -> NDArray[np.uint32]:
        if head not in self._misspelled_keys:
            self._misspelled_keys[head] = self._store.misspelled(head)
        return self._misspelled_keys[head]

    def _alike(self, head: str, around: Callable[[str], Iterable[str]]) -> NDArray[np.uint32]:
        """Return the keys with the name's skeleton, or with those around it; the same for every scope."""
        if (head, around) not in self._keys:
            text = skeleton(head)
            hashes = sorted(skeleton_hashes(around(text))) if text else []
            self._keys[head, around] = self._store.keys_of_skeletons(np.array(hashes, np.uint32))
        return self._keys[head, around]

    def _rank(self, head: str, keys: NDArray[np.uint32], way: Match) -> None:
        """Take the keys that have places in the scope and look most like the name."""
        found = self._scope.keys_within(self._store, self._columns, keys, MAX_KEYS) if len(keys) else []
        if not found:
            return
        texts, plain = list(map(self._store.key_text, found)), bare(head)
        for key, text, like in zip(found, texts, _likeness(head, texts), strict=True):
            if like >= MIN_LIKENESS:  # what is the same but for articles sounds the same
                same = Match.VARIANT in self._ways and bare(text) == plain
                self._take(key, *((Match.VARIANT, 1.0) if same else (way, like)))

    def _take(self, key: int, way: Match, like: float, *, meant: frozenset[int] = frozenset()) -> None:
        """Take the places of a key; ``meant`` are the kinds that a class word left out of the name speaks of."""
        indices, rows = self._store.indices_of_key(key), self._store.rows_of_key(key)
        for at in np.flatnonzero(self._scope.select(self._columns, indices))[: self._limit].tolist():
            index, row = int(indices[at]), int(rows[at])
            known = float(self._columns.importance[index])
            how = Match.EXACT if way is Match.FOLDED and self._store.name_at(row) in self.query.heads else way
            if how not in self._ways:
                continue
            score = self._factor * QUALITY[how] * like * (1 - IMPORTANCE_SHARE + IMPORTANCE_SHARE * known)
            if self._store.kind_of_name(row) is not NameKind.NAME:
                score *= OTHER_NAME
            if meant and int(self._columns.kind[index]) not in meant:
                score *= OTHER_CLASS
            if index not in self._best or score > self._best[index].score:
                self._best[index] = NameMatch(index, row, score, how, like)


def _same(text: str) -> tuple[str]:
    return (text,)


def _likeness(head: str, names: list[str]) -> list[float]:
    """Return how much each name is like the one asked for, 0…1, in sound and in spelling.

    Of very many names only those spelled most alike are compared by sound (of some as alike, the first); the others get 0.
    """
    spelled, *others = romanized([head, *names])
    if KERNEL is not None:
        bares = {at: romanize(bare(name)) for at, name in enumerate(names) if not name.isascii()}
        settings = SOUND_SHARE, COMPARED_BY_SOUND
        found: list[float] | None = KERNEL.alike((spelled, romanize(bare(head))), others, bares, sounding(), settings)
        if found is not None:
            return found
    by_spelling = _compared(spelled, others)
    chosen = np.arange(len(names))
    if len(names) > COMPARED_BY_SOUND:
        chosen = np.argsort(-by_spelling, kind="stable")[:COMPARED_BY_SOUND]
    by_sound = _compared(sound(head), sounds([names[at] for at in chosen.tolist()]))
    likeness = np.zeros(len(names))
    likeness[chosen] = SOUND_SHARE * by_sound + (1 - SOUND_SHARE) * by_spelling[chosen]
    return likeness.tolist()


def _compared(one: str, others: list[str]) -> NDArray[np.float64]:
    from rapidfuzz import process
    from rapidfuzz.distance import Levenshtein

    table = process.cdist([one], others, scorer=Levenshtein.normalized_similarity, dtype=np.float64)
    return np.asarray(table[0])
