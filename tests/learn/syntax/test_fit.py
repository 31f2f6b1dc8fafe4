from __future__ import annotations

import numpy as np
import pytest

from geoinc.learn.syntax import fit
from geoinc.learn.syntax.fit import Batch, Trainer, initial

SIZES = {"words": 6, "affixes": 4, "shapes": 3, "tags": 3, "fine": 4, "labels": 5}


def batch(seed: int = 3) -> Batch:
    rng = np.random.default_rng(seed)
    shape = (3, 5)
    lengths = np.array([5, 2, 4])
    heads = np.array([[2, 0, 2, 3, 2], [0, 1, 0, 0, 0], [4, 4, 4, 0, 0]])

    def numbers(most: int, *more: int) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
        return rng.integers(0, most, (*shape, *more))

    return Batch(
        numbers(4), numbers(6), numbers(5, 2), numbers(3), numbers(3), numbers(4), heads, numbers(5), lengths
    )  # fmt: skip


@pytest.fixture
def trainer(monkeypatch: pytest.MonkeyPatch) -> Trainer:
    for name in ("DROPOUT", "WORD_DROPOUT", "VECTOR_DROPOUT"):
        monkeypatch.setattr(fit, name, 0.0)
    vectors = np.random.default_rng(1).normal(0, 0.1, (4, fit.VECTOR)).astype(np.float32)
    made = Trainer(initial(SIZES, 5), vectors, SIZES["tags"], 6)
    made.parameters["affixes"][-1] = 0
    for name in ("arc.distance", "arc.head", "label.b", "tags.b", "input.b"):
        made.parameters[name] += np.random.default_rng(2).normal(0, 0.1, made.parameters[name].shape).astype(np.float32)
    return made


@pytest.mark.parametrize("name", sorted(initial(SIZES, 0)))
def test_the_gradient_is_that_of_the_loss(trainer: Trainer, name: str) -> None:
    _, gradient = trainer._gradient(batch())
    way = gradient[name]
    length = float(np.linalg.norm(way))
    assert length > 0
    step = 2e-3 / length * way
    at = trainer.parameters[name].copy()
    losses = []
    for side in (1, -1):
        trainer.parameters[name] = (at + side * step).astype(np.float32)
        losses.append(trainer._gradient(batch())[0])
    assert (losses[0] - losses[1]) / 4e-3 == pytest.approx(length, rel=0.08)  # kinks of rectifiers within the step


def test_steps_lower_the_loss(trainer: Trainer) -> None:
    losses = [trainer.step(batch(), 0.01) for _ in range(30)]
    assert losses[-1] < losses[0] / 2


def test_one_seed_gives_one_result() -> None:
    vectors = np.zeros((4, fit.VECTOR), dtype=np.float32)
    made = [Trainer(initial(SIZES, 5), vectors, SIZES["tags"], 6) for _ in range(2)]
    losses = [[one.step(batch(), 0.01) for _ in range(3)] for one in made]
    assert losses[0] == losses[1]
    assert all(np.array_equal(value, made[1].parameters[name]) for name, value in made[0].parameters.items())
