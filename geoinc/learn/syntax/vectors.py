"""Word vectors from texts without labels: what stands around a word, as a short list of numbers.

Counts of the words at each of the nearest positions become positive pointwise mutual information, and that its best
approximation of low rank (Levy and Goldberg 2014; Bullinaria and Levy 2007 for the positions).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from geoinc.read.jsonlines import objects
from geoinc.text.syntax.forms import folded
from geoinc.text.syntax.threads import one_thread
from geoinc.text.syntax.tokens import tokenize

OFFSETS = (-2, -1, 1, 2)
CONTEXTS = 600
"""So many of the most frequent words are told apart as neighbours, at each offset."""
FEWEST = 3
"""A word that comes less often has no vector."""
SMOOTHING = 0.75
"""The power that raises rare contexts (Levy, Goldberg and Dagan 2015)."""
POWER = 0.5
"""How much the strongest directions weigh: the power of the singular values."""
Floats = NDArray[np.float32]


def read_texts(paths: Sequence[Path]) -> list[str]:
    """Return the ``narrative``, or else the ``text``, of every object of files of JSON lines, each once, in order of path."""
    rows = (row for path in sorted(paths) for _, row in objects(path))
    texts = (row.get("narrative") or row.get("text") for row in rows)
    return list(dict.fromkeys(t for t in texts if isinstance(t, str)))


def learn_vectors(texts: Iterable[str], *, size: int) -> tuple[list[str], Floats]:
    """Return the words that have vectors, most frequent first, and their vectors (words × size, each of length 1)."""
    lines = [[folded(t.form) for t in tokenize(text)] for text in texts]
    counts = Counter(word for line in lines for word in line)
    words = [w for w, n in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])) if n >= FEWEST]
    index = {word: i for i, word in enumerate(words)}
    rows = [np.array([index.get(w, -1) for w in line]) for line in lines]
    pairs = _counted(rows, len(words))
    with one_thread():
        return words, _reduced(_information(pairs), size)


def _counted(rows: Sequence[NDArray[np.int64]], words: int) -> Floats:
    """Return how often each context comes beside each word (words × offsets·contexts)."""
    contexts = min(CONTEXTS, words)
    table = np.zeros(words * contexts * len(OFFSETS), dtype=np.float32)
    gap = np.full(max(OFFSETS), -1)
    line = np.concatenate([part for row in rows for part in (row, gap)])
    for k, offset in enumerate(OFFSETS):
        word, context = (line[:-offset], line[offset:]) if offset > 0 else (line[-offset:], line[:offset])
        kept = (word >= 0) & (context >= 0) & (context < contexts)
        cells = word[kept] * (contexts * len(OFFSETS)) + k * contexts + context[kept]
        table += np.bincount(cells, minlength=len(table)).astype(np.float32)
    return table.reshape(words, -1)


def _information(pairs: Floats) -> Floats:
    """Return the positive pointwise mutual information of counted pairs."""
    row = pairs.sum(axis=1, keepdims=True)
    column = pairs.sum(axis=0, keepdims=True) ** SMOOTHING
    expected = np.maximum(row, 1) * (column / max(column.sum(), 1))
    with np.errstate(divide="ignore"):
        logs = np.log(pairs / np.maximum(expected, np.finfo(np.float32).tiny))
    return np.asarray(np.maximum(logs, 0), dtype=np.float32)


def _reduced(table: Floats, size: int) -> Floats:
    """Return the rows in their ``size`` strongest directions, by the eigenvectors of the columns' products."""
    values, directions = np.linalg.eigh((table.T @ table).astype(np.float64))
    values, directions = values[::-1][:size], directions[:, ::-1][:, :size]
    # The sign of an eigenvector is free: its largest part is made positive, so that the same texts give the same numbers.
    directions = directions * np.sign(directions[np.abs(directions).argmax(axis=0), np.arange(directions.shape[1])])
    scale = np.maximum(values, 1e-9) ** (POWER / 2 - 0.5)
    vectors = (table @ directions.astype(np.float32)) * scale.astype(np.float32)
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(length, 1e-9), dtype=np.float32)
