from __future__ import annotations

from itertools import product

import numpy as np

from geoinc.learn.recognition import crf
from geoinc.toponyms.recognize.labels import ALLOWED, LABELS, LAST, OPENING, Label


def test_the_partition_sum_is_that_of_all_valid_labellings() -> None:
    values = np.random.default_rng(1).normal(size=(3, LABELS))
    moves = np.random.default_rng(2).normal(size=(LABELS, LABELS))
    total = sum(
        np.exp(values[range(3), labels].sum() + moves[labels[0], labels[1]] + moves[labels[1], labels[2]])
        for labels in product(range(LABELS), repeat=3)
        if OPENING[labels[0]] and labels[-1] in LAST and ALLOWED[labels[0], labels[1]] and ALLOWED[labels[1], labels[2]]
    )
    steps = tuple(np.array([t]) for t in range(3))
    log_sum, by_token, by_pair = crf.marginals(values, moves, steps)
    assert np.isclose(log_sum, np.log(total))
    assert np.allclose(by_token.sum(axis=1), 1)
    assert np.isclose(by_pair.sum(), 2)


def test_training_learns_what_features_say() -> None:
    features = np.array([[0, 2], [1, 2], [0, 3], [1, 3]], dtype=np.int32)
    labels = [Label.U, Label.O, Label.U, Label.O]
    allowed = np.eye(LABELS, dtype=bool)[labels]
    data = crf.batch(features, allowed, np.array([2, 2]))
    weights, _ = crf.train(data, rows=4, penalty=0.01, iterations=30)
    assert weights[0].argmax() == Label.U
    assert weights[1].argmax() == Label.O


def test_open_labels_teach_nothing() -> None:
    features = np.array([[0], [1]], dtype=np.int32)
    allowed = np.array([[True, True, False, False, False], [True, False, False, False, False]])
    data = crf.batch(features, allowed, np.array([1, 1]))
    weights, _ = crf.train(data, rows=2, penalty=0.01, iterations=30)
    assert abs(weights[0, Label.O] - weights[0, Label.U]) < 1e-6


def test_the_minimum_of_a_bowl_is_found() -> None:
    target = np.array([3.0, -1.0, 0.5])
    scale = np.array([1.0, 10.0, 100.0])
    found = crf.minimise(
        lambda x: (float(scale @ (x - target) ** 2), 2 * scale * (x - target)), np.zeros(3), iterations=50
    )
    assert np.allclose(found, target, atol=1e-4)
