"""A run survives what ends it: real processes, killed with -9 while their work is in flight.

After each fault the run is gone on with, and its manifest (the hashes of every part and file) is that of a serial run
that nothing happened to.
"""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
from batch_world import PLAIN, World, dead, holder, in_flight, manifest, reports, wait_for

pytest.importorskip("pyarrow")


@pytest.fixture(scope="module")
def serial(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The inputs of all runs here, and a serial run of them that nothing happened to."""
    folder = tmp_path_factory.mktemp("serial")
    inputs = reports(folder / "reports.jsonl")
    World(folder).run("run", inputs, "--out", folder / "run", *PLAIN, "--engine", "in-process")
    return inputs, folder / "run"


def whole(run: Path, serial: Path) -> bool:
    assert manifest(run) == manifest(serial)
    assert manifest(run)["documents"] == {"in": 12, "ok": 12, "dead": 0, "filtered": 0}
    for path in manifest(serial)["files"]:
        assert (run / path).read_bytes() == (serial / path).read_bytes()
    return (run / "_SUCCESS").exists() and not list((run / "work" / "journals").iterdir())


def test_a_worker_killed_in_the_middle_of_a_partition(world: World, serial: tuple[Path, Path]) -> None:
    run = world.folder / "run"
    process = world.start("run", serial[0], "--out", run, *PLAIN, "--workers", 2, fault="slow")
    victim = wait_for(lambda: holder(run, process.pid), process)
    victim.send_signal(signal.SIGKILL)
    _, said = process.communicate()
    assert process.returncode == 0, said
    assert whole(run, serial[1])


def test_a_worker_killed_between_rename_and_receipt(world: World, serial: tuple[Path, Path]) -> None:
    run = world.folder / "run"
    world.run("run", serial[0], "--out", run, *PLAIN, "--workers", 2, fault="receipt")
    assert (world.folder / "once-receipt").exists()
    assert whole(run, serial[1])


def test_the_driver_killed_and_the_run_resumed(world: World, serial: tuple[Path, Path]) -> None:
    run = world.folder / "run"
    process = world.start("run", serial[0], "--out", run, *PLAIN, "--workers", 2, fault="slow")
    worker = wait_for(lambda: holder(run, process.pid), process)
    process.kill()
    process.communicate()
    worker.wait()  # an orphan ends by itself
    assert any(in_flight(run))
    assert "not whole yet" in status(world, run)
    world.run("resume", run, "--format", "geojson", "--workers", 1)
    assert whole(run, serial[1])
    assert "whole" in status(world, run)


def status(world: World, run: Path) -> str:
    process = world.start("status", run)
    out, said = process.communicate()
    assert process.returncode == 0, said
    return out


def test_an_interrupt_ends_in_one_line_that_says_how_to_go_on(world: World, serial: tuple[Path, Path]) -> None:
    run = world.folder / "run"
    process = world.start("run", serial[0], "--out", run, *PLAIN, "--workers", 1, fault="slow")
    worker = wait_for(lambda: holder(run, process.pid), process)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate()
    assert process.returncode == 1
    assert said.strip().splitlines()[-1] == f"geoinc: stopped; what is done is kept: geoinc batch resume {run}"
    assert not worker.is_running()
    world.run("resume", run, "--format", "geojson", "--engine", "in-process")
    assert whole(run, serial[1])


def test_two_drivers_of_one_run_at_once(world: World, serial: tuple[Path, Path]) -> None:
    run = world.folder / "run"
    arguments = ("run", serial[0], "--out", run, *PLAIN, "--workers", 1)
    first, second = world.start(*arguments, fault="slow"), world.start(*arguments)
    for process in (first, second):
        _, said = process.communicate()
        assert process.returncode == 0, said
    assert whole(run, serial[1])


def test_no_space_left(world: World, serial: tuple[Path, Path]) -> None:
    run = world.folder / "run"
    said = world.run("run", serial[0], "--out", run, *PLAIN, "--workers", 1, fault="full", code=1)
    assert "No space left on device" in said.splitlines()[-1]
    assert "geoinc batch resume" in said.splitlines()[-1]
    assert not (run / "_SUCCESS").exists()
    world.run("resume", run, "--format", "geojson", "--engine", "in-process")
    assert whole(run, serial[1])


def test_a_folder_that_cannot_be_written(world: World, serial: tuple[Path, Path]) -> None:
    (world.folder / "file").write_text("")
    said = world.run("run", serial[0], "--out", world.folder / "file" / "run", *PLAIN, code=1)
    assert "cannot be written" in said
    assert said.count("\n") == 1


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="nothing is read-only to the superuser")
def test_a_folder_that_is_read_only(world: World, serial: tuple[Path, Path]) -> None:
    (world.folder / "locked").mkdir(mode=0o500)
    said = world.run("run", serial[0], "--out", world.folder / "locked" / "run", *PLAIN, code=1)
    assert "Permission denied" in said


def test_poison_costs_itself_alone(world: World) -> None:
    run = world.folder / "run"
    inputs = reports(
        world.folder / "reports.jsonl",
        row_1="crash",
        row_3="hang",
        row_5="memory",
        row_6="error",
        row_9="reader",
        row_10="stuck",
    )
    with (world.folder / "big.txt").open("wb") as file:
        file.truncate(200_000_000)
    world.run(
        *("run", inputs, world.folder / "big.txt", "--out", run, *PLAIN),
        *("--workers", 2, "--time-limit", 30, "--memory-limit", 2000),
        code=3,
    )
    counts = manifest(run)["documents"]
    assert counts["in"] == counts["ok"] + counts["dead"] == 13
    why = {Path(letter["where"]).name: letter["why"] for letter in dead(run)}
    assert "signal 9" in why["reports.jsonl, line 2"]
    assert why["reports.jsonl, line 4"] == "it took longer than 30 s"
    assert "memory" in why["reports.jsonl, line 6"]
    assert why["reports.jsonl, line 7"] == "RuntimeError: a rule broke"
    assert "signal 9" in why["reports.jsonl, entry 10"]
    assert why["reports.jsonl, entry 11"] == "it took longer than 30 s"
    assert "200 MB" in why["big.txt"]
    assert len(why) == 7


def test_another_gazetteer_is_refused(world: World, serial: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    from geoinc import testing

    other = world.folder / "other.geoinc"
    gazetteer = testing.gazetteer(testing.place("Aden", 45.0, 12.8, country="YE"))
    other.write_bytes(Path(gazetteer.container.path).read_bytes())
    run = world.folder / "run"
    world.run("run", serial[0], "--out", run, *PLAIN, "--engine", "in-process")
    monkeypatch.setenv("GEOINC_GAZETTEER", str(other))
    said = world.run("resume", run, code=1)
    assert "another gazetteer" in said


def test_another_run_in_the_folder_is_refused(world: World, serial: tuple[Path, Path]) -> None:
    run = world.folder / "run"
    world.run("run", serial[0], "--out", run, *PLAIN, "--engine", "in-process")
    said = world.run("run", serial[0], "--out", run, "--near", "Mali", *PLAIN, code=1)
    assert "holds another run" in said
    assert said.count("\n") == 1
