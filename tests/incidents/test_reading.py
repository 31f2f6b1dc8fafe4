"""What each sentence of a text tells of an event."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import incident_inputs
import pytest

from geoinc.incidents.frames.lexicon import index
from geoinc.incidents.place import Level, all_relations
from geoinc.incidents.reading import Account, Page, _beside_told, is_harm, opens_item, page_of, read
from geoinc.model import Document
from geoinc.text.tokens import words_of


def page(text: str) -> Page:
    document = Document(text, published=date(2018, 2, 12))
    return page_of(document, all_relations(document, [], []), index(), words_of(text))


def told(text: str) -> list[Account]:
    return read(page(text))


@pytest.mark.parametrize(
    ("text", "opens"), [("- A raid", True), ("• A raid", True), ("1. A raid", True), ("A raid - and more", False)]
)
def test_signs_that_open_an_item(text: str, *, opens: bool) -> None:
    assert opens_item(text) == opens


def test_an_account_has_its_sentence_its_time_and_its_toll() -> None:
    accounts = told("Nothing else happened. Gunmen killed two nurses on Wednesday.")
    assert {a.sentence.index for a in accounts} == {1}
    assert [t.first for a in accounts for t in a.times] == [date(2018, 2, 7)]
    assert [c.min for a in accounts for c in a.claims] == [2]
    assert any(a.seeds for a in accounts)


def test_what_did_not_happen_seeds_nothing() -> None:
    assert not any(a.seeds for a in told("The army may attack the town next week."))


def test_harm_alone_goes_with_what_did_it() -> None:
    accounts = told("Rebels shelled a market on Wednesday. Nine people died.")
    assert any(not is_harm(a) for a in accounts)
    assert sum(len(a.claims) for a in accounts) >= 1


def test_a_text_without_words_of_events_has_no_accounts() -> None:
    assert told("The minister opened a school.") == []
    assert told("") == []


def test_offsets_are_of_the_whole_text() -> None:
    text = "Nothing else happened.\n\nGunmen killed two nurses."
    for account in told(text):
        assert text[account.trigger.start : account.trigger.end].lower() == account.trigger.text.lower()
        for claim in account.claims:
            assert text[claim.span.start : claim.span.end] == claim.span.text


@pytest.mark.parametrize(
    ("weak", "told_as", "seeds"), [(False, 0.2, True), (True, 0.2, False), (True, 0.4, True), (False, 0.05, False)]
)
def test_beside_a_sure_event_strong_words_with_a_place_need_less(*, weak: bool, told_as: float, seeds: bool) -> None:
    document = Document("Gunmen killed two nurses in Arden. Rebels shelled a market in Bruck.")
    relations = all_relations(document, incident_inputs.resolve(document, ["Arden", "Bruck"]), [])
    first, *_, last = read(page_of(document, relations, index(), words_of(document.text)))
    sure = replace(first, seeds=True, certain=True, told=0.99)
    doubtful = replace(
        last, trigger=replace(last.trigger, weak=weak), seeds=False, may_seed=True, told=told_as,
        placed=tuple(replace(p, level=Level.CLAUSE) for p in last.placed),
    )  # fmt: skip
    assert doubtful.placed
    assert [a.seeds for a in _beside_told([sure, doubtful])] == [True, seeds]


@pytest.mark.parametrize(
    ("text", "lately", "long_ago"),
    [
        ("Gunmen killed two nurses on Wednesday.", True, False),
        ("Gunmen killed two nurses on January 20, 2018.", False, False),
        ("Gunmen killed two nurses on March 3, 2015.", False, True),
        ("Gunmen killed two nurses.", False, False),
    ],
)
def test_how_long_ago_it_was_speaks_for_an_event(text: str, *, lately: bool, long_ago: bool) -> None:
    found = {name for account in told(text) for name in account.features}
    assert ("lately" in found, "long ago" in found) == (lately, long_ago)
