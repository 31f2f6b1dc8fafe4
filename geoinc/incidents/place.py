"""Which of a text's locations an event has: relations between words and ground, chosen by where they stand."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from geoinc.gazetteer.names.called_units import as_unit
from geoinc.incidents.aside import is_aside, is_bare_country
from geoinc.incidents.attribution import Speech
from geoinc.incidents.decisions import there
from geoinc.incidents.ground import (
    AREAS,
    COUNTRY,
    agree,
    anchor_places,
    beside_border,
    is_nationality,
    narrowest_width,
    width,
)
from geoinc.incidents.several import further, listed, together
from geoinc.incidents.triggers import Trigger
from geoinc.language.lexicon import load
from geoinc.model import (
    Alternative,
    Anchor,
    Document,
    Location,
    Place,
    PlaceKind,
    Reason,
    Relation,
    RelationKind,
    Resolution,
    Span,
)
from geoinc.text.sentences import Sentence, datelines

Locate = Callable[[Sequence[Relation]], Location]
"""Turns relations into the location that they give together."""
_CROSSING = 8
"""What crossing a clause boundary costs, in tokens."""
_FARTHEST = 26
"""Farther than this (tokens and crossings) words within a sentence no longer speak of one event."""
_PURPOSE = 12
CLAUSES = frozenset({"that", "which", "who", "where", "when", "while", "after", "before", "as", "because", "but", ";", ":", "since", "if", "although"})  # fmt: skip


class Level(IntEnum):
    """How directly words give an event its place; lower is better."""

    CLAUSE = 0
    AIM = 1
    NEARBY = 2
    HEADLINE = 3
    DATELINE = 4


@dataclass(frozen=True, slots=True)
class Placed:
    """A relation and how directly it belongs to an event."""

    relation: Relation
    level: Level


def all_relations(
    document: Document, resolutions: Sequence[Resolution], relations: Sequence[Relation]
) -> list[Relation]:
    """Return the relations of a text, with an AT or IN relation for each pinned mention that no other relates."""
    taken = [(a.span.start, a.span.end) for r in relations for a in r.anchors] + [
        (r.span.start, r.span.end) for r in relations
    ]
    plain = [
        plain_relation(document, r)
        for r in resolutions
        if r.pinned and not any(a < r.mention.end and r.mention.start < b for a, b in taken)
    ]
    return listed(document.text, [*relations, *(r for r in plain if not _is_only_a_nation(document.text, r))])


def _is_only_a_nation(text: str, relation: Relation) -> bool:
    """Whether a nation is told by its adjective before anything but a kind of ground: "a Russian attack", not "Russian waters"."""
    if not is_nationality(relation):
        return False
    following = _WORD.findall(text[relation.span.end : relation.span.end + _BEFORE_GROUND])
    return _GROUND.isdisjoint(w.lower() for w in following[:2])


_WORD = re.compile(r"[^\W\d_]+")
_GROUND = frozenset(load("scene")["ground"])
_BEFORE_GROUND = 30


def plain_relation(document: Document, resolution: Resolution) -> Relation:
    """Return the relation that a bare place name makes: in an area, at anything else."""
    assert resolution.place is not None
    mention = resolution.mention
    span = Span(document.id, mention.start, mention.end, mention.text)
    candidates = resolution.alternatives or (Alternative(resolution.place, resolution.probability),)
    kind = RelationKind.IN if resolution.place.kind in AREAS else RelationKind.AT
    relation = Relation(kind, (Anchor(mention.text, span, candidates),), span)
    return as_unit(relation, document.text, mention.start, mention.end)


def dateline_relation(document: Document, resolutions: Sequence[Resolution]) -> Relation | None:
    """Return an IN relation to the country that a report's dateline lies in, where the text names that country.

    A dateline says where a report was filed, not where its events were; its country is what it supports.
    """
    opening = next(iter(datelines(document)), None)
    if opening is None:
        return None
    filed = next((r for r in resolutions if r.place and opening.start <= r.mention.start < opening.end), None)
    if filed is None or filed.place is None:
        return None
    country = next((r for r in resolutions if r.place and _is_country(r.place, filed.place.country)), None)
    if country is None or country.place is None:
        return None
    span = Span(document.id, opening.start, opening.place_end, document.text[opening.start : opening.place_end])
    anchor = Anchor(span.text, span, (Alternative(country.place, country.probability),))
    return Relation(RelationKind.IN, (anchor,), span, qualifiers=("dateline",))


def _is_country(place: Place, code: str | None) -> bool:
    return place.kind is PlaceKind.COUNTRY and code is not None and place.country == code


def gap(sentence: Sentence, trigger: Trigger, start: int, end: int) -> int:
    """Return how far code points ``start`` to ``end`` stand from a trigger: tokens, and clauses crossed."""
    tokens = sentence.tokens
    if end <= trigger.start:
        between = [t for t in tokens if end <= t.start < trigger.start]
    else:
        between = [t for t in tokens if trigger.end <= t.start < start]
    return len(between) + _CROSSING * sum(t.lower in CLAUSES for t in between)


def assign(  # noqa: PLR0913 - a sentence, what is known of it, and of what kind of text it is
    sentence: Sentence,
    triggers: Sequence[Trigger],
    relations: Sequence[Relation],
    speeches: Sequence[Speech],
    *,
    short: bool = False,
    lone: bool = False,
) -> dict[int, list[Relation]]:
    """Give each relation of a sentence to the trigger that it stands with, if that happened there; keys index ``triggers``.

    Parameters
    ----------
    short
        Whether the sentence is of a message: all that such a one names is of its event, but for what rules leave out.
    lone
        Whether its text names no other place than one: then the hospital's town is near enough.
    """
    given: dict[int, list[Relation]] = {}
    for i, relation in beside(sentence, triggers, relations):
        if short:
            is_there = not is_aside(sentence, relation, triggers, speeches)
            is_there = is_there and (lone or not there.is_aftermath(sentence, relation, triggers[i]))
        else:
            chance = there.probability(sentence, relation, triggers[i], speeches)
            is_there = chance >= there.LEAST and not is_bare_country(sentence, relation)
        if is_there:
            given.setdefault(i, []).append(relation)
    return given


def beside(
    sentence: Sentence, triggers: Sequence[Trigger], relations: Sequence[Relation]
) -> Iterator[tuple[int, Relation]]:
    """Yield each relation of a sentence with the number of the trigger that it stands with."""
    for relation in relations if triggers else ():
        start = relation.span.start
        if any(t.read is not None and t.read.says_who(start) for t in triggers):
            continue
        costs = [
            (_cost(sentence, t, relation) + behind_purpose(sentence, t, triggers, start), i)
            for i, t in enumerate(triggers)
        ]
        cost, i = min(costs)
        if cost <= _FARTHEST:
            yield i, relation


def without_strays(sentence: Sentence, relations: Sequence[Relation]) -> list[Relation]:
    """Leave out namesakes: places that the wider one named right after them ("in A, northern B") does not hold."""
    return [r for r in relations if not any(_overrules(sentence, wider, r) for wider in relations)]


def _overrules(sentence: Sentence, wider: Relation, relation: Relation) -> bool:
    ours, theirs = list(anchor_places([relation])), list(anchor_places([wider]))
    if not ours or not theirs or min(map(width, theirs)) <= max(map(width, ours)) or relation.distance is not None:
        return False
    if beside_border(wider) or not 0 <= wider.span.start - relation.span.end <= _CHAIN:
        return False
    between = sentence.text[relation.span.end - sentence.start : wider.span.start - sentence.start].lower().split()
    return not _CHAIN_ENDS & set(between) and agree([relation], [wider]) < 0


_CHAIN = 60
"""Names of one place after another, the wider last, stand no farther apart than this (code points)."""
_CHAIN_ENDS = frozenset(
    {"and", "or", "to", "from", "into", "but", "while", "after", "before", ";", "towards", "between"}
)


def behind_purpose(sentence: Sentence, trigger: Trigger, triggers: Sequence[Trigger], start: int) -> int:
    """Return what it costs to give words to what did not happen behind them.

    "Marched in A to protest" is of the march in A; "a rally in A; no arrests were made" of the rally.
    """
    if trigger.meant or start >= trigger.start:
        return 0
    between = [t.lower for t in sentence.tokens[: trigger.first] if t.start >= start]
    apart = between[-1:] == ["to"] or ";" in between
    return _PURPOSE if apart and any(t.end <= start and t.meant for t in triggers) else 0


def _cost(sentence: Sentence, trigger: Trigger, relation: Relation) -> float:
    behind = relation.span.start >= trigger.start
    return gap(sentence, trigger, relation.span.start, relation.span.end) + (0 if behind else 4) + 1.5 * trigger.weak


def as_aim(relation: Relation) -> Relation:
    """Return the relation that an aim gives its event: who tried to take a town was near it, not in it."""
    point_like = all(width(p) == 0 for p in anchor_places([relation]))
    kinds = {RelationKind.AT, RelationKind.IN}
    return replace(relation, kind=RelationKind.NEAR) if relation.kind in kinds and point_like else relation


def located(placed: Sequence[Placed], locate: Locate, scene: Sequence[Relation] | None = None) -> Location:
    """Return where words put an event, or no location with the reason; a list of places gives them all.

    Parameters
    ----------
    scene
        The relations that are chosen already, in place of the best ones placed.
    """
    relations = chosen(placed) if scene is None else tuple(scene)
    if not relations:
        return Location(None, reason=Reason.NO_LOCATION)
    rest = further([p.relation for p in placed if p.level <= Level.AIM], relations)
    wide = [r for r in relations if narrowest_width(r) > 0]
    grounds = [(r, *(w for w in wide if agree([r], [w]) > 0)) for r in rest]
    return together([locate(relations), *(locate(ground) for ground in grounds)])


def chosen(placed: Sequence[Placed]) -> tuple[Relation, ...]:
    """Return the relations that locate an event: its own words first, headline and dateline only without them.

    Relations that exclude the narrower ones are left out.
    """
    direct = [p.relation for p in placed if p.level <= Level.AIM]
    for level in (Level.NEARBY, Level.HEADLINE, Level.DATELINE):
        if not direct:
            direct = [p.relation for p in placed if p.level is level]
    return as_one(sorted(direct, key=specific))


def as_one(relations: Iterable[Relation], *, least: int = 0) -> tuple[Relation, ...]:
    """Return those of some relations, best first, that can be one ground, in the order of the text.

    Equal statements count once. Each has to agree (``least``: :func:`agree`) with every better one: a road between two
    towns agrees with both, though these are not one ground.
    """
    kept: list[Relation] = []
    for relation in relations:
        if not any(equal(relation, k) or agree([relation], [k]) < least for k in kept):
            kept.append(relation)
    kept = without_references(without_wide(kept))
    return tuple(sorted(kept, key=lambda r: (r.span.document_id, r.span.start)))


def without_references(relations: Sequence[Relation]) -> list[Relation]:
    """Leave out places that only measure: of "Bunia" and "18 km from Bunia" the second says where."""
    measured = {p.id for r in relations if r.distance is not None for p in anchor_places([r]) if width(p) == 0}
    return [
        r for r in relations if r.kind is not RelationKind.AT or measured.isdisjoint(p.id for p in anchor_places([r]))
    ]


def without_wide(relations: Sequence[Relation]) -> list[Relation]:
    """Leave out bare countries where something narrower is told."""
    widths = [max(map(width, places)) if (places := list(anchor_places([r]))) else 5 for r in relations]
    if not widths or min(widths) >= COUNTRY:
        return list(relations)
    kinds = {RelationKind.IN, RelationKind.AT}
    return [r for r, w in zip(relations, widths, strict=True) if w != COUNTRY or r.kind not in kinds]


def specific(relation: Relation) -> tuple[int, bool]:
    """Return a key that puts narrow and measured statements first."""
    places = list(anchor_places([relation]))
    bare_bearing = relation.kind is RelationKind.BEARING
    return (max(map(width, places)) + 2 * bare_bearing if places else 5, relation.distance is None)


def equal(a: Relation, b: Relation) -> bool:
    """Whether two relations state the same of the same place."""
    same_anchors = [p.id for p in anchor_places([a])] == [p.id for p in anchor_places([b])]
    similar = a.kind is b.kind or {a.kind, b.kind} <= {RelationKind.AT, RelationKind.NEAR, RelationKind.IN}
    return same_anchors and similar and a.distance == b.distance and a.bearing == b.bearing and bool(a.anchors)
