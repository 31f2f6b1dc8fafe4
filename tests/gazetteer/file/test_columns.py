from __future__ import annotations

from geoinc import testing
from geoinc.gazetteer.file.columns import KIND_NUMBER, KINDS, NO_COUNTRY, NONE, PlaceFlag
from geoinc.model import PlaceKind

SMALL = testing.gazetteer(
    testing.place("Syria", 38, 35, kind=PlaceKind.COUNTRY, country="SY", code="SY"),
    testing.place("Deir ez-Zor", 40, 35, kind=PlaceKind.ADMIN1, country="SY", code="SY.07", admin1="SY.07"),
    testing.place("Khusham", 40.29, 35.3, country="SY", admin1="SY.07", population=6_000),
    testing.place("Somewhere", 0, 1),
)


def test_columns_speak_of_the_same_place() -> None:
    columns = SMALL.columns
    assert len(columns) == 4
    [khusham] = [i for i in range(4) if SMALL.place_at(i).name == "Khusham"]
    assert (columns.lon[khusham], columns.lat[khusham], columns.population[khusham]) == (40.29, 35.3, 6_000)
    assert KINDS[columns.kind[khusham]] is PlaceKind.SETTLEMENT
    assert columns.kind[khusham] == KIND_NUMBER[PlaceKind.SETTLEMENT]
    unit = int(columns.admin1[khusham])
    assert SMALL.place_at(unit).name == "Deir ez-Zor"
    assert columns.admin1[unit] == unit
    assert columns.admin2[khusham] == NONE
    assert not columns.flags[khusham] & PlaceFlag.EXTENT


def test_countries_go_by_number() -> None:
    columns = SMALL.columns
    number = columns.country_number("sy")
    assert columns.countries[number] == "SY"
    assert SMALL.place_at(int(columns.country_place[number])).name == "Syria"
    assert columns.country_number("ZZ") == NO_COUNTRY
    assert columns.countries[NO_COUNTRY] == ""
