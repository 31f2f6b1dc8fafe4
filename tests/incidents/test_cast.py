from __future__ import annotations

import pytest
from incident_inputs import triggers

from geoinc.incidents.attribution import find_speech
from geoinc.incidents.cast import Cast
from geoinc.model import Actor, Document, Role, Stance
from geoinc.text.sentences import sentences


def actors(text: str) -> list[Actor]:
    [sentence] = sentences(Document(text))
    return list(Cast.of(sentence, find_speech(sentence)).actors(triggers(text)[0], []))


@pytest.mark.parametrize(
    "text",
    [
        "The army said it had shelled the village.",
        "The army claimed to have shelled the village.",
    ],
)
def test_who_tells_of_a_deed_of_its_own_claims_it(text: str) -> None:
    [actor] = actors(text)
    assert (actor.name, actor.role, actor.stance, actor.speaker) == ("army", Role.ATTACKER, Stance.CLAIMED, "army")


def test_who_tells_of_the_deed_of_others_is_no_actor() -> None:
    [actor] = actors("Police said that rebels shelled the village.")
    assert (actor.name, actor.role, actor.speaker) == ("rebels", Role.ATTACKER, "Police")


def test_what_a_speaker_suffered_is_no_deed_of_its_own() -> None:
    assert not [a for a in actors("The ministry said it was attacked.") if a.role is Role.ATTACKER]


def test_armed_people_who_tell_of_a_deed_of_their_own_claim_it() -> None:
    [actor] = actors("The Houthis said they had shelled the village.")
    assert (actor.name, actor.stance, actor.speaker) == ("Houthis", Stance.CLAIMED, "Houthis")
