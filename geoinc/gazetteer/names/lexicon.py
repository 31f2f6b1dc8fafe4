"""The engine's word lists: read from the TOML files beside this module, refused by file and line where wrong."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final, NoReturn

from geoinc.gazetteer.names.fold import FOLDING, fold
from geoinc.language.lexicon import read, refuse

_HERE: Final = Path(__file__).parent
WORDS_FILE: Final = _HERE / "name_words.toml"
_QUERIES: Final = ("local", "inside", "of", "definite", "capital", "sides")
LETTERS_FILE: Final = _HERE / "romanization.toml"


@dataclass(frozen=True, slots=True)
class NameWords:
    """Words that writers of place names change or leave out, all folded.

    ``same`` maps a word to the one that stands for all its spellings, ``spellings`` back to all of them;
    ``units`` maps a word for a kind of unit to the kinds (admin1, admin2, settlement) that it may mean, ``initials`` a
    letter to the directions that it is short for; ``stand_ins`` are written where a place is missing. ``local``,
    ``inside``, ``of``, ``definite``, ``capital`` and ``sides`` are the words of queries such as "the Hodan district of the capital".
    """

    articles: frozenset[str]
    ordinary: frozenset[str]
    same: dict[str, str]
    spellings: dict[str, tuple[str, ...]]
    units: dict[str, frozenset[str]]
    stand_ins: frozenset[str]
    initials: dict[str, tuple[str, ...]]
    local: frozenset[str] = frozenset()
    inside: frozenset[str] = frozenset()
    of: frozenset[str] = frozenset()
    definite: frozenset[str] = frozenset()
    capital: frozenset[str] = frozenset()
    sides: frozenset[str] = frozenset()


@lru_cache(maxsize=1)
def name_words() -> NameWords:
    """Return the word list of ``name_words.toml``."""
    return read_name_words(WORDS_FILE)


@lru_cache(maxsize=1)
def romanization() -> dict[int, str]:
    """Return the Latin letters of the other scripts' letters, for :meth:`str.translate`."""
    return read_romanization(LETTERS_FILE)


def read_name_words(path: Path) -> NameWords:
    """Read a word list; :class:`LexiconError` with file and line for a word that is not folded."""
    table = read(path)
    groups = [tuple(_folded(path, word) for word in group) for group in table["same"]]
    units: dict[str, set[str]] = {}
    for kind, words in table["units"].items():
        for word in words:
            units.setdefault(_folded(path, word), set()).add(kind)
    return NameWords(
        frozenset(_folded(path, word) for word in table["articles"]),
        frozenset(_folded(path, word) for word in table["ordinary"]),
        {word: group[0] for group in groups for word in group},
        {word: group for group in groups for word in group},
        {word: frozenset(kinds) for word, kinds in units.items()},
        frozenset(_folded(path, word) for word in table.get("stand_ins", ())),
        {letter: tuple(words) for letter, words in table.get("initials", {}).items()},
        *(frozenset(_folded(path, word) for word in table.get(name, ())) for name in _QUERIES),
    )


def read_romanization(path: Path) -> dict[int, str]:
    """Read a table of letters; :class:`LexiconError` for a row that is not one folded letter to Latin ones."""
    table = {}
    for letters in read(path).values():
        for letter, latin in letters.items():
            if len(letter) != 1 or letter.translate(FOLDING) != letter:
                _refuse(path, letter, "is not one folded letter")
            if not isinstance(latin, str) or not latin.isascii():
                _refuse(path, letter, "does not lead to Latin letters")
            table[ord(letter)] = latin
    return table


def _folded(path: Path, word: object) -> str:
    if not isinstance(word, str) or not word or fold(word) != word:
        _refuse(path, str(word), "is not a folded word")
    return word


def _refuse(path: Path, word: str, why: str) -> NoReturn:
    lines = path.read_text("utf-8").splitlines()
    line = next((number for number, text in enumerate(lines, 1) if f'"{word}"' in text), 0)
    refuse(path, f"{word!r} {why}", line=line)
