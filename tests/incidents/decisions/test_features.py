from __future__ import annotations

import re

import numpy as np
import pytest

from geoinc.incidents.decisions.features import cue_counts, cues, openings

TEXTS = [
    "Gunmen abducted two aid workers near Alba. Police arrested a suspect; a ceasefire was signed later.",
    "Is it a drone? Air strikes hit the town, F-16s were seen, and the rebels were behind the blast.",
    "Residents lay down their arms. A truce was to be reached after the peace talks, the foreign minister said.",
    "",
]


@pytest.mark.parametrize("text", TEXTS)
def test_no_cue_is_missed_for_its_first_letters(text: str) -> None:
    lower = text.lower()
    first = re.split(r"(?<=[.!?])\s", lower, maxsplit=1)[0]
    whole = [min(len(list(cue.finditer(lower))), 2) for cue in cues()]
    assert np.array_equal(cue_counts(text), [*whole, *(float(bool(cue.search(first))) for cue in cues())])


@pytest.mark.parametrize(
    ("pattern", "letters"),
    [
        ("hostages?|captors?", ("hostage", "captor")),
        ("f-?16", ("f",)),
        (r"(?:is|are) behind|\w+ly", ("is", "are", "")),
        ("(?:air )?raid", ("",)),
        ("(?:a(?:b|c)|d)e", ("a", "d")),
        ("[ab]c", ("",)),
        ("x{2}", ("",)),
    ],
)
def test_a_pattern_begins_with_the_letters_of_its_alternatives(pattern: str, letters: tuple[str, ...]) -> None:
    assert openings(pattern) == letters
