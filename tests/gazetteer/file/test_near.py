"""Nearest places agree with looking at all of them; units come from the nearest populated place or an area."""

from __future__ import annotations

from dataclasses import replace
from types import ModuleType

import numpy as np
import pytest
import shapely
from compiled_kernels import compiled
from hypothesis import given, settings
from hypothesis import strategies as st

from geoinc.gazetteer import Gazetteer
from geoinc.gazetteer.file import near
from geoinc.geo.geodesy import haversine_m
from geoinc.model import PlaceKind
from geoinc.testing import gazetteer, place


@pytest.fixture(scope="module")
def scattered() -> Gazetteer:
    random = np.random.default_rng(1)
    lon, lat = random.uniform(-180, 180, 300), np.degrees(np.arcsin(random.uniform(-1, 1, 300)))
    return gazetteer(place(f"P{i}", x, y) for i, (x, y) in enumerate(zip(lon, lat, strict=True)))


@pytest.fixture(scope="module")
def kernel(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    return compiled("neighbours", tmp_path_factory.mktemp("kernel"))


@settings(deadline=None)
@given(st.floats(-180, 180), st.floats(-90, 90), st.integers(1, 5))
def test_the_nearest_places_are_the_nearest(scattered: Gazetteer, lon: float, lat: float, k: int) -> None:
    columns = scattered.columns
    distances = np.sort(haversine_m(np.array(lon), np.array(lat), columns.lon, columns.lat))[:k]
    found = [one.distance_m for one in scattered.nearest(lon, lat, k=k)]
    assert found == pytest.approx(distances.tolist())


def test_kinds_narrow() -> None:
    lake, town = place("L", 10.0, 50.0, kind=PlaceKind.LAKE), place("T", 11.0, 50.0)
    made = gazetteer(lake, town)
    assert made.nearest(10, 50)[0].index == made.index_of(lake.id)
    assert made.nearest(10, 50, kinds=[PlaceKind.SETTLEMENT])[0].index == made.index_of(town.id)
    assert made.nearest(10, 50, kinds=[PlaceKind.OCEAN]) == []
    assert len(made.nearest(10, 50, k=9)) == 2


COUNTRY = place("West", 5, 50, kind=PlaceKind.COUNTRY, country="AA", code="AA")
UNIT = place("Unit", 5, 50, kind=PlaceKind.ADMIN1, country="AA", code="AA.1")
TOWN = place("Town", 5, 50, country="AA", admin1="AA.1")
EAST = place("East", 9, 50, kind=PlaceKind.COUNTRY, country="BB", code="BB")
FAR = place("Far", 9, 50, country="BB")


def names_of(made: Gazetteer, lon: float, lat: float) -> list[str | None]:
    return [None if i is None else made.place_at(i).name for i in made.containing(lon, lat)]


def test_units_of_the_nearest_place_contain_a_point() -> None:
    assert names_of(gazetteer(COUNTRY, UNIT, TOWN), 5.1, 50.1) == ["West", "Unit", None]


def test_an_area_decides_against_the_nearest_place() -> None:
    wide = replace(EAST, geometry=shapely.box(5.5, 45, 12, 55))
    narrow = replace(COUNTRY, geometry=shapely.box(3, 45, 5.5, 55))
    made = gazetteer(narrow, UNIT, TOWN, wide, FAR)
    assert names_of(made, 6, 50)[0] == "East"
    assert names_of(made, 5.2, 50)[:2] == ["West", "Unit"]


def test_the_open_sea_lies_in_nothing() -> None:
    assert names_of(gazetteer(COUNTRY, UNIT, TOWN), -40, 0) == [None, None, None]


@settings(deadline=None, max_examples=50)
@given(st.lists(st.tuples(st.floats(-180, 180), st.floats(-90, 90)), min_size=1, max_size=20), st.integers(1, 5))
def test_many_points_find_what_each_finds(scattered: Gazetteer, points: list[tuple[float, float]], k: int) -> None:
    lon, lat = np.array(points).T
    _, away = scattered.nearest_of_many(lon, lat, k=k, kinds=[PlaceKind.SETTLEMENT])
    each = [[one.distance_m for one in scattered.nearest(x, y, k=k)] for x, y in points]
    assert away == pytest.approx(np.array(each))


def test_many_points_look_no_farther_than_they_must() -> None:
    made = gazetteer(TOWN)
    found, away = made.nearest_of_many(
        np.array([5.1, -40]), np.array([50.0, 0]), k=2, kinds=[PlaceKind.SETTLEMENT], within_m=50_000
    )
    assert found[0, 0] == made.index_of(TOWN.id)
    assert np.isinf(away[0, 1])
    assert np.isinf(away[1]).all()


TWINS = ((10.0, 50.0), (10.0, 50.0), (179.9, 10.0), (-179.9, 10.0), (0.0, 89.9), (180.0, 89.9), (30.0, -90.0))


@pytest.fixture(scope="module")
def around_the_world() -> Gazetteer:
    random = np.random.default_rng(2)
    spread = zip(random.uniform(-180, 180, 90).tolist(), random.uniform(-90, 90, 90).tolist(), strict=True)
    return gazetteer(place(f"P{i}", x, y, population=10 * i * i) for i, (x, y) in enumerate([*TWINS, *spread]))


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.floats(-180, 180), st.floats(-90, 90)), min_size=1, max_size=9),
    st.integers(1, 5),
    st.sampled_from((1e5, 3e6, np.inf)),
)
def test_the_kernel_finds_what_arrays_do(
    kernel: ModuleType, around_the_world: Gazetteer, points: list[tuple[float, float]], k: int, within_m: float
) -> None:
    lon, lat = np.array([*points, *TWINS]).T
    asked = around_the_world.neighbours([PlaceKind.SETTLEMENT])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(near, "KERNEL", None)
        _, slow_away = asked.nearest(lon, lat, k=k, within_m=within_m)
        patch.setattr(near, "KERNEL", kernel)
        fast, fast_away = asked.nearest(lon, lat, k=k, within_m=within_m)
        one = asked.nearest_one(float(lon[0]), float(lat[0]), k=k, within_m=within_m)
    assert fast_away == pytest.approx(slow_away, abs=1e-6)
    columns, row, column = around_the_world.columns, *np.nonzero(fast != near.NONE)
    chosen = fast[row, column]
    measured = haversine_m(lon[row], lat[row], columns.lon[chosen], columns.lat[chosen])
    assert fast_away[row, column] == pytest.approx(measured)
    assert all(len(set(each)) == len(each) for each in (found[found != near.NONE].tolist() for found in fast))
    assert one[0] == fast[0][fast[0] != near.NONE].tolist()
    assert one[1] == fast_away[0][np.isfinite(fast_away[0])].tolist()


@settings(deadline=None)
@given(st.floats(-180, 180), st.sampled_from((-90.0, -89.9, -30.0, 10.0, 50.0, 89.8)), st.sampled_from((1.0, 1e5, 5e6)))
def test_places_around_a_point_are_counted_by_the_kernel_and_by_arrays(
    kernel: ModuleType, around_the_world: Gazetteer, lon: float, lat: float, within_m: float
) -> None:
    asked, columns = around_the_world.neighbours([PlaceKind.SETTLEMENT]), around_the_world.columns
    away = haversine_m(np.array(lon), np.array(lat), columns.lon, columns.lat)
    people = columns.population[away <= within_m]
    expected = len(people), int((people >= 40).sum()), int((people >= 1_000).sum())
    for chosen in (None, kernel):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(near, "KERNEL", chosen)
            assert asked.count_within(lon, lat, within_m, one=40, other=1_000) == expected


@pytest.mark.parametrize("twin", TWINS)
def test_a_place_is_counted_once(kernel: ModuleType, around_the_world: Gazetteer, twin: tuple[float, float]) -> None:
    asked, every = around_the_world.neighbours([PlaceKind.SETTLEMENT]), len(around_the_world.columns)
    for chosen in (None, kernel):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(near, "KERNEL", chosen)
            assert asked.count_within(*twin, 1.9e7, one=0, other=0)[1] <= every
            assert asked.count_within(*twin, 2.1e7, one=0, other=0) == (every,) * 3


def test_a_kernel_refuses_tables_of_other_lengths(kernel: ModuleType) -> None:
    places, two, three = np.zeros(1, np.uint32), np.zeros(2), np.zeros(3)
    with pytest.raises(ValueError, match="do not fit"):
        kernel.one((places, two, three, two, two), 4.0, 0.0, 0.0, 1, 1.0)
    with pytest.raises(ValueError, match="too many"):
        kernel.one((places, two[:1], three, two, two), 4.0, 0.0, 0.0, 1000, 1.0)
    with pytest.raises(ValueError, match="as many sizes"):
        kernel.count((places, two[:1], three, two, two), places, 4.0, 0.0, 0.0, 1.0, 1.0, 1.0)
