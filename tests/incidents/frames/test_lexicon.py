"""Lexical units as a line of a lexicon writes them, and how they are looked up."""

from __future__ import annotations

from pathlib import Path

import pytest

from geoinc.errors import LexiconError
from geoinc.incidents.frames.lexicon import frames, index, unit, verb_of
from geoinc.text.tokens import words_of


@pytest.mark.parametrize(
    ("line", "words", "objects", "cases", "weak"),
    [
        ("gun down", ("gun", "down"), (), (), False),
        ("~fire [rocket|shell] (at, on)", ("fire",), ("rocket", "shell"), ("at", "on"), True),
        ("take [hostage]", ("take",), ("hostage",), (), False),
        ("air-strike", ("air", "-", "strike"), (), (), False),
    ],
)
def test_a_unit_is_written_in_a_line(
    line: str, words: tuple[str, ...], objects: tuple[str, ...], cases: tuple[str, ...], *, weak: bool
) -> None:
    found = unit(line)
    assert (found.words, found.objects, found.cases, found.weak) == (words, objects, cases, weak)


def test_a_unit_may_ask_for_who_does_it() -> None:
    assert unit("[shell|rocket] fall").subjects == ("shell", "rocket")
    assert unit("[shell|rocket] fall").demands > unit("fall").demands


def test_several_verbs_may_share_who_does_it() -> None:
    fallen = [one for one, frame in index().verbs["land"] if one.subjects and frame.name == "shelling"]
    assert fallen
    assert "shell" in fallen[0].subjects


def test_what_asks_for_more_is_meant() -> None:
    assert unit("fire [rocket] (at)").demands > unit("fire (at)").demands > unit("fire").demands


@pytest.mark.parametrize(("line", "verb"), [("sexually assault", "assault"), ("gun down", "gun"), ("fire", "fire")])
def test_a_unit_is_looked_up_by_its_verb(line: str, verb: str) -> None:
    assert verb_of(unit(line)) == verb


def test_no_unit_is_refused() -> None:
    with pytest.raises(LexiconError, match="is no lexical unit"):
        unit("(at)")


def test_every_frame_can_be_looked_up_and_opens_the_gate() -> None:
    known = index()
    for frame in frames():
        for one in frame.verbs:
            assert (one, frame) in known.verbs[verb_of(one)]
        for one in frame.nouns:
            assert (one, frame) in known.nouns[one.words[-1]]
    assert known.gate.opens(words_of("Gunmen opened fire on a bus."))
    assert known.gate.opens(words_of("Two were abducted."))
    assert not known.gate.opens(words_of("The minister opened a school."))


def test_a_users_file_adds_frames_and_is_refused_by_its_line(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text('[[frame]]\ntype = "attack"\nverbs = ["zonk"]\n')
    assert "zonk" in index((path,)).verbs
    assert "zonk" not in index().verbs
    bad = tmp_path / "bad.toml"
    bad.write_text('[[frame]]\ntype = "attack"\n\n[[frame]]\nverbs = ["zonk"]\n')
    with pytest.raises(LexiconError, match=r"bad\.toml, line 4"):
        index((bad,))
