"""The gazetteer as a geopy geocoder: what geopy and geopandas users call, without a network."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from geopy.adapters import URLLibAdapter
from geopy.exc import GeocoderQueryError
from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.location import Location
from geopy.point import Point

from geoinc.gazetteer.file.columns import NONE
from geoinc.gazetteer.file.near import Nearby
from geoinc.gazetteer.gazetteer import Candidate, Gazetteer
from geoinc.gazetteer.names.query import Box
from geoinc.model import Place, PlaceKind

if TYPE_CHECKING:
    from shapely import Geometry

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
        near = self.gazetteer.nearest(lon, lat, k=SAME_SIDE_AMONG, kinds=_SETTLED)
        if not near or near[0].distance_m > REACH_M:
            return None
        units = self.gazetteer.containing(lon, lat)
        first = self._location(*self._on_the_same_side(near, units[0]), self._disputed(lon, lat))
        if exactly_one:
            return first
        return [first, *(self._location(self.gazetteer.place_at(unit), {}) for unit in units[::-1] if unit is not None)]

    def _on_the_same_side(self, near: Sequence[Nearby], country: int | None) -> tuple[Place, dict[str, Any]]:
        """Return the nearest place of the country that a point lies in, else the nearest of all, and how far it is."""
        columns = self.gazetteer.columns
        places = columns.country_place[columns.country[[one.index for one in near]]]
        same = (one for one, its in zip(near, places.tolist(), strict=True) if country is not None and its == country)
        found = next((one for one in same if one.distance_m <= REACH_M), near[0])
        return self.gazetteer.place_at(found.index), {"distance_m": found.distance_m}

    def _disputed(self, lon: float, lat: float) -> dict[str, Any]:
        """Return who holds and who claims the ground at a point, where several states do."""
        from shapely import Point as Shape

        here = Shape(lon, lat)
        for area, outline in self._disputed_areas:
            if outline.intersects(here):
                held, claimed = list(area.held_by), list(area.claimed_by)
                return {"disputed": {"held_by": held, "claimed_by": claimed, "note": area.note}}
        return {}

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
        return self._location(candidate.place, facts)

    def _location(self, place: Place, *facts: dict[str, Any]) -> Location:
        country = self._country_name(place)
        address = ", ".join(filter(None, (place.name, place.admin2, place.admin1, country)))
        raw: dict[str, Any] = {
            "place_id": place.id,
            "display_name": address,
            "lat": place.point.y,
            "lon": place.point.x,
            "name": place.name,
            "kind": str(place.kind),
            "population": place.population,
            "source": place.source,
            "address": {
                "county": place.admin2,
                "state": place.admin1,
                "country": country,
                "country_code": place.country and place.country.lower(),
            },
        }
        for fact in facts:
            raw.update(fact)
        return Location(address, Point(place.point.y, place.point.x), raw)

    def _country_name(self, place: Place) -> str | None:
        columns = self.gazetteer.columns
        index = self.gazetteer.index_of(place.id)
        country = int(columns.country_place[columns.country[index]])
        return None if country in (index, NONE) else self.gazetteer.store.own_name(country)


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
