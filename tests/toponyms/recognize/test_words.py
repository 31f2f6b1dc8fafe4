"""What a word's looks and classes tell, and hashes that are the same everywhere."""

from __future__ import annotations

import numpy as np
import pytest

from geoinc.toponyms.recognize.words import Flag, Of, Vocabulary, WordRole, hashed, plain, shape


@pytest.mark.parametrize(
    ("word", "looks"),
    [("Mosul", "Xxx"), ("US", "XX"), ("F-16", "X-dd"), ("N'Djamena", "X'Xxx"), ("خشام", "LL"), ("…", "…"), ("a", "x")],
)
def test_a_shape_keeps_the_kinds_of_signs(word: str, looks: str) -> None:
    assert shape(word) == looks


@pytest.mark.parametrize(
    ("word", "known"), [("MOSUL", "Mosul"), ("USA", "USA"), ("Mosul", "Mosul"), ("F-16XX", "F-16XX")]
)
def test_long_words_in_capitals_are_looked_up_as_names(word: str, known: str) -> None:
    assert plain(word) == known


def test_a_hash_is_the_same_on_every_machine() -> None:
    assert hashed("w", "Mosul") == hashed("w", "Mosul")
    assert hashed("w", "Mosul") != hashed("l", "Mosul")
    assert 0 <= hashed("é", 3) < 1 << 63


@pytest.mark.parametrize(
    ("word", "part"),
    [("Mosul", WordRole.NAME), ("12", WordRole.NUMBER), ("said", WordRole.SAYS), ("the", WordRole.ARTICLE),
     ("xyzzying", WordRole.VERB), ("xyzzyly", WordRole.ADVERB), ("xyz", WordRole.OTHER), ("†", WordRole.STOP)],
)  # fmt: skip
def test_a_word_has_a_part_by_its_class_or_its_looks(word: str, part: WordRole) -> None:
    vocabulary = Vocabulary()
    [row] = vocabulary.ids([word])
    assert vocabulary.parts[row] == part


@pytest.mark.parametrize(
    ("word", "flag", "holds"),
    [("Mosul", Flag.CAPITALISED, True), ("d'Ivoire", Flag.CAPITALISED, True), ("mosul", Flag.CAPITALISED, False),
     ("خشام", Flag.CAPITALISED, True), ("of", Flag.LINKING, True), (".", Flag.ENDS_SENTENCE, True),
     ("GAZA", Flag.ALL_CAPS, True), ("A", Flag.ALL_CAPS, False), (",", Flag.COMMA, True), ("in", Flag.PLACE_PREPOSITION, True)],
)  # fmt: skip
def test_flags(word: str, flag: Flag, *, holds: bool) -> None:
    vocabulary = Vocabulary()
    [row] = vocabulary.ids([word])
    assert bool(vocabulary.flags[row] & flag) == holds


def test_a_word_keeps_its_row_and_signs_that_cannot_be_seen_say_nothing() -> None:
    vocabulary = Vocabulary()
    first = vocabulary.ids(["Mosul", "Gao", "Mosul"])
    assert first[0] == first[2] != first[1]
    assert (vocabulary.ids(["Gao"]) == first[1]).all()
    hidden, shown = vocabulary.ids(["Mo\u00adsul", "Mosul"])
    assert np.array_equal(vocabulary.attributes[hidden, : len(Of)], vocabulary.attributes[shown, : len(Of)])


def test_more_words_than_there_is_room_for_make_room() -> None:
    vocabulary = Vocabulary()
    words = [f"w{n}" for n in range(len(vocabulary.flags) + 10)]
    found = vocabulary.ids(words)
    assert len(set(found.tolist())) == len(words)
    assert len(vocabulary.flags) >= len(words)


def test_no_word_is_left_without_its_attributes(monkeypatch: pytest.MonkeyPatch) -> None:
    vocabulary = Vocabulary()
    expected = vocabulary.attributes[vocabulary.ids(["Gao", "fell"])]
    interrupted = Vocabulary()
    with monkeypatch.context() as patch:
        patch.setattr(interrupted, "_describe", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            interrupted.ids(["Gao"])
    assert np.array_equal(interrupted.attributes[interrupted.ids(["Gao", "fell"])], expected)
