"""Reports whose every clause is known to tell of this event, of that one, or of none."""

from __future__ import annotations

import pytest

from geoinc.errors import GeoincError
from geoinc.evaluate.reports import WorkedEvent, WorkedReport
from geoinc.learn.incidents.texts import Prepared, Text
from geoinc.learn.incidents.worked import NONE, Labelled, fold_of
from geoinc.model import Document
from geoinc.text.sentences import sentences

TEXT = "Gunmen raided Alba while shells hit Bern. The mayor of Coro deplored the raid."


def report() -> Labelled:
    document = Document(TEXT)
    events = tuple(
        WorkedEvent((0.0, 0.0), 1e4, told=((at := TEXT.index(quote), at + len(quote)),), optional=old)
        for quote, old in (("raided Alba", False), ("shells hit Bern", True))
    )
    return Labelled(WorkedReport(document, events), Prepared(Text("worked", document, told=True), (), ()))


def test_a_clause_is_of_the_event_quoted_nearest() -> None:
    first, _ = sentences(Document(TEXT))
    assert report().nearest(first, TEXT.index("raided")) == 0
    assert report().nearest(first, TEXT.index("hit")) == 1


def test_a_sentence_without_a_quotation_tells_of_none() -> None:
    _, second = sentences(Document(TEXT))
    assert report().nearest(second, second.start) == NONE


def test_what_is_recalled_is_old() -> None:
    assert [report().is_old(n) for n in (NONE, 0, 1)] == [False, False, True]


def test_a_file_that_does_not_teach_is_of_no_part() -> None:
    with pytest.raises(GeoincError, match="none of the files that teach"):
        fold_of("elsewhere")
