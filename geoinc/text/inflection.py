"""Forms of English verbs and nouns, so that lexicons list base forms only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from geoinc import language
from geoinc.language.lexicon import read

_VOWELS = frozenset("aeiou")
_SIBILANTS = ("s", "x", "z", "ch", "sh")


def plural(noun: str) -> str:
    """Return the plural of a noun.

    >>> plural("clash"), plural("fatality"), plural("gunman")
    ('clashes', 'fatalities', 'gunmen')
    """
    if noun in _spelling()["plurals"]:
        return str(_spelling()["plurals"][noun])
    if noun.endswith(_SIBILANTS):
        return noun + "es"
    if noun.endswith("y") and noun[-2:-1] not in _VOWELS:
        return noun[:-1] + "ies"
    return noun + "s"


def verb_forms(verb: str, irregular: Sequence[str] | None = None) -> Iterator[tuple[str, bool]]:
    """Yield the forms of a verb, each with whether it is a past form.

    ``irregular`` holds the past and the past participle of verbs whose past does not end in "-ed".
    """
    seen = set()
    forms = [(verb, False), (_third_person(verb), False), (gerund(verb), False)]
    forms += [(form, True) for form in (irregular or (past(verb),))]
    for form, is_past in forms:
        if form not in seen:
            seen.add(form)
            yield form, is_past


def _third_person(verb: str) -> str:
    return verb + "es" if verb.endswith("o") else plural(verb)


def gerund(verb: str) -> str:
    """Return the "-ing" form of a verb.

    >>> gerund("seize"), gerund("stab"), gerund("kidnap")
    ('seizing', 'stabbing', 'kidnapping')
    """
    if verb.endswith("e") and not verb.endswith(("ee", "ye", "oe")):
        return verb[:-1] + "ing"
    return _doubled(verb) + "ing"


def past(verb: str) -> str:
    """Return the regular past of a verb.

    >>> past("seize"), past("stab"), past("occupy"), past("bomb")
    ('seized', 'stabbed', 'occupied', 'bombed')
    """
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2:-1] not in _VOWELS:
        return verb[:-1] + "ied"
    return _doubled(verb) + "ed"


@cache
def _spelling() -> dict[str, Any]:
    return dict(_tables()["spelling"])


def irregular_verbs() -> Mapping[str, Sequence[str]]:
    """Return the past and the participle of each irregular verb."""
    found: Mapping[str, Sequence[str]] = _tables()["verbs"]
    return found


def irregular_nouns() -> Mapping[str, str]:
    """Return the plural of each irregular noun."""
    found: Mapping[str, str] = _tables()["nouns"]
    return found


@cache
def _tables() -> dict[str, Any]:
    return read(language.path("inflection.toml"))


def _doubled(verb: str) -> str:
    """Double the last consonant after one short vowel ("stab", "kidnap", "repel")."""
    short = len(verb) > 2 and verb[-1] not in "aeiouwxy" and verb[-2] in _VOWELS and verb[-3] not in _VOWELS
    stays = verb in _spelling()["undoubled"] or verb.endswith(tuple(_spelling()["unstressed_endings"]))
    return verb + verb[-1] if short and not stays else verb
