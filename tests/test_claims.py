"""What the README says of pins, on sentences of our own."""

from __future__ import annotations

import pytest

import geoinc
from geoinc.model import MentionKind

NATIONALITIES = [
    "Two Turkish soldiers were killed on Monday.",
    "A Nigerian was shot dead on Tuesday.",
    "Israeli air strikes killed five Iranians on Sunday.",
    "Ukrainian forces were shelled by Russian artillery on Monday.",
    "Three Afghans were killed in an explosion on Monday.",
    "A French journalist was kidnapped by Malian rebels on 5 May 2019.",
    "Lebanese and Palestinian fighters clashed on Sunday, killing two.",
    "The Somali was beheaded on Saturday.",
]
GOVERNMENTS = ["Moscow denied the attack on Monday.", "Washington said that its troops were attacked on Friday."]


@pytest.mark.parametrize("text", [*NATIONALITIES, *GOVERNMENTS])
def test_no_nationality_and_no_government_becomes_a_pin(text: str) -> None:
    assert [r.mention.text for r in geoinc.find_places(geoinc.Document(text)) if r.pinned] == []
    assert [i.title for i in geoinc.map_incidents([text]).incidents if i.location.region is not None] == []


def test_only_literal_senses_are_pinned() -> None:
    text = "Shells fell near Khusham, Syria, on Wednesday. The Syrian army and Moscow denied it. Paris FC won."
    for resolution in geoinc.find_places(geoinc.Document(text)):
        if resolution.pinned:
            assert resolution.mention.kind in {MentionKind.LITERAL, MentionKind.LITERAL_MODIFIER}
