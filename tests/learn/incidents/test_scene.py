"""Which place is an event's scene is learned from reports of which the position is known."""

from __future__ import annotations

from dataclasses import replace

import pytest
from incident_inputs import place, relation
from shapely import Point

from geoinc.incidents.scene import Scene, SceneCandidate
from geoinc.learn.incidents.scene import Chosen, SceneChoice, _off_m, learn, worth
from geoinc.model import Document, Location, Reason, Region, RelationKind

WHERE = relation(Document("Gao"), "Gao", RelationKind.AT, place("Gao", at=(0.0, 16.0)))


def choice(right: int, table: str = "awsd") -> SceneChoice:
    options = tuple(SceneCandidate(WHERE, {"direct" if i == right else "far": 1.0}, i == right) for i in range(2))
    return SceneChoice(table, options, tuple(i == right for i in range(2)), (0.0, 9e5), (0.0, 16.0))


def test_what_tells_the_right_place_weighs() -> None:
    scorer = learn([choice(n % 2) for n in range(40)])
    assert scorer.score({"direct": 1.0}) > scorer.score({"far": 1.0})


def test_nowhere_is_endlessly_far_off() -> None:
    assert _off_m(Location(None, reason=Reason.NO_LOCATION), (0.0, 16.0)) == pytest.approx(float("inf"))


def test_a_pin_of_an_article_is_right_near_any_of_its_events_and_for_half_where_another_is() -> None:
    region = Region(Point(0.0, 16.0), Point(0.0, 16.0).buffer(0.05), Point(0.0, 16.0).buffer(0.1), 10_000.0)
    scene = Scene((WHERE,), 0.9, ((WHERE, 0.9),), {"article": 1.0})

    def pin(*grounds: float) -> Chosen:
        case = replace(choice(0, "worked"), grounds=tuple((lon, 16.0, 20_000.0) for lon in grounds))
        return Chosen(case, scene, region, 0.0, 0.0)

    assert worth([pin(50.0, 0.1)] * 2) == [1.0, 0.5]
    assert worth([pin(0.0, 0.1)] * 2) == [1.0, 1.0]
    assert worth([pin(9.0)]) == [0.0]
