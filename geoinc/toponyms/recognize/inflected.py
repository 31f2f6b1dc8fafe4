"""Place names in a language that is read through its gloss: gazetteer names, their inflection and clitics taken off.

A word is looked up as it stands and with its ending put back to the nominative, word after word along the gazetteer's
names. What is found is a name where it stands as names do: beside a word for its kind, after a preposition of place,
with a capital among small letters, or well known. A name that a word for a settlement introduces is one even where the
gazetteer lacks it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from itertools import islice, pairwise, zip_longest
from typing import TYPE_CHECKING, Final
from unicodedata import category

from rapidfuzz import fuzz

from geoinc.gazetteer.file.columns import KINDS, NameFlag
from geoinc.gazetteer.names.fold import fold
from geoinc.gazetteer.names.skeleton import sound
from geoinc.model import Mention, MentionKind, PlaceKind
from geoinc.text.gloss.pieces import Piece, pieces_of
from geoinc.text.gloss.words import GlossWord, words_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from geoinc.gazetteer import Gazetteer
    from geoinc.language.wordbook import Wordbook

MOST_WORDS: Final = 5
MOST_FORMS: Final = 40
"""Spellings of one word that are followed."""

SHORTEST_STEM: Final = 1
SHORTEST: Final = 3
LONGEST_ACRONYM: Final = 3
BENT_COST: Final = 0.12
"""How much less important a place may be to be preferred, where its name stands as it is written."""

KNOWN: Final = 0.62
"""From this importance on a place is named without any word beside it that says so."""

LISTED: Final = 0.58
"""From this importance on (people are counted there) a name with a capital within a sentence is a place's."""

FAMOUS: Final = 0.72
"""From this importance on its name is one beside other capitals, and at the start of a sentence, too."""

ALIKE: Final = 60.0
"""From this likeness of sounds (0 to 100) on a place's own name is how a text calls it."""

RIVAL: Final = 0.08
"""How much more important than its namesakes a place must be to be the one of its name."""

PLACING: Final = frozenset({"preposition", "direction", "generic", "unit"})
"""Sections whose words stand before places."""

LOOSE: Final = frozenset({"from", "to", "at", "across", "with", "of"})
"""English of prepositions that stand before people as often as before places, in a script that tells names by capitals."""

LEADING: Final = frozenset({"preposition", "direction", "aside"})
"""Sections whose words stand right before places."""

TOWNS: Final = ("city", "town")
"""How the English of words for towns begins."""

SMALL_KINDS: Final = ("town of", "village", "quarter of", "district of", "camp of")
"""How the English of words for places begins that no country or first-order unit is."""

UNITS: Final = ("province", "region", "district", "republic")
"""How the English of words for units begins."""

RESCUERS: Final = "civil defence"
"""The English of institutions that are where what they tell of is."""

MOST_SPELLINGS: Final = 9
"""Forms of an unknown name that are sought by their sound."""

LARGE: Final = frozenset({PlaceKind.COUNTRY, PlaceKind.ADMIN1, PlaceKind.CONTINENT, PlaceKind.REGION})
_BARRED: Final = frozenset({"people", "person", "harm", "time", "number", "speech", "measure", "stop", "subset", "link", "hedge", "vague", "unreal", "negation", "other", "given", "event", "weak", "act", "role", "armed", "group", "rise", "former", "found", "occurred", "relative", "play", "reaction", "total"})  # fmt: skip
"""A word of these sections is a name only behind a word for its kind."""


_LIGHT: Final = frozenset(" \u00a0«\"“„'")
_HYPHENS: Final = frozenset("-‑–")
_AFTER_KIND: Final = frozenset({"lead", "aside"})
"""Words of these sections, right behind one for a kind of place, are its name ("the town of Went")."""

_HOME_CLITICS: Final = frozenset({"", "in", "to", "from"})
_ACTING: Final = frozenset({"institution", "actor", "according", "aside", "speech"})


@dataclass(frozen=True, slots=True)
class Found:
    """A mention and how the gazetteer writes its name; ``large`` where that is first of all a country's, unit's or region's.

    ``guessed`` where it is little known, or only the words around it say that it is a name; ``adjective`` where an adjective stands for it.
    ``unlisted`` where the gazetteer has no such name; ``weak`` where it is one only if a place of the country that the text
    names has it, or sounds like it. ``spellings`` are what it may be without its ending.
    """

    mention: Mention
    base: str
    large: bool = False
    guessed: bool = False
    adjective: bool = False
    unlisted: bool = False
    weak: bool = False
    spellings: tuple[str, ...] = ()


_NO_MENTION: Final = Mention(0, 0, "")


class Change(IntEnum):
    """What was done to a word to find a name in it; a name of several words has the greatest."""

    NONE = 0
    ENDING = 1
    ADJECTIVE = 2


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
    joined: str
    listed: bool
    adjective: bool
    top: int


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
        around = _Around(text, words, pieces, book, self._is_known)
        found: list[Found] = []
        at = 0
        while at < len(words):
            best = self._best(words, at, around, book)
            unknown = None if best else around.called(at, lambda i: self._best(words, i, around, book) is not None)
            hinted = None if best or unknown else around.hinted(at)
            called = unknown or hinted
            one = self._known(self._of_kind(best, around)) if best else None
            if called:
                one = self._unknown(words, called, book, weak=called is hinted)
            elif one is None and (at_home := self._at_home(words, at, around, book)):
                one = self._known(at_home)
                one = (*one[:2], replace(one[2], guessed=True, weak=True))
            if one is None:
                at += 1
                continue
            start, last, found_as = one
            end = words[last].end
            if not found_as.weak:
                around.listing = around.is_classed(start) or (around.listing and around.placed(start))
                around.named = end
            kind = MentionKind.METONYMIC if around.acts(start, large=found_as.large) else MentionKind.LITERAL
            found.append(replace(found_as, mention=Mention(start + offset, end + offset, text[start:end], kind)))
            at = last + 1
        return found

    def _is_known(self, word: str) -> bool:
        """Whether a word as it stands is the name of a place of some size."""
        places = self._gazetteer.indices(fold(word))
        return bool(len(places)) and float(self._gazetteer.columns.importance[int(places[0])]) >= LISTED

    def _of_kind(self, best: _Candidate, around: _Around) -> _Candidate:
        """Return a name as the word for its kind makes it: "lake Chad" is Lake Chad, a unit has its place's Latin name."""
        kind = around.kind_before(best.start)
        if kind is None:
            return best
        if kind.gloss.startswith(UNITS) and not best.base.isascii():
            return replace(best, base=latin_name(self._gazetteer, best.top, best.base))
        if best.listed and best.large and kind.gloss.startswith(SMALL_KINDS):
            return replace(best, base=around.written(best), large=False)  # the municipality of Argelia is no country
        base = f"{kind.gloss.capitalize()} {best.base}"
        places = self._gazetteer.indices(fold(base))
        if kind.gloss.endswith(" of") or not len(places):
            return best
        importance = float(self._gazetteer.columns.importance[int(places[0])])
        return replace(best, start=kind.start, base=base, large=False, importance=importance)

    def _known(self, best: _Candidate) -> tuple[int, int, Found]:
        return (
            best.start,
            best.last,
            Found(_NO_MENTION, best.base, best.large, guessed=best.importance < KNOWN, adjective=best.adjective),
        )

    def _unknown(
        self, words: Sequence[GlossWord], called: tuple[int, int, str], book: Wordbook, *, weak: bool
    ) -> tuple[int, int, Found]:
        start, last, text = called
        at = next(i for i in range(last, -1, -1) if words[i].start <= start)
        latin = self._latin(words[at : last + 1], book)
        found = Found(
            _NO_MENTION,
            latin or text,
            guessed=True,
            unlisted=latin is None and self._keys.get(fold(text), -1) < 0,
            weak=weak,
            spellings=(text, *islice(_likeliest(words[last].plain, book), MOST_SPELLINGS)) if at == last else (text,),
        )
        return start, last, found

    def _best(self, words: Sequence[GlossWord], at: int, around: _Around, book: Wordbook) -> _Candidate | None:
        word = words[at]
        small = book.cased and not word.capital
        if word.kind != "word" or (small and word.plain not in book.small_heads):
            return None
        candidates = sorted(self._candidates(words, at, book), key=lambda c: (c.last, c.score), reverse=True)
        if small:
            return next((c for c in candidates if c.last > at and words[c.last].capital and c.listed), None)
        best = next((c for c in candidates if around.accepts(c)), None)
        return None if best and self._is_outdone(words, best, around, book) else best

    def _is_outdone(self, words: Sequence[GlossWord], best: _Candidate, around: _Around, book: Wordbook) -> bool:
        """Whether a name that begins with a word for a town is, without it, a greater place's: "the city of Herat"."""
        if best.last == best.first or not around.is_town(best.first):
            return False
        rest = [c for c in self._candidates(words, best.first + 1, book) if c.last == best.last]
        return any(c.importance > best.importance for c in rest)

    def _at_home(self, words: Sequence[GlossWord], at: int, around: _Around, book: Wordbook) -> _Candidate | None:
        """Return the place that a word names if the text is of its country, where neither its capital nor what stands beside it tells."""
        if words[at].kind != "word" or (book.cased and not words[at].capital):
            return None
        candidates = sorted(self._candidates(words, at, book), key=lambda c: (c.last, c.score), reverse=True)
        return next((c for c in candidates if around.may_be_at_home(c)), None)

    def _candidates(self, words: Sequence[GlossWord], at: int, book: Wordbook) -> Iterator[_Candidate]:
        best: dict[tuple[int, int], _Candidate] = {}
        means = _meanings(book)
        for skipped, rest in book.splits(words[at].plain):
            if any(not gloss for _, gloss in skipped):
                continue
            start = words[at].start + sum(length for length, _ in skipped)
            for last, base, change in self._walk(words, at, rest, book):
                candidate = self._described(
                    at, last, start, base, change=change, joined=skipped[-1][1] if skipped else "", listed=base in means
                )
                known = best.get((at, last))
                if candidate and (known is None or candidate.score > known.score):
                    best[at, last] = candidate
        yield from best.values()

    def _described(  # noqa: PLR0913 - what a candidate is made of
        self, first: int, last: int, start: int, base: str, *, change: Change, joined: str, listed: bool
    ) -> _Candidate | None:
        key = self._keys.get(fold(base), -1)
        if key < 0:
            return None
        places = self._gazetteer.indices_of_key(key)
        if not len(places):
            return None
        columns, index = self._gazetteer.columns, int(places[0])
        importance = float(columns.importance[index])
        large = KINDS[columns.kind[index]] in LARGE
        base = self._own_name(base, places)
        ordinary = bool(int(self._gazetteer.store.key_flags[key]) & NameFlag.ORDINARY)
        return _Candidate(
            first,
            last,
            start,
            base,
            importance,
            importance - BENT_COST * (change is not Change.NONE or bool(joined)),
            large=large,
            ordinary=ordinary,
            joined=joined,
            listed=listed,
            adjective=change is Change.ADJECTIVE,
            top=index,
        )

    def _latin(self, words: Sequence[GlossWord], book: Wordbook) -> str | None:
        """Return the gazetteer's Latin name for words of another script that it lacks, as their letters are written."""
        if not book.cased or not book.romanised or len(words) > MOST_WORDS:
            return None
        heads = [""]
        for word in words:
            if word.kind == "word":
                written = [fold(book.romanise(form)) for form in forms(word.plain, book)]
                latin = dict.fromkeys([*written, *(one.replace("y", "i") for one in written)])
                heads = [f"{head} {one}".strip() for head in heads for one in latin][:MOST_FORMS]
        known = (head for head in heads if self._keys.get(head, -1) >= 0)
        return next((head.title() for head in known if len(self._gazetteer.indices(head))), None)

    def _own_name(self, name: str, places: NDArray[np.uint32]) -> str:
        """Return the Latin name of the place that a name of another script stands for, where it is known by it alone.

        A name that several places of like importance share stays: the text around decides between them.
        """
        columns, index = self._gazetteer.columns, int(places[0])
        rival = float(columns.importance[places[1]]) if len(places) > 1 else 0.0
        if name.isascii() or float(columns.importance[index]) - rival < RIVAL:
            return name
        own = latin_name(self._gazetteer, index, name)
        same = self._gazetteer.indices(own)
        return own if len(same) and int(same[0]) == index else name

    def _walk(
        self, words: Sequence[GlossWord], at: int, plain: str, book: Wordbook
    ) -> Iterator[tuple[int, str, Change]]:
        """Yield (last word, name, what was changed) of the gazetteer's names that begin at a word."""
        heads = list(changed(plain, book))
        here = at
        while heads and here - at < MOST_WORDS:
            reached = []
            for head, change in heads[:MOST_FORMS]:
                means = book.names.get(head)
                if means:
                    yield here, means, change
                elif self._keys.get(fold(head), -1) >= 0:
                    yield here, head.title() if book.cased else head, change
                if self._goes_on(head, book):
                    reached.append((head, change))
            step = _next(words, here)
            if step is None or not reached:
                return
            here = step
            following = list(changed(words[here].plain, book))
            heads = [
                (f"{head} {form}", max(change, other))
                for head, change in reached
                for form, other in following
                if self._begins(f"{head} {form}", book)
            ]

    def _goes_on(self, head: str, book: Wordbook) -> bool:
        return self._begins(f"{head} ", book)

    def _begins(self, prefix: str, book: Wordbook) -> bool:
        folded = fold(prefix) + (" " if prefix.endswith(" ") else "")
        if next(islice(self._keys.iterkeys(folded), 1), None) is not None:
            return True
        return prefix in _several(book)


def latin_name(gazetteer: Gazetteer, index: int, name: str) -> str:
    """Return the name in Latin letters by which a place is called in a text: its own, or the one that sounds most alike.

    >>> latin_name(gazetteer, donetsk, "Донецк")  # doctest: +SKIP
    'Donetsk'
    """
    own = gazetteer.store.own_name(index)
    heard = sound(fold(name))
    if name.isascii() or fuzz.ratio(heard, sound(fold(own))) >= ALIKE:
        return own
    latin = [
        other for other in gazetteer.names(index) if (other.isascii() and " " not in other.strip()) or other == own
    ]
    return max(latin, key=lambda other: (fuzz.ratio(heard, sound(fold(other))), other == own), default=own)


def _several(book: Wordbook) -> frozenset[str]:
    """Return how a book's names of several words begin: their first words, and those with the blank that goes on."""
    known = _SEVERAL.get(book.code)
    if known is None:
        words = [name.split(" ") for name in book.names if " " in name]
        heads = {" ".join(parts[:n]) for parts in words for n in range(1, len(parts) + 1)}
        going_on = {f"{' '.join(parts[:n])} " for parts in words for n in range(1, len(parts))}
        known = _SEVERAL[book.code] = frozenset(heads | going_on)
    return known


_SEVERAL: dict[str, frozenset[str]] = {}


def _meanings(book: Wordbook) -> frozenset[str]:
    known = _MEANINGS.get(book.code)
    if known is None:
        known = _MEANINGS[book.code] = frozenset(book.names.values())
    return known


_MEANINGS: dict[str, frozenset[str]] = {}


def _next(words: Sequence[GlossWord], at: int) -> int | None:
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
    return (form for form, _ in changed(plain, book))


def _likeliest(plain: str, book: Wordbook) -> Iterator[str]:
    """Yield the forms of a plain word but itself, the nouns of an adjective in between those of its endings."""
    found: dict[Change, list[str]] = {Change.ADJECTIVE: [], Change.ENDING: [], Change.NONE: []}
    for form, change in changed(plain, book):
        found[change].append(form)
    for pair in zip_longest(found[Change.ADJECTIVE], found[Change.ENDING]):
        yield from (form for form in pair if form)


def changed(plain: str, book: Wordbook) -> Iterator[tuple[str, Change]]:
    """Yield the forms of a plain word and what was changed for each: its ending, or its adjective to a noun."""
    yield plain, Change.NONE
    seen = {plain}
    for endings, change in ((book.endings, Change.ENDING), (book.adjectives, Change.ADJECTIVE)):
        for ending, nominatives in endings:
            if plain.endswith(ending) and len(plain) - len(ending) >= SHORTEST_STEM:
                stem = plain[: len(plain) - len(ending)]
                for form in (stem + nominative for nominative in nominatives):
                    if form not in seen and len(form) > SHORTEST_STEM:
                        seen.add(form)
                        yield form, change


def _covers(words: Sequence[GlossWord], pieces: Sequence[Piece]) -> list[Piece | None]:
    """Return for each word the last piece that touches it: the one behind its clitics."""
    found: list[Piece | None] = [None] * len(words)
    at = 0
    for piece in pieces:
        while at < len(words) and words[at].end <= piece.start:
            at += 1
        here = at
        while here < len(words) and words[here].start < piece.end:
            found[here] = piece
            here += 1
    return found


def _people(pieces: Sequence[Piece]) -> Iterator[str]:
    """Yield the beginnings of the surnames that follow a given name."""
    for given, name in pairwise(pieces):
        if given.tag == "given" and name.tag == "unknown" and name.capital and len(name.plain) >= SHORTEST:
            yield name.plain[: max(SHORTEST, len(name.plain) - 2)]


def _is_name_part(piece: Piece) -> bool:
    """Whether a piece is an unknown word with a capital; one all in capitals stands for an office or group."""
    return piece.tag in {"unknown", "given"} and piece.capital and not piece.gloss.isupper()


class _Around:
    """What stands around the words of one text."""

    def __init__(
        self,
        text: str,
        words: Sequence[GlossWord],
        pieces: Sequence[Piece],
        book: Wordbook,
        known: Callable[[str], bool],
    ) -> None:
        self._text, self._words, self._book, self._is_known = text, words, book, known
        self.named = -1
        self.listing = False
        self._people = tuple(_people(pieces))
        self._pieces = pieces
        self._ends = {piece.end: i for i, piece in enumerate(pieces)}
        self._over = _covers(words, pieces)
        self._starts = {piece.start: i for i, piece in enumerate(pieces)}

    def _before(self, start: int) -> Piece | None:
        """Return the piece before an offset, across blanks alone."""
        head = start
        while (
            head
            and head not in self._ends
            and (self._text[head - 1] in _LIGHT or category(self._text[head - 1]) == "Cf")
        ):
            head -= 1
        index = self._ends.get(head)
        return self._pieces[index] if index is not None else None

    def _after(self, end: int) -> Piece | None:
        tail = end
        while tail < len(self._text) and (self._text[tail] in " \u00a0" or category(self._text[tail]) == "Cf"):
            tail += 1
        index = self._starts.get(tail)
        return self._pieces[index] if index is not None else None

    def _at(self, start: int) -> Piece | None:
        index = self._starts.get(start)
        return self._pieces[index] if index is not None else None

    def classed(self, candidate: _Candidate) -> bool:
        """Whether a word for a kind of place stands beside a candidate."""
        before, after = self._before(candidate.start), self._after(self._words[candidate.last].end)
        return (before is not None and before.tag == "generic" and not self._is_named(before)) or (
            self._book.cased and after is not None and after.tag == "generic" and self._is_common(after)
        )

    def _is_named(self, kind: Piece) -> bool:
        """Whether a word for a kind of place is that of the name right before it: "X district" says nothing of what follows."""
        return self._book.cased and self.named >= 0 and self._text[self.named : kind.start] in {" ", "\u00a0"}

    def _is_common(self, piece: Piece) -> bool:
        """Whether a word is written small, or in capitals alone: no part of a name."""
        return not piece.capital or self._text[piece.start : piece.end].isupper()

    def kind_before(self, start: int) -> Piece | None:
        """Return the word for a kind of place before an offset, None where another word stands there."""
        before = self._before(start)
        return before if before is not None and before.tag == "generic" else None

    def written(self, candidate: _Candidate) -> str:
        """Return a candidate as its text has it."""
        return self._text[candidate.start : self._words[candidate.last].end]

    def is_classed(self, start: int) -> bool:
        """Whether a word for a kind of place stands before an offset."""
        before = self._before(start)
        return before is not None and before.tag == "generic"

    def placed(self, start: int) -> bool:
        """Whether what stands before an offset stands before places."""
        before = self._before(start)
        if before is None:
            return False
        if before.gloss in {"and", ",", "or"}:
            return self.named >= 0 and not self._text[self.named : before.start].strip()
        if before.tag in {"event", "aside", "site"}:
            return True
        if before.tag == "clitic":
            return before.gloss in {"in", "to", "from", "of"}
        if before.tag == "preposition" and self._book.cased:
            return before.gloss not in LOOSE
        return before.tag in PLACING

    def acts(self, start: int, *, large: bool) -> bool:
        """Whether a name is of somebody who acts: "the government of", "the army of", no town's rescuers."""
        before = self._before(start)
        if before is None or before.tag not in {"institution", "actor"} or (before.gloss == RESCUERS and not large):
            return False
        link = self._before(before.start)
        owner = self._before(link.start) if link is not None and link.gloss == "of" else None
        return owner is None or owner.tag != "unknown"  # a "post of police of" is a place

    def accepts(self, candidate: _Candidate) -> bool:
        """Whether a name of the gazetteer is one here."""
        first, last = self._words[candidate.first], self._words[candidate.last]
        classed, several = self.classed(candidate), candidate.last > candidate.first
        known = candidate.importance >= FAMOUS or (
            candidate.importance >= LISTED
            and (self._book.suffixed or (not self._book.cased and self._led(candidate.start)))
        )
        least = SHORTEST if classed or several or known else SHORTEST + 1
        short = last.end - candidate.start < least and not candidate.listed
        if (
            short
            or (self._is_torn(candidate.start, last.end) and not self._is_end_of_route(candidate))
            or (candidate.adjective and not classed and not candidate.listed)
        ):
            return False
        own = self._over[candidate.first]
        if own is not None and own.known and own.end >= last.end:
            return self._accepts_word(own, candidate, classed=classed)
        if not self._book.cased:
            return self._accepts_caseless(candidate, classed=classed, several=several)
        whole = last.capital or last.kind == "number" or candidate.listed or self._is_class(candidate.last)
        if not (first.capital and whole) or (not candidate.listed and self._is_acronym(candidate)):
            return False
        return classed or several or self._accepts_cased(candidate)

    def _is_acronym(self, candidate: _Candidate) -> bool:
        """Whether a candidate is short and in capitals alone in a text that has small letters, too: an office's or a group's."""
        name = self._text[candidate.start : self._words[candidate.last].end]
        return len(name) <= LONGEST_ACRONYM and name.isupper() and not self._text.isupper()

    def may_be_at_home(self, candidate: _Candidate) -> bool:
        """Whether a name of the gazetteer may be one in a text of its country: an unknown word, no part of a person's name."""
        first, last = self._words[candidate.first], self._words[candidate.last]
        if candidate.importance < LISTED or candidate.adjective or candidate.joined not in _HOME_CLITICS:
            return False
        if last.end - candidate.start < SHORTEST + (not self._book.cased) or self._is_torn(candidate.start, last.end):
            return False
        own, before = self._over[candidate.first], self._before(candidate.start)
        if own is None or own.tag != "unknown" or (before is not None and before.tag == "given"):
            return False
        if not self._book.cased:
            return True
        told = self._book.capital_nouns or (before is not None and before.gloss in LOOSE)
        person = first.plain.startswith(self._people) or self._is_part_of_name(candidate)
        return told and last.capital and not person

    def _is_class(self, at: int) -> bool:
        """Whether a word is one for a kind of place: the whole name wins that has it in the gazetteer."""
        piece = self._over[at]
        return piece is not None and piece.tag == "generic"

    def is_town(self, at: int) -> bool:
        """Whether a word is one for a town or city."""
        piece = self._over[at]
        return piece is not None and piece.tag == "generic" and piece.gloss.startswith(TOWNS)

    def _is_torn(self, start: int, end: int) -> bool:
        """Whether a hyphen joins a name to another capital: the whole of "Хан-Юнис" is a name, "Хан" is none."""
        before, after = self._text[max(0, start - 2) : start], self._text[end : end + 2]
        left = len(before) == 2 and before[1] in _HYPHENS and before[0].isalpha()
        return left or (after[:1] in _HYPHENS and after[1:].isupper())

    def _is_end_of_route(self, candidate: _Candidate) -> bool:
        """Whether a hyphen joins two towns of some size that are no name together: "the road Ocaña-Ábrego"."""
        if candidate.importance < LISTED or candidate.last > candidate.first or not self._book.cased:
            return False
        first, last = candidate.first, candidate.last
        beside = [
            self._words[at]
            for at, sign in ((first - 2, first - 1), (last + 2, last + 1))
            if 0 <= at < len(self._words) and self._words[sign].text in _HYPHENS
        ]
        return all(w.capital and self._is_known(w.text) for w in beside)

    def _accepts_word(self, own: Piece, candidate: _Candidate, *, classed: bool) -> bool:
        """Whether a word that the wordbook has is a name: behind a word for its kind alone."""
        if not self._book.cased:
            listed = self._goes_on(candidate) and self.listing and own.tag not in PLACING
            return (own.tag == "lead" and classed and candidate.last > candidate.first) or listed
        if own.tag in PLACING or (own.tag == "side" and candidate.adjective):
            return False  # a nationality is no place
        barred = own.tag in _BARRED or own.tag in _ACTING
        certain = classed or (candidate.listed and self._words[candidate.first].capital)
        return (certain and not self._opens(candidate.first)) if barred else True

    def _accepts_cased(self, candidate: _Candidate) -> bool:
        last_end = self._words[candidate.last].end
        known = candidate.importance >= (FAMOUS if self._book.capital_nouns else LISTED)
        person = not self._book.capital_nouns and (
            self._is_part_of_name(candidate) or self._words[candidate.first].plain.startswith(self._people)
        )
        if person and candidate.importance < FAMOUS and not candidate.listed:
            return False
        if self._opens(candidate.first):
            alone = not self._book.suffixed and self._text[last_end : last_end + 1].isspace()
            return candidate.importance >= (FAMOUS if alone else KNOWN) and not candidate.ordinary
        return known or candidate.large or self.placed(candidate.start)

    def _accepts_caseless(self, candidate: _Candidate, *, classed: bool, several: bool) -> bool:
        before = self._before(candidate.start)
        if before is not None and before.tag == "given":
            return False
        if classed:
            return True
        if several:
            return candidate.importance >= KNOWN / 2 or self.placed(candidate.start)
        if candidate.joined:
            if candidate.joined in {"in", "to", "from"} or self._goes_on(candidate):
                return candidate.importance >= (KNOWN / 2 if self.listing or candidate.listed else KNOWN)
        elif self.placed(candidate.start):
            return candidate.importance >= KNOWN / 2
        return candidate.importance >= KNOWN and (candidate.large or candidate.score >= FAMOUS)

    def _goes_on(self, candidate: _Candidate) -> bool:
        """Whether an "and" written together with a candidate joins it to the name right before."""
        between = self._text[max(self.named, 0) : self._words[candidate.first].start]
        return candidate.joined == "and" and self.named >= 0 and not between.strip()

    def _opens(self, at: int) -> bool:
        """Whether a word opens a sentence."""
        before = self._before(self._words[at].start)
        return before is None or before.tag == "end"

    def _is_part_of_name(self, candidate: _Candidate) -> bool:
        """Whether an unknown capital word stands right beside: a person's or an organisation's name."""
        before, after = self._before(candidate.start), self._after(self._words[candidate.last].end)
        if self._book.suffixed and before is not None and before.tag == "unknown" and self._begins_sentence(before):
            before = None  # every word has a capital there, and the suffix tells a place
        if after is not None and after.tag == "unknown" and (classed := self._after(after.end)) is not None:
            after = None if classed.tag == "generic" and not classed.capital else after
        return any(piece is not None and _is_name_part(piece) for piece in (before, after))

    def _begins_sentence(self, piece: Piece) -> bool:
        earlier = self._before(piece.start)
        return earlier is None or earlier.tag == "end"

    def called(self, at: int, begins: Callable[[int], bool]) -> tuple[int, int, str] | None:
        """Return (start, last word, name) of an unknown name behind a word for its kind, or of place.

        ``begins`` tells whether a known name begins at a word.
        """
        word, own = self._words[at], self._at(self._words[at].start)
        before = self._before(word.start)
        if word.kind != "word" or before is None or own is None:
            return None
        if self._book.cased:
            leading = before.tag in PLACING | LEADING and not (self._book.capital_nouns and before.tag != "generic")
            leads = leading and not own.known and word.capital and not word.text.isupper()
            return self._capitals(at, begins) if leads else None
        if len(word.plain) < SHORTEST:
            return None
        if before.tag != "generic" or (own.known and own.tag not in _AFTER_KIND) or not before.gloss.endswith(" of"):
            return None
        following = _next(self._words, at) if own.tag == "lead" else None
        last = at if following is None else following
        return word.start, last, self._text[word.start : self._words[last].end]

    def hinted(self, at: int) -> tuple[int, int, str] | None:
        """Return (start, last word, name) of an unknown word where places stand, in a script without capitals."""
        word, own = self._words[at], self._at(self._words[at].start)
        if self._book.cased or word.kind != "word" or own is None or own.tag != "unknown":
            return None
        if own.end != word.end or len(word.plain) <= SHORTEST or not self._led(word.start):
            return None
        return word.start, at, word.text

    def _led(self, start: int) -> bool:
        """Whether a preposition or direction of place stands before an offset, as a word of its own."""
        before = self._before(start)
        if before is None or before.tag not in LEADING:
            return False
        deed = self._before(before.start)
        aimed = before.gloss == "at" and deed is not None and deed.tag == "event"  # "a strike on"
        return aimed or before.gloss not in LOOSE - {"from", "to"}

    def _capitals(self, at: int, begins: Callable[[int], bool]) -> tuple[int, int, str] | None:
        last = at
        while (step := _next(self._words, last)) is not None and self._words[step].capital:
            piece = self._at(self._words[step].start)
            after = self._after(self._words[step].end)
            if piece is None or piece.known or begins(step) or (after is not None and after.tag == "generic"):
                break
            last = step
        start, end = self._words[at].start, self._words[last].end
        return (start, last, self._text[start:end]) if end - start >= SHORTEST else None
