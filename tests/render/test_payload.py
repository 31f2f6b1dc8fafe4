"""Findings as plain values: spans by number, what many refer to once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geoinc.model import Findings, Unit
from geoinc.render import blocks

if TYPE_CHECKING:
    import pytest
from page_blocks import data_of


def test_spans_are_by_document_number(article: Findings) -> None:
    data = data_of(article)
    number, start, end = data["incidents"][1]["sp"][0]
    assert data["documents"][number]["t"][start:end].startswith("In Hasakah")


def test_a_location_is_written_once(article: Findings) -> None:
    data = data_of(article)
    assert data["phrases"] == [[data["incidents"][0]["loc"]]]


def test_words_of_an_untold_text_stand_with_their_spans(article: Findings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocks, "TEXT_BUDGET", 1)
    data = data_of(article)
    assert data["incidents"][1]["sp"][0][3].startswith("In Hasakah")
    assert data["mentions"] == [[]]


def test_the_unit_of_an_incident_is_a_row_of_a_table(article: Findings) -> None:
    unit = Unit("Deir ez-Zor", "Syria", 40.1, 35.3)
    data = data_of(replace(article, units={article.incidents[0].id: unit}))
    assert data["units"][data["incidents"][0]["u"]] == ["Deir ez-Zor", "Syria", 40.1, 35.3]
    assert "u" not in data["incidents"][1]
