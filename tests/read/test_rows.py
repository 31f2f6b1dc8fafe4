from __future__ import annotations

from datetime import date, datetime

import pytest

from geoinc.errors import InputError
from geoinc.read.rows import columns_of, day_of, mapped, with_headline, words


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2021-03-02T10:00:00Z", date(2021, 3, 2)),
        ("20210302", date(2021, 3, 2)),
        ("20210302101500", date(2021, 3, 2)),
        ("25/12/2020", date(2020, 12, 25)),
        ("12/25/2020", date(2020, 12, 25)),
        ("03/04/2021", None),
        ("04.04.2021", date(2021, 4, 4)),
        ("2 March 2021", date(2021, 3, 2)),
        ("Mar 2, 2021", date(2021, 3, 2)),
        ("Tue, 02 Mar 2021 09:00:00 GMT", date(2021, 3, 2)),
        (datetime(2021, 3, 2, 9), date(2021, 3, 2)),  # noqa: DTZ001 - a cell has none
        (float("nan"), None),
        ("soon", None),
        ("2021-13-45", None),
        (None, None),
    ],
)
def test_days_of_cells(cell: object, day: date | None) -> None:
    assert day_of(cell) == day


def test_words_of_cells() -> None:
    assert [words(v) for v in (None, float("nan"), 12.0, 1.5, ["a", "b"], "x\r\ny", "\ud800")] == [
        *("", "", "12", "1.5", "a; b", "x\ny", "\ufffd")
    ]


def test_columns_are_found_by_their_names_and_what_is_asked_for_wins() -> None:
    found = mapped(["ID", "Headline", "Body", "notes", "Date"], {"text": "notes"}).columns
    assert found == {"text": "notes", "title": "Headline", "date": "Date", "id": "ID"}


def test_a_headline_is_not_said_twice() -> None:
    assert with_headline("Blast in Aden", "BLAST".title() + " in Aden!\nText") == "Blast in Aden!\nText"
    assert with_headline("Blast", "Text") == "Blast\n\nText"


def test_pairs_of_columns() -> None:
    assert columns_of(["text=body", "date = when"]) == {"text": "body", "date": "when"}
    with pytest.raises(InputError, match="FACT=COLUMN"):
        columns_of(["text"])
