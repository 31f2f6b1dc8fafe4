"""The gazetteer's names in a text, as covers of its tokens."""

from __future__ import annotations

import numpy as np
import pytest

from geoinc.gazetteer import Gazetteer
from geoinc.text.tokens import view
from geoinc.toponyms.recognize.lexicon import abbreviations
from geoinc.toponyms.recognize.names import Cover, Names, Profile, coherence
from geoinc.toponyms.recognize.words import Flag


@pytest.fixture
def names(gazetteer: Gazetteer) -> Names:
    return Names(gazetteer)


def covers(names: Names, text: str) -> list[tuple[str, Cover]]:
    tokens = view("names", abbreviations()).scan(text)
    flags = np.array([word[:1].isupper() * Flag.CAPITALISED for word in tokens.words], dtype=np.int64)
    found = names.covers(text, tokens, flags)
    return [(text[tokens.starts[c.first] : tokens.ends[c.last]], c) for c in found]


def test_covers_stand_in_text_order(names: Names) -> None:
    assert [words for words, _ in covers(names, "From Mosul to Mogadishu.")] == ["Mosul", "Mogadishu"]


def test_small_letters_are_no_cover(names: Names) -> None:
    assert covers(names, "from mosul") == []


def test_a_profile_is_remembered(names: Names) -> None:
    [(_, first), (_, second)] = covers(names, "Mosul, Mosul")
    assert first.profile is second.profile


def test_names_that_are_hardly_anything_else(names: Names) -> None:
    text = "a blast hit mosul on monday"
    assert [text[a:b] for a, b in names.distinctive(text.title())] == ["mosul"]


def test_names_of_one_unit_go_together() -> None:
    one, other, far = (
        Profile(1, 1, demonym=False, units=(7,)),
        Profile(2, 2, demonym=False, units=(7, 8)),
        Profile(3, 3, demonym=False, units=(9,)),
    )
    steps = coherence([one, other, far])
    assert steps[one] > steps[far]
    assert steps[other] > steps[far]
    assert coherence([one, one]) == {one: coherence([one])[one]}
    nowhere = Profile(4, 4, demonym=True, units=())
    assert coherence([nowhere]) == {nowhere: 0}
