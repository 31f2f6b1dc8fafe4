"""Words that head a line of a bulletin ("Macomia.", "3. TAIZ -", "06:40 Deir ez-Zor.", "6 October, Mocímboa da Praia town:") or a record ("Location: Macomia")."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from geoinc import language
from geoinc.language.lexicon import read
from geoinc.text.vocabulary_gates import WEEKDAYS
from geoinc.text.years import MONTHS

_MOST_WORDS = 6
_TOKENS = read(language.path("tokens.toml"))
SMALL_WORDS = frozenset(_TOKENS["datelines"]["small_words"])
_PLACE = re.compile("|".join(_TOKENS["records"]["places"]), re.IGNORECASE)
_CELL_END = "|"
_CELL = re.compile(r"[^|\n]+")
_LABEL = re.compile(
    rf"[^\w\n]*(?:{'|'.join(_TOKENS['records']['places'])})[^\S\n]*:[^\S\n]*(?P<place>\w[^\n]*)", re.IGNORECASE
)
_LINE = re.compile(r"[^\n]+")
_CLOCK = r"(?:\W*(?:[01]?\d|2[0-3])[:.h][0-5]\d(?:\s?[ap]\.?m\b\.?)?(?:\s+(?:LT|GMT|UTC)\b)?(?![./:]?\d)[\s:,–-]*)?"
_HEADING = re.compile(
    r"[^\w\n]*(?P<words>\w[^\n.:;!?|–—]{0,70}?)(?:[.:](?=\s)|\s+[-–—|](?=\s)|[^\S\n]*(?=\n|\Z))", re.MULTILINE
)
_SENTENCE = re.compile(rf"[^\w\n]*[^\W\d_]\w*,?[ ]+(?!(?:{'|'.join(sorted(SMALL_WORDS))})\b)[a-z]\w*,?[ ]+\w")
"""A second word in small letters that is not the last one: a look that spares most lines a closer one."""
_OPENING_CLOCK = re.compile(_CLOCK)
_WORD = re.compile(r"\w[\w'’-]*")
_CALENDAR = frozenset(short for name in (*MONTHS, *WEEKDAYS) for short in (name, name[:3], name[:4]))


class Heading(NamedTuple):
    """From where to where (code points) words head a line, and whether a date is among them or before them.

    ``record`` says that a label calls them a place: one before them, or the head of their column, where they are of a ``row``.
    """

    start: int
    end: int
    dated: bool
    record: bool = False
    row: bool = False


@lru_cache(maxsize=8)
def headings(text: str) -> Sequence[Heading]:
    """Return the headings of a text, in order, from its second line on: names and titles before a stop or alone in their line.

    >>> text = "Daily log" + chr(10) + "06:40 Deir ez-Zor. Shells fell." + chr(10) + "2 May | Daraa. A bomb went off."
    >>> [text[h.start : h.end] for h in headings(text)]
    ['Deir ez-Zor', 'Daraa']
    """
    return list(_headings(text))


def _headings(text: str) -> Iterator[Heading]:
    column: int | None = None
    for number, line in enumerate(_LINE.finditer(text)):
        cells = list(_CELL.finditer(text, *line.span())) if _CELL_END in line[0] else []
        heads = _place_column(cells)
        column = heads if heads is not None else column if cells else None
        if column is None and number:
            yield from _of_line(text, line)
        elif heads is None and column is not None and column < len(cells) and cells[column][0].strip():
            yield Heading(cells[column].start(), cells[column].end(), dated=False, record=True, row=True)


def _of_line(text: str, line: re.Match[str]) -> Iterator[Heading]:
    at, dated = line.start(), False
    if label := _LABEL.match(text, at, line.end()):
        yield Heading(label.start("place"), label.end("place"), dated, record=True)
        return
    if clock := _OPENING_CLOCK.match(text, at, line.end()):
        at = clock.end()
    if _SENTENCE.match(text, at, line.end()):
        return
    while (match := _HEADING.match(text, at, line.end())) and match.end() > at:
        words = _WORD.findall(match["words"])
        names = [w for w in words if not is_of_a_date(w)]
        dated = dated or len(names) < len(words)
        if names:
            if _is_heading(names):
                yield Heading(match.start("words"), match.end("words"), dated)
            break
        at = match.end()


def names_columns(line: str) -> bool:
    """Whether a line holds the heads of a table's columns, one of which is of places."""
    return _CELL_END in line and _place_column(_CELL.finditer(line)) is not None


def _place_column(cells: Iterable[re.Match[str]]) -> int | None:
    """Return the number of the cell that is a label of places, None where none is."""
    return next((k for k, cell in enumerate(cells) if _PLACE.fullmatch(cell[0].strip())), None)


def words_in(text: str, heading: Heading) -> Sequence[re.Match[str]]:
    """Return the words of a heading that may be of a name: no dates, no small words."""
    return [
        m
        for m in _WORD.finditer(text, heading.start, heading.end)
        if not is_of_a_date(m[0]) and m[0] not in SMALL_WORDS
    ]


def is_of_a_date(word: str) -> bool:
    """Whether a word is a figure, a month or a weekday."""
    return word[0].isdigit() or word.lower() in _CALENDAR


def _is_heading(words: Sequence[str]) -> bool:
    """Whether words are a name or a title rather than a sentence: capitals, but for a last noun ("Taiz city")."""
    named = [w for w in words if w not in SMALL_WORDS]
    return len(named) <= _MOST_WORDS and bool(named) and all(w[0].isupper() for w in (named[:-1] or named))
