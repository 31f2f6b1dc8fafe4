"""What makes up a toll: sums, tolls told again or risen, people without numbers, whom the text leaves out."""

from __future__ import annotations

import pytest

from geoinc.incidents.attribution import Voices
from geoinc.incidents.tolls.choice import choose, options
from geoinc.incidents.tolls.claims import find_counts
from geoinc.incidents.tolls.counts import Count
from geoinc.incidents.tolls.tally import claims_of, tally
from geoinc.model import Document, Harm
from geoinc.text.sentences import sentences
from geoinc.text.tokens import words_of


def counts(text: str) -> list[Count]:
    document = Document(text)
    told = sentences(document)
    return find_counts(document, told, Voices(text, told), words_of(text))


def best(text: str, harm: str) -> int | None:
    found = tally(claims_of(counts(text))).get(Harm(harm))
    return found.best if found else None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Eight security guards and their civilian driver were killed in the ambush.", 9),
        ("Five officers as well as three civilians were killed.", 8),
        ("A gunman killed his wife and two children.", 3),
        ("Gunmen killed four farmers, a nurse and a boy.", 6),
        ("Four people (two women, one man and a child) were killed.", 4),
        ("Nine people - three men and six women - were shot and killed.", 9),
        ("Three people were killed in Arden, two in Bruck and one in Celle.", 6),
        ("An explosion killed a soldier; two more soldiers died in hospital.", 3),
        ("The bodies of seven men were found in a mass grave.", 7),
        ("IED vs convoy. 3 KIA, 5 WIA.", 3),
        ("Strike in Nabatieh, 2 martyrs.", 2),
    ],
)
def test_people_of_one_harm_add_up_once(text: str, number: int) -> None:
    assert best(text, "killed") == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("A bomb killed 12 on Monday. The toll rose to 14 on Tuesday.", 14),
        ("Two of the wounded died, bringing the toll to 31.", 31),
        ("One woman and one man were killed. The victims, one female and one male, were farmers.", 2),
        ("The group has killed more than 1,000 people since 2019. On Wednesday it killed at least 18 in Oicha.", 18),
        ("The blast killed 12 people. The bomb, which killed 12, went off near a school.", 12),
    ],
)
def test_who_is_told_of_twice_counts_once_and_a_later_toll_supersedes(text: str, number: int) -> None:
    assert best(text, "killed") == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("He shot and killed five and wounded seventeen before taking his own life.", 6),
        ("He shot three people, killing them.", 3),
        ("He shot his brother and his father, killing them both.", 2),
        ("A driver was abducted. He was later killed by his captors.", 1),
    ],
)
def test_people_without_numbers_are_counted(text: str, number: int) -> None:
    assert best(text, "killed") == number


@pytest.mark.parametrize(
    ("text", "harm", "number"),
    [
        ("A driver was killed and another injured.", "wounded", 1),
        ("2 nurses were hurt; three patients were also hurt (not counted).", "wounded", 2),
        ("The Chief Officer, who was injured, was flown out. The Chief Officer was treated ashore.", "wounded", 1),
        ("Rebels burned 26 houses and killed two villagers.", "wounded", None),
        ("The attackers fled into the bush after the raid.", "displaced", None),
        ("Some 3,000 people fled the village.", "displaced", 3000),
        ("No one was hurt.", "wounded", 0),
        ("The 201 battalion was ambushed and two soldiers were killed.", "killed", 2),
        ("Police detained 12 protesters, who were released later.", "kidnapped", None),
    ],
)
def test_only_people_and_only_those_harmed_are_counted(text: str, harm: str, number: int | None) -> None:
    assert best(text, harm) == number


def test_no_more_counts_are_weighed_than_the_choice_can_take() -> None:
    asked = options(counts("Bandits killed two men. " * 40), Harm.KILLED)
    assert len(asked.counts) <= 9
    assert asked.total(choose(asked)) >= 2


def test_what_is_not_sure_may_be_left_out_whole() -> None:
    asked = options(counts("Two men were shot and killed."), Harm.WOUNDED)
    assert () in asked.subsets
    assert choose(asked) == ()
