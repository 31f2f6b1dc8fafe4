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
        ("The army confirmed that on Wednesday gunmen killed two nurses in Gao.", date(2018, 2, 7)),
        ("Gunmen killed two nurses in Gao on Wednesday. By Friday they had killed two more.", date(2018, 2, 7)),
        ("By Sunday the dead were counted. Gunmen killed two nurses in Gao on Wednesday.", date(2018, 2, 7)),
    ],
)
def test_the_day_of_an_event(text: str, expected: date | None) -> None:
    assert day(text) == expected


ARTICLE = """Gunmen attack two towns

Gunmen killed two nurses in Gao on Wednesday, officials said.

{then}

Residents buried the dead."""


def days(then: str) -> list[date | None]:
    document = Document(ARTICLE.format(then=then), published=date(2018, 2, 12))
    found = find_incidents(document, resolve(document, ["Gao", "Ansongo"]), [], locate)
    return [i.start.date() if i.start else None for i in found]


@pytest.mark.parametrize(
    ("then", "expected"),
    [
        ("In Ansongo other gunmen burned down a market and abducted a teacher.", date(2018, 2, 7)),
        ("In Ansongo other gunmen burned down a market and abducted a teacher on Thursday.", date(2018, 2, 8)),
    ],
)
def test_an_event_without_a_day_is_of_that_of_the_story(then: str, expected: date) -> None:
    first, *others = days(then)
    assert first == date(2018, 2, 7)
    assert others
    assert set(others) == {expected}


def test_what_is_told_before_any_day_is_of_the_next_one() -> None:
    text = """Gunmen raid town in Mali

Gunmen burned down a market and abducted a teacher in Ansongo, officials said.

The raiders came on Wednesday and left in the night."""
    document = Document(text, published=date(2018, 2, 12))
    found = find_incidents(document, resolve(document, ["Ansongo"]), [], locate)
    assert found
    assert {i.start.date() if i.start else None for i in found} == {date(2018, 2, 7)}


def test_background_keeps_its_own_time() -> None:
    told = days("In Ansongo other gunmen burned down a market and abducted a teacher in December 2016.")
    assert told[-1] == date(2016, 12, 1)


def test_a_month_that_opens_a_sentence_dates_what_it_tells() -> None:
    first, *others = days("In December 2016 gunmen burned down a market in Ansongo.")
    assert first == date(2018, 2, 7)
    assert others == [date(2016, 12, 1)]


def test_entries_of_a_log_have_the_days_that_head_them() -> None:
    text = """Log of a research group

GAO, 3 Feb - Gunmen killed two nurses in Gao.

ANSONGO, 5 Feb - Gunmen burned down a market in Ansongo and abducted a teacher."""
    document = Document(text, published=date(2018, 2, 12))
    found = find_incidents(document, resolve(document, ["Gao", "Ansongo"]), [], locate)
    assert {i.start.date() if i.start else None for i in found} == {date(2018, 2, 3), date(2018, 2, 5)}


def test_a_heading_dates_the_lines_of_a_log_that_have_no_day() -> None:
    text = """Daily log, Monday 5 February 2018 (published 6 February)

Gao: gunmen killed two nurses in a clinic.

Ansongo: rebels burned down a market and abducted a teacher.

Gao: a mine killed a herder on Saturday."""
    document = Document(text, published=date(2018, 2, 6))
    found = find_incidents(document, resolve(document, ["Gao", "Ansongo"]), [], locate)
    assert [i.start.date() if i.start else None for i in found] == [
        date(2018, 2, 5),
        date(2018, 2, 5),
        date(2018, 2, 3),
    ]


def test_a_week_that_heads_a_log_dates_what_has_no_day_to_that_week() -> None:
    text = """Weekly log, 29 January - 4 February 2018

* Pirates boarded a tug off Ansongo and abducted a cook.

* 1 Feb, 0155 LT. Pirates boarded a tanker off Gao and abducted two sailors."""
    document = Document(text, published=date(2018, 2, 6))
    found = find_incidents(document, resolve(document, ["Gao", "Ansongo"]), [], locate)
    spans = [(i.start and i.start.date(), i.end and i.end.date()) for i in found]
    assert spans == [(date(2018, 1, 29), date(2018, 2, 4)), (date(2018, 2, 1), date(2018, 2, 1))]


def test_a_page_that_gives_hours_only_is_of_its_day() -> None:
    text = """Live: fighting in the north

16:47 Gunmen killed two nurses in Gao.

13:05 Rebels burned down a market in Ansongo and abducted a teacher."""
    document = Document(text, published=date(2018, 2, 12))
    found = find_incidents(document, resolve(document, ["Gao", "Ansongo"]), [], locate)
    assert {i.start.date() if i.start else None for i in found} == {date(2018, 2, 12)}
