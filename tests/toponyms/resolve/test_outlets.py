from __future__ import annotations

import pytest

from geoinc.errors import LexiconError
from geoinc.gazetteer import Gazetteer
from geoinc.toponyms.resolve import outlets


@pytest.mark.parametrize(
    ("domain", "name"),
    [
        ("dallasnews.com", "dallas"),
        ("theparisdailytimes.net", "paris"),
        ("paris-herald.com", "paris"),
        ("unitedstatestoday.org", "united states"),
        ("herald.com", None),
        ("example.com", None),
        ("x.com", None),
        ("", None),
    ],
)
def test_places_in_domains(gazetteer: Gazetteer, domain: str, name: str | None) -> None:
    assert outlets.place_name(domain, gazetteer) == name


@pytest.mark.parametrize("text", ["words = 3", 'short = {a = "b"}', 'words = ["a", 1]', "words = ["])
def test_a_bad_lexicon_is_refused(text: str) -> None:
    with pytest.raises((LexiconError, TypeError), match=r"mine\.toml|iterable"):
        outlets.parse(text, name="mine.toml")
