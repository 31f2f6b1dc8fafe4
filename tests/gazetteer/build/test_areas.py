"""Derived areas are worked out by another process, kept, and worked out again only when what they follow from changes."""

from __future__ import annotations

from pathlib import Path

import pytest
from shapely import box

from geoinc import settings
from geoinc.gazetteer.build import areas
from geoinc.gazetteer.build.compile import compile_records
from geoinc.gazetteer.file.columns import PlaceFlag
from geoinc.gazetteer.gazetteer import Gazetteer
from geoinc.model import PlaceKind
from geoinc.testing import place

SQUARES = {"x:1": box(0, 0, 1, 1), "x:2": box(5, 5, 6, 6)}


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(settings, "default", lambda: settings.Settings(data_dir=tmp_path))
    monkeypatch.setattr(areas, "derive", lambda: SQUARES)
    return tmp_path


def test_what_is_kept_comes_back_and_older_ones_go(home: Path) -> None:
    (home / "areas-old.npz").write_bytes(b"old")
    path = home / f"areas-{areas._hash()}.npz"
    areas.keep(path)
    assert [found.name for found in home.iterdir()] == [path.name]
    found = areas.DerivedAreas()()
    assert set(found) == set(SQUARES)
    assert all(found[key].equals(area) for key, area in SQUARES.items())


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut short"])
def test_a_damaged_file_is_worked_out_again(home: Path, content: bytes) -> None:
    (home / f"areas-{areas._hash()}.npz").write_bytes(content)
    assert areas.DerivedAreas()() == SQUARES


def test_a_process_that_nobody_waits_for_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(areas.sys, "executable", "/bin/sleep")
    begun = areas.DerivedAreas()
    begun.close()
    assert begun._other is not None
    assert begun._other.poll() is not None


def test_only_places_without_an_area_get_the_derived_one(tmp_path: Path) -> None:
    from dataclasses import replace

    plain = place("Plain", 0.5, 0.5, kind=PlaceKind.ADMIN1, id="x:1")
    drawn = replace(place("Drawn", 5.5, 5.5, kind=PlaceKind.ADMIN1, id="x:2"), geometry=box(4, 4, 7, 7))
    compile_records([plain, drawn], tmp_path / "small.geoinc", areas=lambda: SQUARES)
    small = Gazetteer.open(tmp_path / "small.geoinc")
    flags = {name: PlaceFlag(int(small.columns.flags[small.index_of(name)])) for name in SQUARES}
    assert flags["x:1"] == PlaceFlag.EXTENT | PlaceFlag.DERIVED
    assert flags["x:2"] == PlaceFlag.EXTENT
    extent = small.extent("x:2")
    assert extent is not None
    assert extent.equals(box(4, 4, 7, 7))
