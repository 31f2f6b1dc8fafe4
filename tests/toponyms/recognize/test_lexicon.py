from __future__ import annotations

import pytest

from geoinc.errors import LexiconError
from geoinc.toponyms.recognize.lexicon import class_bits, classes, parse


def test_the_shipped_lexicon_reads() -> None:
    assert "Ky" in classes()["abbreviation"]
    assert class_bits()["spokesman"] == 1 << list(classes()).index("role")


def test_a_phrase_is_rejected_by_file_and_line() -> None:
    with pytest.raises(LexiconError, match=r"mine\.toml, line 2: class title .* 'Vice President'"):
        parse('role = ["mayor"]\ntitle = ["Vice President"]\n', "mine.toml")


@pytest.mark.parametrize("text", ['role = "mayor"', "role = [1]", 'role = [""]'])
def test_other_values_than_words_are_rejected(text: str) -> None:
    with pytest.raises(LexiconError, match="line 1"):
        parse(text, "mine.toml")


def test_broken_toml_is_rejected() -> None:
    with pytest.raises(LexiconError, match=r"mine\.toml: it is not valid TOML"):
        parse("role = [", "mine.toml")
