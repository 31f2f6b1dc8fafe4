"""What holds for every format: whole files or none, the same bytes twice, and each format's own promises."""

from __future__ import annotations

import csv
import json
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from geoinc.errors import ExportError
from geoinc.export import FORMATS, write
from geoinc.export.csvfiles import defused
from geoinc.export.fields import actor_words, claim_sentence
from geoinc.model import Actor, Claim, Findings, Harm, Role, Stance

NAMES = [f"a{ending}" for ending in FORMATS]
KML = "{http://www.opengis.net/kml/2.2}"


@pytest.mark.parametrize("name", NAMES)
def test_two_runs_give_the_same_bytes(findings: Findings, tmp_path: Path, name: str) -> None:
    first = [p.read_bytes() for p in write(findings, tmp_path / "one" / name)]
    assert [p.read_bytes() for p in write(findings, tmp_path / "two" / name)] == first


@pytest.mark.parametrize("name", NAMES)
def test_no_incidents_is_a_file_without_rows(tmp_path: Path, name: str) -> None:
    for path in write(Findings(), tmp_path / name):
        assert path.exists()


@pytest.mark.parametrize("name", NAMES)
def test_an_existing_file_survives_a_failure(
    findings: Findings, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / name
    target.write_text("what was here before")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(ExportError, match="No space left"):
        write(findings, target)
    assert target.read_text() == "what was here before"
    assert sorted(p.name for p in tmp_path.iterdir()) == [name]


def test_a_directory_in_the_way_is_told(findings: Findings, tmp_path: Path) -> None:
    (tmp_path / "a.geojson").mkdir()
    with pytest.raises(ExportError, match="directory"):
        write(findings, tmp_path / "a.geojson")


def test_an_unknown_ending_lists_the_known(findings: Findings, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"\.shp.*\.gpkg"):
        write(findings, tmp_path / "a.shp")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx", "\rx"])
def test_formulas_are_defused(text: str) -> None:
    assert defused(text) == f"'{text}"


@pytest.mark.parametrize("value", [-1.5, 3, "a=1", None])
def test_what_is_no_formula_stays(value: object) -> None:
    assert defused(value) == value


def test_csv_carries_wkt_and_no_formula(findings: Findings, tmp_path: Path) -> None:
    (path,) = write(findings, tmp_path / "a.csv")
    rows = list(csv.DictReader(path.open(encoding="utf-8", newline="")))
    assert rows[0]["wkt"] == "POINT (50.15 26.64)"
    assert rows[0]["event_start"] == "2019-05-04T00:00:00Z"
    assert rows[1]["wkt"] == ""
    assert rows[1]["title"].startswith("'+ 名前")


def test_acled_rows_take_the_most_conservative_number(findings: Findings, tmp_path: Path) -> None:
    path, _ = write(findings, tmp_path / "a.acled.csv")
    row = next(csv.DictReader(path.open(encoding="utf-8", newline="")))
    assert (row["event_date"], row["time_precision"], row["geo_precision"], row["fatalities"]) == (
        "2019-05-04",
        "1",
        "2",
        "3",
    )


def test_hxl_tags_stand_in_the_second_line(findings: Findings, tmp_path: Path) -> None:
    (path,) = write(findings, tmp_path / "a.hxl.csv")
    lines = list(csv.reader(path.open(encoding="utf-8", newline="")))
    assert lines[1][lines[0].index("killed")] == "#affected+killed"
    assert lines[2][lines[0].index("killed")] == "3"


def test_kml_has_time_spans_and_areas(findings: Findings, tmp_path: Path) -> None:
    (path,) = write(findings, tmp_path / "a.kml")
    marks = ET.parse(path).getroot().iter(f"{KML}Placemark")
    first = next(marks)
    assert first.findtext(f"{KML}TimeSpan/{KML}begin") == "2019-05-04T00:00:00Z"
    assert next(marks).find(f"{KML}Polygon") is not None


def test_kmz_holds_the_kml(findings: Findings, tmp_path: Path) -> None:
    (kml,) = write(findings, tmp_path / "a.kml")
    (kmz,) = write(findings, tmp_path / "a.kmz")
    with zipfile.ZipFile(kmz) as archive:
        held = archive.read("doc.kml").decode()
        assert held.replace("<Icon><href>files/mark.png</href></Icon>", "") == kml.read_text("utf-8")
        assert archive.read("files/mark.png").startswith(b"\x89PNG")


def test_kml_is_coloured_by_type_and_says_which_is_which(findings: Findings, tmp_path: Path) -> None:
    (path,) = write(findings, tmp_path / "a.kml")
    root = ET.parse(path).getroot()
    marks = {m.get("id"): m.findtext(f"{KML}styleUrl") for m in root.iter(f"{KML}Placemark")}
    assert marks["inc-1-point"] == marks["inc-3-point"] != marks["inc-2-point"]
    styles = {s.get("id") for s in root.iter(f"{KML}Style")}
    assert {str(url).removeprefix("#") for url in marks.values()} <= styles
    legend = next(f for f in root.iter(f"{KML}Folder") if f.findtext(f"{KML}name") == "Legend")
    assert [m.findtext(f"{KML}name") for m in legend.iter(f"{KML}Placemark")] == ["explosion (2)", "other (1)"]
    fields = {f.get("name"): f.get("type") for f in root.iter(f"{KML}SimpleField")}
    assert (fields["killed_best"], fields["radius_m"], fields["place"]) == (
        "int",
        "double",
        "string",
    )
    assert {d.get("name") for d in root.iter(f"{KML}SimpleData")} <= set(fields)


def test_geopackage_ties_areas_and_claims_to_incidents(findings: Findings, tmp_path: Path) -> None:
    (path,) = write(findings, tmp_path / "a.gpkg")
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (10300,)
        for table in ("areas50", "areas90", "claims"):
            assert connection.execute(f"PRAGMA foreign_key_list({table})").fetchone()[2:5] == (
                "incidents",
                "incident_fid",
                "fid",
            )
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        joined = "SELECT i.id FROM claims c JOIN incidents i ON i.fid = c.incident_fid"
        assert connection.execute(joined).fetchall() == [("inc-1",)]


def test_parquet_covers_with_a_bbox(findings: Findings, tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow.parquet")
    path, _ = write(findings, tmp_path / "a.parquet")
    geo = json.loads(pyarrow.read_schema(path).metadata[b"geo"])
    assert geo["version"] == "1.1.0"
    assert "covering" in geo["columns"]["geometry"]


def test_parquet_keeps_lists_as_lists(findings: Findings, tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    path, _ = write(findings, tmp_path / "a.parquet")
    asked = f"SELECT targets[1], claims[1].min, sources[1].uri FROM '{path}' WHERE id = 'inc-1'"
    assert duckdb.sql(asked).fetchall() == [("civilians", 3, "https://example.org/a")]
    import geopandas

    table = geopandas.read_parquet(path)
    assert list(table["targets"].iloc[0]) == ["civilians"]
    assert str(table["killed_best"].dtype) == "Int64"


def test_columns_without_a_value_have_their_type_too(findings: Findings, tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow.parquet")
    full, _ = write(findings, tmp_path / "a.parquet")
    none, _ = write(Findings(), tmp_path / "b.parquet")
    assert pyarrow.read_schema(full).field("targets").type == pyarrow.read_schema(none).field("targets").type


def test_a_csv_opens_in_excel_as_utf_8(findings: Findings, tmp_path: Path) -> None:
    (path,) = write(findings, tmp_path / "a.csv")
    assert path.read_bytes().startswith(b"\xef\xbb\xbfid,")
    import pandas as pd

    assert pd.read_csv(path).columns[0] == "id"


def test_sld_has_a_rule_a_type(findings: Findings, tmp_path: Path) -> None:
    points, areas = write(findings, tmp_path / "a.sld")
    sld = "{http://www.opengis.net/sld}"
    for path, symbolizer in ((points, "PointSymbolizer"), (areas, "PolygonSymbolizer")):
        rules = list(ET.parse(path).getroot().iter(f"{sld}Rule"))
        assert [rule.findtext(f"{sld}Name") for rule in rules] == ["explosion", "other"]
        assert all(rule.find(f"{sld}{symbolizer}") is not None for rule in rules)


def test_stix_relates_incidents_to_locations(findings: Findings, tmp_path: Path) -> None:
    (path,) = write(findings, tmp_path / "a.stix.json")
    objects = json.loads(path.read_text("utf-8"))["objects"]
    by_id = {o["id"]: o for o in objects}
    ties = [o for o in objects if o["type"] == "relationship"]
    assert [(by_id[t["source_ref"]]["type"], by_id[t["target_ref"]]["type"]) for t in ties] == [
        ("incident", "location")
    ] * 2
    assert by_id[ties[0]["target_ref"]]["precision"] == 3300.0


def test_who_is_accused_is_not_written_as_a_fact(findings: Findings) -> None:
    span = findings.incidents[0].spans[0]
    done = Actor("army", Role.ATTACKER, span)
    accused = Actor("militia", Role.ATTACKER, span, stance=Stance.SUSPECTED, speaker="the army")
    assert (actor_words(done), actor_words(accused)) == ("army", "militia (suspected, says the army)")


def test_a_count_of_some_of_the_victims_says_so(findings: Findings) -> None:
    span = findings.incidents[0].spans[0]
    children = Claim(Harm.KILLED, span, min=24, max=24, victims="children", subset=True)
    assert claim_sentence(children) == "killed: of them 24 children (no speaker named)"
