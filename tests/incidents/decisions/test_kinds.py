"""Candidate types of an event, each with what speaks for it."""

from __future__ import annotations

from incident_inputs import accounts

from geoinc.incidents.build import names_told
from geoinc.incidents.decisions.kinds import MOST_LETTERS, candidates, ranked, text_of


def test_a_type_that_a_frame_tells_is_a_candidate() -> None:
    told = accounts("Rebels shelled the town, killing four people.")
    found = candidates(told, names_told(told), {})
    assert "shelling" in found
    assert found["shelling"]["type shelling"] == 1.0
    assert ranked(found)[0] == "shelling"


def test_a_type_that_only_looks_likely_is_one_where_it_is_likely_enough() -> None:
    told = accounts("Rebels shelled the town, killing four people.")
    names = names_told(told)
    assert "peaceful protest" not in candidates(told, names, {"peaceful protest": 0.2})
    likely = candidates(told, names, {"peaceful protest": 0.9})
    assert likely["peaceful protest"]["only looks"] == 1.0


def test_no_accounts_have_no_candidates() -> None:
    assert candidates([], {}, {}) == {}


def test_each_sentence_is_read_once_and_no_more_than_enough() -> None:
    told = accounts("Rebels shelled the town and shelled the bridge, killing four people.")
    assert text_of(told).count("Rebels shelled") == 1
    assert len(text_of(told * 300)) <= MOST_LETTERS
