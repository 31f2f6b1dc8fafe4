"""What a map is headed with."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from geoinc.model import Document, Findings, Incident, Location, Reason
from geoinc.render.title import title


def incident(day: str | None) -> Incident:
    start = None if day is None else datetime.fromisoformat(day).replace(tzinfo=UTC)
    return Incident(f"i-{day}", "", (), Location(None, reason=Reason.UNKNOWN_NAME), start=start)


TWO = (Document("One.", id="a", title="First"), Document("Two.", id="b", title="Second"))


def test_one_report_gives_its_title() -> None:
    assert title(Findings(documents=TWO[:1])) == "First"


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (["2018-03-05", "2018-03-05"], "2 incidents, West Africa, 5 March 2018"),
        (["2018-03-05", "2018-03-28"], "2 incidents, West Africa, March 2018"),
        (["2018-03-05", "2018-05-01"], "2 incidents, West Africa, March to May 2018"),
        (["2016-12-31", "2018-05-01", None], "3 incidents, West Africa, 2016 to 2018"),
        ([None], "1 incident, West Africa"),
    ],
)
def test_several_reports_say_how_many_where_and_when(days: list[str | None], words: str) -> None:
    found = Findings(documents=TWO, incidents=tuple(map(incident, days)), region="West Africa")
    assert title(found) == words


def test_what_is_not_known_is_left_out() -> None:
    found = Findings(documents=TWO, incidents=(incident(None),))
    assert title(found) == "1 incident"
    assert title(replace(found, incidents=())) == "No incidents in 2 reports"
