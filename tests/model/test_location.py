from __future__ import annotations

import pytest
from shapely import Point

from geoinc.model import Location, Reason, Region

REGION = Region(Point(0, 0), Point(0, 0).buffer(1), Point(0, 0).buffer(2), 1_000.0)


def test_a_location_has_a_region_or_a_reason() -> None:
    assert Location(REGION).reason is None
    assert Location(None, reason=Reason.NO_LOCATION).region is None


@pytest.mark.parametrize(("region", "reason"), [(None, None), (REGION, Reason.NO_LOCATION)])
def test_never_both_and_never_neither(region: Region | None, reason: Reason | None) -> None:
    with pytest.raises(ValueError, match="either a region or a reason"):
        Location(region, reason=reason)
