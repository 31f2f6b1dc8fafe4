"""A run whose folder is in object storage: the same outcome, whoever dies, on whichever machine it goes on."""

from __future__ import annotations

import json
import shutil
import signal
from pathlib import Path
from typing import Any

import pytest
from batch_world import PLAIN, World, holder, reports, wait_for
from shelf import Shelf

from geoinc.batch import run
from geoinc.batch.engines import InProcess
from geoinc.batch.folder import Folder, object_name
from geoinc.batch.plan import Plan, Work
from geoinc.batch.store import RunStore
from geoinc.errors import BatchError, MissingExtraError
from geoinc.pipeline import Pipeline

pytest.importorskip("pyarrow")


@pytest.fixture(scope="module")
def serial(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """Inputs, and the manifest of a serial run of them in a folder, its files named as a store names them."""
    folder = tmp_path_factory.mktemp("serial")
    inputs = reports(folder / "reports.jsonl")
    World(folder).run("run", inputs, "--out", folder / "run", *PLAIN, "--engine", "in-process")
    found: dict[str, Any] = json.loads((folder / "run" / "manifest.json").read_text())
    for part in found["parts"]:
        part["files"] = {object_name(name, digested): digested for name, digested in part["files"].items()}
    return inputs, found


def stored(home: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((home / "manifest.json").read_text())
    assert (home / "_SUCCESS").is_file()
    assert (home / "dead-letters.jsonl").is_file()
    assert all((home / name).is_file() for part in found["parts"] for name in part["files"])
    return found


def working_copy(home: Path) -> Path:
    return Folder.of(f"shelf://{home}").path


def test_a_run_in_a_store_gives_what_one_in_a_folder_gives(world: World, serial: tuple[Path, dict[str, Any]]) -> None:
    home = world.folder / "bucket" / "run"
    process = world.start("run", serial[0], "--out", f"shelf://{home}", *PLAIN, "--workers", 2)
    out, said = process.communicate()
    assert process.returncode == 0, said
    assert out.splitlines() == [f"shelf://{home}/incidents.geojson", f"shelf://{home}/incidents.areas.geojson"]
    assert stored(home) == serial[1]
    assert not working_copy(home).exists()
    assert "12 of 12 documents done (12 read), whole" in world.start("status", f"shelf://{home}").communicate()[0]


def test_a_worker_killed_between_object_and_receipt(world: World, serial: tuple[Path, dict[str, Any]]) -> None:
    home = world.folder / "bucket" / "run"
    world.run("run", serial[0], "--out", f"shelf://{home}", *PLAIN, "--workers", 2, fault="stored")
    assert (world.folder / "once-stored").exists()
    assert stored(home) == serial[1]


def test_a_driver_killed_and_the_run_resumed_on_another_machine(
    world: World, serial: tuple[Path, dict[str, Any]]
) -> None:
    home = world.folder / "bucket" / "run"
    process = world.start("run", serial[0], "--out", f"shelf://{home}", *PLAIN, "--workers", 1, fault="slow")
    copy = working_copy(home)
    wait_for(lambda: list((home / "work" / "find").glob("*.json")), process)
    worker = wait_for(lambda: holder(copy, process.pid), process)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    worker.wait()
    shutil.rmtree(copy)
    world.run("resume", f"shelf://{home}", "--format", "geojson", "--engine", "in-process")
    assert stored(home) == serial[1]


def test_two_drivers_of_one_run_at_once(world: World, serial: tuple[Path, dict[str, Any]]) -> None:
    home = world.folder / "bucket" / "run"
    arguments = ("run", serial[0], "--out", f"shelf://{home}", *PLAIN, "--workers", 1)
    for process in [world.start(*arguments), world.start(*arguments)]:
        _, said = process.communicate()
        assert process.returncode == 0, said
    assert stored(home) == serial[1]


def test_what_comes_from_a_pipe_is_kept_in_the_store(world: World, serial: tuple[Path, dict[str, Any]]) -> None:
    home = world.folder / "bucket" / "run"
    process = world.start("run", "-", "--out", f"shelf://{home}", *PLAIN, "--workers", 1, stdin=serial[0])
    _, said = process.communicate()
    assert process.returncode == 0, said
    assert stored(home)["documents"] == serial[1]["documents"]
    assert (home / "inputs" / "stdin.jsonl").read_bytes() == serial[0].read_bytes()


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline.default()


def whole(plan: Plan, folder: Folder, pipeline: Pipeline) -> dict[str, Any]:
    found = run.drive(plan, folder, InProcess(), run.Limits())
    harvest, _ = run.finish(plan, folder, found, pipeline)
    run.seal(plan, folder, found, harvest, [])
    manifest: dict[str, Any] = json.loads(folder.read("manifest.json") or b"")
    return manifest


def test_it_grows_and_tries_the_dead_again(tmp_path: Path, pipeline: Pipeline) -> None:
    folder = Folder.of(f"shelf://{tmp_path}/run")
    inputs = reports(tmp_path / "a.jsonl", 3)
    inputs.write_text(inputs.read_text() + "no\n")
    plan = run.prepare([inputs], folder, Work(records=2), pipeline)
    before = whole(plan, folder, pipeline)
    assert before["documents"] == {"in": 4, "ok": 3, "dead": 1, "filtered": 0}
    assert run.forget_dead(plan, folder) == 2
    assert not folder.exists("_SUCCESS")
    assert whole(plan, folder, pipeline) == before
    grown = run.add([reports(tmp_path / "b.jsonl", 4)], folder)
    folder.leave()
    after = whole(grown, folder, pipeline)
    assert after["documents"]["in"] == 8
    named = {f"{name}" for part in after["parts"] for name in part["files"]}
    assert {f"incidents/{name}" for name in folder.names("incidents")} < named


def test_who_leaves_takes_no_working_copy_from_another_who_uses_it(tmp_path: Path) -> None:
    folder = Folder.of(f"shelf://{tmp_path}/run")
    folder.path.mkdir(parents=True)
    with folder.in_use():
        folder.leave()
        assert folder.path.is_dir()
    folder.leave()
    assert not folder.path.exists()


def test_another_run_is_refused_and_a_damaged_part_told(tmp_path: Path, pipeline: Pipeline) -> None:
    folder = Folder.of(f"shelf://{tmp_path}/run")
    plan = run.prepare([reports(tmp_path / "a.jsonl", 2)], folder, Work(tables=False), pipeline)
    manifest = whole(plan, folder, pipeline)
    with pytest.raises(BatchError, match="holds another run"):
        run.prepare([reports(tmp_path / "b.jsonl", 3)], folder, Work(tables=False), pipeline)
    (name,) = manifest["parts"][0]["files"]
    (tmp_path / "run" / name).write_bytes(b"half")
    folder.leave()
    with pytest.raises(BatchError, match="gone or damaged"):
        run.finish(plan, folder, [(manifest["parts"][0]["key"], 0, 2)], pipeline)


def test_a_store_that_has_no_conditional_write_is_looked_into_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = Shelf.pipe_file
    monkeypatch.setattr(Shelf, "pipe_file", lambda self, path, value: own(self, path, value))  # noqa: PLW0108 - without a mode
    store = RunStore(f"shelf://{tmp_path}/run")
    assert [store.create("plan.json", data) for data in (b"one", b"two")] == [True, False]
    assert store.read("plan.json") == b"one"


def test_a_conditional_write_lets_one_of_two_through(tmp_path: Path) -> None:
    store = RunStore(f"shelf://{tmp_path}/run")
    assert [store.create("plan.json", data) for data in (b"one", b"two")] == [True, False]
    assert store.read("plan.json") == b"one"
    store.write("plan.json", b"three")
    assert store.read("plan.json") == b"three"
    assert (store.names(""), store.names("work"), store.read("none")) == (["plan.json"], [], None)
    store.remove("plan.json")
    store.remove("plan.json")
    assert not store.exists("plan.json")


def test_a_store_that_refuses_is_told_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        message = "Access Denied\nrequest 12"
        raise PermissionError(message)

    monkeypatch.setattr(Shelf, "cat_file", refuse)
    with pytest.raises(BatchError, match=r"the store refused or did not answer \(Access Denied\)") as told:
        Plan.load(Folder.of(f"shelf://{tmp_path}/run"))
    assert "\n" not in str(told.value)


@pytest.mark.parametrize("address", ["nosuch://x/y", "shelf+bad://x"])
def test_an_address_that_nothing_opens_is_told(address: str) -> None:
    with pytest.raises((BatchError, MissingExtraError), match="opened"):
        RunStore(address)
