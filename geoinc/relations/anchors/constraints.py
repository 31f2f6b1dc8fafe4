"""What the anchors of a clause should be: which kinds of places its relation has, and what its names give way to."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from geoinc.gazetteer.names.context import Context
from geoinc.model import PlaceKind, RelationKind
from geoinc.relations.anchors import namesakes
from geoinc.relations.clauses import Clause

METRIC_KINDS = (
    RelationKind.OFFSET,
    RelationKind.ORTHOGONAL,
    RelationKind.DISTANCE,
    RelationKind.WITHIN,
    RelationKind.BEYOND,
    RelationKind.TRAVEL,
    RelationKind.BETWEEN,
    RelationKind.HALFWAY,
    RelationKind.ROAD,
    RelationKind.OUTSKIRTS,
    RelationKind.ANCHORAGE,
    RelationKind.PORT,
    RelationKind.UPSTREAM,
    RelationKind.DOWNSTREAM,
)
"""Distances are told from settlements, roads and outskirts are those of settlements, seldom of units."""

PREFERRED = {
    **dict.fromkeys(METRIC_KINDS, (PlaceKind.SETTLEMENT, PlaceKind.QUARTER, PlaceKind.ISLAND, PlaceKind.FACILITY)),
    RelationKind.AT: (
        *(PlaceKind.COUNTRY, PlaceKind.TERRITORY, PlaceKind.CONTINENT, PlaceKind.OCEAN, PlaceKind.SEA),
        *(PlaceKind.ISLAND, PlaceKind.REGION, PlaceKind.PENINSULA, PlaceKind.MOUNTAIN, PlaceKind.DESERT),
        *(PlaceKind.LAKE, PlaceKind.STRAIT, PlaceKind.SETTLEMENT, PlaceKind.ADMIN1, PlaceKind.RIVER),
    ),
    RelationKind.MOUTH: (PlaceKind.RIVER,),
    RelationKind.BANK: (PlaceKind.RIVER, PlaceKind.LAKE),
    RelationKind.CONFLUENCE: (PlaceKind.RIVER,),
    RelationKind.BORDER: (PlaceKind.COUNTRY, PlaceKind.TERRITORY, PlaceKind.ADMIN1, PlaceKind.ADMIN2),
    RelationKind.PART: (
        PlaceKind.COUNTRY,
        PlaceKind.TERRITORY,
        PlaceKind.REGION,
        PlaceKind.ADMIN1,
        PlaceKind.ISLAND,
        PlaceKind.PENINSULA,
    ),
    RelationKind.OFF_COAST: (
        *(PlaceKind.ISLAND, PlaceKind.COUNTRY, PlaceKind.TERRITORY, PlaceKind.PENINSULA),
        *(PlaceKind.COAST, PlaceKind.ADMIN1),
    ),
    RelationKind.IN: (PlaceKind.COUNTRY, PlaceKind.REGION, PlaceKind.ADMIN1, PlaceKind.ADMIN2),
}
AREAL_OF = frozenset(("of:border", "of:coast"))


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a clause's anchors should be: kinds preferred, the text's countries, context that all share.

    ``demanded`` kinds are taken before all others, if there are such; ``towns`` are the kinds of units that give way
    to the town they are named after, if it has ``least_people``; ``measured`` says that a distance and a bearing
    follow, ``through`` that the anchors may lie outside the context.
    """

    kinds: tuple[PlaceKind, ...]
    home: Context | None
    extra: tuple[str, ...]
    demanded: tuple[PlaceKind, ...] = ()
    towns: frozenset[PlaceKind] = frozenset()
    measured: bool = False
    least_people: int = 0
    through: bool = False


def wanted_of(clause: Clause, home: Context | None, extra: tuple[str, ...], *, alone: bool) -> Wanted:
    """Return what the anchors of a clause should be; ``alone`` says that no other clause speaks of the place."""
    kind = RelationKind.AT if alone and clause.kind is RelationKind.IN else clause.kind
    measured = clause.distance is not None and clause.bearing is not None
    through = kind is RelationKind.ROAD and len(clause.names) > 1
    demanded = namesakes.demanded(clause)
    return _wanted(kind, clause.qualifiers, home, extra, demanded, measured=measured, through=through)


@lru_cache(maxsize=512)
def _wanted(  # noqa: PLR0913 - all of a clause but its names and numbers
    kind: RelationKind,
    qualifiers: tuple[str, ...],
    home: Context | None,
    extra: tuple[str, ...],
    demanded: tuple[PlaceKind, ...],
    *,
    measured: bool,
    through: bool,
) -> Wanted:
    areal = not AREAL_OF.isdisjoint(qualifiers)
    preferred = PREFERRED[RelationKind.BORDER] if areal else PREFERRED.get(kind, ())
    if "central" in qualifiers:
        kind, preferred = RelationKind.AT, (PlaceKind.COUNTRY, PlaceKind.SETTLEMENT, *preferred)
    towns = frozenset() if "of:border" in qualifiers else namesakes.units_behind_towns(kind)
    least = namesakes.PORT_PEOPLE if kind is RelationKind.OFF_COAST else 0
    return Wanted(preferred, home, extra, demanded, towns, measured, least, through)
