"""Which kinds of words a stretch of text has, so that only expressions made of them are looked for."""

from __future__ import annotations

import re
from enum import IntFlag, auto

from geoinc.text.years import MONTHS

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SHORT_DAYS = ("mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun")
_TOKEN = re.compile(r"[^\W\d_]+|\d+")
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


_SIGNS: dict[str, Sign] = {
    **dict.fromkeys((*MONTHS, *(m[:3] for m in MONTHS), "sept"), Sign.MONTH),
    **dict.fromkeys((*WEEKDAYS, *_SHORT_DAYS), Sign.WEEKDAY),
    **{u + s: Sign.UNIT for u in ("minute", "hour", "day", "week", "month", "year", "decade") for s in ("", "s")},
    **dict.fromkeys(("yesterday", "today", "tonight", "tomorrow"), Sign.NAMED),
    **dict.fromkeys(("night", "nights"), Sign.UNIT | Sign.NAMED | Sign.PART),
    **dict.fromkeys(("morning", "afternoon", "evening"), Sign.NAMED | Sign.PART),
    **dict.fromkeys(
        ("dawn", "predawn", "dusk", "midnight", "noon", "midday", "daybreak", "sunset", "sunrise"), Sign.PART
    ),
    "weekend": Sign.WEEKEND,
    "overnight": Sign.OVERNIGHT,
}


_DATED = Sign.DIGIT | Sign.YEAR


def signs_of(text: str) -> Sign:
    """Return the kinds of words that a stretch of text has; none means that it tells no time."""
    found = Sign(0)
    for token in set(_TOKEN.findall(text.lower())):
        sign = _SIGNS.get(token)
        if sign is not None:
            found |= sign
        elif token.isdecimal():
            found |= _DATED if _YEAR.fullmatch(token) else Sign.DIGIT
    return found
