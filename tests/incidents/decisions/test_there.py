"""Whether a place beside words of an event is where it happened."""

from __future__ import annotations

import pytest
from incident_inputs import place, resolve, triggers

from geoinc.incidents.decisions.there import features, is_ruled_out, probability, stands
from geoinc.incidents.ground import anchor_start
from geoinc.incidents.place import all_relations
from geoinc.model import Document
from geoinc.text.sentences import sentences

ALBA = place("Alba", at=(10.0, 10.0))


def seen(text: str) -> tuple[float, dict[str, float], set[str]]:
    document = Document(text)
    (sentence,) = sentences(document)
    (found,) = all_relations(document, resolve(document, {"Alba": ALBA}), [])
    trigger = triggers(text)[0]
    read = () if trigger.read is None else (trigger.read,)
    known = features(sentence, found, trigger, [])
    return probability(sentence, found, trigger, []), known, set(stands(read, anchor_start(found), [trigger]))


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen killed nine people in Alba on Monday.",
        "A bomb exploded at a market in Alba, killing six people.",
        "Shells fell on the town of Alba.",
    ],
)
def test_events_happened_where_they_are_told(text: str) -> None:
    assert seen(text)[0] > 0.6


@pytest.mark.parametrize(
    ("there", "elsewhere"),
    [
        ("Six people were hurt in Alba.", "Six people who were hurt were driven to a hospital in Alba."),
        ("Gunmen killed nine people in Alba.", "Gunmen killed nine people, the minister said in Alba."),
        ("Rebels attacked a bus in Alba.", "Rebels attacked a bus coming from Alba."),
    ],
)
def test_where_the_hurt_are_taken_and_people_speak_or_come_from_is_less_likely(there: str, elsewhere: str) -> None:
    assert seen(there)[0] > seen(elsewhere)[0] + 0.05


@pytest.mark.parametrize(
    "text",
    [
        "Eight of the injured were carried across the border to hospitals in Alba.",
        "The heaviest wounded were flown to Alba.",
        "Gunmen killed nine people, a doctor in Alba said.",
        "Gunmen killed two labourers from the state of Alba.",
        "Rockets fired from hills in Alba hit a house, killing two people.",
        "A pensioner of 71 died in hospital in Alba.",
        "The mortuary in Alba received three bodies on Wednesday night.",
        "Another dozen were hurt, and were treated in Bern and in Alba.",
        "A doctor in Alba, to where the wounded were flown, said that three more had died.",
        "Fourteen men were carried off to Alba.",
        "Gunmen shot six passengers of an Alba-bound bus.",
    ],
)
def test_where_victims_are_taken_or_come_from_and_who_tells_of_them_is_ruled_out(text: str) -> None:
    chance, known, _ = seen(text)
    assert is_ruled_out(known)
    assert chance == 0.0


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen abducted two labourers from Alba.",
        "The bodies of nine men were recovered from a well in Alba.",
        "Four patients were killed when a shell hit a hospital in Alba.",
        "In Alba, the governor said, a shell killed four people.",
    ],
)
def test_what_is_taken_from_a_place_was_there(text: str) -> None:
    assert not is_ruled_out(seen(text)[1])


def test_what_stands_before_who_says_so_may_be_where_it_was() -> None:
    assert not is_ruled_out(seen("In Alba, the governor said that a woman was killed by a shell.")[1])


def test_a_place_hangs_on_its_event_or_on_another_verb() -> None:
    assert "obl of its event" in seen("Gunmen attacked villagers in Alba.")[2]
    assert "in what says who says so" in seen("Gunmen attacked villagers, police in Alba said.")[2]


def test_motion_and_care_between_are_seen() -> None:
    known = seen("Six people who were hurt were driven to a hospital in Alba.")[1]
    assert {"moved", "harm, moved"} <= known.keys()
