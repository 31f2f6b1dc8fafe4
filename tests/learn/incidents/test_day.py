"""The day of an event is learned from articles of which it is known."""

from __future__ import annotations

from datetime import date

from geoinc.incidents.decisions.day import Dated, DayChoice
from geoinc.incidents.decisions.scorer import Scorer
from geoinc.learn.incidents.day import DayCase, learn, score
from geoinc.model import Document, TimePrecision
from geoinc.text.sentences import sentences
from geoinc.text.time_ranges import Time

DAYS = [date(2024, 5, 1), date(2024, 5, 2)]
[SENTENCE] = sentences(Document("Shells fell."))


def named(first: date, last: date) -> list[Dated]:
    return [Dated(Time(0, 0, "", first, last, TimePrecision.DAY), SENTENCE)]


def case(right: date | None, *, old: bool = False) -> DayCase:
    told = [{"attached": float(day == right), "mentions": 0.25} for day in DAYS]
    return DayCase(DayChoice(DAYS, [named(day, day) for day in DAYS], [*told, {"none": 1.0}]), right, old)


FOUND = [*(case(day) for day in DAYS for _ in range(8)), *(case(None, old=True) for _ in range(4))]


def test_what_names_the_right_days_weighs() -> None:
    scorer = learn(FOUND)
    assert scorer.weights["attached"] > 0
    assert score(FOUND, scorer) == (16, 16)


def test_no_day_is_right_where_none_is_told() -> None:
    assert case(None).right == [False, False, True]
    assert case(date(2024, 6, 1)).right == [False, False, True]
    assert case(DAYS[1]).right == [False, True, False]


def test_an_event_without_a_day_is_of_the_week_that_its_text_names() -> None:
    week = DayChoice(DAYS, [named(DAYS[0], date(2024, 5, 7)), named(DAYS[1], DAYS[1])], [{}, {}, {}])
    assert DayCase(week, None, old=False).right == [True, False, True]
    assert DayCase(week, None, old=True).right == [False, False, True]


def test_an_unlikely_day_is_none_of_a_list() -> None:
    asked, scorer = case(DAYS[0]).choice, Scorer({"mentions": 1.0})
    assert asked.best(scorer) == 0
    assert asked.best(scorer, least=0.5) is None
