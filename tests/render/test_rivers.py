"""The surveyed course of a river along the gazetteer's coarse one."""

from __future__ import annotations

import shapely
from shapely import LineString, Point

from geoinc.gazetteer import Gazetteer
from geoinc.render.rivers import MOSTLY, fine


def test_the_euphrates_keeps_its_length_and_gains_its_bends() -> None:
    coarse = next(c.place for c in Gazetteer.default().search("Euphrates") if c.place.kind == "river").extent
    assert coarse is not None
    course = fine(coarse)
    assert shapely.get_num_coordinates(course) > 10 * shapely.get_num_coordinates(coarse)
    assert 0.9 < course.length / coarse.length < 1.5
    assert shapely.dwithin(course, Point(40.15, 35.32), 0.02)


def test_a_line_beside_no_river_stays() -> None:
    desert = LineString([(20.0, 27.0), (21.0, 27.5), (22.0, 27.0)])
    assert fine(desert).equals(shapely.MultiLineString([desert]))


def test_only_a_line_along_a_river_takes_its_bends() -> None:
    line = Gazetteer.default().extent("geoinc:euphrates-deconfliction-line")
    assert line is not None
    course = fine(line, least=MOSTLY)
    assert shapely.get_num_coordinates(course) > 5 * shapely.get_num_coordinates(line)
    front = LineString([(38.6, 35.0), (40.14, 35.34), (41.6, 35.9)])
    assert fine(front, least=MOSTLY) is front
