from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest

from geoinc.incidents.frames.lexicon import index
from geoinc.incidents.prospect import may_report
from geoinc.incidents.reading import page_of, read
from geoinc.model import Document
from geoinc.text.sentences import sentences
from geoinc.text.tokens import words_of

REPORTING = [
    "Gunmen attacked a market in Alba on Monday, killing 12 people and wounding 30, police said.",
    "Two guards were shot dead.",
    "Rebels shelled the village on 3 March 2011.",
    "Mortars hit the town. The rebels claimed responsibility for the attack.",
    "Explosion at Alba market",
]
SILENT = [
    "The council will attack the deficit next year, the mayor said.",
    "He shot a film about the old bridge in 1994.",
    "Critics attacked the budget, and the minister fought back in a heated debate.",
]


def page(text: str):  # noqa: ANN201 - the page that reading starts from
    return page_of(Document(text, published=date(2019, 5, 8)), (), index(), words_of(text))


@pytest.mark.parametrize("text", REPORTING)
def test_a_text_that_reports_an_event_passes(text: str) -> None:
    assert may_report(page(text))


@pytest.mark.parametrize("text", [*REPORTING, *SILENT])
def test_what_does_not_pass_would_report_nothing(text: str) -> None:
    told = page(text)
    assert may_report(told) or not any(account.seeds for account in read(told))


def test_peaceful_uses_of_the_words_of_events_do_not_pass() -> None:
    assert not any(may_report(page(text)) for text in SILENT)


def test_no_sentence_of_a_report_is_lost() -> None:
    """Each sentence is a text of its own: bounds are closest where little stands beside a trigger."""
    with (Path(__file__).parents[2] / "examples" / "reports" / "worked.toml").open("rb") as stream:
        texts = [report["text"] for report in tomllib.load(stream)["report"]]
    pages = [page(s.text) for text in texts for s in sentences(Document(text))]
    silent = [told for told in pages if told.triggers and not may_report(told)]
    assert len(silent) > 10
    assert [told.document.text for told in silent if any(account.seeds for account in read(told))] == []


def test_a_toll_of_a_whole_war_and_what_is_only_mourned_report_nothing() -> None:
    assert not may_report(page("The war, now in its third year, has killed 9,000."))
    assert not may_report(page("The president condemned the attack."))


def test_what_the_courts_tell_of_long_ago_does_not_pass_for_its_date() -> None:
    assert not may_report(page("He was convicted of shooting a guard in 1994."))
