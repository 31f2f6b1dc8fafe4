from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geoinc.incidents.attribution import Voices
from geoinc.incidents.tolls.claims import find_counts
from geoinc.incidents.tolls.tally import claims_of
from geoinc.model import Claim, Document, Harm, Operator
from geoinc.text.sentences import sentences
from geoinc.text.tokens import words_of


def claims(text: str) -> list[Claim]:
    document = Document(text)
    told = sentences(document)
    return list(claims_of(find_counts(document, told, Voices(text, told), words_of(text))))


def counts(text: str) -> list[tuple[str, int | None, int | None]]:
    return [(str(c.harm), c.min, c.max) for c in claims(text) if not c.subset]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Twelve people were killed.", [("killed", 12, 12)]),
        ("Gunmen killed two. Sixteen people were still being treated.", [("killed", 2, 2), ("wounded", 16, 16)]),
        ("Three officers are dead, eight are in hospital.", [("killed", 3, 3), ("wounded", 8, 8)]),
        ("Doctors treated 20 people for cholera.", []),
        ("The hospital received 23 people with bullet wounds.", [("wounded", 23, 23)]),
        ("Three others reached Kaya with bullet wounds.", [("wounded", 3, 3)]),
        ("A man with a knife wounded three people.", [("wounded", 3, 3)]),
        ("Maria Souza, 52, who had spoken for 200 landless families, was killed.", [("killed", 1, 1)]),
        ("In Bruck the driver, 34, had died.", [("killed", 1, 1)]),
        ("An officer of the coastguard, Captain Walid Ghariani, was assassinated.", [("killed", 1, 1)]),
        ("Gunmen killed the mayor, Carlos Gomez, and his driver.", [("killed", 1, 1), ("killed", 1, 1)]),
        ("The attack caused the loss of 12 lives.", [("killed", 12, 12)]),
        ("He regretted the loss of life.", [("killed", None, None)]),
        ("The lorry ran over an explosive device, killing four workers.", [("killed", 4, 4)]),
        ("The wounded were taken to a hospital.", []),
        ("Fourteen were treated for splinter wounds.", [("wounded", 14, 14)]),
        ("Nine were taken to the clinic with injuries.", [("wounded", 9, 9)]),
        ("At least 25 militiamen were injured.", [("wounded", 25, None)]),
        ("The blast killed about 100.", [("killed", 100, 100)]),
        ("It left 12 dead and 30 wounded.", [("killed", 12, 12), ("wounded", 30, 30)]),
        ("The bomb went off, killing at least 12 people and wounding 30.", [("killed", 12, None), ("wounded", 30, 30)]),
        ("Between 3 and 5 soldiers died.", [("killed", 3, 5)]),
        ("The death toll rose to 45.", [("killed", 45, 45)]),
        ("Up to six were hurt.", [("wounded", None, 6)]),
        ("A man and his two sons were killed.", [("killed", 1, 1), ("killed", 2, 2)]),
        ("Gunmen abducted four nurses.", [("kidnapped", 4, 4)]),
        ("Two members of the local watch were shot dead.", [("killed", 2, 2)]),
        ("Forty-three people were hurt and dozens are missing.", [("wounded", 43, 43), ("missing", 12, None)]),
        ("Fighters of the Lendu Forces hacked to death at least nine farmers.", [("killed", 9, None)]),
        ("Three sailors are missing.", [("missing", 3, 3)]),
        ("The note denounced the massacre of 14 fishermen.", [("killed", 14, 14)]),
        ("Police arrested 14 people.", [("detained", 14, 14)]),
        ("The flood displaced 3,000 people.", [("displaced", 3000, 3000)]),
        ("Twenty-six people, four of them officers, were injured.", [("wounded", 26, 26)]),
        ("Judge Ana Ruiz was murdered.", [("killed", 1, 1)]),
        ("More than 40 of the raiders were killed.", [("killed", 40, None)]),
        ("Five people died and more than 20 injured.", [("killed", 5, 5), ("wounded", 20, None)]),
        ("At least 12 fighters loyal to the town had been killed.", [("killed", 12, None)]),
        ("The number of wounded rose to 15.", [("wounded", 15, 15)]),
        ("The toll stands at 35, including 24 children.", [("killed", 35, 35)]),
        ("Two men were found dead at the mill.", [("killed", 2, 2)]),
        ("Five people died in the raid and 212 were wounded.", [("killed", 5, 5), ("wounded", 212, 212)]),
        ("The clinic received six dead and 22 wounded.", [("killed", 6, 6), ("wounded", 22, 22)]),
        ("At least 14 dead and 40 injured in market blast.", [("killed", 14, None), ("wounded", 40, 40)]),
        ("Over 40 people, most of them pupils, were injured.", [("wounded", 40, None)]),
        ("The toll of the slide in Bem, a district of Arden, rose to 19.", [("killed", 19, 19)]),
        ("Officials counted 33 dead soldiers.", [("killed", 33, 33)]),
        ("The blast killed an elderly couple.", [("killed", 2, 2)]),
        ("Nine weavers, five of them women, were burnt to death.", [("killed", 9, 9)]),
        ("A farmer lost a foot when a mine went off.", [("wounded", 1, 1)]),
        ("Gunmen herded away 40 worshippers.", [("kidnapped", 40, 40)]),
    ],
)
def test_counts(text: str, expected: list[tuple[str, int | None, int | None]]) -> None:
    assert counts(text) == expected


def test_zero_by_negation() -> None:
    killed, wounded = claims("No Ruritanian troops were killed or wounded.")
    assert (killed.harm, wounded.harm) == (Harm.KILLED, Harm.WOUNDED)
    assert all(c.negated and c.operator is Operator.NONE and c.min == c.max == 0 for c in (killed, wounded))


def test_no_casualties_is_two_zeros() -> None:
    assert counts("There were no casualties.") == [("killed", 0, 0), ("wounded", 0, 0)]


@pytest.mark.parametrize(
    "text",
    [
        "No one was hurt.",
        "Nobody was injured in the fire.",
        "The shells caused a fire but no victims.",
        "The lorry burned out; its driver escaped unharmed.",
        "The road was shelled, without losses.",
    ],
)
def test_where_nobody_was_hurt_nobody_died(text: str) -> None:
    assert sorted(counts(text)) == [("killed", 0, 0), ("wounded", 0, 0)]


def test_those_who_got_away_unhurt_say_nothing_of_the_dead() -> None:
    assert ("killed", 2, 2) in counts("Two men died and nine escaped unhurt.")
    assert ("killed", 0, 0) not in counts("Two men died and nine escaped unhurt.")


def test_no_loss_of_life_is_no_loss() -> None:
    [claim] = [c for c in claims("The bridge fell with no loss of life.") if c.harm is Harm.KILLED]
    assert claim.negated


def test_people_who_are_displaced_and_killed_are_killed() -> None:
    assert counts("Seven displaced people were killed in the camp.") == [("killed", 7, 7)]


def test_the_wounded_who_are_moved_are_not_displaced() -> None:
    assert counts("Five injured were evacuated to the capital.") == [("wounded", 5, 5)]
    assert counts("Around 300 people were evacuated from the valley.") == [("displaced", 300, 300)]


def test_unnumbered_victims_have_no_number() -> None:
    [claim] = claims("Those killed in the raid were tribesmen and militiamen.")
    assert (claim.min, claim.max, claim.operator) == (None, None, Operator.UNQUANTIFIED)
    assert claim.victims == "tribesmen and militiamen"


@pytest.mark.parametrize(
    "text",
    [
        "About 500 troops carried out an attack.",
        "Two judges were threatened with death.",
        "Up to 30 shells came within 500 yards of the post.",
        "The clinic found 20 people with HIV.",
        "He killed 20 minutes before the talks.",
        "The ship was hit 12 km off the coast.",
        "The attack could kill 40 people.",
        "The raid cost $30 million.",
        "Militants burned a school and dozens of homes.",
        "The deal was killed in 2014.",
        "Eleven drones came in. Ten were shot down.",
    ],
)
def test_what_is_no_toll(text: str) -> None:
    assert [c for c in claims(text) if c.min or c.max] == []


def test_victims_have_sides() -> None:
    first, second = claims("Six soldiers were killed. Two villagers were killed.")
    assert (first.side, second.side) == ("government", "civilians")


@given(st.integers(1, 5000), st.sampled_from(["killed", "wounded", "kidnapped"]))
def test_any_count_is_read_in_active_and_passive(number: int, harm: str) -> None:
    plural = "villagers" if number > 1 else "villager"
    assert (
        counts(f"{number} {plural} were {harm}.")
        == counts(f"Gunmen {harm} {number} {plural}.")
        == [(harm, number, number)]
    )


@given(st.text(alphabet="akild neour,.19'\"-", max_size=80))
def test_any_text_is_survived(text: str) -> None:
    for claim in claims(text + " killed"):
        assert claim.min is None or claim.max is None or claim.min <= claim.max


def test_a_year_is_no_toll() -> None:
    assert [c.min for c in claims("The flood killed 2007 people.")] == [2007]
    assert [
        c for c in claims("The inquest into the death of a minor following a 2007 raid went on.") if c.min == 2007
    ] == []


def spoken(text: str) -> list[tuple[str, int | None, str, str | None]]:
    return [(str(c.harm), c.min, c.victims, c.speaker) for c in claims(text)]


def test_who_speaks_after_a_comma_is_no_victim() -> None:
    assert spoken("The night raid killed about 60, an army officer said.") == [("killed", 60, "", "army officer")]
    assert spoken("Pirates kidnapped three sailors, the coast guard said.") == [
        ("kidnapped", 3, "sailors", "coast guard")
    ]


def test_who_puts_a_toll_at_a_number_speaks() -> None:
    text = "Four farmers were killed, a nurse said; an elder put the dead at seven."
    assert spoken(text) == [("killed", 4, "farmers", "nurse"), ("killed", 7, "", "elder")]
