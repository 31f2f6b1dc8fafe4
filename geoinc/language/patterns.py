"""Words and patterns of a TOML file, composed on demand.

A pattern may stand in several lines, which are joined without the space between them; lines that begin with ``#`` are
comments. ``{{name}}`` in it stands for a fragment that the caller gives, for another pattern of the file, or for a list
or table of words as alternatives in the order of the file. Everything is matched without regard to case, except inside
``(?-i:…)``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache
from typing import Any, NoReturn

from geoinc import language
from geoinc.language import lexicon

MOST_BLANKS = 24
"""A wrapped and indented line has fewer."""
_BLANKS = re.compile(r"(\\s|\[(?:[^\]\\]|\\.)*?\\s(?:[^\]\\]|\\.)*\])([*+])")
REFERENCE = re.compile(r"\{\{(\w+)\}\}")


class PatternFile:
    """The words and patterns of ``language/en/<name>``, read when they are first asked for."""

    def __init__(self, name: str) -> None:
        """Keep the name of the file."""
        self.name = name

    def words(self, name: str) -> tuple[str, ...]:
        """Return a list of words, in the order of the file.

        Raises
        ------
        LexiconError
            Where the file has no list of that name.
        """
        found = self.table.get(name)
        if not isinstance(found, list):
            self.refuse(f"it has no list of words called {name!r}")
        return tuple(found)

    def mapping(self, name: str) -> dict[str, Any]:
        """Return a table of words and what each stands for.

        Raises
        ------
        LexiconError
            Where the file has no such table.
        """
        found = self.table.get(name)
        if not isinstance(found, dict):
            self.refuse(f"it has no table called {name!r}")
        return dict(found)

    def source(self, name: str, **fragments: str) -> str:
        """Return the regular expression of a pattern as text, with every reference in it filled in.

        Raises
        ------
        LexiconError
            Where a name is neither a fragment nor in the file.
        """
        found = self.table.get(name)
        if isinstance(found, list | dict):
            return "|".join(found)
        if not isinstance(found, str):
            self.refuse(f"it has no pattern called {name!r}")
        return self.filled(found, **fragments)

    def filled(self, text: str, **fragments: str) -> str:
        """Return a pattern of one or several lines as one line with every reference in it filled in.

        Raises
        ------
        LexiconError
            Where a name is neither a fragment nor in the file.
        """
        if "\n" in text:
            text = "".join(line.strip() for line in text.splitlines() if not line.startswith("#"))
        return REFERENCE.sub(lambda m: fragments[m[1]] if m[1] in fragments else self.source(m[1], **fragments), text)

    @lru_cache(maxsize=256)  # noqa: B019 - one instance a file, kept as long as the module that asks it
    def compiled(self, name: str, **fragments: str) -> re.Pattern[str]:
        """Return a pattern compiled, without regard to case.

        Raises
        ------
        LexiconError
            Where it, or what it refers to, is not in the file or is no regular expression.
        """
        try:
            return re.compile(bounded(self.source(name, **fragments)), re.IGNORECASE)
        except re.error as error:
            self.refuse(f"the pattern {name!r} is no regular expression: {error}")

    @cached_property
    def table(self) -> dict[str, Any]:
        """All that the file says, by name."""
        return lexicon.read(language.path(self.name))

    def rows(self, table: str, shape: Mapping[str, type]) -> Iterator[dict[str, Any]]:
        """Yield the rows ``[[table]]`` of the file, each checked against ``shape`` as :func:`geoinc.language.lexicon.rows` does.

        Raises
        ------
        LexiconError
            At the first bad row; names the file and the line.
        """
        return lexicon.rows(language.path(self.name), table, shape)

    def refuse(self, why: str, *, line: int = 0) -> NoReturn:
        """Raise the LexiconError that names the file, the line (0: the file as a whole) and why it cannot be used."""
        lexicon.refuse(self.name, why, line=line)


def bounded(pattern: str) -> str:
    r"""Return a regular expression in which blanks run for at most :data:`MOST_BLANKS` characters.

    Several runs of blanks in a row, as optional words leave them, would cost a power of the length of a long one.

    >>> bounded(r"a\s*b[,\s]+?c")
    'a\\s{0,24}b[,\\s]{1,24}?c'
    """
    return _BLANKS.sub(lambda m: f"{m[1]}{{{'01'[m[2] == '+']},{MOST_BLANKS}}}", pattern)
