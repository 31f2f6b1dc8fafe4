from __future__ import annotations

import shapely

from geoinc.gazetteer.build import rivers


def test_a_few_waypoints_become_the_course_of_the_river() -> None:
    course = rivers.follow([[(38.55, 35.87), (40.14, 35.34), (40.95, 34.45)]])

    assert len(course.coords) > 50
    assert course.distance(shapely.Point(40.17, 35.33)) < 0.05, "it passes Deir ez-Zor"
    assert course.length < 1.6 * shapely.LineString([(38.55, 35.87), (40.14, 35.34), (40.95, 34.45)]).length


def test_waypoints_far_from_every_river_are_joined_straight() -> None:
    course = rivers.follow([[(20.0, 23.0), (21.0, 23.0)]])

    assert list(course.coords) == [(20.0, 23.0), (21.0, 23.0)]


def test_several_parts_are_several_lines() -> None:
    course = rivers.follow([[(20.0, 23.0), (21.0, 23.0)], [(22.0, 23.0), (23.0, 23.0)]])

    assert course.geom_type == "MultiLineString"
