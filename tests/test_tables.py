"""A DataFrame's rows as documents: no row is lost, and what cannot be used of it is told by its label."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from geoinc.errors import InputError
from geoinc.locations.many import figures_of
from geoinc.model import Document, Location, Reason, Resolution
from geoinc.tables import as_frame, is_table, location_table, mention_table, rows_of


def test_rows_are_known_by_their_label_and_columns_by_their_usual_names() -> None:
    table = pd.DataFrame({"Body": ["Shells fell.", None], "Date": ["2018-02-07", None]}, index=["a", "b"])
    first, second = rows_of(table, {})
    assert first.document is not None
    assert (first.document.id, first.document.text, first.document.published) == ("a", "Shells fell.", date(2018, 2, 7))
    assert (second.document, second.notes) == (None, ("row b: the row has no text",))


def test_a_cell_that_is_no_text_or_no_date_is_told() -> None:
    number, undated = rows_of(pd.DataFrame({"text": [5, "x"], "date": [None, "soon"]}), {})
    assert number.notes == ("row 0: its text is int, not text",)
    assert undated.document is not None
    assert undated.document.published is None
    assert "its date 'soon' is not understood" in undated.notes[0]


@pytest.mark.parametrize(("asked", "told"), [({"text": "no"}, r"no column 'no' \(text=\)"), ({}, "text='body'")])
def test_a_column_that_is_not_there_is_told_with_those_that_are(asked: dict[str, str], told: str) -> None:
    with pytest.raises(InputError, match=told):
        rows_of(pd.DataFrame({"x": [1]}), asked)


def test_near_is_of_the_row_before_the_callers() -> None:
    stated, silent = rows_of(pd.DataFrame({"text": ["x", "y"], "country": ["Mali", None]}), {}, near="Niger")
    assert stated.document is not None
    assert silent.document is not None
    assert (stated.document.near, silent.document.near) == (
        Document("x", near="Mali").near,
        Document("x", near="Niger").near,
    )


def test_what_is_a_table() -> None:
    assert is_table(pd.Series(["x"]))
    assert not is_table(["x"])
    assert list(as_frame(pd.Series(["x"])).columns) == ["text"]


def test_a_text_without_names_and_a_row_without_text_have_a_row() -> None:
    def found(_: Document) -> list[Resolution]:
        return []

    table = mention_table(rows_of(pd.DataFrame({"text": ["x", None]}, index=[7, 8]), {}), found)
    assert list(table.index) == [7, 8]
    assert list(table["reason"]) == ["no place is named in the text", "the row has no text"]
    assert not table["pinned"].any()


def test_a_phrase_that_is_nowhere_says_why() -> None:
    rows = rows_of(pd.DataFrame({"text": ["x", None]}), {})
    table = location_table(rows, [figures_of(Location(None, reason=Reason.NO_ANCHOR))])
    assert list(table["reason"]) == [Reason.NO_ANCHOR.value, "the row has no text"]
    assert table.geometry.isna().all()
