"""Airfields come with a name that says what they are, and with the spellings that writers use."""

from __future__ import annotations

from geoinc.gazetteer.records import NameKind
from geoinc.gazetteer.sources import airfields
from geoinc.model import PlaceKind


def test_every_airfield_says_what_it_is_and_lies_on_earth() -> None:
    found = list(airfields.records())
    assert 8_000 < len(found) < 20_000
    assert len({record.id for record in found}) == len(found)
    assert all(record.kind is PlaceKind.FACILITY and " " in record.name for record in found)
    assert all(abs(record.lat) <= 90 and abs(record.lon) <= 180 for record in found)


def test_an_airport_is_known_without_its_adjective_and_by_its_codes() -> None:
    damascus = next(record for record in airfields.records() if record.id == "icao:OSDI")
    texts = {name.text: name.kind for name in damascus.names}
    assert texts["Damascus Airport"] is NameKind.ALTERNATE
    assert texts["DAM"] is NameKind.CODE


def test_private_strips_of_large_lists_are_left_out() -> None:
    assert not [record for record in airfields.records() if record.id == "icao:00AA"]
