from __future__ import annotations

import math

import pytest
import shapely

from geoinc.gazetteer.records import Name, PlaceRecord
from geoinc.gazetteer.sources.importing import BadRow, checked, number, usable
from geoinc.model import PlaceKind


def _record(lon: float = 40.3, lat: float = 35.3, name: str = "Khusham", country: str | None = "SY") -> PlaceRecord:
    return PlaceRecord(id="test:1", name=name, kind=PlaceKind.SETTLEMENT, lon=lon, lat=lat, country=country)


def test_a_good_record_passes() -> None:
    assert checked(_record()) == _record()


@pytest.mark.parametrize(
    ("record", "why"),
    [
        (_record(name=" "), "no name"),
        (_record(name="x" * 10_000), "10000 characters"),
        (_record(lon=0, lat=0), "0, 0"),
        (_record(lon=200), "outside the world"),
        (_record(lon=math.nan), "outside the world"),
        (_record(lon=35.0, lat=139.7, country="JP"), "exchanged"),
        (_record(lon=-15.8, lat=-47.9, country="BR"), "exchanged"),
        (_record(name="12345"), "is no name"),
    ],
)
def test_what_cannot_be_a_place_is_rejected(record: PlaceRecord, why: str) -> None:
    with pytest.raises(BadRow, match=why):
        checked(record)


def test_overseas_parts_of_a_country_are_no_exchanged_coordinates() -> None:
    assert checked(_record(lon=-149.57, lat=-17.53, country="FR"))


def test_names_that_are_too_long_are_left_out() -> None:
    record = PlaceRecord(id="a", name="A", kind=PlaceKind.SPOT, lon=1, lat=1, names=(Name("x" * 10_000), Name("B")))

    assert checked(record).names == (Name("B"),)


def test_an_invalid_geometry_is_made_valid() -> None:
    bowtie = shapely.Polygon([(0, 0), (1, 1), (1, 0), (0, 1)])

    found = usable(bowtie)

    assert found is not None
    assert found.is_valid


def test_a_geometry_in_metres_is_rejected() -> None:
    with pytest.raises(BadRow, match="not in degrees"):
        usable(shapely.box(500_000, 3_900_000, 510_000, 3_910_000))


def test_an_empty_geometry_is_rejected() -> None:
    with pytest.raises(BadRow, match="empty"):
        usable(shapely.Polygon())


@pytest.mark.parametrize("text", ["east", "", None, "inf", "nan"])
def test_what_is_no_number_is_rejected(text: object) -> None:
    with pytest.raises(BadRow, match="longitude"):
        number(text, "longitude")
