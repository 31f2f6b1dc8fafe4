from __future__ import annotations

import pytest

from geoinc.text.inflection import gerund, past, plural, verb_forms


@pytest.mark.parametrize(
    ("verb", "form"),
    [("seize", "seized"), ("stab", "stabbed"), ("occupy", "occupied"), ("raid", "raided"), ("open", "opened")],
)
def test_past(verb: str, form: str) -> None:
    assert past(verb) == form


@pytest.mark.parametrize(
    ("verb", "form"), [("seize", "seizing"), ("stab", "stabbing"), ("free", "freeing"), ("bomb", "bombing")]
)
def test_gerund(verb: str, form: str) -> None:
    assert gerund(verb) == form


@pytest.mark.parametrize(
    ("noun", "form"), [("clash", "clashes"), ("fatality", "fatalities"), ("gunman", "gunmen"), ("convoy", "convoys")]
)
def test_plural(noun: str, form: str) -> None:
    assert plural(noun) == form


def test_irregular_forms_replace_the_regular_past() -> None:
    assert dict(verb_forms("shoot", ["shot"])) == {"shoot": False, "shoots": False, "shooting": False, "shot": True}
