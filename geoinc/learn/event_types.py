"""Train the snippet classifier: ``python -m geoinc.learn.event_types FOLDER``.

FOLDER holds ``case2021_event_types.jsonl``, one JSON object a line with ``text`` and ``label``. Prints the
cross-validated accuracy and writes ``weights.npz``. The same rows give the same weights.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from geoinc.errors import InputError
from geoinc.incidents.classify import WEIGHTS, Model, fingerprint, save
from geoinc.incidents.decisions.features import cue_counts, grams
from geoinc.read.jsonlines import objects

FILE = "case2021_event_types.jsonl"
PENALTY = 5e-4
CUE_SHARE = 4.0
"""How much the cues weigh against the letter runs, as the ratio of their kernels."""
STEPS = 300
FOLDS = 10
SPREAD = 0.25
"""Added to a cue's standard deviation, so that rare cues do not count without bound."""
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class LabelledSnippet:
    """A labelled snippet."""

    text: str
    label: str


def read_rows(path: Path) -> list[LabelledSnippet]:
    """Return the labelled snippets of a file of JSON lines.

    Raises
    ------
    InputError
        At a line that is no such object; names file and line.
    """
    found = []
    for where, row in objects(path):
        try:
            found.append(LabelledSnippet(row["text"], row["label"]))
        except KeyError as error:
            message = f"{where}: not an object with 'text' and 'label'"
            raise InputError(message, path=str(path)) from error
    return found


def fit(rows: Sequence[LabelledSnippet]) -> Model:
    """Return the classifier learned from rows."""
    labels = tuple(sorted({row.label for row in rows}))
    counted = [grams(row.text) for row in rows]
    frequency = Counter(h for c in counted for h in c)
    hashes = np.array(sorted(h for h, n in frequency.items() if n > 1), dtype=np.uint32)
    idf = np.log(1 + len(rows) / np.array([frequency[int(h)] for h in hashes], dtype=np.float64))
    raw = np.array([cue_counts(row.text) for row in rows])
    scale = (raw.std(axis=0) + SPREAD) * np.sqrt(raw.shape[1] / CUE_SHARE)
    empty = np.zeros((0, len(labels)))
    seen = np.array(sorted({fingerprint(row.text) for row in rows}), dtype=np.uint32)
    untrained = Model(labels, hashes, idf, empty, empty, scale, np.zeros(len(labels)), seen)
    gram_matrix = _matrix(untrained, rows)
    cue_matrix = raw / scale
    target = np.eye(len(labels))[[labels.index(row.label) for row in rows]]
    dual = _logistic(gram_matrix @ gram_matrix.T + cue_matrix @ cue_matrix.T, target)
    return replace(untrained, gram_weights=gram_matrix.T @ dual, cue_weights=cue_matrix.T @ dual)


def _matrix(model: Model, rows: Sequence[LabelledSnippet]) -> Floats:
    matrix = np.zeros((len(rows), len(model.hashes)))
    for i, row in enumerate(rows):
        index, values = model.gram_vector(row.text)
        matrix[i, index] = values
    return matrix


def _logistic(kernel: Floats, target: Floats) -> Floats:
    """Return the dual weights of multinomial logistic regression, by Nesterov's accelerated gradient."""
    count = len(kernel)
    step = 1 / (float(np.linalg.norm(kernel, 2)) / count / 2 + PENALTY)
    weights = np.zeros_like(target)
    ahead, momentum = weights.copy(), 1.0
    for _ in range(STEPS):
        scores = kernel @ ahead
        raised = np.exp(scores - scores.max(axis=1, keepdims=True))
        gradient = (raised / raised.sum(axis=1, keepdims=True) - target) / count + PENALTY * ahead
        following = ahead - step * gradient
        faster = (1 + np.sqrt(1 + 4 * momentum**2)) / 2
        ahead = following + (momentum - 1) / faster * (following - weights)
        weights, momentum = following, faster
    return weights


def cross_validate(rows: Sequence[LabelledSnippet], folds: int = FOLDS) -> list[str]:
    """Return the label predicted for each row by a model that has not seen it."""
    return [max(chances, key=chances.__getitem__) if chances else "" for chances in cross_probabilities(rows, folds)]


def cross_probabilities(rows: Sequence[LabelledSnippet], folds: int = FOLDS) -> list[dict[str, float]]:
    """Return the probability of each label for each row by a model that has not seen it; folds keep the mix of labels."""
    folds = min(folds, len(rows))
    if folds < 2:
        return [{} for _ in rows]
    order = sorted(range(len(rows)), key=lambda i: (rows[i].label, rows[i].text))
    fold = {i: n % folds for n, i in enumerate(order)}
    found: list[dict[str, float]] = [{} for _ in rows]
    for k in range(folds):
        model = fit([row for i, row in enumerate(rows) if fold[i] != k])
        for i in (i for i in fold if fold[i] == k):
            found[i] = dict(zip(model.labels, model.probabilities(rows[i].text).tolist(), strict=True))
    return found


def accuracy(rows: Sequence[LabelledSnippet], predicted: Sequence[str]) -> float:
    """Return the share of rows with the right label."""
    return sum(row.label == p for row, p in zip(rows, predicted, strict=True)) / max(1, len(rows))


def main(arguments: Sequence[str]) -> int:
    """Train on the folder given, write the weights and print the cross-validated accuracy."""
    if len(arguments) != 1:
        sys.stderr.write("usage: python -m geoinc.learn.event_types FOLDER\n")
        return 2
    rows = read_rows(Path(arguments[0]) / FILE)
    save(fit(rows))
    score = accuracy(rows, cross_validate(rows))
    sys.stdout.write(
        f"{len(rows)} rows, accuracy in {FOLDS}-fold cross-validation: {score:.3f}; wrote {WEIGHTS.name}\n"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
