"""Numbers as texts write them: digits, fractions, words, and how finely each was stated."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from math import floor, log10

from geoinc.relations import lexicon, patterns

COLUMNS = ("word", "role", "value", "high")
ROLES = frozenset(("unit", "ten", "hundred", "scale", "set", "few"))

VULGAR = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
SLASH = "/⁄∕"
QUARTERS = frozenset((".25", ".75"))
HALVES = frozenset((".5",))
HUNDRED = 100
MAX_LENGTH = 120
"""A longer number is noise."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number between ``low`` and ``high`` (equal unless indefinite), stated to ``precision``."""

    value: float
    precision: float
    low: float
    high: float


@lru_cache(maxsize=1)
def _words() -> dict[str, tuple[str, float, float]]:
    table = {}
    for row in lexicon.read("numbers.csv", COLUMNS):
        (role,) = row.words("role", ROLES)
        table[row.need("word")] = (role, row.number("value"), row.number("high"))
    return table


MOST_DIGITS = 12
"""No distance has more; without a bound a long run of digits would cost the square of its length."""


@lru_cache(maxsize=1)
def pattern() -> str:
    """Return the regular expression (case-insensitive, without groups) of one number, of at most ten words."""
    word = "|".join(sorted(_words(), key=len, reverse=True))
    some = rf"\d{{1,{MOST_DIGITS}}}"
    digits = rf"\d{{1,3}}(?:,\d{{3}}){{1,4}}(?:\.{some})?|{some}(?:[.,·]{some})?|\.{some}"
    fraction = rf"{some}\s*[{SLASH}]\s*{some}|[{VULGAR}]"
    in_words = patterns.source("number_words", number_word=word)
    mixed = rf"{some}(?:\s+|-){some}\s*[{SLASH}]\s*{some}|{some}\s*[{VULGAR}]"
    return rf"(?:(?<!\d)(?:{mixed}|{fraction}|{digits})|\b(?:{in_words})\b)"


@lru_cache(maxsize=4096)
def read(text: str) -> Number | None:
    """Return the number that ``text`` says, or None where it says none.

    Examples
    --------
    >>> read("17 1/2").value, read("two hundred and five").value, read("1,250").value
    (17.5, 205.0, 1250.0)
    """
    words = " ".join(text.lower().split())
    if len(words) > MAX_LENGTH:
        return None
    return _fraction(words) or _digits(words) or _in_words(words)


def precision_of(value: float, decimals: str) -> float:
    """Return the precision of a decimal number: twice the guides' DP (10 → 1, 140 → 10, 10.5 → .5, 10.1 → .1).

    Source: Chapman & Wieczorek, Georeferencing Best Practices, "uncertainty from distance precision".
    """
    if decimals in HALVES:
        return 0.5
    if decimals in QUARTERS:
        return 0.25
    if decimals:
        return float(10.0 ** -(len(decimals) - 1))
    if value < HUNDRED:
        return 1.0
    allowed = 10.0 ** (floor(log10(value)) - 1)
    while value % allowed:
        allowed /= 10
    return allowed


def _exact(value: float, precision: float) -> Number:
    return Number(value, precision, value, value)


def _digits(text: str) -> Number | None:
    if not re.fullmatch(r"[\d.,·]+", text):
        return None
    plain = re.sub(r",(?=\d{3}(?:\D|$))", "", text).replace(",", ".").replace("·", ".")
    try:
        value = float(plain)
    except ValueError:
        return None
    _, dot, digits = plain.partition(".")
    return _exact(value, precision_of(value, dot + digits))


def _fraction(text: str) -> Number | None:
    spelled = re.sub(f"[{VULGAR}]", lambda m: " " + unicodedata.normalize("NFKC", m.group()), text)
    found = re.fullmatch(rf"\s*(?:(\d+)[\s-]+)?(\d+)\s*[{SLASH}]\s*(\d+)", spelled)
    if found is None or int(found[3]) == 0:
        return None
    whole, top, bottom = (int(part or 0) for part in found.groups())
    return _exact(whole + top / bottom, 1 / bottom)


def _in_words(text: str) -> Number | None:
    lone = patterns.compiled("part_of_one").fullmatch(text)
    if lone:
        part = _part(lone)
        return _exact(part * (3 if lone["three"] else 1), part)
    extra = patterns.compiled("and_a_part").search(text)
    part = _part(extra) if extra else 0.0
    number = _sum(text[: extra.start()] if extra else text)
    if number is None or not part:
        return number
    return _exact(number.value + part, part)


def _part(match: re.Match[str]) -> float:
    return 0.5 if match["half"] else 0.25


def _sum(text: str) -> Number | None:
    tokens = [t for t in re.split(r"[\s-]+", text) if t not in patterns.words("no_digits")]
    if tokens and tokens[0] in patterns.words("indefinite_articles"):
        tokens = tokens[1:] or list(patterns.words("one"))
    if not tokens or any(token not in _words() for token in tokens):
        return None
    low, high = _added(tokens, upper=False), _added(tokens, upper=True)
    return Number((low + high) / 2, precision_of(low, ""), low, high)


def _added(tokens: list[str], *, upper: bool) -> float:
    """Add up number words; indefinite ones ("few") count with their low or upper value."""
    total = group = 0.0
    for token in tokens:
        role, value, high = _words()[token]
        if role == "scale":
            total, group = total + (group or 1) * value, 0.0
        elif role in {"hundred", "set"}:
            group = (group or 1) * value
        else:
            group += high if upper else value
    return total + group
