"""Who speaks in a sentence of another language, by its pieces."""

from __future__ import annotations

import pytest

from geoinc.incidents.glossed.speakers import speaker_beside, voices_of
from geoinc.text.gloss import Piece


def pieces(*told: tuple[str, str, str]) -> tuple[list[Piece], str]:
    """Return pieces of (words, gloss, tag), and the text that they stand in."""
    text, found = "", []
    for words, gloss, tag in told:
        start = len(text)
        text += words
        found.append(Piece(start, len(text), gloss, tag))
        text += " "
    return found, text.strip()


ARMY = ("el ejército", "the army", "institution")
SAID = ("dijo", "said", "speech")


@pytest.mark.parametrize(
    ("told", "verb_first", "speaker"),
    [
        ([ARMY, SAID], False, "el ejército"),
        ([SAID, ARMY], False, "el ejército"),
        ([SAID, ARMY], True, "el ejército"),
        ([("según", "according to", "according"), ARMY], False, "el ejército"),
        ([("ayer", "yesterday", "time"), SAID], False, None),
        ([SAID, ("que", "that", "link"), ARMY], False, None),
    ],
)
def test_who_speaks(told: list[tuple[str, str, str]], speaker: str | None, *, verb_first: bool) -> None:
    found, text = pieces(*told)
    voices = voices_of(found, text, "d", verb_first=verb_first)
    assert [v.span.text for v in voices] == ([speaker] if speaker else [])
    assert all((v.start, v.end) == (found[0].start, found[-1].end) for v in voices)


def test_words_before_and_behind_a_verb() -> None:
    found, text = pieces(ARMY, SAID, ("Ana", "Ana", "name"))
    assert speaker_beside(found, 1, text, step=-1) == "el ejército"
    assert speaker_beside(found, 1, text, step=1) == "Ana"
    assert speaker_beside(found, 0, text, step=-1) is None


def test_a_preposition_is_no_part_of_who_speaks() -> None:
    found, text = pieces(SAID, ("de", "of", "preposition"), ARMY)
    assert speaker_beside(found, 0, text, step=1) == "el ejército"
