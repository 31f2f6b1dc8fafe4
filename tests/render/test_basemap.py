"""The basemap inside the page."""

from __future__ import annotations

import json

import pytest

from geoinc.errors import LexiconError
from geoinc.model import PlaceLabel
from geoinc.render import basemap
from geoinc.render.shapes import decode

SYRIA = (39.0, 34.5, 41.5, 36.5)


def points(texts: list[str], quantum: float) -> list[tuple[float, float]]:
    return [tuple(p) for text in texts for p in decode(text, quantum)]


def test_the_detail_stays_in_its_box() -> None:
    detail = basemap.basemap(SYRIA, ())["detail"]
    west, south, east, north = detail["box"]
    lines = detail["rivers"] + detail["borders"] + detail["disputed"] + [r for rings in detail["land"] for r in rings]
    for lon, lat in points(lines, detail["q"]):
        assert west - 0.01 <= lon <= east + 0.01
        assert south - 0.01 <= lat <= north + 0.01


def test_the_euphrates_is_drawn() -> None:
    detail = basemap.basemap(SYRIA, ())["detail"]
    near = [p for p in points(detail["rivers"], detail["q"]) if abs(p[0] - 40.14) < 0.1 and abs(p[1] - 35.34) < 0.1]
    assert near


def test_a_box_over_the_antimeridian_has_land_on_both_sides() -> None:
    detail = basemap.basemap((176.0, -20.0, 182.0, -15.0), ())["detail"]
    lons = [p[0] for p in points([r for rings in detail["land"] for r in rings], detail["q"])]
    assert min(lons) < 180 < max(lons)


def test_without_findings_only_the_world_is_there() -> None:
    made = basemap.basemap(None, ())
    assert made["detail"] is None
    assert len(made["world"]["land"]) > 50


def test_borders_in_kashmir_are_dashed() -> None:
    detail = basemap.basemap((73.0, 33.0, 78.0, 36.0), ())["detail"]
    assert detail["disputed"]


def test_labels_come_by_importance() -> None:
    labels = [PlaceLabel("Small", 0, 0, 5), PlaceLabel("Large", 1, 1, 0)]
    assert [row[0] for row in basemap.basemap(None, labels)["labels"]] == ["Large", "Small"]


@pytest.mark.parametrize(
    "row",
    [
        {"west": "2", "south": "0", "east": "1", "north": "1"},
        {"west": "x", "south": "0", "east": "1", "north": "1"},
        {"west": "0"},
    ],
)
def test_a_row_that_is_no_box_is_named(row: dict[str, str]) -> None:
    with pytest.raises(LexiconError, match="line 7"):
        basemap._box(row, 7)


@pytest.mark.parametrize("box", [(-120.0, -40.0, 140.0, 60.0), (-5.0, 36.0, 30.0, 60.0), (170.0, 50.0, 200.0, 70.0)])
def test_a_map_of_half_the_world_stays_small(box: basemap.Box) -> None:
    assert len(json.dumps(basemap.basemap(box, ()))) < 300_000


def test_the_open_sea_has_no_lines() -> None:
    detail = basemap.basemap((-140.0, 30.0, -139.0, 31.0), ())["detail"]
    assert detail["land"] == detail["rivers"] == detail["borders"] == []
