"""Hand-written lists of places are finished from tables of known places."""

from __future__ import annotations

import csv
import gzip
import json
from pathlib import Path

import pytest

from geoinc.learn import known
from geoinc.learn.positions import main

VILLAGES = """\
wof_id	geonames_id	name	kind	fcode	lat	lon	population	admin1	admin2	names
1	172957	Ar Raqqah	admin1		35.96	39.06			.	ara:الرقة
2	172410	As Suwayda'	admin1		32.73	36.83			.	As-Suwayda
11	900011	Zubolo al Kabīrah	locality	PPL	35.90	39.00		Ar Raqqah	Tabqa	ara:زوبولو الكبيرة
12		Zubolo as Saghirah	locality		35.80	39.20		Ar Raqqah		-
13		Twomarra	locality		35.70	39.30		Ar Raqqah		-
14		Twomarra	locality		36.20	38.80		Ar Raqqah		-
15		Twomarra	locality		32.80	36.80		As Suwayda'		-
"""


def square(name: str, geonames: int, box: tuple[float, float, float, float]) -> dict[str, object]:
    west, south, east, north = box
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    facts = {"wof_id": geonames, "geonames_id": geonames, "name": name, "kind": "admin1", "geometry_source": "test"}
    return {"type": "Feature", "properties": facts, "geometry": {"type": "Polygon", "coordinates": [ring]}}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "villages").mkdir()
    (tmp_path / "units").mkdir()
    (tmp_path / "villages" / "SY.tsv.gz").write_bytes(gzip.compress(VILLAGES.encode()))
    units = [square("Ar Raqqah", 172957, (38, 35, 40, 37)), square("As Suwayda'", 172410, (36, 32, 37.5, 33.2))]
    text = json.dumps({"type": "FeatureCollection", "features": units})
    (tmp_path / "units" / "SY.geojson.gz").write_bytes(gzip.compress(text.encode()))
    known.country.cache_clear()
    return tmp_path


def finish(folder: Path, *rows: str) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    names, out, left = folder / "theatre_sy.csv", folder / "out", folder / "left.csv"
    names.write_text("\n".join(["kind,name,admin1,aliases,lon,lat", *rows]), "utf-8")
    out.mkdir(exist_ok=True)
    main([str(names), "--tables", str(folder), "--out", str(out), "--left", str(left)])
    return [
        list(csv.DictReader(line for line in path.read_text("utf-8").splitlines() if not line.startswith("#")))
        for path in (out / "theatre_sy.csv", left)
    ]


def test_a_name_is_found_by_its_consonants_inside_the_named_unit(folder: Path) -> None:
    [row], left = finish(folder, "settlement,Zoubolo al-Kabira,Raqqa,,,")
    assert (row["id"], row["lon"], row["lat"], row["admin1"]) == ("geonames:900011", "39.000", "35.900", "SY.04")
    assert row["note"] == "position: GeoNames 900011"
    assert not left


def test_the_unit_decides_and_equal_places_are_left_to_the_writer(folder: Path) -> None:
    [row], [left] = finish(folder, "settlement,Twomarra,SY.05,,,", "settlement,Twomarra,SY.04,,,")
    assert row["lat"] == "32.800"
    assert left["why"].startswith("2 places of that name in SY.04")


def test_a_position_by_hand_is_kept_and_checked(folder: Path) -> None:
    rows, [left] = finish(
        folder,
        "facility,Zubolo air base,SY.04,,39.1,35.9",
        "facility,Zubolo dam,SY.04,,36.5,32.9",
    )
    assert [(row["id"], row["lon"]) for row in rows] == [("geoinc:sy-zubolo-air-base", "39.1")]
    assert "outside SY.04" in left["why"]


def test_a_place_that_another_table_has_near_by_is_refused(folder: Path) -> None:
    rows, [left] = finish(folder, "facility,Tabqa dam,SY.04,,38.56,35.88")
    assert not rows
    assert "(geoinc:tabqa-dam) has that name and lies within 10 km" in left["why"]


def test_a_place_of_the_default_without_a_new_name_is_dropped(folder: Path) -> None:
    rows, left = finish(folder, "settlement,Manbij,SY.09,,37.955,36.528")
    assert (rows, left) == ([], [])


def test_running_it_again_adds_names_and_no_rows(folder: Path) -> None:
    finish(folder, "settlement,Zubolo al-Kabirah,SY.04,,,")
    [row], left = finish(folder, "settlement,Zubolo al-Kabirah,SY.04,Zubolo the Great,,")
    assert row["aliases"] == "Zubolo the Great"
    assert not left


def test_an_unknown_unit_is_said(folder: Path) -> None:
    _, [left] = finish(folder, "settlement,Twomarra,Atlantis,,,")
    assert left["why"] == "SY has no first-level unit 'Atlantis'"


def test_an_unknown_column_is_refused(folder: Path) -> None:
    (folder / "theatre_sy.csv").write_text("kind,name,colour\n", "utf-8")
    with pytest.raises(SystemExit, match="no column is called colour"):
        main([str(folder / "theatre_sy.csv"), "--tables", str(folder), "--out", str(folder)])


def test_two_names_for_one_position_are_not_taken_for_one_place(folder: Path) -> None:
    villages = folder / "villages" / "SY.tsv.gz"
    more = "15\t900012\tZubolo Bahri\tlocality\tPPL\t35.95\t39.05\t\tAr Raqqah\t\tKhirbat Twomarra\n"
    villages.write_bytes(gzip.compress((VILLAGES + more).encode()))
    known.country.cache_clear()
    [row], [left] = finish(folder, "settlement,Zubolo Bahri,SY.04,,,", "settlement,Khirbat Twomarra,SY.04,,,")
    assert row["name"] == "Zubolo Bahri"
    assert "has the same position" in left["why"]
