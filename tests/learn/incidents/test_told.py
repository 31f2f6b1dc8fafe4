"""Whether a trigger tells of an event is learned from texts of which it is known, and from news only what is clean."""

from __future__ import annotations

from geoinc.learn.incidents.told import TriggerTable, best, learn, left_out

TOLD = [TriggerTable("awsd", True, f"t{n}", ({"struck": 1.0}, {"plan": 1.0})) for n in range(20)]  # noqa: FBT003
NONE = [TriggerTable("none", False, f"n{n}", ({"plan": 1.0},)) for n in range(20)]  # noqa: FBT003
NEWS = [TriggerTable("news", False, f"w{n}", ({"struck": 1.0},)) for n in range(20)]  # noqa: FBT003


def test_of_a_text_with_an_event_the_likely_triggers_tell_it() -> None:
    scorer = learn([*TOLD, *NONE])
    assert scorer.probability({"struck": 1.0}) > 0.8
    assert scorer.probability({"plan": 1.0}) < 0.3


def test_news_that_is_likely_to_tell_is_not_learned_from() -> None:
    scorer, with_news = learn([*TOLD, *NONE]), learn([*TOLD, *NONE, *NEWS])
    assert with_news.weights == scorer.weights
    assert best(scorer, TOLD[0]) > best(scorer, NONE[0])


def test_a_table_is_judged_by_what_was_learned_without_it() -> None:
    other = [TriggerTable("asam", True, f"a{n}", ({"struck": 1.0},)) for n in range(20)]  # noqa: FBT003
    shares = left_out([*TOLD, *other, *NONE])
    assert shares["asam"] == (1.0, 20)
    assert {"awsd", "asam"} <= shares.keys()
