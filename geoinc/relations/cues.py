"""Cues: the words without which a production cannot match, so that most sentences are passed over quickly."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache, partial

from geoinc.relations import directions, lexicon, patterns, units
from geoinc.relations.productions import grammar, metric, terrain
from geoinc.text.sentences import bounds
from geoinc.text.tokens import kept_words

WORDS = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=32)
def listed(name: str) -> frozenset[str]:
    """Return a list of words of ``patterns.toml``."""
    return frozenset(patterns.words(name))


def named(cue: str, *, loose: bool) -> frozenset[str]:
    """Return the words of a cue of ``productions.toml``: of a table, or a list of ``patterns.toml``."""
    if cue == "directions":
        return compass() if loose else compass_words()
    table = TABLES.get(cue)
    return listed(cue) if table is None else table()


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield starts and ends of the sentences and lines of a text; "8 km. north" goes on."""
    return bounds(text, keeps=listed("short_units"))


def words_in(text: str, start: int, end: int) -> frozenset[str]:
    """Return the words of a stretch in lower case; a degree sign counts as "degrees"."""
    stretch = text[start:end]
    found = kept_words(stretch)
    return found | {"degrees"} if "°" in stretch or "º" in stretch else found


@lru_cache(maxsize=1)
def length_units() -> frozenset[str]:
    """Return the words that units consist of, in singular and plural."""
    parts = [part for row in lexicon.read("units.csv", units.UNIT_COLUMNS) for part in WORDS.findall(row.need("word"))]
    return frozenset(parts) | {f"{part}s" for part in parts}


@lru_cache(maxsize=1)
def compass() -> frozenset[str]:
    """Return every single word or run of letters that a direction may begin with."""
    rows = lexicon.read("directions.csv", directions.COLUMNS)
    single = listed("cardinal_words") | {row.need("name").replace(" ", "") for row in rows}
    endings = patterns.words("cardinal_endings")
    letters = {row.need("abbreviation").lower() for row in rows}
    return frozenset({word + ending for word in single for ending in endings} | letters | listed("degree_words"))


@lru_cache(maxsize=1)
def compass_words() -> frozenset[str]:
    """Return the same without letters."""
    return frozenset(word for word in compass() if len(word) > metric.MAX_LETTERS)


@lru_cache(maxsize=1)
def parts() -> frozenset[str]:
    """Return the words that part adjectives begin with."""
    return compass_words() | grammar.other_parts().keys()


@lru_cache(maxsize=1)
def travel() -> frozenset[str]:
    """Return the words of the modes of travel."""
    rows = lexicon.read("modes.csv", metric.MODE_COLUMNS)
    stems = {part for row in rows for part in WORDS.findall(row.need("pattern").replace("(?:ing)?", " "))}
    return frozenset(stems | {f"{stem}ing" for stem in stems}) - listed("function_words")


@lru_cache(maxsize=1)
def ground() -> frozenset[str]:
    """Return the last word of each kind of ground."""
    return frozenset(form for pattern in terrain.ground_words() for form in _forms(pattern.split(" ")[-1]))


@lru_cache(maxsize=1)
def prepositions() -> frozenset[str]:
    """Return a telling word of each preposition."""
    return frozenset(max(_telling(words), key=len) for words in grammar.prepositions())


def _telling(words: str) -> list[str]:
    found = WORDS.findall(words)
    return [word for word in found if word not in listed("function_words")] or found


@lru_cache(maxsize=2)
def nouns(*, before: bool) -> frozenset[str]:
    """Return the last word of each noun before, or after, its anchor, in singular and plural."""
    wanted = {"both", "before" if before else "after"}
    found = set()
    for noun in grammar.nouns():
        if noun.where in wanted:
            found |= _forms(noun.pattern.split(" ")[-1])
    return frozenset(found)


def _forms(pattern: str) -> set[str]:
    """Return what a small pattern spells: "borders?", "neighbou?rhood", "cent(?:er|re)"."""
    choice = re.search(r"\(\?:([^)]*)\)", pattern)
    if choice:
        return {w for option in choice[1].split("|") for w in _forms(pattern.replace(choice.group(), option, 1))}
    optional = re.search(r"(\w)\?", pattern)
    if optional:
        return _forms(pattern.replace(optional.group(), optional[1], 1)) | _forms(
            pattern.replace(optional.group(), "", 1)
        )
    return {pattern}


TABLES: dict[str, Callable[[], frozenset[str]]] = {
    "length": length_units,
    "compass": compass,
    "compass_words": compass_words,
    "travel": travel,
    "ground": ground,
    "prepositions": prepositions,
    "parts": parts,
    "nouns_before": partial(nouns, before=True),
    "nouns_after": partial(nouns, before=False),
}
"""Cues that the tables of the lexicon give."""
