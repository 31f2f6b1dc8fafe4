"""Accounts of one happening are gathered to an event; a bulletin's lines stay apart."""

from __future__ import annotations

import pytest
from incident_inputs import accounts

from geoinc.incidents.decisions.scorer import Scorer
from geoinc.incidents.gather import JOINS, gather, is_collection
from geoinc.incidents.linking import kindred

TWO = "Gunmen killed two nurses in a clinic. Rebels shelled a market, killing nine people."


def test_a_scorer_decides_what_is_one_event() -> None:
    told = accounts(TWO)
    assert len(told) >= 2
    apart = gather(told, Scorer({"bias": JOINS - 100.0}))
    together = gather(told, Scorer({"bias": JOINS + 100.0}))
    assert len(together) <= len(apart)
    assert sum(len(e.accounts) for e in apart) <= len(told)


def test_events_stand_in_order_of_first_mention() -> None:
    events = gather(accounts(TWO))
    starts = [e.accounts[0].trigger.start for e in events]
    assert starts == sorted(starts)
    assert all(e.seeds for e in events)


def test_nothing_gives_no_event() -> None:
    assert gather([]) == []


@pytest.mark.parametrize(
    ("family", "families", "answer"),
    [
        ("bombing", ["attack"], True),
        ("abduction", ["arrest"], True),
        ("disaster", ["battle"], False),
        ("attack", [], False),
    ],
)
def test_families_that_may_be_one(family: str, families: list[str], *, answer: bool) -> None:
    assert kindred(family, families) == answer


def test_a_list_is_a_collection_and_an_article_is_none() -> None:
    assert is_collection(accounts("- Gunmen killed two people in a village."))
    article = (
        "Gunmen killed two nurses in a clinic on Monday.\n\nThe attack, in which a guard was wounded, was condemned."
    )
    assert not is_collection(accounts(article))


def test_what_one_sentence_of_an_article_tells_is_one_event_though_its_kinds_differ() -> None:
    told = accounts(
        "Troops lose base in north-east\n\nFighters stormed an army base late on Monday and 13 soldiers were killed, the "
        "army said.\n\nThe base fell before dawn."
    )
    first = [e for e in gather(told) if any(a.trigger.text == "stormed" for a in e.accounts)]
    assert [{a.trigger.text for a in e.accounts} >= {"stormed", "killed"} for e in first] == [True]


def test_another_twelve_people_are_of_the_same_event() -> None:
    told = accounts(
        "Bomb hits market\n\nA bomb exploded in a market on Monday, killing nine people.\n\n"
        "Another 12 people were wounded.\n\nPolice closed the road."
    )
    [event] = gather(told)
    assert {c.min for c in event.claims} == {9, 12}
