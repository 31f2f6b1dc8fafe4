from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from geoinc.toponyms.recognize.tokens import tokenize


def words(text: str) -> list[str]:
    return tokenize(text).words


def test_possessives_and_hyphens_stand_alone() -> None:
    assert words("Mexico's US-backed allies") == ["Mexico", "'s", "US", "-", "backed", "allies"]
    assert words("Yemen’s coast") == ["Yemen", "’s", "coast"]


def test_abbreviations_keep_their_period() -> None:
    assert words("near Louisville, Ky. The U.S. said") == ["near", "Louisville", ",", "Ky.", "The", "U.S.", "said"]
    assert words("St. Louis, D.C.") == ["St.", "Louis", ",", "D.C."]


def test_a_sentence_ends_with_a_token_of_its_own() -> None:
    assert words("in Mali. He") == ["in", "Mali", ".", "He"]


def test_apostrophes_inside_names_stay() -> None:
    assert words("Sana'a and N'Djamena") == ["Sana'a", "and", "N'Djamena"]


def test_signs_that_cannot_be_seen_break_no_word() -> None:
    assert words("Dam\u00adascus, Ale\u200bppo\u200b") == ["Dam\u00adascus", ",", "Ale\u200bppo", "\u200b"]


def test_line_breaks_are_tokens() -> None:
    assert words("GAZA \n\n A") == ["GAZA", "\n", "\n", "A"]


@given(st.text())
def test_tokens_are_the_words_at_their_offsets_and_leave_out_only_white_space(text: str) -> None:
    tokens = tokenize(text)
    spans = list(zip(tokens.starts, tokens.ends, strict=True))
    assert [text[a:b] for a, b in spans] == tokens.words
    gaps = [text[a:b] for (_, a), (b, _) in zip([(0, 0), *spans], [*spans, (len(text), 0)], strict=True)]
    assert not "".join(gaps).strip()
