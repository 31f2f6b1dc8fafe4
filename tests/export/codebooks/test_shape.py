"""What codebooks have in common: rows left out with their reasons, countries."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from codebook_findings import attack, found, rows

from geoinc.export import write
from geoinc.export.codebooks import acled, ucdp
from geoinc.export.codebooks.shape import countries
from geoinc.model import (
    Harm,
    Location,
    Reason,
    Tally,
)

ACLED = (
    "event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 assoc_actor_1 inter1"
    " actor2 assoc_actor_2 inter2 interaction civilian_targeting iso region country admin1 admin2 admin3 location"
    " latitude longitude geo_precision source source_scale notes fatalities tags timestamp"
)
GED = (
    "id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id conflict_name dyad_dset_id"
    " dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a side_b_dset_id side_b_new_id side_b number_of_sources"
    " source_article source_office source_date source_headline source_original where_prec where_coordinates"
    " where_description adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country country_id region event_clarity"
    " date_prec date_start date_end deaths_a deaths_b deaths_civilians deaths_unknown best high low gwnoa gwnob"
)


def test_columns_are_those_of_the_codebooks_in_order() -> None:
    assert list(acled.CODEBOOK.columns) == ACLED.split()
    assert list(ucdp.CODEBOOK.columns) == GED.split()
    assert len(GED.split()) == 49


@pytest.mark.parametrize("ending", [".acled.csv", ".ucdp.csv", ".hxl.csv"])
def test_unknown_deaths_are_unknown_and_none_is_none(ending: str, tmp_path: Path) -> None:
    columns = {".acled.csv": ["fatalities"], ".ucdp.csv": ["low", "best", "high"], ".hxl.csv": ["killed"]}[ending]
    index = 1 if ending == ".hxl.csv" else 0
    told = {"": attack(), "0": attack(casualties={Harm.KILLED: Tally(0, 0, 0)})}
    for expected, incident in told.items():
        row = rows(write(found(incident), tmp_path / f"a{ending}")[0])[index]
        assert [row[c] for c in columns] == [expected] * len(columns)


def test_what_a_codebook_cannot_hold_stands_beside_it_with_the_reason(tmp_path: Path) -> None:
    nowhere = attack(id="inc-1", location=Location(None, reason=Reason.NO_LOCATION), types=())
    undated = attack(id="inc-2", start=None, end=None)
    findings = found(attack(), nowhere, undated)
    for ending, reasons in {
        ".acled.csv": ["it has no location; ACLED has no type of event for it", "it has no date"],
        ".dwc.csv": ["it has no location"],
        ".timemap.json": ["it has no location", "it has no date"],
    }.items():
        *_, beside = write(findings, tmp_path / f"a{ending}")
        assert beside.name == f"a{ending.rpartition('.')[0]}.left-out.csv"
        assert [r["reason"] for r in rows(beside)] == reasons
    assert len(rows(tmp_path / "a.acled.csv")) == 1


def test_no_list_of_left_out_rows_stays_from_an_earlier_run(tmp_path: Path) -> None:
    assert len(write(found(attack(start=None)), tmp_path / "a.acled.csv")) == 2
    assert write(found(attack()), tmp_path / "a.acled.csv") == [tmp_path / "a.acled.csv"]
    assert not (tmp_path / "a.acled.left-out.csv").exists()


def test_every_country_of_the_gazetteer_has_its_codes() -> None:
    table = Path(__file__).parents[3] / "gazetteer" / "countries.csv"
    lines = (line for line in table.read_text("utf-8").splitlines() if not line.startswith("#"))
    assert {row["iso2"] for row in csv.DictReader(lines)} == set(countries())
    assert all(c.acled_region for c in countries().values())
