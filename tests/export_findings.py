"""One set of findings for all formats: located, unlocated, over the antimeridian, hostile, before 1900."""

from __future__ import annotations

from datetime import UTC, date, datetime

from shapely import MultiPolygon, Point, box

from geoinc.model import (
    Actor,
    Claim,
    Code,
    Document,
    EventType,
    Findings,
    Harm,
    Incident,
    Location,
    Mention,
    MentionKind,
    Operator,
    Place,
    PlaceKind,
    Reason,
    Region,
    Resolution,
    Role,
    Span,
    Status,
    Tally,
    TimePrecision,
)

TEXT = "Three people died near Ras Tanura on 4 May, a doctor said. =HYPERLINK(1) was painted on a wall."
DOCUMENT = Document(
    TEXT,
    id="a.txt",
    title="Fire at a port",
    published=date(2019, 5, 5),
    source="example.org",
    uri="https://example.org/a",
)
SENTENCE = Span("a.txt", 0, 58, TEXT[:58])
STRIKE = EventType("explosion", "Explosions/Remote violence", "Remote explosive/landmine/IED", 3, "ASSAULT")


def region(lon: float, lat: float) -> Region:
    return Region(Point(lon, lat), Point(lon, lat).buffer(0.01), Point(lon, lat).buffer(0.03), 3_300.0)


def located() -> Incident:
    claim = Claim(Harm.KILLED, SENTENCE, min=3, max=3, operator=Operator.EXACT, victims="people", speaker="a doctor")
    return Incident(
        "inc-1",
        "Explosion near Ras Tanura — «fire»",
        (STRIKE,),
        Location(region(50.15, 26.64), text="near Ras Tanura", spans=(SENTENCE,), explanation="near Ras Tanura"),
        start=datetime(2019, 5, 4, tzinfo=UTC),
        end=datetime(2019, 5, 4, 23, 59, 59, tzinfo=UTC),
        time_precision=TimePrecision.DAY,
        time_text="on 4 May",
        claims=(claim,),
        casualties={Harm.KILLED: Tally(3, 3, 3)},
        actors=(Actor("=cmd|' /C calc'!A0", Role.ATTACKER, SENTENCE), Actor("civilians", Role.TARGET, SENTENCE)),
        spans=(SENTENCE,),
        codes=(
            Code("acled", "time_precision", "1", "a day is stated"),
            Code("acled", "geo_precision", "2", "near a town"),
        ),
    )


def unlocated() -> Incident:
    return Incident(
        "inc-2",
        "+ 名前 " + "x" * 255,
        (),
        Location(None, reason=Reason.NO_LOCATION),
        start=datetime(1893, 1, 1, tzinfo=UTC),
        end=datetime(1893, 12, 31, 23, 59, 59, tzinfo=UTC),
        time_precision=TimePrecision.YEAR,
        status=Status.BACKGROUND,
        spans=(Span("a.txt", 59, 95, TEXT[59:95]),),
    )


def over_the_antimeridian() -> Incident:
    halves = MultiPolygon([box(179.5, -17, 180, -16), box(-180, -17, -179.5, -16)])
    inner = MultiPolygon([box(179.9, -16.6, 180, -16.4), box(-180, -16.6, -179.9, -16.4)])
    return Incident(
        "inc-3",
        "Ship aground",
        (STRIKE,),
        Location(Region(Point(-179.95, -16.5), inner, halves, 60_000.0), text="off Taveuni"),
    )


def made() -> Findings:
    place = Place("geonames:102585", "Rās Tannūrah", PlaceKind.SETTLEMENT, Point(50.15, 26.64), country="SA")
    mentions = (
        Resolution(Mention(23, 33, "Ras Tanura"), place, probability=0.97),
        Resolution(Mention(60, 69, "HYPERLINK", MentionKind.EMBEDDED), None, reason=Reason.NOT_A_PLACE),
    )
    return Findings(
        documents=(DOCUMENT,),
        resolutions={"a.txt": mentions},
        incidents=(located(), unlocated(), over_the_antimeridian()),
    )
