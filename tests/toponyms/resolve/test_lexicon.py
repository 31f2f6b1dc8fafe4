from __future__ import annotations

import pytest

from geoinc.errors import LexiconError
from geoinc.model import PlaceKind
from geoinc.toponyms.resolve import lexicon


def test_the_packaged_lexicon_knows_counties() -> None:
    assert lexicon.load().generics["county"] == {PlaceKind.ADMIN2}


@pytest.mark.parametrize(
    "text",
    [
        '[[generic]]\nwords = ["county"]\nkinds = ["planet"]',
        '[[generic]]\nwords = []\nkinds = ["lake"]',
        '[[generic]]\nkinds = ["lake"]',
        '[[generic]]\nwords = ["lake"]\nkinds = ["lake"]\nadd = "around"',
    ],
)
def test_a_bad_row_is_named(text: str) -> None:
    with pytest.raises(LexiconError, match="generic row 1") as caught:
        lexicon.parse(text, name="mine.toml")
    assert caught.value.path == "mine.toml"


def test_broken_toml_is_named() -> None:
    with pytest.raises(LexiconError, match=r"mine\.toml"):
        lexicon.parse("[[", name="mine.toml")
