"""What notebooks show is escaped, small where it must be, and says what it leaves out."""

from __future__ import annotations

from dataclasses import replace

from shapely import LineString, Point

from geoinc.display import document_html, report_bundle
from geoinc.model import (
    Document,
    Findings,
    Incident,
    Location,
    Mention,
    Place,
    PlaceKind,
    Reason,
    Region,
    Resolution,
    Span,
    Working,
)
from geoinc.report import Report

HOSTILE = "<img src=x onerror=alert(1)>"
POINT = Point(40.3, 35.3)
REGION = Region(POINT, POINT.buffer(0.01), POINT.buffer(0.03), 3_000.0)
LOCATION = Location(
    REGION,
    text=HOSTILE,
    explanation="near it",
    working=(Working("anchor", "a line", LineString([(40.2, 35.3), (40.4, 35.3)])),),
)
INCIDENT = Incident("i", HOSTILE, (), LOCATION, spans=(Span("d", 0, 5, HOSTILE),))


def test_cards_escape_what_articles_say() -> None:
    for shown in (INCIDENT, LOCATION, Document(HOSTILE)):
        assert "<img" not in shown._repr_html_()
        assert "&lt;img" in shown._repr_html_()


def test_a_location_card_draws_its_working() -> None:
    drawing = LOCATION._repr_html_()
    assert drawing.count("<path") == 3
    assert "35.3000 40.3000" in drawing


def test_an_absent_location_says_why() -> None:
    assert Reason.NO_LOCATION.value in Location(None, reason=Reason.NO_LOCATION)._repr_html_()


def test_mentions_are_marked_in_the_text() -> None:
    place = Place("x:1", 'A "quoted" place', PlaceKind.SETTLEMENT, POINT)
    html = document_html(Document("In <Aden> today"), [Resolution(Mention(4, 8, "Aden"), place, probability=1.0)])
    assert "&lt;<span" in html
    assert "&quot;quoted&quot;" in html
    assert ">Aden</span>&gt; today" in html


def test_a_report_shows_its_map_in_a_sandbox() -> None:
    bundle = Report(Findings(incidents=(INCIDENT,)))._repr_mimebundle_()
    assert set(bundle) == {"text/plain", "text/html", "application/geo+json"}
    assert 'sandbox="allow-scripts' in bundle["text/html"]
    assert "<img src=x" not in bundle["text/html"]


def test_a_large_report_says_how_to_save_the_map() -> None:
    many = Findings(incidents=tuple(replace(INCIDENT, id=str(n)) for n in range(3)))
    bundle = report_bundle(many, "3 incidents", limit=2)
    assert "report.save" in bundle["text/html"]
    assert "application/geo+json" not in bundle
