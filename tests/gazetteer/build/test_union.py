"""Joined files hold what compiling all records together holds."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapely import Point, box

from geoinc.gazetteer import Gazetteer
from geoinc.gazetteer.build.compile import compile_records
from geoinc.gazetteer.build.union import union
from geoinc.gazetteer.records import Name, NameKind, PlaceRecord
from geoinc.model import PlaceKind

SYRIA = PlaceRecord("geonames:163843", "Syria", PlaceKind.COUNTRY, 38.0, 35.0, country="SY", code="SY", population=16_000_000,
               names=(Name("Syrian", NameKind.DEMONYM),), source="ours", licence="MIT")  # fmt: skip
DEIR = PlaceRecord("geonames:170792", "Deir ez-Zor", PlaceKind.ADMIN1, 40.3, 35.1, country="SY", code="SY.07",
              geometry=box(39, 34, 41, 36), derived=True, source="ours", licence="MIT")  # fmt: skip
CITY = PlaceRecord("geonames:170794", "Deir ez-Zor", PlaceKind.SETTLEMENT, 40.14, 35.34, country="SY", admin1="SY.07",
              population=271_800, names=(Name("دير الزور"),), source="ours", licence="MIT")  # fmt: skip
HAMLET = PlaceRecord(
    "ours:1", "Khusham", PlaceKind.SETTLEMENT, 40.29, 35.30, country="SY", admin1="SY.07", source="ours"
)
BASE = [SYRIA, DEIR, CITY, HAMLET]

AGAIN = PlaceRecord("wof:1", "Khusham", PlaceKind.SETTLEMENT, 40.291, 35.301, country="SY", population=6_000,
               names=(Name("خشام"), Name("Khusham")), source="theirs", licence="CC0")  # fmt: skip
FAR = PlaceRecord("wof:2", "Khusham", PlaceKind.SETTLEMENT, 36.2, 34.1, country="SY", source="theirs")
SAME_ID = PlaceRecord("wof:3", "Dayr az-Zawr", PlaceKind.SETTLEMENT, 40.0, 35.0, country="SY",
                 same_as=("geonames:170794",), source="theirs")  # fmt: skip
SURVEYED = PlaceRecord("wof:4", "Deir ez-Zor Governorate", PlaceKind.ADMIN1, 40.0, 35.0, country="SY", code="SY.07",
                  geometry=box(39.1, 34.1, 41, 36), source="theirs")  # fmt: skip
VILLAGE = PlaceRecord(
    "wof:5", "Hatla", PlaceKind.SETTLEMENT, 40.17, 35.37, country="SY", admin1="SY.07", source="theirs"
)
DISTRICT = PlaceRecord("wof:6", "Mayadin", PlaceKind.ADMIN2, 40.4, 35.0, country="SY", admin1="SY.07", code="SY.07.9",
                  source="theirs")  # fmt: skip
INSIDE = PlaceRecord("wof:7", "Al-Asharah", PlaceKind.SETTLEMENT, 40.56, 34.92, country="SY", admin1="SY.07",
                admin2="SY.07.9", source="theirs")  # fmt: skip
PACK = [AGAIN, FAR, SAME_ID, SURVEYED, VILLAGE, DISTRICT, INSIDE]


def compiled(records: list[PlaceRecord], path: Path) -> Path:
    compile_records(records, path)
    return path


@pytest.fixture(scope="module")
def joined(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    home = tmp_path_factory.mktemp("union")
    files = [compiled(BASE, home / "base.geoinc"), compiled(PACK, home / "pack.geoinc")]
    union(files, home / "joined.geoinc", facts={})
    return Gazetteer.open(home / "joined.geoinc")


def test_a_place_of_one_name_near_by_is_one_place_and_gets_what_it_lacks(joined: Gazetteer) -> None:
    place = joined.place("wof:1")
    assert place.id == "ours:1"
    assert place.population == 6_000
    assert (place.point.x, place.point.y) == (40.29, 35.30)
    assert joined.names(joined.index_of("ours:1")) == ["Khusham", "خشام"]
    assert place.source == "ours + theirs"


def test_a_namesake_far_off_is_another_place(joined: Gazetteer) -> None:
    assert {joined.store.id_at(int(index)) for index in joined.indices("Khusham")} == {"ours:1", "wof:2"}


def test_an_id_joins_and_adds_the_other_spelling(joined: Gazetteer) -> None:
    assert joined.place("wof:3").name == "Deir ez-Zor"
    assert joined.store.id_at(int(joined.indices("Dayr az-Zawr")[0])) == "geonames:170794"


def test_a_surveyed_area_takes_the_place_of_a_derived_one(joined: Gazetteer) -> None:
    area = joined.place("geonames:170792").extent
    assert area is not None
    assert not area.covers(Point(39.05, 35.0))


def test_units_are_found_across_files(joined: Gazetteer) -> None:
    assert joined.place("wof:5").admin1 == "Deir ez-Zor"
    assert joined.place("wof:7").admin2 == "Mayadin"
    assert joined.place("wof:7").country == "SY"
    assert joined.columns.country_place[joined.columns.country_number("SY")] == joined.index_of("geonames:163843")


def test_an_index_is_still_a_rank(joined: Gazetteer) -> None:
    importance = joined.columns.importance
    assert (importance[1:] <= importance[:-1]).all()


def test_demonyms_scans_and_searches_work_as_before(joined: Gazetteer) -> None:
    assert joined.demonym("Syrian") == joined.index_of("geonames:163843")
    assert [hit.start for hit in joined.scan("In Hatla, east of Deir ez-Zor")] == [3, 18]
    assert joined.search("Hatlah, Deir ez-Zor, Syria")[0].place.id == "wof:5"


NAMES = st.sampled_from(["Gao", "Goma", "Sake", "Kidal", "Mopti", "Pál", "غاو"])
RECORDS = st.lists(
    st.tuples(NAMES, st.sampled_from([0.0, 0.01, 4.0]), st.sampled_from([PlaceKind.SETTLEMENT, PlaceKind.FACILITY]),
              st.integers(0, 3)),
    max_size=8,
)  # fmt: skip


Row = tuple[str, float, PlaceKind, int]


def records(rows: list[Row], source: str) -> list[PlaceRecord]:
    return [
        PlaceRecord(f"{source}:{at}", name, kind, 10.0 + shift, 10.0, population=people, source=source)
        for at, (name, shift, kind, people) in enumerate(rows)
    ]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=RECORDS, second=RECORDS, third=RECORDS)
def test_no_id_is_lost_and_every_name_finds_its_place(
    tmp_path: Path, first: list[Row], second: list[Row], third: list[Row]
) -> None:
    tables = {source: records(rows, source) for source, rows in zip("abc", (first, second, third), strict=True)}
    files = [compiled(rows, tmp_path / f"{source}.geoinc") for source, rows in tables.items()]
    union(files, tmp_path / "joined.geoinc", facts={})
    joined = Gazetteer.open(tmp_path / "joined.geoinc")
    for record in (record for rows in tables.values() for record in rows):
        index = joined.index_of(record.id)
        assert index in joined.indices(record.name).tolist()
        assert record.name in joined.names(index)


def test_joining_one_file_changes_nothing_that_is_seen(tmp_path: Path) -> None:
    base = compiled([*BASE, *PACK], tmp_path / "base.geoinc")
    union([base], tmp_path / "joined.geoinc", facts={})
    one, other = Gazetteer.open(base), Gazetteer.open(tmp_path / "joined.geoinc")
    assert [one.place_at(i) for i in range(len(one))] == [other.place_at(i) for i in range(len(other))]
    assert [one.names(i) for i in range(len(one))] == [other.names(i) for i in range(len(other))]
    for section in ("key_start", "posting", "skeleton_hash", "key_flags"):
        assert (one.container.array(section) == other.container.array(section)).all()
