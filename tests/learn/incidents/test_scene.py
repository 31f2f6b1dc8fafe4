"""Which place is an event's scene is learned from reports of which the position is known."""

from __future__ import annotations

import pytest
from incident_inputs import place, relation

from geoinc.incidents.scene import SceneCandidate
from geoinc.learn.incidents.scene import SceneChoice, _off_m, learn
from geoinc.model import Document, Location, Reason, RelationKind

WHERE = relation(Document("Gao"), "Gao", RelationKind.AT, place("Gao", at=(0.0, 16.0)))


def choice(right: int, table: str = "awsd") -> SceneChoice:
    options = tuple(SceneCandidate(WHERE, {"direct" if i == right else "far": 1.0}, i == right) for i in range(2))
    return SceneChoice(table, options, tuple(i == right for i in range(2)), (0.0, 9e5), (0.0, 16.0))


def test_what_tells_the_right_place_weighs() -> None:
    scorer = learn([choice(n % 2) for n in range(40)])
    assert scorer.score({"direct": 1.0}) > scorer.score({"far": 1.0})


def test_nowhere_is_endlessly_far_off() -> None:
    assert _off_m(Location(None, reason=Reason.NO_LOCATION), (0.0, 16.0)) == pytest.approx(float("inf"))
