from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st
from shapely import Point

from geoinc.geo.zones import LOCAL
from geoinc.incidents.merge import JOINS, join, merge, score
from geoinc.incidents.types import kind
from geoinc.model import Actor, Claim, Document, Harm, Incident, Location, Reason, Region, Role, Span, TimePrecision

NOON = datetime(2020, 6, 8, tzinfo=UTC)
DOCUMENTS = [Document(f"Text number {i}.", id=f"d{i}") for i in range(6)]


def incident(  # noqa: PLR0913 - a fixture with defaults
    number: int,
    *,
    lon: float = 10.0,
    day: int = 0,
    name: str = "attack",
    side: str | None = None,
    dead: int | None = None,
) -> Incident:
    span = Span(f"d{number}", 0, 4, "Text")
    region = Region(Point(lon, 10.0), Point(lon, 10.0).buffer(0.02), Point(lon, 10.0).buffer(0.05), 5_000.0)
    claims = (Claim(Harm.KILLED, span, min=dead, max=dead),) if dead else ()
    actors = (Actor(side, Role.ATTACKER, span, side=side),) if side else ()
    start = NOON + timedelta(days=day)
    return Incident(
        f"i{number}-{lon}-{day}-{name}", "t", (kind(name).type,), Location(region), start=start, end=start + timedelta(hours=23),
        time_precision=TimePrecision.DAY, time_text="on Monday", spans=(span,), claims=claims, actors=actors,
    )  # fmt: skip


def test_two_reports_of_one_event_are_one_incident_with_both_sources() -> None:
    [one] = merge([incident(0, dead=3), incident(1, dead=5)], DOCUMENTS)
    assert {s.document_id for s in one.spans} == {"d0", "d1"}
    assert len(one.claims) == 2


def test_other_days_places_and_types_stay_apart() -> None:
    others = [incident(1, day=1), incident(2, lon=12.0), incident(3, name="natural disaster")]
    assert len(merge([incident(0), *others], DOCUMENTS)) == 4


def test_two_incidents_of_one_text_stay_apart() -> None:
    assert len(merge([incident(0), incident(0, name="bombing")], DOCUMENTS)) == 2


def test_unlocated_and_undated_incidents_stay_apart() -> None:
    nowhere = Location(None, reason=Reason.NO_LOCATION)
    bare = [Incident(f"i{n}", "t", (kind("attack").type,), nowhere, spans=(Span(f"d{n}", 0, 4),)) for n in range(3)]
    assert len(merge(bare, DOCUMENTS)) == 3


def test_near_copies_count_once() -> None:
    text = (
        "Gunmen attacked the market of Alba on Monday and killed several people there, the mayor of the town said. " * 3
    )
    copies = [Document(text, id="d0"), Document(text + "Agency.", id="d1")]
    [one] = merge([incident(0, dead=3), incident(1, dead=3)], copies)
    assert len(one.claims) == 1
    assert len(one.spans) == 2


def test_joined_incidents_keep_the_first_id() -> None:
    assert join([incident(0), incident(1, lon=20.0)], DOCUMENTS).id == incident(0).id


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 3), st.integers(0, 2)), max_size=12))
def test_merging_loses_no_source_and_is_deterministic(shape: list[tuple[int, int, int]]) -> None:
    given_ = [incident(n, lon=10.0 + lon, day=day) for n, lon, day in shape]
    merged = merge(given_, DOCUMENTS)
    assert {s for i in merged for s in i.spans} == {s for i in given_ for s in i.spans}
    assert merge(given_, DOCUMENTS) == merged
    assert len(merged) <= len(given_)


@given(st.integers(2, 6))
def test_merging_what_is_merged_changes_nothing(number: int) -> None:
    merged = merge([incident(n) for n in range(number)], DOCUMENTS)
    assert merge(merged, DOCUMENTS) == merged


def test_days_are_compared_on_the_clocks_of_their_places() -> None:
    manila = ZoneInfo("Asia/Manila")
    day = datetime(2020, 6, 8, tzinfo=manila)
    there = replace(incident(0), start=day, end=day + timedelta(hours=23))
    nowhere = replace(incident(1), location=Location(None, reason=Reason.NO_LOCATION))
    for days, one in ((-1, False), (0, True), (1, False)):
        start = datetime(2020, 6, 8, tzinfo=LOCAL) + timedelta(days=days)
        other = replace(nowhere, start=start, end=start + timedelta(hours=23))
        assert (score(there, other, lambda _a, _b: False) >= JOINS) is one
