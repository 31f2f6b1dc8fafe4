"""How much is said on stderr while a command works."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line_runs import REPORT, Run


def test_quiet_says_results_and_errors_alone(run: Run, tmp_path: Path) -> None:
    ended = run("map", REPORT, tmp_path / "none.txt", "-o", tmp_path, "-f", "geojson", "-q")
    assert ended.status == 3
    assert all(line.startswith("geoinc: ") for line in ended.err.splitlines())
    assert len(ended.out.splitlines()) == 2


def test_verbose_says_what_is_done(run: Run, tmp_path: Path) -> None:
    ended = run("-vv", "map", REPORT, "-o", tmp_path, "-f", "geojson")
    assert "INFO geoinc.pipeline: reading 1 documents" in ended.err
    assert "DEBUG geoinc.pipeline: khusham.txt:" in ended.err
    assert "INFO geoinc.export: writing" in ended.err


@pytest.mark.parametrize("name", ["map", "places", "locate", "gazetteer", "evaluate"])
def test_every_command_can_be_quiet_or_verbose(run: Run, name: str) -> None:
    told = run(name, "--help").out
    assert "-v, --verbose" in told
    assert "-q, --quiet" in told
