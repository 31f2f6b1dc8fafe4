"""How a verb is meant, by the auxiliaries and verbs before it."""

from __future__ import annotations

import pytest

from geoinc.incidents.modality import Modality, cue_words, verb_modality


@pytest.mark.parametrize(
    ("words", "modality"),
    [
        ("gunmen attacked", Modality.ASSERTED),
        ("gunmen did not attack", Modality.NEGATED),
        ("gunmen didn't attack", Modality.NEGATED),
        ("gunmen will attack", Modality.FUTURE),
        ("gunmen could attack", Modality.HYPOTHETICAL),
        ("gunmen planned to attack", Modality.FUTURE),
        ("gunmen tried to attack", Modality.ATTEMPTED),
        ("gunmen are said to have attacked", Modality.ASSERTED),
        ("without attacking", Modality.NEGATED),
        ("gunmen were quickly attacked", Modality.ASSERTED),
    ],
)
def test_the_last_verb(words: str, modality: Modality) -> None:
    lower = words.split()
    assert verb_modality(lower, len(lower) - 1) is modality


def test_lists_are_of_cues_or_of_speech() -> None:
    assert "tried" in cue_words("modality", "attempted")
    with pytest.raises(KeyError):
        cue_words("modality", "no such list")
