from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geoinc.text.syntax.tokens import Mask, tokenize


def forms(text: str) -> list[str]:
    return [t.form for t in tokenize(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They didn't; it's O'Brien’s.", ["They", "did", "n't", ";", "it", "'s", "O'Brien", "’s", "."]),
        ("cannot re-enter", ["can", "not", "re", "-", "enter"]),
        ("the U.S. and Col. Sana'a sat.", ["the", "U.S.", "and", "Col.", "Sana'a", "sat", "."]),
        ("1,200 rounds, 2.5 km, the 201st", ["1,200", "rounds", ",", "2.5", "km", ",", "the", "201st"]),
        ("An F-16's pilot... --", ["An", "F", "-", "16", "'s", "pilot", "...", "--"]),
    ],
)
def test_words_split_as_treebanks_split_them(text: str, expected: list[str]) -> None:
    assert forms(text) == expected


@pytest.mark.parametrize(
    "text",
    ["28 Nov 2012", "12 January", "Jan. 5, 2004", "MARCH 2011", "2012-11-28", "03.04.2018", "4th of May", "12 Apr 05", "071016 UTC Apr"],
)  # fmt: skip
def test_a_date_is_one_token(text: str) -> None:
    assert forms(f"on {text} in") == ["on", Mask.DATE, "in"]


@pytest.mark.parametrize("text", ["10:30", "0930 UTC", "9 a.m.", "10.15 pm", "2345 local time", "23:10:05 GMT"])
def test_a_clock_time_is_one_token(text: str) -> None:
    assert forms(f"at {text} in") == ["at", Mask.TIME, "in"]


@pytest.mark.parametrize(
    "text",
    ["03-54N 005-27E", "00 57N, 105 03E", "06:16.31N – 002:29.24E", "04’20”N 005’10”E", "22-10.7N 091-43.3E",
     "16-36N Lat, 119-40E", "(35.21, 40.05)", "2528N 05720E"],
)  # fmt: skip
def test_a_position_is_one_token_in_many_forms(text: str) -> None:
    assert forms(f"tug in {text} at") == ["tug", "in", Mask.POSITION, "at"]


@pytest.mark.parametrize(
    "text", ["may 5 people", "48 hours later", "killed 3, 4 in all", "1200 of them", "section 2.1"]
)
def test_other_numbers_are_left(text: str) -> None:
    assert not any(t.is_masked for t in tokenize(text))


@given(st.text(alphabet="aN1 .,:'’-‹›\n@E_é中", max_size=60) | st.text(max_size=60))
def test_tokens_cover_all_but_blanks_in_order(text: str) -> None:
    found = tokenize(text)
    at = 0
    for token in found:
        assert token.start >= at
        assert token.end > token.start
        assert not text[at : token.start].strip()
        at = token.end
    assert not text[at:].strip()
    assert found == tokenize(f"x{text}"[1:])


def test_offsets_count_in_the_whole_text() -> None:
    text = "Ab. Cd on 5 May."
    assert [(t.start, t.end) for t in tokenize(text, 4, len(text))] == [(4, 6), (7, 9), (10, 15), (15, 16)]
