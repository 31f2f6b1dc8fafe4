"""Which of a text's locations an event has: relations between words and ground, chosen by where they stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from geoinc.gazetteer.names import fold
from geoinc.geodesy import distance_m
from geoinc.incidents.actors import is_actor_head
from geoinc.incidents.attribution import Speech
from geoinc.incidents.modality import Modality, cue_words
from geoinc.incidents.sentences import Sentence, datelines
from geoinc.incidents.triggers import Trigger
from geoinc.model import Alternative, Anchor, Document, Place, PlaceKind, Relation, RelationKind, Resolution, Span

AREAS = frozenset(
    {PlaceKind.CONTINENT, PlaceKind.COUNTRY, PlaceKind.TERRITORY, PlaceKind.REGION, PlaceKind.ADMIN1, PlaceKind.ADMIN2,
     PlaceKind.ADMIN3, PlaceKind.OCEAN, PlaceKind.SEA, PlaceKind.ISLAND, PlaceKind.PENINSULA, PlaceKind.DESERT}
)  # fmt: skip
"""Kinds of places that things are in rather than at."""
_WIDE = {
    PlaceKind.CONTINENT: 4, PlaceKind.OCEAN: 4, PlaceKind.COUNTRY: 3, PlaceKind.TERRITORY: 3, PlaceKind.SEA: 3,
    PlaceKind.REGION: 2, PlaceKind.DESERT: 2, PlaceKind.PENINSULA: 2, PlaceKind.ADMIN1: 2, PlaceKind.ADMIN2: 1,
    PlaceKind.ADMIN3: 1, PlaceKind.ISLAND: 1,
}  # fmt: skip
SAME_GROUND_M = {0: 8_000.0, 1: 60_000.0, 2: 250_000.0, 3: 1_500_000.0, 4: 5_000_000.0}
"""How far apart the points of two places may lie that can hold one event, by the width of the wider one."""
_LOOSE_M = 20_000.0
"""A relation that reaches farther than this from its place may leave the place's province."""
_CROSSING = 8
"""What crossing a clause boundary costs, in tokens."""
_FARTHEST = 26
"""Farther than this (tokens and crossings) words within a sentence no longer speak of one event."""
_PURPOSE = 12
_CLAUSES = frozenset({"that", "which", "who", "where", "when", "while", "after", "before", "as", "because", "but", ";", ":", "since", "if", "although"})  # fmt: skip


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
    return sorted([*relations, *plain], key=lambda r: (r.span.start, r.span.end))


def plain_relation(document: Document, resolution: Resolution) -> Relation:
    """Return the relation that a bare place name makes: in an area, at anything else."""
    assert resolution.place is not None
    mention = resolution.mention
    span = Span(document.id, mention.start, mention.end, mention.text)
    candidates = resolution.alternatives or (Alternative(resolution.place, resolution.probability),)
    kind = RelationKind.IN if resolution.place.kind in AREAS else RelationKind.AT
    return Relation(kind, (Anchor(mention.text, span, candidates),), span)


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


def anchor_places(relations: Iterable[Relation]) -> Iterator[Place]:
    """Yield the likeliest place of each anchor."""
    for relation in relations:
        for anchor in relation.anchors:
            if anchor.candidates:
                yield anchor.candidates[0].place


def width(place: Place) -> int:
    """Return how wide a kind of place is: 0 a point-like place, 4 a continent."""
    return _WIDE.get(place.kind, 0)


def agree(ours: Sequence[Relation], theirs: Sequence[Relation]) -> int:
    """Return 1 where two sets of relations can be one ground, -1 where they cannot, 0 where one is empty.

    Only the narrowest places of each side count: "in Lima, Peru" is about Lima.
    """
    left, right = _narrowest(ours), _narrowest(theirs)
    if not left or not right:
        return 0
    return 1 if any(_same_ground(a, b) for a in left for b in right) else -1


def near(ours: Sequence[Relation], theirs: Sequence[Relation], *, within_m: float) -> bool:
    """Whether the narrowest places of two sets of relations lie within a distance (metres) of one another."""
    return any(
        distance_m(a.point.x, a.point.y, b.point.x, b.point.y) <= within_m
        for a, _ in _narrowest(ours)
        for b, _ in _narrowest(theirs)
    )


def _narrowest(relations: Sequence[Relation]) -> list[tuple[Place, float]]:
    """Return the narrowest anchors of relations, each with how far from it (metres) the ground meant may lie.

    A border is no ground: what lies near the border with one country is often in another.
    """
    holding = [r for r in relations if not _beside_border(r)]
    found = [(a.candidates[0].place, _reach_m(r)) for r in holding for a in r.anchors if a.candidates]
    least = min((width(p) for p, _ in found), default=0)
    return [(p, reach) for p, reach in found if width(p) == least]


def _beside_border(relation: Relation) -> bool:
    """Whether a relation measures from a border: at it, or so far from an area's edge ("2 km from the border")."""
    if relation.kind is RelationKind.BORDER:
        return True
    areas = [width(p) > 0 for p in anchor_places([relation])]
    return relation.kind is RelationKind.DISTANCE and bool(areas) and all(areas)


def _reach_m(relation: Relation) -> float:
    if relation.distance is not None:
        return relation.distance.max_m * 1.2
    return {RelationKind.BEARING: 150_000.0, RelationKind.NEAR: 20_000.0, RelationKind.OUTSKIRTS: 15_000.0}.get(
        relation.kind, 0.0
    )


def _same_ground(ours: tuple[Place, float], theirs: tuple[Place, float]) -> bool:
    (a, reach_a), (b, reach_b) = ours, theirs
    if a.id == b.id:
        return True
    if a.country and b.country and a.country != b.country and max(width(a), width(b)) < _WIDE[PlaceKind.CONTINENT]:
        return False
    wide, narrow = (a, b) if width(a) >= width(b) else (b, a)
    if wide.kind is PlaceKind.COUNTRY:
        return wide.country == narrow.country
    if wide.kind is PlaceKind.ADMIN1 and reach_a + reach_b <= _LOOSE_M:
        return narrow.kind is not PlaceKind.ADMIN1 and _in_admin1(narrow, wide)
    apart = distance_m(a.point.x, a.point.y, b.point.x, b.point.y)
    return apart <= SAME_GROUND_M[width(wide)] + _spread_m(a, b) + reach_a + reach_b


def _spread_m(a: Place, b: Place) -> float:
    """Return how much farther than a town a city of that many people spreads (metres)."""
    people = max(a.population, b.population)
    return next((m for least, m in _SPREADS if people >= least and max(width(a), width(b)) == 0), 0.0)


_SPREADS = ((1_000_000, 14_000.0), (200_000, 6_000.0))
"""Populations, and the metres that such a city and its quarters reach beyond :data:`SAME_GROUND_M`; set by hand."""


def _in_admin1(place: Place, unit: Place) -> bool:
    if place.admin1 and fold(place.admin1) == fold(unit.name):
        return True
    near = distance_m(place.point.x, place.point.y, unit.point.x, unit.point.y) <= SAME_GROUND_M[width(unit)] / 3
    return near and (place.admin1 is None or width(place) > 0)


def gap(sentence: Sentence, trigger: Trigger, start: int, end: int) -> int:
    """Return how far code points ``start`` to ``end`` stand from a trigger: tokens, and clauses crossed."""
    tokens = sentence.tokens
    if end <= trigger.start:
        between = [t for t in tokens if end <= t.start < trigger.start]
    else:
        between = [t for t in tokens if trigger.end <= t.start < start]
    return len(between) + _CROSSING * sum(t.lower in _CLAUSES for t in between)


def assign(
    sentence: Sentence, triggers: Sequence[Trigger], relations: Sequence[Relation], speeches: Sequence[Speech]
) -> dict[int, list[Relation]]:
    """Give each relation of a sentence to the trigger that it stands with; keys index ``triggers``."""
    given: dict[int, list[Relation]] = {}
    for relation in relations:
        if not triggers or _place_of_speaking(sentence, relation, speeches):
            continue
        start = relation.span.start
        costs = [
            (_cost(sentence, t, relation) + behind_purpose(sentence, t, triggers, start), i)
            for i, t in enumerate(triggers)
        ]
        cost, i = min(costs)
        if cost <= _FARTHEST:
            given.setdefault(i, []).append(relation)
    return given


def without_strays(sentence: Sentence, relations: Sequence[Relation]) -> list[Relation]:
    """Leave out namesakes: places that the wider one named right after them ("in A, northern B") does not hold."""
    return [r for r in relations if not any(_overrules(sentence, wider, r) for wider in relations)]


def _overrules(sentence: Sentence, wider: Relation, relation: Relation) -> bool:
    ours, theirs = list(anchor_places([relation])), list(anchor_places([wider]))
    if not ours or not theirs or min(map(width, theirs)) <= max(map(width, ours)) or relation.distance is not None:
        return False
    if _beside_border(wider) or not 0 <= wider.span.start - relation.span.end <= _CHAIN:
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
    told = {Modality.ASSERTED, Modality.ATTEMPTED}
    if trigger.modality in told or start >= trigger.start:
        return 0
    between = [t.lower for t in sentence.tokens[: trigger.first] if t.start >= start]
    apart = between[-1:] == ["to"] or ";" in between
    return _PURPOSE if apart and any(t.end <= start and t.modality in told for t in triggers) else 0


def _cost(sentence: Sentence, trigger: Trigger, relation: Relation) -> float:
    behind = relation.span.start >= trigger.start
    return gap(sentence, trigger, relation.span.start, relation.span.end) + (0 if behind else 4) + 1.5 * trigger.weak


def _place_of_speaking(sentence: Sentence, relation: Relation, speeches: Sequence[Speech]) -> bool:
    """Whether a place is where somebody speaks ("told reporters in Geneva"), or only names somebody's home."""
    if _is_bare_country(sentence, relation) or any(s.span.start <= relation.span.start < s.span.end for s in speeches):
        return True
    anchor = relation.anchors[0].span.start if relation.anchors else relation.span.start
    before = [t.lower for t in sentence.tokens if t.end <= anchor][-4:]
    origin = before[-1:] in (["of"], ["from"]) and is_actor_head(before[-2] if len(before) > 1 else "")
    telling = [t.lower for t in sentence.tokens if t.end <= anchor][-6:]
    return (
        origin
        or any(w in cue_words("discourse", "telling") for w in telling)
        or any(w in _SPEAKING for w in before)
        or any(w in _BODIES for w in before[-2:])
    )


def _is_bare_country(sentence: Sentence, relation: Relation) -> bool:
    """Whether a country stands without any preposition: then it acts rather than holds ("USA in rare strike")."""
    places = list(anchor_places([relation]))
    if not places or max(map(width, places)) < _WIDE[PlaceKind.COUNTRY] or relation.kind is not RelationKind.IN:
        return False
    if relation.span.start < relation.anchors[0].span.start:
        return False
    before = [t.lower for t in sentence.tokens if t.end <= relation.span.start][-3:]
    after = [t.lower for t in sentence.tokens if t.start >= relation.span.end][:1]
    if after in (["-"], ["led"], ["backed"], ["allied"]):
        return True
    return not (set(before) & _PREPOSITIONS or before[-1:] == [","] or after in (["'s"], ["’s"], [":"], [","]))


_PREPOSITIONS = frozenset(
    {
        "in",
        "across",
        "inside",
        "throughout",
        "into",
        "near",
        "at",
        "over",
        "around",
        "within",
        "of",
        "to",
        "on",
        "from",
        "off",
    }
)

_SPEAKING = frozenset(
    {
        "released",
        "learned",
        "disclosed",
        "announced",
        "published",
        "reporters",
        "told",
        "conference",
        "interview",
        "statement",
        "communique",
    }
)
_BODIES = frozenset(
    {"branch", "affiliate", "wing", "arm", "offshoot", "chapter", "embassy", "government", "ambassador", "leader", "group", "consulate", "minister", "representative", "mission", "correspondent", "bureau"}
)  # fmt: skip
"""Nouns whose "in" or "of" tells where a body sits, not where an event was."""


def as_aim(relation: Relation) -> Relation:
    """Return the relation that an aim gives its event: who tried to take a town was near it, not in it."""
    point_like = all(width(p) == 0 for p in anchor_places([relation]))
    kinds = {RelationKind.AT, RelationKind.IN}
    return replace(relation, kind=RelationKind.NEAR) if relation.kind in kinds and point_like else relation


def chosen(placed: Sequence[Placed]) -> tuple[Relation, ...]:
    """Return the relations that locate an event: its own words first, headline and dateline only without them.

    Equal statements count once; relations that exclude the first ones are left out.
    """
    direct = [p.relation for p in placed if p.level <= Level.AIM]
    for level in (Level.NEARBY, Level.HEADLINE, Level.DATELINE):
        if not direct:
            direct = [p.relation for p in placed if p.level is level]
    kept: list[Relation] = []
    for relation in sorted(direct, key=_specific):
        if not any(_equal(relation, k) for k in kept) and (not kept or agree([relation], kept) >= 0):
            kept.append(relation)
    kept = _without_references(_without_wide(kept))
    return tuple(sorted(kept, key=lambda r: (r.span.document_id, r.span.start)))


def _without_references(relations: Sequence[Relation]) -> list[Relation]:
    """Leave out places that only measure: of "Bunia" and "18 km from Bunia" the second says where."""
    measured = {p.id for r in relations if r.distance is not None for p in anchor_places([r]) if width(p) == 0}
    return [
        r for r in relations if r.kind is not RelationKind.AT or measured.isdisjoint(p.id for p in anchor_places([r]))
    ]


def _without_wide(relations: Sequence[Relation]) -> list[Relation]:
    """Leave out bare countries where something narrower is told."""
    widths = [max(map(width, places)) if (places := list(anchor_places([r]))) else 5 for r in relations]
    if not widths or min(widths) >= _WIDE[PlaceKind.COUNTRY]:
        return list(relations)
    kinds = {RelationKind.IN, RelationKind.AT}
    return [r for r, w in zip(relations, widths, strict=True) if w != _WIDE[PlaceKind.COUNTRY] or r.kind not in kinds]


def _specific(relation: Relation) -> tuple[int, bool]:
    places = list(anchor_places([relation]))
    bare_bearing = relation.kind is RelationKind.BEARING
    return (max(map(width, places)) + 2 * bare_bearing if places else 5, relation.distance is None)


def _equal(a: Relation, b: Relation) -> bool:
    same_anchors = [p.id for p in anchor_places([a])] == [p.id for p in anchor_places([b])]
    similar = a.kind is b.kind or {a.kind, b.kind} <= {RelationKind.AT, RelationKind.NEAR, RelationKind.IN}
    return same_anchors and similar and a.distance == b.distance and a.bearing == b.bearing and bool(a.anchors)
