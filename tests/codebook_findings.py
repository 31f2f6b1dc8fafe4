"""An attack with everything that a codebook asks for, and the rows that were written of it."""

from __future__ import annotations

import csv
import dataclasses
from datetime import UTC, datetime
from pathlib import Path

from export_findings import SENTENCE, region

from geoinc.export import write
from geoinc.model import (
    Actor,
    Alternative,
    Anchor,
    Code,
    EventType,
    Findings,
    Incident,
    Location,
    Place,
    PlaceKind,
    Relation,
    RelationKind,
    Role,
    Unit,
)

KHUSHAM = Place(
    "geonames:1", "Khushām", PlaceKind.SETTLEMENT, region(40.3, 35.3).best, country="SY", admin1="Deir ez-Zor"
)
DEIR = Unit("Deir ez-Zor", "Syria", 40.1, 35.3, code="SY", admin1="Deir ez-Zor", admin2="Al Mayadin")
ATTACK = EventType("attack", "Violence against civilians", "Attack", 3, "ASSAULT")


def attack(**changes: object) -> Incident:
    anchor = Anchor("Khusham", SENTENCE, (Alternative(KHUSHAM, 1.0),))
    relation = Relation(RelationKind.AT, (anchor,), SENTENCE)
    codes = (
        Code("acled", "disorder_type", "Political violence"),
        Code("acled", "time_precision", "1"),
        Code("acled", "geo_precision", "1"),
        Code("acled", "inter1", "2"),
        Code("acled", "inter2", "7"),
        Code("acled", "civilian_targeting", "Civilian targeting"),
        Code("ucdp", "type_of_violence", "3"),
        Code("ucdp", "date_prec", "1"),
        Code("ucdp", "where_prec", "1"),
    )
    incident = Incident(
        "inc-9",
        "Attack in Khusham",
        (ATTACK,),
        Location(region(40.3, 35.3), text="in Khusham", relations=(relation,), spans=(SENTENCE,)),
        start=datetime(2018, 2, 7, tzinfo=UTC),
        end=datetime(2018, 2, 7, 23, 59, 59, tzinfo=UTC),
        actors=(
            Actor("Islamic State", Role.ATTACKER, SENTENCE, kind="armed group"),
            Actor("farmers", Role.TARGET, SENTENCE, kind="civilians"),
        ),
        spans=(SENTENCE,),
        codes=codes,
    )
    return dataclasses.replace(incident, **changes)


def found(*incidents: Incident) -> Findings:
    return Findings(incidents=incidents, units={i.id: DEIR for i in incidents if i.location.region is not None})


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def coded(findings: Findings, ending: str, tmp_path: Path) -> dict[str, str]:
    return rows(write(findings, tmp_path / f"a{ending}")[0])[0]
