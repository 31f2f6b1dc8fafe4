from __future__ import annotations

import pytest

from geoinc.incidents.cues import cue_words


def test_lists_are_of_cues_or_of_speech() -> None:
    assert "meanwhile" in cue_words("discourse", "turns")
    assert "said" in cue_words("speech", "verbs")
    with pytest.raises(KeyError):
        cue_words("discourse", "no such list")
