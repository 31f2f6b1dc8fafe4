"""Texts in languages that are read through their gloss: the stages read the gloss, their findings keep the original words.

Names are found in the original, with the inflection that its wordbook describes; resolved in a gloss that writes them as
the gazetteer does; related in one that writes the places' own names, so that the English forms of relative locations
read them all.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from geoinc.incidents.glossed import Told, find_incidents
from geoinc.incidents.place import Locate, all_relations
from geoinc.language import wordbook
from geoinc.model import Document, Incident, Mention, Relation, Resolution
from geoinc.read.language import ENGLISH, language_of
from geoinc.relations.parse import find_relations
from geoinc.text.gloss import Gloss, Named, gloss, pieces_of
from geoinc.text.times import find_times
from geoinc.toponyms.recognize.inflected import Found, InflectedNames

if TYPE_CHECKING:
    from geoinc.gazetteer import Gazetteer
    from geoinc.language.wordbook import Wordbook

Resolve = Callable[[Document, Sequence[Mention]], list[Resolution]]
INCIDENTS: Final = "incidents"
PLACES: Final = "places"
RELATIVE: Final = "relative locations"
_LEAST_WORDS: Final = 8
"""A line of a text in another language needs so many words for the language to be told."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Code points ``start`` to ``end`` of a document that are in the language of a wordbook."""

    start: int
    end: int
    book: Wordbook


def stretches(document: Document) -> list[Stretch]:
    """Return the stretches of a document that are read through a gloss: all of it, or lines of another language."""
    text = document.text
    book = _book_of(text)
    if book is not None:
        return [Stretch(0, len(text), book)]
    if text.isascii():
        return []
    found: list[Stretch] = []
    at = 0
    for line in text.splitlines(keepends=True):
        other = _book_of(line) if not line.isascii() and len(line.split()) >= _LEAST_WORDS else None
        if other is not None and found and found[-1].end == at and found[-1].book is other:
            found[-1] = replace(found[-1], end=at + len(line))
        elif other is not None:
            found.append(Stretch(at, at + len(line), other))
        at += len(line)
    return found


def _book_of(text: str) -> Wordbook | None:
    language = language_of(text)
    if language is None or language.code in {"", ENGLISH}:
        return None
    return wordbook.load(language.code)


class GlossedReader:
    """Reads stretches of documents through their gloss, with one gazetteer."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        """Keep the gazetteer."""
        self.gazetteer = gazetteer
        self._names = InflectedNames(gazetteer)

    def find(self, document: Document, stretch: Stretch) -> list[Found]:
        """Return the names of a stretch, in its order."""
        return self._names.find(document.text[stretch.start : stretch.end], stretch.book, offset=stretch.start)

    def resolve(self, document: Document, stretch: Stretch, names: Sequence[Found], resolve: Resolve) -> list[Resolution]:
        """Return the resolutions of the names of a stretch, with the mentions of the original."""
        named = [Named(f.mention.start, f.mention.end, f.base) for f in names]
        glossed = self.gloss(document, stretch, named)
        kept = [(f, place) for f, place in zip(names, glossed.names, strict=True) if place]
        mentions = [replace(f.mention, start=start, end=end, text=f.base) for f, (start, end) in kept]
        found = resolve(glossed.document, mentions)
        return [replace(r, mention=f.mention) for r, (f, _) in zip(found, kept, strict=True)]

    def gloss(self, document: Document, stretch: Stretch, named: Sequence[Named]) -> Gloss:
        """Return the gloss of a stretch, as a document of the original's identity and date."""
        text, book = document.text, stretch.book
        inside = [(n.start - stretch.start, n.end - stretch.start) for n in named]
        pieces = [
            replace(p, start=p.start + stretch.start, end=p.end + stretch.start)
            for p in pieces_of(text[stretch.start : stretch.end], book, inside)
        ]
        return gloss(document, pieces, named, book)

    def relate(self, document: Document, stretch: Stretch, resolutions: Sequence[Resolution]) -> Related:
        """Return the relations of a stretch, whose resolutions are given, in its own words."""
        named = [Named(r.mention.start, r.mention.end, _shown(r, stretch.book)) for r in resolutions]
        glossed = self.gloss(document, stretch, named)
        placed = [
            replace(r, mention=replace(r.mention, start=place[0], end=place[1], text=n.base))
            for r, n, place in zip(resolutions, named, glossed.names, strict=True)
            if place
        ]
        relations = find_relations(glossed.document, placed, self.gazetteer)
        return Related(glossed, tuple(placed), tuple(relations))


    def incidents(self, document: Document, stretch: Stretch, related: Related, locate: Locate) -> list[Incident]:
        """Return the incidents of a stretch, in its own words."""
        if INCIDENTS not in stretch.book.reads:
            return []
        glossed = related.gloss
        times = [
            replace(t, start=start, end=end)
            for t in find_times(glossed.text, document.published)
            for start, end in [glossed.back(t.start, t.end)]
        ]
        relations = all_relations(glossed.document, related.resolutions, related.relations)
        told = Told(
            document,
            glossed.pieces,
            times,
            [glossed.relation(r) for r in relations],
            count_first=stretch.book.count_first,
            verb_first=stretch.book.verb_first,
        )
        return find_incidents(told, locate)


@dataclass(frozen=True, slots=True)
class Related:
    """A gloss with the places' own names, its resolutions and relations (both in offsets of the gloss)."""

    gloss: Gloss
    resolutions: tuple[Resolution, ...]
    relations: tuple[Relation, ...]

    @property
    def own(self) -> list[Relation]:
        """The relations in the original's words."""
        return [self.gloss.relation(r) for r in self.relations]


def _shown(resolution: Resolution, book: Wordbook) -> str:
    """Return the Latin form of a name: its place's own, or its letters romanised."""
    if resolution.place is not None:
        return resolution.place.name
    return book.romanise(resolution.mention.text)
