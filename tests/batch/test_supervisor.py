"""What the watcher of a worker process makes of its end."""

from __future__ import annotations

from pathlib import Path

import pytest
from batch_world import reports

from geoinc.batch import run
from geoinc.batch.folder import Folder
from geoinc.batch.plan import Plan, Work
from geoinc.batch.stages import READ, Task
from geoinc.batch.supervisor import Stopped, Supervisor
from geoinc.errors import BatchError
from geoinc.pipeline import Pipeline


def planned(folder: Path) -> tuple[Plan, Task]:
    inputs = reports(folder / "r.jsonl", 2)
    plan = run.prepare([inputs], Folder(folder / "run"), Work(tables=False), Pipeline.default())
    return plan, Task(str(folder / "run"), READ, plan.partitions[0].id, 0, 2, time_limit_s=300)


def test_a_module_in_the_working_folder_is_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "json.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w')\n")
    monkeypatch.chdir(tmp_path)
    _, task = planned(tmp_path)
    watcher = Supervisor()
    receipt = watcher.run(task)
    watcher.stop()
    assert receipt["documents"] == {"in": 2, "ok": 2, "dead": 0, "filtered": 0}
    assert not (tmp_path / "ran").exists()


def test_a_run_that_cannot_be_read_is_an_error_in_one_line(tmp_path: Path) -> None:
    _, task = planned(tmp_path)
    (tmp_path / "run" / "plan.json").write_text("{}")
    watcher = Supervisor()
    with pytest.raises(BatchError, match="damaged"):
        watcher.run(task)
    watcher.stop()
    with pytest.raises(Stopped):
        watcher.run(task)
