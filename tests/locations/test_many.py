"""Many locations at once are those of each by itself."""

import itertools
import math

import pytest
from shapely import Point

from geoinc.locations.fuse import fuse
from geoinc.locations.many import figures, figures_of
from geoinc.model import (
    Alternative,
    Anchor,
    Bearing,
    Distance,
    Genre,
    Place,
    PlaceKind,
    Relation,
    RelationKind,
    Span,
)


def relation(
    kind: RelationKind,
    places: dict[tuple[float, float], float],
    *,
    km: float | None = None,
    bearing: float | None = None,
) -> Relation:
    found = tuple(
        Alternative(Place(f"x:{lon}", f"Town {lon}", PlaceKind.SETTLEMENT, Point(lon, lat), population=5000), share)
        for (lon, lat), share in places.items()
    )
    return Relation(
        kind,
        (Anchor("Town", Span("d", 10, 14), found),),
        Span("d", 0, 14, "of the Town"),
        distance=None if km is None else Distance(km * 1000, km * 1000, km * 1000, 500),
        bearing=None if bearing is None else Bearing(bearing, 22.5),
    )


ONE, POLAR, SEAM = {(40.3, 35.3): 1.0}, {(10.0, 82.0): 1.0}, {(179.95, -17.0): 1.0}
TWO = {(40.3, 35.3): 0.6, (41.3, 35.3): 0.4}
SURE = {(179.95, 35.3): 0.99, (41.3, 35.3): 0.01}
CASES = [
    relation(kind, places, km=km, bearing=bearing)
    for kind, places, (km, bearing) in itertools.product(
        (RelationKind.AT, RelationKind.NEAR, RelationKind.DISTANCE, RelationKind.OFFSET, RelationKind.TRAVEL),
        (ONE, POLAR, SEAM, TWO, SURE, {}),
        ((8.0, 90.0), (80.0, 359.0), (0.0, 10.0), (3000.0, 100.0), (8.0, None), (None, None), (math.nan, 90.0)),
    )
]


@pytest.mark.parametrize("genre", list(Genre))
@pytest.mark.parametrize("method", ["density", "point-radius"])
def test_figures_are_those_of_each_location(genre: Genre, method: str) -> None:
    asked = [((case,), genre) for case in CASES]
    asked += [((), genre), ((CASES[0], CASES[1]), genre)]
    one_by_one = [figures_of(fuse(relations, None, genre=genre, method=method)) for relations, _ in asked]
    assert list(map(repr, figures(asked, None, method=method))) == list(map(repr, one_by_one))


def test_a_location_without_its_working_is_the_same_otherwise() -> None:
    plain, drawn = fuse(CASES[:1], None, drawn=False), fuse(CASES[:1], None)
    assert drawn.working
    assert not plain.working
    assert figures_of(plain) == figures_of(drawn)


def test_nothing_asked_is_nothing() -> None:
    assert figures([], None) == []
