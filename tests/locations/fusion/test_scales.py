"""How large the thing behind a name is, and how well its position is known."""

from __future__ import annotations

import pytest
from shapely import Point

from geoinc.locations.fusion.scales import border_edge_m, by_kind_m, edge_m, extent_edge_m, radius_m
from geoinc.locations.kernels import table
from geoinc.model import Place, PlaceKind


def place(kind: PlaceKind = PlaceKind.SETTLEMENT, population: int = 0, uncertainty_m: float = 0.0) -> Place:
    return Place("x:1", "X", kind, Point(0, 0), population=population, uncertainty_m=uncertainty_m)


def test_towns_grow_with_their_people_between_bounds() -> None:
    size = table()["place"]
    sizes = [radius_m(place(population=n)) for n in (1, 1_000, 100_000, 100_000_000)]
    assert sizes == sorted(sizes)
    assert sizes[0] == size["radius_min_m"]
    assert sizes[1] == size["radius_at_thousand_m"]
    assert sizes[-1] == size["radius_max_m"]


def test_what_is_not_settled_goes_by_kind() -> None:
    assert radius_m(place(PlaceKind.FACILITY)) == table()["radius_m"]["facility"]
    assert radius_m(place(PlaceKind.ISLAND, uncertainty_m=9_000.0)) == 9_000.0


def test_a_source_that_says_how_far_off_it_is_counts() -> None:
    assert edge_m(place(uncertainty_m=5_400.0)) == pytest.approx(1_000.0)
    assert edge_m(place()) > 0


def test_borders_of_units_are_sharper_than_those_of_nature() -> None:
    breadth_m, error_m = 100_000.0, 2_000.0
    unit, range_, region = (
        border_edge_m(place(kind), breadth_m, error_m)
        for kind in (PlaceKind.ADMIN1, PlaceKind.MOUNTAIN, PlaceKind.REGION)
    )
    assert unit <= error_m < range_
    assert unit < region
    assert border_edge_m(place(PlaceKind.ADMIN1), 10.0, 1.0) == 100.0


def test_areas_of_units_may_be_derived() -> None:
    assert extent_edge_m(place(PlaceKind.ADMIN1), 1e7) == table()["place"]["unit_edge_m"]
    assert extent_edge_m(place(PlaceKind.SEA), 1e7) == table()["place"]["edge_floor_m"]


def test_lengths_by_kind_have_a_default() -> None:
    lengths = table()["at_fall_m"]
    listed = next(kind for kind in PlaceKind if kind.value in lengths)
    other = next(kind for kind in PlaceKind if kind.value not in lengths)
    assert by_kind_m("at_fall_m", place(listed)) == lengths[listed.value]
    assert by_kind_m("at_fall_m", place(other)) == lengths["default"]


def test_a_town_of_unknown_size_is_as_large_as_its_kind() -> None:
    assert radius_m(place()) == table()["radius_m"]["settlement"]
