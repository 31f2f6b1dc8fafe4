"""What befell people by the words around them, where no word of harm says it."""

from __future__ import annotations

import pytest

from geoinc.incidents.attribution import Voices
from geoinc.incidents.tolls import fate
from geoinc.incidents.tolls.claims import find_counts
from geoinc.incidents.tolls.people import find_people
from geoinc.model import Document, Harm
from geoinc.text.analysis import analyse
from geoinc.text.sentences import sentences
from geoinc.text.tokens import words_of


def likely(text: str, number: int) -> dict[Harm, float]:
    [sentence] = analyse(text)
    [group] = [p for p in find_people(sentence) if p.value == number and fate.may_have(p)]
    return fate.fates(sentence, group)


@pytest.mark.parametrize(
    ("text", "number", "harm"),
    [
        ("Six of the fishermen did not survive.", 6, Harm.KILLED),
        ("Two hunters paid the supreme price.", 2, Harm.KILLED),
        ("Four lifeless bodies lay in the yard.", 4, Harm.KILLED),
        ("Twelve pupils are being treated for burns.", 12, Harm.WOUNDED),
        ("Five passengers are in a serious condition.", 5, Harm.WOUNDED),
        ("Three clerks were taken to the hospital with bullet wounds.", 3, Harm.WOUNDED),
        ("Nine women were marched into the bush by the gunmen.", 9, Harm.KIDNAPPED),
        ("Seven traders were led away at gunpoint.", 7, Harm.KIDNAPPED),
    ],
)
def test_what_is_said_of_people_tells_what_befell_them(text: str, number: int, harm: Harm) -> None:
    found = likely(text, number)
    assert found[harm] == max(found.values())
    assert found[harm] >= fate.LEAST


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Police arrested five suspects on Monday.", 5),
        ("Some 400 residents fled to the next town.", 400),
        ("Some 600 policemen were posted in the valley.", 600),
        ("The company employs 900 people.", 900),
    ],
)
def test_to_others_nothing_happened(text: str, number: int) -> None:
    assert max(likely(text, number).values()) < fate.LEAST


def test_some_of_the_wounded_are_never_kidnapped() -> None:
    text = "Gunmen attacked the village. Four of the wounded were taken to the hospital in Arden."
    told = sentences(Document(text))
    found = find_counts(Document(text), told, Voices(text, told), words_of(text))
    assert [c for c in found if c.claim.harm is Harm.KIDNAPPED and c.value == 4] == []


def test_a_number_that_is_a_name_counts_nobody() -> None:
    [sentence] = analyse("The 305 brigade came under fire.")
    assert all(fate.is_no_count(sentence, p) for p in find_people(sentence) if p.value == 305)


def test_a_sentence_without_a_word_of_any_fate_is_not_read() -> None:
    assert fate.may_tell(words_of("Eleven residents did not survive the attack."))
    assert not fate.may_tell(words_of("The council will meet again on Tuesday."))
