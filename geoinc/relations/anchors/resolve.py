"""Anchors to places: names looked up in the gazetteer, with the context that the words give, strictly."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from geoinc.gazetteer import Match
from geoinc.gazetteer.names import query, search
from geoinc.gazetteer.names.context import Context, contexts_of
from geoinc.gazetteer.names.units import LEVELS, called
from geoinc.model import Alternative, Anchor, Document, PlaceKind, Reason, RelationKind, Resolution, Span
from geoinc.relations import lexicon, patterns
from geoinc.relations.anchors import namesakes
from geoinc.relations.anchors.constraints import Wanted, wanted_of
from geoinc.relations.anchors.rank_candidates import Candidates, Choice, candidates, choose, choose_pair, not_far
from geoinc.relations.clauses import AnchorName, Clause
from geoinc.relations.productions import poles

if TYPE_CHECKING:
    from geoinc.gazetteer.gazetteer import Gazetteer

CLASS_COLUMNS = ("word", "kinds", "strip")
SEARCH_LIMIT = 24
MIN_SCORE = 0.7
"""A candidate of the forgiving search below this is another name: on Syrian village names as coders spell them, six
in seven above it are right, and one in five below."""

LEAST_LIKE_AMONG_MANY = 0.55
HAMLETS = 200
"""Where the gazetteer has so many uncounted settlements of a unit (beside those chosen by hand), it knows most villages, and the one meant is likelier to be
among them: spellings that differ are right three times in four then."""

CLASS_WORD = re.compile(r"\s+([^\W\d_]+)")
MAX_CLASS_WORD = 20

CAPITAL, LEADING_ARTICLE, LEADING_PART = (
    re.compile(patterns.source(name), re.IGNORECASE) for name in ("capital_of", "leading_article", "leading_part")
)

CACHE_SIZE = 20_000
"""Names kept resolved; anchors repeat within and between texts."""

PER_SCORE = 20.0
"""Log-odds of a whole point of the forgiving search's score: .1 better is seven times as likely."""


@dataclass(frozen=True, slots=True)
class NameClass:
    """A row of classes.csv."""

    kinds: tuple[PlaceKind, ...]
    strip: bool


@lru_cache(maxsize=1)
def name_classes() -> dict[str, NameClass]:
    """Return the class words of names."""
    kinds = frozenset(PlaceKind)
    return {
        row.need("word"): NameClass(
            tuple(PlaceKind(k) for k in row.words("kinds", kinds)), row.words("strip", {"yes", "no"})[0] == "yes"
        )
        for row in lexicon.read("classes.csv", CLASS_COLUMNS)
    }


class Anchors:
    """Looks anchors up in one gazetteer, and keeps what it found."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        """Keep the gazetteer; see :meth:`of`, which shares the cache."""
        self.gazetteer = gazetteer
        self.contexts = contexts_of(gazetteer)
        self._cached = lru_cache(maxsize=CACHE_SIZE)(self._look_up)
        self._place = lru_cache(maxsize=CACHE_SIZE)(gazetteer.place_at)
        self._hamlets = lru_cache(maxsize=CACHE_SIZE)(self._count_hamlets)

    @classmethod
    def of(cls, gazetteer: Gazetteer) -> Anchors:
        """Return the one resolver of a gazetteer, with what it has already found."""
        return _shared(gazetteer)

    def known(self, name: str) -> bool:
        """Whether a gazetteer place has exactly this folded name."""
        return bool(len(self.gazetteer.indices(name)))

    def home(self, resolutions: Sequence[Resolution]) -> Context:
        """Return the countries that a text speaks of, as a context that prefers and does not exclude."""
        codes = {r.place.country for r in resolutions if r.place is not None and r.place.country}
        return Context(countries=frozenset(self.gazetteer.columns.country_number(c) for c in codes))

    def for_clause(
        self,
        clause: Clause,
        document: Document,
        *,
        home: Context | None = None,
        extra: tuple[str, ...] = (),
        alone: bool = False,
    ) -> tuple[Anchor, ...]:
        """Return the anchors of a clause with their candidates; ``extra`` is context shared by all its names.

        ``alone`` says that no other clause speaks of the place: "in Aleppo" is then the city.
        """
        # A border's country is not the one that a place beside it lies in.
        bordering = clause.kind is RelationKind.BORDER or "of:border" in clause.qualifiers
        wanted = wanted_of(clause, home, () if bordering else extra, alone=alone)
        names = namesakes.coordinated(clause.names, document.text, _class_words())
        others = replace(wanted, demanded=namesakes.demanded_of_others(clause)) if len(names) > 1 else wanted
        found = [
            self._seat(name, wanted, document.text) or self._found(name, others if place else wanted)
            for place, name in enumerate(names)
        ]
        choices = self._choices(clause, found)
        return tuple(self._anchor(name, chosen, document) for name, chosen in zip(names, choices, strict=True))

    def _seat(self, name: AnchorName, wanted: Wanted, text: str) -> Candidates | None:
        """Return the town of a name that the caller took for its unit, where only towns are measured from."""
        place = name.resolution.place if name.resolution else None
        measured_from = wanted.kinds[:1] == (PlaceKind.SETTLEMENT,) and place is not None and place.kind in wanted.towns
        word = CLASS_WORD.match(text, name.end) if measured_from else None
        if place is None or not measured_from or (word and word[1].lower() in name_classes()):
            return None
        country = self.gazetteer.columns.country_number(place.country or "")
        found = self._cached(name.text, (), replace(wanted, home=Context(countries=frozenset((country,)))))
        towns = [
            (index, score)
            for index, score in zip(found.indices, found.scores, strict=True)
            if self._place_kind(index) is PlaceKind.SETTLEMENT and self.gazetteer.columns.country[index] == country
        ]
        return Candidates(tuple(i for i, _ in towns), tuple(s for _, s in towns)) if towns else None

    def _found(self, name: AnchorName, wanted: Wanted) -> Candidates:
        """Return the places that a name may be; none where the caller has resolved it, or for "the town"."""
        resolved = name.resolution is not None and not _unknown(name.resolution)
        if resolved and not _misread(name.resolution, wanted):
            return Candidates()
        found = self._cached(name.text, name.context, wanted)
        if not found.indices and (wanted.demanded == namesakes.BORDERED or wanted.through):
            # "The Turkish border, Syria", "the Kabul-Kandahar highway in Ghazni": their ends lie elsewhere.
            found = self._cached(name.text, (), replace(wanted, extra=()))
        if resolved and not all(self._place_kind(i) in wanted.demanded for i in found.indices):
            return Candidates()
        return found if not found.indices or name.named or self._is_feature(name, found) else Candidates()

    def _choices(self, clause: Clause, found: list[Candidates]) -> list[tuple[Choice, ...]]:
        """Weigh the candidates of each name; those of a pair together."""
        if len(found) == 2 and all(len(f.indices) for f in found):
            return list(choose_pair(self.gazetteer, *found))
        return [choose(self.gazetteer, f, clause.distance, clause.bearing) for f in found]

    def _anchor(self, name: AnchorName, choices: tuple[Choice, ...], document: Document) -> Anchor:
        span = Span(document.id, name.start, name.end, document.text[name.start : name.end])
        if (pole := poles.place_of(name, document.text)) is not None:
            return Anchor(name.text, span, (Alternative(pole, 1.0),))
        if choices:
            return Anchor(name.text, span, tuple(Alternative(self._place(c.index), c.probability) for c in choices))
        if name.resolution is not None:
            following = document.text[name.end : name.end + MAX_CLASS_WORD]
            return _from_resolution(name, name.resolution, span, following)
        return Anchor(name.text, span, reason=Reason.NO_ANCHOR if name.named else Reason.UNNAMED_ANCHOR)

    def _is_feature(self, name: AnchorName, found: Candidates) -> bool:
        """Whether "the deconfliction line" is a curated feature; "the town" is no place called Town."""
        kind = self._place(found.indices[0]).kind
        return " " in name.text and kind not in {PlaceKind.SETTLEMENT, PlaceKind.QUARTER}

    def _look_up(self, text: str, context: tuple[str, ...], wanted: Wanted) -> Candidates:
        """Look a name up within its context, strictly; a county from outside the words gives way."""
        home = wanted.home.countries if wanted.home else frozenset()
        inner = replace(self.contexts.read((*context, *wanted.extra)), home=home)
        text = query.hashtag_words(text) if text.startswith("#") else text
        split = query.split_context(self.gazetteer.store, self.gazetteer.columns, text) if not context else None
        if split:
            return self._look_up(split[0], (split[1],), wanted)
        found = self._as_demanded(text, inner, wanted.demanded) or self._in_context(text, context, inner, wanted)
        if not found.indices and wanted.extra:
            found = self._beside(self._in_context(text, context, inner.widened(), wanted), inner)
        return (
            found
            if _kinds_in(text)
            else namesakes.towns_first(self.gazetteer, found, wanted.towns, least_people=wanted.least_people)
        )

    def _beside(self, found: Candidates, inner: Context) -> Candidates:
        """Keep what lies in or close to the counties that were widened away, and is none of them."""
        kept = [
            pair
            for pair in zip(found.indices, found.scores, strict=True)
            if inner.closely_allows(self.gazetteer, pair[0])
        ]
        return Candidates(tuple(i for i, _ in kept), tuple(s for _, s in kept))

    def _as_demanded(self, text: str, context: Context, kinds: tuple[PlaceKind, ...]) -> Candidates | None:
        """Return the rivers of a name where only a river can be meant, if there are any."""
        for spelling in namesakes.with_class(text, kinds) if kinds else ():
            indices = self._of_kinds(spelling, kinds)
            found = candidates(self.gazetteer, spelling, indices, context, kinds)
            if found.indices:
                return found
        return None

    def _in_context(self, text: str, context: tuple[str, ...], inner: Context, wanted: Wanted) -> Candidates:
        units = self._units_called(text, inner)
        if units.indices:
            return units
        joined = ((f"{text}, {context[0]}", ()),) if context else ()
        for variant, kinds in chain(_variants(text), joined):
            indices = self._indices(variant)
            if kinds and variant != text:
                indices = self._of_kinds(variant, kinds)
            indices = inner.without_units(indices) if wanted.measured else indices
            liked = (*kinds, *wanted.kinds)
            found = candidates(self.gazetteer, variant, indices, inner, liked, measured=wanted.measured)
            if found.indices:
                return found
        return (
            self._of_larger(text, context, inner, wanted)
            or self._of_adjective(text, context, inner, wanted)
            or self._forgiving(text, inner)
        )

    def _units_called(self, text: str, context: Context) -> Candidates:
        """Return the units that "Khost province" means: never the town that the unit is named after."""
        liked = _kinds_in(text)
        kinds = frozenset(liked)
        if not kinds & LEVELS or kinds & {PlaceKind.SETTLEMENT, PlaceKind.COUNTRY}:
            return Candidates()
        for bare in without_class(text):
            words = tuple(w for w in text.lower().split() if w in name_classes())
            found = list(called(self.gazetteer, bare, words, kinds))
            if found:
                return candidates(self.gazetteer, text, found, context, tuple(k for k in liked if k in LEVELS))
        return Candidates()

    def _of_adjective(self, text: str, context: tuple[str, ...], outer: Context, wanted: Wanted) -> Candidates | None:
        """Read "the Brazilian Amazon" as one within the other."""
        adjective, _, rest = text.removeprefix("the ").partition(" ")
        if not rest[:1].isupper() or self.gazetteer.demonym(adjective) is None:
            return None
        inner = replace(self.contexts.read((adjective, *context)), home=outer.home)
        found = self._in_context(rest, (), inner, wanted)
        return found if found.indices else None

    def _of_kinds(self, name: str, kinds: tuple[PlaceKind, ...]) -> list[int]:
        """Return the places of a name that are of some kinds; the country of an adjective before all others."""
        demonym = self.gazetteer.demonym(name)
        if demonym is not None and self._place_kind(demonym) is PlaceKind.COUNTRY and PlaceKind.COUNTRY in kinds:
            return [demonym]
        return [i for i in self._indices(name) if self._place_kind(i) in kinds]

    def _of_larger(self, text: str, context: tuple[str, ...], outer: Context, wanted: Wanted) -> Candidates | None:
        """Read "the North Island of New Zealand" as one within the other."""
        part, of, whole = text.partition(" of ")
        if not of or not self.contexts.read((whole,)).strict:
            return None
        inner = replace(self.contexts.read((whole, *context)), home=outer.home)
        found = self._in_context(part.removeprefix("the "), (), inner, wanted)
        return found if found.indices else None

    def _place_kind(self, index: int) -> PlaceKind:
        from geoinc.gazetteer.file.columns import KINDS

        return KINDS[int(self.gazetteer.columns.kind[index])]

    def _indices(self, name: str) -> list[int]:
        """Return every place of a name; the place of a demonym where there is none."""
        indices = [int(i) for i in self.gazetteer.indices(name)]
        if not indices and (capital := CAPITAL.fullmatch(name)):
            return self._capital(capital["country"] or capital["of"])
        demonym = self.gazetteer.demonym(name) if not indices else None
        return indices if demonym is None else [demonym]

    def _capital(self, country: str) -> list[int]:
        """Return the capital of a country named by itself or as an adjective: "the Sudanese capital"."""
        from geoinc.gazetteer.file.columns import PlaceFlag

        columns = self.gazetteer.columns
        numbers = {int(columns.country[i]) for i in self._indices(country) if self._place_kind(i) is PlaceKind.COUNTRY}
        flagged = np.flatnonzero(columns.flags & PlaceFlag.CAPITAL) if numbers else ()
        return [int(i) for i in flagged if int(columns.country[i]) in numbers][:1]

    def _forgiving(self, text: str, wanted: Context) -> Candidates:
        """Try misspellings and transliterations where the words say in which country or unit, else what hardly differs."""
        if not wanted.strict or not wanted.countries:
            return self._hardly_different(text, wanted)
        many = self._knows_villages(wanted)
        gazetteer = self.gazetteer
        codes = [gazetteer.columns.countries[number] for number in sorted(wanted.countries)]
        found = search.search(gazetteer.store, gazetteer.columns, text, country=codes, limit=SEARCH_LIMIT)
        inside = [
            one
            for one in found
            if (one.score >= MIN_SCORE or (many and one.like >= LEAST_LIKE_AMONG_MANY))
            and wanted.allows(gazetteer, one.index)
        ]
        return Candidates(tuple(one.index for one in inside), tuple(PER_SCORE * one.score for one in inside))

    def _knows_villages(self, wanted: Context) -> bool:
        """Whether the context names a unit most of whose villages the gazetteer has."""
        units = [i for unit in wanted.units for i in unit.admin1]
        return any(self._hamlets(unit) >= HAMLETS for unit in units)

    def _hardly_different(self, text: str, wanted: Context) -> Candidates:
        """Return the places whose names differ in articles, blanks and such words alone: "Pétion-Ville", Pétionville."""
        every = self.gazetteer.search(text, match=Match.TRANSLITERATED, limit=SEARCH_LIMIT)
        found = {
            self.gazetteer.index_of(c.place.id): PER_SCORE * c.score
            for c in every
            if c.match is not Match.TRANSLITERATED
        }
        indices = tuple(not_far(self.gazetteer, list(found), wanted))
        return Candidates(indices, tuple(found[index] for index in indices))

    def _count_hamlets(self, unit: int) -> int:
        from geoinc.gazetteer.file.columns import KIND_NUMBER, PlaceFlag

        columns = self.gazetteer.columns
        counted = (columns.population > 0) | ((columns.flags & PlaceFlag.CURATED) > 0)
        settled = columns.kind == KIND_NUMBER[PlaceKind.SETTLEMENT]
        return int(np.count_nonzero((columns.admin1 == unit) & settled & ~counted))


@lru_cache(maxsize=1)
def _class_words() -> frozenset[str]:
    return frozenset(name_classes())


@lru_cache(maxsize=4)
def _shared(gazetteer: Gazetteer) -> Anchors:
    return Anchors(gazetteer)


def _unknown(resolution: Resolution) -> bool:
    """Whether resolution knew no place of the name, which says nothing of an adjective ("Iraqi border")."""
    return resolution.reason is Reason.UNKNOWN_NAME


def _misread(resolution: Resolution | None, wanted: Wanted) -> bool:
    """Whether resolution chose what it cannot be here: a state where only a river has a mouth."""
    place = resolution.place if resolution else None
    if place is None or not wanted.demanded:
        return False
    lesser = wanted.demanded == namesakes.BORDERED and place.kind in namesakes.LESSER_UNITS
    return lesser or place.kind not in wanted.demanded


def _from_resolution(name: AnchorName, resolution: Resolution, span: Span, following: str) -> Anchor:
    if resolution.place is None:
        return Anchor(name.text, span, reason=resolution.reason)
    best = Alternative(resolution.place, resolution.probability)
    others = [a for a in resolution.alternatives if a.place.id != resolution.place.id]
    every = _of_class([best, *others], following)
    whole = max(1.0, sum(a.probability for a in every))
    return Anchor(name.text, span, tuple(Alternative(a.place, a.probability / whole) for a in every))


def _of_class(alternatives: list[Alternative], following: str) -> list[Alternative]:
    """Keep those of the kind that the word after the name says ("Deir al-Zor province"), if there are any."""
    word = CLASS_WORD.match(following)
    row = name_classes().get(word[1].lower()) if word else None
    fitting = [a for a in alternatives if row and a.place.kind in row.kinds]
    return fitting or alternatives


def _variants(text: str) -> Iterator[tuple[str, tuple[PlaceKind, ...]]]:
    """Yield the spellings to try, best first, each once with the kinds that its words ask for: most names are the first."""
    if text:
        yield text, _kinds_in(text)
    found: dict[str, tuple[PlaceKind, ...]] = {}
    plain = re.sub(r"\s*[(\[][^)\]]*[)\]]?", "", text).strip()
    inner = re.findall(r"[(\[=]+([^)\]]+)", text)
    pieces = [
        text,
        plain,
        LEADING_ARTICLE.sub("", plain),
        *inner,
        *(p.strip() for p in plain.split("/") if "/" in plain),
    ]
    for piece in filter(None, pieces):
        found.setdefault(piece, _kinds_in(piece))
        for short in without_class(piece):
            found.setdefault(short, _kinds_in(piece))
        without_part = LEADING_PART.sub("", piece)
        found.setdefault(without_part, _kinds_in(without_part))
    yield from ((piece, kinds) for piece, kinds in found.items() if piece != text)


def _kinds_in(text: str) -> tuple[PlaceKind, ...]:
    words = text.lower().split()
    for word in (words[-1], words[0]) if words else ():
        if word in name_classes():
            return name_classes()[word].kinds
    return ()


def without_class(text: str) -> list[str]:
    """Return a name without the word for its class, before or after it: "Palma district" is of Palma."""
    words = text.split()
    found = []
    if len(words) > 1 and (row := name_classes().get(words[-1].lower())) and row.strip:
        found.append(" ".join(words[:-1]))
    if len(words) > 1 and (row := name_classes().get(words[0].lower())) and row.strip:
        rest = words[2:] if words[1].lower() in patterns.words("class_links") else words[1:]
        found.append(" ".join(rest))
    return [f for f in found if f]
