"""Turns of phrase that use the words of violence for something else."""

from __future__ import annotations

import re
from functools import cache

from geoinc.language.lexicon import FOLDER, rows
from geoinc.text.sentences import Sentence


def idioms(sentence: Sentence) -> list[tuple[int, int]]:
    """Return where a sentence uses words of violence in a turn of phrase (code points of the text)."""
    low = sentence.text.lower()
    found: list[tuple[int, int]] = []
    for pattern in dict.fromkeys(pattern for letters, pattern in _patterns() if letters in low):
        matches = _compiled(pattern).finditer(sentence.text)
        found += [(m.start() + sentence.start, m.end() + sentence.start) for m in matches]
    return found


@cache
def _patterns() -> tuple[tuple[str, str], ...]:
    """Return the idioms, in their order, each once for any letters of which some must stand in a sentence for it to match."""
    found = rows(FOLDER / "idioms.toml", "idiom", {"when!": list, "pattern!": str})
    return tuple((letters, row["pattern"]) for row in found for letters in row["when"])


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{pattern})\b".replace(" ", r"\s+"), re.IGNORECASE)
