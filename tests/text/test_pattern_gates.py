"""Words that stand in whatever a pattern matches."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from geoinc.language.lexicon import FOLDER, load, read
from geoinc.text.pattern_gates import Search, needs
from geoinc.text.tokens import words_of

REPORTS = Path(__file__).parents[2] / "examples" / "reports"


def written(pattern: str) -> list[list[list[str]]]:
    return [[sorted(words) for words in sets] for sets in needs(pattern)]


@pytest.mark.parametrize(
    ("pattern", "wanted"),
    [
        (r"\bsince (?:the (?:war|coup)|(?:19|20)\d\d\b)", [[["since"]]]),
        (r"\b(?:past|last) years?\b", [[["last", "past"], ["year", "years"]]]),
        (r"\bto date\b|\bannually\b", [[["to"], ["date"]], [["annually"]]]),
        (r"\b(?:bull fight|cyber[- ]?war)\b", [[["bull"], ["fight"]], [["cyber", "cyberwar"]]]),
        (r"\b(?:fired?|firing) (?:\w+ ){0,3}rockets?\b", [[["fire", "fired", "firing"], ["rocket", "rockets"]]]),
        (r"\blaunch\w*\b", [[]]),
        (r"\bnear\s{1,9}the\s{0,9}town\b", [[["near"], ["thetown", "town"]]]),
        (r"each year", [[]]),
        (r"\b(?:not )?(?=killed)\bkilled\b(?! time)", [[["killed"]]]),
        (r"\b(?P<sign>[./-])(?P=sign)dead\b", [[]]),
        (r"\x41fter\b", [[]]),
    ],
)
def test_whole_words_of_a_pattern_are_needed(pattern: str, wanted: list[list[list[str]]]) -> None:
    assert written(pattern) == wanted


def test_too_many_ways_to_write_a_stretch_need_nothing() -> None:
    letters = "(?:a|b|c|d|e|f|g|h)"
    assert written(rf"\b{letters * 5}\b dead\b") == [[["dead"]]]


def test_what_is_refused_has_no_match() -> None:
    sums = ("|".join(patterns) for patterns in load("harms")["sums"].values())
    idioms = (rf"\b(?:{row['pattern']})\b" for row in read(FOLDER / "idioms.toml")["idiom"])
    searches = [Search(p, re.IGNORECASE) for p in (*sums, *idioms, *load("cues")["patterns"].values())]
    files = sorted(REPORTS.glob("*.toml"))[:3]
    texts = [report["text"] for path in files for report in tomllib.loads(path.read_text("utf-8"))["report"]]
    lines = [line for text in texts for line in re.split(r"(?<=[.!?])\s", text)]
    opened = 0
    for line in lines:
        words = words_of(line)
        for search in searches:
            opened += search.may_match(words)
            assert search.may_match(words) or not search.pattern.search(line), (search.pattern.pattern, line)
    assert 0 < opened < 0.6 * len(lines) * len(searches)
