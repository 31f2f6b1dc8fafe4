"""Texts and turns of phrase that use the words of violence for something else: sport, show business, markets, idiom."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from geoinc.language.lexicon import FOLDER, load, rows
from geoinc.text.sentences import Sentence

_DOMAIN_HITS = 2


def idioms(sentence: Sentence) -> list[tuple[int, int]]:
    """Return where a sentence uses words of violence in a turn of phrase (code points of the text)."""
    low = sentence.text.lower()
    found: list[tuple[int, int]] = []
    for keys, pattern in _idiom_patterns():
        if any(map(low.__contains__, keys)):
            found += [(m.start() + sentence.start, m.end() + sentence.start) for m in pattern.finditer(sentence.text)]
    return found


@cache
def _idiom_patterns() -> tuple[tuple[tuple[str, ...], re.Pattern[str]], ...]:
    """Return the idioms, each with letters of which some must stand in a sentence for it to match."""
    shape = {"when!": list, "pattern!": str}
    found = rows(FOLDER / "idioms.toml", "idiom", shape)
    return tuple((tuple(row["when"]), _idiom(row["pattern"])) for row in found)


def _idiom(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{pattern})\b".replace(" ", r"\s+"), re.IGNORECASE)


@cache
def _domains() -> dict[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in load("idioms")["domains"].items()}


def other_domain(lower: Sequence[str], text: str) -> bool:
    """Whether a sentence is of sport, show business, markets or a forecast rather than of an incident."""
    present = set(lower)
    if not _ARMS.isdisjoint(present):
        return False
    words, phrases = _hard()
    if not words.isdisjoint(present) or any(map(text.lower().__contains__, phrases)):
        return True
    return _domain_hits(present) >= _DOMAIN_HITS


@cache
def _hard() -> tuple[frozenset[str], tuple[str, ...]]:
    """Return the words, and the phrases, of which one is enough."""
    phrases = tuple(sorted(w for w in _domains()["hard"] if " " in w or "-" in w))
    return _domains()["hard"] - set(phrases), phrases


def _domain_hits(present: set[str] | frozenset[str]) -> int:
    return max(len(present & words) for name, words in _domains().items() if name != "hard")


def of_other_domain(present: frozenset[str]) -> bool:
    """Whether a whole text of these words is of sport, show business, markets or a forecast, and of no armed people."""
    if present & _ARMS:
        return False
    return _domain_hits(present) >= max(_PAGE_HITS, len(present) * _PAGE_SHARE)


_PAGE_HITS = 3
_PAGE_SHARE = 0.03
"""A whole text is of a domain with this many of its words, and this share of all its different words."""
_ARMS = frozenset(
    {"gunmen", "gunman", "militants", "soldiers", "troops", "rebels", "police", "bomber", "bombers", "army", "insurgents",
     "guerrillas", "terrorists", "airstrike", "airstrikes", "militia", "militias", "explosives", "casualties", "bodies",
     "suicide", "policemen", "hospital", "terrorist", "militant", "dynamite", "grenade", "grenades", "jihadists", "rioters",
     "tear", "warplanes", "shelling", "earthquake", "firefighters", "injuries", "rescuers"}
)  # fmt: skip
