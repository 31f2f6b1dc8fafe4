"""The engine's word lists, refused by file and line where wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from geoinc.errors import LexiconError
from geoinc.gazetteer.names.lexicon import name_words, read_name_words, read_romanization, romanization

WORDS = 'articles = ["al"]\nordinary = ["south"]\nsame = [["saint", "st"]]\n[units]\nadmin1 = ["province"]\nadmin2 = ["province"]\n'


def written(folder: Path, text: str) -> Path:
    path = folder / "words.toml"
    path.write_text(text, "utf-8")
    return path


def test_a_word_stands_for_all_its_spellings(tmp_path: Path) -> None:
    found = read_name_words(written(tmp_path, WORDS))
    assert found.same == {"saint": "saint", "st": "saint"}
    assert found.spellings["st"] == ("saint", "st")
    assert found.units == {"province": {"admin1", "admin2"}}


def test_a_word_that_is_not_folded_is_told_by_its_line(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match=r"words\.toml, line 2: 'South' is not a folded word"):
        read_name_words(written(tmp_path, WORDS.replace('"south"', '"South"')))


@pytest.mark.parametrize(
    ("text", "why"), [('[a]\nbd = "b"\n', "not one folded letter"), ('[a]\n"б" = "б"\n', "Latin letters")]
)
def test_a_letter_leads_to_latin_ones(tmp_path: Path, text: str, why: str) -> None:
    with pytest.raises(LexiconError, match=why):
        read_romanization(written(tmp_path, text))


def test_what_we_ship_can_be_read() -> None:
    assert "al" in name_words().articles
    assert "хомс".translate(romanization()).isascii()
