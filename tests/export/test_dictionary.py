"""The data dictionary is what the code says."""

from __future__ import annotations

from pathlib import Path

from geoinc.export.dictionary import markdown

PAGE = Path(__file__).parents[2] / "docs" / "data-dictionary.md"


def test_the_page_is_generated_from_the_code() -> None:
    assert PAGE.read_text("utf-8") == markdown()
