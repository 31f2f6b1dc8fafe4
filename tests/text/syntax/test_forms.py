"""What the network sees of a word is decided by its form."""

from __future__ import annotations

from geoinc.text.syntax.forms import AFFIXES, SHAPES, folded, hashed, look


def test_forms_that_differ_in_digits_or_quotes_look_alike() -> None:
    assert folded("12-A’s") == "00-a's"
    assert look("1974").word == look("2012").word
    assert SHAPES[look("‹date›").shape] == "‹date›"
    assert [SHAPES[look(f).shape] for f in ("Gao", "GAO", "gao", "G", "iOS", "5", "5th", "!")] == [
        "title", "capitals", "lower", "initial", "mixed", "number", "number with letters", "sign",
    ]  # fmt: skip


def test_beginnings_and_ends_are_rows_of_the_affix_table() -> None:
    short, long = look("at"), look("attackers")
    assert len(short.affixes) == 2  # its two ends; no beginning is shorter than the word
    assert len(long.affixes) == 6
    assert all(0 <= row < AFFIXES for row in long.affixes)
    assert look("defenders").affixes[:3] == look("attackers").affixes[:3]  # "-s", "-rs", "-ers"


def test_a_hash_is_the_same_on_every_machine() -> None:
    assert hashed("attack") == 0x47C02D3B
