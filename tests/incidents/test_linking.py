"""What speaks for an account's being of an event told before, and for a new one."""

from __future__ import annotations

from incident_inputs import accounts

from geoinc.incidents.linking import Event, choices, content, features, kindred, overlap

TEXT = (
    "Gunmen killed two nurses in a clinic in Goma on Monday, police said.\n\n"
    "The attack lasted an hour.\n\n"
    "In March 2019 rebels shelled a market in Bukavu, killing nine people."
)


def test_every_event_told_before_and_a_new_one_may_be_chosen() -> None:
    first, *_, last = accounts(TEXT)
    options = choices(last, [Event([first]), Event([last])])
    assert [bool(option.get("new")) for option in options] == [False, False, True]
    assert options[0]["main"] == 1.0
    assert options[1]["latest"] == 1.0
    assert options[2]["telling a year"] == options[2]["telling opens with when or where"] == 1.0


def test_the_kind_and_the_day_are_compared() -> None:
    first, *_, last = accounts(TEXT)
    told = features(last, Event([first]))
    assert "month" in told
    assert "same time" not in told
    again = features(first, Event([first]))
    assert {"same type", "same sentence"} <= set(again)


def test_only_what_holds_is_a_feature() -> None:
    first, *_, last = accounts(TEXT)
    assert all(value for option in choices(last, [Event([first])]) for value in option.values())


def test_words_that_are_shared_are_counted_by_the_smaller_set() -> None:
    assert overlap(content("The guards fled to Goma"), content("Goma")) == 1.0
    assert overlap(content("Goma burned"), content("Bukavu")) == 0.0


def test_kinds_of_one_happening() -> None:
    assert kindred("bombing", ["attack"])
    assert not kindred("disaster", ["battle"])
