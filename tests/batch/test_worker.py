"""What a record's work raises is its own dead letter; what is of the run ends the task."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from geoinc.batch import frames, worker
from geoinc.batch.frames import DEAD
from geoinc.batch.stages import FIND, Step, Task
from geoinc.errors import BatchError, InputError, LexiconError

TASK = Task("run", FIND, "key", 0, 1)


def raising(error: BaseException) -> Callable[[], None]:
    def work() -> None:
        raise error

    return work


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (RuntimeError("a rule broke\nin two lines"), "RuntimeError: a rule broke"),
        (InputError("it is empty"), "it is empty"),
        (KeyError(), "KeyError: "),
        (MemoryError(), "it needs more memory than one document may have"),
    ],
)
def test_a_record_that_breaks_costs_itself(error: BaseException, told: str) -> None:
    frame = worker._tried(TASK, Step("0", "a.csv, row 1", raising(error)))  # type: ignore[arg-type]
    assert frame is not None
    row = frames.loads(frame.data)
    assert (frame.status, row.where, row.why, row.stage) == (DEAD, "a.csv, row 1", told, FIND)


@pytest.mark.parametrize("error", [BatchError("the folder is gone"), LexiconError("bad row")])
def test_what_is_of_the_run_ends_the_task(error: Exception) -> None:
    with pytest.raises(type(error)):
        worker._tried(TASK, Step("0", "a", raising(error)))  # type: ignore[arg-type]


def test_memory_is_bounded_where_the_system_can(monkeypatch: pytest.MonkeyPatch) -> None:
    resource = pytest.importorskip("resource")
    asked: list[tuple[int, tuple[int, int]]] = []
    monkeypatch.setattr(resource, "setrlimit", lambda what, limits: asked.append((what, limits)))
    worker.bound_memory(None)
    assert asked == []
    worker.bound_memory(500)
    [(what, limits)] = asked
    assert (what, limits[0]) == (resource.RLIMIT_DATA, 500_000_000)
