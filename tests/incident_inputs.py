"""Small real inputs for the tests of incidents: places at made-up points, found by their names."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from zlib import crc32

from shapely import Point

from geoinc.incidents.attribution import Voices
from geoinc.incidents.frames.lexicon import Index, index
from geoinc.incidents.ground import width
from geoinc.incidents.place import all_relations
from geoinc.incidents.reading import Account, page_of, read
from geoinc.incidents.roles import Cast
from geoinc.incidents.triggers import Trigger, find_triggers, read_sentences
from geoinc.model import (
    Actor,
    Alternative,
    Anchor,
    Document,
    Location,
    Mention,
    Place,
    PlaceKind,
    Reason,
    Region,
    Relation,
    Resolution,
    Role,
    Span,
    Stance,
)
from geoinc.text.sentences import sentences
from geoinc.text.tokens import words_of


def place(
    name: str,
    kind: PlaceKind = PlaceKind.SETTLEMENT,
    *,
    at: tuple[float, float] | None = None,
    country: str = "XX",
    admin1: str | None = None,
) -> Place:
    """Return a place; without a point it gets one that depends on its name."""
    spot = at or (crc32(name.encode()) % 3000 / 20 - 75, crc32(name[::-1].encode()) % 1200 / 20 - 30)
    return Place(f"test:{name}", name, kind, Point(*spot), country=country, admin1=admin1)


def resolve(document: Document, places: Mapping[str, Place] | Sequence[str]) -> list[Resolution]:
    """Return a literal resolution for each occurrence of each name, longer names first."""
    known = dict(places) if isinstance(places, Mapping) else {name: place(name) for name in places}
    found: list[Resolution] = []
    for name in sorted(known, key=len, reverse=True):
        for match in re.finditer(rf"\b{re.escape(name)}\b", document.text):
            if not any(r.mention.start < match.end() and match.start() < r.mention.end for r in found):
                found.append(Resolution(Mention(match.start(), match.end(), match[0]), known[name], probability=0.9))
    return sorted(found, key=lambda r: r.mention.start)


def relation(document: Document, phrase: str, kind: object, anchor: Place, **facts: object) -> Relation:
    """Return a relation said by the first occurrence of ``phrase``."""
    start = document.text.index(phrase)
    span = Span(document.id, start, start + len(phrase), phrase)
    return Relation(kind, (Anchor(anchor.name, span, (Alternative(anchor, 0.9),)),), span, **facts)  # type: ignore[arg-type]


def accounts(text: str) -> list[Account]:
    """Return what the sentences of a text tell, which names no place."""
    document = Document(text)
    return read(page_of(document, all_relations(document, [], []), index(), words_of(text)))


def triggers(text: str, known: Index | None = None) -> list[Trigger]:
    """Return the event triggers of a text."""
    told = sentences(Document(text))
    read = read_sentences(text, told, known)
    return [t for s in told for t in find_triggers(s, read.get(s.index, ()), known)]


def cast(text: str) -> Cast:
    """Return who is in a text of one sentence."""
    [sentence] = told = sentences(Document(text))
    read = read_sentences(text, told).get(sentence.index, ())
    return Cast.of(sentence, read, Voices(text, told).at(sentence.index))


def actors(text: str, harmed: Sequence[Span] = ()) -> list[Actor]:
    """Return the actors of the first event that a text of one sentence tells, those who only stand by left out."""
    found = cast(text).actors(triggers(text)[0], harmed)
    return [a for a in found if a.role is not Role.INVOLVED or a.stance is not Stance.CONFIRMED]


def locate(relations: Sequence[Relation]) -> Location:
    """Return a small region around the narrowest anchor."""
    places = [a.candidates[0].place for r in relations for a in r.anchors if a.candidates]
    if not places:
        return Location(None, reason=Reason.UNNAMED_ANCHOR, relations=tuple(relations))
    narrow = min(places, key=width)
    reach = 0.05 * 4 ** width(narrow)
    region = Region(narrow.point, narrow.point.buffer(reach / 2), narrow.point.buffer(reach), 111_000 * reach)
    return Location(region, relations=tuple(relations), spans=tuple(r.span for r in relations))
