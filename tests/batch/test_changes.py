from __future__ import annotations

import csv
import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from shapely import Point, box

from geoinc.batch.changes import ChangeKind, changes, summary, write
from geoinc.model import EventType, Findings, Harm, Incident, Location, Region, Span, Tally

REGION = Region(Point(45.0, 12.8), box(44.9, 12.7, 45.1, 12.9), box(44.8, 12.6, 45.2, 13.0), 5_000.0)


def incident(name: str, killed: int = 2, was: tuple[str, ...] = ()) -> Incident:
    return Incident(
        *(name, f"=Blast {name}", (EventType("bombing"),), Location(REGION)),
        start=datetime(2021, 3, 1, tzinfo=UTC),
        casualties={Harm.KILLED: Tally(killed, killed, killed)},
        spans=(Span(f"d-{name}", 0, 5, "Blast"),),
        was=was,
    )


def test_each_kind_of_change_is_told() -> None:
    former = [incident(name) for name in ("same", "grows", "left", "right", "whole", "gone")]
    now = [
        incident("same"),
        incident("grows", killed=3),
        incident("left", was=("right",)),
        incident("whole"),
        incident("part", was=("whole",)),
        incident("fresh"),
    ]
    found = {change.incident.id: (change.kind, change.was, change.facts) for change in changes(former, now)}
    assert found == {
        "grows": (ChangeKind.CHANGED, (), ("casualties",)),
        "left": (ChangeKind.MERGED, ("right",), ()),
        "part": (ChangeKind.SPLIT, ("whole",), ()),
        "fresh": (ChangeKind.NEW, (), ()),
        "gone": (ChangeKind.GONE, ("gone",), ()),
    }


def test_a_merge_is_told_once() -> None:
    former = [incident("left", was=("right",))]
    assert changes(former, former) == []
    assert summary([]) == "nothing changed"


def test_changes_are_a_table_and_geojson(tmp_path: Path) -> None:
    found = changes([incident("a")], [replace(incident("a"), status=incident("a").status), incident("b")])
    write(tmp_path, found, Findings())
    (row,) = csv.DictReader((tmp_path / "changes.csv").open(encoding="utf-8-sig"))
    assert (row["change"], row["id"], row["title"]) == ("new", "b", "'=Blast b")
    (feature,) = json.loads((tmp_path / "changes.geojson").read_text())["features"]
    assert feature["properties"]["change"] == "new"
    assert feature["geometry"]["coordinates"] == [45.0, 12.8]
    assert summary(found) == "1 new"
