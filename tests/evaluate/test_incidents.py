from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from geoinc.errors import InputError
from geoinc.evaluate.incidents import (
    Template,
    as_text,
    count_matches,
    date_matches,
    group_matches,
    read_objects,
    read_report,
    type_matches,
    type_scores,
)
from geoinc.incidents.tolls.tally import tally
from geoinc.incidents.types import kind
from geoinc.learn.event_types import LabelledSnippet
from geoinc.model import Actor, Claim, Harm, Incident, Location, Reason, Role, Span

SPAN = Span("d", 0, 1)
START = datetime(2020, 6, 8, tzinfo=UTC)
RAW = {
    "id": "r1",
    "text": "A bomb exploded.",
    "dateline": {"date": "2020-06-10"},
    "templates": [
        {
            "incident_type": ["BOMBING"],
            "template_optional": False,
            "date": [{"kind": "on", "start": "2020-06-08", "end": "2020-06-08"}],
            "location": [{"chain": [{"name": "XLAND"}, {"name": "ALBA"}]}],
            "perp_organization_id": [{"strings": ["BLUE FRONT"]}],
            "casualties": [
                {"effect": ["DEATH"], "number": ["3"], "optional": False},
                {"effect": ["DEATH"], "number": ["2"], "optional": False},
                {"effect": ["INJURY"], "number": ["PLURAL"], "optional": False},
            ],
        }
    ],
}


def template() -> Template:
    return read_report(RAW).templates[0]


def incident(name: str = "bombing", dead: int = 5) -> Incident:
    claims = (Claim(Harm.KILLED, SPAN, min=dead, max=dead), Claim(Harm.WOUNDED, SPAN, min=4, max=4))
    actors = (Actor("Blue Front guerrillas", Role.ATTACKER, Span("d", 0, 1, "Blue Front guerrillas")),)
    nowhere = Location(None, reason=Reason.NO_LOCATION)
    return Incident(
        "i", "t", (kind(name).type,), nowhere, start=START, end=START + timedelta(hours=23), claims=claims,
        casualties=tally(claims), actors=actors, spans=(SPAN,),
    )  # fmt: skip


def test_a_report_reads_with_its_date_and_totals() -> None:
    report = read_report(RAW)
    assert report.document.published == date(2020, 6, 10)
    assert template().counts == {Harm.KILLED: {5, 3}, Harm.WOUNDED: {None}}
    assert template().places == (("XLAND", "ALBA"),)


def test_slots_match() -> None:
    assert type_matches(template(), incident())
    assert not type_matches(template(), incident("abduction"))
    assert date_matches(template(), incident())
    assert group_matches(template(), incident())
    assert dict(count_matches(template(), incident())) == {Harm.KILLED: True, Harm.WOUNDED: True}
    assert dict(count_matches(template(), incident(dead=9)))[Harm.KILLED] is False


def test_a_bad_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text(json.dumps(RAW) + "\n[]\n", "utf-8")
    with pytest.raises(InputError, match=r"rows\.jsonl, line 2"):
        read_objects(path)


def test_scores_read_as_text() -> None:
    none = {"rows": 0, "accuracy": 0.0}
    types = {"accuracy": 0.75, "rows": 4, "cross_validated": none, "unseen": {"rows": 4, "accuracy": 0.75}}
    assert "4 unseen at 0.750" in as_text("rows", {"types": types})


def test_rows_not_trained_on_are_scored_by_the_shipped_model() -> None:
    scores = type_scores(
        [
            LabelledSnippet("A grenade thrown at a bar exploded.", "GRENADE"),
            LabelledSnippet("Warplanes carried out air strikes.", "AIR_STRIKE"),
        ]
    )
    assert (scores["unseen"]["rows"], scores["accuracy"]) == (2, 1.0)
