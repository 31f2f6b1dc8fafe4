"""Which type an event has is a choice among candidates, judged on events left out."""

from __future__ import annotations

from geoinc.evaluate.incidents import MUC_TYPES
from geoinc.incidents.types import kinds
from geoinc.learn.incidents.kinds import MEANS, TypeChoice, crossed, learn

CASES = [
    TypeChoice("msa", ("attack", "bombing"), ({"frame": 1.0}, {"look": 1.0}), (True, False)) for _ in range(20)
] + [TypeChoice("awsd", ("shelling", "attack"), ({"frame": 1.0, "look": 1.0}, {}), (True, False)) for _ in range(20)]


def test_what_tells_the_right_type_weighs() -> None:
    scorer = learn(CASES)
    assert scorer.score({"frame": 1.0}) > scorer.score({"look": 1.0})


def test_events_left_out_are_told_by_the_others() -> None:
    answers = list(crossed(CASES))
    assert len(answers) == len(CASES)
    assert all(right for _, right in answers)


def test_means_and_templates_lead_to_types_that_there_are() -> None:
    known = kinds().keys()
    assert set().union(*MEANS.values()) <= known
    assert {name for names in MUC_TYPES.values() for name in names} <= known
