"""The steps of a stage: what is read, what is passed over, what is found."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from geoinc.batch import frames, stages
from geoinc.batch.frames import DEAD, FILTERED, OK
from geoinc.batch.plan import Partition, SourceRange
from geoinc.batch.rows import DocumentFacts, Read
from geoinc.batch.stages import FIND, OUTLETS, READ, Task
from geoinc.model import Document
from geoinc.read.records import ReadOptions

if TYPE_CHECKING:
    from geoinc.pipeline import Pipeline


def no_pipeline() -> Pipeline:
    pytest.fail("the pipeline was asked for")


def test_a_task_goes_through_a_line_of_json() -> None:
    task = Task("run", READ, "key", 3, 10, time_limit_s=2.5, local="/disk")
    assert Task.loads(task.dumps()) == task
    assert "\n" not in task.dumps()


@pytest.mark.parametrize("stage", [READ, FIND, OUTLETS])
def test_a_dead_record_says_where_and_why(stage: str) -> None:
    frame = stages.dead(Task("run", stage, "key", 0, 1), "a.csv, row 1", "it broke")
    assert frame.status == DEAD
    row = frames.loads(frame.data)
    assert getattr(row, "where", None) or row.domain == "a.csv, row 1"


def partition(folder: Path) -> Partition:
    path = folder / "a.csv"
    path.write_text("text\nShells fell.\n\nTwo died.\n")
    return Partition((SourceRange(str(path), 0, None, 3, 1, ""),))


def taken(found: object) -> list[str]:
    rows = [frames.loads(frame.data) for step in found if (frame := step.work()) is not None]  # type: ignore[attr-defined]
    return [row.document.text for row in rows if row.document]


def test_a_reader_is_asked_for_one_record_after_the_other(tmp_path: Path) -> None:
    steps = list[str]()
    texts = []
    for step in stages._reading(partition(tmp_path), ReadOptions(), ()):
        steps.append(step.key)
        frame = step.work()
        if frame is not None:
            texts.append(frames.loads(frame.data).document.text)
    assert texts == ["Shells fell.", "Two died."]
    assert steps == ["0:0", "0:1", "0:2"]  # the last finds that there is no more


def test_a_record_that_kills_its_reader_is_passed_over(tmp_path: Path) -> None:
    read = []
    for step in stages._reading(partition(tmp_path), ReadOptions(), {"0:0"}):
        if step.key != "0:0":
            frame = step.work()
            assert frame is not None
            read.append(frames.loads(frame.data).document.text)
    assert read == ["Two died."]


def test_a_document_that_was_not_read_stays_dead_and_a_repeat_is_not_read_again() -> None:
    dead = stages._found(Read("a", None, why="it is empty"), None, None, no_pipeline)
    row = frames.loads(dead.data)
    assert (dead.status, row.why, row.stage) == (DEAD, "it is empty", READ)
    repeat = stages._found(Read("b", Document("x"), language="en"), DocumentFacts("b", repeats="a"), None, no_pipeline)
    row = frames.loads(repeat.data)
    assert (repeat.status, row.repeats, row.language) == (FILTERED, "a", "en")


def test_what_is_read_is_dated_and_known_by_its_words() -> None:
    text = "Published: 7 February 2018\n\nShells fell on Gao, killing two men near the bridge."
    frame = stages._read(stages.Record("a", Document(text)))
    row = frames.loads(frame.data)
    assert frame.status == OK
    assert str(row.document.published) == "2018-02-07"
    assert not row.given
    assert row.language == "en"


def test_homes_come_back_from_their_bytes() -> None:
    home = {
        "country": np.array([4], np.int32).tobytes(),
        "admin1": np.array([7], np.int32).tobytes(),
        "unit": np.array([[1, 0, 0]], np.float32).tobytes(),
        "weight": np.array([0.5], np.float32).tobytes(),
    }
    cloud = stages.sources_of({"news.org": home}).homes["news.org"]
    assert (cloud.country.tolist(), cloud.admin1.tolist(), cloud.unit.tolist(), cloud.weight.tolist()) == (
        [4], [7], [[1.0, 0.0, 0.0]], [0.5],
    )  # fmt: skip
