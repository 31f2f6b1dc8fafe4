from __future__ import annotations

import pytest
from incident_inputs import place, resolve, triggers

from geoinc.incidents.aside import is_aside
from geoinc.incidents.place import all_relations
from geoinc.model import Document
from geoinc.text.sentences import sentences

ALBA = place("Alba", at=(10.0, 10.0))


def aside(text: str) -> bool:
    document = Document(text)
    (sentence,) = sentences(document)
    (found,) = all_relations(document, resolve(document, {"Alba": ALBA}), [])
    return is_aside(sentence, found, triggers(text), [])


@pytest.mark.parametrize(
    "text",
    [
        "A bus travelling from Alba overturned on Monday.",
        "The attack was the bloodiest since a truce was signed in Alba.",
        "Shells killed ten people hours after an Alba-brokered truce took effect.",
        "A convoy heading to the town of Alba was ambushed.",
        "Two wounded men were taken to Alba after the attack.",
        "The wounded were being treated in Alba after the blast.",
        "Survivors of the attack fled to Bern, Coro and Alba.",
        "The general told reporters in Alba that two soldiers were killed.",
        "Two soldiers were killed in the blast, the general said in Alba.",
        "Police in Alba said that helicopters searched the woods where two men were shot.",
        "The army, which took power in Alba in 2022, shot two soldiers.",
        "A diplomat in Alba thought that nine people had been killed.",
        "The minister, speaking in Alba, said rockets had hit the camp.",
        "Nine soldiers were killed in an ambush, according to an analyst in Alba.",
        "Nine were wounded in the battle, which began on Monday, said a police official in Alba, where the bodies were taken.",
        "Gunmen killed nine people, a massacre that was condemned in Alba.",
        "The spokeswoman told reporters in Alba that soldiers had launched an assault.",
        "The command, based in Alba, said that a strike near the river killed two men.",
        "Artillery killed a woman on the river bank, said the man who heads the administration in Alba.",
    ],
)
def test_who_comes_from_a_place_or_goes_there_was_not_hit_there(text: str) -> None:
    assert aside(text)


@pytest.mark.parametrize(
    "text",
    [
        "A bus overturned in Alba on Monday.",
        "Three girls were kidnapped from Alba.",
        "Rebels withdrew from Alba after heavy fighting.",
        "They were driving to Alba when gunmen killed them.",
        "The fighting spread to Alba.",
        "A hospital in Alba was bombed.",
        "Villagers in Alba reported shelling by the army.",
        "Guerrillas operating in Alba have claimed the murder of a teacher.",
    ],
)
def test_places_of_events_are_none_of_these(text: str) -> None:
    assert not aside(text)
