"""A count is a claim with what is known of how it was read."""

from __future__ import annotations

from dataclasses import replace

import pytest

from geoinc.incidents.attribution import Voices
from geoinc.incidents.tolls.claims import find_counts
from geoinc.incidents.tolls.counts import Count
from geoinc.model import Document
from geoinc.text.sentences import sentences
from geoinc.text.tokens import words_of


def counts(text: str) -> list[Count]:
    document = Document(text)
    told = sentences(document)
    return find_counts(document, told, Voices(text, told), words_of(text))


@pytest.mark.parametrize(
    ("text", "victims"),
    [
        ("Gunmen killed three soldiers.", "soldiers"),
        ("Gunmen killed the two aid workers.", "aid workers"),
        ("Twelve were killed.", ""),
    ],
)
def test_victims_are_named_without_their_number(text: str, victims: str) -> None:
    assert victims in {count.claim.victims for count in counts(text)}


def test_a_claim_is_sure_by_its_tie_and_use() -> None:
    [count] = [c for c in counts("Gunmen killed three soldiers.") if c.claim.min == 3]
    assert count.is_sure
    assert not replace(count, tie="near", marked=False).is_sure
    assert not replace(count, use="hinted", marked=False).is_sure
    assert replace(count, tie="near", marked=True).is_sure


def test_one_number_stands_for_it() -> None:
    [count] = [c for c in counts("Up to six soldiers were killed.") if c.claim.max == 6]
    assert count.value == 6


def test_its_span_holds_the_words_of_harm_and_of_people() -> None:
    text = "On Monday gunmen killed three soldiers near Gao."
    [count] = [c for c in counts(text) if c.claim.min == 3]
    assert text[count.claim.span.start : count.claim.span.end] == "killed three soldiers"
