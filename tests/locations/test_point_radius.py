"""The worked figures of the georeferencing guides (notes of Chapman & Wieczorek, 2020)."""

import math

import pytest
import shapely

from geoinc.geo import geodesy
from geoinc.locations import point_radius
from geoinc.model import Alternative, Anchor, Bearing, Distance, Place, PlaceKind, Relation, RelationKind, Span

PLACE = Place("x", "X", PlaceKind.SETTLEMENT, shapely.Point(30.0, 30.0), population=500)
SPAN = Span("d", 0, 1)
TEN_KM = Distance(10_000, 10_000, 10_000, 500)


def relation(kind: RelationKind, **parts: object) -> Relation:
    return Relation(kind, (Anchor("X", SPAN, (Alternative(PLACE, 1.0),)),), SPAN, **parts)  # type: ignore[arg-type]


def test_direction_alone_errs_by_two_d_sine_half_alpha() -> None:
    radius = point_radius.heading_radius_m(10_000, Bearing(45, 22.5), delta_m=0)
    assert radius == pytest.approx(3902, abs=1)
    assert radius == pytest.approx(2 * 10_000 * math.sin(math.radians(22.5 / 2)))


def test_coordinates_of_a_hundredth_of_a_degree() -> None:
    assert point_radius.coordinate_radius_m(30, precision_deg=0.01) == pytest.approx(1470, abs=5)


def test_distance_alone_adds_everything_up() -> None:
    lon, lat, radius = point_radius.circle(relation(RelationKind.DISTANCE, distance=TEN_KM), PLACE)
    assert (lon, lat) == (30, 30)
    assert radius == 10_000 + 500 + 1000


def test_an_offset_is_centred_where_it_points() -> None:
    said = relation(RelationKind.OFFSET, distance=TEN_KM, bearing=Bearing(90, 45))
    lon, lat, radius = point_radius.circle(said, PLACE)
    assert geodesy.distance_m(lon, lat, 30, 30) == pytest.approx(10_000)
    assert radius == pytest.approx(point_radius.heading_radius_m(10_000, Bearing(90, 45), delta_m=1500))


def test_orthogonal_offsets_have_no_error_of_direction() -> None:
    said = relation(RelationKind.ORTHOGONAL, offsets=((TEN_KM, Bearing(90, 45)), (TEN_KM, Bearing(0, 45))))
    lon, lat, radius = point_radius.circle(said, PLACE)
    assert geodesy.distance_m(lon, lat, 30, 30) == pytest.approx(math.hypot(10_000, 10_000), rel=1e-3)
    assert radius == pytest.approx(math.sqrt(2) * 500 + 1000)


def test_the_region_is_a_circle_of_that_area() -> None:
    region = point_radius.to_region(179.99, -17, 5000)
    assert region.method == "point-radius"
    assert region.area90.is_valid
    assert geodesy.area_m2(region.area90) == pytest.approx(math.pi * 5000**2, rel=0.01)
