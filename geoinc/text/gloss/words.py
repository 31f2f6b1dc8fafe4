"""A text's words in any script, as a wordbook's forms are written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geoinc.language.wordbook import Wordbook

_INSIDE = "\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
"""Marks, joiners and direction signs that stand within a word and are no letters of it."""

_GERSHAYIM = '״"'
"""Between the letters of Hebrew abbreviations."""

APOSTROPHES = "'’ʼ‘`´"
_WORD = re.compile(
    rf"(?P<number>\d{{1,3}}(?:[ \u00a0\u202f]\d{{3}})+(?!\d)|\d+(?:[.,:/٫٬]\d+)*)|(?P<word>[^\W\d_](?:[^\W\d_]|[{_INSIDE}]|[{APOSTROPHES}{_GERSHAYIM}](?=[^\W\d_]))*)|(?P<line>\n)|(?P<sign>[^\w\s{_INSIDE}])"
)
_GROUPED = re.compile(r"[  \u00a0\u202f.,٬](?=\d{3}(?!\d))")
_SENTENCE_ENDS = frozenset(".!?…؟。۔\n")


@dataclass(frozen=True, slots=True)
class GlossWord:
    """A word, number or sign: code points ``start`` to ``end`` of the text, and its ``plain`` form."""

    start: int
    end: int
    text: str
    plain: str
    kind: str

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital."""
        return self.text[:1].isupper()


def words_of(text: str, book: Wordbook) -> list[GlossWord]:
    """Return the words, numbers and signs of a text; elided words ("l'armée") and suffixes set off ("Afrin'de") apart."""
    found: list[GlossWord] = []
    for match in _WORD.finditer(text):
        kind = match.lastgroup or "sign"
        if kind == "word":
            found += _parts(match.start(), match.group(), book)
        else:
            plain = number(match.group()) if kind == "number" else match.group()
            found.append(GlossWord(match.start(), match.end(), match.group(), plain, kind))
    return found


def _parts(start: int, text: str, book: Wordbook) -> list[GlossWord]:
    cut = next((i for i, c in enumerate(text) if c in APOSTROPHES), 0)
    if cut and book.plain(text) not in book.names and (book.suffixed or book.plain(text[:cut]) in book.elided):
        inner = [(start, text[: cut + 1]), (start + cut + 1, text[cut + 1 :])]
        if book.suffixed:
            inner = [(start, text[:cut]), (start + cut, text[cut:])]
            return [GlossWord(s, s + len(t), t, ("-" if s > start else "") + book.plain(t), "word") for s, t in inner]
        head = GlossWord(start, start + cut + 1, inner[0][1], book.plain(text[:cut]), "word")
        return [head, *_parts(start + cut + 1, inner[1][1], book)]
    return [GlossWord(start, start + len(text), text, book.plain(text), "word")]


def number(text: str) -> str:
    """Return the figures of a number as English writes them: "1 200" and "1.200" as 1200, "12,5" as 12.5.

    >>> number("1.200"), number("12,5"), number("٣٥"), number("20:30")
    ('1200', '12.5', '35', '20:30')
    """
    plain = "".join(str(int(c)) if c.isdigit() else c for c in text)
    if ":" in plain or "/" in plain or plain.count(".") + plain.count(",") > 1:
        return _GROUPED.sub("", plain) if not re.search(r"[:/]", plain) and _GROUPED.search(plain) else plain
    joined = _GROUPED.sub("", plain)
    return joined.replace(",", ".").replace("٫", ".") if " " not in joined else joined


def ends_sentence(words: list[GlossWord], index: int, book: Wordbook) -> bool:
    """Whether a sign ends a sentence: no full stop of an abbreviation, initial or figure does."""
    word = words[index]
    if word.text not in _SENTENCE_ENDS:
        return False
    if word.text != "." or index == 0:
        return True
    before = words[index - 1]
    if before.end != word.start or before.kind != "word":
        return True
    if before.plain in book.abbreviations:
        return False
    return not (book.cased and len(before.text) == 1 and before.capital)
