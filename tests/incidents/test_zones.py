from __future__ import annotations

from datetime import UTC, date, datetime

from incident_inputs import place, relation

from geoinc.incidents.zones import zone_at
from geoinc.model import Document, RelationKind
from geoinc.text.time_ranges import bounds
from geoinc.text.times import find_times

DOCUMENT = Document("at Alba")


def test_a_clock_time_is_of_the_place() -> None:
    zone = zone_at([relation(DOCUMENT, "at Alba", RelationKind.AT, place("Alba", country="SY"))])
    assert zone is not None
    [when] = find_times("on Wednesday at 10:00 p.m.", date(2018, 2, 12))
    assert bounds(when, zone) == (datetime(2018, 2, 7, 20, tzinfo=UTC),) * 2


def test_a_named_zone_goes_before_the_place() -> None:
    zone = zone_at([relation(DOCUMENT, "at Alba", RelationKind.AT, place("Alba", country="SY"))])
    [when] = find_times("on Wednesday at 10:00 p.m. GMT", date(2018, 2, 12))
    assert bounds(when, zone) == (datetime(2018, 2, 7, 22, tzinfo=UTC),) * 2


def test_countries_with_several_zones_give_none() -> None:
    assert zone_at([relation(DOCUMENT, "at Alba", RelationKind.AT, place("Alba", country="US"))]) is None
    assert zone_at([]) is None
