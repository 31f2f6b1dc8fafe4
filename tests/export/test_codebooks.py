"""The files in the shape of other people's codebooks: their columns, their values, and what they cannot hold."""

from __future__ import annotations

import csv
import dataclasses
import json
from datetime import UTC, datetime
from pathlib import Path

import hxl
import pytest
from export_findings import SENTENCE, located, region
from stix2validator import ValidationOptions, validate_file

from geoinc.export import write
from geoinc.export.codebooks import acled, ucdp
from geoinc.export.codebooks.shape import countries
from geoinc.model import (
    Actor,
    Alternative,
    Anchor,
    Code,
    EventType,
    Findings,
    Harm,
    Incident,
    Location,
    Place,
    PlaceKind,
    Reason,
    Relation,
    RelationKind,
    Role,
    Tally,
    Unit,
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


def test_columns_are_those_of_the_codebooks_in_order() -> None:
    assert list(acled.CODEBOOK.columns) == ACLED.split()
    assert list(ucdp.CODEBOOK.columns) == GED.split()
    assert len(GED.split()) == 49


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


@pytest.mark.parametrize("ending", [".acled.csv", ".ucdp.csv", ".hxl.csv"])
def test_unknown_deaths_are_unknown_and_none_is_none(ending: str, tmp_path: Path) -> None:
    columns = {".acled.csv": ["fatalities"], ".ucdp.csv": ["low", "best", "high"], ".hxl.csv": ["killed"]}[ending]
    index = 1 if ending == ".hxl.csv" else 0
    told = {"": attack(), "0": attack(casualties={Harm.KILLED: Tally(0, 0, 0)})}
    for expected, incident in told.items():
        row = rows(write(found(incident), tmp_path / f"a{ending}")[0])[index]
        assert [row[c] for c in columns] == [expected] * len(columns)


def test_ged_values_are_the_codebooks(tmp_path: Path) -> None:
    row = coded(found(attack(casualties={Harm.KILLED: Tally(4, 5, 6)})), ".ucdp.csv", tmp_path)
    assert [row[k] for k in ("low", "best", "high", "deaths_civilians", "deaths_unknown")] == ["4", "5", "6", "5", ""]
    assert [row[k] for k in ("type_of_violence", "side_a", "side_b", "dyad_name")] == [
        "3",
        "Islamic State",
        "Civilians",
        "Islamic State - Civilians",
    ]
    assert [row[k] for k in ("where_prec", "adm_1", "adm_2", "country", "country_id", "region")] == [
        "1",
        "Deir ez-Zor",
        "Al Mayadin",
        "Syria",
        "652",
        "Middle East",
    ]
    assert row["geom_wkt"] == "POINT (40.3 35.3)"
    assert (row["event_clarity"], row["date_prec"], row["date_start"]) == ("1", "1", "2018-02-07")


def test_priogrid_counts_half_degrees_from_the_south_west() -> None:
    assert ucdp.priogrid(-179.9, -89.9) == 1
    assert ucdp.priogrid(-179.4, -89.9) == 2
    assert ucdp.priogrid(-179.9, -89.4) == 721
    assert ucdp.priogrid(180, 90) == 259_200


def test_no_district_is_named_for_what_is_somewhere_in_a_country(tmp_path: Path) -> None:
    vague = tuple(c for c in attack().codes if c.name != "where_prec")
    row = coded(found(attack(codes=(*vague, Code("ucdp", "where_prec", "6")))), ".acled.csv", tmp_path)
    assert (row["country"], row["admin1"], row["admin2"]) == ("Syria", "", "")
    row = coded(found(attack(codes=(*vague, Code("ucdp", "where_prec", "4")))), ".acled.csv", tmp_path)
    assert (row["country"], row["admin1"], row["admin2"]) == ("Syria", "Deir ez-Zor", "")


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


def test_libhxl_reads_and_validates_the_file(findings: Findings, tmp_path: Path) -> None:
    (path,) = write(findings, tmp_path / "a.hxl.csv")
    source = hxl.data(str(path), hxl.InputOptions(allow_local=True))
    assert hxl.validate(source)["is_valid"]
    rows_read = list(hxl.data(str(path), hxl.InputOptions(allow_local=True)))
    assert rows_read[0].get("#affected+killed-min-max") == "3"
    assert rows_read[0].get("#geo+lat") == "26.64"


def test_the_validator_of_stix_finds_nothing_wrong(findings: Findings, tmp_path: Path) -> None:
    (path,) = write(findings, tmp_path / "a.stix.json")
    result = validate_file(str(path), ValidationOptions(version="2.1"))
    assert result.is_valid
    warnings = [str(w) for r in result.object_results for w in r.warnings]
    # A page's hash cannot be known from its text.
    assert [w for w in warnings if "has a URL but no hash" not in w] == []


def test_stix_never_dates_what_nothing_dates_to_1970(findings: Findings, tmp_path: Path) -> None:
    undated = dataclasses.replace(located(), start=None, end=None, spans=(), claims=())
    (path,) = write(dataclasses.replace(findings, incidents=(undated,), documents=()), tmp_path / "a.stix.json")
    objects = json.loads(path.read_text("utf-8"))["objects"]
    assert not [o for o in objects if o["created"].startswith("1970") or o["modified"].startswith("1970")]


def test_timemap_events_point_to_sources_and_associations(findings: Findings, tmp_path: Path) -> None:
    events, sources, associations, *_ = (
        json.loads(p.read_text("utf-8")) for p in write(findings, tmp_path / "a.timemap.json") if p.suffix == ".json"
    )
    (event,) = events
    assert (event["date"], event["time"], event["latitude"]) == ("05/04/2019", "", "26.64")
    assert set(event["sources"]) <= set(sources)
    assert set(event["associations"]) <= {a["id"] for a in associations}
    assert event["category"] in {a["id"] for a in associations if a["mode"] == "CATEGORY"}


def test_darwin_core_gives_the_area_and_how_well_the_circle_fits_it(findings: Findings, tmp_path: Path) -> None:
    row = coded(findings, ".dwc.csv", tmp_path)
    assert row["footprintWKT"].startswith("POLYGON ((50.18")
    assert float(row["pointRadiusSpatialFit"]) >= 1
    assert (row["eventDate"], row["year"], row["day"], row["startDayOfYear"]) == ("2019-05-04", "2019", "4", "124")


def test_every_country_of_the_gazetteer_has_its_codes() -> None:
    table = Path(__file__).parents[2] / "gazetteer" / "countries.csv"
    lines = (line for line in table.read_text("utf-8").splitlines() if not line.startswith("#"))
    assert {row["iso2"] for row in csv.DictReader(lines)} == set(countries())
    assert all(c.acled_region for c in countries().values())
