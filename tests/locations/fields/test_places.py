"""Densities relative to one place, asked for at points whose answer is clear."""

from dataclasses import replace

import numpy as np
import pytest
import shapely
from extents import Extents

from geoinc.geo import geodesy
from geoinc.locations.fields import build, places
from geoinc.locations.fields.density import Field
from geoinc.locations.fields.shapes import footprint
from geoinc.model import Alternative, Anchor, Bearing, Distance, Genre, Place, PlaceKind, Relation, RelationKind, Span

SPAN = Span("d", 0, 1)
KM = 1000.0
NORTH, EAST = Bearing(0, 45), Bearing(90, 45)


def place(kind: PlaceKind, shape: shapely.Geometry | None = None, population: int = 20_000) -> Place:
    source = None if shape is None else Extents(shape)
    return Place("x", "X", kind, shapely.Point(10.0, 50.0), population=population, _extents=source)


def field(kind: RelationKind, *places: Place, genre: Genre = Genre.NEWS, **parts: object) -> Field:
    anchors = tuple(Anchor("X", SPAN, (Alternative(p, 1.0),)) for p in places)
    made = build.field(Relation(kind, anchors, SPAN, **parts), build.feet_of(places), genre)  # type: ignore[arg-type]
    assert made is not None
    return made


def at(made: Field, bearing: float, metres: float, *, lon: float = 10.0, lat: float = 50.0) -> float:
    point = geodesy.destination(lon, lat, bearing_deg=bearing, distance_m=metres)
    return float(made.at(np.array([point[0]]), np.array([point[1]]))[0])


TOWN = place(PlaceKind.SETTLEMENT)
SQUARE = place(PlaceKind.ADMIN1, shapely.box(9, 49.4, 11, 50.6))
RIVER = place(PlaceKind.RIVER, shapely.LineString([(9, 50.5), (11, 49.5)]))


def exactly(metres: float) -> Distance:
    return Distance(metres, metres, metres, 500)


def test_an_offset_peaks_where_it_points() -> None:
    made = field(RelationKind.OFFSET, TOWN, distance=exactly(20 * KM), bearing=NORTH)
    assert at(made, 0, 20 * KM) > at(made, 0, 30 * KM) + 3
    assert at(made, 0, 20 * KM) > at(made, 90, 20 * KM) + 3


def test_an_offset_from_an_area_is_measured_from_its_edge() -> None:
    made = field(RelationKind.OFFSET, SQUARE, distance=exactly(30 * KM), bearing=NORTH)
    edge = geodesy.distance_m(10, 50, 10, 50.6)
    assert at(made, 0, edge + 30 * KM) > at(made, 0, 30 * KM) + 3
    assert at(made, 0, edge + 30 * KM) > at(made, 180, edge + 30 * KM) + 3


def test_east_of_an_oblique_river_is_across_it() -> None:
    made = field(RelationKind.OFFSET, RIVER, distance=exactly(8 * KM), bearing=EAST)
    across = at(made, 45, 8 * KM)
    assert across > at(made, 225, 8 * KM) + 3
    assert across > at(made, 45, 20 * KM) + 3


def test_within_is_flat_and_ends() -> None:
    made = field(RelationKind.WITHIN, TOWN, distance=Distance(0, 5 * KM, 5 * KM, 500))
    assert at(made, 0, 1 * KM) == pytest.approx(at(made, 120, 3 * KM), abs=0.1)
    assert at(made, 0, 12 * KM) < at(made, 0, 3 * KM) - 3


def test_at_least_begins_at_its_limit() -> None:
    made = field(RelationKind.BEYOND, TOWN, distance=Distance(20 * KM, np.inf, 20 * KM, 500))
    assert at(made, 0, 22 * KM) > at(made, 0, 10 * KM) + 3
    assert at(made, 0, 22 * KM) > at(made, 0, 90 * KM)


def test_near_a_city_reaches_further_than_near_a_village() -> None:
    village, city = (field(RelationKind.NEAR, place(PlaceKind.SETTLEMENT, population=n)) for n in (300, 2_000_000))
    falls = [at(made, 0, 1 * KM) - at(made, 0, 15 * KM) for made in (village, city)]
    assert falls[0] > falls[1] + 3


def test_in_an_area_is_flat_inside() -> None:
    made = field(RelationKind.IN, SQUARE)
    assert at(made, 0, 10 * KM) == pytest.approx(at(made, 90, 30 * KM), abs=0.2)
    assert at(made, 0, 200 * KM) < at(made, 0, 10 * KM) - 5


def test_the_region_of_a_country_goes_beyond_its_border() -> None:
    country = place(PlaceKind.COUNTRY, shapely.box(9, 49.4, 11, 50.6))
    strict, loose = (field(RelationKind.IN, country, qualifiers=q) for q in ((), ("region",)))
    assert at(loose, 0, 150 * KM) > at(strict, 0, 150 * KM) + 3


def test_parts_lie_where_they_say() -> None:
    northern = field(RelationKind.PART, SQUARE, qualifiers=("north",))
    assert at(northern, 0, 50 * KM) > at(northern, 180, 50 * KM) + 2
    central = field(RelationKind.PART, SQUARE, qualifiers=("central",))
    assert at(central, 0, 5 * KM) > at(central, 0, 60 * KM) + 1
    either = field(RelationKind.PART, SQUARE, qualifiers=("north", "east"))
    assert at(either, 90, 55 * KM) > at(either, 225, 50 * KM) + 2


def test_outskirts_are_around_and_countryside_is_further() -> None:
    outskirts = field(RelationKind.OUTSKIRTS, TOWN, qualifiers=("outskirts",))
    countryside = field(RelationKind.OUTSKIRTS, TOWN, qualifiers=("countryside", "south"))
    assert at(outskirts, 0, 2 * KM) > at(outskirts, 0, 8 * KM)
    assert at(countryside, 180, 6 * KM) > at(countryside, 0, 6 * KM) + 2
    assert at(countryside, 180, 8 * KM) > at(outskirts, 180, 8 * KM)


def test_a_bearing_alone_is_a_cone() -> None:
    made = field(RelationKind.BEARING, TOWN, bearing=NORTH)
    assert at(made, 0, 8 * KM) > at(made, 180, 8 * KM) + 3
    assert at(made, 0, 8 * KM) > at(made, 0, 60 * KM) + 2


def test_orthogonal_offsets_add_up() -> None:
    steps = (exactly(3 * KM), EAST), (exactly(4 * KM), NORTH)
    made = field(RelationKind.ORTHOGONAL, TOWN, offsets=steps)
    assert at(made, 36.87, 5 * KM) > at(made, 216.87, 5 * KM) + 3
    assert at(made, 36.87, 5 * KM) > at(made, 36.87, 10 * KM) + 3


def test_coordinates_are_as_wide_as_their_last_digit() -> None:
    said = Relation(RelationKind.COORDINATES, (), SPAN, point=(10.0, 50.0), distance=exactly(100))
    made = build.field(said, (), Genre.NEWS)
    assert made is not None
    assert at(made, 0, 100) > at(made, 0, 2 * KM) + 5


@pytest.mark.parametrize("qualifiers", [("of:border",), ("of:edge",)])
def test_within_a_distance_of_a_border_is_on_both_sides(qualifiers: tuple[str, ...]) -> None:
    made = field(RelationKind.WITHIN, SQUARE, distance=Distance(0, 5 * KM, 5 * KM, 500), qualifiers=qualifiers)
    edge = geodesy.distance_m(10, 50, 10, 50.6)
    inside, outside, middle = (at(made, 0, edge + d) for d in (-3 * KM, 3 * KM, -60 * KM))
    assert inside == pytest.approx(outside, abs=0.5)
    assert inside > middle + 3


def test_in_an_islet_is_nearer_than_at_it() -> None:
    islet = footprint(replace(place(PlaceKind.ISLAND), uncertainty_m=3000.0))
    within, about = places.in_disc(islet), places.at_disc(islet)
    assert within.reach_m < about.reach_m < 60_000


def test_a_short_way_from_a_long_area_runs_along_its_side() -> None:
    zone = place(PlaceKind.REGION, shapely.box(8, 49.95, 12, 50.05))
    made = field(RelationKind.OFFSET, zone, distance=exactly(10_000), bearing=Bearing(0, 45))
    north = [float(made.at(np.array([lon]), np.array([50.14]))[0]) for lon in (8.5, 10.0, 11.5)]
    south = float(made.at(np.array([10.0]), np.array([49.86]))[0])
    assert max(north) - min(north) < 0.5
    assert min(north) > south + 4
