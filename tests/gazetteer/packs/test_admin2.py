"""Second-level units: named with the word for their kind, an area for each, a town keeps its bare name."""

from __future__ import annotations

from collections import Counter

import pytest

from geoinc.gazetteer import Gazetteer
from geoinc.gazetteer.packs import admin2
from geoinc.gazetteer.packs.admin2 import full_names
from geoinc.gazetteer.records import PlaceRecord
from geoinc.gazetteer.sources import tables
from geoinc.model import PlaceKind


def unit(code: str, lon: float, lat: float) -> PlaceRecord:
    return PlaceRecord(code, code, PlaceKind.ADMIN2, lon, lat, country="SY", admin1="SY.07", code=code)


def test_names_carry_the_word_for_their_kind_in_their_own_script() -> None:
    assert list(full_names(["Hajin", "هجين"], "SY")) == ["Hajin District", "District of Hajin", "منطقة هجين"]
    assert list(full_names(["Hajin district"], "SY")) == ["Hajin district"]
    assert list(full_names(["Elsewhere"], "XX")) == ["Elsewhere District", "District of Elsewhere"]


def test_every_unit_gets_a_part_of_the_larger_one_around_its_point() -> None:
    import shapely

    upper, lower = unit("SY.07.upper", 39.9, 35.5), unit("SY.07.lower", 40.9, 34.5)
    found = admin2.areas([upper, lower])
    assert found["SY.07.upper"].contains(shapely.Point(39.95, 35.45))
    assert found["SY.07.lower"].contains(shapely.Point(40.85, 34.55))
    assert shapely.area(shapely.intersection(found["SY.07.upper"], found["SY.07.lower"])) < 1e-6


def test_the_area_of_a_unit_holds_the_town_of_its_name() -> None:
    import shapely

    gazetteer, ids = Gazetteer.default(), {row.need("code"): row.need("id") for row in admin2.rows()}
    towns = list(tables.rows(tables.folder() / "unit_seats.csv", admin2.SEAT_COLUMNS))
    areas = [gazetteer.extent(ids[row.need("code")]) for row in towns]
    apart = [
        9.9 if area is None else shapely.distance(area, shapely.Point(row.point()))
        for row, area in zip(towns, areas, strict=True)
    ]
    assert len(towns) > 300
    assert [row.need("code") for row, far in zip(towns, apart, strict=True) if far > 0.02] == []


def test_the_only_unit_has_the_whole_area() -> None:
    import shapely

    [area] = admin2.areas([unit("SY.07.all", 40.1, 35.3)]).values()
    assert area.contains(shapely.Point(40.9, 34.6))


def test_ids_and_codes_of_the_tables_stand_once() -> None:
    rows = list(admin2.rows())
    for column in ("id", "code"):
        twice = [text for text, count in Counter(row.need(column) for row in rows).items() if count > 1]
        assert not twice


@pytest.mark.parametrize("path", sorted((tables.folder() / "admin2").glob("*.csv")), ids=lambda path: path.stem)
def test_the_units_of_a_table_lie_in_its_country(path: object) -> None:
    rows = [row for row in admin2.rows() if row.path == path]
    assert rows
    assert {row.need("admin1").split(".")[0] for row in rows} == {rows[0].path.stem}
