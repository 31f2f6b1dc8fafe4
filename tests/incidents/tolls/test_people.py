"""Words that stand for people: how many, of what kind, and whether they are some of others."""

from __future__ import annotations

from itertools import pairwise

import pytest

from geoinc.incidents.tolls.people import People, find_people
from geoinc.text.analysis import ParsedSentence, analyse


def read(text: str) -> ParsedSentence:
    return analyse(text, [(0, len(text))])[0]


def people(text: str) -> list[tuple[str, People]]:
    sentence = read(text)
    return [(" ".join(w.text for w in sentence.words[p.start : p.end]), p) for p in find_people(sentence)]


@pytest.mark.parametrize(
    ("text", "words", "low", "high"),
    [
        ("Gunmen killed three soldiers.", "three soldiers", 3, 3),
        ("The blast wounded at least 12 people.", "at least 12 people", 12, None),
        ("A nurse was killed.", "A nurse", 1, 1),
        ("Up to six villagers were hurt.", "Up to six villagers", None, 6),
        ("Dozens were killed.", "Dozens", 12, None),
    ],
)
def test_how_many(text: str, words: str, low: int | None, high: int | None) -> None:
    found = dict(people(text))
    assert words in found
    assert (found[words].low, found[words].high) == (low, high)


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("Three soldiers were killed.", "Three soldiers", "forces"),
        ("Two aid workers were killed.", "Two aid workers", "staff"),
        ("Gunmen fled.", "Gunmen", "attackers"),
        ("His wife was killed.", "His wife", "kin"),
        ("Four civilians were killed.", "Four civilians", "people"),
    ],
)
def test_what_they_are(text: str, words: str, kind: str) -> None:
    assert dict(people(text))[words].kind == kind


def test_years_and_measures_are_nobody() -> None:
    assert not any(p.counted and "2018" in words for words, p in people("Two men were killed in 2018."))
    assert not any(p.counted and "km" in words for words, p in people("They walked 20 km."))


def test_groups_stand_in_order_and_do_not_overlap() -> None:
    found = [p for _, p in people("Gunmen killed three soldiers and wounded two of their drivers.")]
    assert [p.start for p in found] == sorted(p.start for p in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
