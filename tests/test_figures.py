"""docs/figures.md and its pictures are what the kept counts give; every run has a command that geoinc knows."""

from __future__ import annotations

import importlib.util
import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]


def _figures() -> Any:
    spec = importlib.util.spec_from_file_location("figures", ROOT / "bench" / "figures.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


FIGURES = _figures()
TABLE = tomllib.loads((ROOT / "bench" / "figures.toml").read_text("utf-8"))
RESULTS = json.loads((ROOT / "bench" / "figures.json").read_text("utf-8"))


def test_the_page_is_what_was_counted() -> None:
    assert (ROOT / "docs" / "figures.md").read_text("utf-8") == FIGURES.page(TABLE["run"], TABLE["peer"], RESULTS)


def test_the_pictures_are_what_was_counted() -> None:
    for run in TABLE["run"]:
        bins = RESULTS.get(run["name"], {}).get("bins")
        if bins:
            path = ROOT / "docs" / "pictures" / f"calibration-{run['name']}.svg"
            assert path.read_text("utf-8") == FIGURES.picture(run["title"], bins)


def test_commands_are_those_of_geoinc() -> None:
    from geoinc.cli.evaluate import evaluate

    known = set(evaluate.list_commands(None))  # type: ignore[arg-type]
    assert {run["command"][1] for run in TABLE["run"]} <= known
    assert {run["name"] for run in TABLE["run"]} >= RESULTS.keys()


@pytest.mark.parametrize(
    ("right", "of", "low", "high"), [(9, 10, 0.596, 0.982), (0, 20, 0.0, 0.161), (20, 20, 0.839, 1.0), (0, 0, 0.0, 1.0)]
)
def test_intervals_are_wilsons(right: int, of: int, low: float, high: float) -> None:
    assert FIGURES.wilson(right, of) == (pytest.approx(low, abs=5e-4), pytest.approx(high, abs=5e-4))


def test_counts_come_back_from_percentages() -> None:
    numbers = {
        "rows": 40,
        "found": 97.5,
        "within_5_km": 40.0,
        "over_50_km": 0.0,
        "coverage50": 41.03,
        "coverage90": 100.0,
    }
    found = FIGURES.counted({"a.jsonl": {"all": numbers}})

    assert found["measures"]["found"] == [39, 40]
    assert found["measures"]["area50 holds the truth, of found"] == [16, 39]
    assert found["bins"][1] == {"stated": 0.9, "right": 39, "of": 39}


def test_shares_of_any_depth_are_counted() -> None:
    report = {"languages": {"ar": {"names": {"share": 0.5, "right": 1, "of": 2}}}, "as one": {"right": 3, "of": 4}}
    assert FIGURES.counted(report)["measures"] == {"ar, names": [1, 2], "as one": [3, 4]}
