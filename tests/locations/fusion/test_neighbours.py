"""A cone ends at the next settlement of at least half the size in its direction: one would have named that one."""

from __future__ import annotations

import math

from geoinc.locations.fusion.neighbours import cut_m
from geoinc.model import Bearing, PlaceKind
from geoinc.testing import gazetteer, place

SMALL = gazetteer(
    place("Here", 40.0, 35.0, population=10_000, id="x:here"),
    place("East", 40.5, 35.0, population=9_000),
    place("Hamlet", 40.2, 35.0, population=100),
    place("River", 40.1, 35.0, kind=PlaceKind.RIVER, id="x:river"),
)
EAST, WEST = Bearing(90.0, 22.5), Bearing(270.0, 22.5)


def test_the_next_rival_cuts() -> None:
    here = SMALL.place("x:here")
    assert 44_000 < cut_m(here, EAST, SMALL) < 47_000


def test_without_a_rival_nothing_cuts() -> None:
    here = SMALL.place("x:here")
    assert math.isinf(cut_m(here, WEST, SMALL))
    assert math.isinf(cut_m(SMALL.place("x:river"), EAST, SMALL))
    assert math.isinf(cut_m(here, EAST, None))
