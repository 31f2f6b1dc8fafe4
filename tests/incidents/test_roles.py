from __future__ import annotations

import pytest
from incident_inputs import actors, cast, triggers

from geoinc.incidents.roles import Cast
from geoinc.incidents.triggers import read_sentences
from geoinc.model import Document, Role, Stance
from geoinc.text.sentences import sentences


def role_of(text: str, name: str) -> Role:
    found = cast(text).actors(triggers(text)[0], [])
    return next(a.role for a in found if a.name == name)


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("Forty men were massacred by rebels and their militias.", "militias", Role.ATTACKER),
        ("Gang members attacked a police station.", "police", Role.TARGET),
        ("Police used tear gas in the square.", "Police", Role.ATTACKER),
        ("A bus carrying pilgrims crashed into a wall.", "pilgrims", Role.INVOLVED),
        ("Soldiers arrived after rebels attacked the mill.", "Soldiers", Role.INVOLVED),
        ("Soldiers arrived after rebels attacked the mill.", "rebels", Role.ATTACKER),
        ("Rebels attacked police officers.", "police officers", Role.TARGET),
    ],
)
def test_roles(text: str, name: str, role: Role) -> None:
    assert role_of(text, name) is role


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Israeli warplanes struck two houses in Arden.", ["Israel"]),
        ("A Turkish air strike killed six people in Arden.", ["Turkey"]),
        ("Junta air strikes on a monastery killed six people.", ["Junta"]),
        ("Members of the Grey Hill gang opened fire on motorists.", ["Grey Hill gang"]),
        ("Villagers were shot dead by the ABC in Arden.", ["ABC"]),
        ("Twelve villagers were killed by gunmen belonging to the Taliban.", ["gunmen", "Taliban"]),
        ("The Taliban, a branch of al-Qaeda in the hills, attacked Arden.", ["Taliban"]),
        ("Two bombs set off by rebels destroyed the mill.", ["rebels"]),
        ("A driver was arrested by troops, and later shot.", ["troops"]),
        ("A nurse was beaten by her angry husband.", ["angry husband"]),
        ("A driver was beaten by a group of youths.", ["youths"]),
        ("A driver was killed by members of the ABC.", ["ABC"]),
        ("A driver was abducted by allegedly Boko Haram fighters.", ["Boko Haram"]),
        ("Three guards were killed by armed men, believed to be Taliban.", ["armed men", "Taliban"]),
        ("A driver was abducted by men suspected to be part of the Taliban.", ["Taliban"]),
        ("EPL [Popular Liberation Army] guerrillas blew up a bridge.", ["EPL", "guerrillas"]),
        ("A nurse was hurt after soldiers shot at the ambulance.", ["soldiers"]),
        ("A nurse was shot by soldiers as she treated injured protesters.", ["soldiers"]),
        ("When the rebels entered the town they shelled the mill.", ["rebels"]),
        ("Three soldiers were killed when they struck a mine.", []),
        ("The government condemned the attack on Arden.", []),
        ("A man who had sustained shrapnel wounds was found.", []),
    ],
)
def test_attackers(text: str, names: list[str]) -> None:
    found = {a.name for t in triggers(text) for a in cast(text).actors(t, []) if a.role is Role.ATTACKER}
    assert found == set(names)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Three nurses were killed by rebels in Arden.", ["nurses"]),
        ("Rebels shot four staff of a charity.", ["staff"]),
        ("The gang beat her husband.", ["husband"]),
    ],
)
def test_targets(text: str, names: list[str]) -> None:
    assert {a.name for a in actors(text) if a.role is Role.TARGET} == set(names)


def test_a_place_is_no_attacker() -> None:
    [sentence] = told = sentences(Document("Arden shelled the hills."))
    read = read_sentences(sentence.text, told)[0]
    [trigger] = triggers(sentence.text)
    assert [a.name for a in Cast.of(sentence, read, []).actors(trigger, [])] == ["Arden"]
    assert not Cast.of(sentence, read, [], [(0, 5)]).actors(trigger, [])


def test_who_may_belong_to_a_group_makes_it_a_suspect() -> None:
    found = {a.name: a.stance for a in actors("Men apparently loyal to the Taliban shelled the mill.")}
    assert found["Taliban"] is Stance.SUSPECTED


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


def test_roles_by_word_order() -> None:
    assert role_of("Rebels attacked the army.", "Rebels") is Role.ATTACKER
    assert role_of("Rebels attacked soldiers.", "soldiers") is Role.TARGET
    assert role_of("Soldiers were attacked by rebels.", "Soldiers") is Role.TARGET
    assert role_of("Soldiers were attacked by rebels.", "rebels") is Role.ATTACKER


def test_who_stands_behind_another_clause_is_only_involved() -> None:
    assert role_of("Two men were killed when soldiers met smugglers.", "smugglers") is Role.INVOLVED


def test_whose_weapon_it_was() -> None:
    text = "A landmine planted by the Houthis killed two children."
    killed = triggers(text)[-1]
    assert [a.name for a in cast(text).actors(killed, []) if a.role is Role.ATTACKER] == ["Houthis"]


def test_what_a_speaker_tells_of_others_is_no_deed_of_its_own() -> None:
    text = "The UN said government forces may have been behind the strike that killed 20 children."
    found = [a for t in triggers(text) for a in cast(text).actors(t, [])]
    assert {a.name for a in found if a.role is Role.ATTACKER} == {"government forces"}


def test_the_second_of_two_deeds_is_of_who_did_the_first() -> None:
    text = (
        "Armed separatists halted a lorry with cocoa outside Arden on Sunday, shot its driver dead and set it on fire."
    )
    assert {a.name for a in actors(text) if a.role is Role.ATTACKER} == {"Armed separatists"}


def test_who_runs_what_is_hit_or_leads_who_is_attacked_is_no_attacker() -> None:
    for text in (
        "It was a strike that hit a hospital run by Ruritanian nuns in Arden, killing 22 people.",
        "On Monday a party led by the mayor of Arden was ambushed near the mill.",
    ):
        assert not [a for a in actors(text) if a.role is Role.ATTACKER]
