"""The gazetteer as a geopy geocoder: what geopy and geopandas users call, without a network."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

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

        With ``exactly_one=False`` a list: the nearest place, then the units that contain the point, smallest first.
        ``raw["distance_m"]`` says how far the nearest place is.
        """
        point = Point(query)
        near = self.gazetteer.nearest(point.longitude, point.latitude, kinds=_SETTLED)
        if not near or near[0].distance_m > REACH_M:
            return None
        first = self._nearby(near[0])
        if exactly_one:
            return first
        units = self.gazetteer.containing(point.longitude, point.latitude)
        return [first, *(self._location(self.gazetteer.place_at(unit), {}) for unit in units[::-1] if unit is not None)]

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

    def _nearby(self, near: Nearby) -> Location:
        return self._location(self.gazetteer.place_at(near.index), {"distance_m": near.distance_m})

    def _location(self, place: Place, facts: dict[str, Any]) -> Location:
        country = self._country_name(place)
        address = ", ".join(filter(None, (place.name, place.admin2, place.admin1, country)))
        raw = {
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
            **facts,
        }
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
