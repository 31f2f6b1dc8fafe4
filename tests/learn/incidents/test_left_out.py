"""What is learned without a part of the texts reads that part, and nothing else does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geoinc.incidents.decisions import scorer
from geoinc.incidents.decisions.scorer import Scorer
from geoinc.learn.incidents import left_out
from geoinc.learn.incidents.texts import FOLDS, Prepared, Text
from geoinc.model import Document

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    import pytest


def text(fold: int) -> Prepared:
    return Prepared(Text("worked", Document(f"text {fold}"), told=True, part=fold), (), ())


def test_each_part_is_read_by_what_was_learned_without_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(left_out, "WEIGHTS", tmp_path)
    monkeypatch.setattr(left_out, "SHIPPED", tmp_path / "shipped")
    shipped = scorer.load("told")
    cases = [(fold, float(fold)) for fold in range(FOLDS)]
    made = left_out.keep("told", cases, lambda part: Scorer({"sum": sum(part)}))
    assert [learned.weights["sum"] for learned in made] == [6.0, 5.0, 4.0, 3.0]
    assert (tmp_path / "shipped" / "told.csv").read_text("utf-8").splitlines() == ["feature,weight", "sum,6.0000"]

    def read(part: Sequence[Prepared]) -> Iterator[float]:
        yield from (scorer.load("told").weights["sum"] for _ in part)

    assert list(left_out.each([text(3), text(0), text(1)], read)) == [(0, 6.0), (1, 5.0), (3, 3.0)]
    assert scorer.load("told") == shipped


def test_a_text_of_no_file_is_always_of_the_same_part() -> None:
    folds = [Text("awsd", Document(f"Gunmen raided village {n}."), told=True).fold for n in range(200)]
    assert set(folds) == set(range(FOLDS))
    assert folds[7] == Text("asam", Document("Gunmen raided village 7."), told=True).fold
