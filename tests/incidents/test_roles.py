from __future__ import annotations

import pytest
from incident_inputs import triggers

from geoinc.incidents.actors import find_parties
from geoinc.incidents.roles import roles
from geoinc.model import Document, Role
from geoinc.text.sentences import sentences


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
    [sentence] = sentences(Document(text))
    found = roles(find_parties(sentence), triggers(text)[0], sentence)
    assert {a.name: a.role for a in found}[name] is role
