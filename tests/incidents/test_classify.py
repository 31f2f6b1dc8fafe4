from __future__ import annotations

from pathlib import Path

import pytest

from geoinc.errors import GeoincError
from geoinc.incidents.classify import WEIGHTS, classify, load, save
from geoinc.learn.event_types import LabelledSnippet, accuracy, cross_validate, fit

LARGEST_BYTES = 1_500_000


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A suicide bomber detonated his vest in a market.", "suicide bombing"),
        ("A grenade thrown from a motorcycle exploded in a bar.", "grenade attack"),
        ("Warplanes carried out air strikes on the harbour.", "air strike"),
        ("A magnitude 6 earthquake shook the coast and brought down homes.", "natural disaster"),
        ("The two sides signed a ceasefire agreement.", "agreement"),
        ("Chlorine gas choked dozens in a suspected chemical attack.", "chemical attack"),
    ],
)
def test_plain_snippets(text: str, name: str) -> None:
    assert classify(text)[0][0].name == name


def test_probabilities_add_up_and_are_ordered() -> None:
    found = [p for _, p in classify("Gunmen killed two villagers.")]
    assert sum(found) == pytest.approx(1.0)
    assert found == sorted(found, reverse=True)
    assert len(found) == 30


def test_an_empty_text_is_survived() -> None:
    assert len(classify("")) == 30


def test_the_weights_are_small() -> None:
    assert WEIGHTS.stat().st_size < LARGEST_BYTES


def test_missing_weights_are_told(tmp_path: Path) -> None:
    with pytest.raises(GeoincError, match="learn"):
        load(tmp_path / "none.npz")


ROWS = [LabelledSnippet(f"{word} {n} in the town", label) for n in range(8) for word, label in (("grenades", "GRENADE"), ("earthquake", "NATURAL_DISASTER"))]  # fmt: skip


def test_training_is_deterministic_and_survives_saving(tmp_path: Path) -> None:
    for name in ("a.npz", "b.npz"):
        save(fit(ROWS), tmp_path / name)
    assert (tmp_path / "a.npz").read_bytes() == (tmp_path / "b.npz").read_bytes()
    assert load(tmp_path / "a.npz").probabilities("an earthquake").argmax() == 1


def test_cross_validation_scores_rows_unseen() -> None:
    assert accuracy(ROWS, cross_validate(ROWS, folds=4)) == 1.0
