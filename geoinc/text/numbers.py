"""A small grammar of counts: digits, words, and the words that say how a count is meant.

Only what news writes about people: cardinals ("1,200", "hundred and twenty", "half a dozen"), vague
words ("dozens", "several hundred"), operators ("at least", "up to"), ranges and zero by negation.
Ordinals are no counts.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from math import floor, log10, prod
from typing import Any, TypeVar

from geoinc import language
from geoinc.language.lexicon import read
from geoinc.model import Operator
from geoinc.text.tokens import Token, tokenize, without_hyphens

MOST_DIGITS = 12
"""No measure has more; without a bound a long run of digits would cost the square of its length, and more."""
_DIGITS = re.compile(r"\d{1,3}(?:[,\u00a0\u202f ]\d{3})+|\d+(?:\.\d+)?")
_LONGEST_PHRASE = 4
_Meaning = TypeVar("_Meaning", Operator, int)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A count in a text. ``min`` and ``max`` are None where that side is open; offsets are code points."""

    start: int
    end: int
    min: int | None
    max: int | None
    operator: Operator
    text: str = ""


@dataclass(frozen=True, slots=True)
class _Words:
    units: dict[str, int]
    tens: dict[str, int]
    multipliers: dict[str, int]
    groups: dict[str, int]
    vague: dict[tuple[str, ...], int]
    operators: dict[tuple[str, ...], Operator]
    after: dict[tuple[str, ...], Operator]
    none: dict[tuple[str, ...], Operator]
    fixed: dict[tuple[str, ...], int]
    small: dict[str, int]
    articles: frozenset[str]
    joints: dict[str, frozenset[str]]
    inner: dict[str, frozenset[str]]
    openers: frozenset[str]
    firsts: frozenset[str]


@cache
def _data() -> dict[str, Any]:
    return read(language.path("numbers.toml"))


@cache
def not_counts() -> dict[str, frozenset[str]]:
    """Return the words and signs beside a figure that counts no people, by where they stand."""
    return {name: frozenset(found) for name, found in _data()["not_counts"].items()}


@cache
def _words() -> _Words:
    data = _data()
    small = {**data["units"], **data["tens"]}
    phrases = [*data["vague"], *data["operators"], *data["none"]["words"], *data["fixed"]]
    joints = {opener: frozenset(words) for opener, words in data["ranges"].items()}
    return _Words(
        small=small,
        openers=frozenset(
            {*small, *data["multipliers"], *data["articles"]["words"], *joints, *(p.split()[0] for p in phrases)}
        ),
        units=data["units"],
        tens=data["tens"],
        multipliers=data["multipliers"],
        groups=data["groups"],
        articles=frozenset(data["articles"]["words"]),
        joints=joints,
        inner={scale: frozenset(words) for scale, words in data["inner"].items()},
        fixed={tuple(k.split()): v for k, v in data["fixed"].items()},
        vague={tuple(k.split()): v for k, v in data["vague"].items()},
        operators={tuple(k.split()): Operator(v) for k, v in data["operators"].items()},
        after={tuple(k.split()): Operator(v) for k, v in data["after"].items()},
        none={tuple(k.split()): Operator.NONE for k in data["none"]["words"]},
        firsts=frozenset(p.split()[0] for p in [*phrases, *data["after"]]),
    )


def parse_number(text: str) -> int | None:
    """Return the whole number that a text in digits or English words states, or None if it is none.

    >>> parse_number("two thousand three hundred and five")
    2305
    """
    tokens = without_hyphens(tokenize(text))
    read = _cardinal(tokens, 0)
    return read[0] if read and read[1] == len(tokens) else None


def find_quantities(text: str, start: int = 0, end: int | None = None) -> list[Quantity]:
    """Return the counts in ``text[start:end]``, in order, not overlapping."""
    return list(_quantities(text, start, len(text) if end is None else end))


@lru_cache(maxsize=64)
def _quantities(text: str, start: int, end: int) -> tuple[Quantity, ...]:
    """Return the counts of a stretch; kept, as several readers ask for those of one sentence."""
    return tuple(quantities_in(text, without_hyphens(tokenize(text, start, end))))


def may_begin_quantity(word: str) -> bool:
    """Whether a count may begin with a word, or within one that is no mere run of letters."""
    return not word.isalpha() or word.lower() in _words().openers


def quantities_in(text: str, tokens: Sequence[Token]) -> list[Quantity]:
    """Return the counts among tokens of ``text`` (hyphens between words left out)."""
    found = []
    openers, free = _words().openers, 0
    for i, token in enumerate(tokens):
        if i >= free and (token.lower in openers or token.text[0].isdigit()):
            read = _quantity(text, tokens, i)
            if read:
                found.append(read[0])
                free = read[1]
    return found


def _quantity(text: str, tokens: Sequence[Token], i: int) -> tuple[Quantity, int] | None:
    """Read the quantity that begins at token ``i``: operator, then number, range or vague word."""
    operator, j = _phrase(tokens, i, _words().operators) or (None, i)
    number = _cardinal(tokens, j)
    core = _range(tokens, j, number) or _vague(tokens, j) or _plain(number)
    if core is None:
        return _nothing(text, tokens, i) if operator is None else None
    low, high, kind, j = core
    later = _phrase(tokens, j, _words().after) if kind is Operator.EXACT else None
    if later and _cardinal(tokens, later[1]) is None:  # "in 2020 at least 28" bounds the number behind
        operator, j = later
    if operator is not None and kind is Operator.EXACT:
        kind = operator
        low, high = _bounds(low, operator)
    begin, stop = tokens[i].start, tokens[j - 1].end
    return Quantity(begin, stop, low, high, kind, text[begin:stop]), j


def _bounds(number: int | None, operator: Operator) -> tuple[int | None, int | None]:
    if operator is Operator.AT_LEAST:
        return number, None
    if operator is Operator.AT_MOST:
        return None, number
    return number, number


def _nothing(text: str, tokens: Sequence[Token], i: int) -> tuple[Quantity, int] | None:
    read = _phrase(tokens, i, _words().none)
    if read is None:
        return None
    begin, stop = tokens[i].start, tokens[read[1] - 1].end
    return Quantity(begin, stop, 0, 0, read[0], text[begin:stop]), read[1]


def _phrase(tokens: Sequence[Token], i: int, phrases: dict[tuple[str, ...], _Meaning]) -> tuple[_Meaning, int] | None:
    """Return what the longest phrase at token ``i`` stands for, and the index after it."""
    if i >= len(tokens) or tokens[i].lower not in _words().firsts:
        return None
    words = tuple(t.lower for t in tokens[i : i + _LONGEST_PHRASE])
    for length in range(len(words), 0, -1):
        if words[:length] in phrases:
            return phrases[words[:length]], i + length
    return None


_Core = tuple[int | None, int | None, Operator, int]


def _range(tokens: Sequence[Token], i: int, number: tuple[int, int] | None) -> _Core | None:
    """Read a range from token ``i``, where a ``number`` may begin: "20-30", "between two and four"."""
    joints = _words().joints
    opener = tokens[i].lower if i < len(tokens) and tokens[i].lower in joints else ""
    first = _cardinal(tokens, i + 1) if opener else number
    if first is None or first[1] >= len(tokens):
        return None
    second = (
        _cardinal(tokens, first[1] + 1) if tokens[first[1]].lower in joints[opener] else _hyphenated(tokens, first[1])
    )
    if second is None or second[0] <= first[0]:
        return None
    return first[0], second[0], Operator.RANGE, second[1]


def _hyphenated(tokens: Sequence[Token], i: int) -> tuple[int, int] | None:
    """Read the second of two numbers whose hyphen was left out of the tokens ("20-30")."""
    if tokens[i].start - tokens[i - 1].end != 1:
        return None
    return _cardinal(tokens, i) if tokens[i].text[0].isdigit() and tokens[i - 1].text[0].isdigit() else None


def _vague(tokens: Sequence[Token], i: int) -> _Core | None:
    read = _phrase(tokens, i, _words().vague)
    return None if read is None else (read[0], None, Operator.UNQUANTIFIED, read[1])


def _plain(read: tuple[int, int] | None) -> _Core | None:
    return None if read is None else (read[0], read[0], Operator.EXACT, read[1])


def _cardinal(tokens: Sequence[Token], i: int) -> tuple[int, int] | None:
    """Read a whole number from token ``i``: its value and the index after it."""
    if i >= len(tokens):
        return None
    if tokens[i].text[0].isdigit():
        return _digits(tokens, i)
    return _group(tokens, i) or _in_words(tokens, i)


def _digits(tokens: Sequence[Token], i: int) -> tuple[int, int] | None:
    match = _DIGITS.fullmatch(tokens[i].text)
    if match is None:
        return None
    value = float(re.sub(r"[,\u00a0\u202f ]", "", match[0]))
    j = i + 1
    multiplier = _words().multipliers.get(tokens[j].lower) if j < len(tokens) else None
    if multiplier:
        return round(value * multiplier), j + 1
    return (int(value), j) if value.is_integer() and "." not in match[0] else None


def _group(tokens: Sequence[Token], i: int) -> tuple[int, int] | None:
    """Read "a dozen", "half a dozen", "two dozen", "a couple of", "a pair of"."""
    words = _words()
    if fixed := _phrase(tokens, i, words.fixed):
        return fixed
    lower = [t.lower for t in tokens[i : i + 3]]
    size = words.groups.get(lower[1]) if len(lower) > 1 else None
    factor = 1 if lower[0] in words.articles else words.small.get(lower[0])
    if size is None or factor is None:
        return None
    skip = lower[2:] == ["of"]
    return factor * size, i + 2 + skip


def _in_words(tokens: Sequence[Token], i: int) -> tuple[int, int] | None:
    """Read a number in words: hundreds within thousands within millions, each smaller than the one before."""
    words = _words()
    total, j, scale = 0, i, 0
    while True:
        read = _below_thousand(tokens, j)
        if read is None:
            break
        value, after = read
        multiplier = words.multipliers.get(tokens[after].lower, 1) if after < len(tokens) else 1
        multiplier = multiplier if multiplier >= 1000 else 1
        if scale and multiplier >= scale:
            break
        total, scale = total + value * multiplier, multiplier
        j = after + (multiplier > 1)
        if scale == 1:
            break
        if j + 1 < len(tokens) and tokens[j].lower in words.inner["thousands"] and _below_thousand(tokens, j + 1):
            j += 1
    return (total, j) if j > i else None


def _below_thousand(tokens: Sequence[Token], i: int) -> tuple[int, int] | None:
    words = _words()
    first = _below_hundred(tokens, i)
    article = first is None and i < len(tokens) and tokens[i].lower in words.articles
    j = i + 1 if article else (first[1] if first else i)
    if j >= len(tokens):
        return first
    if words.multipliers.get(tokens[j].lower) == HUNDRED:
        head = 100 * (first[0] if first else 1)
        skip = j + 2 < len(tokens) and tokens[j + 1].lower in words.inner["hundreds"]
        rest = _below_hundred(tokens, j + 1 + skip)
        return (head + rest[0], rest[1]) if rest else (head, j + 1)
    if first is None and tokens[j].lower in words.multipliers:
        return 1, j
    return first


def _below_hundred(tokens: Sequence[Token], i: int) -> tuple[int, int] | None:
    if i >= len(tokens):
        return None
    words = _words()
    lower = tokens[i].lower
    if lower in words.units:
        return words.units[lower], i + 1
    if lower not in words.tens:
        return None
    unit = words.units.get(tokens[i + 1].lower, 0) if i + 1 < len(tokens) else 0
    joined = 0 < unit < 10
    return words.tens[lower] + unit * joined, i + 1 + joined


VULGAR = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
SLASH = "/⁄∕"
QUARTERS = frozenset((".25", ".75"))
HALVES = frozenset((".5",))
HUNDRED = 100
MAX_LENGTH = 120
"""A longer number is noise."""


@dataclass(frozen=True, slots=True)
class Number:
    """A measured number between ``low`` and ``high`` (equal unless indefinite), stated to ``precision``."""

    value: float
    precision: float
    low: float
    high: float


@cache
def measure_pattern() -> str:
    """Return the regular expression (case-insensitive, without groups) of one measured number, of at most ten words."""
    words = _words()
    known = {*words.units, *words.tens, *words.multipliers, *words.groups, *_data()["indefinite"]}
    word = "|".join(sorted(known, key=lambda w: (-len(w), w)))
    some = rf"\d{{1,{MOST_DIGITS}}}"
    digits = rf"\d{{1,3}}(?:,\d{{3}}){{1,4}}(?:\.{some})?|{some}(?:[.,·]{some})?|\.{some}"
    fraction = rf"{some}\s*[{SLASH}]\s*{some}|[{VULGAR}]"
    mixed = rf"{some}(?:\s+|-){some}\s*[{SLASH}]\s*{some}|{some}\s*[{VULGAR}]"
    in_words = _data()["patterns"]["in_words"].replace("{number_word}", word)
    return rf"(?:(?<!\d)(?:{mixed}|{fraction}|{digits})|\b(?:{in_words})\b)"


@lru_cache(maxsize=4096)
def read_measure(text: str) -> Number | None:
    """Return the number of a measure that ``text`` says, or None where it says none.

    Examples
    --------
    >>> read_measure("17 1/2").value, read_measure("two hundred and five").value, read_measure("1,250").value
    (17.5, 205.0, 1250.0)
    """
    words = " ".join(text.lower().split())
    if len(words) > MAX_LENGTH:
        return None
    return _fraction(words) or _decimal(words) or _measure_in_words(words)


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


def _decimal(text: str) -> Number | None:
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


def _measure_in_words(text: str) -> Number | None:
    lone = _part_pattern("part_of_one").fullmatch(text)
    if lone:
        part = _part(lone)
        return _exact(part * (3 if lone["three"] else 1), part)
    extra = _part_pattern("and_a_part").search(text)
    part = _part(extra) if extra else 0.0
    number = _whole(text[: extra.start()] if extra else text)
    if number is None or not part:
        return number
    return _exact(number.value + part, part)


@cache
def _part_pattern(name: str) -> re.Pattern[str]:
    return re.compile(_data()["patterns"][name])


def _part(match: re.Match[str]) -> float:
    return 0.5 if match["half"] else 0.25


def _whole(text: str) -> Number | None:
    """Read a whole number in words: a definite one, an article, or an indefinite one with what multiplies it ("few hundred")."""
    tokens = without_hyphens(tokenize(text.removesuffix(" of")))
    if not tokens:
        return None
    patterns = _data()["patterns"]
    article = tokens[0].lower in patterns["articles"]
    if article and len(tokens) == 1:
        return _exact(1.0, 1.0)
    for first in (0, 1) if article else (0,):  # "a hundred" is one hundred, "a three-day walk" takes three
        definite = _cardinal(tokens, first)
        if definite is not None and definite[1] == len(tokens):
            return _exact(float(definite[0]), precision_of(definite[0], ""))
    return _indefinite([t.lower for t in tokens[article:] if t.lower not in patterns["no_digits"]])


def _indefinite(lower: Sequence[str]) -> Number | None:
    """Read "few", "several hundred", "tens of thousands" as the interval that a measure means by it."""
    found = _data()["indefinite"].get(lower[0])
    sizes = {**_words().multipliers, **_words().groups}
    if found is None or any(word.removesuffix("s") not in sizes and word not in sizes for word in lower[1:]):
        return None
    times = prod(sizes.get(word) or sizes[word.removesuffix("s")] for word in lower[1:])
    low, high = (float(edge * times) for edge in found)
    return Number((low + high) / 2, precision_of(low, ""), low, high)
