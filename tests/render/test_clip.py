"""Linework cut to boxes, over the antimeridian too."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from geoinc.geo.linework import Layer, LevelOfDetail, Lines, lines
from geoinc.render import clip


@pytest.fixture(scope="module")
def borders() -> Lines:
    return lines(Layer.BORDERS, LevelOfDetail.CRUDE)


@pytest.mark.parametrize(
    ("box", "turns"),
    [((10, 0, 20, 10), [0.0]), ((170, 0, 190, 10), [0.0, 360.0]), ((-190, 0, -170, 10), [-360.0, 0.0])],
)
def test_a_box_past_the_antimeridian_is_seen_twice(box: clip.Box, turns: list[float]) -> None:
    assert [turn for turn, _ in clip.windows(box)] == turns


def test_lines_end_at_the_edge_of_their_box(borders: Lines) -> None:
    box = (30.0, 30.0, 45.0, 40.0)
    found = clip.lines_within(borders, [box])
    assert len(found)
    assert all(shapely.box(*box).buffer(1e-6).covers(line) for line in found)
    assert set(shapely.get_type_id(found)) == {shapely.GeometryType.LINESTRING}


def test_points_are_counted_in_a_box_and_its_cells(borders: Lines) -> None:
    everywhere = clip.points_within(borders, (-180.0, -90.0, 180.0, 90.0))
    assert everywhere == len(borders.lonlat)
    assert clip.points_within(borders, (-40.0, 30.0, -35.0, 35.0)) == 0


def test_inside_and_outside_are_the_whole() -> None:
    line = np.array([shapely.LineString([(0, 0), (10, 0)])], dtype=object)
    area = clip.boxes([(2, -1, 4, 1), (4, -1, 5, 1)])
    assert shapely.length(clip.inside(line, area)).sum() == pytest.approx(3)
    assert shapely.length(clip.outside(line, area)).sum() == pytest.approx(7)
    assert list(shapely.length(clip.longer(clip.outside(line, area), 4))) == [5.0]


def test_no_cuts_have_no_parts() -> None:
    assert len(clip.parts([], clip.LINE)) == 0
