"""The English of relations: words and patterns of ``language/en/relations/patterns.toml``, composed on demand.

A pattern may stand in several lines, which are joined without the space between them; lines that begin with ``#`` are
comments. ``{{name}}`` in it stands for a fragment that the caller gives, for another pattern of the file, or for a list
or table of words as alternatives in the order of the file. Everything is matched without regard to case, except inside
``(?-i:…)``.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NoReturn

from geoinc import language
from geoinc.language import lexicon

FILE = "relations/patterns.toml"
MOST_BLANKS = 24
"""A wrapped and indented line has fewer."""
_BLANKS = re.compile(r"(\\s|\[(?:[^\]\\]|\\.)*?\\s(?:[^\]\\]|\\.)*\])([*+])")
REFERENCE = re.compile(r"\{\{(\w+)\}\}")


def words(name: str) -> tuple[str, ...]:
    """Return a list of words, in the order of the file.

    Raises
    ------
    LexiconError
        Where the file has no list of that name.
    """
    found = _table().get(name)
    if not isinstance(found, list):
        _reject(f"it has no list of words called {name!r}")
    return tuple(found)


def mapping(name: str) -> dict[str, str]:
    """Return a table of words and what each stands for.

    Raises
    ------
    LexiconError
        Where the file has no such table.
    """
    found = _table().get(name)
    if not isinstance(found, dict):
        _reject(f"it has no table called {name!r}")
    return dict(found)


def source(name: str, **fragments: str) -> str:
    """Return the regular expression of a pattern as text, with every reference in it filled in.

    Raises
    ------
    LexiconError
        Where a name is neither a fragment nor in the file.
    """
    found = _table().get(name)
    if isinstance(found, list | dict):
        return "|".join(found)
    if not isinstance(found, str):
        _reject(f"it has no pattern called {name!r}")
    text = found
    if "\n" in found:
        text = "".join(line.strip() for line in found.splitlines() if not line.startswith("#"))
    return REFERENCE.sub(lambda m: fragments[m[1]] if m[1] in fragments else source(m[1], **fragments), text)


def bounded(pattern: str) -> str:
    r"""Return a regular expression in which blanks run for at most :data:`MOST_BLANKS` characters.

    Several runs of blanks in a row, as optional words leave them, would cost a power of the length of a long one.

    >>> bounded(r"a\s*b[,\s]+?c")
    'a\\s{0,24}b[,\\s]{1,24}?c'
    """
    return _BLANKS.sub(lambda m: f"{m[1]}{{{'01'[m[2] == '+']},{MOST_BLANKS}}}", pattern)


@lru_cache(maxsize=256)
def compiled(name: str, **fragments: str) -> re.Pattern[str]:
    """Return a pattern compiled, without regard to case.

    Raises
    ------
    LexiconError
        Where it, or what it refers to, is not in the file or is no regular expression.
    """
    try:
        return re.compile(bounded(source(name, **fragments)), re.IGNORECASE)
    except re.error as error:
        _reject(f"the pattern {name!r} is no regular expression: {error}")


@lru_cache(maxsize=1)
def _table() -> dict[str, str | list[str] | dict[str, str]]:
    return lexicon.read(language.path(FILE))


def _reject(why: str) -> NoReturn:
    lexicon.refuse(FILE, why)
