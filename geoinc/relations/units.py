"""Distances as texts write them: number, unit, hedge, range, double unit; in metres."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from functools import lru_cache

from geoinc.model import Distance
from geoinc.relations import lexicon, patterns
from geoinc.text import numbers
from geoinc.text.numbers import Number

UNIT_COLUMNS = ("word", "unit", "metres")
HEDGE_COLUMNS = ("words", "effect")
EFFECTS = frozenset(("about", "most", "least", "none"))

MAX_DISTANCE_M = 5_000_000.0
"""No text locates something by a place farther away than this; beyond it a distance is a slip."""

ABBREVIATED_MILES_BELOW = 30
"""American field notes write "3.5 m. SW" for miles; "500 m." is metres. Below this, with the period, miles."""


@lru_cache(maxsize=1)
def _units() -> dict[str, tuple[str, float]]:
    rows = lexicon.read("units.csv", UNIT_COLUMNS)
    return {row.need("word"): (row.need("unit"), row.number("metres")) for row in rows}


@lru_cache(maxsize=1)
def _hedges() -> dict[str, str]:
    rows = lexicon.read("hedges.csv", HEDGE_COLUMNS)
    return {row.need("words"): row.words("effect", EFFECTS)[0] for row in rows}


def _any_of(words: list[str]) -> str:
    longest_first = sorted(words, key=len, reverse=True)
    return "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in longest_first)


@lru_cache(maxsize=1)
def unit_pattern() -> str:
    """Return the regular expression of one unit, with plural and period."""
    return rf"(?:{_any_of(list(_units()))})s?(?![^\W\d_])\.?"


@lru_cache(maxsize=1)
def hedge_pattern() -> str:
    """Return the regular expression of any hedges before a number, each followed by space."""
    return rf"(?:(?<![\w.])(?:{_any_of(list(_hedges()))})\s*(?:(?<=[~≈±<>≤≥.])|(?<=\s)))"


@dataclass(frozen=True, slots=True)
class _Patterns:
    distance: re.Pattern[str]
    text: str


@lru_cache(maxsize=1)
def _patterns() -> _Patterns:
    fragments = {"number": numbers.measure_pattern(), "unit": unit_pattern(), "hedge": hedge_pattern()}
    return _Patterns(patterns.compiled("distance_groups", **fragments), patterns.source("distance_text", **fragments))


def pattern() -> str:
    """Return the regular expression (case-insensitive, without groups) of one distance."""
    return _patterns().text


@lru_cache(maxsize=8192)
def read(text: str) -> Distance | None:
    """Return the distance that ``text`` says, or None where it says none or an impossible one.

    Examples
    --------
    >>> read("eight kilometers, or roughly five miles,").stated_m
    8000.0
    >>> read("within 500 yards").max_m
    457.2
    """
    found = _patterns().distance.fullmatch(text.strip())
    if found is None:
        return None
    distance = _single(found)
    if distance is None or not _possible(distance, negative=bool(found["sign"])):
        return None
    if distance.max_m == 0:
        return _none_at_all(distance)
    return _limited(_doubled(distance, found), _effects(found["hedge"]))


def _possible(distance: Distance, *, negative: bool) -> bool:
    return not negative and distance.max_m <= MAX_DISTANCE_M


def _none_at_all(distance: Distance) -> Distance:
    """Read "0 km" as reports that cut off decimals mean it: less than one unit."""
    limit = 2 * distance.precision_m
    return replace(distance, max_m=limit, stated_m=limit)


def _single(found: re.Match[str]) -> Distance | None:
    low, high = numbers.read_measure(found["first"]), numbers.read_measure(found["second"] or found["first"])
    if low is None or high is None:
        return None
    unit, metres = _unit(found["unit"], low)
    _, metres_low = _unit(found["inner"], low) if found["inner"] else (unit, metres)
    return _distance(low, high, unit=unit, metres=metres, metres_low=metres_low)


def _unit(text: str, number: Number) -> tuple[str, float]:
    word = " ".join(text.lower().split()).strip("-")
    if word == "m." and number.value < ABBREVIATED_MILES_BELOW:
        return _units()["mi"]
    bare = word.rstrip(".")
    return _units().get(bare) or _units().get(bare.removesuffix("s")) or _units()["m"]


def _distance(low: Number, high: Number, *, unit: str, metres: float, metres_low: float) -> Distance:
    first, last = sorted((low.low * metres_low, high.high * metres))
    return Distance(
        min_m=first,
        max_m=last,
        stated_m=(low.value * metres_low + high.value * metres) / 2,
        precision_m=min(low.precision * metres_low, high.precision * metres) / 2,
        unit=unit,
        approximate=first < last,
    )


def _doubled(first: Distance, found: re.Match[str]) -> Distance:
    number = numbers.read_measure(found["number2"]) if found["number2"] else None
    if number is None:
        return first
    unit, metres = _unit(found["unit2"], number)
    second = _distance(number, number, unit=unit, metres=metres, metres_low=metres)
    return _agreed(first, second) if second.stated_m > 0 else first


def _agreed(first: Distance, second: Distance) -> Distance:
    """Keep the finer of two statements that agree; span both where they do not."""
    reach = first.precision_m + second.precision_m + (first.max_m - first.min_m) / 2
    if abs(first.stated_m - second.stated_m) <= reach:
        return first if first.precision_m <= second.precision_m else replace(first, precision_m=second.precision_m)
    low, high = sorted((first.stated_m, second.stated_m))
    stated = (low + high) / 2
    return replace(first, min_m=low, max_m=high, stated_m=stated, approximate=True)


def _effects(hedge: str) -> frozenset[str]:
    words = " ".join(hedge.lower().split())
    found = set()
    for phrase in sorted(_hedges(), key=len, reverse=True):
        if phrase in words:
            found.add(_hedges()[phrase])
            words = words.replace(phrase, " ", 1)
    return frozenset(found - {"none"})


def _limited(distance: Distance, effects: frozenset[str]) -> Distance:
    if "most" in effects:
        return replace(distance, min_m=0.0, stated_m=distance.max_m, approximate="about" in effects)
    if "least" in effects:
        return replace(distance, max_m=math.inf, stated_m=distance.min_m, approximate="about" in effects)
    return replace(distance, approximate=True) if "about" in effects else distance
