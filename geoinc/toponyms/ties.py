"""The small words that tie names to one another ("in", "and", "north of"), as lists and as patterns; see ``ties.toml``."""

from __future__ import annotations

import re
from functools import lru_cache

from geoinc import language
from geoinc.language import lexicon

FILE = "ties.toml"


def listed(name: str) -> tuple[str, ...]:
    """Return a list of the file."""
    return _lists()[name]


def any_of(*names: str) -> str:
    """Return a pattern that matches any word of some lists, the longest first."""
    words = {word for name in names for word in listed(name)}
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=lambda w: (-len(w), w)))


@lru_cache(maxsize=1)
def _lists() -> dict[str, tuple[str, ...]]:
    return {name: tuple(words) for name, words in lexicon.read(language.path(FILE)).items()}


THE = listed("articles")[0]
"""The article that may stand before any name."""
