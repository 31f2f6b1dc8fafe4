"""An engine moves tasks and receipts, and nothing else."""

from __future__ import annotations

from pathlib import Path
from queue import Queue

import pytest
from batch_runs import done
from batch_world import reports

from geoinc.batch import engines, run
from geoinc.batch.engines import Receipt
from geoinc.batch.folder import Folder
from geoinc.batch.plan import Work
from geoinc.errors import BatchError
from geoinc.pipeline import Pipeline

pytest.importorskip("pyarrow")


def test_receipts_are_what_engines_give(tmp_path: Path, pipeline: Pipeline) -> None:
    folder = Folder(tmp_path / "run")
    plan = run.prepare([reports(tmp_path / "a.jsonl", 2)], folder, Work(tables=False), pipeline)
    done(plan, folder, pipeline)
    receipt: Receipt | None = folder.receipt("read", plan.partitions[0].id)
    assert receipt
    assert receipt["documents"] == {"in": 2, "ok": 2, "dead": 0, "filtered": 0}
    assert set(receipt) == {"stage", "partition", "documents", "incidents", "files", "seconds"}


def test_usable_cores_are_at_least_one() -> None:
    assert engines.usable_cores() >= 1


class Counted:
    """Stands for the process that does tasks."""

    def __init__(self) -> None:
        self.done: list[str] = []

    def run(self, task: str) -> dict[str, str]:
        if task == "bad":
            message = "the folder is gone"
            raise BatchError(message)
        self.done.append(task)
        return {"key": task}


def test_a_thread_serves_until_nothing_waits_and_hands_on_its_error() -> None:
    waiting: Queue[str] = Queue()
    for task in ("a", "b", "bad", "c"):
        waiting.put(task)
    answers: Queue[object] = Queue()
    engines._serve(Counted(), waiting, answers)  # type: ignore[arg-type]
    given = [answers.get_nowait() for _ in range(answers.qsize())]
    assert given[:2] == [{"key": "a"}, {"key": "b"}]
    assert isinstance(given[2], BatchError)
    assert given[3:] == [None]
    assert waiting.get_nowait() == "c"
