"""Land around a point comes in metres of its frame; far out at sea there is none."""

from __future__ import annotations

import pytest
from shapely import Point

from geoinc.locations.fields.coast import land_around


def test_a_town_on_the_coast_has_land_on_one_side() -> None:
    land = land_around(45.34, 2.03, 50_000.0)  # Mogadishu
    assert land is not None
    assert land.contains(Point(-20_000, 20_000))
    assert not land.contains(Point(20_000, -20_000))


def test_far_out_at_sea_there_is_none() -> None:
    assert land_around(-140.0, 0.0, 50_000.0) is None


@pytest.mark.parametrize("lon", [180.0, -180.0])
def test_the_antimeridian_is_no_edge(lon: float) -> None:
    land = land_around(lon, 68.5, 300_000.0)  # Chukotka
    assert land is not None
    assert land.bounds[0] < 0 < land.bounds[2]
