from __future__ import annotations

import pytest

from geoinc.incidents.attribution import Speech, Voices, speaker_at, voice
from geoinc.model import Document, Stance
from geoinc.text.sentences import sentences


def speeches(text: str) -> list[Speech]:
    return Voices(text, told := sentences(Document(text))).at(len(told) - 1)


def speaker(text: str, words: str) -> str | None:
    found = speaker_at(speeches(text), text.rindex(words))
    return found.speaker if found else None


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("The ministry said ten men were hurt.", "ministry"),
        ("Ten men were hurt, the ministry said.", "ministry"),
        ("Ten men were hurt, officials told Radio Nine.", "officials (to Radio Nine)"),
        ("According to the mayor, ten men were hurt.", "mayor"),
        ("Ten men were hurt, according to hospital staff.", "hospital staff"),
        ('"Ten men were hurt," said the mayor.', "mayor"),
        ("The raid, which a US officer earlier said left ten men were hurt, goes on.", "US officer"),
        ("Ana Ruiz, a spokeswoman for the army, said ten men were hurt.", "Ana Ruiz, a spokeswoman for the army"),
        ("Rebels raided Arden, so ten men were hurt, a local official said; the army left.", "local official"),
        ("Ten men were hurt.", None),
    ],
)
def test_who_says_it(text: str, who: str | None) -> None:
    assert speaker(text, "en men were hurt") == who


def test_pronouns_go_back_to_who_spoke_last() -> None:
    assert speaker("Colonel Diaz said the road was cut. He said ten men were hurt.", "ten men") == "Colonel Diaz"


def test_its_ministry_is_of_the_subject() -> None:
    text = "Ruritania said it was not involved, and its defense ministry said ten men were hurt."
    assert speaker(text, "ten men") == "Ruritania's defense ministry"


def test_a_claim_and_a_denial_are_told_apart() -> None:
    assert speeches("The rebels claimed that ten men were hurt.")[0].stance is Stance.CLAIMED


def test_two_names_of_one_voice_agree() -> None:
    assert (
        voice("the Russian MoD") == voice("Russian Federation's defence ministry") == voice("Russia's defense ministry")
    )
    assert voice("the Russian MoD") != voice("Russian officials")


def test_its_governor_is_of_the_area_named_last() -> None:
    found = speeches("Ruritanian shells killed four in the Arden region, its governor said.")
    assert found[0].speaker == "Arden region's governor"
