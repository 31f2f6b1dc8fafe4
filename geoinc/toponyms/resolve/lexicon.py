"""The words around names that say what kind of place is meant; the rows live in ``generics.toml``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from geoinc import language
from geoinc.gazetteer.names.fold import fold
from geoinc.gazetteer.names.units import LEVELS as UNIT_LEVELS
from geoinc.language import lexicon
from geoinc.model import PlaceKind

FILE = "generics.toml"
POSITIONS = frozenset({"after", "before", ""})


@dataclass(frozen=True)
class Lexicon:
    """Generic words by folded form, and the ways in which names are written differently.

    ``going_on`` are the words by which a sentence goes on after "Solhan, Burkina Faso",
    ``aimed`` what befalls a place ("raid on"). ``added`` lists (prefix, suffix, kinds) that turn a bare name into a full one.
    """

    generics: dict[str, frozenset[PlaceKind]]
    added: tuple[tuple[str, str, frozenset[PlaceKind]], ...]
    directions: frozenset[str]
    common: frozenset[str]
    expansions: dict[str, str]
    demonym_endings: tuple[tuple[str, tuple[str, ...]], ...]
    going_on: frozenset[str]
    aimed: frozenset[str]

    @cached_property
    def begun(self) -> frozenset[str]:
        """The first words of generic words that are several."""
        return frozenset(words[0] for words in map(str.split, self.generics) if len(words) > 1)

    @cached_property
    def unit_words(self) -> tuple[str, ...]:
        """The words for kinds of units: "district", "local government area"."""
        return tuple(word for word, kinds in self.generics.items() if kinds & UNIT_LEVELS)


@lru_cache(maxsize=1)
def load() -> Lexicon:
    """Return the lexicon that comes with the package."""
    return parse(language.path(FILE).read_text("utf-8"))


def parse(text: str, *, name: str = FILE) -> Lexicon:
    """Read a lexicon; LexiconError names the file and the row that cannot be used."""
    rows = lexicon.parse(text, name)
    generics = rows.get("generic", [])
    kinds = [_kinds(row, number, name) for number, row in enumerate(generics, start=1)]
    return Lexicon(
        generics={fold(word): kind for row, kind in zip(generics, kinds, strict=True) for word in row["words"]},
        added=tuple(_added(row, kind) for row, kind in zip(generics, kinds, strict=True) if row.get("add")),
        directions=(directions := frozenset(rows.get("directions", {}).get("words", ()))),
        common=directions.union(
            (fold(word) for row in generics for word in row["words"]), rows.get("common", {}).get("words", ())
        ),
        expansions=dict(rows.get("expansions", {})),
        demonym_endings=tuple((ending, tuple(new)) for ending, new in rows.get("demonym_endings", {}).items()),
        going_on=frozenset(rows.get("going_on", {}).get("words", ())),
        aimed=frozenset(rows.get("aimed", {}).get("words", ())),
    )


def _kinds(row: dict[str, Any], number: int, name: str) -> frozenset[PlaceKind]:
    try:
        kinds = frozenset(PlaceKind(kind) for kind in row["kinds"])
    except (KeyError, TypeError, ValueError):
        kinds = frozenset()
    if not kinds or not row.get("words") or row.get("add", "") not in POSITIONS:
        lexicon.refuse(name, f"generic row {number} needs words, kinds (of PlaceKind), and add (after or before)")
    return kinds


def _added(row: dict[str, Any], kinds: frozenset[PlaceKind]) -> tuple[str, str, frozenset[PlaceKind]]:
    word = fold(row["words"][0])
    return ("", f" {word}", kinds) if row["add"] == "after" else (f"{word} ", "", kinds)
