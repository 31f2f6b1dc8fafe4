"""Which event of an article an account is of is learned from texts of which it is known."""

from __future__ import annotations

from incident_inputs import accounts

from geoinc.evaluate.reports import WorkedEvent, WorkedReport
from geoinc.incidents.linking import Event, choices
from geoinc.learn.incidents import worked
from geoinc.learn.incidents.link import APART, DROPPED, _article_choices, bcubed, event_of, learn_articles
from geoinc.learn.incidents.texts import Prepared, Text
from geoinc.model import Document, Harm

TEXT = "Gunmen killed two nurses in a clinic on Monday. On Friday rebels shelled a market, killing nine people."


def test_an_account_may_be_of_every_event_told_before_or_of_a_new_one() -> None:
    told = accounts(TEXT)
    labels = [0 if a.sentence.index == 0 else 1 for a in told]
    made = list(_article_choices(told, labels))
    assert made
    assert all(sum(right) == 1 and len(right) == len(options) for options, right, _ in made)
    assert any(right[-1] for _, right, _ in made)


def test_an_account_that_opens_an_event_counts_more_than_one_that_goes_on_or_reports_nothing_alone() -> None:
    told = accounts(TEXT)
    made = [weight for _, right, weight in _article_choices(told, list(range(len(told)))) if right[-1]]
    assert {APART if a.seeds else DROPPED for a in told[1:] if not a.adds} == set(made)
    assert all(weight == 1 for _, right, weight in _article_choices(told, [0] * len(told)) if not right[-1])


def test_an_account_of_nobody_knows_what_teaches_nothing() -> None:
    told = accounts(TEXT)
    assert list(_article_choices(told, [None] * len(told))) == []


def test_what_is_taught_is_learned() -> None:
    told = accounts(TEXT)
    first, last = told[0], told[-1]
    for label in (0, 1):
        scorer = learn_articles([([first, last], [0, label])] * 8)
        event, new = scorer.scores(choices(last, [Event([first])]))
        assert (new > event) is (label == 1)


def test_events_that_are_gathered_as_they_should_be() -> None:
    told = accounts(TEXT)
    precision, recall = bcubed([(told, [a.sentence.index for a in told])])
    assert 0 < precision <= 1
    assert 0 < recall <= 1
    assert bcubed([(told, [0] * len(told))])[0] == 1.0


def test_a_toll_that_is_not_quoted_is_of_the_event_that_has_it_and_too_large_a_one_of_none() -> None:
    told = "Shells hit a market in Bern on Monday. Doctors counted {} dead."
    for number, expected in ((9, 0), (90, worked.NONE), (5, None)):
        document = Document(told.format(number))
        quote = told.index("hit"), told.index(" on Monday")
        event = WorkedEvent((0.0, 0.0), 1e4, toll={Harm.KILLED: 9}, told=(quote,))
        report = worked.Labelled(
            WorkedReport(document, (event,)), Prepared(Text("worked", document, told=True), (), ())
        )
        first, last = accounts(document.text)
        assert last.adds
        assert event_of(first, report) == 0
        assert event_of(last, report) == expected
