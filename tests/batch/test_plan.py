from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest

from geoinc.batch.folder import Folder
from geoinc.batch.plan import Plan, Work, extended, make
from geoinc.errors import BatchError
from geoinc.read import inputs
from geoinc.read.records import ReadOptions


def table(path: Path, rows: int) -> Path:
    path.write_text("text\n" + "".join(f"report {n}\n" for n in range(rows)))
    return path


def test_large_files_are_cut_and_small_ones_put_together(tmp_path: Path) -> None:
    table(tmp_path / "big.csv", 25)
    for number in range(15):
        (tmp_path / f"s{number:02}.txt").write_text("small")
    plan = make([tmp_path], Work(records=10), Folder(tmp_path / "run"))
    assert [p.records for p in plan.partitions] == [10, 10, 10, 10]
    assert plan.records == 40
    assert len({p.id for p in plan.partitions}) == 4


def test_a_plan_comes_back_as_it_was_written(tmp_path: Path) -> None:
    work = Work(options=ReadOptions(columns={"text": "text"}, near=("Mali",)), records=10)
    folder = Folder(tmp_path / "run")
    plan = make([table(tmp_path / "a.csv", 12), tmp_path / "none.txt"], work, folder)
    plan.save(folder)
    found = Plan.load(folder)
    assert found == plan
    assert found.run_id == plan.run_id
    assert "no such file" in plan.refused[0][1]


def test_the_run_is_another_with_other_settings_or_content(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "run")
    path = table(tmp_path / "a.csv", 12)
    plan = make([path], Work(), folder)
    assert make([path], Work(), folder).run_id == plan.run_id
    assert replace(plan, work=Work(options=ReadOptions(near=("Mali",)))).run_id != plan.run_id
    path.write_text(path.read_text().replace("report 3", "report X"))
    assert make([path], Work(), folder).run_id != plan.run_id


def test_a_plan_grows_by_what_is_new(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "run")
    first = make([table(tmp_path / "a.csv", 12)], Work(records=10), folder)
    table(tmp_path / "b.csv", 3)
    grown = extended(first, [tmp_path / "a.csv", tmp_path / "b.csv"], folder)
    assert grown.partitions[:2] == first.partitions
    assert [p.records for p in grown.partitions] == [10, 2, 3]
    assert extended(grown, [tmp_path / "b.csv"], folder) == grown


def test_what_is_piped_in_is_kept_for_resuming(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Input:
        buffer = io.BytesIO(b'{"text": "piped"}\n')

    monkeypatch.setattr(inputs.sys, "stdin", Input)
    make(["-"], Work(), Folder(tmp_path))
    assert (tmp_path / "inputs" / "stdin.jsonl").read_bytes() == b'{"text": "piped"}\n'


def test_a_folder_without_a_run_and_a_damaged_plan_are_told(tmp_path: Path) -> None:
    with pytest.raises(BatchError, match="holds no run"):
        Plan.load(Folder(tmp_path))
    (tmp_path / "plan.json").write_text('{"work": 1}')
    with pytest.raises(BatchError, match="damaged"):
        Plan.load(Folder(tmp_path))
