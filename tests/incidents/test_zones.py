from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from incident_inputs import locate, place, relation, resolve
from shapely import Point, box

from geoinc.geo.zones import LOCAL, in_utc, zone_name
from geoinc.incidents.find import find_incidents
from geoinc.incidents.zones import zone_of
from geoinc.model import Document, Incident, Location, PlaceKind, Reason, Region, RelationKind
from geoinc.text.time_ranges import Time, bounds
from geoinc.text.times import find_times

DOCUMENT = Document("at Alba")
IN_SYRIA = place("Alba", at=(40.3, 35.3), country="SY")
ALBA = locate([relation(DOCUMENT, "at Alba", RelationKind.AT, IN_SYRIA)])
DAMASCUS = ZoneInfo("Asia/Damascus")
PUBLISHED = date(2018, 2, 12)


def time(words: str) -> Time:
    [found] = find_times(words, PUBLISHED)
    return found


def told(text: str, at: tuple[float, float] = (40.3, 35.3)) -> Incident:
    document = Document(text, published=PUBLISHED)
    [found] = find_incidents(document, resolve(document, {"Alba": place("Alba", at=at)}), [], locate)
    return found


def test_a_clock_time_is_of_the_place() -> None:
    when = time("on Wednesday at 10:00 p.m.")
    assert bounds(when, zone_of(ALBA, when)) == (datetime(2018, 2, 7, 20, tzinfo=UTC),) * 2


def test_a_named_zone_goes_before_the_place_and_is_told_on_its_clocks() -> None:
    when = time("on Wednesday at 10:00 p.m. GMT")
    found = bounds(when, zone_of(ALBA, when))
    assert found is not None
    assert found[0] == datetime(2018, 2, 7, 22, tzinfo=UTC)
    assert zone_name(found[0]) == "Asia/Damascus"
    assert found[0].date() == date(2018, 2, 8)
    assert bounds(when) == found
    assert zone_name((bounds(when) or found)[0]) == "UTC"


def test_a_day_is_the_one_of_the_place() -> None:
    found = told("Rebels attacked Alba on 7 February 2018, killing two soldiers.")
    assert found.start == datetime(2018, 2, 7, tzinfo=DAMASCUS)
    assert in_utc(found.start) == datetime(2018, 2, 6, 22, tzinfo=UTC)
    assert found.end is not None
    assert found.end.date() == date(2018, 2, 7)


def test_without_a_place_a_day_stays_local() -> None:
    document = Document("Rebels attacked a village on 7 February 2018, killing two soldiers.", published=PUBLISHED)
    [found] = find_incidents(document, [], [], lambda _: Location(None, reason=Reason.NO_LOCATION))
    assert found.start is not None
    assert (found.start.date(), in_utc(found.start), zone_name(found.start)) == (date(2018, 2, 7), None, None)


def test_an_hour_in_a_country_of_several_zones_is_not_converted() -> None:
    russia = Region(Point(90, 60), box(60, 55, 120, 65), box(30, 50, 140, 70), 2_500_000.0)
    unit = place("Rossia", PlaceKind.COUNTRY, at=(90, 60), country="RU")
    wide = Location(russia, relations=(relation(Document("in Rossia"), "in Rossia", RelationKind.IN, unit),))
    hour, day = time("on Wednesday at 10:00 p.m."), time("on Wednesday")
    assert zone_of(wide, hour) is None
    assert (bounds(hour, None) or (None,))[0] == datetime(2018, 2, 7, 22, tzinfo=LOCAL)
    assert zone_of(wide, day) is not None


def test_an_hour_in_a_wide_place_of_one_zone_is_converted() -> None:
    nigeria = Region(Point(8, 9), box(5, 6, 11, 12), box(3, 4.5, 14, 13.5), 600_000.0)
    assert zone_of(Location(nigeria), time("on Wednesday at 10:00 p.m.")) == ZoneInfo("Africa/Lagos")


def test_the_named_place_decides_at_a_border() -> None:
    beyond = Region(Point(38.95, 36.72), Point(38.95, 36.72).buffer(0.1), Point(38.95, 36.72).buffer(0.2), 20_000.0)
    turkish = place("Kale", at=(38.95, 36.75), country="TR")
    location = Location(beyond, relations=(relation(Document("near Kale"), "near Kale", RelationKind.NEAR, turkish),))
    assert zone_of(location, time("on Wednesday")) == ZoneInfo("Europe/Istanbul")
