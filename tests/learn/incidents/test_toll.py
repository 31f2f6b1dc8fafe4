"""A toll is told once more in other words, and the subset with the recorded sum is learned."""

from __future__ import annotations

import pytest

from geoinc.evaluate.reports import WorkedEvent, WorkedReport
from geoinc.learn.incidents import toll
from geoinc.learn.incidents.texts import Prepared, Text
from geoinc.learn.incidents.toll import cases, learn, retold
from geoinc.learn.incidents.worked import Labelled
from geoinc.model import Document, Harm


def texts(count: int) -> list[Text]:
    return [
        Text("awsd", Document(f"Gunmen killed {n} aid workers and wounded {n + 1} others."), told=True, row={"killed": n, "wounded": n + 1})
        for n in range(2, 2 + count)
    ]  # fmt: skip


@pytest.mark.parametrize(("words", "number"), [("a", 3), ("a+b", 8), ("a+2", 5), ("7", 7)])
def test_sums_of_drawn_numbers(words: str, number: int) -> None:
    assert toll._added(words, {"a": 3, "b": 5}) == number


def test_a_toll_told_again_is_the_same_every_time_and_keeps_the_report() -> None:
    first = list(retold(texts(40)))
    assert first == list(retold(texts(40)))
    assert 0 < len(first) < 40
    for number, how, text, harm in first:
        assert texts(40)[number].document.text in text.document.text
        assert len(text.document.text) > len(texts(40)[number].document.text)
        assert text.row[harm.value] > 1
        assert how != "report"


def test_what_is_recorded_stands_beside_the_counts() -> None:
    plain = [case for case in cases(texts(3)) if not case.made]
    assert {min(case.gold) for case in plain} == {2, 3, 4, 5}
    assert all(any(case.is_right) for case in plain)


def test_the_right_subset_is_learned() -> None:
    found = [case for case in cases(texts(24)) if not case.made]
    scorer = learn([c for c in found if c.row % 2]) if any(not all(c.is_right) for c in found) else None
    assert scorer is None or all(toll.is_right(c, scorer) for c in found if not c.row % 2)


def test_the_counts_of_an_event_are_those_of_all_that_tells_of_it() -> None:
    text = "Gunmen killed three men in Alba. In Bern a blast killed nine. A fourth man died in Alba later."
    quotes = ("Gunmen killed three men", "a blast killed nine", "A fourth man died")
    first, other, last = ((at := text.index(q), at + len(q)) for q in quotes)
    events = (
        WorkedEvent((0.0, 0.0), 1e4, toll={Harm.KILLED: 4}, told=(first, last)),
        WorkedEvent((9.0, 9.0), 1e4, toll={Harm.KILLED: 9}, told=(other,)),
    )
    document = Document(text)
    item = Prepared(Text("worked", document, told=True), (), ())
    found = {min(c.gold): c for c in toll.worked([Labelled(WorkedReport(document, events), item)])}
    assert [c.value for c in found[4].asked.counts] == [3, 1]
    assert [c.value for c in found[9].asked.counts] == [9]
    assert all(any(c.is_right) for c in found.values())
