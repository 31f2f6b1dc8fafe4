"""A town and the unit named after it are told apart by the words beside each mention."""

from __future__ import annotations

import geoinc


def places(text: str) -> list[tuple[str, str]]:
    return [(r.mention.text, str(r.place.kind)) for r in geoinc.find_places(text) if r.place is not None]


def test_a_class_word_asks_for_the_unit() -> None:
    assert places("Shells hit a school in Kunduz province.") == [("Kunduz", "admin1")]


def test_each_mention_is_read_by_its_own_words() -> None:
    text = "Shells hit Kunduz on Monday. Other districts of Kunduz province stayed calm."
    assert places(text) == [("Kunduz", "settlement"), ("Kunduz", "admin1")]
