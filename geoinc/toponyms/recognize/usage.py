"""One sense per document: how a document uses names elsewhere says how it uses this one.

A document that lets countries act ("Slovenia expelled …") does so throughout. A mention's own literal log-odds are
therefore weighed with those of the same name's other mentions and with those of all others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from geoinc.toponyms.recognize.kinds import KINDS
from geoinc.toponyms.recognize.words import KERNEL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

FACTORS: Final = 4
"""Constant, own log-odds, those of the same name elsewhere, those of all other mentions."""
COLUMNS: Final = len(KINDS) + 1
"""The columns of scores: one a kind, and the log-odds of being literal rather than not."""
LIMIT: Final = 4.0
"""Log-odds beyond this are no surer."""
NEUTRAL: Final = 3
"""Mentions without a say that join the others, so that one or two others do not speak for a document."""
PENALTY: Final = 1.0
STEPS: Final = 30
LITERAL: Final = np.array([kind.pinnable for kind in KINDS])
_IS_LITERAL: Final = LITERAL.astype(np.int64)
_LIMITS: Final = np.array([LIMIT, NEUTRAL], dtype=np.float64)
_LITERAL, _OTHER = np.flatnonzero(LITERAL), np.flatnonzero(~LITERAL)


def literal_odds(scores: NDArray[np.floating]) -> Floats:
    """Return each row's log-odds that the mention is literal: the mean of what its scores by kind and the last column say."""
    scores, direct = scores[:, : len(KINDS)], scores[:, len(KINDS)]
    shifted = np.exp(scores - scores.max(axis=1, keepdims=True)) + np.exp(-2 * LIMIT) / len(KINDS)
    by_kind = np.log(shifted.take(_LITERAL, axis=1).sum(axis=1) / shifted.take(_OTHER, axis=1).sum(axis=1))
    return (_limited(by_kind) + _limited(direct)) / 2


def _limited(odds: NDArray[np.floating]) -> Floats:
    limited: Floats = np.minimum(np.maximum(odds, -LIMIT), LIMIT)
    return limited


def factors(odds: Floats, names: Sequence[str]) -> Floats:
    """Return the factors of each mention of one document: ``len(odds)`` × :data:`FACTORS`."""
    numbers: dict[str, int] = {}
    same = np.array([numbers.setdefault(name, len(numbers)) for name in names], dtype=np.intp)
    others = np.bincount(same, weights=odds)[same] - odds
    namesakes = np.bincount(same)[same]
    rest = (odds.sum() - odds) / (len(odds) - 1 + NEUTRAL)
    return np.stack([np.ones_like(odds), odds, others / namesakes, rest], axis=1)


def fit(rows: Floats, literal: NDArray[np.bool_]) -> Floats:
    """Return the weights of the factors, by logistic regression (Newton's method)."""
    weights = np.zeros(rows.shape[1])
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-np.einsum("ij,j", rows, weights)))
        slope = np.einsum("ij,i", rows, chance - literal) + PENALTY * weights
        curvature = np.einsum("ij,i,ik", rows, chance * (1 - chance), rows) + PENALTY * np.eye(len(weights))
        weights -= np.linalg.solve(curvature, slope)
    return weights


def senses(scores: NDArray[np.floating], names: Sequence[str], weights: Floats) -> list[int]:
    """Return the number of each mention's kind, from its scores and from how the document uses its name and all others."""
    if KERNEL is not None:
        numbers: dict[str, int] = {}
        same = np.array([numbers.setdefault(name, len(numbers)) for name in names], dtype=np.int64)
        chosen: list[int] = KERNEL.senses(
            (np.ascontiguousarray(scores, dtype=np.float64), same, _IS_LITERAL, weights, _LIMITS)
        )
        return chosen
    return choose(scores, factors(literal_odds(scores), names) @ weights > 0)


def choose(scores: NDArray[np.floating], literal: NDArray[np.bool_]) -> list[int]:
    """Return the best kind's number for each row, among the literal or the other kinds as told."""
    fitting = np.where(literal[:, None] == LITERAL, scores[:, : len(KINDS)], -np.inf)
    chosen: list[int] = fitting.argmax(axis=1).tolist()
    return chosen
