"""What notebooks show is escaped, small where it must be, and says what it leaves out."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

from shapely import LineString, Point

from geoinc.display import document_html, register, report_bundle
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


def shown_by_ipython(noun: object) -> str:
    from IPython.core.formatters import DisplayFormatter

    formatter = DisplayFormatter()
    register(formatter)
    return str(formatter.format(noun)[0]["text/html"])


def test_cards_escape_what_articles_say() -> None:
    for shown in (INCIDENT, LOCATION, Document(HOSTILE)):
        assert "<img" not in shown_by_ipython(shown)
        assert "&lt;img" in shown_by_ipython(shown)


def test_a_location_card_draws_its_working() -> None:
    drawing = shown_by_ipython(LOCATION)
    assert drawing.count("<path") == 3
    assert "35.3000 40.3000" in drawing


def test_an_absent_location_says_why() -> None:
    assert Reason.NO_LOCATION.value in shown_by_ipython(Location(None, reason=Reason.NO_LOCATION))


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


def test_importing_geoinc_in_ipython_registers_the_cards() -> None:
    code = (
        "from IPython.core.interactiveshell import InteractiveShell\n"
        "shell = InteractiveShell.instance()\n"
        "import geoinc\n"
        "data, _ = shell.display_formatter.format(geoinc.Document('In <Aden>', id='x'))\n"
        "assert '&lt;Aden&gt;' in data['text/html'], data\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
