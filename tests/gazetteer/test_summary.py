from __future__ import annotations

from pathlib import Path

import pytest

from geoinc import testing
from geoinc.gazetteer import summary
from geoinc.gazetteer.build.compile import compile_records
from geoinc.gazetteer.packs.store import Pack
from geoinc.model import PlaceKind


@pytest.mark.parametrize("digits", [16])
def test_what_a_gazetteer_is_made_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, digits: int) -> None:
    places = [testing.place("A", 3, 3), testing.place("B", 1, 1), testing.place("C", 2, 2, kind=PlaceKind.RIVER)]
    path = tmp_path / "g.geoinc"
    identity = compile_records(places, path)
    monkeypatch.setattr(summary, "default_path", lambda: path)
    packs = [Pack("early", 3, 0, "", rank=-1), Pack("late", 4, 0, "", rank=1)]
    monkeypatch.setattr(summary, "packs", lambda: packs)
    lines = list(summary.summary())
    assert identity[:digits] in lines[0]
    assert lines[1] == "3 places:"
    assert [line.split() for line in lines[2:4]] == [["2", "settlement"], ["1", "river"]]
    assert lines[4] == "packs, in their order: early, curated, late, embedded"
    assert "early: 3 places" in lines[5]
    assert "late: 4 places" in lines[6]
