"""How right a candidate is, and the figures of samples held out."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from geoinc.learn.resolution.binding import (
    NEAR_M,
    RIGHT_M,
    UNIT_CREDIT,
    UNIT_RIGHT_M,
    BindingSample,
    _figures,
    credit,
    fit_stated,
    names,
    reports,
)
from geoinc.toponyms.resolve.binding import FEATURES, NONE_FEATURES, Ballot, BindingWeights


@pytest.mark.parametrize(
    ("away_m", "units", "right"),
    [
        ([0.0, RIGHT_M * 2], [False, False], [1.0, 0.0]),
        ([0.0, 0.0], [False, True], [1.0, UNIT_CREDIT]),
        ([RIGHT_M * 2, UNIT_RIGHT_M], [False, True], [0.0, 1.0]),
        ([UNIT_RIGHT_M * 9, UNIT_RIGHT_M * 9], [False, True], [0.0, 0.0]),
    ],
)
def test_a_unit_is_right_where_no_narrower_place_is(away_m: list[float], units: list[bool], right: list[float]) -> None:
    assert credit(np.array(away_m), np.array(units)).tolist() == right


def test_figures_count_what_is_sure_enough() -> None:
    rows = np.array([[0.9, 1, 1], [0.9, 0, 1], [0.3, 1, 1], [0.3, 0, 0]], dtype=float)
    found = _figures(rows, 0.5)
    assert (found["names"], found["right"], found["wrong"], found["ceiling"]) == (4, 0.25, 0.25, 0.75)
    assert found["calibration_error"] == pytest.approx((abs(1.8 - 1) + abs(0.6 - 1)) / 4)


def test_a_report_names_its_place_and_its_country(tmp_path: Path) -> None:
    row = {"text": "Shells fell on GAO.", "country": "Mali", "lon": 0.0, "lat": 16.3}
    rows = [
        {**row, "said": {"city": "x"}, "city": "Gao"},
        {**row, "said": {}, "city": "Gao"},
        {**row, "said": {"city": "x"}, "city": "Gao", "country": ""},
    ]
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)))
    [found] = reports(path)
    assert (found.mention.text, found.document.near, found.fold) == ("GAO", found.document.near, "Mali")


def test_a_line_of_names_is_a_name_in_its_unit(tmp_path: Path) -> None:
    path = tmp_path / "b.jsonl"
    path.write_text(json.dumps({"text": "Khusham, Deir ez-Zor, Syria", "lon": 40.3, "lat": 35.3}))
    [found] = names(path)
    assert (found.mention.text, found.fold) == ("Khusham", " Deir ez-Zor")


def test_what_is_stated_is_how_often_a_share_is_near() -> None:
    """Of places with a share of a half, nine in ten are near: that is stated of such."""
    ballot = Ballot(
        np.zeros((1, len(FEATURES)), dtype=np.float32),
        np.zeros(len(NONE_FEATURES), dtype=np.float32),
        np.zeros(1, bool),
    )
    unit = np.array([[1, 0, 0]], dtype=np.float32)
    samples = [
        BindingSample("t", str(n), ballot, np.ones(1), np.array([NEAR_M * 2 if n % 10 == 0 else 0.0]), unit)
        for n in range(100)
    ]
    weights = BindingWeights(np.zeros(len(FEATURES), np.float32), np.zeros(len(NONE_FEATURES), np.float32))
    stated = BindingWeights(weights.candidate, weights.none, fit_stated(samples, weights, 0.3))
    assert stated.probability(0.5) == pytest.approx(0.9, abs=0.01)
