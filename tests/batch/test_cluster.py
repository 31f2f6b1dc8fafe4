"""A run on a Dask cluster: a real scheduler and workers over loopback TCP, killed while a run's work is in flight."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from batch_world import PLAIN, World, holder, manifest, reports, wait_for

pytest.importorskip("pyarrow")
pytest.importorskip("distributed")


class Cluster:
    """A scheduler and workers in processes of their own."""

    def __init__(self, world: World) -> None:
        self.file = world.folder / "scheduler.json"
        environment = world.environment("slow")
        at = ("--host", "127.0.0.1", "--port", "0", "--no-dashboard")
        self.scheduler = self._start(environment, "scheduler", *at, "--scheduler-file", str(self.file))
        self.address = wait_for(self._address, self.scheduler)
        many = ("--nworkers", "2", "--nthreads", "1", "--no-dashboard", "--host", "127.0.0.1")
        local = ("--local-directory", str(world.folder / "scratch"))
        self.workers = self._start(environment, "worker", self.address, *many, *local)

    def _start(self, environment: dict[str, str], *arguments: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "distributed.cli.dask_" + arguments[0], *arguments[1:]]
        return subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL, text=True)

    def _address(self) -> str | None:
        try:
            address: str = json.loads(self.file.read_text())["address"]
        except (OSError, ValueError):
            return None
        return address

    def end(self) -> None:
        for process in (self.workers, self.scheduler):
            for child in psutil.Process(process.pid).children(recursive=True) if process.poll() is None else ():
                child.kill()
            process.kill()
            process.wait()


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    return World(tmp_path_factory.mktemp("cluster"))


@pytest.fixture(scope="module")
def cluster(world: World) -> Iterator[Cluster]:
    found = Cluster(world)
    yield found
    found.end()


@pytest.fixture(scope="module")
def serial(world: World) -> Path:
    """A serial run that nothing happened to, of the inputs of all runs here."""
    reports(world.folder / "reports.jsonl")
    world.run("run", world.folder / "reports.jsonl", "--out", world.folder / "serial", *PLAIN, "--engine", "in-process")
    return world.folder / "serial"


def start(world: World, cluster: Cluster, run: Path) -> subprocess.Popen[str]:
    return world.start("run", world.folder / "reports.jsonl", "--out", run, *PLAIN, "--scheduler", cluster.address)


def test_a_worker_of_the_cluster_killed(world: World, serial: Path, cluster: Cluster) -> None:
    run = world.folder / "worker"
    process = start(world, cluster, run)
    busy = wait_for(lambda: holder(run, cluster.workers.pid), process)
    busy.parent().send_signal(signal.SIGKILL)
    _, said = process.communicate()
    assert process.returncode == 0, said
    assert manifest(run) == manifest(serial)


def test_the_scheduler_killed_and_the_run_resumed(world: World, serial: Path, cluster: Cluster) -> None:
    run = world.folder / "scheduler"
    process = start(world, cluster, run)
    wait_for(lambda: holder(run, cluster.workers.pid), process)
    cluster.scheduler.send_signal(signal.SIGKILL)
    _, said = process.communicate()
    assert process.returncode == 1, said
    assert "the cluster was lost" in said.strip().splitlines()[-1]
    world.run("resume", run, "--format", "geojson", "--engine", "in-process")
    assert manifest(run) == manifest(serial)


def test_a_scheduler_that_is_not_there(world: World, serial: Path) -> None:
    assert serial
    run = ("run", world.folder / "reports.jsonl", "--out", world.folder / "nobody", *PLAIN)
    said = world.run(*run, "--scheduler", "tcp://127.0.0.1:1", code=1)
    assert "no Dask scheduler answers there" in said.strip().splitlines()[-1]
