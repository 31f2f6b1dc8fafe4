"""Nets over named features: what a hidden layer gives, and that weights are kept as they are."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from geoinc.errors import GeoincError
from geoinc.incidents.decisions.nets import Nets, load, save

EITHER = Nets(
    {"bias": 0, "wet": 1, "dry": 2},
    np.array([[0.0, -1.0], [1.0, 1.0], [1.0, 1.0]], np.float32),
    np.array([1.0, -2.0], np.float32),
)
"""Holds of one of two, not of both."""


def test_a_hidden_layer_tells_what_goes_together() -> None:
    cases = [{}, {"wet": 1.0}, {"dry": 1.0}, {"wet": 1.0, "dry": 1.0}, {"wet": 0.5}, {"unknown": 9.0}]
    assert EITHER.scores(cases) == pytest.approx([0.0, 1.0, 1.0, 0.0, 0.5, 0.0])
    assert EITHER.scores([]) == []


def test_a_score_does_not_depend_on_what_else_is_asked() -> None:
    both = EITHER.scores([{"wet": 0.3}, {"dry": 0.7}])
    assert both == [*EITHER.scores([{"wet": 0.3}]), *EITHER.scores([{"dry": 0.7}])]


def test_weights_are_kept_with_their_names_and_the_same_bytes(tmp_path: Path) -> None:
    save("made", EITHER, tmp_path)
    first = (tmp_path / "made.npz").read_bytes()
    kept = load("made", tmp_path)
    assert kept.rows == EITHER.rows
    assert kept.scores([{"wet": 1.0}]) == EITHER.scores([{"wet": 1.0}])
    save("made", kept, tmp_path)
    assert (tmp_path / "made.npz").read_bytes() == first


def test_missing_weights_say_how_to_make_them(tmp_path: Path) -> None:
    with pytest.raises(GeoincError, match="make train"):
        load("none", tmp_path)
