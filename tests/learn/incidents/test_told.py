"""Whether a trigger tells of an event is learned from texts of which it is known, and from news only what is clean."""

from __future__ import annotations

from geoinc.learn.incidents.told import TriggerTable, best, found_of_tables, learn, left_out

TOLD = [TriggerTable("awsd", True, ({"struck": 1.0}, {"plan": 1.0})) for n in range(20)]  # noqa: FBT003
NONE = [TriggerTable("none", False, ({"plan": 1.0},)) for n in range(20)]  # noqa: FBT003
NEWS = [TriggerTable("news", False, ({"struck": 1.0},)) for n in range(20)]  # noqa: FBT003


def test_of_a_text_with_an_event_the_likely_triggers_tell_it() -> None:
    scorer = learn([*TOLD, *NONE])
    assert scorer.probability({"struck": 1.0}) > 0.8
    assert scorer.probability({"plan": 1.0}) < 0.3


def test_news_that_is_likely_to_tell_is_not_learned_from() -> None:
    scorer, with_news = learn([*TOLD, *NONE]), learn([*TOLD, *NONE, *NEWS])
    assert with_news.weights == scorer.weights
    assert best(scorer, TOLD[0]) > best(scorer, NONE[0])


def test_a_table_is_judged_by_what_was_learned_without_it() -> None:
    other = [TriggerTable("asam", True, ({"struck": 1.0},)) for n in range(20)]  # noqa: FBT003
    lines = list(found_of_tables([*TOLD, *other, *NONE]))
    assert [line.split()[:2] for line in lines] == [["asam", "1.000"], ["awsd", "1.000"]]


def test_each_part_is_judged_by_what_was_learned_without_it() -> None:
    struck, plan = {"struck": 1.0}, {"plan": 1.0}
    known = [
        TriggerTable(table, told=True, triggers=(struck, plan), known=(True, False), fold=n % 4)
        for table in ("worked", "alone")
        for n in range(20)
    ]
    none, worked, alone = left_out([*known, *NONE], [learn([*known, *NONE])] * 4)
    assert none.startswith("none       0.000 of 20")
    assert worked.split()[1:9] == ["1.000", "of", "20", "words", "told,", "0.000", "of", "20"]
    assert alone.split()[1] == "1.000"
