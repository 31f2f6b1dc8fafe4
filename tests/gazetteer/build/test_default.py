"""The default is built once, whole, by one process at a time, and again when its sources change."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from geoinc import settings
from geoinc.errors import GazetteerError
from geoinc.gazetteer.build.default import default as build
from geoinc.gazetteer import Gazetteer
from geoinc.gazetteer.records import Record
from geoinc.testing import place

TOWN = place("Khusham", 40.29, 35.3, country="SY", id="geonames:167899")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the data folder of a default that is made of one place and one source file."""
    source = tmp_path / "source.csv"
    source.write_text("a source")
    data = tmp_path / "data"
    monkeypatch.setattr(settings, "default", lambda: settings.Settings(data_dir=data))
    monkeypatch.setattr(build, "sources", lambda: [source])
    monkeypatch.setattr(build, "all_records", lambda: iter([TOWN]))
    return data


@pytest.mark.usefixtures("home")
def test_the_default_is_built_once(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Gazetteer.default().place(TOWN.id).name == "Khusham"
    monkeypatch.setattr(build, "all_records", lambda: pytest.fail("built again"))
    assert len(Gazetteer.default()) == 1


def test_a_changed_source_builds_again(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Gazetteer.default()
    (home.parent / "source.csv").write_text("another source")
    monkeypatch.setattr(build, "all_records", lambda: iter([TOWN, place("Hajin", 40.8, 34.7)]))
    assert len(Gazetteer.default()) == 2


@pytest.mark.parametrize("keep", [0, 20, -9])
def test_a_default_cut_short_is_built_again(home: Path, keep: int) -> None:
    Gazetteer.default()
    path = home / build.FILE_NAME
    path.write_bytes(path.read_bytes()[:keep])
    assert len(Gazetteer.default()) == 1


def test_an_interrupted_build_leaves_the_old_one(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Gazetteer.default()
    before = (home / build.FILE_NAME).read_bytes()
    (home.parent / "source.csv").write_text("another source")

    def interrupted() -> Iterator[Record]:
        yield TOWN
        raise KeyboardInterrupt

    monkeypatch.setattr(build, "all_records", interrupted)
    with pytest.raises(KeyboardInterrupt):
        Gazetteer.default()
    assert (home / build.FILE_NAME).read_bytes() == before
    assert [path.name for path in home.iterdir() if path.suffix == ".partial"] == []


def test_a_folder_that_cannot_be_made_is_told_clearly(home: Path) -> None:
    home.write_text("in the way")
    with pytest.raises(GazetteerError, match="cannot be written"):
        Gazetteer.default()


@pytest.mark.skipif(os.name == "nt", reason="file locks are POSIX")
def test_two_processes_build_once(home: Path) -> None:
    context = multiprocessing.get_context("fork")
    builds = home.parent / "builds"

    def counted() -> Iterator[Record]:
        with builds.open("a") as file:
            file.write("x")
        yield TOWN

    def run() -> None:
        build.all_records = counted
        assert len(Gazetteer.default()) == 1

    workers = [context.Process(target=run) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert [worker.exitcode for worker in workers] == [0, 0, 0]
    assert builds.read_text() == "x"


def test_a_chosen_file_is_opened_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = settings.Settings(data_dir=tmp_path, gazetteer=tmp_path / "mine.geoinc")
    monkeypatch.setattr(settings, "default", lambda: chosen)
    with pytest.raises(GazetteerError, match=r"mine\.geoinc"):
        Gazetteer.default()


def test_the_sources_are_there() -> None:
    names = {path.name for path in build.sources()}
    assert {"cities500.json", "geocode.gz", "countries.csv"} <= names
