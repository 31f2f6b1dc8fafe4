"""Texts in languages that are read through their gloss: the stages read the gloss, their findings keep the original words.

Names are found in the original, with the inflection that its wordbook describes; resolved in a gloss that writes them as
the gazetteer does; related in one that writes the places' own names, so that the English forms of relative locations
read them all.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from rapidfuzz import fuzz

from geoinc.errors import PackNotFoundError
from geoinc.gazetteer.names.fold import fold
from geoinc.gazetteer.names.search import Match
from geoinc.gazetteer.names.skeleton import skeleton
from geoinc.geo.geodesy import distance_m
from geoinc.incidents.glossed import GlossedText, Order, Ways, find_incidents
from geoinc.incidents.merge import JOINS, join, score
from geoinc.incidents.place import Locate, all_relations
from geoinc.language import wordbook
from geoinc.model import (
    Anchor,
    Document,
    Incident,
    Mention,
    Place,
    PlaceKind,
    Reason,
    Relation,
    RelationKind,
    Resolution,
)
from geoinc.read.language import ENGLISH, Language, language_of
from geoinc.relations.directions import compass_word
from geoinc.relations.parse import find_relations
from geoinc.text.gloss import Gloss, Named, gloss, pieces_of
from geoinc.text.time_ranges import Part, Time
from geoinc.text.times import find_times
from geoinc.toponyms.recognize.inflected import FAMOUS, LARGE, LISTED, Found, InflectedNames, latin_name

if TYPE_CHECKING:
    from geoinc.gazetteer import Gazetteer
    from geoinc.language.wordbook import Wordbook
    from geoinc.text.gloss import Piece

Resolve = Callable[[Document, Sequence[Mention]], list[Resolution]]
PHRASE_ID: Final = "phrase"
"""The document id in the spans of a bare phrase."""

INCIDENTS: Final = "incidents"
PLACES: Final = "places"
SMALL: Final = "small"
"""Marks the words for kinds of places that are villages at most."""

LARGEST_VILLAGE: Final = 30_000
HEARD: Final = 0.6
"""From this score on (0 to 1) a place of the country that the text names is what an unknown name of another script sounds like."""

HEARD_SHORT: Final = 0.65
"""The same for names of few consonants."""

FEW_CONSONANTS: Final = 4
SOUNDS_ALIKE: Final = 80.0
"""From this likeness of consonants (0 to 100) on an unknown name may be a place that the resolver finds for it."""


SURE: Final = 0.9
ENOUGH_SURE: Final = 2
DISTRICT_M: Final = 100_000.0
"""A district that an adjective names lies no farther than this from the other places of its text."""

QUARTER: Final = "quarter of"
"""The English of words for parts of a town."""

QUARTER_M: Final = 50_000.0
"""A quarter lies no farther than this from the town that it is of."""

DISTRICTS: Final = frozenset({PlaceKind.ADMIN2, PlaceKind.ADMIN3})
FIRST_UNITS: Final = ("province of", "oblast", "republic of", "krai")
"""How the English of words for units of the first order begins."""

WORDS_BEFORE: Final = 4
UNITS: Final = frozenset({PlaceKind.ADMIN1, PlaceKind.COUNTRY})
NAMED: Final = 0.6
"""From this probability on a country's name is that country's."""

LIKELY: Final = 0.5
DOUBTFUL: Final = 0.65
METROPOLIS: Final = 0.8
"""A town of this importance is meant wherever its name is told, not a village of that name."""

STATED_DOUBTFUL: Final = 0.9
"""Below these a place in another country is doubted: where the text names no country, and where it does."""

_LEAST_QUOTED: Final = 4
_OTHER_SCRIPT: Final = re.compile(
    r"[^\W\d_A-Za-z\u00c0-\u024f](?:[^A-Za-z\u00c0-\u024f\n]*[^\W\d_A-Za-z\u00c0-\u024f])?"
)
_LATIN_WORDS: Final = re.compile(r"(?:[A-Za-z\u00c0-\u024f'’-]+[^\w\n]+){4}")
"""So many words in Latin letters in a row are no names within another script."""

_LEAST_WORDS: Final = 8
"""A line of a text in another language needs so many words for the language to be told."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Code points ``start`` to ``end`` of a document that are in the language of a wordbook."""

    start: int
    end: int
    book: Wordbook


def stretches(document: Document) -> list[Stretch]:
    """Return the stretches of a document that are read through a gloss, in its order.

    A line is in the language of its text unless it is plainly in another one; a run of another script within a line of
    English is a quotation.
    """
    text = document.text
    whole = _book_of(text)
    if whole is None and text.isascii():
        return []
    found: list[Stretch] = []
    at = 0
    for line in text.splitlines(keepends=True):
        for start, end, book in _parts(line, whole):
            if found and found[-1].end == at + start and found[-1].book is book:
                found[-1] = replace(found[-1], end=at + end)
            else:
                found.append(Stretch(at + start, at + end, book))
        at += len(line)
    return found


def _parts(line: str, whole: Wordbook | None) -> Iterator[tuple[int, int, Wordbook]]:
    """Yield start and end of what is in the language of a wordbook in a line of a text that is ``whole`` in one."""
    if not line.isascii() or whole is not None:
        language = language_of(line) if len(line.split()) >= _LEAST_WORDS else None
        book = _book(language) if language else whole
        if book is not None and not (book.romanised and _LATIN_WORDS.search(line)):
            yield 0, len(line), book
            return
        for run in _OTHER_SCRIPT.finditer(line):
            quoted = _book_of(run[0]) if len(run[0].split()) >= _LEAST_QUOTED else None
            if quoted is not None:
                yield run.start(), run.end(), quoted


def covers(foreign: Sequence[Stretch], document: Document) -> bool:
    """Whether stretches are all of a document."""
    return len(foreign) == 1 and foreign[0].end - foreign[0].start == len(document.text)


def within(foreign: Sequence[Stretch], offset: int) -> bool:
    """Whether an offset lies in one of some stretches."""
    return any(stretch.start <= offset < stretch.end for stretch in foreign)


def joined(incidents: Sequence[Incident], others: Sequence[Incident], locate: Locate) -> list[Incident]:
    """Return the incidents of a text with those of a stretch of it in another language: one that both tell is one."""
    found = list(incidents)
    for other in others:
        scored = [(score(one, other, lambda _a, _b: True), -i) for i, one in enumerate(found[: len(incidents)])]
        best, i = max(scored, default=(0.0, 0))
        if best >= JOINS:
            found[-i] = join([found[-i], other], (), locate=locate)
        else:
            found.append(other)
    return found


def _book_of(text: str) -> Wordbook | None:
    return _book(language_of(text))


def _book(language: Language | None) -> Wordbook | None:
    return None if language is None or language.code in {"", ENGLISH} else wordbook.load(language.code)


class GlossedReader:
    """Reads stretches of documents through their gloss, with one gazetteer."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        """Keep the gazetteer."""
        self.gazetteer = gazetteer
        self._names = InflectedNames(gazetteer)

    def find(self, document: Document, stretch: Stretch) -> list[Found]:
        """Return the names of a stretch, in its order."""
        return self._names.find(document.text[stretch.start : stretch.end], stretch.book, offset=stretch.start)

    def resolve(
        self, document: Document, stretch: Stretch, names: Sequence[Found], resolve: Resolve
    ) -> list[Resolution]:
        """Return the resolutions of the names of a stretch, with the mentions of the original."""
        names = self._heard(names)
        named = [Named(f.mention.start, f.mention.end, f.base, f.large) for f in names]
        glossed = self.gloss(document, stretch, named)
        kept = [(f, place) for f, place in zip(names, glossed.names, strict=True) if place]
        mentions = [replace(f.mention, start=start, end=end, text=f.base) for f, (start, end) in kept]
        found = _without_strangers(
            resolve(glossed.document, mentions), [f.guessed for f, _ in kept], self._is_metropolis, self._is_little
        )
        found = _without_far_districts(found, [f.adjective for f, _ in kept])
        found = _within_towns(found, [f.mention for f, _ in kept], glossed.pieces)
        found = _of_their_owners(found, [f.mention for f, _ in kept], glossed.pieces)
        found = self._as_called(found, [f for f, _ in kept], glossed.pieces)
        small = {p.end for p in glossed.pieces if p.tag == "generic" and p.value == SMALL}
        return [
            replace(
                _unlisted(r) if _miscalled(document.text, f, r, small) or _sounds_unlike(f, r) else r, mention=f.mention
            )
            for r, (f, _) in zip(found, kept, strict=True)
        ]

    def _heard(self, names: Sequence[Found]) -> list[Found]:
        """Return names with those that the gazetteer lacks as they sound like places of the countries that the text names.

        What is a name only if it sounds like one is left out where it does not.
        """
        codes = self._countries(names)
        found = []
        for name in names:
            heard = self._sounds_like(name, codes) if name.unlisted and codes else None
            if heard is not None:
                found.append(replace(name, base=heard, unlisted=False))
            elif not name.weak or (not name.unlisted and self._is_at_home(name, codes)):
                found.append(name)
        return found

    def _as_called(
        self, resolutions: Sequence[Resolution], names: Sequence[Found], pieces: Sequence[Piece]
    ) -> list[Resolution]:
        """Return resolutions as the words before them have it: a province is no town, a distance is measured from a seat.

        Of provinces of one name that of a country is meant which other names are in.
        """
        starts = {p.start: i for i, p in enumerate(pieces) if p.gloss}
        codes = Counter(r.place.country for r in resolutions if r.place and r.place.country and r.probability >= SURE)
        found = []
        for resolution, name in zip(resolutions, names, strict=True):
            at, place, meant = starts.get(name.mention.start, 0), resolution.place, None
            before = [p for p in pieces[max(0, at - WORDS_BEFORE) : at] if p.gloss]
            if place is not None and before and before[-1].gloss.startswith(FIRST_UNITS):
                away = codes[place.country or ""] <= 1 and len(codes) > 1
                if away or place.kind is PlaceKind.SETTLEMENT:
                    countries = codes.keys() - ({place.country} if away else set())
                    meant = self._of_kind(name.base, PlaceKind.ADMIN1, countries)
                    if meant is None and not away:  # only the town is listed in this spelling
                        meant = self._of_kind(place.name, PlaceKind.ADMIN1, {place.country})
            elif place is not None and place.kind in DISTRICTS and _is_measured(before):
                seat = name.mention.text.partition(" ")[2] or name.mention.text
                meant = self._of_kind(seat, PlaceKind.SETTLEMENT, {place.country})
            found.append(replace(resolution, place=meant, alternatives=()) if meant else resolution)
        return found

    def _of_kind(self, name: str, kind: PlaceKind, countries: Collection[str | None]) -> Place | None:
        """Return the first place of a kind and name in one of some countries."""
        places = (self.gazetteer.place_at(int(i)) for i in self.gazetteer.indices(fold(name)))
        return next((p for p in places if p.kind is kind and p.country in countries), None)

    def _is_metropolis(self, resolution: Resolution) -> bool:
        place = resolution.place
        if place is None or place.kind is not PlaceKind.SETTLEMENT or resolution.probability < LIKELY:
            return False
        try:
            index = self.gazetteer.index_of(place.id)
        except PackNotFoundError:  # a place of a person's corrections
            return False
        return float(self.gazetteer.columns.importance[index]) >= METROPOLIS

    def _is_little(self, place: Place) -> bool:
        """Whether a place is a town that is meant by its name alone only in its own country."""
        if place.kind is not PlaceKind.SETTLEMENT:
            return False
        try:
            index = self.gazetteer.index_of(place.id)
        except PackNotFoundError:  # a place of a person's corrections
            return False
        return float(self.gazetteer.columns.importance[index]) < FAMOUS

    def _countries(self, names: Sequence[Found]) -> list[str]:
        """Return the codes of the countries that are named, or whose units are."""
        tops = [self.gazetteer.indices(name.base)[:1] for name in names if name.large]
        places = [self.gazetteer.place_at(int(top[0])) for top in tops if len(top)]
        return sorted({p.country for p in places if p.kind in UNITS and p.country})

    def _is_at_home(self, name: Found, codes: Sequence[str]) -> bool:
        """Whether a place of some size in one of some countries has a name."""
        importance = self.gazetteer.columns.importance
        places = (int(i) for i in self.gazetteer.indices(name.base) if float(importance[i]) >= LISTED)
        return any(self.gazetteer.place_at(i).country in codes for i in places)

    def _sounds_like(self, name: Found, codes: Sequence[str]) -> str | None:
        """Return the name of the place that a name in another script than Latin sounds like; the resolver hears Latin ones."""
        if fold(name.mention.text).isascii():
            return None
        for spelling in name.spellings:
            found = self.gazetteer.search(spelling, match=Match.TRANSLITERATED, country=codes, limit=1)
            short = len(skeleton(fold(spelling))) < FEW_CONSONANTS
            if found and found[0].score >= (HEARD_SHORT if short else HEARD):
                return found[0].place.name
        return None

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
        named = [
            Named(
                r.mention.start,
                r.mention.end,
                self._shown(r, stretch.book),
                r.place is not None and r.place.kind in LARGE,
            )
            for r in resolutions
        ]
        glossed = self.gloss(document, stretch, named)
        placed = [
            replace(r, mention=replace(r.mention, start=place[0], end=place[1], text=n.base))
            for r, n, place in zip(resolutions, named, glossed.names, strict=True)
            if place
        ]
        relations = [
            r for r in find_relations(glossed.document, placed, self.gazetteer) if not _hangs_on_nothing(r, placed)
        ]
        return Related(glossed, tuple(placed), tuple(relations))

    def _shown(self, resolution: Resolution, book: Wordbook) -> str:
        """Return the Latin form of a name: its place's own, or its letters romanised."""
        place, text = resolution.place, resolution.mention.text
        if place is None:
            return book.romanise(text)
        try:
            index = self.gazetteer.index_of(place.id)
        except PackNotFoundError:  # a place of a person's corrections
            return place.name
        return latin_name(self.gazetteer, index, text) if not text.isascii() else place.name

    def incidents(self, document: Document, stretch: Stretch, related: Related, locate: Locate) -> list[Incident]:
        """Return the incidents of a stretch, in its own words."""
        if INCIDENTS not in stretch.book.reads:
            return []
        glossed = related.gloss
        times = [
            replace(_before_news(t, document.published), start=start, end=end)
            for t in find_times(glossed.text, document.published)
            for start, end in [glossed.back(t.start, t.end)]
        ]
        relations = all_relations(glossed.document, related.resolutions, related.relations)
        told = GlossedText(
            document,
            glossed.pieces,
            times,
            [_inside(glossed.relation(r)) for r in relations],
            [glossed.back(*_ends(r))[0] for r in related.resolutions if r.place is None and r.mention.kind.pinnable],
            Ways(stretch.book.count_first, stretch.book.articles),
            verb_first=stretch.book.verb_first,
            order=_order(stretch.book),
        )
        return find_incidents(told, locate)


def _before_news(time: Time, published: date | None) -> Time:
    """Return the night of a report's day, or one without a day, as the one before the report, not the one that follows it."""
    if time.part is not Part.NIGHT or published is None or time.first != published:
        return time
    night = published - timedelta(days=1)
    return replace(time, first=night, last=night)


def _hangs_on_nothing(relation: Relation, placed: Sequence[Resolution]) -> bool:
    """Whether a relation hangs on words that are a name of the text without a place: what else they might name is nothing to go by."""

    def touched(anchor: Anchor) -> list[Resolution]:
        return [r for r in placed if anchor.span.start < r.mention.end and r.mention.start < anchor.span.end]

    names = [found for a in relation.anchors if a.candidates and (found := touched(a))]
    return any(all(r.place is None for r in found) for found in names)


def _inside(relation: Relation) -> Relation:
    """Return a direction of a country as a part of it: "nord du Mali" is in Mali, as nobody would place what is beyond by it."""
    place = next((c.place for a in relation.anchors for c in a.candidates[:1]), None)
    if relation.kind is not RelationKind.BEARING or relation.bearing is None or relation.distance is not None:
        return relation
    if place is None or place.kind is not PlaceKind.COUNTRY:
        return relation
    way = compass_word(relation.bearing)
    return replace(
        relation, kind=RelationKind.PART, bearing=None, qualifiers=(way,), gloss=f"in the {way} of {place.name}"
    )


def _order(book: Wordbook) -> Order:
    return Order(book.by, book.against, cased=book.cased, verb_first=book.verb_first)


def _sounds_unlike(found: Found, resolution: Resolution) -> bool:
    """Whether a name of another script than Latin that the gazetteer lacks would be a place that it does not sound like."""
    name, place = fold(found.mention.text), resolution.place
    if not found.unlisted or name.isascii() or place is None:
        return False
    return fuzz.ratio(skeleton(name), skeleton(fold(place.name))) < SOUNDS_ALIKE


def _miscalled(text: str, found: Found, resolution: Resolution, small: Collection[int]) -> bool:
    """Whether a village of the text would be a city: another place, which the gazetteer lacks."""
    place, start = resolution.place, found.mention.start
    while start and text[start - 1] in ' \u00a0«"':
        start -= 1
    return place is not None and place.population > LARGEST_VILLAGE and start in small


def _is_measured(before: Sequence[Piece]) -> bool:
    """Whether pieces end with a distance and a direction, beside a word for a kind of place or not: "32 km east of"."""
    tags = [p.tag for p in before if p.tag != "generic"]
    return tags[-2:] == ["unit", "direction"]


def _without_strangers(
    resolutions: Sequence[Resolution],
    guessed: Sequence[bool],
    known: Callable[[Resolution], bool],
    little: Callable[[Place], bool],
) -> list[Resolution]:
    """Leave unresolved what is doubtful and would lie in another country than all that is sure.

    A name that only the words around it make one is doubtful whatever its probability, a city that is ``known`` nowhere.
    """
    sure = [
        r.place.country
        for r, unsure in zip(resolutions, guessed, strict=True)
        if r.place and r.place.country and not unsure
        if r.probability >= (NAMED if r.place.kind is PlaceKind.COUNTRY else SURE)
    ]
    stated = any(r.place and r.place.kind is PlaceKind.COUNTRY and r.probability >= NAMED for r in resolutions)
    doubtful = STATED_DOUBTFUL if stated else DOUBTFUL
    kept = []
    for resolution, unsure in zip(resolutions, guessed, strict=True):
        country = resolution.place.country if resolution.place else None
        strange = bool(sure) and country is not None and country not in sure
        doubt = unsure or (resolution.probability < doubtful and (stated or len(sure) >= ENOUGH_SURE))
        doubt = (doubt or (stated and resolution.place is not None and little(resolution.place))) and not known(
            resolution
        )
        kept.append(_unlisted(resolution) if strange and doubt else resolution)
    return kept


def _without_far_districts(resolutions: Sequence[Resolution], adjectives: Sequence[bool]) -> list[Resolution]:
    """Leave unresolved what an adjective names, or a quarter, far from all else: the Kyiv district of Odesa is not in Kyiv."""
    points = [
        r.place.point
        for r, adjective in zip(resolutions, adjectives, strict=True)
        if r.place and not adjective and r.place.kind not in {PlaceKind.QUARTER, PlaceKind.COUNTRY}
    ]

    def is_far(place: Place) -> bool:
        apart = (distance_m(place.point.x, place.point.y, p.x, p.y) for p in points)
        return place.kind not in UNITS and bool(points) and min(apart) > DISTRICT_M

    return [
        _unlisted(r) if r.place and (adjective or r.place.kind is PlaceKind.QUARTER) and is_far(r.place) else r
        for r, adjective in zip(resolutions, adjectives, strict=True)
    ]


def _within_towns(
    resolutions: Sequence[Resolution], mentions: Sequence[Mention], pieces: Sequence[Piece]
) -> list[Resolution]:
    """Leave unresolved what a text calls a quarter, is not sure and would lie far from every town that it tells."""
    ends = {p.end: p for p in pieces if p.tag == "generic"}
    called = [any(m.start - k in ends and ends[m.start - k].gloss == QUARTER for k in (0, 1)) for m in mentions]
    towns = [
        r.place.point
        for r, quarter in zip(resolutions, called, strict=True)
        if r.place and not quarter and r.place.kind is PlaceKind.SETTLEMENT
    ]

    def is_far(place: Place) -> bool:
        apart = (distance_m(place.point.x, place.point.y, p.x, p.y) for p in towns)
        return bool(towns) and min(apart) > QUARTER_M

    return [
        _unlisted(r) if quarter and r.place and r.probability < SURE and is_far(r.place) else r
        for r, quarter in zip(resolutions, called, strict=True)
    ]


def _of_their_owners(
    resolutions: Sequence[Resolution], mentions: Sequence[Mention], pieces: Sequence[Piece]
) -> list[Resolution]:
    """Leave unresolved a district far from the place whose name follows it: the "Dnipro district of Kherson" is not in Dnipro."""
    kept = list(resolutions)
    for n, (one, owner) in enumerate(pairwise(resolutions)):
        end, start = mentions[n].end, mentions[n + 1].start
        joined = end < start and all(p.tag == "generic" for p in pieces if end <= p.start < start)
        if one.place is None or owner.place is None or one.place.kind not in DISTRICTS | {PlaceKind.QUARTER}:
            continue
        apart = distance_m(one.place.point.x, one.place.point.y, owner.place.point.x, owner.place.point.y)
        if joined and apart > DISTRICT_M:
            kept[n] = _unlisted(one)
    return kept


def _unlisted(resolution: Resolution) -> Resolution:
    return replace(resolution, place=None, reason=Reason.NOT_IN_GAZETTEER)


@dataclass(frozen=True, slots=True)
class Related:
    """A gloss with the places' own names, its resolutions and relations (both in offsets of the gloss)."""

    gloss: Gloss
    resolutions: tuple[Resolution, ...]
    relations: tuple[Relation, ...]

    @property
    def own(self) -> list[Relation]:
        """The relations in the original's words."""
        return [_inside(self.gloss.relation(r)) for r in self.relations]


def _ends(resolution: Resolution) -> tuple[int, int]:
    return resolution.mention.start, resolution.mention.end


def phrase_gloss(phrase: str, gazetteer: Gazetteer) -> Gloss | None:
    """Return the gloss of a bare phrase in another language, or None where none of the wordbooks reads it.

    Of several that do, the one that leaves the fewest words untold (in Latin letters none, lest English be read as
    something else); it must tell where the phrase is from a name that it finds.
    """
    reader = GlossedReader(gazetteer)
    best: tuple[int, Gloss] | None = None
    for code in wordbook.codes():
        book = wordbook.load(code)
        if book is None or (book.romanised and phrase.isascii()):
            continue
        document = Document(phrase, id=PHRASE_ID)
        stretch = Stretch(0, len(phrase), book)
        found = reader.find(document, stretch)
        named = [Named(f.mention.start, f.mention.end, f.base, f.large) for f in found]
        glossed = reader.gloss(document, stretch, named)
        tags = {p.tag for p in glossed.pieces}
        if found and tags & {"direction", "preposition", "unit"}:
            untold = sum(p.tag == "unknown" for p in glossed.pieces)
            if (book.romanised or not untold) and (best is None or untold < best[0]):
                best = (untold, glossed)
    return best[1] if best else None
