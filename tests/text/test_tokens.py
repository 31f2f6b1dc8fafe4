"""One scan, and three views of it: what all readers share, and where they differ."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geoinc.errors import LexiconError
from geoinc.text.tokens import WORDS as LETTERS
from geoinc.text.tokens import Gate, tokenize, view, without_hyphens, words_of
from geoinc.toponyms.recognize.lexicon import abbreviations

WORDS, NAMES, SYNTAX = view("words"), view("names", abbreviations()), view("syntax")
VIEWS = (WORDS, NAMES, SYNTAX)


def names(text: str) -> list[str]:
    return NAMES.scan(text).words


@pytest.mark.parametrize("seen", VIEWS, ids=lambda seen: seen.name)
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1,200 men, 10:30", ["1,200", "men", ",", "10:30"]),
        ("the U.S. said", ["the", "U.S.", "said"]),
        ("Yemen’s Sana'a and N'Djamena", ["Yemen", "’s", "Sana'a", "and", "N'Djamena"]),
        ("US-backed", ["US", "-", "backed"]),
        ("", []),
    ],
)
def test_what_all_views_share(seen: object, text: str, expected: list[str]) -> None:
    assert seen.scan(text).words == expected  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "words", "seen_as_names", "syntax"),
    [
        ("Dam\u00adascus", ["Dam", "\u00ad", "ascus"], ["Dam\u00adascus"], ["Dam", "\u00ad", "ascus"]),
        ("SYRIA'S men", ["SYRIA'S", "men"], ["SYRIA", "'S", "men"], ["SYRIA", "'S", "men"]),
        ("We're off", ["We're", "off"], ["We're", "off"], ["We", "'re", "off"]),
        ("Gen. Dow", ["Gen", ".", "Dow"], ["Gen.", "Dow"], ["Gen.", "Dow"]),
        ("J. Dow", ["J", ".", "Dow"], ["J.", "Dow"], ["J", ".", "Dow"]),
        ("G8 hit", ["G", "8", "hit"], ["G8", "hit"], ["G8", "hit"]),
        ("the 5th ...", ["the", "5", "th", ".", ".", "."], ["the", "5", "th", ".", ".", "."], ["the", "5th", "..."]),
        ("GAZA \n A", ["GAZA", "A"], ["GAZA", "\n", "A"], ["GAZA", "A"]),
    ],
)
def test_where_views_differ(text: str, words: list[str], seen_as_names: list[str], syntax: list[str]) -> None:
    assert [seen.scan(text).words for seen in VIEWS] == [words, seen_as_names, syntax]


def test_possessives_and_hyphens_stand_alone() -> None:
    assert names("Mexico's US-backed allies") == ["Mexico", "'s", "US", "-", "backed", "allies"]


def test_abbreviations_keep_their_period() -> None:
    assert names("near Louisville, Ky. The U.S. said") == ["near", "Louisville", ",", "Ky.", "The", "U.S.", "said"]
    assert names("St. Louis, D.C.") == ["St.", "Louis", ",", "D.C."]


def test_a_sentence_ends_with_a_token_of_its_own() -> None:
    assert names("in Mali. He") == ["in", "Mali", ".", "He"]


def test_a_sign_that_cannot_be_seen_ends_no_word() -> None:
    assert names("Ale\u200bppo\u200b") == ["Ale\u200bppo", "\u200b"]


@given(st.text(alphabet="aN1 .,:'’-\n\u00ad\u0301_é中", max_size=60) | st.text(max_size=60), st.sampled_from(VIEWS))
def test_tokens_are_the_words_at_their_offsets_and_leave_out_only_white_space(text: str, seen: object) -> None:
    tokens = seen.scan(text)  # type: ignore[attr-defined]
    spans = list(zip(tokens.starts, tokens.ends, strict=True))
    assert [text[a:b] for a, b in spans] == tokens.words
    assert len(tokens) == len(spans)
    gaps = [text[a:b] for (_, a), (b, _) in zip([(0, 0), *spans], [*spans, (len(text), 0)], strict=True)]
    assert not "".join(gaps).strip()


def test_a_stretch_is_scanned_in_its_text() -> None:
    text = "In Mali, Timbuktu fell."
    assert [(t.text, t.lower, t.start, t.end) for t in tokenize(text, 9, 17)] == [("Timbuktu", "timbuktu", 9, 17)]
    assert [t.start for t in tokenize("a b", offset=10)] == [10, 12]
    assert WORDS.scan("a b", 0, 99).words == ["a", "b"]


def test_a_token_is_a_word_or_a_sign() -> None:
    assert [(t.is_word, t.is_capital) for t in tokenize("Mali 5, x")] == [
        (True, True),
        (True, False),
        (False, False),
        (True, False),
    ]


def test_hyphens_between_words_may_be_left_out() -> None:
    assert [t.text for t in without_hyphens(tokenize("counter-strike - again-"))] == [
        "counter",
        "strike",
        "-",
        "again",
        "-",
    ]


def test_words_are_runs_of_letters_in_lower_case() -> None:
    assert words_of("The F-16's Élan") == {"the", "f", "s", "élan"}


@given(st.text(max_size=60) | st.text(st.sampled_from("Aé’“…—\u0301²\u00a0\ud800x 1_ß")))
def test_words_of_any_text_are_its_runs_of_letters(text: str) -> None:
    assert words_of(text) == frozenset(LETTERS.findall(text.lower()))


def test_words_among_many_kinds_of_signs_are_found() -> None:
    text = "a" + "b".join(map(chr, range(0x2190, 0x2200))) + "É"
    assert words_of(text) == {"a", "b", "é"}


def test_a_view_that_is_not_there_is_named() -> None:
    with pytest.raises(LexiconError, match="no view called 'poems'"):
        view("poems")


def test_a_gate_opens_for_the_words_of_a_phrase_and_what_it_needs() -> None:
    gate = Gate([(("opened", "fire"), None), (("struck",), frozenset({"tank", "base"}))])
    assert gate.opens(words_of("They opened fire."))
    assert not gate.opens(words_of("They opened a door."))
    assert gate.opens(words_of("It struck a base."))
    assert not gate.opens(words_of("It struck a chord."))


def test_a_gate_within_a_page_opens_for_the_same_sentences() -> None:
    gate = Gate([(("gun", "down"), None), (("open",), frozenset({"fire"})), (("shot",), None), (("burned",), None)])
    lines = ["Men gunned a guard down", "they open the fire brigade", "cars burn", "shot", "guns set down"]
    page = words_of(" ".join(lines[1:]))
    near = gate.within(page)
    assert [near.opens(words_of(line)) for line in lines[1:]] == [gate.opens(words_of(line)) for line in lines[1:]]
    assert gate.opens(frozenset({"burned"}))
    assert not near.opens(frozenset({"burned"}))
