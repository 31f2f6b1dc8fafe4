"""Which kinds of words a stretch of text has, so that only expressions made of them are looked for."""

from __future__ import annotations

import re
from enum import IntFlag, auto

from geoinc.text.time_words import TIME_WORDS
from geoinc.text.tokens import kept_words

WEEKDAYS = TIME_WORDS.words("weekdays")
_YEAR = re.compile(r"(?:19|20)\d\d")


class Sign(IntFlag):
    """Kinds of words that expressions of time are made of."""

    DIGIT = auto()
    YEAR = auto()
    MONTH = auto()
    WEEKDAY = auto()
    UNIT = auto()
    NAMED = auto()
    PART = auto()
    WEEKEND = auto()
    OVERNIGHT = auto()
    FEAST = auto()


def _signs() -> dict[str, Sign]:
    months, weekdays = (TIME_WORDS.words(name) + TIME_WORDS.words(f"short_{name}") for name in ("months", "weekdays"))
    found = {**dict.fromkeys(months, Sign.MONTH), **dict.fromkeys(weekdays, Sign.WEEKDAY)}
    for name, words in TIME_WORDS.mapping("gates").items():
        for word in words:
            found[word] = found.get(word, Sign(0)) | Sign[name.upper()]
    return found


_SIGNS = {word: int(sign) for word, sign in _signs().items()}
"""Plain numbers: joining flags costs ten times as much."""
_SIGN_WORDS = frozenset(_SIGNS)
_FIGURES = re.compile(r"\d+")
_DATED, _DIGIT = int(Sign.DIGIT | Sign.YEAR), int(Sign.DIGIT)


def signs_of(text: str) -> int:
    """Return the kinds of words that a stretch of text has (:class:`Sign`); 0 means that it tells no time."""
    found = 0
    for word in _SIGN_WORDS & kept_words(text):
        found |= _SIGNS[word]
    for figure in _FIGURES.findall(text):
        found |= _DATED if _YEAR.fullmatch(figure) else _DIGIT
    return found
