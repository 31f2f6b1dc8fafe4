"""Whether a place beside an event's words is where it happened is learned from places known to be right or not."""

from __future__ import annotations

from geoinc.learn.incidents.there import Standing, learn, left_out

FOUND = [Standing({"obl of its event": 1.0} if n % 2 else {"under say": 1.0}, bool(n % 2)) for n in range(80)]


def test_what_stands_at_right_places_weighs_for_them() -> None:
    scorer = learn(FOUND)
    assert scorer.probability({"obl of its event": 1.0}) > 0.5 > scorer.probability({"under say": 1.0})


def test_a_line_says_what_is_kept() -> None:
    found = [(n % 2, place) for n, place in enumerate(FOUND)]
    assert left_out(found, [learn(FOUND)] * 2).split()[0] == "1.000"
