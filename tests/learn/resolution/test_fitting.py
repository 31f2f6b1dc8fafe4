"""The ranker's weights are learned from which candidate is right, the same from the same samples."""

from __future__ import annotations

import numpy as np
import pytest

from geoinc.learn.resolution.fitting import Sample, _Fit, _joined, fit


def samples(count: int) -> list[Sample]:
    """Return documents of one name with three candidates, of which the one with the greatest first feature is right."""
    random = np.random.default_rng(1)
    found = []
    for _ in range(count):
        features = random.normal(size=(3, 4)).astype(np.float32)
        credit = (np.arange(3) == features[:, 0].argmax()).astype(np.float32)
        found.append(
            Sample(
                features,
                np.ones((1, 2), np.float32),
                np.array([0]),
                credit,
                np.zeros(1, np.float32),
                np.ones(1, np.float32),
            )
        )
    return found


def test_what_is_right_becomes_likeliest() -> None:
    network = fit(samples(120), hidden=4, epochs=80, members=1)
    right = 0
    for sample in samples(200)[120:]:
        scores = (
            sample.features @ network.skip
            + np.maximum(sample.features @ network.hidden + network.bias, 0) @ network.top
        )
        right += int(scores.argmax() == sample.credit.argmax())
    assert right > 0.9 * 80


def test_the_same_samples_give_the_same_weights() -> None:
    one, other = (fit(samples(30), hidden=3, epochs=2, members=2) for _ in range(2))
    assert np.array_equal(one.hidden, other.hidden)
    assert one.hidden.shape == (4, 6)  # two members side by side


def test_the_gradient_is_that_of_the_loss() -> None:
    batch = samples(5)
    fitted = _Fit(batch, np.zeros(4, np.float32), np.ones(4, np.float32), 3, seed=0)
    fitted.weights = [w.astype(np.float64) for w in fitted.weights]

    def loss() -> float:
        skip, hidden, bias, top, none = fitted.weights
        total = 0.0
        for s in batch:
            scores = s.features @ skip + np.maximum(s.features @ hidden + bias, 0) @ top
            odds = np.exp(np.append(scores, s.names[0] @ none))
            total -= np.log((s.credit * odds[:-1] / odds.sum()).sum() + 1e-9)
        return float(total) / len(batch)

    gradients = fitted._gradients(batch)
    for number, at in ((0, (0,)), (1, (1, 2)), (2, (1,)), (3, (0,)), (4, (1,))):
        step = 1e-4
        fitted.weights[number][at] += step
        above = loss()
        fitted.weights[number][at] -= 2 * step
        below = loss()
        fitted.weights[number][at] += step
        assert gradients[number][at] == pytest.approx((above - below) / (2 * step), abs=2e-3)


def test_documents_are_joined_by_moving_their_starts() -> None:
    starts, credit, none, weight = _joined(samples(3))
    assert starts.tolist() == [0, 3, 6]
    assert (len(credit), len(none), len(weight)) == (9, 3, 3)
