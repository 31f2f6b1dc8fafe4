"""The data blocks of a page."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from geoinc.model import Document, Findings, Unit
from geoinc.render import blocks
from geoinc.render.options import MapOptions

if TYPE_CHECKING:
    import pytest


def data_of(findings: Findings, options: MapOptions | None = None) -> dict[str, Any]:
    block = blocks.blocks(findings, options or MapOptions())[0]
    return json.loads(re.sub(r"^<script[^>]*>|</script>$", "", block))


def test_spans_are_by_document_number(article: Findings) -> None:
    data = data_of(article)
    number, start, end = data["incidents"][1]["sp"][0]
    assert data["documents"][number]["t"][start:end].startswith("In Hasakah")


def test_a_location_is_written_once(article: Findings) -> None:
    data = data_of(article)
    assert data["phrases"] == [[data["incidents"][0]["loc"]]]


def test_the_outlines_of_countries_are_left_out(article: Findings) -> None:
    kinds = {place["k"]: place for place in data_of(article)["places"]}
    assert "ext" not in kinds["country"]
    assert kinds["river"]["ext"]["k"] == "line"


def test_beyond_the_budget_texts_without_incidents_stay_out(article: Findings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocks, "TEXT_BUDGET", len(article.documents[0].text))
    data = data_of(replace(article, documents=(Document("Nothing.", id="first"), *article.documents)))
    assert "t" not in data["documents"][0]
    assert "t" in data["documents"][1]


def test_words_of_an_untold_text_stand_with_their_spans(article: Findings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocks, "TEXT_BUDGET", 1)
    data = data_of(article)
    assert data["incidents"][1]["sp"][0][3].startswith("In Hasakah")
    assert data["mentions"] == [[]]


def test_very_many_incidents_become_columns(article: Findings) -> None:
    data = data_of(article, MapOptions(dense_from=2))
    assert data["dense"]["n"] == 3
    assert "incidents" not in data


def test_the_unit_of_an_incident_is_a_row_of_a_table(article: Findings) -> None:
    unit = Unit("Deir ez-Zor", "Syria", 40.1, 35.3)
    data = data_of(replace(article, units={article.incidents[0].id: unit}))
    assert data["units"][data["incidents"][0]["u"]] == ["Deir ez-Zor", "Syria", 40.1, 35.3]
    assert "u" not in data["incidents"][1]
