from __future__ import annotations

import pytest
from incident_inputs import place, relation, triggers

from geoinc.incidents.remarks import of_a_war, reacts, unknown_places
from geoinc.model import Document, RelationKind
from geoinc.text.sentences import sentences


@pytest.mark.parametrize(
    "text",
    [
        "The war, now in its third year, has killed 9,000 people.",
        "Officials said 232 people had been killed since fighting began on May 10.",
        "Some 40 people have died since the latest offensive started.",
    ],
)
def test_tolls_of_a_war(text: str) -> None:
    [sentence] = sentences(Document(text))
    assert of_a_war(sentence)


def test_the_toll_of_an_attack_is_none_of_a_war() -> None:
    [sentence] = sentences(Document("Nine people were killed in the attack, the worst since March."))
    assert not of_a_war(sentence)


def test_places_that_nobody_knows_are_names_behind_in_or_at_that_are_no_time() -> None:
    document = Document("Two died in Umbar, near Homs, in March, at Easter and in the village of Tel Wadi.")
    [sentence] = sentences(document)
    known = relation(document, "near Homs", RelationKind.NEAR, place("Homs"))
    assert unknown_places(sentence, [known]) == {"Umbar", "Tel"}
    assert unknown_places(sentence, []) == {"Umbar", "Homs", "Tel"}
    assert unknown_places(sentence, [relation(document, "Umbar", RelationKind.AT, place("Umbar"))]) == {"Homs", "Tel"}


@pytest.mark.parametrize(
    ("text", "reaction"),
    [
        ("France condemned the attack in Arden.", True),
        ("The government condemns in the strongest terms the killing of three nurses.", True),
        ("World leaders voiced outrage over the massacre.", True),
        ("Rebels carried out an attack that the mayor condemned.", False),
        ("The attack killed three nurses.", False),
    ],
)
def test_what_is_only_condemned_is_told_by_somebody_far_away(text: str, reaction: bool) -> None:  # noqa: FBT001 - a row
    assert reacts(triggers(text)[0]) is reaction
