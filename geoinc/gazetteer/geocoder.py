"""The gazetteer as a geopy geocoder: what geopy and geopandas users call, without a network."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, lru_cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from geopy.adapters import URLLibAdapter
from geopy.exc import GeocoderQueryError
from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.location import Location
from geopy.point import Point

from geoinc.gazetteer.file.columns import KINDS, NONE
from geoinc.gazetteer.file.near import choose, countries_of_many
from geoinc.gazetteer.gazetteer import Candidate, Gazetteer
from geoinc.gazetteer.names.query import Box
from geoinc.language.lexicon import MAX_LAT_DEG, MAX_LON_DEG
from geoinc.model import PlaceKind

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray
    from pandas import DataFrame
    from pandas.api.extensions import ExtensionArray
    from shapely import Geometry

    from geoinc.gazetteer.file.near import Floats
    from geoinc.gazetteer.packs.curated import Disputed

STRUCTURE: Final = ("city", "town", "village", "county", "state", "country")
"""The keys of a structured query that can be used, smallest place first; street and postalcode are passed over."""

FEATURE_TYPES: Final = {
    "country": (PlaceKind.COUNTRY, PlaceKind.TERRITORY),
    "state": (PlaceKind.ADMIN1,),
    "city": (PlaceKind.SETTLEMENT,),
    "settlement": (PlaceKind.SETTLEMENT, PlaceKind.QUARTER),
}
"""geopy's feature types (of Nominatim), in our kinds."""

MIN_SCORE: Final = 0.6
"""A geocoder answers or does not: below this score of :meth:`Gazetteer.search` it does not."""

DEFAULT_LIMIT: Final = 10
REACH_M: Final = 100_000.0
"""Farther than this from any populated place, a point has no address."""

SAME_SIDE_AMONG: Final = 8
"""So many of the nearest places are looked at for one on a point's own side of a border."""

_SETTLED: Final = (PlaceKind.SETTLEMENT, PlaceKind.QUARTER)


class LocalGeocoder(Geocoder):  # type: ignore[misc] # geopy is untyped
    """Geocodes with a local gazetteer, as geopy's geocoders do.

    >>> from geoinc import LocalGeocoder
    >>> LocalGeocoder().geocode("Deir ez-Zor").address  # doctest: +SKIP
    'Deir ez-Zor, Deir ez-Zor, Syria'
    """

    def __init__(
        self,
        *,
        gazetteer: Gazetteer | None = None,
        min_score: float = MIN_SCORE,
        timeout: Any = DEFAULT_SENTINEL,  # noqa: ANN401 - geopy's own sentinel
        user_agent: str | None = None,
    ) -> None:
        super().__init__(timeout=timeout, user_agent=user_agent, adapter_factory=URLLibAdapter)
        self.gazetteer = Gazetteer.default() if gazetteer is None else gazetteer
        self.min_score = min_score

    def geocode(  # noqa: PLR0913 - geopy's own options
        self,
        query: str | Mapping[str, str],
        *,
        exactly_one: bool = True,
        timeout: Any = DEFAULT_SENTINEL,  # noqa: ANN401, ARG002 - nothing is waited for
        limit: int | None = None,
        country_codes: str | Sequence[str] | None = None,
        viewbox: Sequence[Any] | None = None,
        bounded: bool = False,
        language: str | bool = False,  # noqa: ARG002 - places have their local names
        featuretype: str | None = None,
    ) -> Location | list[Location] | None:
        """Return the place that a query means (the best, or a list of them), or None.

        Parameters
        ----------
        query : words ("Paris, Texas"), or a mapping with city, county, state and country.
        exactly_one : return one location (None if there is none) or a list (None if empty), as geopy does.
        timeout, language : taken and passed over.
        limit : at most so many locations; only for ``exactly_one=False``.
        country_codes : ISO 3166-1 alpha-2, one or several.
        viewbox : two corners (latitude, longitude) of the area to prefer; the only one with ``bounded``.
        featuretype : country, state, city or settlement.

        Raises
        ------
        GeocoderQueryError
            For an empty query, a viewbox that is no two points, or an unknown feature type.
        """
        if limit is not None and int(limit) < 1:
            message = "Limit cannot be less than 1"
            raise ValueError(message)
        wanted = 1 if exactly_one else int(limit or DEFAULT_LIMIT)
        options = {
            "country": [country_codes] if isinstance(country_codes, str) else country_codes or None,
            "kinds": _kinds(featuretype),
        }
        found = self._search(_words(query), _box(viewbox), wanted, bounded=bounded, options=options)
        locations = [self._located(candidate) for candidate in found if candidate.score >= self.min_score][:wanted]
        if not locations:
            return None
        return locations[0] if exactly_one else locations

    def reverse(
        self,
        query: Any,  # noqa: ANN401 - whatever geopy's Point takes
        *,
        exactly_one: bool = True,
        timeout: Any = DEFAULT_SENTINEL,  # noqa: ANN401, ARG002 - nothing is waited for
        language: str | bool = False,  # noqa: ARG002 - places have their local names
    ) -> Location | list[Location] | None:
        """Return the populated place nearest to a point (latitude, longitude), or None far from all.

        A border counts: the place is the nearest on the point's own side, if one is about as near as any.
        ``raw["distance_m"]`` says how far it is, ``raw["disputed"]`` who holds and who claims the ground, if several
        states do. With ``exactly_one=False`` a list: the place, then the units that contain the point, smallest first.
        """
        point = Point(query)
        lon, lat = point.longitude, point.latitude
        near, away = self.gazetteer.neighbours(_SETTLED).nearest_one(lon, lat, k=SAME_SIDE_AMONG, within_m=REACH_M)
        if not near:
            return None
        which = self._side_of_one(near, lon, lat)
        told = self._told(self._disputed_at_one(lon, lat))
        first = self._location(near[which], {"distance_m": away[which]}, told)
        if exactly_one:
            return first
        units = self.gazetteer.containing(lon, lat)
        return [first, *(self._location(unit) for unit in units[::-1] if unit is not None)]

    def reverse_frame(self, lon: ArrayLike, lat: ArrayLike) -> DataFrame:
        """Return what :meth:`reverse` does for many points (n longitudes and n latitudes in degrees), as a table of n rows.

        Returns
        -------
        DataFrame
            ``place_id``, ``name``, ``admin2``, ``admin1``, ``country``, ``country_code``, ``distance_m``, and
            ``held_by`` and ``claimed_by`` (country codes) on disputed ground; empty far from all populated places.
            The index is that of a Series of longitudes.

        Raises
        ------
        ValueError
            Where the two differ in length, or a position lies outside the world or is none.
        """
        import pandas as pd

        x, y = np.atleast_1d(np.asarray(lon, float)), np.atleast_1d(np.asarray(lat, float))
        if x.shape != y.shape or x.ndim != 1:
            message = f"reverse_frame takes as many longitudes as latitudes, not {x.shape} and {y.shape}"
            raise ValueError(message)
        good = (np.abs(x) <= MAX_LON_DEG) & (np.abs(y) <= MAX_LAT_DEG)
        if not good.all():
            at = int(np.argmin(good))
            message = f"row {at}: longitude {x[at]}, latitude {y[at]} is no position; leave such rows out"
            raise ValueError(message)
        chosen, away, area = self._nearest(x, y)
        table = pd.DataFrame(self._facts(chosen))
        table["distance_m"] = np.where(chosen == NONE, np.nan, away)
        told = [self._told(number).get("disputed", {}) for number in (-1, *range(len(self._disputed_areas)))]
        for column in ("held_by", "claimed_by"):
            table[column] = pd.array([", ".join(each.get(column, ())) or None for each in told], dtype="str").take(
                area + 1
            )
        if isinstance(lon, pd.Series):
            table.index = lon.index
        return table

    def _facts(self, chosen: NDArray[np.uint32]) -> dict[str, ExtensionArray]:
        """Return the columns that say which places were found."""
        import pandas as pd

        columns, store = self.gazetteer.columns, self.gazetteer.store
        index = np.where(chosen == NONE, 0, chosen)
        number = columns.country[index]

        def other(units: NDArray[np.uint32]) -> ExtensionArray:
            return self._own_names(np.where((chosen == NONE) | (units == chosen), NONE, units))

        codes = pd.array([None, *(code or None for code in columns.countries)], dtype="str")
        return {
            "place_id": _looked_up(chosen, store.ids_at),
            "name": self._own_names(chosen),
            "admin2": other(columns.admin2[index]),
            "admin1": other(columns.admin1[index]),
            "country": other(columns.country_place[number]),
            "country_code": codes.take(np.where(chosen == NONE, 0, number.astype(int) + 1)),
        }

    def _own_names(self, indices: NDArray[np.uint32]) -> ExtensionArray:
        """Return the own names of places, None for NONE: by pyarrow, where it is installed, from the gazetteer's text as it stands."""
        import pandas as pd

        store = self.gazetteer.store
        if find_spec("pyarrow") is None:
            return _looked_up(indices, store.own_names)
        import pyarrow as pa

        missing = indices == NONE
        rows = store.own_rows(np.where(missing, 0, indices))
        offsets, text = store.spellings
        spellings = pa.LargeStringArray.from_buffers(len(offsets) - 1, pa.py_buffer(offsets), pa.py_buffer(text))
        return pd.array(spellings.take(pa.array(rows, mask=missing)), dtype="str")

    def _nearest(self, lon: Floats, lat: Floats) -> tuple[NDArray[np.uint32], Floats, NDArray[np.int64]]:
        """Return of each point its populated place (NONE far from all), how far that is, and the number of the disputed area.

        The place is the nearest of the country that a point lies in, else the nearest of all; -1 is no disputed area.
        """
        near, away = self.gazetteer.nearest_of_many(lon, lat, k=SAME_SIDE_AMONG, kinds=_SETTLED, within_m=REACH_M)
        which = self._on_own_side(near, lon, lat)
        rows = np.arange(len(lon))
        return near[rows, which], away[rows, which], self._disputed_at(lon, lat)

    def _on_own_side(self, near: NDArray[np.uint32], lon: Floats, lat: Floats) -> NDArray[np.intp]:
        """Return which of the places near each point (n × k) is the nearest of the country that the point lies in; else the first."""
        columns = self.gazetteer.columns
        own = columns.country_place[columns.country[near if near.max() != NONE else np.where(near == NONE, 0, near)]]
        country = countries_of_many(self.gazetteer.store, columns, near, lon, lat)
        same = (own == country[:, None]) & (near != NONE)
        return np.where(same.any(axis=1), same.argmax(axis=1), 0)

    def _side_of_one(self, near: list[int], lon: float, lat: float) -> int:
        """Return what :meth:`_on_own_side` does, for one point."""
        columns = self.gazetteer.columns
        numbers = columns.country[near].tolist()
        if numbers.count(numbers[0]) == len(numbers):
            return 0
        own = columns.country_place[numbers]
        country, covers = choose(self.gazetteer.store, own, lon, lat)
        return own.tolist().index(country) if covers else 0

    def _disputed_at(self, lon: Floats, lat: Floats) -> NDArray[np.int64]:
        import shapely

        found = np.full(len(lon), -1)
        west, south, east, north = self._disputed_bounds
        near = np.flatnonzero((lon >= west.min()) & (lon <= east.max()) & (lat >= south.min()) & (lat <= north.max()))
        x, y = lon[near, None], lat[near, None]
        boxed = (x >= west) & (x <= east) & (y >= south) & (y <= north)
        for number in np.flatnonzero(boxed.any(axis=0))[::-1].tolist():
            outline = self._disputed_areas[number][1]
            rows = near[boxed[:, number]]
            shapely.prepare(outline)
            found[rows[shapely.intersects_xy(outline, lon[rows], lat[rows])]] = number
        return found

    @cached_property
    def _disputed_bounds(self) -> NDArray[np.float64]:
        """Return west, south, east and north of the disputed areas, shape (4, n + 1); the last is a box of nothing."""
        return np.array([*self._disputed_boxes, (np.inf, np.inf, -np.inf, -np.inf)]).T

    @cached_property
    def _disputed_boxes(self) -> list[tuple[float, float, float, float]]:
        return [outline.bounds for _, outline in self._disputed_areas]

    def _disputed_at_one(self, lon: float, lat: float) -> int:
        """Return what :meth:`_disputed_at` does, for one point."""
        import shapely

        for number, (west, south, east, north) in enumerate(self._disputed_boxes):
            if west <= lon <= east and south <= lat <= north:
                outline = self._disputed_areas[number][1]
                shapely.prepare(outline)
                if shapely.intersects_xy(outline, lon, lat):
                    return number
        return -1

    def _told(self, number: int) -> dict[str, Any]:
        """Return who holds and who claims a disputed area; nothing for -1."""
        if number < 0:
            return {}
        area = self._disputed_areas[number][0]
        return {"disputed": {"held_by": list(area.held_by), "claimed_by": list(area.claimed_by), "note": area.note}}

    @cached_property
    def _disputed_areas(self) -> list[tuple[Disputed, Geometry]]:
        from geoinc.gazetteer.packs import curated

        ids = self.gazetteer.store.ids
        known = [area for area in curated.disputed() if area.place_id in ids]
        outlines = ((area, self.gazetteer.extent(area.place_id)) for area in known)
        return [(area, outline) for area, outline in outlines if outline is not None]

    def _search(
        self, words: str, box: Box | None, limit: int, *, bounded: bool, options: dict[str, Any]
    ) -> list[Candidate]:
        """Search in the box first, then (unless bounded) everywhere."""
        inside = self.gazetteer.search(words, box=box, limit=limit, **options)
        if box is None or bounded or len(inside) >= limit:
            return inside
        known = {candidate.place.id for candidate in inside}
        outside = self.gazetteer.search(words, limit=limit, **options)
        inside = [candidate for candidate in inside if candidate.score >= self.min_score]
        return inside + [candidate for candidate in outside if candidate.place.id not in known]

    def _located(self, candidate: Candidate) -> Location:
        facts = {"score": candidate.score, "match": str(candidate.match), "matched_name": candidate.name}
        return self._location(self.gazetteer.index_of(candidate.place.id), facts)

    def _location(self, index: int, *facts: dict[str, Any]) -> Location:
        columns, store, name = self.gazetteer.columns, self.gazetteer.store, self._name
        number = columns.country[index]
        admin2, admin1, country = (
            None if unit in {index, NONE} else name(unit)
            for unit in map(int, (columns.admin2[index], columns.admin1[index], columns.country_place[number]))
        )
        own, code = store.own_name(index), columns.countries[number]
        lon, lat = float(columns.lon[index]), float(columns.lat[index])
        address = ", ".join(filter(None, (own, admin2, admin1, country)))
        raw: dict[str, Any] = {
            "place_id": store.id_at(index),
            "display_name": address,
            "lat": lat,
            "lon": lon,
            "name": own,
            "kind": str(KINDS[columns.kind[index]]),
            "population": int(columns.population[index]),
            "source": columns.sources[columns.source[index]],
            "address": {
                "county": admin2,
                "state": admin1,
                "country": country,
                "country_code": code.lower() or None,
            },
        }
        for fact in facts:
            raw.update(fact)
        return Location(address, Point(lat, lon), raw)

    @cached_property
    def _name(self) -> Callable[[int], str]:
        """The name of a unit, which many places share."""
        return lru_cache(maxsize=4096)(self.gazetteer.store.own_name)


def _looked_up(indices: NDArray[np.uint32], asked: Callable[[NDArray[np.uint32]], list[str]]) -> ExtensionArray:
    """Return what a function says of indices, None for NONE; of each index it is asked once."""
    import pandas as pd

    distinct, inverse = np.unique(indices, return_inverse=True)
    known = distinct[distinct != NONE]  # NONE is the last of all numbers
    return pd.array([*asked(known), None], dtype="str").take(inverse)


def _words(query: str | Mapping[str, str]) -> str:
    """Return a query as words, a structured one as "city, county, state, country"."""
    if isinstance(query, Mapping):
        query = ", ".join(str(query[key]).replace(",", " ") for key in STRUCTURE if query.get(key))
    if not isinstance(query, str) or not query.strip():
        message = f"the query {query!r} names no place; give words, or some of {', '.join(STRUCTURE)}"
        raise GeocoderQueryError(message)
    return query


def _kinds(featuretype: str | None) -> tuple[PlaceKind, ...] | None:
    if featuretype is None:
        return None
    if featuretype not in FEATURE_TYPES:
        message = f"unknown featuretype {featuretype!r}; use one of {', '.join(FEATURE_TYPES)}"
        raise GeocoderQueryError(message)
    return FEATURE_TYPES[featuretype]


def _box(viewbox: Sequence[Any] | None) -> Box | None:
    if not viewbox:
        return None
    try:
        one, other = (Point(corner) for corner in viewbox)
    except (ValueError, TypeError) as error:
        message = f"the viewbox {viewbox!r} is not two points (latitude, longitude)"
        raise GeocoderQueryError(message) from error
    return (
        min(one.longitude, other.longitude),
        min(one.latitude, other.latitude),
        max(one.longitude, other.longitude),
        max(one.latitude, other.latitude),
    )
