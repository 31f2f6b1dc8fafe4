"""What the network sees of a word: numbers that its form alone decides, so that each form is looked at once."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple
from zlib import crc32

from geoinc.text.syntax.tokens import Mask

AFFIXES = 2_048
"""Rows that beginnings and ends of words are hashed into."""
_ENDS = (1, 2, 3, 4)
_BEGINNINGS = (2, 3)
SHAPES = ("lower", "title", "capitals", "initial", "mixed", "number", "number with letters", "sign", *Mask)
_SHAPE = {name: i for i, name in enumerate(SHAPES)}
_DIGIT = re.compile(r"\d")
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-", "‐": "-"})


class Form(NamedTuple):
    """``word`` is a 32-bit hash of the folded form, ``affixes`` are rows of the affix table, ``shape`` counts in :data:`SHAPES`."""

    word: int
    affixes: tuple[int, ...]
    shape: int


def folded(form: str) -> str:
    """Return a form in lower case with each digit as 0 and plain quotation signs: what vectors are looked up by."""
    return _DIGIT.sub("0", form.translate(_APOSTROPHES).lower())


def look(form: str) -> Form:
    """Return what the network sees of a token's form."""
    plain = folded(form)
    if plain in _SHAPE:
        return Form(hashed(plain), (), _SHAPE[plain])
    length = len(plain)
    affixes = [f"-{plain[-n:]}" for n in _ENDS if length >= n]
    affixes += [f"{plain[:n]}-" for n in _BEGINNINGS if length > n]
    return Form(hashed(plain), tuple(map(_row, affixes)), _SHAPE[_shape(form)])


@lru_cache(maxsize=20_000)
def _row(affix: str) -> int:
    return hashed(affix) % AFFIXES


def hashed(text: str) -> int:
    """Return a 32-bit hash, the same on every machine."""
    return crc32(text.encode("utf-8", "surrogatepass"))


def _shape(form: str) -> str:
    if form[0].isdigit():
        return "number with letters" if any(c.isalpha() for c in form) else "number"
    if form[0].isalpha() and form.islower():
        return "lower"
    if not any(map(str.isalnum, form)):
        return "sign"
    if form.islower():
        return "lower"
    if form.isupper():
        return "capitals" if sum(c.isalpha() for c in form) > 1 else "initial"
    return "title" if form[0].isupper() and form[1:] == form[1:].lower() else "mixed"
