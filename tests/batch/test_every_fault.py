"""Every write, rename and sync of a run fails once, and ends the process once: what is gone on with is as if nothing was."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import faults
import pytest
from batch_world import manifest, reports

from geoinc.batch import plan, run
from geoinc.batch.engines import InProcess
from geoinc.batch.folder import Folder
from geoinc.batch.plan import Work
from geoinc.errors import GeoincError
from geoinc.gazetteer import Gazetteer
from geoinc.pipeline import Pipeline
from geoinc.testing import gazetteer, place

pytest.importorskip("pyarrow")
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="kills copies of this process")

HARMLESS = {"fsync", "mkdir"}
"""A folder that cannot be synced, and one that cannot be made because it is there, lose nothing."""
HUGE = 10_000_000


@pytest.fixture(autouse=True)
def _code(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do without the hash of all code, which is most of the time of so small a run."""
    monkeypatch.setattr(plan, "code_version", lambda: "code")


@pytest.fixture(scope="module")
def places() -> Gazetteer:
    return gazetteer(place("Aden", 45.0, 12.8, country="YE"), place("Mosul", 43.1, 36.3, country="IQ"))


def work(home: Path, places: Gazetteer, *, tables: bool) -> Callable[[], None]:
    """Return what does a run, or what is missing of one, in the folder ``run`` of a folder."""
    inputs = home / "reports.jsonl"
    if not inputs.exists():
        reports(inputs, 1)

    def once() -> None:
        folder = Folder(home / "run")
        pipeline = Pipeline.default(gazetteer=places)
        planned = run.prepare([inputs], folder, Work(records=1, tables=tables), pipeline)
        found = run.drive(planned, folder, InProcess(), run.Limits())
        whole, report = run.finish(planned, folder, found, pipeline)
        run.seal(planned, folder, found, whole, report.save(folder.path / "incidents.geojson"))

    return once


def outcome(home: Path) -> dict[str, bytes]:
    """Return all that a run gave, but for what its workers' clocks say; nothing else may be there."""
    found = faults.contents(home / "run")
    assert not [name for name in found if ".partial" in name or "journals" in name], "litter"
    return {name: data for name, data in found.items() if b'"seconds"' not in data}


@pytest.fixture
def expected(tmp_path: Path, places: Gazetteer) -> dict[str, bytes]:
    work(tmp_path, places, tables=False)()
    found = outcome(tmp_path)
    assert manifest(tmp_path / "run")["documents"] == {"in": 1, "ok": 1, "dead": 0, "filtered": 0}
    shutil.rmtree(tmp_path / "run")
    return found


def told(home: Path, at: int, once: Callable[[], None]) -> bool:
    """Tell whether a fault at a call ends the run with an error of ours that says where."""
    with faults.faulty(home / "run", at, writes=True):
        try:
            once()
        except GeoincError as error:
            return str(home / "run") in str(error)
    return False


def test_whatever_fails_is_told_and_the_run_goes_on(
    tmp_path: Path, places: Gazetteer, expected: dict[str, bytes]
) -> None:
    once = work(tmp_path, places, tables=False)
    calls = faults.calls_of(tmp_path / "run", once, writes=True)
    assert {"open", "write", "fsync", "replace", "mkdir"} <= set(calls)
    for at, name in enumerate(calls, 1):
        shutil.rmtree(tmp_path / "run")
        assert told(tmp_path, at, once) or name in HARMLESS, f"call {at} of {len(calls)}, {name}"
        once()
        assert outcome(tmp_path) == expected, f"call {at} of {len(calls)}, {name}"


def test_wherever_the_process_ends_the_run_goes_on(
    tmp_path: Path, places: Gazetteer, expected: dict[str, bytes]
) -> None:
    once = work(tmp_path, places, tables=False)
    calls = faults.calls_of(tmp_path / "run", once, writes=True)

    def killed(at: int) -> int:
        def start() -> None:
            with faults.faulty(tmp_path / "run", at, faults.ends_the_process, writes=True):
                once()

        return faults.in_a_child(start)

    for at, name in enumerate(calls, 1):
        shutil.rmtree(tmp_path / "run")
        assert killed(at) == -9
        assert not (tmp_path / "run" / "_SUCCESS").exists() or outcome(tmp_path) == expected
        once()
        assert outcome(tmp_path) == expected, f"call {at} of {len(calls)}, {name}"


def test_a_full_disk_is_told_and_the_run_goes_on(tmp_path: Path, places: Gazetteer) -> None:
    once = work(tmp_path, places, tables=True)
    once()
    expected = outcome(tmp_path)
    sizes = sorted(map(len, faults.contents(tmp_path / "run").values()))
    for limit in {0, sizes[len(sizes) // 2], sizes[-1] - 1}:
        shutil.rmtree(tmp_path / "run")
        assert faults.in_a_child(once, limit_bytes=limit) == 1, f"with files of at most {limit} bytes"
        once()
        assert outcome(tmp_path) == expected
