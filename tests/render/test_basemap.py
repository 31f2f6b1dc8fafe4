"""The basemap inside the page."""

from __future__ import annotations

import json

import pytest
import shapely
from shapely import LineString, Point, box

from geoinc.errors import LexiconError
from geoinc.model import Outline, PlaceKind, PlaceLabel
from geoinc.render import basemap
from geoinc.render.options import Basemap
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


def test_the_euphrates_runs_as_surveyed() -> None:
    """Between Deir ez-Zor and Busayrah its points are hundreds of metres apart, not kilometres."""
    detail = basemap.basemap(SYRIA, ())["detail"]
    reach = box(40.1, 35.1, 40.45, 35.4)
    river = shapely.union_all([LineString(decode(line, detail["q"])) for line in detail["rivers"] if len(line) > 8])
    within = river.intersection(reach)
    assert within.length / shapely.get_num_coordinates(within) < 0.005


def test_a_plain_map_is_a_sketch() -> None:
    sizes = [len(json.dumps(basemap.basemap(SYRIA, (), style=style))) for style in (Basemap.RICH, Basemap.PLAIN)]
    assert sizes[0] > 2 * sizes[1]


def test_far_findings_have_their_neighbourhoods_in_full() -> None:
    near = basemap.basemap((-10.0, 0.0, 100.0, 40.0), (), windows=[(40.0, 35.0, 40.6, 35.6), (95.8, 21.6, 96.4, 22.2)])[
        "near"
    ]
    lons = [lon for lon, _ in points(near["rivers"], near["q"])]
    assert any(abs(lon - 40.3) < 0.3 for lon in lons)
    assert any(abs(lon - 96.1) < 0.3 for lon in lons)
    boxes = [box(*edges) for edges in near["boxes"]]
    assert all(any(shapely.dwithin(Point(p), b, 0.001) for b in boxes) for p in points(near["rivers"], near["q"]))


def test_islands_in_lakes_are_rings_of_the_lakes() -> None:
    """Olkhon lies in Lake Baikal: the even-odd rule shows it as land."""
    detail = basemap.basemap((106.0, 52.5, 109.0, 54.0), ())["detail"]
    rings = [shapely.Polygon(decode(r, detail["q"])) for rings in detail["lakes"] for r in rings]
    assert sum(ring.contains(Point(107.4, 53.15)) for ring in rings) % 2 == 0
    assert sum(ring.contains(Point(108.2, 53.4)) for ring in rings) % 2 == 1


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


@pytest.mark.parametrize("edges", [(-120.0, -40.0, 140.0, 60.0), (-5.0, 36.0, 30.0, 60.0), (170.0, 50.0, 200.0, 70.0)])
@pytest.mark.parametrize("style", list(Basemap))
def test_a_map_of_half_the_world_stays_small(edges: tuple[float, float, float, float], style: Basemap) -> None:
    assert len(json.dumps(basemap.basemap(edges, (), style=style))) < 600_000


def test_the_open_sea_has_no_lines() -> None:
    detail = basemap.basemap((-140.0, 30.0, -139.0, 31.0), ())["detail"]
    assert detail["land"] == detail["rivers"] == detail["borders"] == []


def test_borders_of_units_are_told_apart_from_derived_ones() -> None:
    line = LineString([(40.0, 35.0), (41.0, 36.0)])
    outlines = [
        Outline(PlaceKind.ADMIN1, line, surveyed=False),
        Outline(PlaceKind.ADMIN2, line),
        Outline(PlaceKind.ROAD, line, "M4"),
    ]
    made = basemap.basemap(SYRIA, (), outlines=outlines)
    assert points(made["units"]["derived"]["lines"], made["units"]["derived"]["q"])[0] == pytest.approx((40, 35))
    assert len(made["units"]["surveyed"]["lines"]) == 1
    assert made["ways"]["lines"][0][:2] == ["road", "M4"]
