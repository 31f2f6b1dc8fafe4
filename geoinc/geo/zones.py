"""Time zones of places, and moments that say which zone they are told in.

A moment is an aware date-time. Its zone is the place's where that is known (:class:`zoneinfo.ZoneInfo`), UTC where the
text says so, and :data:`LOCAL` where it is the clock of a place whose zone nobody knows: its date and hour are the
local ones, and no moment of UTC follows from them.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

LOCAL = timezone(timedelta(0), "local")
"""Local time of a zone that is not known; its offset of 0 only lets moments be compared by their dates."""

_LOCAL_NAME = LOCAL.tzname(None)


@lru_cache(maxsize=8192)
def zone_at(lon: float, lat: float) -> ZoneInfo | None:
    """Return the zone of a point (degrees), nautical at sea; None where it has none.

    >>> zone_at(40.3, 35.3)
    zoneinfo.ZoneInfo(key='Asia/Damascus')
    """
    from tzfpy import get_tz

    name = get_tz(lon, lat)
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, OSError, ValueError):
        return None


def zone_name(moment: datetime | None) -> str | None:
    """Return the IANA name of a moment's zone, "UTC", an offset such as "UTC+03:00"; None for local time.

    >>> zone_name(datetime(2018, 2, 7, 22, tzinfo=ZoneInfo("Asia/Damascus"))), zone_name(datetime(2018, 2, 7, tzinfo=LOCAL))
    ('Asia/Damascus', None)
    """
    zone = None if moment is None else moment.tzinfo
    if zone is None or is_local(zone):
        return None
    return zone.key if isinstance(zone, ZoneInfo) else str(zone)


def is_local(zone: tzinfo | None) -> bool:
    """Whether a moment's zone is that of a place whose zone is not known."""
    return isinstance(zone, timezone) and zone.tzname(None) == _LOCAL_NAME


def in_utc(moment: datetime | None) -> datetime | None:
    """Return a moment in UTC; None where its zone is not known."""
    if moment is not None and moment.tzinfo is UTC:
        return moment
    return None if moment is None or moment.tzinfo is None or is_local(moment.tzinfo) else moment.astimezone(UTC)


def zone_named(name: str) -> tzinfo:
    """Return the zone that :func:`zone_name` named, :data:`LOCAL` for what is none."""
    if name in {"UTC", "Z"}:
        return UTC
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, OSError, ValueError):
        return LOCAL
