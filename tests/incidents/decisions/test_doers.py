"""Who of those that an article names beside an event did it."""

from __future__ import annotations

from datetime import date

from geoinc.model import Document, Incident, Role, Stance
from geoinc.pipeline import Pipeline

ARTICLE = (
    "A truck bomb tore through a checkpoint at the gate of Beledweyne in central Somalia on Saturday, killing 14 people, "
    "the town's mayor said.\n\nTwenty of the wounded were flown to the capital for surgery, he said.\n\n"
    "{claim}\n\nMediators from Qatar are to visit the country next month. They met the president last year. The talks led nowhere."
)


def incidents(text: str) -> list[Incident]:
    return list(Pipeline.default().run([Document(text, id="article", published=date(2024, 6, 12))]).incidents)


def doing(incident: Incident) -> set[str]:
    return {
        a.name for a in incident.actors if a.role in {Role.ATTACKER, Role.CLAIMANT} and a.stance is not Stance.DENIED
    }


def test_who_claims_it_paragraphs_on_did_it() -> None:
    told = ARTICLE.format(claim="Al Shabaab said in a broadcast that it had carried out the bombing.")
    (one, *_) = incidents(told)
    assert "al-Shabaab" in doing(one)


def test_nobody_named_did_nothing() -> None:
    told = ARTICLE.format(claim="Nobody has said that he did it.")
    (one, *_) = incidents(told)
    assert not any(a.name == "Qatar" for a in one.actors)


def test_a_guess_is_a_suspect_never_a_fact() -> None:
    told = ARTICLE.format(claim="Al Shabaab fighters hold the villages around the town.")
    (one, *_) = incidents(told)
    assert all(a.stance is not Stance.CONFIRMED for a in one.actors if a.name == "al-Shabaab")


def test_the_gunmen_are_those_who_claim_it() -> None:
    text = (
        "Gunmen opened fire on a bus at the gate of Beledweyne in central Somalia on Saturday, killing 14 people, police said."
        "\n\nTwenty of the wounded were flown to the capital for surgery.\n\nAl Shabaab claimed the attack on its radio station."
    )
    (one, *_) = incidents(text)
    assert {"Gunmen", "al-Shabaab"} <= doing(one)


def test_who_denies_it_may_be_suspected_all_the_same() -> None:
    told = ARTICLE.format(
        claim="The governor blamed al Shabaab fighters for the bombing. Al Shabaab denied any part in it."
    )
    (one, *_) = incidents(told)
    stances = {a.stance for a in one.actors if a.name == "al-Shabaab"}
    assert {Stance.SUSPECTED, Stance.DENIED} <= stances


def test_nobody_is_suspected_of_what_is_done_to_them() -> None:
    text = (
        "Jets hit army that attacked rebel base\n\nWarplanes of the coalition struck army troops near Idlib on Saturday after they "
        "attacked a base of the Free Hill Front there, killing nine soldiers, officials said.\n\nThe attackers appeared to want the oil "
        "fields, which the Free Hill Front had taken from Islamic State last year, one official said.\n\nNobody else was hurt."
    )
    for incident in incidents(text):
        struck = {a.name for a in incident.actors if a.role is Role.TARGET}
        guessed = {
            a.name
            for a in incident.actors
            if a.role is Role.ATTACKER and a.stance is Stance.SUSPECTED and not a.speaker
        }
        assert struck.isdisjoint(guessed)
