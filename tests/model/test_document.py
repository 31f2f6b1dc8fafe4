"""A Document takes what users have, or refuses it at once in one line."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from geoinc.errors import InputError
from geoinc.model import Document

DAY = date(2017, 1, 3)


@pytest.mark.parametrize(
    "given",
    [
        DAY,
        "2017-01-03",
        " 2017-01-03T23:15:00+03:00",
        datetime(2017, 1, 3, 23, 15, tzinfo=UTC),
        pd.Timestamp("2017-01-03 12:00"),
        np.datetime64("2017-01-03T10:00"),
    ],
)
def test_dates_in_any_of_the_usual_forms_are_the_day(given: date) -> None:
    document = Document("text", published=given)
    assert document.published == DAY
    assert type(document.published) is date


@pytest.mark.parametrize("missing", [None, pd.NaT, float("nan"), np.datetime64("NaT")])
def test_a_missing_date_is_none(missing: date) -> None:
    assert Document("text", published=missing).published is None


def test_a_date_in_another_form_is_refused_with_the_remedy() -> None:
    with pytest.raises(InputError, match=r"'3/1/2017', which is no ISO 8601 date; write '2017-01-03'"):
        Document("text", published="3/1/2017")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"text": None}, "the text of a Document is a str, not NoneType"),
        ({"text": Path("a.txt")}, r"read the file: geoinc\.read\('a\.txt'\)"),
        ({"text": "x", "published": 20170103}, "published is a date, not int"),
        ({"text": "x", "id": 7}, "id of a Document is a str, not int; write id='7'"),
        ({"text": "x", "source": 7}, "source of a Document is a str, not int"),
        ({"text": "x", "near": 7}, "near is the name of a place or several, not int"),
        ({"text": "x", "near": ["Mali", 7]}, "near holds names of places, not int"),
    ],
)
def test_another_type_is_refused_in_one_line_that_names_the_right_one(fields: dict[str, object], told: str) -> None:
    with pytest.raises(TypeError, match=told) as caught:
        Document(**fields)  # type: ignore[arg-type]
    assert "\n" not in str(caught.value)


def test_half_characters_become_one_replacement_each() -> None:
    document = Document("a\ud800b\udfffc", title="\ud83d", source="s\udc80", id="\udcff.txt")

    assert document.text == "a\ufffdb\ufffdc"
    assert (document.title, document.source, document.id) == ("\ufffd", "s\ufffd", "\ufffd.txt")


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " \x01java\tscript\n:alert(1)",
        "vbscript:x",
        "data:text/html,<script>alert(1)</script>",
        "blob:https://a",
        "view-source:javascript:1",
        "filesystem:x",
    ],
)
def test_an_address_that_runs_something_is_none(address: str) -> None:
    assert Document("A text.", uri=address).uri is None


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/a?b=javascript:1",
        "http://[::1]/",
        "example.org/a",
        "example.org:8080/a",
        "//example.org/a",
        "C:\\texts\\a.html",
        "urn:isbn:123",
        "archive/17.txt",
        "file:///a.txt",
    ],
)
def test_other_addresses_stay(address: str) -> None:
    assert Document("A text.", uri=address).uri == address
