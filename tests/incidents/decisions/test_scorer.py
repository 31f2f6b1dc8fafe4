from __future__ import annotations

from pathlib import Path

import pytest

from geoinc.errors import GeoincError
from geoinc.incidents.decisions.scorer import Scorer, load, save


def test_a_score_is_the_weights_of_what_is_there() -> None:
    scorer = Scorer({"bias": -1.0, "seen": 2.0, "twice": 0.5})
    assert scorer.score({"seen": 1.0, "twice": 2.0, "unknown": 9.0}) == pytest.approx(2.0)
    assert scorer.probability({"seen": 0.5}) == pytest.approx(0.5)


def test_weights_are_kept_in_a_table_that_reads_the_same(tmp_path: Path) -> None:
    save("made", {"b, with a comma": 1.25, "a": -0.5}, tmp_path)
    assert load("made", tmp_path).weights == {"a": -0.5, "b, with a comma": 1.25}


def test_missing_weights_say_how_to_make_them(tmp_path: Path) -> None:
    with pytest.raises(GeoincError, match="make train"):
        load("none", tmp_path)
