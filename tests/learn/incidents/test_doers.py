"""Who of those named beside an event did it is learned from reports that say so."""

from __future__ import annotations

from geoinc.learn.incidents.doers import NamedBeside, learn, left_out

FOUND = [
    NamedBeside(
        f"text {n // 2}", n // 2, {"named": 1.0} if n % 2 else {"who says so": 1.0}, right=bool(n % 2), does=False
    )
    for n in range(60)
]


def test_what_doers_are_like_weighs_for_them() -> None:
    scorer = learn(FOUND)
    assert scorer.probability({"named": 1.0}) > 0.5 > scorer.probability({"who says so": 1.0})


def test_events_left_out_are_counted_beside_grammar_alone() -> None:
    assert left_out(FOUND).startswith("of 30 events left out 1.000 name who did it (0.000 by grammar alone)")
