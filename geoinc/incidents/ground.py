"""Which ground the places of relations stand for: how wide it is, and whether two can be one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from geoinc.gazetteer.names.fold import fold
from geoinc.geo.geodesy import distance_m
from geoinc.language.lexicon import load as load_words
from geoinc.model import Place, PlaceKind, Relation, RelationKind

AREAS = frozenset(
    {PlaceKind.CONTINENT, PlaceKind.COUNTRY, PlaceKind.TERRITORY, PlaceKind.REGION, PlaceKind.ADMIN1, PlaceKind.ADMIN2,
     PlaceKind.ADMIN3, PlaceKind.OCEAN, PlaceKind.SEA, PlaceKind.ISLAND, PlaceKind.PENINSULA, PlaceKind.DESERT}
)  # fmt: skip
"""Kinds of places that things are in rather than at."""
WIDTHS = {
    PlaceKind.CONTINENT: 4, PlaceKind.OCEAN: 4, PlaceKind.COUNTRY: 3, PlaceKind.TERRITORY: 3, PlaceKind.SEA: 3,
    PlaceKind.REGION: 2, PlaceKind.DESERT: 2, PlaceKind.PENINSULA: 2, PlaceKind.ADMIN1: 2, PlaceKind.ADMIN2: 1,
    PlaceKind.ADMIN3: 1, PlaceKind.ISLAND: 1,
}  # fmt: skip
"""How wide kinds of places are; the others are 0, point-like."""
COUNTRY = WIDTHS[PlaceKind.COUNTRY]
"""How wide a country is."""
WIDE = WIDTHS[PlaceKind.ADMIN1]
"""Of this width on a place is no town or district."""
SAME_GROUND_M = {0: 8_000.0, 1: 60_000.0, 2: 250_000.0, 3: 1_500_000.0, 4: 5_000_000.0}
"""How far apart the points of two places may lie that can hold one event, by the width of the wider one."""
_ADJECTIVES = tuple(load_words("scene")["adjectives"])
_LOOSE = frozenset({RelationKind.NEAR, RelationKind.BEARING, RelationKind.OUTSKIRTS})
_LOOSE_M = 20_000.0
"""A relation that reaches farther than this from its place may leave the place's province."""


def anchor_places(relations: Iterable[Relation]) -> Iterator[Place]:
    """Yield the likeliest place of each anchor."""
    for relation in relations:
        for anchor in relation.anchors:
            if anchor.candidates:
                yield anchor.candidates[0].place


def anchor_start(relation: Relation) -> int:
    """Return the code point at which the name that a relation rests on begins; its own where it rests on none."""
    return (relation.anchors[0].span if relation.anchors else relation.span).start


def width(place: Place) -> int:
    """Return how wide a kind of place is: 0 a point-like place, 4 a continent."""
    return WIDTHS.get(place.kind, 0)


def narrowest(relation: Relation) -> Place | None:
    """Return the narrowest place that a relation rests on, the first of equals; None where it rests on none."""
    return min(anchor_places([relation]), key=width, default=None)


def narrowest_width(relation: Relation) -> int:
    """Return how wide the narrowest place is that a relation rests on; 0 where it rests on none."""
    return min(map(width, anchor_places([relation])), default=0)


def agree(ours: Sequence[Relation], theirs: Sequence[Relation]) -> int:
    """Return 1 where two sets of relations can be one ground, -1 where they cannot, 0 where one is empty.

    Only the narrowest places of each side count: "in Lima, Peru" is about Lima.
    """
    left, right = _narrowest(ours), _narrowest(theirs)
    if not left or not right:
        return 0
    return 1 if any(_same_ground(a, b) for a in left for b in right) else -1


def is_nationality(relation: Relation) -> bool:
    """Whether a relation rests on a country that an adjective tells ("Malaysian"); what kind of ground that is, if any, follows."""
    places = list(anchor_places([relation]))
    return (
        bool(places)
        and min(map(width, places)) >= COUNTRY
        and any(
            fold(anchor.text) != fold(anchor.candidates[0].place.name) and anchor.text.lower().endswith(_ADJECTIVES)
            for anchor in relation.anchors
            if anchor.candidates
        )
    )


def names_unit_of(ours: Sequence[Relation], theirs: Sequence[Relation]) -> bool:
    """Whether one side's places have the name of a unit that holds one of the other: "in Sagaing" of Kanbalu, Sagaing Region."""
    return any(
        p.country == q.country and p.id != q.id and fold(q.admin1 or "").startswith(fold(p.name))
        for p in anchor_places(ours)
        for q in anchor_places(theirs)
    )


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
    holding = [r for r in relations if not beside_border(r)]
    if len(holding) > 1:
        exact = [r for r in holding if r.kind not in _LOOSE or r.distance is not None]
        if len(exact) < len(holding) and any(width(p) == 0 for p in anchor_places(exact)):
            holding = exact  # "in Huwara, near Nablus" is about Huwara
    found = [(a.candidates[0].place, _reach_m(r)) for r in holding for a in r.anchors if a.candidates]
    if len(found) < 2:
        return found
    least = min((width(p) for p, _ in found), default=0)
    return [(p, reach) for p, reach in found if width(p) == least]


def beside_border(relation: Relation) -> bool:
    """Whether a relation measures from a border: at it, or so far from an area's edge ("2 km from the border")."""
    if relation.kind is not RelationKind.DISTANCE:
        return relation.kind is RelationKind.BORDER
    areas = [width(p) > 0 for p in anchor_places([relation])]
    return bool(areas) and all(areas)


def _reach_m(relation: Relation) -> float:
    if relation.distance is not None:
        return relation.distance.max_m * 1.2
    return _REACHES_M.get(relation.kind, 0.0)


_REACHES_M = {RelationKind.BEARING: 150_000.0, RelationKind.NEAR: 20_000.0, RelationKind.OUTSKIRTS: 15_000.0}
"""How far from its place the ground may lie that a relation without a distance means."""


def _same_ground(ours: tuple[Place, float], theirs: tuple[Place, float]) -> bool:
    (a, reach_a), (b, reach_b) = ours, theirs
    if a.id == b.id:
        return True
    if a.country and b.country and a.country != b.country and max(width(a), width(b)) < WIDTHS[PlaceKind.CONTINENT]:
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
    if place.admin1 is not None and width(place) == 0:
        return False
    # Where nothing says which unit a camp or hill is in, only what is far from its middle is outside.
    share = 1 / 3 if width(place) > 0 else 2 / 3
    return distance_m(place.point.x, place.point.y, unit.point.x, unit.point.y) <= SAME_GROUND_M[width(unit)] * share
