"""Nouns that stand for the same people are one candidate for who did it; whoever says that nobody knows speaks for none."""

from __future__ import annotations

import pytest

from geoinc.incidents.decisions.doers import Company
from geoinc.incidents.find import events_of
from geoinc.incidents.scene import Story
from geoinc.model import Document


def company(text: str) -> Company:
    return Company(Story(*events_of(Document(text), (), ())))


def named(text: str) -> set[str]:
    found = company(text)
    return {one.key for one, _ in found.candidates(found.story.events[0])}


def nobody(text: str) -> set[str]:
    found = company(text)
    event = found.story.events[0]
    return set(found.nobody(event, found.candidates(event)))


DEED = "Five farmers were shot dead in a field on Monday.\n\n"


def test_soldiers_are_the_army() -> None:
    assert named(f"{DEED}The army denied it. Soldiers had left the valley, the military said.") >= {"army"}
    assert named(f"{DEED}The army denied it. Soldiers had left the valley.").isdisjoint({"soldiers", "military"})


def test_soldiers_are_of_the_one_land_whose_army_is_named() -> None:
    one = named(f"{DEED}The Malian army denied it. Soldiers had left the valley.")
    assert "mali" in one
    assert one.isdisjoint({"army", "soldiers"})
    two = named(f"{DEED}The Malian army denied it, and Chadian troops, too. Soldiers had left the valley.")
    assert {"mali", "chad", "army"} <= two


def test_attackers_may_be_called_gunmen() -> None:
    found = named(f"{DEED}Gunmen had come at dawn. The attackers wore masks.")
    assert len(found & {"gunmen", "attackers", "unknown"}) == 1


@pytest.mark.parametrize("text", ["No group has claimed the attack.", "Who they were is still unclear."])
def test_a_text_may_say_that_nobody_knows_who_did_it(text: str) -> None:
    assert any("unknown" in name for name in nobody(f"{DEED}{text}"))
    assert not any("unknown" in name for name in nobody(f"{DEED}The Hill Front claimed the attack."))


def features(text: str, key: str, number: int) -> set[str]:
    found = company(text)
    return next({*features} for one, features in found.candidates(found.story.events[number]) if one.key == key)


TWO = f"{DEED}On Tuesday two teachers were kidnapped from a school.\n\nThe Hill Liberation Army claimed the kidnapping."


def test_whether_what_is_claimed_may_be_the_same_event_is_told() -> None:
    told = features(TWO, "hill liberation army", 0)
    assert any(name.startswith("said claimant claimed beside another, beside, ground untold") for name in told)
    assert not any(name.endswith("same kind") for name in told)
    own = features(TWO, "hill liberation army", 1)
    assert not any(name.startswith("said claimant claimed beside another") for name in own)


def test_what_a_name_hangs_on_in_a_sentence_of_blame_is_told() -> None:
    blame = "The governor has accused the Hill Liberation Army of collaborating."
    assert "after: obj of its event" in features(f"{DEED}{blame}", "hill liberation army", 0)
