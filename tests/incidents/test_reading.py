"""What each sentence of a text tells of an event."""

from __future__ import annotations

from datetime import date

import pytest

from geoinc.incidents.frames.lexicon import index
from geoinc.incidents.place import all_relations
from geoinc.incidents.reading import Account, Page, is_harm, opens_item, page_of, read
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
