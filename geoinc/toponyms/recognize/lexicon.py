"""Word classes: what kind of word a token is, from ``recognition.toml``."""

from __future__ import annotations

from functools import lru_cache

from geoinc import language
from geoinc.language import lexicon

LEXICON = "recognition.toml"
MAX_CLASSES = 63
"""Classes are bits of a signed 64-bit number."""


@lru_cache(maxsize=1)
def classes() -> dict[str, tuple[str, ...]]:
    """Return the words of every class, in the order of the file.

    Raises
    ------
    LexiconError
        A line that is not TOML, or a class that is not a list of single words.
    """
    return parse(language.path(LEXICON).read_text("utf-8"), LEXICON)


def parse(text: str, name: str) -> dict[str, tuple[str, ...]]:
    """Return the word classes that a TOML text defines; ``name`` is the file to blame."""
    table = lexicon.parse(text, name)
    if len(table) > MAX_CLASSES:
        lexicon.refuse(name, f"it has {len(table)} classes; at most {MAX_CLASSES} fit")
    for key, words in table.items():
        _check(key, words, text, name)
    return {key: tuple(words) for key, words in table.items()}


def _check(key: str, words: object, text: str, name: str) -> None:
    entries = words if isinstance(words, list) else [words]
    for word in entries:
        if not isinstance(words, list) or not isinstance(word, str) or not word or any(map(str.isspace, word)):
            why = f"class {key} must be a list of single words; {word!r} is none"
            lexicon.refuse(name, why, line=_line_of(text, key))


def _line_of(text: str, key: str) -> int:
    lines = text.splitlines()
    return next((n for n, line in enumerate(lines, 1) if line.split("=")[0].strip() == key), 0)


def abbreviations() -> tuple[str, ...]:
    """Return the words whose period belongs to them, without it."""
    return classes().get("abbreviation", ())


@lru_cache(maxsize=1)
def class_bits() -> dict[str, int]:
    """Return the classes of every word as bits: bit ``i`` is the ``i``-th class of the file."""
    bits: dict[str, int] = {}
    for bit, (name, words) in enumerate(classes().items()):
        if name != "abbreviation":
            for word in words:
                bits[word] = bits.get(word, 0) | 1 << bit
    return bits
