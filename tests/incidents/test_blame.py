from __future__ import annotations

import pytest
from incident_inputs import actors, cast, locate, resolve

from geoinc.incidents.find import find_incidents
from geoinc.model import Actor, Document, Role, Stance


def blamed(text: str) -> list[Actor]:
    return list(cast(text).blamed)


@pytest.mark.parametrize(
    ("text", "name", "speaker"),
    [
        ("The army accused the RSF of shelling a market.", "RSF", "army"),
        ("Ruritania has long accused Fenwick of raids on its ports.", "Fenwick", "Ruritania"),
        ("Officials blamed the attack on a local gang.", "local gang", "Officials"),
        ("Police blamed Boko Haram for the raid.", "Boko Haram", "Police"),
        ("The governor put the blame on separatists.", "separatists", "governor"),
        ("The coalition held the Houthis responsible for the strike.", "Houthis", "coalition"),
        ("The militia, accused by the mayor of burning the mill, fled.", "militia", "mayor"),
        ("The mayor denied it and accused the RSF of looting.", "RSF", "mayor"),
        ("The report says the army was involved in the killing.", "army", "The report"),
        ("The bombing was blamed on separatists.", "separatists", None),
        ("The killings were attributed to a death squad.", "death squad", None),
        ("Police said al-Shabaab were behind the blast.", "al-Shabaab", "Police"),
        ("The gang was blamed by the mayor for an attack on rebels.", "gang", "mayor"),
        ("The rebels are thought to be responsible for the blast.", "rebels", None),
        ("Villagers in Arden blamed rebels for the killing of 15 farmers.", "rebels", "Villagers"),
        ("An explosion blamed on separatists derailed a train.", "separatists", None),
        ("The gunmen are believed to belong to a drug cartel.", "drug cartel", None),
        ("The attackers were jihadists who came on foot.", "jihadists", None),
        ("The gunmen were members of the Gulf Clan.", "Gulf Clan", None),
        ("The killings bore the hallmarks of Boko Haram.", "Boko Haram", None),
        ("Police suspect a local gang, Al-Khobar, of the blast.", "Al-Khobar", "Police"),
        ("The assailants are thought to be Islamic State men who hide in the hills.", "Islamic State", None),
        ("The spokesman named the Gulf Clan, a band that grew out of militias.", "Gulf Clan", "spokesman"),
    ],
)
def test_the_accused_are_suspects_on_the_word_of_the_accuser(text: str, name: str, speaker: str | None) -> None:
    [blame] = blamed(text)
    assert (blame.name, blame.role, blame.stance) == (name, Role.ATTACKER, Stance.SUSPECTED)
    assert blame.speaker == speaker


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Taliban claimed responsibility for the bombing.", "Taliban"),
        ("In a note, the self-styled Free Hill Front claimed responsibility.", "Free Hill Front"),
        ("Responsibility for the blast was claimed by the Taliban.", "Taliban"),
        ("The Taliban, a branch of al-Qaeda in the hills, has claimed responsibility for it.", "Taliban"),
        ("The blast was claimed by the Taliban.", "Taliban"),
        ("The Taliban claimed the bombing in Arden that killed 20 people.", "Taliban"),
        ("Islamic State said it was to blame for the raid.", "Islamic State"),
        ("Al Qaeda in the Hills claimed responsibility for the blast.", "al-Qaeda"),
        ("The hill branch of Islamic State claimed that attack on its site.", "Islamic State"),
        ("The Gulf Clan boasted of the raid in videos.", "Gulf Clan"),
        ("Islamic State's local branch said on Telegram that one of its men had worn the explosives.", "Islamic State"),
        ("Al-Qaeda in the Arabian Peninsula said it had done this.", "al-Qaeda"),
        ("A spokesman for the Red Front claimed the attack in a video.", "Red Front"),
        ("A statement by JNIM claimed the raid.", "JNIM"),
    ],
)
def test_claimants_speak_for_themselves(text: str, name: str) -> None:
    [blame] = blamed(text)
    assert (blame.name, blame.speaker, blame.stance) == (name, name, Stance.CLAIMED)


@pytest.mark.parametrize(
    "text",
    [
        "No group has claimed responsibility for the attack.",
        "The Taliban have not claimed responsibility for the attack.",
        "You cannot blame everything on me.",
        "Both sides accused each other of shelling the mill.",
        "He took responsibility.",
        "Officials named the Islamic State leader as a driver.",
        "The bridge was the work of Ruritanian soldiers.",
        "The Taliban said they had done nothing.",
        "The militia accused the driver of collaborating with the army.",
        "The men, suspected to be rebels, fled.",
    ],
)
def test_nobody_is_accused(text: str) -> None:
    assert not blamed(text)


def test_a_denial_makes_nobody_an_attacker() -> None:
    [blame] = blamed("Ruritania denied any part in the attack.")
    assert (blame.name, blame.role, blame.stance) == ("Ruritania", Role.INVOLVED, Stance.DENIED)


def test_who_accuses_is_no_party() -> None:
    assert {a.name for a in actors("The army accused the RSF of shelling a market.")} == {"RSF"}


@pytest.mark.parametrize(
    "text",
    [
        "The ambush is believed to have been carried out by rebels.",
        "The town was shelled, allegedly by rebels.",
        "The town was apparently shelled by rebels.",
    ],
)
def test_who_is_only_believed_to_have_done_it_is_a_suspect(text: str) -> None:
    assert [(a.name, a.role, a.stance) for a in actors(text)] == [("rebels", Role.ATTACKER, Stance.SUSPECTED)]


@pytest.mark.parametrize(
    "text", ["The rebels said they were behind the blast.", "The rebels said it was responsible for it."]
)
def test_who_says_so_of_himself_claims_it(text: str) -> None:
    [blame] = blamed(text)
    assert (blame.name, blame.role, blame.speaker) == ("rebels", Role.CLAIMANT, "rebels")


@pytest.mark.parametrize("text", ["Nobody was behind the wall.", "The rebels were not behind the blast."])
def test_who_is_behind_a_wall_or_not_behind_it_is_nobody(text: str) -> None:
    assert not blamed(text)


def test_a_claim_in_a_later_sentence_joins_the_event() -> None:
    text = "A bomb killed three people at a market in Arden on 4 May 2021. The Free Hill Front claimed responsibility."
    document = Document(text)
    [incident] = find_incidents(document, resolve(document, ["Arden"]), [], locate)
    [claimant] = [a for a in incident.actors if a.role is Role.CLAIMANT]
    assert (claimant.name, claimant.stance) == ("Free Hill Front", Stance.CLAIMED)


def test_an_attacker_in_reported_speech_has_its_speaker() -> None:
    document = Document("The mayor claimed that rebels attacked the village of Arden on 4 May 2021.")
    [incident] = find_incidents(document, resolve(document, ["Arden"]), [], locate)
    [attacker] = [a for a in incident.actors if a.role is Role.ATTACKER]
    assert (attacker.speaker, attacker.stance) == ("mayor", Stance.SUSPECTED)
