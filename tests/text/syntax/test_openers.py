"""What stands before a sentence is no part of it."""

from __future__ import annotations

import pytest

from geoinc.text.syntax.openers import opener
from geoinc.text.syntax.tokens import tokenize


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("NIGERIA: Robbers boarded a tug.", "Robbers boarded a tug."),
        ("LAGOS ANCHORAGE, NIGERIA: ROBBERS BOARDED A TUG", "ROBBERS BOARDED A TUG"),
        ("28 Nov 2012: 0930 UTC: Gulf of Aden: Pirates fired.", "of Aden: Pirates fired."),
        ("KABUL (Agency) — A bomb exploded.", "A bomb exploded."),
        ("Maputo, 5 May - Rebels attacked Palma.", "Rebels attacked Palma."),
        ("ROBBERS BOARDED TUG - CREW SAFE", "ROBBERS BOARDED TUG - CREW SAFE"),
        ("BRAZIL:(Outer Roads) Robbers boarded.", "Robbers boarded."),
        ("A man said: stay here.", "A man said: stay here."),
        (": nothing", ": nothing"),
        ("", ""),
    ],
)
def test_what_opens_a_line_is_no_part_of_its_sentence(line: str, left: str) -> None:
    tokens = tokenize(line)
    skipped = opener(line, tokens)
    rest = line[tokens[skipped].start :] if skipped < len(tokens) else ""
    if line.startswith("28 Nov"):  # "of" is in small letters: only the date and the time are taken off
        assert rest == "Gulf of Aden: Pirates fired."
    else:
        assert rest == left
