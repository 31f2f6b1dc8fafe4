"""How large the thing behind a name is, and how well the gazetteer knows where: by kind and population."""

from __future__ import annotations

import math

from geoinc.locations.kernels import table
from geoinc.model import Place, PlaceKind

UNCERTAINTY_EDGES = 5.4
"""A source's "within u" is read as three standard deviations; a logistic edge of scale s has σ = 1.81 s."""

THOUSAND = 1000.0
MIN_BORDER_EDGE_M = 100.0
SETTLED = frozenset({PlaceKind.SETTLEMENT, PlaceKind.QUARTER})


NATURAL = frozenset(
    {
        *(PlaceKind.REGION, PlaceKind.OCEAN, PlaceKind.SEA, PlaceKind.STRAIT, PlaceKind.ISLAND, PlaceKind.PENINSULA),
        *(PlaceKind.MOUNTAIN, PlaceKind.DESERT, PlaceKind.COAST, PlaceKind.CONTINENT),
    }
)
"""Kinds whose edges nobody has surveyed."""

UNITS = frozenset({PlaceKind.COUNTRY, PlaceKind.TERRITORY, PlaceKind.ADMIN1, PlaceKind.ADMIN2})

WATERS = frozenset({PlaceKind.OCEAN, PlaceKind.SEA, PlaceKind.STRAIT})
LANDFORMS = frozenset({PlaceKind.REGION, PlaceKind.PENINSULA, PlaceKind.ISLAND})
"""Those of them that are known well enough for people to agree on most of their ground."""


def radius_m(place: Place) -> float:
    """Return the typical half-size of a place: from its population where it is settled, else by kind."""
    constants = table()
    if place.kind in SETTLED and place.population > 0:
        size = constants["place"]
        grown = size["radius_at_thousand_m"] * (place.population / THOUSAND) ** size["radius_exponent"]
        return float(min(max(grown, size["radius_min_m"]), size["radius_max_m"]))
    if place.kind is PlaceKind.ISLAND and place.uncertainty_m > 0:
        return place.uncertainty_m
    return float(constants["radius_m"][place.kind.value])


def edge_m(place: Place) -> float:
    """Return the scale of the error of the gazetteer's point or line against what a writer means."""
    if place.uncertainty_m > 0:
        return place.uncertainty_m / UNCERTAINTY_EDGES
    size = table()["place"]
    return float(size["edge_floor_m"] + size["edge_share_of_radius"] * radius_m(place))


def extent_edge_m(place: Place, breadth_m: float) -> float:
    """Return the scale of the error of an extent whose source does not give one: areas of units may be derived."""
    size = table()["place"]
    unit = min(size["unit_edge_m"], size["unit_edge_share"] * breadth_m)
    return float(unit if place.kind in UNITS else size["edge_floor_m"])


def border_edge_m(place: Place, breadth_m: float, edge_m: float) -> float:
    """Return the scale of the error of an area's border as drawn, where words say "in" it.

    ``edge_m`` is the error of what its name covers, which it does not exceed.
    """
    size = table()["place"]
    if place.kind in LANDFORMS:
        return float(max(MIN_BORDER_EDGE_M, edge_m, table()["vague"]["landform_edge_share"] * breadth_m))
    if place.kind in NATURAL:
        return float(math.hypot(edge_m, table()["vague"]["natural_edge_share"] * breadth_m))
    return float(max(MIN_BORDER_EDGE_M, min(edge_m, size["border_edge_m"], size["border_edge_share"] * breadth_m)))


def by_kind_m(name: str, place: Place) -> float:
    """Return a length that the table of constants gives by kind of place."""
    lengths = table()[name]
    return float(lengths.get(place.kind.value, lengths["default"]))
