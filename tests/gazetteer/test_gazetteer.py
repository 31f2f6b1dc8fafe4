"""Names to places, places to facts, from a compiled file."""

from __future__ import annotations

import pickle
from dataclasses import replace

import pytest
import shapely

from geoinc.errors import PackNotFoundError
from geoinc.gazetteer import NONE, Gazetteer, NameFlag, PlaceFlag
from geoinc.model import PlaceKind
from geoinc.testing import gazetteer, place

SYRIA = place(
    "Syria", 38, 35, kind=PlaceKind.COUNTRY, country="SY", code="SY", population=20_000_000, demonyms=["Syrian"]
)
UNIT = place("Deir ez-Zor", 40.3, 35.1, kind=PlaceKind.ADMIN1, country="SY", code="SY.07", population=400_000)
CITY = place("Deir ez-Zor", 40.14, 35.34, country="SY", admin1="SY.07", population=270_000, names=["دير الزور"])
VILLAGE = place("Khushām", 40.29, 35.3, country="SY", admin1="SY.07", names=["Khasham"], id="geonames:167899")


@pytest.fixture(scope="module")
def small() -> Gazetteer:
    return gazetteer(SYRIA, UNIT, CITY, VILLAGE)


def test_a_place_has_its_facts(small: Gazetteer) -> None:
    found = small.place("geonames:167899")
    assert (found.name, found.country, found.admin1, found.kind) == ("Khushām", "SY", "Deir ez-Zor", "settlement")
    assert (found.point.x, found.point.y) == (40.29, 35.3)
    assert found.source == "test"
    assert found.extent is None


def test_an_unknown_id_is_an_error(small: Gazetteer) -> None:
    with pytest.raises(PackNotFoundError, match="no:such"):
        small.place("no:such")


def test_indices_are_sorted_by_importance(small: Gazetteer) -> None:
    indices = small.indices("DEIR EZ ZOR")
    assert [small.place_at(int(i)).kind for i in indices] == ["settlement", "admin1"]
    assert small.columns.importance[indices].tolist() == sorted(small.columns.importance[indices], reverse=True)
    assert len(small.indices("Nowhere")) == 0


def test_units_point_at_themselves_and_their_places_at_them(small: Gazetteer) -> None:
    unit, village = small.index_of(UNIT.id), small.index_of(VILLAGE.id)
    assert small.columns.admin1[unit] == small.columns.admin1[village] == unit
    assert small.columns.admin2[village] == NONE
    assert small.columns.country_place[small.columns.country[village]] == small.index_of(SYRIA.id)


def test_demonyms_are_no_names(small: Gazetteer) -> None:
    assert small.demonym("Syrian") == small.index_of(SYRIA.id)
    assert len(small.indices("Syrian")) == 0
    assert small.info("syrian") == NameFlag.DEMONYM
    assert small.info("Khasham") == NameFlag.PLACE
    assert small.info("Nowhere") == NameFlag.NONE


def test_names_come_with_their_spelling(small: Gazetteer) -> None:
    assert small.names(small.index_of(VILLAGE.id)) == ["Khushām", "Khasham"]


def test_many_keys_at_once(small: Gazetteer) -> None:
    import numpy as np

    keys = [small.key("Khasham"), small.key("Deir ez-Zor")]
    places, owner = small.store.indices_of_keys(np.array(keys))
    assert owner.tolist() == [0, 1, 1]
    assert places.tolist() == [small.index_of(VILLAGE.id), *small.indices("Deir ez-Zor").tolist()]


def test_an_extent_is_loaded_on_demand() -> None:
    square = shapely.box(10, 50, 11, 51)
    made = gazetteer(replace(VILLAGE, geometry=square, derived=True), CITY)
    assert made.place(VILLAGE.id).extent == square
    assert made.extent(CITY.id) is None
    flags = PlaceFlag(int(made.columns.flags[made.index_of(VILLAGE.id)]))
    assert flags == PlaceFlag.EXTENT | PlaceFlag.DERIVED


def test_it_pickles_by_path(small: Gazetteer) -> None:
    again = pickle.loads(pickle.dumps(small))
    assert again.container.path == small.container.path
    assert again.place(VILLAGE.id) == small.place(VILLAGE.id)


def test_a_cycle_of_units_is_harmless() -> None:
    one = place("One", 1, 1, kind=PlaceKind.ADMIN1, country="AA", code="AA.1", admin1="AA.2")
    two = place("Two", 2, 2, kind=PlaceKind.ADMIN1, country="AA", code="AA.2", admin1="AA.1")
    made = gazetteer(one, two)
    assert made.columns.admin1.tolist() == [0, 1]
    assert made.place(one.id).admin1 is None


def test_a_place_without_a_unit_takes_its_neighbours() -> None:
    lost = place("Lost", 40.2, 35.31, country="SY")
    afar = place("Afar", 45, 33, country="SY")
    made = gazetteer(UNIT, CITY, lost, afar)
    assert made.columns.admin1[made.index_of(lost.id)] == made.index_of(UNIT.id)
    assert made.columns.admin1[made.index_of(afar.id)] == NONE


def test_an_empty_gazetteer_answers() -> None:
    empty = gazetteer()
    assert empty.search("Paris") == []
    assert empty.scan("Paris") == []
    assert empty.nearest(0, 0) == []
    assert empty.containing(0, 0) == (None, None, None)


def test_building_is_deterministic() -> None:
    assert gazetteer(SYRIA, CITY).container.content_hash == gazetteer(SYRIA, CITY).container.content_hash


def test_places_are_the_same_together_and_one_by_one() -> None:
    known = gazetteer(place("Khusham", 40.29, 35.30, country="SY"), place("Gao", -0.04, 16.27))
    assert known.places_at([1, 0]) == [known.place_at(1), known.place_at(0)]
    assert known.places_at([]) == []
