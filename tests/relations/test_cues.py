"""The words without which a form cannot match."""

from __future__ import annotations

import pytest

from geoinc.relations import cues


@pytest.mark.parametrize(
    ("pattern", "forms"),
    [
        ("borders?", {"border", "borders"}),
        ("neighbou?rhood", {"neighborhood", "neighbourhood"}),
        ("cent(?:er|re)", {"center", "centre"}),
        ("outskirts", {"outskirts"}),
    ],
)
def test_a_small_pattern_spells_its_forms(pattern: str, forms: set[str]) -> None:
    assert cues._forms(pattern) == forms


def test_words_of_a_stretch_and_a_degree_sign() -> None:
    assert cues.words_in("At 45° East of Gao", 3, 18) == {"degrees", "east", "of", "gao"}


def test_a_cue_is_a_table_or_a_list() -> None:
    assert {"km", "kilometre", "miles"} <= cues.named("length", loose=False)
    assert "road" in cues.named("road_words", loose=False)
    assert "upstream" in cues.named("stream_words", loose=True)


def test_letters_are_directions_in_bare_phrases_alone() -> None:
    assert "nnw" in cues.named("directions", loose=True)
    assert "nnw" not in cues.named("directions", loose=False)
    assert {"north", "northern", "southwest"} <= cues.named("directions", loose=False)


def test_every_table_has_words_in_small_letters() -> None:
    for name, table in cues.TABLES.items():
        assert table(), name
        assert all(word == word.lower() for word in table()), name


def test_a_short_unit_ends_no_sentence() -> None:
    text = "It fell 8 km. north of Gao. Two died."
    assert [text[a:b] for a, b in cues.sentences(text)] == ["It fell 8 km. north of Gao.", "Two died."]
