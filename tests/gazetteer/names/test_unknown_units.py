"""A place whose district no source states lies in the one whose area holds it."""

from __future__ import annotations

from pathlib import Path

import pytest
from shapely import box

from geoinc.gazetteer import Gazetteer
from geoinc.gazetteer.build.compile import compile_records
from geoinc.gazetteer.names.context import contexts_of
from geoinc.gazetteer.records import Name, PlaceRecord
from geoinc.model import PlaceKind


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    path = Path(tmp_path_factory.mktemp("units")) / "units.geoinc"
    compile_records(
        [
            PlaceRecord("c", "Freedonia", PlaceKind.COUNTRY, 10.0, 10.0, country="SY", code="SY"),
            PlaceRecord("s", "South", PlaceKind.ADMIN1, 10.0, 10.0, country="SY", code="SY.01"),
            PlaceRecord(
                "d", "Mundi County", PlaceKind.ADMIN2, 10.5, 10.5, country="SY", admin1="SY.01", code="SY.01.1",
                geometry=box(10, 10, 11, 11),
            ),
            PlaceRecord("e", "Mundi", PlaceKind.ADMIN2, 10.6, 10.5, country="SY", admin1="SY.01", code="SY.01.x"),
            PlaceRecord("f", "Mundi", PlaceKind.ADMIN2, 14.0, 14.0, country="SY", admin1="SY.01", code="SY.01.y"),
            PlaceRecord("in", "Lui", PlaceKind.SETTLEMENT, 10.2, 10.3, country="SY", admin1="SY.01"),
            PlaceRecord("none", "Lui", PlaceKind.FACILITY, 10.9, 10.9, country="SY", names=(Name("Lui camp"),)),
            PlaceRecord("out", "Lui", PlaceKind.SETTLEMENT, 12.0, 12.0, country="SY", admin1="SY.01"),
            PlaceRecord("twin", "Lui", PlaceKind.SETTLEMENT, 13.0, 13.0, country="SY", admin1="SY.01", admin2="SY.01.x"),
        ],
        path,
    )  # fmt: skip
    return Gazetteer.open(path)


def test_where_no_source_states_its_unit_the_area_decides(world: Gazetteer) -> None:
    context = contexts_of(world).read(("Mundi County",))
    inside = {world.place_at(i).id for i in world.indices("Lui").tolist() if context.allows(world, i)}
    assert inside >= {"in", "none"}
    assert "out" not in inside


def test_units_that_two_sources_list_with_and_without_their_word_are_one(world: Gazetteer) -> None:
    unit = contexts_of(world).unit("Mundi County")
    assert unit is not None
    assert {world.place_at(i).id for i in unit.admin2} == {"d", "e"}
