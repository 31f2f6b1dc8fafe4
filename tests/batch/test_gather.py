"""Records' outcomes add up to one report; what failed is a line each."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from geoinc import testing
from geoinc.batch import frames
from geoinc.batch.folder import DEAD_LETTERS, Folder
from geoinc.batch.frames import DEAD, OK, RecordFrame
from geoinc.batch.gather import DeadLetter, Harvest, add, keep_merged, merged, write_dead_letters
from geoinc.batch.rows import RecordFindings
from geoinc.gazetteer import Gazetteer
from geoinc.model import Document
from geoinc.pipeline import DocumentFindings


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return testing.gazetteer(testing.place("Aden", 45.0, 12.8, country="YE"))


def found(text: str) -> DocumentFindings:
    return DocumentFindings(Document(text, id=text), (), (), (), (), ())


def test_each_record_is_read_repeated_or_dead(gazetteer: Gazetteer) -> None:
    rows = [
        (RecordFindings("a.csv, row 1", found("a"), language="English", notes=("dated",)), OK),
        (RecordFindings("a.csv, row 2", None, repeats="a"), OK),
        (RecordFindings("a.csv, row 3", None, why="it broke", stage="find"), DEAD),
    ]
    whole = Harvest()
    for row, status in rows:
        add(whole, RecordFrame(frames.dumps(row), status, 0), gazetteer)
    assert dict(whole.counts) == {"in": 3, "ok": 2, "dead": 1}
    assert [r.document.id for r in whole.readings] == ["a"]
    assert whole.dead == [DeadLetter("a.csv, row 3", "find", "it broke")]
    assert whole.notes == ["dated", "a.csv, row 2: it is the same as a and was read once"]
    assert whole.languages["English"] == 1


def test_dead_letters_are_a_line_each(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    write_dead_letters(folder, [DeadLetter("a\nb", "read", "é"), DeadLetter("c", "find", "")])
    lines = (tmp_path / DEAD_LETTERS).read_text("utf-8").splitlines()
    assert [json.loads(line)["where"] for line in lines] == ["a\nb", "c"]
    assert "é" in lines[0]


def test_merged_incidents_are_kept_for_a_run_that_grows(tmp_path: Path, gazetteer: Gazetteer) -> None:
    keep_merged(Folder(tmp_path), "run", [])
    assert merged(Folder(tmp_path), "run", gazetteer) == []
