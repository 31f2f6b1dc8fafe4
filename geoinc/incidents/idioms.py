"""Turns of phrase that use the words of violence for something else."""

from __future__ import annotations

import re
from functools import cache

from geoinc.language.lexicon import FOLDER, rows
from geoinc.text.pattern_gates import Search
from geoinc.text.sentences import Sentence


def idioms(sentence: Sentence) -> list[tuple[int, int]]:
    """Return where a sentence uses words of violence in a turn of phrase (code points of the text)."""
    low, words = sentence.text.lower(), sentence.words
    found: list[tuple[int, int]] = []
    by_letters = _by_letters()
    asked = {number for letters in by_letters if letters in low for number in by_letters[letters]}
    for number in sorted(asked):
        idiom = _idioms()[number][1]
        if idiom.may_match(words):
            matches = idiom.caseless.finditer(sentence.text, 0, len(low))
            found += [(m.start() + sentence.start, m.end() + sentence.start) for m in matches]
    return found


@cache
def _by_letters() -> dict[str, list[int]]:
    """Return the numbers of the idioms that each run of letters lets look for."""
    found: dict[str, list[int]] = {}
    for number, (when, _) in enumerate(_idioms()):
        for letters in when:
            found.setdefault(letters, []).append(number)
    return found


@cache
def _idioms() -> tuple[tuple[tuple[str, ...], Search], ...]:
    """Return the idioms, in their order, with letters of which some must stand in a sentence for one to match."""
    found = rows(FOLDER / "idioms.toml", "idiom", {"when!": list, "pattern!": str})
    written = ((row["when"], rf"\b(?:{row['pattern']})\b".replace(" ", r"\s+")) for row in found)
    return tuple((tuple(when), Search(pattern, re.IGNORECASE)) for when, pattern in written)
