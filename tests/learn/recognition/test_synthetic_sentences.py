from __future__ import annotations

from geoinc.gazetteer import Gazetteer
from geoinc.learn.recognition.synthetic_sentences import sentences
from geoinc.learn.recognition.train import unmarked


def test_drills_are_the_same_every_time_and_marked_soundly(gazetteer: Gazetteer) -> None:
    first = list(sentences(gazetteer))
    assert first == list(sentences(gazetteer))
    marked = [unmarked(line, "drill") for line in first]
    assert any(row["toponyms"] for row in marked)
    assert not any("{" in row["text"] or "](" in row["text"] for row in marked)
