"""The classifier of snippets learns what rows teach, and is checked on rows that it has not seen."""

from __future__ import annotations

from pathlib import Path

import pytest

from geoinc.errors import InputError
from geoinc.learn import event_types
from geoinc.learn.event_types import LabelledSnippet, accuracy, cross_validate, fit, read_rows

ROWS = [
    LabelledSnippet(f"{who} {deed} in town {n}", label)
    for n in range(6)
    for who, deed, label in (
        ("Gunmen", "shot dead a farmer", "attack"),
        ("Workers", "marched and chanted slogans", "protest"),
    )
]


def test_a_snippet_has_the_label_of_those_like_it() -> None:
    model = fit(ROWS)
    chances = dict(zip(model.labels, model.probabilities("Gunmen shot dead a teacher"), strict=True))
    assert chances["attack"] > 0.8
    assert sum(chances.values()) == pytest.approx(1.0)


def test_left_out_rows_are_told_by_the_others() -> None:
    assert accuracy(ROWS, cross_validate(ROWS, folds=3)) == 1.0
    assert cross_validate(ROWS[:1]) == [""]
    assert accuracy([], []) == 0.0


def test_the_same_rows_give_the_same_weights() -> None:
    assert (fit(ROWS).gram_weights == fit(ROWS).gram_weights).all()


def test_a_row_without_a_label_is_told_by_its_line(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text('{"text": "a", "label": "b"}\n{"text": "a"}\n')
    with pytest.raises(InputError, match=r"2: not an object with 'text' and 'label'"):
        read_rows(path)


def test_wrong_usage_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert event_types.main([]) == 2
    assert "usage" in capsys.readouterr().err
