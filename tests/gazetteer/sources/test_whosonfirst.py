from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from geoinc.errors import PackError
from geoinc.gazetteer.records import NameKind, PlaceRecord, Reject
from geoinc.gazetteer.sources import whosonfirst
from geoinc.gazetteer.sources.importing import BadRow
from geoinc.model import PlaceKind


def _feature(**properties: Any) -> dict[str, Any]:
    facts = {
        "wof:id": 85, "wof:name": "Khusham", "wof:placetype": "locality", "wof:country": "SY",
        "geom:longitude": 40.3, "geom:latitude": 35.3, "name:ara_x_preferred": ["خشام"],
        "name:eng_x_historical": ["Old Khusham"], "wof:concordances": {"gn:id": 167899},
    } | {key.replace("__", ":"): value for key, value in properties.items()}  # fmt: skip
    return {"type": "Feature", "properties": facts, "geometry": {"type": "Point", "coordinates": [40.3, 35.3]}}


def test_a_feature_becomes_a_record() -> None:
    place = whosonfirst.place(_feature())

    assert (place.id, place.kind, place.country) == ("wof:85", PlaceKind.SETTLEMENT, "SY")
    assert place.same_as == ("geonames:167899",)
    assert {(name.text, name.kind, name.lang) for name in place.names} == {
        ("خشام", NameKind.ALTERNATE, "ara"),
        ("Old Khusham", NameKind.HISTORICAL, "eng"),
    }


@pytest.mark.parametrize(
    ("properties", "why"),
    [
        ({"wof__superseded_by": [1]}, "superseded"),
        ({"edtf__deprecated": "2016-12-14"}, "ended"),
        ({"mz__is_current": 0}, "not current"),
        ({"wof__name": ""}, "no name"),
    ],
)
def test_features_that_are_no_more_are_rejected(properties: dict[str, Any], why: str) -> None:
    with pytest.raises(BadRow, match=why):
        whosonfirst.place(_feature(**properties))


@pytest.mark.parametrize("feature", [{}, {"properties": None}, [], {"properties": {"name": "x"}}])
def test_what_is_no_feature_is_rejected(feature: Any) -> None:
    with pytest.raises(BadRow, match="no Who's On First feature"):
        whosonfirst.place(feature)


def test_a_file_of_lines_gives_records_and_rejects(tmp_path: Path) -> None:
    path = tmp_path / "wof.jsonl"
    path.write_text(json.dumps(_feature()) + "\n{broken\n", "utf-8")

    good, bad = whosonfirst.lines_of_features(path)

    assert isinstance(good, PlaceRecord)
    assert isinstance(bad, Reject)
    assert bad.line == 2


def _database(path: Path) -> Path:
    with closing(sqlite3.connect(path)) as database, database:
        database.execute(
            "CREATE TABLE geojson (id INTEGER, body TEXT, source TEXT, is_alt BOOLEAN, lastmodified INTEGER)"
        )
        rows = [(85, json.dumps(_feature()), 0), (85, json.dumps(_feature()), 1), (86, "no json", 0)]
        database.executemany("INSERT INTO geojson VALUES (?, ?, 'wof', ?, 0)", rows)
    return path


def test_a_sqlite_distribution_is_read_without_alternative_geometries(tmp_path: Path) -> None:
    good, bad = whosonfirst.sqlite(_database(tmp_path / "wof.db"))

    assert isinstance(good, PlaceRecord)
    assert isinstance(bad, Reject)


def test_a_packed_distribution_is_unpacked_for_the_time_being(tmp_path: Path) -> None:
    import bz2

    packed = tmp_path / "wof.db.bz2"
    packed.write_bytes(bz2.compress(_database(tmp_path / "wof.db").read_bytes()))

    assert len(list(whosonfirst.sqlite(packed))) == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["wof.db", "wof.db.bz2"]


def test_another_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("CREATE TABLE t (x)")

    with pytest.raises(PackError, match="no table geojson"):
        list(whosonfirst.sqlite(path))


def test_a_damaged_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "cut.db"
    path.write_bytes(_database(tmp_path / "wof.db").read_bytes()[:3_000])

    with pytest.raises(PackError, match="damaged"):
        list(whosonfirst.sqlite(path))
