"""What an area promises, checked against the density itself: points drawn from it lie inside as often as said."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from extents import Extents
from hypothesis import given, settings
from hypothesis import strategies as st

from geoinc.geo import geodesy
from geoinc.locations.fuse import fuse
from geoinc.locations.fusion import product
from geoinc.model import (
    Alternative,
    Anchor,
    Bearing,
    Distance,
    Genre,
    Place,
    PlaceKind,
    Region,
    Relation,
    RelationKind,
    Span,
)

SPAN = Span("d", 0, 1, "words")
TWENTY_KM = Distance(20_000, 20_000, 20_000, 500)
DRAWS = 40_000


def place(
    lon: float, lat: float, kind: PlaceKind = PlaceKind.SETTLEMENT, shape: shapely.Geometry | None = None
) -> Place:
    source = None if shape is None else Extents(shape)
    return Place(f"{lon} {lat}", "X", kind, shapely.Point(lon, lat), population=5000, _extents=source)


def relation(kind: RelationKind, *of: Place, **parts: object) -> Relation:
    anchors = tuple(Anchor("X", SPAN, (Alternative(one, 1.0),)) for one in of)
    return Relation(kind, anchors, SPAN, **parts)  # type: ignore[arg-type]


def shares(relations: list[Relation], region: Region) -> tuple[float, float]:
    """Return how much of the product of relations lies in the 50 and in the 90 % area, by drawing points around them."""
    fields = [option.field for one in relations for option in product.options(one, Genre.NEWS)]
    frame = geodesy.LocalFrame(region.best.x, region.best.y)
    west, south, east, north = frame.project(shapely.segmentize(region.area90, 0.2)).bounds
    random = np.random.default_rng(7)
    x = random.uniform(west - (east - west), east + (east - west), DRAWS)
    y = random.uniform(south - (north - south), north + (north - south), DRAWS)
    lon, lat = frame.to_degrees(x, y)
    log = sum(field.at(lon, lat) for field in fields)
    weight = np.exp(log - np.max(log))
    inside = [shapely.contains_xy(area, lon, lat) for area in (region.area50, region.area90)]
    return tuple(float(weight[held].sum() / weight.sum()) for held in inside)  # type: ignore[return-value]


TOWN, NEIGHBOUR, DATE_LINE, NORTHERN = place(10, 50), place(11, 50.2), place(179.95, -17), place(15, 78)
AREA = place(10, 50, PlaceKind.ADMIN1, shapely.box(9.2, 49.6, 10.8, 50.4))
RIVER = place(10, 50, PlaceKind.RIVER, shapely.LineString([(9, 50.3), (10, 50), (11, 50.1)]))
EAST = Bearing(90, 45)
CASES = {
    "near": [relation(RelationKind.NEAR, TOWN)],
    "near, at the date line": [relation(RelationKind.NEAR, DATE_LINE)],
    "offset and near": [
        relation(RelationKind.OFFSET, TOWN, distance=TWENTY_KM, bearing=EAST),
        relation(RelationKind.IN, AREA),
    ],
    "offset from an area": [relation(RelationKind.OFFSET, AREA, distance=TWENTY_KM, bearing=EAST)],
    "offset from a line": [relation(RelationKind.OFFSET, RIVER, distance=TWENTY_KM, bearing=Bearing(0, 45))],
    "in": [relation(RelationKind.IN, AREA)],
    "part": [relation(RelationKind.PART, AREA, qualifiers=("north",))],
    "between": [relation(RelationKind.BETWEEN, TOWN, NEIGHBOUR)],
    "bearing": [relation(RelationKind.BEARING, TOWN, bearing=EAST)],
    "bearing, far north": [relation(RelationKind.BEARING, NORTHERN, bearing=EAST)],
    "bank": [relation(RelationKind.BANK, RIVER, qualifiers=("north",))],
    "outskirts": [relation(RelationKind.OUTSKIRTS, TOWN, qualifiers=("outskirts", "south"))],
    "beyond": [relation(RelationKind.BEYOND, TOWN, distance=Distance(20_000, np.inf, 20_000, 500))],
}


@pytest.mark.parametrize("name", CASES)
def test_areas_hold_what_they_say(name: str) -> None:
    region = fuse(CASES[name], None).region
    assert region is not None
    half, most = shares(CASES[name], region)
    assert half == pytest.approx(0.5, abs=0.05)
    assert most == pytest.approx(0.9, abs=0.03)


@given(st.floats(-180, 179.9), st.floats(-80, 80), st.floats(5, 300), st.floats(0, 359))
@settings(max_examples=25, deadline=None, derandomize=True)
def test_a_closed_form_holds_it_anywhere(lon: float, lat: float, km: float, degrees: float) -> None:
    said = Distance(km * 1000, km * 1000, km * 1000, 500)
    relations = [relation(RelationKind.OFFSET, place(lon, lat), distance=said, bearing=Bearing(degrees, 22.5))]
    region = fuse(relations, None).region
    assert region is not None
    half, most = shares(relations, region)
    assert half == pytest.approx(0.5, abs=0.07)
    assert most == pytest.approx(0.9, abs=0.04)
