"""Give capitals back to texts without them (all small, all capitals), so that names can be told from words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from geoinc.toponyms.recognize.names import Names

MIN_LETTERS: Final = 20
"""Shorter texts say too little about their use of capitals: a lone name in small letters stays one."""
FEW_CAPITALS: Final = 0.01
MANY_CAPITALS: Final = 0.8
_SAMPLE: Final = 2_000
_CAPITAL: Final = re.compile("[A-Z]")


def restore_case(text: str, names: Names) -> str:
    """Return a text of the same length in which names are capitalised; texts in ordinary case come back as they are."""
    sample = text[:_SAMPLE]
    if FEW_CAPITALS * len(sample) < len(_CAPITAL.findall(sample)) < len(sample) / 2:
        return text
    letters = sum(map(str.isalpha, sample))
    capitals = sum(map(str.isupper, sample))
    if letters < MIN_LETTERS or FEW_CAPITALS * letters < capitals < MANY_CAPITALS * letters:
        return text
    small = "".join(map(_lower, text))
    if small == text and capitals == 0 and not any(map(str.islower, sample)):
        return text  # a script without case
    return _capitalise(small, names.distinctive(_titled(small)))


def _titled(text: str) -> str:
    return re.sub(r"(?<!\w)\w", lambda match: _upper(match.group()), text)


def _lower(char: str) -> str:
    lower = char.lower()
    return lower if len(lower) == 1 else char


def _upper(char: str) -> str:
    upper = char.upper()
    return upper if len(upper) == 1 else char


def _capitalise(text: str, spans: list[tuple[int, int]]) -> str:
    characters = list(text)
    for start, end in spans:
        characters[start:end] = _titled(text[start:end])
    return "".join(characters)
