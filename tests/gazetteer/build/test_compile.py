"""Records become one file: ordered by importance, each name's places once, and flags that say what a name is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from shapely import box

from geoinc import testing
from geoinc.gazetteer import Gazetteer
from geoinc.gazetteer.build.compile import compile_records, importance, postings
from geoinc.gazetteer.file.columns import NONE, NameFlag, PlaceFlag
from geoinc.gazetteer.names.fold import fold
from geoinc.gazetteer.records import NameKind
from geoinc.model import PlaceKind
from geoinc.testing import place


def test_importance_grows_with_kind_people_names_and_rank() -> None:
    village = importance(PlaceKind.SETTLEMENT, 100)
    assert village < importance(PlaceKind.SETTLEMENT, 10_000) < importance(PlaceKind.SETTLEMENT, 10_000, names=8)
    assert importance(PlaceKind.SETTLEMENT, 100, capital=True) == pytest.approx(village + 0.1)
    assert importance(PlaceKind.COUNTRY, 0) > village
    assert importance(PlaceKind.COUNTRY, 10**10, capital=True, names=10**6) == 1.0


def test_places_are_in_the_order_of_their_importance_and_the_bytes_the_same(tmp_path: Path) -> None:
    records = [
        place("Small", 3, 3, id="x:1"),
        place("Large", 1, 1, population=90_000, id="x:2"),
        place("Small", 2, 2, id="x:0"),
    ]
    first, second = (compile_records(records, tmp_path / name, facts={"why": "test"}) for name in "ab")
    assert first == second
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    opened = Gazetteer.open(tmp_path / "a")
    assert [opened.place_at(i).id for i in range(3)] == ["x:2", "x:0", "x:1"]


def test_a_derived_area_is_only_for_what_has_none(tmp_path: Path) -> None:
    bare, drawn = place("A", 1, 1, id="x:1"), replace(place("B", 5, 5, id="x:2"), geometry=box(4, 4, 6, 6))
    areas = {"x:1": box(0, 0, 2, 2), "x:2": box(0, 0, 9, 9), "x:9": box(0, 0, 1, 1)}
    compile_records([bare, drawn], tmp_path / "a", areas=lambda: areas)
    opened = Gazetteer.open(tmp_path / "a")
    flags = {opened.place_at(i).id: PlaceFlag(int(opened.columns.flags[i])) for i in range(2)}
    assert flags["x:1"] & PlaceFlag.DERIVED
    assert not flags["x:2"] & PlaceFlag.DERIVED
    assert (opened.extent("x:1"), opened.extent("x:2")) == (areas["x:1"], box(4, 4, 6, 6))


def test_a_key_has_each_place_once_and_demonyms_apart() -> None:
    keys, places = np.array([1, 0, 0, 0, NONE, 1]), np.array([4, 2, 7, 2, 3, 4], np.uint32)
    number = list(NameKind).index
    kinds = np.array([number(NameKind.NAME)] * 5 + [number(NameKind.DEMONYM)])
    found = postings(2, keys, places, kinds)
    assert found["key_start"].tolist() == [0, 2, 3]  # type: ignore[union-attr]
    assert found["posting"].tolist() == [2, 7, 4]  # type: ignore[union-attr]
    assert found["posting_row"].tolist() == [1, 2, 0]  # type: ignore[union-attr]
    assert (found["demonym_key"].tolist(), found["demonym_posting"].tolist()) == ([1], [4])  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("name", "flags"),
    [
        ("Mali", NameFlag.PLACE | NameFlag.PRIMARY),
        ("Malian", NameFlag.DEMONYM),
        ("MLI", NameFlag.ABBREVIATION),
        ("Sudan français", NameFlag.PLACE),
    ],
)
def test_a_name_says_what_it_is(name: str, flags: NameFlag) -> None:
    made = testing.gazetteer(
        place("Mali", -4, 17, kind=PlaceKind.COUNTRY, country="ML", code="ML", names=["Sudan français"], demonyms=["Malian"], abbreviations=["MLI"])
    )  # fmt: skip
    assert made.info(fold(name)) == flags
