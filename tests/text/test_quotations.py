from __future__ import annotations

import pytest

from geoinc.text.quotations import quotations


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('He said "go" and “stay\n\nShe left. “I will,” she said', ["go", "stay", "I will,"]),
        ("no marks”", []),
        ("« Non », dit-il", [" Non "]),
        ("„Nein” and „open", ["Nein", "open"]),
        ("“one\n \ntwo”", ["one"]),
        ('""', [""]),
    ],
)
def test_quotations_end_with_their_mark_or_their_paragraph(text: str, quoted: list[str]) -> None:
    assert [text[a:b] for a, b in quotations(text)] == quoted
