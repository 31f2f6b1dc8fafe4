"""Joining compiled files into one, so that adding a pack does not compile what is there again.

Each file is compiled once, on its own; here only numbers are moved: places are put in the order of their importance,
keys get the numbers of a common trie, postings are sorted again. A place that an earlier file has already (by an id,
as a unit by its code, or by its name near by, as :mod:`geoinc.gazetteer.build.drafts` merges records) stays as that
file says; the later one fills gaps and adds its names, ids and credit.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from geoinc.gazetteer.build.compile import (
    ADMIN1_REACH_DEG,
    ADMIN2_REACH_DEG,
    NAME_KINDS,
    PER_TENFOLD,
    SETTLED,
    fill_units,
    key_flags,
    postings,
)
from geoinc.gazetteer.build.drafts import SAME_AREA_M, SAME_PLACE_M, UNITS
from geoinc.gazetteer.file import container
from geoinc.gazetteer.file.columns import KIND_NUMBER, KINDS, NONE, Columns, PlaceFlag, open_columns
from geoinc.gazetteer.file.container import Container
from geoinc.gazetteer.file.store import Store
from geoinc.gazetteer.records import NameKind
from geoinc.geo.geodesy import haversine_m

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

NOBODY: Final = -1
ROWS_AT_ONCE: Final = 200_000
"""So many names are copied at a time, which bounds the memory that their positions take."""

SETTLED_CLASS: Final = 255
_SETTLED_NUMBERS: Final = np.array([KIND_NUMBER[kind] for kind in SETTLED], np.uint8)
_UNIT_NUMBERS: Final = np.array([KIND_NUMBER[kind] for kind in UNITS], np.uint8)
_NAME: Final = NAME_KINDS.index(NameKind.NAME)
_ALTERNATE: Final = NAME_KINDS.index(NameKind.ALTERNATE)
_SAME_M: Final = np.array([SAME_PLACE_M.get(kind, SAME_AREA_M) for kind in KINDS])


def union(paths: Sequence[Path], path: Path, *, facts: Mapping[str, Any]) -> str:
    """Join compiled files, the earlier of which say how a place is, and return the content hash of the result.

    Parameters
    ----------
    paths
        The files, best first.
    path
        Where the joined file is written: whole, or not at all.
    facts
        What its header keeps beside what the files' headers say.

    Raises
    ------
    GazetteerError
        For a file that cannot be read, and a folder that cannot be written.
    """
    segments = _opened(paths)
    keys, key_of = _tries([segment.store.keys for segment in segments])
    ids, id_of = _tries([segment.store.ids for segment in segments])
    places = _Places(segments, key_of, id_of, len(ids))
    kept: dict[str, Any] = {**facts, "places": len(places.order), "rejected": 0}
    kept["licences"] = {k: v for s in reversed(segments) for k, v in s.container.facts["licences"].items()}
    sections: dict[str, container.Section] = {"ids": ids.tobytes(), **places.id_sections(len(ids))}
    sections |= places.columns(kept)
    sections |= _names(segments, places, key_of, keys, kept)
    sections |= _skeletons(segments, key_of)
    sections |= _extents(segments, places)
    return container.write(path, sections, kept)


@dataclass(frozen=True, slots=True)
class _Segment:
    """One of the files: its places are ``first`` to ``first + len(columns)`` of all."""

    container: Container
    store: Store
    columns: Columns
    first: int

    @property
    def span(self) -> slice:
        return slice(self.first, self.first + len(self.columns))

    def codes(self) -> list[str]:
        return bytes(self.container.buffer("codes")).decode("utf-8").split("\n")


def _opened(paths: Iterable[Path]) -> list[_Segment]:
    found, first = [], 0
    for path in paths:
        opened = Container.open(path)
        found.append(_Segment(opened, Store(opened), open_columns(opened), first))
        first += len(found[-1].columns)
    return found


def _tries(tries: Sequence[Any]) -> tuple[Any, list[NDArray[np.uint32]]]:
    """Return one trie of all texts, and for each trie the number in it of each of its own numbers."""
    import marisa_trie

    whole = marisa_trie.Trie(text for trie in tries for text in trie.iterkeys())
    numbers = []
    for trie in tries:
        number = np.zeros(len(trie), np.uint32)
        for text, own in trie.iteritems():
            number[own] = whole[text]
        numbers.append(number)
    return whole, numbers


class _Places:
    """Which places are one, how each is, and in which order they stand.

    Places are numbered through all files (``first`` of a segment plus its own index); ``home`` is the number of the
    place that each belongs to (itself, where no earlier file has it), ``order`` lists those by importance, and ``new``
    gives the index in the joined file.
    """

    def __init__(
        self,
        segments: Sequence[_Segment],
        key_of: Sequence[NDArray[np.uint32]],
        id_of: Sequence[NDArray[np.uint32]],
        ids: int,
    ) -> None:
        self.segments, self._id_of = segments, id_of
        self._gather()
        self.home = np.arange(len(self.lon), dtype=np.int64)
        self.code_owner = np.full(len(self.codes), NOBODY, np.int64)
        self._match(key_of, ids)
        self._fill()
        first = np.flatnonzero(self.home == np.arange(len(self.home)))
        self.order: Ints = first[np.argsort(-self.importance[first], kind="stable")]
        self.new = np.zeros(len(self.home), np.int64)
        self.new[self.order] = np.arange(len(self.order))
        self.new = self.new[self.home]

    def _gather(self) -> None:
        columns = [segment.columns for segment in self.segments]
        for name in ("lon", "lat", "population", "kind", "importance", "flags", "uncertainty_m"):
            setattr(self, name, np.concatenate([getattr(column, name) for column in columns]))
        self.lon: NDArray[np.float64]
        self.lat: NDArray[np.float64]
        self.population: NDArray[np.uint32]
        self.kind: NDArray[np.uint8]
        self.importance: NDArray[np.float32]
        self.flags: NDArray[np.uint8]
        self.uncertainty_m: NDArray[np.float32]
        self.countries, self.country = _renumbered([(c.countries, c.country) for c in columns])
        self.features, self.feature = _renumbered([(c.features, c.feature) for c in columns])
        self.sources, self.source = _renumbered([(c.sources, c.source) for c in columns])
        self.codes: tuple[str, ...] = ()
        tables = [segment.codes() for segment in self.segments]
        self.codes, self.own_code = _renumbered(self._coded(tables, "own_code"))
        _, self.admin1_code = _renumbered(self._coded(tables, "admin1_code"))
        _, self.admin2_code = _renumbered(self._coded(tables, "admin2_code"))

    def _coded(self, tables: Sequence[Sequence[str]], section: str) -> list[tuple[tuple[str, ...], NDArray[Any]]]:
        pairs = zip(tables, self.segments, strict=True)
        return [(tuple(table), segment.container.array(section)) for table, segment in pairs]

    def _match(self, key_of: Sequence[NDArray[np.uint32]], ids: int) -> None:
        """Find for each place the earlier one that it is: by an id, by the code of a unit, or by its name near by."""
        id_owner = np.full(ids, NOBODY, np.int64)
        known = _Known()
        for segment, keys, numbers in zip(self.segments, key_of, self._id_of, strict=True):
            own = np.arange(segment.first, segment.first + len(segment.columns))
            asked = _Compared(self, segment, keys)
            if segment.first:
                match = self._by_id(segment, numbers, id_owner)
                match = np.where(match == NOBODY, self._by_code(own), match)
                match = np.where(match == NOBODY, known.nearest(asked, match == NOBODY), match)
                self.home[own] = np.where(match == NOBODY, own, match)
            new = self.home[own] == own
            known.add(asked, new)
            held = self.home[segment.first + segment.container.array("id_place").astype(np.int64)]
            id_owner[numbers] = np.where(id_owner[numbers] == NOBODY, held, id_owner[numbers])
            self._note_codes(own[new])

    def _by_id(self, segment: _Segment, numbers: NDArray[np.uint32], id_owner: Ints) -> Ints:
        found = np.full(len(segment.columns), NOBODY, np.int64)
        owners = id_owner[numbers]
        there = np.flatnonzero(owners != NOBODY)[::-1]
        found[segment.container.array("id_place")[there]] = owners[there]
        return found

    def _by_code(self, own: Ints) -> Ints:
        units = np.isin(self.kind[own], _UNIT_NUMBERS) & (self.own_code[own] > 0)
        return np.where(units, self.code_owner[self.own_code[own]], NOBODY)

    def _note_codes(self, own: Ints) -> None:
        units = own[np.isin(self.kind[own], _UNIT_NUMBERS) & (self.own_code[own] > 0)][::-1]
        free = self.code_owner[self.own_code[units]] == NOBODY
        self.code_owner[self.own_code[units[free]]] = units[free]

    def _fill(self) -> None:
        """Fill the gaps of places from what later files say of them."""
        later = np.flatnonzero(self.home != np.arange(len(self.home)))
        target = self.home[later]
        counted = later[(self.population[target] == 0) & (self.population[later] > 0)][::-1]
        self.population[self.home[counted]] = self.population[counted]
        grown = np.unique(self.home[counted])
        more = PER_TENFOLD * np.log10(self.population[grown].astype(np.float64) + 1)
        self.importance[grown] = np.minimum(1.0, self.importance[grown] + more)
        for column in (self.country, self.feature, self.own_code, self.admin1_code, self.admin2_code):
            empty = later[(column[target] == 0) & (column[later] > 0)][::-1]
            column[self.home[empty]] = column[empty]
        drawn = later[_takes_area(self.flags[target], self.flags[later])][::-1]
        area = int(PlaceFlag.EXTENT | PlaceFlag.DERIVED)
        self.area_of = np.arange(len(self.home), dtype=np.int64)
        self.area_of[self.home[drawn]] = drawn
        self.flags[self.home[drawn]] = (self.flags[self.home[drawn]] & ~np.uint8(area)) | (self.flags[drawn] & area)
        self.flags[target] |= self.flags[later] & int(PlaceFlag.CAPITAL)
        self._credit(later)

    def _credit(self, later: Ints) -> None:
        """Add the source of a later file to those that a place rests on."""
        pairs = np.unique(np.stack([self.source[self.home[later]], self.source[later]], axis=1), axis=0)
        texts = list(self.sources)
        number = {text: i for i, text in enumerate(texts)}
        joined: dict[tuple[int, int], int] = {}
        for one, other in pairs.tolist():
            sources = dict.fromkeys(" + ".join((texts[one], texts[other])).split(" + "))
            text = " + ".join(credit for credit in sources if credit)
            if text not in number:
                number[text] = len(texts)
                texts.append(text)
            joined[one, other] = number[text]
        self.sources = tuple(texts)
        self.source = self.source.astype(np.int64)
        credited = [joined[one, other] for one, other in zip(
            self.source[self.home[later]].tolist(), self.source[later].tolist(), strict=True
        )]  # fmt: skip
        self.source[self.home[later]] = credited

    def id_sections(self, count: int) -> dict[str, container.Section]:
        """Return the place of each id, and the first id of each place."""
        place = np.zeros(count, np.uint32)
        first = np.zeros(len(self.order), np.uint32)
        for segment, numbers in reversed(list(zip(self.segments, self._id_of, strict=True))):
            place[numbers] = self.new[segment.first + segment.container.array("id_place").astype(np.int64)]
            first[self.new[segment.span]] = numbers[segment.container.array("place_id")]
        return {"id_place": place, "place_id": first}

    def columns(self, facts: dict[str, Any]) -> dict[str, container.Section]:
        """Return the columns of the joined file."""
        order = self.order
        country, settled = self.country[order].astype(np.int64), np.isin(self.kind[order], _SETTLED_NUMBERS)
        lon, lat = self.lon[order], self.lat[order]
        admin1, admin2 = self._units("admin1", self.admin1_code), self._units("admin2", self.admin2_code)
        fill_units(admin1, country, lon, lat, settled, reach_deg=ADMIN1_REACH_DEG)
        fill_units(admin2, admin1.astype(np.int64), lon, lat, settled & (admin1 != NONE), reach_deg=ADMIN2_REACH_DEG)
        facts["countries"], facts["features"], facts["sources"] = self.countries, self.features, self.sources
        return {
            "lon": lon,
            "lat": lat,
            "population": self.population[order],
            "kind": self.kind[order],
            "country": self.country[order].astype(np.uint16),
            "admin1": admin1,
            "admin2": admin2,
            "importance": self.importance[order],
            "flags": self.flags[order],
            "uncertainty_m": self.uncertainty_m[order],
            "feature": self.feature[order].astype(np.uint16),
            "source": self.source[order].astype(np.uint16),
            "country_place": self._countries_places(),
            "codes": "\n".join(self.codes).encode("utf-8", "replace"),
            "own_code": self.own_code[order].astype(np.uint32),
            "admin1_code": self.admin1_code[order].astype(np.uint32),
            "admin2_code": self.admin2_code[order].astype(np.uint32),
        }

    def _units(self, level: str, codes: NDArray[Any]) -> NDArray[np.uint32]:
        """Return the unit of each place: as its file says, else by its code."""
        said = np.full(len(self.home), NOBODY, np.int64)
        for segment in self.segments:
            own = getattr(segment.columns, level)
            there = own != NONE
            said[segment.span][there] = segment.first + own[there].astype(np.int64)
        later = np.flatnonzero((self.home != np.arange(len(self.home))) & (said != NOBODY))[::-1]
        gaps = later[said[self.home[later]] == NOBODY]
        said[self.home[gaps]] = said[gaps]
        coded = np.where(codes > 0, self.code_owner[codes], NOBODY)
        unit = np.where(said == NOBODY, coded, said)[self.order]
        return np.where(unit == NOBODY, NONE, self.new[unit]).astype(np.uint32)

    def _countries_places(self) -> NDArray[np.uint32]:
        number = {code: i for i, code in enumerate(self.codes)}
        owners = [self.code_owner[number[code]] if code and code in number else NOBODY for code in self.countries]
        return np.array([NONE if owner == NOBODY else self.new[owner] for owner in owners], np.uint32)


def _takes_area(kept: NDArray[np.uint8], offered: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Tell where the later file's area is taken: where there is none yet, or a derived one and this is surveyed."""
    has, derived = int(PlaceFlag.EXTENT), int(PlaceFlag.DERIVED)
    better = ((kept & derived) != 0) & ((offered & derived) == 0)
    return np.asarray(((offered & has) != 0) & (((kept & has) == 0) | better), bool)


def _renumbered(tables: Sequence[tuple[Sequence[str], NDArray[Any]]]) -> tuple[tuple[str, ...], Ints]:
    """Return one sorted table of texts (the empty one is 0), and the columns with its numbers, joined."""
    texts = ("", *sorted({text for table, _ in tables for text in table if text}))
    number = {text: i for i, text in enumerate(texts)}
    columns = [np.array([number[text] for text in table], np.int64)[column] for table, column in tables]
    return texts, np.concatenate(columns)


@dataclass(frozen=True, slots=True)
class _Compared:
    """The places of a segment as they are compared: own key and class in one number, and the segment's sources."""

    places: _Places
    segment: _Segment
    keys: NDArray[np.uint32]

    def marks(self) -> Ints:
        rows = self.segment.container.array("name_start")[:-1]
        own = self.segment.container.array("name_key")[rows]
        kind = self.places.kind[self.segment.span]
        sort = np.where(np.isin(kind, _SETTLED_NUMBERS), SETTLED_CLASS, kind).astype(np.int64)
        return np.where(own == NONE, NOBODY, (_taken(self.keys, own).astype(np.int64) << 8) | sort)


def _taken(numbers: NDArray[np.uint32], own: NDArray[Any]) -> NDArray[np.uint32]:
    """Return the common numbers of a file's own ones; NONE stays."""
    found: NDArray[np.uint32] = np.append(numbers, np.uint32(NONE))[np.minimum(own, len(numbers))]
    return found


class _Known:
    """The places of earlier files by their own names."""

    def __init__(self) -> None:
        self._marks = np.zeros(0, np.int64)
        self._places = np.zeros(0, np.int64)

    def add(self, asked: _Compared, new: NDArray[np.bool_]) -> None:
        """Take in the places of a file that no earlier one has."""
        marks = asked.marks()
        chosen = np.flatnonzero(new & (marks != NOBODY))
        self._marks = np.concatenate([self._marks, marks[chosen]])
        self._places = np.concatenate([self._places, asked.segment.first + chosen])
        order = np.lexsort((self._places, self._marks))
        self._marks, self._places = self._marks[order], self._places[order]

    def nearest(self, asked: _Compared, wanted: NDArray[np.bool_]) -> Ints:
        """Return for each place wanted the nearest earlier one of its name and class that is near enough, or NOBODY.

        Nobody is found where a source of both is the same: a source that lists two places means two.
        """
        places, first = asked.places, asked.segment.first
        found = np.full(len(wanted), NOBODY, np.int64)
        marks = asked.marks()
        ask = np.flatnonzero(wanted & (marks != NOBODY))
        start, stop = (np.searchsorted(self._marks, marks[ask], side=side) for side in ("left", "right"))
        owner = np.repeat(ask, stop - start)
        within = np.arange(len(owner)) - np.repeat(np.cumsum(stop - start) - (stop - start), stop - start)
        other = self._places[np.repeat(start, stop - start) + within]
        here = first + owner
        far = haversine_m(places.lon[here], places.lat[here], places.lon[other], places.lat[other])
        fits = (far <= _SAME_M[places.kind[here]]) & ~self._same_source(places, here, other)
        order = np.lexsort((other[fits], far[fits]))
        here, other = owner[fits][order], other[fits][order]
        # Nearest first; of several that are nearest to one place, only the nearest is it.
        _, once = np.unique(other, return_index=True)
        keep = np.zeros(len(other), bool)
        keep[once] = True
        here, other = here[keep][::-1], other[keep][::-1]
        found[here] = other
        return found

    def _same_source(self, places: _Places, here: Ints, other: Ints) -> NDArray[np.bool_]:
        named = [frozenset(text.split(" + ")) for text in places.sources]
        pairs = np.stack([places.source[here], places.source[other]], axis=1)
        distinct, back = np.unique(pairs, axis=0, return_inverse=True)
        same = np.array([bool(named[a] & named[b]) for a, b in distinct.tolist()], bool)
        return same[back.reshape(-1)] if len(distinct) else np.zeros(len(here), bool)


def _names(
    segments: Sequence[_Segment],
    places: _Places,
    key_of: Sequence[NDArray[np.uint32]],
    trie: Any,  # noqa: ANN401 - marisa_trie is untyped
    facts: dict[str, Any],
) -> dict[str, container.Section]:
    """Return the names of all places, together by place, those of its earliest file first."""
    rows = [_rows(segment, places, keys) for segment, keys in zip(segments, key_of, strict=True)]
    languages, language = _renumbered(
        [(s.container.facts["languages"], s.container.array("name_lang")) for s in segments]
    )
    place = np.concatenate([row.place for row in rows])
    key = np.concatenate([row.key for row in rows])
    kind = np.concatenate([row.kind for row in rows])
    start = np.concatenate([row.start for row in rows])
    length = np.concatenate([row.length for row in rows])
    source = np.repeat(np.arange(len(rows)), [len(row.place) for row in rows])
    order = np.argsort(place, kind="stable")
    order = order[~_repeated(segments, places, order, place, source, start, length)]
    facts["languages"] = list(languages)
    texts, offsets = _texts(segments, source[order], start[order], length[order])
    place, key, kind = place[order].astype(np.uint32), key[order], kind[order]
    return {
        "keys": trie.tobytes(),
        "name_start": np.searchsorted(place, np.arange(len(places.order) + 1)).astype(np.uint32),
        "name_text": texts,
        "name_offset": offsets,
        "name_key": key,
        "name_kind": kind,
        "name_lang": language[order].astype(np.uint16),
        "key_flags": key_flags(trie, key, kind),
        **postings(len(trie), key, place, kind),
    }


@dataclass(frozen=True, slots=True)
class _NameRows:
    """The names of a segment: the place in the joined file, key, kind, and where the text is in the segment."""

    place: Ints
    key: NDArray[np.uint32]
    kind: NDArray[np.uint8]
    start: Ints
    length: Ints


def _rows(segment: _Segment, places: _Places, keys: NDArray[np.uint32]) -> _NameRows:
    starts: Ints = segment.container.array("name_start").astype(np.int64)
    counts = starts[1:] - starts[:-1]
    number = segment.first + np.repeat(np.arange(len(counts)), counts)
    own = segment.container.array("name_key")
    key = _taken(keys, own)
    kind = np.array(segment.container.array("name_kind"))
    # The own name of a place that an earlier file has is one of its other names.
    kind[(places.home[number] != number) & (kind == _NAME)] = _ALTERNATE
    offsets = segment.container.array("name_offset").astype(np.int64)
    return _NameRows(places.new[number], key, kind, offsets[:-1], np.diff(offsets))


def _repeated(  # noqa: PLR0913, PLR0917 - columns, side by side
    segments: Sequence[_Segment], places: _Places, order: Ints, place: Ints, source: Ints, start: Ints, length: Ints
) -> NDArray[np.bool_]:
    """Tell which names, in order, an earlier file has given their place already."""
    counts = np.bincount(places.new, minlength=len(places.order))
    shared = counts[place[order]] > 1
    repeated = np.zeros(len(order), bool)
    texts = [segment.container.buffer("name_text") for segment in segments]
    seen: set[bytes] = set()
    last = NOBODY
    for at in np.flatnonzero(shared).tolist():
        row = order[at]
        if place[row] != last:
            seen, last = set(), place[row]
        text = bytes(texts[source[row]][start[row] : start[row] + length[row]])
        repeated[at] = text in seen
        seen.add(text)
    return repeated


def _texts(segments: Sequence[_Segment], source: Ints, start: Ints, length: Ints) -> tuple[bytes, NDArray[np.uint64]]:
    """Copy the texts of names in their new order."""
    buffers = [np.frombuffer(segment.container.buffer("name_text"), np.uint8) for segment in segments]
    base = np.concatenate([[0], np.cumsum([len(buffer) for buffer in buffers])[:-1]]).astype(np.int64)
    everything = np.concatenate(buffers)
    begin = start + base[source]
    pieces = []
    for first in range(0, len(begin), ROWS_AT_ONCE):
        part = slice(first, first + ROWS_AT_ONCE)
        lengths = length[part]
        shift = np.repeat(begin[part] - np.concatenate([[0], np.cumsum(lengths)[:-1]]), lengths)
        pieces.append(everything[shift + np.arange(len(shift))])
    offsets = np.concatenate([[0], np.cumsum(length)]).astype(np.uint64)
    return (np.concatenate(pieces).tobytes() if pieces else b""), offsets


def _skeletons(segments: Sequence[_Segment], key_of: Sequence[NDArray[np.uint32]]) -> dict[str, container.Section]:
    hashes = np.concatenate([segment.container.array("skeleton_hash") for segment in segments])
    pairs = zip(segments, key_of, strict=True)
    keys = np.concatenate([number[segment.container.array("skeleton_key")] for segment, number in pairs])
    keys, first = np.unique(keys, return_index=True)
    hashes = hashes[first]
    order = np.argsort(hashes, kind="stable")
    return {"skeleton_hash": hashes[order], "skeleton_key": keys[order].astype(np.uint32)}


def _extents(segments: Sequence[_Segment], places: _Places) -> dict[str, container.Section]:
    found: dict[int, memoryview] = {}
    for segment in segments:
        offsets, data = segment.container.array("extent_offset"), segment.container.buffer("extent_wkb")
        for index, (begin, end) in zip(
            segment.container.array("extent_place").tolist(), pairwise(offsets.tolist()), strict=True
        ):
            number = segment.first + index
            if places.area_of[places.home[number]] == number:
                found[int(places.new[number])] = data[begin:end]
    chosen = sorted(found)
    lengths = np.array([0, *(len(found[index]) for index in chosen)], np.uint64)
    return {
        "extent_place": np.array(chosen, np.uint32),
        "extent_offset": np.cumsum(lengths, dtype=np.uint64),
        "extent_wkb": b"".join(found[index] for index in chosen),
    }
