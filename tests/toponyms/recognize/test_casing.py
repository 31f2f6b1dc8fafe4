from __future__ import annotations

import pytest

from geoinc.gazetteer import Gazetteer
from geoinc.toponyms.recognize.casing import restore_case
from geoinc.toponyms.recognize.names import Names


@pytest.fixture
def names(gazetteer: Gazetteer) -> Names:
    return Names(gazetteer)


def test_ordinary_text_comes_back_as_it_is(names: Names) -> None:
    text = "A blast hit Mosul on Monday, police said."
    assert restore_case(text, names) is text


def test_names_in_small_letters_get_their_capitals(names: Names) -> None:
    assert restore_case("a blast hit mosul on monday, police said", names) == "a blast hit Mosul on monday, police said"


def test_all_capitals_are_read_as_small_letters_first(names: Names) -> None:
    assert restore_case("BLAST HITS MOGADISHU HOTEL, POLICE SAY", names) == "blast hits Mogadishu hotel, police say"


def test_lengths_stay_where_capitals_have_two_letters(names: Names) -> None:
    text = "İSTANBUL STRASSE ŉ MOSUL MOSUL MOSUL ǰ ß"
    assert len(restore_case(text, names)) == len(text)
