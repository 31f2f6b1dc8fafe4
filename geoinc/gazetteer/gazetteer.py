"""The gazetteer as its users see it: names to places, places to facts, all from one memory-mapped file."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from geoinc.errors import InputError
from geoinc.gazetteer.file.columns import KINDS, NONE, Columns, NameFlag, open_columns
from geoinc.gazetteer.file.container import Container
from geoinc.gazetteer.file.store import Store
from geoinc.gazetteer.names import search as searching
from geoinc.gazetteer.names.countries import country_code
from geoinc.gazetteer.names.fold import fold
from geoinc.gazetteer.names.search import Match
from geoinc.model import Place, PlaceKind

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from numpy.typing import NDArray
    from shapely import Geometry, Point

    from geoinc.gazetteer.file.near import Floats, Nearby, Neighbours
    from geoinc.gazetteer.names.query import Box
    from geoinc.gazetteer.names.scan import Hit, Hits, Scanner

log = logging.getLogger(__name__)

_NOWHERE = np.zeros(0, np.uint32)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a name may mean: how well it fits (0…1), how it matched, and by which of the place's names."""

    place: Place
    score: float
    match: Match
    name: str


class Gazetteer:
    """An opened gazetteer. Cheap to open, immutable, safe to share between threads; pickles by path.

    ``columns`` holds the facts of all places as arrays, ``store`` the names and postings: the fast, index-based
    ways in. Names are looked up folded (:func:`geoinc.gazetteer.names.fold.fold`).
    """

    def __init__(self, container: Container) -> None:
        self.container = container
        self.columns: Columns = open_columns(container)
        self.store = Store(container)
        self._neighbours: dict[tuple[str, ...] | None, Neighbours] = {}

    @classmethod
    def default(cls) -> Gazetteer:
        """Open the default gazetteer, compiling it first where that has not been done, or it is damaged (about a minute)."""
        from geoinc.gazetteer.build.default import open_default

        return cls(open_default())

    @classmethod
    def open(cls, path: str | Path) -> Gazetteer:
        """Open a compiled gazetteer; GazetteerError where it is missing, damaged or of another version."""
        opened = cls(Container.open(Path(path)))
        log.info("gazetteer %s: %d places", path, len(opened))
        return opened

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle as the path and content hash, so that workers open the file instead of copying it."""
        return _reopen, (str(self.container.path), self.container.content_hash)

    def __len__(self) -> int:
        """Return the number of places."""
        return len(self.columns)

    def __repr__(self) -> str:
        """Show the file and how much is in it."""
        return f"Gazetteer({str(self.container.path)!r}, places={len(self)})"

    def search(  # noqa: PLR0913 - each option narrows the search in its own way
        self,
        name: str,
        *,
        match: Match = Match.FUZZY,
        country: str | Collection[str] | None = None,
        kinds: Collection[PlaceKind] | None = None,
        box: Box | None = None,
        limit: int = 10,
    ) -> list[Candidate]:
        """Return the places that a name may mean, best first; see :func:`geoinc.gazetteer.names.search.search`.

        ``country`` is one or several, by ISO 3166-1 code or name.

        Raises
        ------
        TypeError
            Where the name is no text.
        InputError
            Where ``country`` names none, or ``limit`` is below 1.
        """
        given: object = name
        if not isinstance(given, str):
            message = f"search takes a name (str), not {type(given).__name__}"
            raise TypeError(message)
        if limit < 1:
            message = f"limit is {limit}; give 1 or more"
            raise InputError(message, limit=limit)
        if country is not None:
            asked = [country] if isinstance(country, str) else country
            country = [country_code(self.store, self.columns, one) for one in asked]
        found = searching.search(
            self.store, self.columns, name, match=match, country=country, kinds=kinds, box=box, limit=limit
        )
        return [Candidate(self.place_at(f.index), f.score, f.match, self.store.name_at(f.row)) for f in found]

    def key(self, name: str) -> int | None:
        """Return the key number of a name's folded form, or None where no place has it."""
        return self.store.key(fold(name))

    def indices(self, name: str) -> NDArray[np.uint32]:
        """Return every place of exactly that folded name, most important first."""
        key = self.store.key(fold(name))
        return _NOWHERE if key is None else self.store.indices_of_key(key)

    def indices_of_key(self, key: int) -> NDArray[np.uint32]:
        """Return every place of a key (as in :class:`Hit`), most important first."""
        return self.store.indices_of_key(key)

    def info(self, name: str) -> NameFlag:
        """Return what a folded name is: a place's name, an abbreviation, a demonym, an ordinary word."""
        key = self.store.key(fold(name))
        return NameFlag.NONE if key is None else NameFlag(int(self.store.key_flags[key]))

    def demonym(self, word: str) -> int | None:
        """Return the place whose people or things a word names ("Syrian" → Syria), or None."""
        key = self.store.key(fold(word))
        places = _NOWHERE if key is None else self.store.demonym_places(key)
        return int(places[0]) if len(places) else None

    def place(self, identity: str) -> Place:
        """Return the place of an id; PackNotFoundError for an unknown one."""
        return self.place_at(self.store.index_of(identity))

    def index_of(self, identity: str) -> int:
        """Return the index of an id; PackNotFoundError for an unknown one."""
        return self.store.index_of(identity)

    def place_at(self, index: int) -> Place:
        """Return the place at an index of the columns."""
        from shapely import Point

        return self._place(index, Point(self.columns.lon[index], self.columns.lat[index]))

    def places_at(self, indices: Sequence[int]) -> list[Place]:
        """Return the places at some indices, their points made in one go: one by one, that is a third of the work."""
        import shapely

        at = np.array(indices, dtype=np.int64)
        return list(map(self._place, indices, shapely.points(self.columns.lon[at], self.columns.lat[at])))

    def _place(self, index: int, point: Point) -> Place:
        columns = self.columns
        return Place(
            self.store.id_at(index),
            self.store.own_name(index),
            KINDS[columns.kind[index]],
            point,
            country=columns.countries[columns.country[index]] or None,
            admin1=self._unit_name(index, columns.admin1[index]),
            admin2=self._unit_name(index, columns.admin2[index]),
            population=int(columns.population[index]),
            source=columns.sources[columns.source[index]],
            uncertainty_m=float(columns.uncertainty_m[index]),
            _extents=self,
        )

    def _unit_name(self, index: int, unit: int) -> str | None:
        return None if unit in (NONE, index) else self.store.own_name(int(unit))

    def names(self, index: int) -> list[str]:
        """Return all names of a place, its own first."""
        return [self.store.name_at(row) for row in self.store.rows_of_place(index)]

    def extent(self, place_id: str) -> Geometry | None:
        """Return the WGS 84 line or polygon of a place, or None where only its point is known."""
        return self.store.extent_at(self.store.index_of(place_id))

    @cached_property
    def _scanner(self) -> Scanner:
        from geoinc.gazetteer.names.scan import Scanner

        return Scanner(self.store)

    def scan(self, text: str, *, any_case: bool = False) -> list[Hit]:
        """Return every gazetteer name in a running text, by start; see :mod:`geoinc.gazetteer.names.scan`.

        With ``any_case`` names without a capital are found too: for texts that have none.
        """
        return self._scanner.scan(text, any_case=any_case)

    def scan_tuples(self, text: str, *, any_case: bool = False) -> list[tuple[int, int, int]]:
        """Return the same as (start, end, key), for speed."""
        return self._scanner.find(text, any_case=any_case)

    def scan_arrays(self, text: str, *, any_case: bool = False) -> Hits:
        """Return the same as arrays, for speed."""
        return self._scanner.scan_arrays(text, any_case=any_case)

    def neighbours(self, kinds: Collection[PlaceKind] | None = None) -> Neighbours:
        """Return the places of some kinds, or all, to be asked for the nearest ones; they are put in order once."""
        from geoinc.gazetteer.file.near import Neighbours

        asked = None if kinds is None else tuple(sorted({str(kind) for kind in kinds}))
        if asked not in self._neighbours:
            self._neighbours[asked] = Neighbours(self.columns, kinds)
        return self._neighbours[asked]

    def nearest(
        self, lon: float, lat: float, *, k: int = 1, kinds: Collection[PlaceKind] | None = None
    ) -> list[Nearby]:
        """Return the k places nearest to a point, with their index and distance in metres."""
        from geoinc.gazetteer.file.near import Nearby

        found = self.neighbours(kinds).nearest_one(lon, lat, k=k)
        return [Nearby(index, away) for index, away in zip(*found, strict=True)]

    def nearest_of_many(
        self, lon: Floats, lat: Floats, *, k: int = 1, kinds: Collection[PlaceKind], within_m: float = np.inf
    ) -> tuple[NDArray[np.uint32], Floats]:
        """Return the k places of some kinds nearest to each of n points, and their distances in metres, shape (n, k).

        Where fewer lie within ``within_m``, places are missing: index NONE at an infinite distance.
        """
        return self.neighbours(kinds).nearest(lon, lat, k=k, within_m=within_m)

    def containing(self, lon: float, lat: float) -> tuple[int | None, int | None, int | None]:
        """Return the indices of the country, first- and second-level unit that a point lies in."""
        from geoinc.gazetteer.file.near import SETTLED, containing

        return containing(self.store, self.columns, self.neighbours(SETTLED), lon, lat)


def _reopen(path: str, content_hash: str) -> Gazetteer:
    gazetteer = Gazetteer.open(path)
    if gazetteer.container.content_hash != content_hash:
        from geoinc.errors import GazetteerError

        message = f"the gazetteer {path} was built anew since; start the workers again"
        raise GazetteerError(message, path=path)
    return gazetteer
