"""Place names in a language that is read through its gloss: gazetteer names, their inflection and clitics taken off.

A word is looked up as it stands and with its ending put back to the nominative, word after word along the gazetteer's
names. What is found is a name where it stands as names do: beside a word for its kind, after a preposition of place,
with a capital among small letters, or well known. A name that a word for a settlement introduces is one even where the
gazetteer lacks it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

from geoinc.gazetteer.file.columns import KINDS, NameFlag
from geoinc.gazetteer.names.fold import fold
from geoinc.model import Mention, MentionKind, PlaceKind
from geoinc.text.gloss.pieces import Piece, pieces_of
from geoinc.text.gloss.words import Word, words_of

if TYPE_CHECKING:
    from geoinc.gazetteer import Gazetteer
    from geoinc.language.wordbook import Wordbook

MOST_WORDS: Final = 5
MOST_FORMS: Final = 40
"""Spellings of one word that are followed."""

SHORTEST_STEM: Final = 2
SHORTEST: Final = 3
BENT_COST: Final = 0.12
"""How much less important a place may be to be preferred, where its name stands as it is written."""

KNOWN: Final = 0.34
"""From this importance on a place is named without any word beside it that says so."""

FAMOUS: Final = 0.5
"""From this importance on its name is one beside other capitals, and at the start of a sentence, too."""

PLACING: Final = frozenset({"preposition", "direction", "generic", "unit"})
"""Sections whose words stand before places."""

LARGE: Final = frozenset({PlaceKind.COUNTRY, PlaceKind.ADMIN1, PlaceKind.CONTINENT, PlaceKind.REGION})
_BARRED: Final = frozenset({"people", "person", "harm", "time", "number", "speech", "measure", "stop", "subset", "link", "hedge", "vague", "unreal", "negation", "other", "given", "event", "weak"})  # fmt: skip
"""A word of these sections is a name only behind a word for its kind."""


@dataclass(frozen=True, slots=True)
class Found:
    """A mention and how the gazetteer writes its name."""

    mention: Mention
    base: str


@dataclass(frozen=True, slots=True)
class _Candidate:
    first: int
    last: int
    start: int
    base: str
    importance: float
    score: float
    large: bool
    ordinary: bool


class InflectedNames:
    """Finds the names of one gazetteer in texts of languages with a wordbook."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        """Keep the gazetteer."""
        self._gazetteer = gazetteer
        self._keys = gazetteer.store.keys

    def find(self, text: str, book: Wordbook, *, offset: int = 0) -> list[Found]:
        """Return the place names of a text in its order, not overlapping.

        Parameters
        ----------
        offset
            Where the text begins in its document: added to the offsets of mentions.
        """
        words = words_of(text, book)
        pieces = pieces_of(text, book)
        around = _Around(text, words, pieces, book)
        found: list[Found] = []
        at = 0
        while at < len(words):
            best = self._best(words, at, around, book)
            unknown = None if best else around.called(at)
            if best is None and unknown is None:
                at += 1
                continue
            if best:
                start, last, base = best.start, best.last, best.base
            else:
                assert unknown
                start, last, base = unknown
            end = words[last].end
            kind = MentionKind.METONYMIC if around.acts(start) else MentionKind.LITERAL
            found.append(Found(Mention(start + offset, end + offset, text[start:end], kind), base))
            at = last + 1
        return found

    def _best(self, words: Sequence[Word], at: int, around: _Around, book: Wordbook) -> _Candidate | None:
        word = words[at]
        if word.kind != "word" or (book.cased and not word.capital):
            return None
        candidates = sorted(self._candidates(words, at, book), key=lambda c: (c.last, c.score), reverse=True)
        return next((c for c in candidates if around.accepts(c)), None)

    def _candidates(self, words: Sequence[Word], at: int, book: Wordbook) -> Iterator[_Candidate]:
        best: dict[tuple[int, int], _Candidate] = {}
        for skipped, rest in book.splits(words[at].plain):
            start = words[at].start + sum(length for length, _ in skipped)
            for last, base, bent in self._walk(words, at, rest, book):
                candidate = self._described(at, last, start, base, bent=bent or bool(skipped))
                known = best.get((at, last))
                if candidate and (known is None or candidate.score > known.score):
                    best[at, last] = candidate
        yield from best.values()

    def _described(self, first: int, last: int, start: int, base: str, *, bent: bool) -> _Candidate | None:
        key = self._keys.get(fold(base), -1)
        if key < 0:
            return None
        places = self._gazetteer.indices_of_key(key)
        if not len(places):
            return None
        columns, index = self._gazetteer.columns, int(places[0])
        importance = float(columns.importance[index])
        large = KINDS[columns.kind[index]] in LARGE
        ordinary = bool(int(self._gazetteer.store.key_flags[key]) & NameFlag.ORDINARY)
        return _Candidate(
            first, last, start, base, importance, importance - BENT_COST * bent, large=large, ordinary=ordinary
        )

    def _walk(self, words: Sequence[Word], at: int, plain: str, book: Wordbook) -> Iterator[tuple[int, str, bool]]:
        """Yield (last word, name, whether anything was changed) of the gazetteer's names that begin at a word."""
        heads = [(form, form != plain) for form in forms(plain, book)]
        here = at
        while heads and here - at < MOST_WORDS:
            reached = []
            for head, bent in heads[:MOST_FORMS]:
                means = book.names.get(head)
                if means:
                    yield here, means, False
                elif self._keys.get(fold(head), -1) >= 0:
                    yield here, head, bent
                if self._goes_on(head, book):
                    reached.append((head, bent))
            step = _next(words, here)
            if step is None or not reached:
                return
            here = step
            following = list(forms(words[here].plain, book))
            heads = [
                (f"{head} {form}", bent or form != words[here].plain)
                for head, bent in reached
                for form in following
                if self._begins(f"{head} {form}", book)
            ]

    def _goes_on(self, head: str, book: Wordbook) -> bool:
        return self._begins(f"{head} ", book)

    def _begins(self, prefix: str, book: Wordbook) -> bool:
        folded = fold(prefix) + (" " if prefix.endswith(" ") else "")
        if next(islice(self._keys.iterkeys(folded), 1), None) is not None:
            return True
        return any(name.startswith(prefix) for name in _several(book))


def _several(book: Wordbook) -> tuple[str, ...]:
    known = _SEVERAL.get(book.code)
    if known is None:
        known = _SEVERAL[book.code] = tuple(name for name in book.names if " " in name)
    return known


_SEVERAL: dict[str, tuple[str, ...]] = {}


def _next(words: Sequence[Word], at: int) -> int | None:
    """Return the number of the word that goes on a name: after a blank or a hyphen."""
    following = at + 1
    if following < len(words) and words[following].text in {"-", "‑", "–"}:
        tight = words[following].start == words[at].end and following + 1 < len(words)
        if not tight or words[following + 1].start != words[following].end:
            return None
        following += 1
    if following >= len(words) or words[following].kind not in {"word", "number"}:
        return None
    return following if words[following].start - words[at].end <= 1 else None


def forms(plain: str, book: Wordbook) -> Iterator[str]:
    """Yield a plain word as it stands, then with each ending that it may have put back to the nominative."""
    yield plain
    seen = {plain}
    for ending, nominatives in book.endings:
        if plain.endswith(ending) and len(plain) - len(ending) >= SHORTEST_STEM:
            stem = plain[: len(plain) - len(ending)] if ending else plain
            for nominative in nominatives:
                form = stem + nominative
                if form not in seen and len(form) >= SHORTEST_STEM:
                    seen.add(form)
                    yield form


class _Around:
    """What stands around the words of one text."""

    def __init__(self, text: str, words: Sequence[Word], pieces: Sequence[Piece], book: Wordbook) -> None:
        self._text, self._words, self._book = text, words, book
        self._pieces = pieces
        self._ends = {piece.end: i for i, piece in enumerate(pieces)}
        self._starts = {piece.start: i for i, piece in enumerate(pieces)}

    def _before(self, start: int) -> Piece | None:
        """Return the piece before an offset, across blanks alone."""
        head = start
        while head and self._text[head - 1] in " \u00a0«\"“„'":
            head -= 1
        index = self._ends.get(head)
        return self._pieces[index] if index is not None else None

    def _after(self, end: int) -> Piece | None:
        tail = end
        while tail < len(self._text) and self._text[tail] in " \u00a0":
            tail += 1
        index = self._starts.get(tail)
        return self._pieces[index] if index is not None else None

    def _at(self, start: int) -> Piece | None:
        index = self._starts.get(start)
        return self._pieces[index] if index is not None else None

    def classed(self, candidate: _Candidate) -> bool:
        """Whether a word for a kind of place stands beside a candidate."""
        before, after = self._before(candidate.start), self._after(self._words[candidate.last].end)
        return (before is not None and before.tag == "generic") or (
            self._book.cased and after is not None and after.tag == "generic" and not after.capital
        )

    def placed(self, start: int) -> bool:
        """Whether what stands before an offset stands before places."""
        before = self._before(start)
        if before is not None and before.tag == "clitic":
            return before.gloss in {"in", "to", "from", "of"}
        return before is not None and before.tag in PLACING

    def acts(self, start: int) -> bool:
        """Whether a name is of somebody who acts: "the government of", "the army of"."""
        before = self._before(start)
        return before is not None and before.tag in {"institution", "actor"}

    def accepts(self, candidate: _Candidate) -> bool:
        """Whether a name of the gazetteer is one here."""
        words = self._words
        first, last = words[candidate.first], words[candidate.last]
        if last.end - candidate.start < SHORTEST:
            return False
        classed, several = self.classed(candidate), candidate.last > candidate.first
        own = self._at(candidate.start)
        inside = own is not None and own.known and own.end >= last.end
        if inside and own is not None and (own.tag in _BARRED or own.tag in PLACING or own.tag in {"institution", "actor", "according", "aside"}):
            return classed and own.tag not in PLACING and self._book.cased and not self._opens(candidate.first)
        if not self._book.cased:
            return self._accepts_caseless(candidate, classed=classed, several=several)
        if any(w.kind == "word" and not w.capital for w in (first, last)) and not several:
            return False
        if classed or several:
            return True
        if self._is_part_of_name(candidate) and candidate.importance < FAMOUS:
            return False
        if self._opens(candidate.first):
            return candidate.importance >= KNOWN and not candidate.ordinary
        return self.placed(candidate.start) or candidate.importance >= KNOWN or candidate.large

    def _accepts_caseless(self, candidate: _Candidate, *, classed: bool, several: bool) -> bool:
        before = self._before(candidate.start)
        if before is not None and before.tag == "given":
            return False
        if classed:
            return True
        if several:
            return candidate.importance >= KNOWN / 2 or self.placed(candidate.start)
        if self.placed(candidate.start):
            return candidate.importance >= KNOWN / 2
        return candidate.importance >= KNOWN and (candidate.large or candidate.score >= KNOWN)

    def _opens(self, at: int) -> bool:
        """Whether a word opens a sentence."""
        before = self._before(self._words[at].start)
        return before is None or before.tag == "stop"

    def _is_part_of_name(self, candidate: _Candidate) -> bool:
        """Whether an unknown capital word stands right beside: a person's or an organisation's name."""
        before, after = self._before(candidate.start), self._after(self._words[candidate.last].end)
        first = before is not None and before.tag in {"unknown", "given"} and before.capital
        return first or (after is not None and after.tag in {"unknown", "given"} and after.capital)

    def called(self, at: int) -> tuple[int, int, str] | None:
        """Return (start, last word, name) of an unknown name behind a word for its kind."""
        word = self._words[at]
        before = self._before(word.start)
        if word.kind != "word" or before is None or before.tag != "generic":
            return None
        own = self._at(word.start)
        if own is None or own.known or len(word.plain) < SHORTEST:
            return None
        if self._book.cased:
            return self._capitals(at) if word.capital and not before.gloss.startswith("region") else None
        return (word.start, at, self._text[word.start : word.end]) if before.gloss.endswith(" of") else None

    def _capitals(self, at: int) -> tuple[int, int, str]:
        last = at
        while (step := _next(self._words, last)) is not None and self._words[step].capital:
            piece = self._at(self._words[step].start)
            if piece is None or piece.known:
                break
            last = step
        start, end = self._words[at].start, self._words[last].end
        return start, last, self._text[start:end]
