"""``geoinc evaluate`` as a user runs it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from geoinc.cli.evaluate_incidents import incidents

ROWS = [
    {"id": "1", "text": "Two guards were shot dead in Aleppo on Monday.", "date": "2018-02-12", "killed": 2},
    {"id": "2", "text": "The council repaired a bridge.", "lat": 16.27, "lon": -0.04},
    {"id": "3", "text": "Gunmen attacked a convoy near Gao, Mali.", "lat": 16.27, "lon": -0.04, "said": ["city"]},
]


def scores(path: Path, *options: str) -> dict[str, Any]:
    run = CliRunner().invoke(incidents, [str(path), "--json", *options])
    assert run.exit_code == 0, run.output
    found: dict[str, Any] = json.loads(run.output)[path.name]["one"]
    return found


def test_rows_score_the_same_in_two_processes(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text("\n".join(map(json.dumps, ROWS)), "utf-8")
    alone = scores(path)
    assert alone == scores(path, "--jobs", "2")
    assert alone["measures"]["any incident"]["right"] == 2
    assert scores(path, "--limit", "2")["rows"] == 2
