"""The time of an event: its own words' day, else the first day stated around them."""

from __future__ import annotations

from datetime import date

import pytest
from incident_inputs import locate, resolve

from geoinc.incidents.find import find_incidents
from geoinc.model import Document


def day(text: str) -> date | None:
    document = Document(text, published=date(2018, 2, 12))
    found = find_incidents(document, resolve(document, ["Gao"]), [], locate)
    assert found
    return found[0].start.date() if found[0].start else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gunmen killed two nurses in Gao on Wednesday.", date(2018, 2, 7)),
        ("It was Wednesday. Gunmen killed two nurses in Gao.", date(2018, 2, 7)),
        ("Gunmen abducted two nurses in Gao on 3 February. They were released on 9 February.", date(2018, 2, 3)),
        ("Gunmen killed two nurses in Gao.", None),
    ],
)
def test_the_day_of_an_event(text: str, expected: date | None) -> None:
    assert day(text) == expected
