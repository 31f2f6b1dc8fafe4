"""Look-ups in a compiled file: ids, keys, names and extents."""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from geoinc import kernels
from geoinc.errors import PackNotFoundError
from geoinc.gazetteer.file.columns import NameFlag
from geoinc.gazetteer.records import NameKind

if TYPE_CHECKING:
    from collections.abc import Collection

    from numpy.typing import NDArray
    from shapely import Geometry

    from geoinc.gazetteer.file.columns import Columns
    from geoinc.gazetteer.file.container import Container

KERNEL = kernels.load("names", 4)
"""The names' tree read in C (``geoinc/kernels/names.c``), where that is compiled."""

NAME_KINDS: Final = tuple(NameKind)
LETTERS: Final = "abcdefghijklmnopqrstuvwxyz "
"""What a misspelled name may have in place of a letter, besides its own letters."""

EXTENT_CACHE: Final = 256
_DEMONYM: Final = int(NameFlag.DEMONYM)
_NOTHING: Final = np.zeros(0, np.uint32)


class _Section:
    """A section of the file as an attribute: opened, and compared with its checksum, when it is first asked for."""

    def __init__(self, name: str) -> None:
        self._section = name

    def __set_name__(self, owner: type[Store], name: str) -> None:
        self._name = name

    def __get__(self, store: Store, owner: type[Store]) -> NDArray[Any]:
        found = store.container.array(self._section)
        store.__dict__[self._name] = found  # an instance's own attribute comes before this one
        return found


class Store:
    """The tries, postings, names and extents of an opened file."""

    key_flags = _Section("key_flags")
    _key_start = _Section("key_start")
    _posting = _Section("posting")
    _posting_row = _Section("posting_row")
    _demonym_key = _Section("demonym_key")
    _demonym_posting = _Section("demonym_posting")
    _name_start = _Section("name_start")
    _name_offset = _Section("name_offset")
    _name_key = _Section("name_key")
    _name_kind = _Section("name_kind")
    _name_lang = _Section("name_lang")
    _extent_place = _Section("extent_place")
    _id_place = _Section("id_place")
    _place_id = _Section("place_id")
    _skeleton_hash = _Section("skeleton_hash")
    _skeleton_key = _Section("skeleton_key")

    def __init__(self, container: Container) -> None:
        self.container = container  # the tries below point into its memory map
        self.keys = _trie(container, "keys")
        self.ids = _trie(container, "ids")
        self.tree = _tree(container)
        self._languages: tuple[str, ...] = tuple(container.facts["languages"])
        self._load_extent = lru_cache(maxsize=EXTENT_CACHE)(self._read_extent)

    @cached_property
    def _name_text(self) -> memoryview:
        return self.container.buffer("name_text")

    @cached_property
    def flags_of_keys(self) -> memoryview:
        """What each key is, as the bits of :class:`~geoinc.gazetteer.file.columns.NameFlag`, one by one."""
        return self.key_flags.data

    @cached_property
    def _key_starts(self) -> memoryview:
        """The same as numbers of Python's own, which one look-up reads four times as fast; so are the next five."""
        return self._key_start.data

    @cached_property
    def _name_starts(self) -> memoryview:
        return self._name_start.data

    @cached_property
    def _postings(self) -> memoryview:
        return self._posting.data

    @cached_property
    def _posting_rows(self) -> memoryview:
        return self._posting_row.data

    @cached_property
    def _name_kinds(self) -> memoryview:
        return self._name_kind.data

    @cached_property
    def _name_offsets(self) -> memoryview:
        return self._name_offset.data

    def key(self, folded: str) -> int | None:
        """Return the number of a folded name, or None."""
        found: int | None = (
            self.keys.get(folded) if KERNEL is None or self.tree is None else KERNEL.key(self.tree, folded)
        )
        return found

    def numbers(self, folded: list[str]) -> list[int | None]:
        """Return the number of each of some folded names, or None."""
        if KERNEL is None or self.tree is None:
            return list(map(self.key, folded))
        found: list[int | None] = KERNEL.numbers(self.tree, folded)
        return found

    def misspelled(self, folded: str) -> NDArray[np.uint32]:
        """Return the numbers, in order, of the names that are one letter away from a folded one."""
        if KERNEL is None or self.tree is None or not folded.isascii():
            found = {number for number in self.numbers(list(one_letter_off(folded))) if number is not None}
        else:
            found = set(KERNEL.misspelled(self.tree, folded, LETTERS))
        return np.array(sorted(found), np.uint32)

    def key_text(self, key: int) -> str:
        """Return the folded name of a key."""
        return str(self.keys.restore_key(int(key)))

    def indices_of_key(self, key: int) -> NDArray[np.uint32]:
        """Return the places of a key, most important first (none for a mere demonym)."""
        starts = self._key_starts
        return self._posting[starts[key] : starts[key + 1]]

    def first_of_key(self, key: int) -> int | None:
        """Return the most important place of a key, or None (of a mere demonym)."""
        start: int = self._key_starts[key]
        return self._postings[start] if start < self._key_starts[key + 1] else None

    def indices_of_keys(
        self, keys: NDArray[np.integer[Any]], *, most: int | None = None
    ) -> tuple[NDArray[np.uint32], NDArray[np.intp]]:
        """Return the places of many keys in one array, at ``most`` so many each, and for each the position in ``keys`` it belongs to."""
        starts = self._key_start[keys].astype(np.int64)
        counts = self._key_start[np.asarray(keys, np.int64) + 1].astype(np.int64) - starts
        if most is not None:
            counts = np.minimum(counts, most)
        owner = np.repeat(np.arange(len(keys)), counts)
        within = np.arange(len(owner)) - np.repeat(np.cumsum(counts) - counts, counts)
        return self._posting[starts[owner] + within], owner

    def keys_within(  # noqa: PLR0913, PLR0917 - each narrows in its own way
        self,
        keys: NDArray[np.uint32],
        columns: Columns,
        countries: Collection[int] | None,
        kinds: Collection[int] | None,
        units: Collection[int],
        most: int,
    ) -> list[int] | None:
        """Return the first of some keys that have a place of these countries, kinds and units (if any); None without a kernel."""
        if KERNEL is None:
            return None
        arrays = self._key_start, self._posting, columns.country, columns.kind, columns.admin1, columns.admin2
        known = np.array(sorted(units), np.uint32)
        found: list[int] = KERNEL.within(arrays, keys, _marked(countries), _marked(kinds), known, most)
        return found

    def keys_of_skeletons(self, hashes: NDArray[np.uint32]) -> NDArray[np.uint32]:
        """Return the keys that have one of these skeletons (see :mod:`geoinc.gazetteer.names.skeleton`)."""
        first = np.searchsorted(self._skeleton_hash, hashes, side="left")
        found = (
            self._skeleton_hash.take(first, mode="clip") == hashes
            if len(self._skeleton_hash)
            else np.zeros(len(hashes), bool)
        )
        last = np.searchsorted(self._skeleton_hash, hashes[found], side="right")
        runs = [self._skeleton_key[a:b] for a, b in zip(first[found].tolist(), last.tolist(), strict=True)]
        return np.concatenate(runs) if runs else _NOTHING

    def namings_of_key(self, key: int) -> list[tuple[int, bool, NameKind]]:
        """Return the places of a key as in :meth:`indices_of_key`, whether it is each one's own name, and how it names it."""
        start, end = self._key_starts[key : key + 2]
        own, kinds = self._name_starts, self._name_kinds
        pairs = zip(self._postings[start:end], self._posting_rows[start:end], strict=True)
        return [(index, own[index] == row, NAME_KINDS[kinds[row]]) for index, row in pairs]

    def rows_of_key(self, key: int) -> NDArray[np.uint32]:
        """Return the name rows behind :meth:`indices_of_key`, in the same order."""
        starts = self._key_starts
        return self._posting_row[starts[key] : starts[key + 1]]

    def name_kinds_of_key(self, key: int) -> NDArray[np.uint8]:
        """Return how the key names each of :meth:`indices_of_key`: indices into :data:`NAME_KINDS`, 0 its own name."""
        return np.asarray(self._name_kind[self.rows_of_key(key)])

    def demonym_places(self, key: int) -> NDArray[np.uint32]:
        """Return the places whose people or things this key names ("syrian")."""
        if not self.flags_of_keys[key] & _DEMONYM:
            return _NOTHING
        first, last = np.searchsorted(self._demonym_key, (key, key + 1))
        return self._demonym_posting[first:last]

    def name_at(self, row: int) -> str:
        """Return the spelling of a name row."""
        offsets = self._name_offsets
        return str(self._name_text[offsets[row] : offsets[row + 1]], "utf-8")

    def kind_of_name(self, row: int) -> NameKind:
        """Return how a name row names its place."""
        return NAME_KINDS[int(self._name_kind[row])]

    def language_of_name(self, row: int) -> str | None:
        """Return the ISO 639 language of a name row, where known."""
        return self._languages[self._name_lang[row]] or None

    def rows_of_place(self, index: int) -> range:
        """Return the name rows of a place, its own name first."""
        starts = self._name_starts
        return range(starts[index], starts[index + 1])

    def keys_of_place(self, index: int) -> NDArray[np.uint32]:
        """Return the keys of a place's names (NONE for codes), its own name's first."""
        return self._name_key[self._name_start[index] : self._name_start[index + 1]]

    def own_name(self, index: int) -> str:
        """Return a place's own name."""
        return self.name_at(self._name_starts[index])

    def own_rows(self, indices: NDArray[np.integer[Any]]) -> NDArray[np.uint32]:
        """Return the name rows of places' own names."""
        return np.asarray(self._name_start[indices])

    @property
    def spellings(self) -> tuple[NDArray[np.uint64], memoryview]:
        """All name rows: where in the text (UTF-8) each begins, and one more for its end; and the text."""
        return self._name_offset, self._name_text

    def own_names(self, indices: NDArray[np.integer[Any]]) -> list[str]:
        """Return the own names of places."""
        rows, text = self.own_rows(indices), self._name_text
        bounds = zip(self._name_offset[rows].tolist(), self._name_offset[rows + 1].tolist(), strict=True)
        return [str(text[start:end], "utf-8") for start, end in bounds]

    def ids_at(self, indices: NDArray[np.integer[Any]]) -> list[str]:
        """Return the ids of places."""
        return list(map(self.ids.restore_key, self._place_id[indices].tolist()))

    def id_at(self, index: int) -> str:
        """Return the id of a place."""
        return str(self.ids.restore_key(int(self._place_id[index])))

    def index_of(self, identity: str) -> int:
        """Return the place of an id (also one of a merged source); PackNotFoundError for an unknown one."""
        number = self.ids.get(identity)
        if number is None:
            message = f"no place has the id {identity!r}; search for it by name, or add its pack"
            raise PackNotFoundError(message, id=identity)
        return int(self._id_place[number])

    def extent_at(self, index: int) -> Geometry | None:
        """Return the line or polygon of a place, or None; the last few hundred are kept."""
        geometry: Geometry | None = self._load_extent(int(index))
        return geometry

    def _read_extent(self, index: int) -> Geometry | None:
        position = int(np.searchsorted(self._extent_place, index))
        if position == len(self._extent_place) or self._extent_place[position] != index:
            return None
        import shapely

        offsets = self.container.array("extent_offset")
        data = self.container.buffer("extent_wkb")[offsets[position] : offsets[position + 1]]
        return shapely.from_wkb(bytes(data))


def _marked(numbers: Collection[int] | None) -> bytes | None:
    """Return a table by number: 1 for those that are there."""
    if numbers is None:
        return None
    table = bytearray(max(numbers, default=-1) + 1)
    for number in numbers:
        table[number] = 1
    return bytes(table)


def one_letter_off(folded: str) -> set[str]:
    """Return the spellings one deletion, swap, replacement or insertion away."""
    letters = LETTERS if folded.isascii() else "".join(sorted(set(LETTERS) | set(folded)))
    found: set[str] = set()
    for at in range(len(folded) + 1):
        left, right = folded[:at], folded[at:]
        found.update(left + letter + right for letter in letters)
        if right:
            found.add(left + right[1:])
            found.update(left + letter + right[1:] for letter in letters)
        if len(right) > 1:
            found.add(left + right[1] + right[0] + right[2:])
    found.discard(folded)
    return found


def _tree(container: Container) -> object:
    """Return the names' tree as the kernel reads it; None without a kernel, or where a library has laid it out otherwise."""
    try:
        return KERNEL.tree(container.buffer("keys")) if KERNEL is not None else None
    except ValueError:
        return None


def _trie(container: Container, section: str) -> Any:  # noqa: ANN401 - marisa_trie is untyped
    import marisa_trie

    trie = marisa_trie.Trie()
    trie.map(container.buffer(section))
    return trie
