"""A run is refused before its work where it cannot be done, and says how far it is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line_runs import REPORT, Run

from geoinc import settings
from geoinc.cli import batch
from geoinc.errors import ExportError


def test_endings_are_known_before_any_work() -> None:
    assert batch._endings(" .HTML, geojson,,html") == ["html", "geojson"]
    with pytest.raises(ExportError, match=r"\.shp"):
        batch._endings("html,shp")


@pytest.mark.parametrize(
    ("given", "environment", "seconds"),
    [(None, None, 300), (5.0, None, 5), (0.0, None, None), (None, "7", 7), (0.0, "7", None)],
)
def test_the_limit_is_the_options_else_the_settings(
    monkeypatch: pytest.MonkeyPatch, given: float | None, environment: str | None, seconds: float | None
) -> None:
    if environment is not None:
        monkeypatch.setenv("GEOINC_SECONDS_PER_DOCUMENT", environment)
    settings.default.cache_clear()
    limits = batch._limits({"time_limit": given, "memory_limit": None, "local": None})
    settings.default.cache_clear()
    assert limits.time_s == seconds


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["status", "nowhere"], "nowhere"),
        (["resume", "nowhere"], "nowhere"),
        (["run", REPORT, "--out", "run", "--format", "shp"], ".shp"),
        (["run", "none.csv", "--out", "run"], "none.csv"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_line(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], told: str
) -> None:
    pytest.importorskip("pyarrow")
    monkeypatch.chdir(tmp_path)
    ended = run("batch", *words)
    assert ended.status == 1
    assert told in ended.err
    assert len(ended.err.strip().splitlines()) == 1


def test_a_run_says_how_far_it_is(run: Run, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    out = tmp_path / "run"
    table = tmp_path / "a.csv"
    table.write_text("id,text\na,Two men talked in Gao.\nb,\n")
    assert run("batch", "run", table, "--out", out, "--engine", "in-process", "-f", "geojson", "-q").status in {0, 3}
    told = json.loads(run("batch", "status", out, "--json").out)
    assert (told["documents"], told["found"], told["is_whole"]) == (2, 2, True)
    assert told["dead"] == 1
    printed = run("batch", "status", out).out
    assert "2 of 2 documents done" in printed
    assert "1 documents failed" in printed
