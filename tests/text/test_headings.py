"""Words that head the lines of a bulletin."""

from __future__ import annotations

import pytest

from geoinc.text.headings import headings


def _headings(text: str) -> list[str]:
    return [text[h.start : h.end] for h in headings(text)]


@pytest.mark.parametrize(
    "line",
    [
        "Marka. A tax collector was found dead.",
        "3. MARKA - A tax collector was found dead.",
        "06:40 Marka. A tax collector was found dead.",
        "9:48 p.m. Marka: a tax collector was found dead.",
        "Tue 30/09 | Marka. A tax collector was found dead.",
        "28 Nov: Marka. A tax collector was found dead.",
        "• Marka: a tax collector was found dead.",
    ],
)
def test_what_stands_before_a_heading_is_none_of_it(line: str) -> None:
    [heading] = _headings(f"Morning brief\n\n{line}")
    assert heading.upper() == "MARKA"


@pytest.mark.parametrize(
    "line", ["Shells fell on the market.", "A bomb went off near Marka.", "09:15 Two men fired at a guard."]
)
def test_a_sentence_is_no_heading(line: str) -> None:
    assert _headings(f"Morning brief\n\n{line}") == []


def test_a_date_among_the_words_is_told() -> None:
    [dated, plain] = headings("Tracker\n\n6 October, Macomia: a raid.\n\nBalama: a raid.")
    assert dated.dated
    assert not plain.dated
