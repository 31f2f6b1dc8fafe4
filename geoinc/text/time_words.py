"""The words of dates and times of day, from ``language/en/times.toml``."""

from __future__ import annotations

from geoinc.language.patterns import PatternFile

TIME_WORDS = PatternFile("times.toml")


def meaning(table: str, words: str | None) -> str | None:
    """Return what words stand for in a table of the file, whatever their case and blanks; None where it has them not.

    >>> meaning("which", "This  coming "), meaning("which", "this")
    ('next', None)
    """
    return TIME_WORDS.mapping(table).get(plain(words))


def plain(words: str | None) -> str:
    """Return words in lower case, with one blank between them; "" for None."""
    return " ".join((words or "").lower().split())
