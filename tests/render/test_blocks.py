"""The data blocks of a page."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geoinc.model import Document, Findings
from geoinc.render import blocks
from geoinc.render.options import MapOptions

if TYPE_CHECKING:
    import pytest
from page_blocks import data_of


def test_the_outlines_of_countries_are_left_out(article: Findings) -> None:
    kinds = {place["k"]: place for place in data_of(article)["places"]}
    assert "ext" not in kinds["country"]
    assert kinds["river"]["ext"]["k"] == "line"


def test_beyond_the_budget_texts_without_incidents_stay_out(article: Findings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocks, "TEXT_BUDGET", len(article.documents[0].text))
    data = data_of(replace(article, documents=(Document("Nothing.", id="first"), *article.documents)))
    assert "t" not in data["documents"][0]
    assert "t" in data["documents"][1]


def test_very_many_incidents_become_columns(article: Findings) -> None:
    data = data_of(article, MapOptions(dense_from=2))
    assert data["dense"]["n"] == 3
    assert "incidents" not in data
