"""Arabic place names without their article: "Ar Ramthā" is also written "Ramtha"."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final

from geoinc.gazetteer.names.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geoinc.gazetteer.records import City

COUNTRIES: Final = frozenset(
    ("AE", "BH", "DJ", "DZ", "EG", "EH", "ER", "IL", "IQ", "IR", "JO", "KW", "LB", "LY", "MA", "MR", "OM", "PS", "QA",
     "SA", "SD", "SY", "TD", "TN", "YE")
)  # fmt: skip
"""Where names begin with the article."""

ARTICLE: Final = re.compile(r"(?:a[ldnrstz]|ad[hd]|a[st]h|el|e[rsz])[ -](?=\w)")
MIN_LETTERS: Final = 5
"""A shorter rest is too much like a word."""


def bare_names(cities: Iterable[City]) -> dict[int, str]:
    """Return, by GeoNames id, the names without article that no other place of the country has.

    Parameters
    ----------
    cities
        Populated places.
    """
    taken: dict[str, Counter[str]] = defaultdict(Counter)
    wanted: dict[int, tuple[str, str]] = {}
    for city in cities:
        country = city.countrycode
        if country not in COUNTRIES:
            continue
        names = {fold(city.name), *(fold(text) for text in city.alternatenames)}
        bare = ARTICLE.sub("", fold(city.name), count=1)
        taken[country].update({*names, bare})
        if bare not in names and len(bare) >= MIN_LETTERS and ARTICLE.match(fold(city.name)):
            wanted[city.geonameid] = (country, bare)
    return {key: bare.title() for key, (country, bare) in wanted.items() if taken[country][bare] == 1}
