from __future__ import annotations

import pytest
from incident_inputs import locate, resolve

from geoinc.incidents.find import find_incidents
from geoinc.model import Actor, Document, Role, Stance

RAID = "{} attacked the town of Arden on 4 May 2021, killing three people."


def attackers(text: str) -> dict[str, Actor]:
    document = Document(text)
    found = find_incidents(document, resolve(document, ["Arden"]), [], locate)
    return {a.name: a for i in found for a in i.actors if a.role is Role.ATTACKER}


def test_the_guerrillas_of_a_text_are_the_group_named_before() -> None:
    found = attackers(f"The FMLN has fought for years. {RAID.format('The guerrillas')}")
    assert {name: a.stance for name, a in found.items()} == {
        "guerrillas": Stance.CONFIRMED,
        "FMLN": Stance.CONFIRMED,
    }
    assert found["FMLN"].span.text == "FMLN"


@pytest.mark.parametrize(
    "text",
    [
        f"The FMLN has fought for years. {RAID.format('Guerrillas')}",
        f"{RAID.format('The guerrillas')} The FMLN has fought for years.",
    ],
)
def test_guerrillas_are_suspected_to_be_the_only_group_named(text: str) -> None:
    assert attackers(text)["FMLN"].stance is Stance.SUSPECTED


@pytest.mark.parametrize(
    "text",
    [
        f"The FMLN and the Taliban met. {RAID.format('Guerrillas')}",
        f"The FMLN has fought for years. {RAID.format('Gunmen')}",
        f"The FMLN has fought for years. {RAID.format('Tuareg rebels')}",
        f"{RAID.format('Guerrillas')} The FMLN denied any part in the attack.",
    ],
)
def test_nobody_is_suspected_where_it_may_be_others(text: str) -> None:
    assert "FMLN" not in attackers(text)
