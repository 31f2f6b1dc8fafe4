from __future__ import annotations

import re

from geoinc.toponyms.ties import THE, any_of, listed


def test_lists_are_read_in_their_order() -> None:
    assert listed("apposing") == ("a", "an", "the")
    assert listed("articles")[0] == THE


def test_the_longest_word_comes_first_and_blanks_are_any() -> None:
    pattern = re.compile(any_of("peers", "inside"))
    assert pattern.match("as  well\nas")
    assert pattern.match("inside").group() == "inside"  # type: ignore[union-attr]
    assert not pattern.match("outside")
