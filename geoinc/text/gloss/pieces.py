"""Pieces: a text cut into what its wordbook knows (with the English and what it stands for) and what it does not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from geoinc.text.gloss.numbers import combined
from geoinc.text.gloss.words import GlossWord, ends_sentence, words_of

if TYPE_CHECKING:
    from geoinc.language.wordbook import Entry, Wordbook

NUMBER: Final = "number"
NAME: Final = "name"
UNKNOWN: Final = "unknown"
END: Final = "end"
SIGN: Final = "sign"
DEEDS: Final = frozenset({"event", "harm", "weak", "act"})
"""Sections of words for what somebody does."""

_ENGLISH: Final = {
    "،": ",",
    "؛": ";",
    "؟": "?",
    "۔": ".",
    "«": '"',
    "»": '"',
    "„": '"',
    "“": '"',
    "”": '"',
    "–": "-",
    "—": "-",
}
_JOINTS: Final = frozenset({"-", "‑"})
_DATE: Final = re.compile(r"(\d{1,2})[./](\d{1,2})[./]((?:19|20)\d\d)")
_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Piece:
    """Code points ``start`` to ``end`` of a text, the English for them, and the section that says so.

    ``known`` tells words of the wordbook; ``capital`` whether the original begins with a capital; ``active`` whether it is a
    verb of a deed in the active.
    """

    start: int
    end: int
    gloss: str
    tag: str
    value: str = ""
    capital: bool = False
    plain: str = ""
    active: bool = False

    @property
    def known(self) -> bool:
        """Whether the wordbook has it."""
        return self.tag not in {UNKNOWN, NAME}

    @property
    def count(self) -> int | None:
        """The number that it says, if it is one."""
        return int(self.value) if self.tag == NUMBER and self.value.isdigit() else None


def pieces_of(text: str, book: Wordbook, names: Sequence[tuple[int, int]] = ()) -> list[Piece]:
    """Return the pieces of a text in its order; code points of ``names`` (sorted, not overlapping) are one piece each."""
    words = words_of(text, book)
    found: list[Piece] = []
    ahead = list(names)
    at = 0
    while at < len(words):
        word = words[at]
        while ahead and ahead[0][1] <= word.start:
            ahead.pop(0)
        if ahead and ahead[0][0] < word.end:
            start, end = ahead.pop(0)
            found += _clitics_before(word, start, book)
            found.append(Piece(start, end, text[start:end], NAME, capital=text[start].isupper()))
            while at < len(words) and words[at].start < end:
                at += 1
            continue
        limit = ahead[0][0] if ahead else len(text)
        matched, length = _matched(words, at, book, limit)
        found += matched
        at += length
    return _with_numbers(found)


def _clitics_before(word: GlossWord, start: int, book: Wordbook) -> Iterator[Piece]:
    """Yield the clitics written together with a name."""
    at = word.start
    if start <= at:
        return
    plain = book.plain(word.text[: start - word.start])
    for taken, rest in book.splits(plain + "xx"):
        if rest.removesuffix("xx") in {"", *(c.rest for c in book.clitics)} and taken:
            for length, gloss in taken:
                yield Piece(at, min(at + length, start), gloss, "clitic")
                at += length
            return
    yield Piece(word.start, start, word.text[: start - word.start], UNKNOWN)


def _matched(words: list[GlossWord], at: int, book: Wordbook, limit: int) -> tuple[list[Piece], int]:
    """Return the pieces of the words that begin at an index, and how many words they are."""
    word = words[at]
    if word.kind == "number":
        return [_number(word)], 1
    if word.kind in {"sign", "line"}:
        return _sign(words, at, book), 1
    for taken, rest in book.splits(word.plain):
        for entry in book.starting(rest):
            length = _length(words, at, entry, limit)
            if length:
                return [*_taken(word, taken), _piece(words[at : at + length], taken, entry, rest, book)], length
    return [Piece(word.start, word.end, word.text, UNKNOWN, capital=word.capital, plain=word.plain)], 1


def _length(words: list[GlossWord], at: int, entry: Entry, limit: int) -> int:
    """Return how many words an entry covers that begins at an index, 0 where the words after it differ."""
    here = at + 1
    for pattern in entry.after:
        while here < len(words) and words[here].text in _JOINTS:
            here += 1
        if here >= len(words) or words[here].end > limit or not _fits(words[here], pattern):
            return 0
        here += 1
    return here - at


def _fits(word: GlossWord, pattern: re.Pattern[str]) -> bool:
    return word.kind != "line" and pattern.fullmatch(word.plain) is not None


def _taken(word: GlossWord, taken: tuple[tuple[int, str], ...]) -> Iterator[Piece]:
    at = word.start
    for length, gloss in taken:
        yield Piece(at, at + length, gloss, "clitic")
        at += length


def _piece(
    words: list[GlossWord], taken: tuple[tuple[int, str], ...], entry: Entry, rest: str, book: Wordbook
) -> Piece:
    """Return the piece of words that an entry covers; ``rest`` is the first without its clitics."""
    start = words[0].start + sum(length for length, _ in taken)
    value = entry.gloss if entry.tag == NUMBER else entry.value
    gloss = f"{entry.value} {entry.gloss}".strip() if entry.tag == NUMBER else entry.gloss
    form = " ".join([rest, *(w.plain for w in words[1:])])
    active = entry.tag in DEEDS and book.active.fullmatch(form) is not None
    return Piece(start, words[-1].end, gloss, entry.tag, value, words[0].capital, words[0].plain, active)


def _number(word: GlossWord) -> Piece:
    date = _DATE.fullmatch(word.text)
    if date and 1 <= int(date[2]) <= len(_MONTHS):
        return Piece(word.start, word.end, f"{int(date[1])} {_MONTHS[int(date[2]) - 1]} {date[3]}", "time")
    return Piece(word.start, word.end, word.plain, NUMBER, word.plain)


def _sign(words: list[GlossWord], at: int, book: Wordbook) -> list[Piece]:
    word = words[at]
    if ends_sentence(words, at, book):
        gloss = "\n" if word.kind == "line" else _ENGLISH.get(word.text, ".")
        return [Piece(word.start, word.end, gloss, END)]
    if word.text == ".":
        return []
    return [Piece(word.start, word.end, _ENGLISH.get(word.text, word.text), SIGN)]


def _with_numbers(pieces: list[Piece]) -> list[Piece]:
    """Return pieces with numbers of several words as one."""
    found: list[Piece] = []
    at = 0
    while at < len(pieces):
        if pieces[at].count is None:
            found.append(pieces[at])
            at += 1
            continue
        end, value = _number_at(pieces, at)
        first, last = pieces[at], pieces[end - 1]
        found.append(replace(first, end=last.end, gloss=str(value), value=str(value)) if end > at + 1 else first)
        at = end
    return found


def _number_at(pieces: list[Piece], at: int) -> tuple[int, int]:
    values, joined = [pieces[at].count or 0], list[bool]()
    best, total, here = at + 1, values[0], at + 1
    while here < len(pieces):
        linked = pieces[here].gloss == "and"
        here += linked or pieces[here].gloss == "-"
        following = pieces[here].count if here < len(pieces) else None
        if following is None or (pieces[here - 1].count is None and not linked and pieces[here - 1].gloss != "-"):
            break
        digits = pieces[here].gloss[0].isdigit() and pieces[here].plain == ""
        if digits or (pieces[at].plain == "" and following < 1000):
            break
        values.append(following)
        joined.append(linked)
        together = combined(values, joined)
        if together is None:
            break
        here += 1
        best, total = here, together
    return best, total
