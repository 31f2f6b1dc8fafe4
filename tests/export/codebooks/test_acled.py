"""ACLED's columns and values."""

from __future__ import annotations

import csv
from pathlib import Path

from codebook_findings import attack, coded, found
from export_findings import SENTENCE

from geoinc.export import write
from geoinc.model import (
    Actor,
    Code,
    Findings,
    Role,
)


def test_acled_rows_take_the_most_conservative_number(findings: Findings, tmp_path: Path) -> None:
    path, _ = write(findings, tmp_path / "a.acled.csv")
    row = next(csv.DictReader(path.open(encoding="utf-8", newline="")))
    assert (row["event_date"], row["time_precision"], row["geo_precision"], row["fatalities"]) == (
        "2019-05-04",
        "1",
        "2",
        "3",
    )


def test_acled_values_are_the_codebooks(tmp_path: Path) -> None:
    row = coded(found(attack()), ".acled.csv", tmp_path)
    assert {k: row[k] for k in ("disorder_type", "inter1", "inter2", "interaction", "civilian_targeting")} == {
        "disorder_type": "Political violence",
        "inter1": "2",
        "inter2": "7",
        "interaction": "27",
        "civilian_targeting": "Civilian targeting",
    }
    assert (row["actor1"], row["actor2"], row["assoc_actor_2"]) == ("Islamic State", "Civilians (Syria)", "farmers")
    assert [row[k] for k in ("iso", "region", "country", "admin1", "admin2", "location")] == [
        "760",
        "Middle East",
        "Syria",
        "Deir ez-Zor",
        "Al Mayadin",
        "Khushām",
    ]


def test_an_attacker_whom_nobody_names_is_acleds_unidentified_group(tmp_path: Path) -> None:
    incident = attack(actors=(Actor("farmers", Role.TARGET, SENTENCE, kind="civilians"),))
    row = coded(found(incident), ".acled.csv", tmp_path)
    assert (row["actor1"], row["inter1"], row["interaction"]) == ("Unidentified Armed Group (Syria)", "3", "37")


def test_no_district_is_named_for_what_is_somewhere_in_a_country(tmp_path: Path) -> None:
    vague = tuple(c for c in attack().codes if c.name != "where_prec")
    row = coded(found(attack(codes=(*vague, Code("ucdp", "where_prec", "6")))), ".acled.csv", tmp_path)
    assert (row["country"], row["admin1"], row["admin2"]) == ("Syria", "", "")
    row = coded(found(attack(codes=(*vague, Code("ucdp", "where_prec", "4")))), ".acled.csv", tmp_path)
    assert (row["country"], row["admin1"], row["admin2"]) == ("Syria", "Deir ez-Zor", "")
