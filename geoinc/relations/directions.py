"""Directions as texts write them: words, letters, degrees; as bearings clockwise from north."""

from __future__ import annotations

import re
from functools import lru_cache

from geoinc.model import Bearing
from geoinc.model.vocabulary import COMPASS_WORDS
from geoinc.relations import lexicon, patterns

COLUMNS = ("name", "abbreviation", "degrees", "half_angle")

DEGREES_HALF_ANGLE = 1.0
"""A heading in degrees is good to one degree (Chapman & Wieczorek, Georeferencing Best Practices)."""

FULL_TURN_DEG = 360.0
OCTANT_DEG = 45.0

QUADRANT_SIGNS = {("n", "e"): (0, 1), ("s", "e"): (180, -1), ("s", "w"): (180, 1), ("n", "w"): (360, -1)}


@lru_cache(maxsize=1)
def _table() -> dict[str, tuple[float, float]]:
    """Map names without spaces and abbreviations, in lower case, to degrees and half-angle."""
    table = {}
    for row in lexicon.read("directions.csv", COLUMNS):
        value = (row.number("degrees"), row.number("half_angle"))
        table[row.need("name").replace(" ", "")] = value
        table[row.need("abbreviation").lower()] = value
    return table


@lru_cache(maxsize=1)
def word_pattern() -> str:
    """Return the regular expression of a direction in words ("north", "south-south-east", "north-easterly")."""
    names = [row.need("name") for row in lexicon.read("directions.csv", COLUMNS)]
    any_name = "|".join(n.replace(" ", r"[\s-]*") for n in sorted(names, key=len, reverse=True))
    return patterns.source("direction_word", names=any_name)


@lru_cache(maxsize=1)
def _endings() -> re.Pattern[str]:
    return re.compile(patterns.source("direction_endings") + r"\b")


@lru_cache(maxsize=1)
def letter_pattern() -> str:
    """Return the regular expression of a direction in letters ("N", "NNE", "S.W.", "NbE")."""
    rows = lexicon.read("directions.csv", COLUMNS)
    codes = sorted((row.need("abbreviation") for row in rows), key=len, reverse=True)
    dotted = "|".join(r"\.?\s?".join(code) if len(code) > 1 and "b" not in code else code for code in codes)
    return rf"(?:(?<![^\W_])(?:{dotted})(?![^\W_]|')\.?)"


@lru_cache(maxsize=1)
def degree_pattern() -> str:
    """Return the regular expression of a direction in degrees ("198°", "bearing 045", "N 45° E")."""
    return patterns.source("direction_degrees")


@lru_cache(maxsize=1)
def pattern() -> str:
    """Return the regular expression (case-insensitive, without groups) of any direction."""
    return rf"(?:{degree_pattern()}|{word_pattern()}|{letter_pattern()})"


@lru_cache(maxsize=2048)
def read(text: str) -> Bearing | None:
    """Return the bearing that ``text`` says, or None where it says none or one over 360 degrees.

    Examples
    --------
    >>> read("north-east").degrees, read("SSW").degrees, read("course 198°").degrees
    (45.0, 202.5, 198.0)
    """
    plain = text.strip().lower()
    if re.search(r"\d", plain):
        return _from_degrees(plain, text.strip())
    key = re.sub(r"[\s.\-‐–]+", "", _endings().sub("", plain))
    found = _table().get(key)
    return None if found is None else Bearing(found[0], found[1], text.strip())


def _from_degrees(plain: str, text: str) -> Bearing | None:
    number = re.search(r"\d+(?:\.\d+)?", plain)
    degrees = float(number.group()) if number else FULL_TURN_DEG + 1
    quadrant = re.fullmatch(r"([ns]).*?([ew])", plain) if patterns.compiled("degree_sign").search(plain) else None
    if quadrant:
        start, sign = QUADRANT_SIGNS[quadrant[1], quadrant[2]]
        degrees = start + sign * degrees
    if degrees > FULL_TURN_DEG:
        return None
    return Bearing(degrees % FULL_TURN_DEG, DEGREES_HALF_ANGLE, text)


def both(first: str, second: str | None) -> Bearing | None:
    """Return one bearing for "north and east": their middle, opened by the angle between them."""
    one = read(first)
    other = read(second) if second else None
    if one is None or other is None:
        return one
    apart = (other.degrees - one.degrees + FULL_TURN_DEG / 2) % FULL_TURN_DEG - FULL_TURN_DEG / 2
    middle = (one.degrees + apart / 2) % FULL_TURN_DEG
    return Bearing(
        middle, one.half_angle_deg + abs(apart) / 2, f"{one.text} {patterns.words('joining_word')[0]} {other.text}"
    )


def compass_word(bearing: Bearing) -> str:
    """Return the nearest of the eight compass qualifiers ("north", "northeast", …)."""
    return COMPASS_WORDS[round(bearing.degrees / OCTANT_DEG) % len(COMPASS_WORDS)]
