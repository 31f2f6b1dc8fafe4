from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from geoinc.geo.zones import LOCAL, in_utc, is_local, zone_at, zone_name, zone_named


@pytest.mark.parametrize(
    ("lon", "lat", "name"),
    [
        (40.3, 35.3, "Asia/Damascus"),
        (-104.9, 39.7, "America/Denver"),
        (77.2, 34.1, "Asia/Kolkata"),
        (150.0, 0.0, "Etc/GMT-10"),
    ],
)
def test_a_point_has_a_zone_at_sea_too(lon: float, lat: float, name: str) -> None:
    zone = zone_at(lon, lat)
    assert zone is not None
    assert zone.key == name


def test_a_moment_is_utc_where_its_zone_is_known_and_nowhere_else() -> None:
    night = datetime(2018, 2, 7, 22, tzinfo=ZoneInfo("Asia/Damascus"))
    assert in_utc(night) == datetime(2018, 2, 7, 20, tzinfo=UTC)
    assert in_utc(datetime(2018, 2, 7, 22, tzinfo=LOCAL)) is None
    assert in_utc(None) is None


@pytest.mark.parametrize("zone", [ZoneInfo("Asia/Damascus"), UTC, LOCAL])
def test_a_zone_is_known_by_its_name(zone: ZoneInfo | timezone) -> None:
    moment = datetime(2018, 2, 7, tzinfo=zone)
    assert zone_named(zone_name(moment) or "") is zone


def test_an_offset_is_no_local_time() -> None:
    three = timezone(timedelta(hours=3))
    assert not is_local(three)
    assert not is_local(UTC)
    assert zone_name(datetime(2018, 2, 7, tzinfo=three)) == "UTC+03:00"
