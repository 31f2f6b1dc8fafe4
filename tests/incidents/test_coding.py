from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from incident_inputs import place, relation
from shapely import Point

from geoinc.incidents.coding import coded, precision, type_of_violence
from geoinc.incidents.types import kind
from geoinc.model import Actor, Document, Incident, Location, PlaceKind, Region, RelationKind, Role, Span, TimePrecision

SPAN = Span("d", 0, 1)
START = datetime(2020, 6, 8, tzinfo=UTC)


def incident(where: PlaceKind, radius_m: float, *actors: Actor, name: str = "attack", **facts: object) -> Incident:
    document = Document("in Alba")
    said = relation(document, "in Alba", RelationKind.IN, place("Alba", where))
    point = Point(10, 10)
    region = Region(point, point.buffer(0.1), point.buffer(0.2), radius_m)
    return Incident("i", "t", (kind(name).type,), Location(region, relations=(said,)), actors=actors, **facts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("where", "radius_m", "where_prec", "geo_precision"),
    [
        (PlaceKind.SETTLEMENT, 3_000, "1", "1"),
        (PlaceKind.SETTLEMENT, 20_000, "2", "2"),
        (PlaceKind.ADMIN2, 40_000, "3", "2"),
        (PlaceKind.ADMIN1, 120_000, "4", "3"),
        (PlaceKind.RIVER, 60_000, "5", "3"),
        (PlaceKind.COUNTRY, 600_000, "6", "3"),
        (PlaceKind.SEA, 300_000, "7", "3"),
    ],
)
def test_precision_of_place(where: PlaceKind, radius_m: float, where_prec: str, geo_precision: str) -> None:
    found = precision(incident(where, radius_m))
    assert found is not None
    assert found[:2] == (where_prec, geo_precision)
    assert found[2]


def test_precision_of_time() -> None:
    told = incident(
        PlaceKind.SETTLEMENT, 3_000, start=START, end=START + timedelta(days=29), time_precision=TimePrecision.MONTH
    )
    codes = {(c.scheme, c.name): c.value for c in coded(told).codes}
    assert (codes["acled", "time_precision"], codes["ucdp", "date_prec"]) == ("3", "4")


def test_actors_decide_the_type_of_violence() -> None:
    army = Actor("Army", Role.ATTACKER, SPAN, side="X", kind="state")
    rebels = Actor("Rebels", Role.TARGET, SPAN, side="R", kind="armed group")
    rivals = Actor("Rivals", Role.ATTACKER, SPAN, side="S", kind="armed group")
    people = Actor("people", Role.TARGET, SPAN, side="civilians", kind="civilians")
    assert type_of_violence(incident(PlaceKind.SETTLEMENT, 1, army, rebels)) == ("1", "a state's forces take part")
    assert (type_of_violence(incident(PlaceKind.SETTLEMENT, 1, rebels, rivals)) or " ")[0] == "2"
    assert (type_of_violence(incident(PlaceKind.SETTLEMENT, 1, rivals, people)) or " ")[0] == "3"


def test_every_code_has_a_reason() -> None:
    army = Actor("Army", Role.ATTACKER, SPAN, side="X", kind="state")
    assert all(c.why for c in coded(incident(PlaceKind.SETTLEMENT, 3_000, army, start=START, end=START)).codes)
