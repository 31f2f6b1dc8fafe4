"""Whatever fails, and wherever the process ends: afterwards there is the old file or the new one, never half, no litter."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import faults
import pytest
from export_findings import made

from geoinc import settings
from geoinc.errors import GeoincError
from geoinc.export import FORMATS
from geoinc.gazetteer import Gazetteer
from geoinc.gazetteer.build import default as build
from geoinc.gazetteer.packs import store
from geoinc.report import Report
from geoinc.testing import NoAreas, place

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="kills copies of this process")

FINDINGS = made()
OLDER = replace(FINDINGS, incidents=FINDINGS.incidents[:1])
SLOW = {".png", ".gpkg", ".fgb", ".parquet", ".xlsx"}
ZIPPED = {".kmz", ".xlsx", ".zip"}
HARMLESS = {"fsync", "mkdir"}
"""A folder that cannot be synced, and one that cannot be made because it is there, lose nothing."""
TOWN = place("Khusham", 40.29, 35.3, country="SY", id="geonames:167899")
OTHERS = [place(f"Town {n}", 40 + n / 100, 35, country="SY", id=f"test:{n}") for n in range(50)]


def _saved(folder: Path, ending: str, findings: object) -> Callable[[], object]:
    return lambda: Report(findings).save(folder / f"a{ending}")  # type: ignore[arg-type]


def _states(folder: Path, ending: str) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Return what the folder holds before and after, and leave it as it is before."""
    _saved(folder, ending, FINDINGS)()
    after = faults.contents(folder)
    _saved(folder, ending, OLDER)()
    return faults.contents(folder), after


def _each_old_or_new(folder: Path, before: dict[str, bytes], after: dict[str, bytes]) -> None:
    found = faults.contents(folder)
    assert found.keys() <= before.keys() | after.keys(), "litter"
    for name in before.keys() | after.keys():
        assert found.get(name) in {before.get(name), after.get(name)}, f"{name} is neither the old nor the new file"


@pytest.mark.parametrize("ending", [*FORMATS, ".html"])
def test_an_export_is_the_old_or_the_new_one_wherever_it_fails(
    tmp_path: Path, ending: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("geoinc.render.to_html", lambda findings: f"<p>{len(findings.incidents)}")
    before, after = _states(tmp_path, ending)
    work = _saved(tmp_path, ending, FINDINGS)
    calls = faults.calls_of(tmp_path, work)
    assert {"fsync", "replace"} <= set(calls)
    for at, name in enumerate(calls, 1):
        if ending in SLOW and name not in {"replace", "fsync"}:
            continue  # making the content takes its time, and is written as the others are
        _saved(tmp_path, ending, OLDER)()
        again = ending in ZIPPED and name == "open"  # the standard library tries once more, in another mode
        assert _met(tmp_path, at, work) or name in HARMLESS or again
        _each_old_or_new(tmp_path, before, after)


def _met(home: Path, at: int, work: Callable[[], object]) -> bool:
    """Tell whether a fault at a call is told in an error of ours."""
    with faults.faulty(home, at):
        try:
            work()
        except GeoincError as error:
            return "written" in str(error)
    return False


@pytest.mark.parametrize("ending", [".geojson", ".gpkg"])
def test_an_export_is_the_old_or_the_new_one_wherever_the_process_ends(tmp_path: Path, ending: str) -> None:
    before, after = _states(tmp_path, ending)
    work = _saved(tmp_path, ending, FINDINGS)

    def killed(at: int) -> int:
        def run() -> None:
            with faults.faulty(tmp_path, at, faults.ends_the_process):
                work()

        return faults.in_a_child(run)

    for at, name in enumerate(faults.calls_of(tmp_path, work), 1):
        if ending in SLOW and name not in {"replace", "fsync"}:
            continue
        _saved(tmp_path, ending, OLDER)()
        assert killed(at) == -9
        left = {name: content for name, content in faults.contents(tmp_path).items() if ".partial" not in name}
        assert all(content in {before.get(name), after.get(name)} for name, content in left.items())
        assert left.keys() >= before.keys() & after.keys()
    _saved(tmp_path, ending, OLDER)()
    assert faults.contents(tmp_path) == before, "what the killed ones left is cleared"


@pytest.mark.parametrize("ending", [".geojson", ".gpkg", ".fgb", ".parquet", ".xlsx"])
def test_a_full_disk_leaves_the_old_file(tmp_path: Path, ending: str) -> None:
    before, after = _states(tmp_path, ending)
    _saved(tmp_path, ending, OLDER)()
    size = min(map(len, after.values()))
    for limit in {0, 1, size // 2, size - 1}:
        ended = faults.in_a_child(_saved(tmp_path, ending, FINDINGS), limit_bytes=limit)
        assert ended == 1, f"with {limit} bytes left it ended with {ended}"
        _each_old_or_new(tmp_path, before, after)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the data folder of a default that is made of one place."""
    data = tmp_path / "data"
    monkeypatch.setattr(settings, "default", lambda: settings.Settings(data_dir=data))
    source = tmp_path / "source.csv"
    source.write_text("a source")
    monkeypatch.setattr(build, "sources", lambda: [source])
    monkeypatch.setattr(build, "all_records", lambda: iter([TOWN]))
    monkeypatch.setattr(build, "derived_areas", NoAreas)
    return data


def _add(count: int) -> Callable[[], object]:
    def run() -> int:
        store.add(OTHERS[:count], name="mine")
        return len(Gazetteer.default())

    return run


def _usable(counts: set[int]) -> None:
    """The gazetteer opens and holds the old pack or the new one, whole."""
    assert len(Gazetteer.default()) in {count + 1 for count in counts}
    assert len(list(store.records(store.get("mine")))) in counts


def _no_litter(home: Path) -> None:
    assert not [path.name for path in home.rglob("*.partial")]
    names = sorted(path.name for path in (home / "packs").iterdir())
    assert len(names) == 3, f"a manifest, its data and what they compile to: {names}"


def test_adding_a_pack_is_done_or_not_done_wherever_it_fails(home: Path) -> None:
    _add(1)()
    calls = faults.calls_of(home, _add(50))
    assert {"open", "fsync", "replace", "mkdir"} <= set(calls)
    for at, name in enumerate(calls, 1):
        _add(1)()
        assert _met(home, at, _add(50)) or name in HARMLESS
        _usable({1, 50})
        _no_litter(home)


def test_adding_a_pack_is_done_or_not_done_wherever_the_process_ends(home: Path) -> None:
    _add(1)()
    calls = len(faults.calls_of(home, _add(50)))

    def killed(at: int) -> int:
        def run() -> None:
            with faults.faulty(home, at, faults.ends_the_process):
                _add(50)()

        return faults.in_a_child(run)

    for at in range(1, calls + 1):
        assert killed(at) == -9
        _usable({1, 50})
        _add(1)()
        _no_litter(home)


def test_a_full_disk_leaves_the_gazetteer_as_it_was(home: Path) -> None:
    _add(1)()
    for limit in (0, 100, 1_000, 5_000):
        assert faults.in_a_child(_add(50), limit_bytes=limit) == 1
        _usable({1, 50})
        _add(1)()
        _no_litter(home)
