"""The default is built once, whole, by one process at a time, and again when its sources change."""

from __future__ import annotations

import multiprocessing
import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import shapely

from geoinc import settings
from geoinc.errors import GazetteerError
from geoinc.gazetteer import Gazetteer
from geoinc.gazetteer.build import default as build
from geoinc.gazetteer.build import segments
from geoinc.gazetteer.file.container import Container
from geoinc.gazetteer.packs import store
from geoinc.gazetteer.records import PlaceRecord
from geoinc.testing import NoAreas, place

TOWN = replace(
    place("Khusham", 40.29, 35.3, country="SY", id="geonames:167899"), geometry=shapely.box(40.2, 35.2, 40.4, 35.4)
)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the data folder of a default that is made of one place and one source file."""
    source = tmp_path / "source.csv"
    source.write_text("a source")
    data = tmp_path / "data"
    monkeypatch.setattr(settings, "default", lambda: settings.Settings(data_dir=data))
    monkeypatch.setattr(build, "sources", lambda: [source])
    monkeypatch.setattr(build, "all_records", lambda: iter([TOWN]))
    monkeypatch.setattr(build, "derived_areas", NoAreas)
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


def test_another_installation_takes_what_has_its_sources_and_makes_what_has_not(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Gazetteer.default()
    source = tmp_path / "other" / "source.csv"
    source.parent.mkdir()
    source.write_text("a source")
    monkeypatch.setattr(build, "_installed", lambda: str(source.parent))
    monkeypatch.setattr(build, "sources", lambda: [source])
    monkeypatch.setattr(build, "all_records", lambda: pytest.fail("built again"))
    assert len(Gazetteer.default()) == 1

    source.write_text("its own source")
    monkeypatch.setattr(build, "all_records", lambda: iter([TOWN, place("Hajin", 40.8, 34.7)]))
    assert len(Gazetteer.default()) == 2
    assert (home.parent / "source.csv").read_text() == "a source"


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

    def interrupted() -> Iterator[PlaceRecord]:
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

    def counted() -> Iterator[PlaceRecord]:
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
    names = {path.name.removesuffix(".xz") for path in build.sources()}  # compiled, where they were installed so
    assert {"cities500.json", "geocode.gz", "countries.csv"} <= names


def test_a_pack_is_joined_and_what_is_there_is_not_compiled_again(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Gazetteer.default()
    monkeypatch.setattr(build, "all_records", lambda: pytest.fail("compiled again"))
    store.add([place("Hajin", 40.8, 34.7, country="SY", id="mine:1")], name="mine")
    assert Gazetteer.default().place("mine:1").name == "Hajin"
    assert len(Gazetteer.default()) == 2
    store.remove("mine")
    assert len(Gazetteer.default()) == 1
    assert [path.name for path in home.iterdir() if path.suffix == ".geoinc"] == [build.FILE_NAME]


def test_a_second_pack_leaves_the_first_as_it_is_compiled(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    del home
    store.add([place("Hajin", 40.8, 34.7, id="mine:1")], name="mine")
    Gazetteer.default()
    compiled: list[str] = []
    compile_pack = segments.compile_pack

    def watched(pack: store.Pack) -> None:
        compiled.append(pack.name)
        compile_pack(pack)

    monkeypatch.setattr(segments, "compile_pack", watched)
    store.add([place("Hatla", 40.2, 35.4, id="yours:1")], name="yours")
    assert len(Gazetteer.default()) == 3
    assert compiled == ["yours"]


@pytest.mark.parametrize("keep", [0, 20, -9])
def test_a_damaged_joined_file_or_segment_heals(home: Path, keep: int) -> None:
    store.add([place("Hajin", 40.8, 34.7, id="mine:1")], name="mine")
    Gazetteer.default()
    for path in (home / build.JOINED_NAME, next((home / "packs").glob("*.geoinc"))):
        path.write_bytes(path.read_bytes()[:keep])
    (home / build.JOINED_NAME).unlink()
    assert Gazetteer.default().place("mine:1").name == "Hajin"


def test_a_moved_data_folder_keeps_its_packs(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store.add([place("Hajin", 40.8, 34.7, id="mine:1")], name="mine")
    Gazetteer.default()
    moved = tmp_path / "moved"
    home.rename(moved)
    monkeypatch.setattr(settings, "default", lambda: settings.Settings(data_dir=moved))
    assert Gazetteer.default().place("mine:1").name == "Hajin"


def test_large_packs_are_compiled_by_two_processes_to_the_same_bytes(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ["a", "b", "c"]
    for name in names:
        store.add([place(f"Hajin {name}", 40.8, 34.7, id=f"{name}:1")], name=name)
    Gazetteer.default()
    alone = (home / build.JOINED_NAME).read_bytes()
    for path in (*(home / "packs").glob("*.geoinc"), home / build.JOINED_NAME):
        path.unlink()
    monkeypatch.setattr(segments, "FEW_PLACES", 0)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    Gazetteer.default()
    assert (home / build.JOINED_NAME).read_bytes() == alone


def _flip(path: Path, section: str) -> None:
    opened = Container.open(path)
    position = opened._start + opened._sections[section]["offset"]
    raw = bytearray(path.read_bytes())
    raw[position] ^= 0x10
    path.write_bytes(raw)


SECTIONS = [
    "lon",
    "lat",
    "kind",
    "posting",
    "key_start",
    "name_text",
    "name_start",
    "extent_wkb",
    "place_id",
    "ids",
    "keys",
]


@pytest.mark.parametrize("section", SECTIONS)
def test_one_flipped_bit_heals_itself(home: Path, caplog: pytest.LogCaptureFixture, section: str) -> None:
    whole = Gazetteer.default().place(TOWN.id)
    _flip(home / build.FILE_NAME, section)

    opened = Gazetteer.default()
    found = opened.search("Khusham")[0].place
    extent = found.extent

    assert (found.id, found.name, found.kind, found.point) == (whole.id, whole.name, whole.kind, whole.point)
    assert extent is not None
    assert extent.equals(TOWN.geometry)
    assert "built anew" in caplog.text
    assert list(build.check()) == [f"{home / build.FILE_NAME}: whole"]


def test_a_file_of_the_users_own_is_refused_and_left(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Gazetteer.default()
    mine = home / "mine.geoinc"
    (home / build.FILE_NAME).rename(mine)
    _flip(mine, "lon")
    monkeypatch.setattr(settings, "default", lambda: settings.Settings(data_dir=home, gazetteer=mine))

    with pytest.raises(GazetteerError, match="section lon has changed"):
        Gazetteer.default()
    with pytest.raises(GazetteerError, match="content hash"):
        list(build.check())
    assert mine.is_file()


def test_damage_in_what_is_joined_heals(home: Path) -> None:
    store.add([place("Hajin", 40.8, 34.7)], name="mine")
    Gazetteer.default()
    for path in (home / build.FILE_NAME, store.segment(store.get("mine"))):
        (home / build.JOINED_NAME).unlink()
        _flip(path, "lon")
        assert len(Gazetteer.default()) == 2


def test_check_tells_of_damage_and_mends_it(home: Path) -> None:
    store.add([place("Hajin", 40.8, 34.7)], name="mine")
    Gazetteer.default()
    _flip(home / build.JOINED_NAME, "lat")

    told = list(build.check())

    assert [line.partition(": ")[2] for line in told] == [
        "whole, 1 places", "whole", "whole", "damaged; it is built anew",
    ]  # fmt: skip
    assert {line.rpartition(" ")[2] for line in list(build.check())[1:]} == {"whole"}


def test_a_copied_data_folder_sees_its_own_packs(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        build, "all_records", lambda: iter([*(r for p in store.packs() if p.rank < 0 for r in store.records(p)), TOWN])
    )
    store.add([place("Hajin", 40.8, 34.7)], name="early", rank=-1)
    store.add([place("Gharanij", 40.6, 34.8)], name="late")
    assert len(Gazetteer.default()) == 3

    copy = tmp_path / "copy"
    shutil.copytree(home, copy)
    monkeypatch.setattr(settings, "default", lambda: settings.Settings(data_dir=copy))
    assert len(Gazetteer.default()) == 3
    store.add([place("Hajin", 40.8, 34.7), place("Susah", 40.9, 34.6)], name="early", rank=-1)
    assert len(Gazetteer.default()) == 4
    store.remove("late")
    assert len(Gazetteer.default()) == 3

    monkeypatch.setattr(settings, "default", lambda: settings.Settings(data_dir=home))
    assert len(Gazetteer.default()) == 3


def test_an_early_pack_that_is_added_later_is_seen(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    assert home
    monkeypatch.setattr(
        build, "all_records", lambda: iter([*(r for p in store.packs() if p.rank < 0 for r in store.records(p)), TOWN])
    )
    assert len(Gazetteer.default()) == 1
    store.add([place("Hajin", 40.8, 34.7)], name="early", rank=-1)
    assert len(Gazetteer.default()) == 2


@pytest.mark.skipif(os.name == "nt", reason="rights of POSIX")
def test_the_data_folder_is_its_users_alone_unless_it_was_there(home: Path) -> None:
    Gazetteer.default()
    assert home.stat().st_mode & 0o777 == 0o700
    home.chmod(0o755)
    store.add([TOWN], name="mine")
    Gazetteer.default()
    assert home.stat().st_mode & 0o777 == 0o755
