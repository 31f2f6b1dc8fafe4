"""Incidents go to JSON and come back whole."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from geoinc.errors import ExportError
from geoinc.export import codec
from geoinc.geo.zones import LOCAL, is_local
from geoinc.model import Findings, Incident


def test_half_characters_of_a_saved_file_become_whole(findings: Findings) -> None:
    text = codec.dumps(replace(findings.incidents[0], title="aXb")).replace("aXb", "a\\ud800b")

    assert codec.loads(text).title == "a\ufffdb"


def test_every_incident_comes_back_as_it_was(findings: Findings) -> None:
    for incident in findings.incidents:
        assert codec.loads(codec.dumps(incident)) == incident


def test_what_has_its_default_is_left_out(findings: Findings) -> None:
    bare = Incident("i", "t", (), findings.incidents[1].location)
    assert set(json.loads(codec.dumps(bare))) == {"id", "title", "location"}


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2019, 5, 4, 10, tzinfo=UTC),
        datetime(2019, 5, 4, 10, tzinfo=ZoneInfo("Asia/Damascus")),
        datetime(2019, 5, 4, 10, tzinfo=LOCAL),
        datetime(2019, 5, 4, 10, tzinfo=timezone(timedelta(hours=5, minutes=30))),
    ],
)
def test_a_moment_keeps_its_zone(findings: Findings, moment: datetime) -> None:
    back = codec.loads(codec.dumps(replace(findings.incidents[0], start=moment))).start
    assert back is not None
    assert (back, back.utcoffset(), is_local(back.tzinfo)) == (moment, moment.utcoffset(), moment.tzinfo is LOCAL)


@pytest.mark.parametrize("text", ["", "[]", '{"id": 1', '{"id": "a", "title": "b", "types": [], "location": 5}'])
def test_other_text_is_no_incident(text: str) -> None:
    with pytest.raises(ExportError, match="does not hold an incident"):
        codec.loads(text)
