from __future__ import annotations

import pytest

from geoinc.incidents.attribution import Voices
from geoinc.incidents.tolls.claims import find_counts
from geoinc.incidents.tolls.tally import claims_of, tally
from geoinc.model import Claim, Document, Harm
from geoinc.text.sentences import sentences
from geoinc.text.tokens import words_of


def claims(text: str) -> list[Claim]:
    document = Document(text)
    told = sentences(document)
    return list(claims_of(find_counts(document, told, Voices(text, told), words_of(text))))


def parts(text: str) -> list[tuple[int | None, str]]:
    return [(c.min, c.victims) for c in claims(text) if c.subset]


@pytest.mark.parametrize(
    ("text", "whole", "some"),
    [
        ("At least 35 people, including 24 children, were killed.", 35, [(24, "children")]),
        ("The blast killed 35, including 24 children and three women.", 35, [(24, "children"), (3, "women")]),
        ("41 dead, including 37 students.", 41, [(37, "students")]),
        ("Twelve people were killed, seven of them children.", 12, [(7, "children")]),
        ("Twelve people, seven of whom were children, were killed.", 12, [(7, "children")]),
        ("A mine killed six people (three of them children).", 6, [(3, "children")]),
        ("The death toll rose to 45, including 12 firefighters.", 45, [(12, "firefighters")]),
        ("14 killed incl. 3 boys after a bus overturned.", 14, [(3, "boys")]),
        (
            "Six people were killed, two in Arden and four in Bruck.",
            6,
            [(2, "people in Arden"), (4, "people in Bruck")],
        ),
    ],
)
def test_some_of_the_victims_are_told_apart_and_never_added(text: str, whole: int, some: list[tuple[int, str]]) -> None:
    assert parts(text) == some
    total = tally(claims(text))[Harm.KILLED]
    assert (total.low, total.best, total.disputed) == (whole, whole, False)


def test_a_part_belongs_to_the_harm_before_it() -> None:
    found = claims("Twelve people were killed and 30 wounded, among them two nurses.")
    assert [(c.harm, c.min) for c in found if c.subset] == [(Harm.WOUNDED, 2)]


def test_no_part_is_larger_than_its_whole() -> None:
    assert parts("Three people were killed, including 40 cattle herders.") == []


def test_counts_at_other_places_add_up() -> None:
    text = "Two people died in Arden and one each in Bruck and Celle Minor, Ana Ruiz wrote."
    assert [(c.min, c.victims) for c in claims(text)] == [(2, "people"), (2, "people in Bruck and Celle Minor")]
    assert tally(claims(text))[Harm.KILLED].best == 4


def test_a_person_beside_a_count_with_parts_counts() -> None:
    text = "A driver and three passengers, including a two-year-old girl, died."
    assert tally(claims(text))[Harm.KILLED].best == 4


def test_the_place_that_opens_a_sentence_is_no_victim() -> None:
    assert claims("In Arden, a health post and 26 houses were burned.") == []
    [claim] = claims("In Arden, three farmers were killed.")
    assert (claim.min, claim.victims) == (3, "farmers")


def test_soldiers_and_civilians_of_one_list_are_counted_beside_the_militants_of_another() -> None:
    found = claims("Two soldiers and a civilian were killed. The army killed three militants.")
    assert tally(found)[Harm.KILLED].best == 6
