"""Queries in words, as names with commas: "the Hodan district of Mogadishu" asks for "Hodan district, Mogadishu".

"The Libyan capital" asks for Tripoli, "the Abu Salim district of the Libyan capital" for Abu Salim there, "central Mali" for Mali.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np

from geoinc.gazetteer.file.columns import KIND_NUMBER, PlaceFlag
from geoinc.gazetteer.names.fold import fold
from geoinc.gazetteer.names.lexicon import name_words
from geoinc.model import PlaceKind

if TYPE_CHECKING:
    from geoinc.gazetteer.file.columns import Columns
    from geoinc.gazetteer.file.store import Store

MAX_QUERY: Final = 200
WHOLES: Final = [KIND_NUMBER[kind] for kind in (PlaceKind.COUNTRY, PlaceKind.TERRITORY, PlaceKind.ADMIN1)]
STATES: Final = [KIND_NUMBER[PlaceKind.COUNTRY], KIND_NUMBER[PlaceKind.TERRITORY]]


def with_commas(store: Store, columns: Columns, text: str) -> str:
    """Return a query whose words say what lies in what with commas instead; others, and whole names, as they are."""
    plain = text.strip()
    if len(plain) > MAX_QUERY or store.key(fold(plain)) is not None:
        return text
    matches = (form.fullmatch(plain) for form in _local_forms())
    match = next(filter(None, matches), None)
    if match is None:
        return _town(store, columns, plain) or _whole(store, columns, plain) or text
    whole = match["whole"]
    return f"{_known(store, match['name'])}, {_town(store, columns, whole) or whole}"


def country_of_capital(text: str) -> str | None:
    """Return the words for the country in "the Libyan capital", "Libya's capital", "the capital of Libya".

    >>> country_of_capital("the Libyan capital"), country_of_capital("capital of Libya"), country_of_capital("Libya")
    ('Libyan', 'Libya', None)
    """
    match = _capital_form().fullmatch(text.strip())
    return None if match is None else match["before"] or match["after"]


def capitals(store: Store, columns: Columns, country: str) -> list[int]:
    """Return the capitals of the country of a name or adjective, the largest first."""
    key = store.key(fold(country))
    places = [] if key is None else [*store.demonym_places(key), *store.indices_of_key(key)]
    numbers = {int(columns.country[i]) for i in places if columns.kind[i] in STATES}
    flagged = np.flatnonzero(columns.flags & PlaceFlag.CAPITAL) if numbers else ()
    return [int(i) for i in flagged if int(columns.country[i]) in numbers]


def _known(store: Store, name: str) -> str:
    """Return "Birere" for "Birere quarter", where no place has the whole name; units keep their word."""
    bare, _, word = name.rpartition(" ")
    drop = word.casefold() in name_words().local - name_words().units.keys() and store.key(fold(name)) is None
    return bare if bare and drop else name


def _town(store: Store, columns: Columns, text: str) -> str | None:
    """Return "Tripoli, LY" for "the Libyan capital"."""
    country = country_of_capital(text)
    found = capitals(store, columns, country) if country else []
    return f"{store.own_name(found[0])}, {columns.countries[columns.country[found[0]]]}" if found else None


def _whole(store: Store, columns: Columns, text: str) -> str | None:
    """Return the country or unit that "eastern DR Congo" is a part of."""
    head, comma, rest = text.partition(",")
    words = fold(head).split()
    for count in (2, 1):
        if len(words) > count and " ".join(words[:count]).replace("-", " ") in name_words().sides:
            key = store.key(" ".join(words[count:]))
            if key is not None and any(columns.kind[i] in WHOLES for i in store.indices_of_key(key)):
                return " ".join(head.replace("-", " ").split()[count:]) + comma + rest
    return None


@lru_cache(maxsize=1)
def _capital_form() -> re.Pattern[str]:
    word, of, article = (_any(words) for words in (name_words().capital, name_words().of, name_words().definite))
    return re.compile(
        rf"(?:{article}\s+)?(?:(?P<before>.+?)(?:['’]s)?\s+(?:{word})|(?:{word})\s+(?:{of})\s+(?:{article}\s+)?(?P<after>.+))",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def _local_forms() -> tuple[re.Pattern[str], ...]:
    words = name_words()
    local, inside, of, article = (_any(each) for each in (words.local, words.inside, words.of, words.definite))
    name = r"(?P<name>[^,;]{1,60}?"
    forms = (
        rf"(?:{article}\s+)?(?:{local})\s+(?:{of})\s+{name})\s+(?:{inside})\s+(?:{article}\s+)?(?P<whole>.+)",
        rf"(?:{article}\s+)?{name}\s+(?:{local}))\s+(?:{inside})\s+(?:{article}\s+)?(?P<whole>.+)",
        rf"(?:{article}\s+)?(?P<whole>[^,;]{{2,60}}?)['’]s?\s+{name}\s+(?:{local}))",
    )
    return tuple(re.compile(form, re.IGNORECASE) for form in forms)


def _any(words: frozenset[str]) -> str:
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=lambda w: (-len(w), w)))
