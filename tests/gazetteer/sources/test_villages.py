"""Tables of a country's places and files of its units go in as they are."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from geoinc.errors import PackError
from geoinc.gazetteer.records import PlaceRecord, Reject
from geoinc.gazetteer.sources import importers, villages
from geoinc.gazetteer.sources.mapping import RowReader
from geoinc.model import PlaceKind

ROWS = [
    "85681003\t79838\tAl Bayda\tadmin1\t\t14.30\t45.54\t577000\t\t\tara:البيضاء|Al Bayda Governorate",
    "1\t\tRada\tadmin2\t\t14.41\t44.84\t\tAl Bayda\t\t",
    "2\t77777777\tQayfah\tlocality\tPPL\t14.55\t44.70\t1200\tAl Bayda\tRada\tara:قيفة|Qaifa",
    "3\t\tOld Town\tneighbourhood\t\t14.42\t44.83\t\tAl Bayda\tRada\t",
]


def table(path: Path, *rows: str) -> Path:
    path.write_bytes(gzip.compress("\n".join(("\t".join(villages.COLUMNS), *rows, "")).encode()))
    return path


def read(path: Path) -> list[PlaceRecord | Reject]:
    return list(importers.read(path, RowReader(pack="mine")))


def test_a_table_gives_places_with_country_units_and_names(tmp_path: Path) -> None:
    unit, district, village, quarter = read(table(tmp_path / "YE.tsv.gz", *ROWS))
    assert isinstance(unit, PlaceRecord)
    assert (unit.code, unit.country, unit.same_as) == ("YE.20", "YE", ("geonames:79838",))
    assert isinstance(district, PlaceRecord)
    assert (district.kind, district.code, district.admin1) == (PlaceKind.ADMIN2, "YE.20.1", "YE.20")
    assert isinstance(village, PlaceRecord)
    assert (village.kind, village.admin1, village.admin2) == (PlaceKind.SETTLEMENT, "YE.20", "YE.20.1")
    assert [(name.text, name.lang) for name in village.names] == [("قيفة", "ara"), ("Qaifa", None)]
    assert isinstance(quarter, PlaceRecord)
    assert quarter.kind is PlaceKind.QUARTER


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("4\t\tX\tlocality\t\tnorth\t44\t\t\t\t", "lat is 'north', not a number"),
        ("4\t\tX\tvolcano\t\t14\t44\t\t\t\t", "kind is 'volcano'"),
        ("4\t\tX\tlocality", "4 cells where 11 belong"),
        ("4\t\t\tlocality\t\t14\t44\t\t\t\t", "it has no name"),
        ("2\t\tTwice\tlocality\t\t14\t44\t\t\t\t", "an earlier row has the same id"),
    ],
)
def test_a_bad_row_is_rejected_alone(tmp_path: Path, row: str, why: str) -> None:
    found = read(table(tmp_path / "YE.tsv.gz", *ROWS, row))
    assert sum(isinstance(item, PlaceRecord) for item in found) == len(ROWS)
    assert isinstance(found[-1], Reject)
    assert why in found[-1].why


def test_a_table_cut_short_is_told(tmp_path: Path) -> None:
    path = table(tmp_path / "YE.tsv.gz", *(row.replace("Qayfah", f"Qayfah {at}") for at in range(999) for row in ROWS))
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(PackError, match="damaged or cut short"):
        read(path)


def test_units_of_a_country_are_read_packed_with_their_areas(tmp_path: Path) -> None:
    ring = [[44.0, 14.0], [45.0, 14.0], [45.0, 15.0], [44.0, 14.0]]
    facts = {"wof_id": 1, "geonames_id": None, "name": "Rada", "kind": "admin2", "geometry_source": "meso"}
    feature = {"type": "Feature", "properties": facts, "geometry": {"type": "Polygon", "coordinates": [ring]}}
    path = tmp_path / "YE.geojson.gz"
    path.write_bytes(gzip.compress(json.dumps({"type": "FeatureCollection", "features": [feature]}).encode()))
    (unit,) = read(path)
    assert isinstance(unit, PlaceRecord)
    assert (unit.id, unit.kind, unit.country) == ("wof:1", PlaceKind.ADMIN2, "YE")
    assert unit.geometry is not None
    assert unit.source == villages.SOURCE
