"""One bare phrase to one location: parse, resolve, fuse."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geoinc import garbage
from geoinc.errors import InputError
from geoinc.gazetteer.names import whereabouts
from geoinc.gazetteer.names.context import SMALL
from geoinc.gazetteer.names.fold import fold
from geoinc.gazetteer.names.query import is_stand_in
from geoinc.gazetteer.names.whereabouts import WORLD_KNOWN
from geoinc.geo import geodesy
from geoinc.locations.explain import explain
from geoinc.model import Alternative, Document, Figures, Genre, Location, PlaceKind, Reason, Relation, RelationKind
from geoinc.model.document import areas_of
from geoinc.relations import patterns
from geoinc.relations.anchors.resolve import Anchors, name_classes, without_class
from geoinc.relations.clauses import AnchorName, Clause
from geoinc.relations.parse import to_relation
from geoinc.relations.phrases import MAX_PHRASE, Phrase, parse_phrase

if TYPE_CHECKING:
    from geoinc.gazetteer.gazetteer import Gazetteer

DENSITY = "density"
AMBIGUOUS_BELOW = 0.4
"""Where the best of several places is less probable, the point of a tidy metric report would be a guess: two in three
such are wrong. Other phrases give all the places that may be meant as one mixture."""

SAME_M = 50_000.0
"""Places of one name this close are one place for a reader: a city and the district named after it."""

UNITS = frozenset(
    (
        *(PlaceKind.CONTINENT, PlaceKind.COUNTRY, PlaceKind.TERRITORY, PlaceKind.REGION, PlaceKind.OCEAN),
        *(PlaceKind.ADMIN1, PlaceKind.ADMIN2, PlaceKind.ADMIN3, PlaceKind.SEA, PlaceKind.RIVER),
    )
)
"""What is too wide to stand for an unknown place in it."""

WHOLES = frozenset(
    (PlaceKind.COUNTRY, PlaceKind.TERRITORY, PlaceKind.ADMIN1, PlaceKind.ADMIN2, PlaceKind.ADMIN3, PlaceKind.REGION)
)
"""What an unknown place may be said to lie in."""

AROUND = ("region",)
SOMEWHERE = ("somewhere",)
"""In a unit that only holds what is meant: the inlets and ridges that the gazetteer lacks often lie at its very edge."""

AROUND_WORD = re.compile(patterns.source("around_word"))
IN_UNIT = re.compile(patterns.source("in_unit"), re.IGNORECASE)

MEASURE = re.compile(r"\s*(?P<measure>\d[\d.,]*\s+[^\W\d_]+)\s*")
"""A number and one word, before any other."""

GLOSSED_FOR = frozenset((Reason.NOT_UNDERSTOOD, Reason.NO_ANCHOR, Reason.UNKNOWN_NAME, Reason.UNNAMED_ANCHOR))
"""Where an English reading ends so, the phrase may be of another language."""

LAST_LATIN = 0x24F
LOCAL = frozenset((PlaceKind.ADMIN2, PlaceKind.ADMIN3, PlaceKind.QUARTER))
VICINITY = ("vicinity",)
"""Of a town named beside a feature that the gazetteer lacks ("Lawrence, Washington Creek"): further out than "near"."""

SPOTS = SMALL | {PlaceKind.ADMIN3, PlaceKind.ISLAND}

PHRASE_ID = "phrase"
"""The document id in the spans of a bare phrase."""

TOGETHER = 4096
"""So many phrases of a table are located together: their relations take some 10 MB."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a phrase says: relations with their anchors, in a genre; or the location that says why it cannot be read."""

    relations: tuple[Relation, ...]
    genre: Genre
    absent: Location | None = None


def locate(
    phrase: str,
    gazetteer: Gazetteer,
    *,
    genre: Genre | None = None,
    near: str | Iterable[str] | None = None,
    method: str = DENSITY,
) -> Location:
    """Return where a bare phrase says that something is.

    Parameters
    ----------
    phrase
        "8 km E of Khusham, Syria", "в 8 км к востоку от Хашама", "off Mogadishu", "Afes, Idlib Governorate, Syria", "35.3 N, 40.3 E".
    genre
        How tidily it states distances and bearings; guessed from its form where None.
    near
        Units or places that it lies in or near ("Louisiana, US"), one or several: context that its own words lack. Words
        of its own that name another country count alone.
    method
        "density", or "point-radius" for the conservative circle of the georeferencing guides.

    Returns
    -------
    Location
        Without region, and with a reason, where the phrase is not understood, impossible, or its anchor unknown.
    """
    found = None if _is_other_script(phrase) else _locate(phrase, gazetteer, genre=genre, near=near, method=method)
    if found is not None and (found.region is not None or found.reason not in GLOSSED_FOR):
        return found
    from geoinc.glossed import phrase_gloss

    glossed = phrase_gloss(phrase, gazetteer) if len(phrase) <= MAX_PHRASE else None
    if glossed is None:
        return found or _locate(phrase, gazetteer, genre=genre, near=near, method=method)
    told = _locate(glossed.text, gazetteer, genre=genre, near=near, method=method)
    if told.region is None and found is not None:
        return found
    relations = tuple(glossed.relation(relation) for relation in told.relations)
    return replace(told, text=phrase, relations=relations, spans=tuple(r.span for r in relations))


def locate_each(
    asked: Sequence[tuple[str, tuple[str, ...]]],
    gazetteer: Gazetteer,
    *,
    genre: Genre | None = None,
    method: str = DENSITY,
) -> Iterator[Figures]:
    """Yield the figures of what :func:`locate` says of each phrase with its areas (its ``near``), in their order.

    What a table repeats is located once.
    """
    from geoinc.locations.many import figures, figures_of

    distinct = list(dict.fromkeys(asked))
    known: dict[tuple[str, tuple[str, ...]], Figures] = {}
    for batch in (distinct[start : start + TOGETHER] for start in range(0, len(distinct), TOGETHER)):
        english = [each for each in batch if not _is_other_script(each[0])]
        with garbage.kept():
            said = [_read(phrase, gazetteer, genre=genre, near=near) for phrase, near in english]
            readable = [one for one in said if one.absent is None]
            found = iter(figures([(one.relations, one.genre) for one in readable], gazetteer, method=method))
        for each, one in zip(english, said, strict=True):
            known[each] = next(found) if one.absent is None else figures_of(one.absent)
        for phrase, near in batch:
            if (phrase, near) not in known or known[phrase, near].reason in GLOSSED_FOR:
                located = locate(phrase, gazetteer, genre=genre, near=near, method=method)
                known[phrase, near] = figures_of(located)
    yield from (known[each] for each in asked)


def _is_other_script(phrase: str) -> bool:
    """Whether most of a phrase's letters are of another script than Latin."""
    if phrase.isascii():
        return False
    letters = [c for c in phrase if c.isalpha()]
    return sum(not c.isascii() and ord(c) > LAST_LATIN for c in letters) * 2 > len(letters)


def _locate(
    phrase: str,
    gazetteer: Gazetteer,
    *,
    genre: Genre | None = None,
    near: str | Iterable[str] | None = None,
    method: str = DENSITY,
) -> Location:
    """Return where an English phrase says that something is."""
    said = _read(phrase, gazetteer, genre=genre, near=areas_of(near))
    if said.absent is not None:
        return said.absent
    from geoinc.locations.fuse import fuse

    return fuse(said.relations, gazetteer, genre=said.genre, method=method)


def _read(phrase: str, gazetteer: Gazetteer, *, genre: Genre | None, near: tuple[str, ...]) -> Said:
    """Return what an English phrase says, its anchors resolved."""
    anchors = Anchors.of(gazetteer)
    if is_stand_in(phrase):
        return _absent(phrase, Reason.NOT_UNDERSTOOD, genre or Genre.NEWS)
    parsed = parse_phrase(phrase, anchors.known)
    measure = _unread_measure(phrase, parsed)
    if measure:
        why = f"“{measure}” is no distance that is read; give one in km, miles or the like"
        return _absent(phrase, Reason.NOT_UNDERSTOOD, genre or parsed.genre, why=why)
    relations = _told(phrase, parsed, anchors, near)
    if relations and not any(anchor.candidates for relation in relations for anchor in relation.anchors):
        relations += _said_wholes(phrase, parsed, anchors, near)
    chosen = genre or parsed.genre
    impossible = next((c.reason for c in parsed.clauses if c.reason), None)
    if impossible or not relations:
        return _absent(phrase, impossible or Reason.NOT_UNDERSTOOD, chosen)
    if chosen is Genre.METRIC and _ambiguous(relations):
        return _absent(phrase, Reason.AMBIGUOUS, chosen, tuple(relations))
    return Said(tuple(relations), chosen)


def _unread_measure(phrase: str, parsed: Phrase) -> str:
    """Return a number and a word before a bare direction ("8 parsecs east of Paris"): a distance in no known unit.

    Without it the rest would be a place, and the distance silently lost.
    """
    if not parsed.clauses or parsed.clauses[0].kind is not RelationKind.BEARING:
        return ""
    before = MEASURE.fullmatch(phrase[: parsed.clauses[0].start])
    return before["measure"] if before else ""


def _told(phrase: str, parsed: Phrase, anchors: Anchors, near: tuple[str, ...]) -> list[Relation]:
    """Return the relations as resolved in the area, of those told, where its places are best known; else in the world.

    Outside all of them only what the world knows is meant.
    """
    if not near or _elsewhere(parsed, anchors, near):
        return resolve_phrase(phrase, parsed, anchors)
    tried = [resolve_phrase(phrase, parsed, anchors, near=area) for area in near]
    best = max(tried, key=_known)
    if _known(best)[0]:
        return best
    wide = resolve_phrase(phrase, parsed, anchors)
    found = [a for r in wide for a in r.anchors if a.candidates]
    columns, head = anchors.gazetteer.columns, fold(phrase.split(",", maxsplit=1)[0])
    famous = all(
        columns.importance[anchors.gazetteer.index_of(a.candidates[0].place.id)] >= WORLD_KNOWN and fold(a.text) == head
        for a in found
    )
    return wide if famous else best


def _said_wholes(phrase: str, parsed: Phrase, anchors: Anchors, near: tuple[str, ...]) -> list[Relation]:
    """Return that a place which the gazetteer lacks lies in the smallest known unit that is said: an area, no point."""
    document = Document(phrase, id=PHRASE_ID)
    for clause in parsed.clauses:
        if clause.point is not None or clause.reason is not None:
            continue
        for name in clause.names[:1]:
            inner = tuple(part for part in IN_UNIT.split(name.text)[1:] if part)
            outside = tuple(part.strip() for area in near[:1] for part in area.split(",") if part.strip())
            words = tuple(dict.fromkeys((*inner, *name.context, *parsed.context, *outside)))
            for at, word in enumerate(words):
                unit = anchors.contexts.read(words[at:])
                if not unit.strict or anchors.contexts.unit(word) is None or word == name.text:
                    continue
                whole = AnchorName(name.start, name.end, word, words[at + 1 :])
                wider = Clause(RelationKind.IN, clause.start, clause.end, names=(whole,), qualifiers=SOMEWHERE)
                found = to_relation(wider, document, anchors.for_clause(wider, document))
                if any(a.candidates and a.candidates[0].place.kind in WHOLES for a in found.anchors):
                    return [found]
    return []


def _elsewhere(parsed: Phrase, anchors: Anchors, near: tuple[str, ...]) -> bool:
    """Whether the phrase itself names a country in which none of the areas lies."""
    own = anchors.contexts.read(parsed.context) if parsed.context else None
    if own is None or not any(unit.countries for unit in own.units):
        return False
    told = [whereabouts.read(anchors.gazetteer, (area,)).countries for area in near if _is_known(anchors, area)]
    return bool(told) and not any(countries & own.countries or not countries for countries in told)


def _is_known(anchors: Anchors, area: str) -> bool:
    try:
        whereabouts.read(anchors.gazetteer, (area,))
    except InputError:
        return False
    return True


def _known(relations: Sequence[Relation]) -> tuple[int, float]:
    """Return how many anchors have a place, and how many people live in the best of the first."""
    found = [a.candidates[0] for r in relations for a in r.anchors if a.candidates]
    return len(found), float(found[0].place.population) if found else 0.0


def resolve_phrase(phrase: str, parsed: Phrase, anchors: Anchors, *, near: str | None = None) -> list[Relation]:
    """Return the relations of a parsed phrase with their anchors resolved."""
    outside = tuple(p.strip() for p in near.split(",") if p.strip()) if near else ()
    extra = (*parsed.context, *outside)
    document = Document(phrase, id=PHRASE_ID)
    alone = len(parsed.clauses) == 1
    found = [_resolved(c, document, anchors, extra, alone=alone) for c in parsed.clauses if c.reason is None]
    head = _resolved(parsed.head, document, anchors, extra, alone=False) if parsed.head else None
    if head is None or not _is_spot(head):
        return found
    told = any(anchor.candidates for relation in found for anchor in relation.anchors)
    return [head if told else replace(head, kind=RelationKind.NEAR, qualifiers=VICINITY), *found]


def _is_spot(relation: Relation) -> bool:
    """Whether a place is narrow enough to say where something is."""
    candidates = relation.anchors[0].candidates
    return bool(candidates) and candidates[0].place.kind in SPOTS


def _resolved(clause: Clause, document: Document, anchors: Anchors, extra: tuple[str, ...], *, alone: bool) -> Relation:
    # "in X" is context for the other clauses, not for itself.
    extra = tuple(words for words in extra if all(words != name.text for name in clause.names))
    found = to_relation(clause, document, anchors.for_clause(clause, document, extra=extra, alone=alone))
    if clause.kind in {RelationKind.AT, RelationKind.IN} and not found.anchors[0].candidates:
        return _coarser(clause, document, anchors, extra) or found
    if clause.kind is RelationKind.AT and _is_around(clause, document.text, found):
        return replace(found, kind=RelationKind.IN, qualifiers=AROUND)
    if clause.kind is RelationKind.AT and _says_where_in(clause, anchors):
        return replace(found, kind=RelationKind.NEAR, qualifiers=VICINITY)
    return found


def _is_around(clause: Clause, text: str, found: Relation) -> bool:
    """Whether "region" behind a country speaks of the waters around an island in it: "Izu Islands, Japan region"."""
    context = clause.names[0].context
    meant = found.anchors[0].candidates[:1]
    ends = bool(context) and AROUND_WORD.search(text) is not None
    return ends and all(one.place.kind is PlaceKind.ISLAND for one in meant) and bool(meant)


def _says_where_in(clause: Clause, anchors: Anchors) -> bool:
    """Whether a place's context names a spot that nobody knows: "Lawrence, Washington Creek" is near Lawrence."""
    return any(anchors.contexts.unit(words) is None for words in clause.names[0].context if words[:1].isupper())


def _coarser(clause: Clause, document: Document, anchors: Anchors, extra: tuple[str, ...]) -> Relation | None:
    """Read "Berth 9, Apapa Port" as in Apapa Port where the berth is unknown; never as in a whole unit or country."""
    first = clause.names[0]
    part, _, whole = first.text.partition(" of ")
    named = [(short, first.context) for short in without_class(first.text) if _is_local(first.text)]
    named += [(whole, first.context)] if whole and not part.islower() else []
    named += [(text, first.context[position + 1 :]) for position, text in enumerate(first.context)]
    for text, context in named:
        name = replace(first, text=text, context=context)
        wider = replace(clause, kind=RelationKind.AT, names=(name,), qualifiers=("region",))
        (anchor,) = anchors.for_clause(wider, document, extra=extra)
        if anchor.candidates:
            narrow = anchor.candidates[0].place.kind not in UNITS
            return to_relation(replace(wider, kind=RelationKind.IN), document, (anchor,)) if narrow else None
    return None


def _is_local(name: str) -> bool:
    """Whether a name's class is of what lies around the town called so: "Palma district", not "Palma River"."""
    row = name_classes().get(name.rsplit(maxsplit=1)[-1].lower())
    return row is not None and bool(LOCAL.intersection(row.kinds))


def _ambiguous(relations: Sequence[Relation]) -> bool:
    """Whether all rests on one name of many places, none of which stands out."""
    if len(relations) != 1:
        return False
    return any(_share_around_best(a.candidates) < AMBIGUOUS_BELOW for a in relations[0].anchors if a.candidates)


def _share_around_best(candidates: Sequence[Alternative]) -> float:
    """Return the probability of the best candidate and of those at about the same place (a city, its district)."""
    best = candidates[0].place.point
    if candidates[0].probability >= AMBIGUOUS_BELOW:
        return candidates[0].probability
    close = (c for c in candidates if geodesy.distance_m(best.x, best.y, c.place.point.x, c.place.point.y) < SAME_M)
    return sum(c.probability for c in close)


def _absent(phrase: str, reason: Reason, genre: Genre, relations: tuple[Relation, ...] = (), *, why: str = "") -> Said:
    absent = Location(
        None,
        reason=reason,
        text=phrase,
        relations=relations,
        spans=tuple(r.span for r in relations),
        explanation=why or explain(relations, None, reason=reason),
        genre=genre,
    )
    return Said(relations, genre, absent)
