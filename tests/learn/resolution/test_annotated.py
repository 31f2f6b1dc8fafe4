"""Corpora as examples, and how much credit a candidate has."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from geoinc import testing
from geoinc.learn.resolution.annotated import TWIN_CREDIT, UNNAMED_CREDIT, Gold, _credit, _distance, load
from geoinc.model import PlaceKind

SMALL = testing.gazetteer(
    testing.place("Gao", 0.0, 16.3, country="ML", id="geonames:1", population=9_000),
    testing.place("Gao Cercle", 0.1, 16.3, kind=PlaceKind.ADMIN2, country="ML", id="geonames:2"),
    testing.place("Gao", 40.0, 0.0, country="SO", id="geonames:3"),
)
INDEX = np.array([SMALL.index_of(f"geonames:{n}") for n in (1, 2, 3)], dtype=np.int32)


def credit(gold: Gold) -> list[float]:
    return [round(float(x), 2) for x in _credit(gold, INDEX, _distance(gold, INDEX, SMALL), SMALL)]


def test_the_very_place_has_all_and_a_near_one_some() -> None:
    assert credit(Gold(0.0, 16.3, "geonames:1")) == [1.0, TWIN_CREDIT, 0.0]


def test_a_point_without_an_id_means_the_nearest() -> None:
    assert credit(Gold(0.0, 16.3, None)) == [1.0, UNNAMED_CREDIT, 0.0]


def test_an_id_that_we_lack_teaches_what_is_near() -> None:
    assert credit(Gold(0.0, 16.3, "geonames:9")) == [1.0, 1.0, 0.0]


def test_a_wide_place_may_have_its_point_far_off() -> None:
    assert credit(Gold(3.0, 16.3, None)) == [0.0, 1.0, 0.0]


def test_what_was_not_linked_teaches_none() -> None:
    assert credit(Gold(None, None, None)) == [0.0, 0.0, 0.0]


def test_of_overlapping_toponyms_the_longer_first_is_kept(tmp_path: Path) -> None:
    toponyms = [
        {"start": 3, "end": 13, "lon": 0.1, "lat": 16.3, "geonameid": 2},
        {"start": 3, "end": 6},
        {"start": 18, "end": 21, "lon": 0.0, "lat": 16.3},
    ]
    rows = [
        {"id": "a", "text": "In Gao Cercle and Gao", "toponyms": toponyms},
        {"id": "b", "text": "x", "toponyms": []},
    ]
    path = tmp_path / "c.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)))
    [example] = load(path, SMALL)
    assert [m.text for m in example.mentions] == ["Gao Cercle", "Gao"]
    assert [g.id for g in example.gold] == ["geonames:2", None]
    assert example.corpus == "c"
