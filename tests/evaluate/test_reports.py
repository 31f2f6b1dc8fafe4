"""Scores of reports that tell several events."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
import shapely
from click.testing import CliRunner

from geoinc.cli.main import cli
from geoinc.errors import InputError
from geoinc.evaluate.reports import as_lines, read, score
from geoinc.model import (
    Actor,
    EventType,
    Harm,
    Incident,
    Location,
    Reason,
    Region,
    Role,
    Span,
    Tally,
)

REPORT = """
[[report]]
id = "two"
published = 2024-05-10
text = "Gunmen killed six in Gao on Thursday. A bomb went off in Kidal. In 2012 rebels took Timbuktu."
events = [
  { type = "attack", lon = -0.04, lat = 16.27, date = 2024-05-09, killed = 6, attackers = ["gunmen"], sentences = [0] },
  { type = "bombing", lon = 1.41, lat = 18.44 },
]
background = [{ lon = -3.01, lat = 16.77 }]
"""
SPAN = Span("two", 0, 6, "Gunmen")


def incident(lon: float | None, lat: float = 0.0, **more: object) -> Incident:
    """An incident at a point, or nowhere."""
    region = None
    if lon is not None:
        point = shapely.Point(lon, lat)
        region = Region(point, point.buffer(0.01), point.buffer(0.02), 2_000.0)
    return Incident(
        f"i{lon}",
        "Attack",
        (EventType("attack"),),
        Location(region, reason=None if region else Reason.NO_LOCATION),
        **more,
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file of one report."""
    file = tmp_path / "reports.toml"
    file.write_text(REPORT)
    return file


def test_an_event_is_answered_by_the_incident_that_agrees_most(path: Path) -> None:
    """Of two incidents at one place, the one with the toll and the day answers; the other is told twice."""
    toll = {Harm.KILLED: Tally(6, 6, 6)}
    right = incident(
        -0.05,
        16.27,
        casualties=toll,
        start=datetime(2024, 5, 9, tzinfo=UTC),
        actors=(Actor("Gunmen", Role.ATTACKER, SPAN),),
    )
    found = [incident(-0.04, 16.27), right, incident(30.0, 10.0), incident(-3.0, 16.77)]
    scores = score(read(path), lambda _: found)
    assert scores["right pin"] == {"share": 0.5, "right": 1, "of": 2}
    assert scores["killed"]["share"] == scores["right day"]["share"] == scores["attackers"]["share"] == 1.0
    assert scores["attackers wrong"]["share"] == 0.0
    assert (scores["pins told twice"]["right"], scores["pins where nothing happened"]["right"]) == (1, 1)
    assert any("right pin" in line and "1 of 2" in line for line in as_lines(scores))


def test_where_a_report_names_nobody_only_somebody_found_is_scored(tmp_path: Path) -> None:
    """An empty list asks for no name; whoever is found all the same is wrong."""
    file = tmp_path / "reports.toml"
    file.write_text(REPORT.replace('["gunmen"]', "[]"))
    found = incident(-0.04, 16.27, actors=(Actor("Hill Front", Role.ATTACKER, SPAN, kind="armed group"),))
    scores = score(read(file), lambda _: [found])
    assert "attackers" not in scores
    assert scores["attackers wrong"] == {"share": 1.0, "right": 1, "of": 1}


def test_without_a_pin_a_toll_answers_for_an_event(path: Path) -> None:
    """An incident that no map shows is found by its toll, and is no right pin."""
    toll = {Harm.KILLED: Tally(6, 6, 6)}
    scores = score(read(path), lambda _: [incident(None, casualties=toll)])
    assert (scores["any incident"]["right"], scores["right pin"]["right"], scores["no pin"]["right"]) == (1, 0, 2)
    assert "pins where nothing happened" not in scores


@pytest.mark.parametrize("text", ["[[report]]\nid = 'a'\n", "report = 3", "not toml ["])
def test_what_is_no_file_of_reports_is_named(tmp_path: Path, text: str) -> None:
    """The error names the file and where the format is told."""
    file = tmp_path / "bad.toml"
    file.write_text(text)
    with pytest.raises(InputError, match=r"bad\.toml: it holds no reports.*evaluation\.md"):
        read(file)


def test_the_command_prints_every_measure(path: Path) -> None:
    """``geoinc evaluate reports`` reads the file and prints shares."""
    result = CliRunner().invoke(cli, ["evaluate", "reports", str(path)])
    assert result.exit_code == 0, result.output
    assert "right and specific pin" in result.output
    assert "attackers" in result.output
