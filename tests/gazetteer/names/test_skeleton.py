"""Transliterations of one name share a skeleton; the tables behind it refuse bad rows."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geoinc.errors import LexiconError
from geoinc.gazetteer.names import lexicon
from geoinc.gazetteer.names.fold import fold
from geoinc.gazetteer.names.query import parse, without_unit_words
from geoinc.gazetteer.names.skeleton import neighbours, romanize, skeleton, sound


@pytest.mark.parametrize(
    "spellings",
    [
        ["Khusham", "Khasham", "Kusham", "خشام", "Хашам"],
        ["Deir ez-Zor", "Dayr az-Zawr", "Deirezzor", "دير الزور", "Дейр-эз-Зор"],
        ["Conoco", "Koniko", "CONICO"],
        ["Hajin", "Hagin", "هجين"],
        ["Raqqa", "Ar Raqqah", "الرقة"],
        ["Abu Kamal", "Al Bukamal", "Albu Kamal"],
        ["Tbilisi", "თბილისი", "Тбилиси"],
    ],
)
def test_spellings_of_one_name_share_a_skeleton(spellings: list[str]) -> None:
    assert len({skeleton(fold(spelling)) for spelling in spellings}) == 1


def test_short_and_unwritten_names_have_none() -> None:
    assert skeleton("ao") == skeleton("東京") == skeleton("") == ""


def test_neighbours_are_one_letter_away() -> None:
    around = neighbours(skeleton("khusham"))
    assert {skeleton("khushan"), skeleton("khusha mar"), skeleton("kush")} <= around
    assert skeleton("khusham") not in around


@settings(deadline=None)
@given(st.text(max_size=30))
def test_any_text_has_a_skeleton_and_a_sound(text: str) -> None:
    folded = fold(text)
    assert skeleton(folded).isascii()
    assert isinstance(sound(folded), str)
    assert isinstance(romanize(folded), str)


def test_unit_words_are_taken_off() -> None:
    assert without_unit_words("idlib governorate") == ("idlib", frozenset({"admin1"}))
    assert without_unit_words("province of idlib")[0] == "idlib"
    assert without_unit_words("idlib") == ("idlib", frozenset())


def test_a_query_is_split_into_name_and_context() -> None:
    asked = parse("Hatlah/Al Hatla, Deir ez Zor Governorate, Syria")
    assert asked.heads == ("Hatlah", "Al Hatla")
    assert asked.context == ("Deir ez Zor Governorate", "Syria")


def test_a_bad_word_is_refused_by_line(tmp_path: Path) -> None:
    path = tmp_path / "words.toml"
    path.write_text('articles = [\n"al",\n"Él"]\nordinary = []\nsame = []\n[units]\n', "utf-8")
    with pytest.raises(LexiconError, match="line 3: 'Él' is not a folded word"):
        lexicon.read_name_words(path)


@pytest.mark.parametrize(
    ("row", "why"), [('"ab" = "b"', "one folded letter"), ('"б" = "б"', "Latin"), ('"б" = 1', "Latin")]
)
def test_a_bad_letter_is_refused_by_line(tmp_path: Path, row: str, why: str) -> None:
    path = tmp_path / "letters.toml"
    path.write_text(f'[x]\n"в" = "v"\n{row}\n', "utf-8")
    with pytest.raises(LexiconError, match=rf"line 3: .*{why}"):
        lexicon.read_romanization(path)


def test_a_broken_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "letters.toml"
    path.write_text("[x", "utf-8")
    with pytest.raises(LexiconError, match="letters"):
        lexicon.read_romanization(path)
