"""Packs are compiled each on its own, once."""

from __future__ import annotations

from pathlib import Path

import pytest

from geoinc import settings
from geoinc.gazetteer import Gazetteer
from geoinc.gazetteer.build import segments
from geoinc.gazetteer.packs import store
from geoinc.testing import place


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(settings, "default", lambda: settings.Settings(data_dir=tmp_path))
    return tmp_path


def test_a_pack_is_compiled_once_and_again_where_its_file_is_damaged(monkeypatch: pytest.MonkeyPatch) -> None:
    store.add([place("Khusham", 40.29, 35.3, country="SY")], name="mine")
    made: list[str] = []
    compile_pack = segments.compile_pack
    monkeypatch.setattr(segments, "compile_pack", lambda pack: (made.append(pack.name), compile_pack(pack)))
    [path] = segments.compiled(store.packs())
    assert Gazetteer.open(path).search("Khusham")
    segments.compiled(store.packs())
    assert made == ["mine"]
    path.write_bytes(b"damaged")
    segments.compiled(store.packs())
    assert made == ["mine", "mine"]


def test_no_packs_have_no_files() -> None:
    assert segments.compiled([]) == []
