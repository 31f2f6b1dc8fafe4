"""A text as paragraphs and sentences, furniture left out."""

from __future__ import annotations

import re
from bisect import bisect, bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice, pairwise
from typing import Any

from geoinc import language
from geoinc.deferred import kept_property
from geoinc.language.lexicon import read
from geoinc.model import Document, Span
from geoinc.text.boilerplate import furniture
from geoinc.text.caseless import lowered
from geoinc.text.stretches import Stretches
from geoinc.text.tokens import Token, kept_words, tokenize, without_hyphens

_BLANK = re.compile(r"\n[ \t\r\f\v]*\n")
_END = re.compile(
    r"[.!?…\n。！？؟]"
    r"(?:(?<=[.!?…])[.!?…]*[\"'”’)\]]*(?=\s+[\"'“‘(\[]*[^\W_])|(?<=[\n。！？؟]))"
)
"""One set of signs in front, so that the search passes over everything else."""
_NUMBER_ALONE = re.compile(r"\s*\d{1,3}\.")
"""The number of a list's item belongs to what follows it."""
_SMALL_WORDS = "|".join(read(language.path("tokens.toml"))["datelines"]["small_words"])
_DATELINE = re.compile(
    rf"\s*(?P<place>[A-Z][\w.'’-]*(?:[ /-](?:(?:{_SMALL_WORDS}) )?[A-Z][\w.'’-]*){{0,4}}"
    r"(?:\s*\((?![A-Z]{2,}\))[A-Z][\w .'’-]*\))?(?:,\s*(?![A-Z][a-z]{2,8}\.?\s+\d)[A-Z][\w.'’ -]{1,30}?)?)"
    r"(?:\s*(?P<wire>\([^()\n]{2,60}\)))?"
    r"(?:,\s*(?P<date>(?:\d{1,2}\s+[A-Z][a-z]{2,8}\.?|[A-Z][a-z]{2,8}\.?\s+\d{1,2})(?:,?\s+\d{2,4})?))?"
    r"\s*(?P<agency>\([^()\n]{2,60}\))?\s*(?:(?:--+|—|–|-)\s+|(?P<colon>:)[ \t]+)"
)
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")
_LOOK_BACK = 12
"""So many code points hold every abbreviation."""
_DATELINE_MOST = 120
_DATELINE_WORDS = 3
_HEADLINE_WORDS = 22
_LONGEST = 1_200
"""Longer pieces (code points) are no sentences; they are cut, so that no text takes time in the square of its length."""
_WRAP_WIDTH = 100
_WRAPPED_SHARE = 0.4
"""Share of the lines within paragraphs that end in no final sign, where lines are broken at a width."""
_GOES_ON_SHARE = 0.25
"""Share of those that the next line continues in lower case."""
_TERMINAL = ".!?…:;\"'”’)]"


@dataclass(frozen=True)
class Sentence:
    """Code points ``start`` to ``end`` of a text; ``paragraph`` and ``index`` count from 0 within it.

    ``line`` is the same for sentences of one line, or of one paragraph where lines break at a width.

    ``page`` are the words of the whole text (runs of letters, lower case).
    """

    document_id: str
    start: int
    end: int
    text: str
    paragraph: int
    index: int
    headline: bool = False
    line: int = 0
    page: frozenset[str] | None = field(default=None, repr=False, compare=False)

    @property
    def is_title(self) -> bool:
        """Whether the sentence is the headline of the whole text."""
        return self.headline and self.index == 0

    @kept_property
    def tokens(self) -> tuple[Token, ...]:
        """The words and signs of the sentence, hyphens between words left out, with offsets in the whole text."""
        return tuple(without_hyphens(tokenize(self.text, offset=self.start)))

    @property
    def lower(self) -> list[str]:
        """The tokens in lower case; a list of the caller's own."""
        return self._lower.copy()

    @kept_property
    def _lower(self) -> list[str]:
        return [t.lower for t in self.tokens]

    @kept_property
    def spaced(self) -> str:
        """The tokens in lower case with blanks between them."""
        return " ".join(self._lower)

    @kept_property
    def words(self) -> frozenset[str]:
        """The runs of letters of the sentence in lower case; without tokens, as a first look."""
        return kept_words(self.text)

    @kept_property
    def kept(self) -> dict[object, Any]:
        """What readers work out of the sentence and may ask again, under themselves."""
        return {}

    @kept_property
    def span(self) -> Span:
        """The sentence as a span of its document."""
        return Span(self.document_id, self.start, self.end, self.text)


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where, when and through whom a report was filed, as its first words say."""

    start: int
    end: int
    place_end: int
    date_text: str | None = None


def sentences(document: Document) -> list[Sentence]:
    """Return the sentences of a text in order, without furniture."""
    found: list[Sentence] = []
    breaks = not _hard_wrapped(document.text)
    page = kept_words(document.text)
    line, reached = 0, 0
    skip = Stretches(_spans(furniture(document)) + _spans(datelines(document))).pairs()
    for number, (start, end) in enumerate(_paragraphs(document.text)):
        for first, last in _pieces(document.text, start, end, skip, breaks=breaks):
            text = document.text[first:last]
            headline = text[-1] not in _TERMINAL and len(text.split()) <= _HEADLINE_WORDS
            line += document.text.count("\n", reached, first) if breaks else int(first >= start > reached)
            reached = first
            found.append(
                Sentence(document.id, first, last, text, number, len(found), headline=headline, line=line, page=page)
            )
    return found


def holding(text: str, told: Sequence[Sentence], words: Iterable[str]) -> Sequence[Sentence]:
    """Return those sentences of a text, in order, in which any of some words (lower case) may stand, if only within another."""
    low = lowered(text)
    if len(low) != len(text):
        return told
    starts = [s.start for s in told]
    found: set[int] = set()
    for word in words:
        at = low.find(word)
        while at >= 0:
            number = bisect(starts, at) - 1
            found.add(number)
            at = low.find(word, max(at + 1, told[number].end if number >= 0 else 0))
    return [told[number] for number in sorted(found) if number >= 0]


def bounds(text: str, *, keeps: frozenset[str] = frozenset()) -> Iterator[tuple[int, int]]:
    """Yield start and end of the sentences of a text, furniture and datelines included.

    ``keeps`` are words (in lower case) after which a full stop ends no sentence, beside the abbreviations of the language.
    """
    breaks = not _hard_wrapped(text)
    for start, end in _paragraphs(text):
        yield from _pieces(text, start, end, (), breaks=breaks, keeps=keeps)


def datelines(document: Document) -> list[Dateline]:
    """Return the datelines that open paragraphs ("LIMA, 9 Oct 88 (EFE) --"), or the line under a headline."""
    return list(_datelines(document.text))


@lru_cache(maxsize=4)
def _datelines(text: str) -> tuple[Dateline, ...]:
    found = []
    for start, end in _paragraphs(text):
        match = _DATELINE.match(text, start, start + _DATELINE_MOST)
        if not (match and _is_filed(match, opens=start == 0)):
            match = _under_headline(text, start, end)
        if match:
            found.append(Dateline(match.start("place"), match.end(), match.end("place"), match["date"]))
    return tuple(found)


def _under_headline(text: str, start: int, end: int) -> re.Match[str] | None:
    """Return a dateline with its date or agency that opens the second line of a paragraph."""
    line = text.find("\n", start, start + _DATELINE_MOST) + 1
    match = _DATELINE.match(text, line, line + _DATELINE_MOST) if start < line < end else None
    full = match is not None and match["colon"] is None and (match["date"] or match["agency"] or match["wire"])
    return match if full else None


def _is_filed(match: re.Match[str], *, opens: bool) -> bool:
    """Whether what opens a paragraph is a dateline: a date, brackets, an agency or capitals; before a colon capitals only."""
    agency = match["agency"] or match["wire"]
    capitals = re.split(r"[(,]", match["place"])[0].strip().isupper()
    if match["colon"]:
        return capitals and bool(match["date"] or agency or opens or match["place"].count(" ") < _DATELINE_WORDS)
    return capitals or opens or "(" in match["place"] or bool(match["date"] or agency)


def _spans(parts: Sequence[Span] | Sequence[Dateline]) -> list[tuple[int, int]]:
    return [(part.start, part.end) for part in parts]


def _hard_wrapped(text: str) -> bool:
    """Whether lines break within sentences at a fixed width."""
    lines = [line.rstrip() for line in text.split("\n")]
    pairs = [(a, b.lstrip()) for a, b in pairwise(lines) if a and b]
    if not pairs or max(map(len, lines)) > _WRAP_WIDTH:
        return False
    broken = [(a, b) for a, b in pairs if a[-1] not in _TERMINAL]
    goes_on = sum(b[:1].islower() for _, b in broken)
    return len(broken) >= _WRAPPED_SHARE * len(pairs) and goes_on >= _GOES_ON_SHARE * len(broken)


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _BLANK.finditer(text):
        if text[start : match.start()].strip():
            yield start, match.start()
        start = match.end()
    if text[start:].strip():
        yield start, len(text)


def _pieces(  # noqa: PLR0913 - a stretch of a text and how it is cut
    text: str,
    start: int,
    end: int,
    skip: Sequence[tuple[int, int]],
    *,
    breaks: bool,
    keeps: frozenset[str] = frozenset(),
) -> Iterator[tuple[int, int]]:
    """Yield the sentences of one paragraph; ``breaks`` says that a line's end ends a sentence."""
    for first, last in _without(start, end, skip):
        begin = first
        for match in _END.finditer(text, first, last):
            if match[0] == "\n" and not breaks:
                continue
            if _is_shortened(text, begin, match.end(), keeps):
                continue
            if match[0] == "." and _NUMBER_ALONE.fullmatch(text, begin, match.end()):
                continue
            yield from _trimmed(text, begin, match.end())
            begin = match.end()
        yield from _trimmed(text, begin, last)


def _is_shortened(text: str, begin: int, end: int, keeps: frozenset[str]) -> bool:
    """Whether a stretch ends in an abbreviation, an initial or initials with their full stop."""
    last = end - 1 if text[end - 1] != "\n" else end - 2
    if last < begin or text[last] != ".":
        return False
    pattern, endings = _shortened(keeps)
    tail = text[max(begin, last - 2) : last]
    if len(tail) == 2 and tail.isalnum() and tail.isascii() and tail.lower() not in endings:
        return False
    return pattern.search(text, max(begin, end - _LOOK_BACK), end) is not None


@lru_cache(maxsize=8)
def _shortened(keeps: frozenset[str]) -> tuple[re.Pattern[str], frozenset[str]]:
    """Return the pattern of what is shortened, and the last two letters of words that are: most others are told by them."""
    words = read(language.path("tokens.toml"))["tokens"]
    listed = keeps.union(*(words[name] for name in ("abbreviations", "small_abbreviations", "inside_sentences")))
    either = "|".join(map(re.escape, sorted(listed)))
    pattern = re.compile(rf"(?:\b(?:{either})|\b[^\W\d_]|(?:[^\W\d_]\.)+[^\W\d_])\.$", re.IGNORECASE)
    return pattern, frozenset(word[-2:].lower() for word in listed)


def _without(start: int, end: int, skip: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for first, last in islice(skip, max(0, bisect_left(skip, (start, start)) - 1), None):
        if first >= end:
            break
        if last <= start:
            continue
        if first > start:
            yield start, first
        start = last
    if start < end:
        yield start, end


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield a piece without the blanks around it, in parts where it is longer than any sentence."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > _LONGEST:
        cut = text.rfind(" ", start + 1, start + _LONGEST)
        cut = cut if cut > start else start + _LONGEST
        yield from _trimmed(text, start, cut)
        start = cut
    if _LETTER_OR_DIGIT.search(text, start, end):
        yield start, end
