"""Training of the tagger: a linear-chain conditional random field over hashed features.

Partial labels are allowed: each token has a set of labels that its annotation leaves open, and the likelihood is that
of all labellings within these sets (constrained forward-backward, Bellare & McCallum 2007). Sequences are the runs of
:mod:`geoinc.toponyms.recognize.features`, sorted by length, longest first, so that whole batches advance token by token.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from geoinc.toponyms.recognize.labels import ALLOWED, CLOSING, LABELS, NEVER, OPENING

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

MEMORY = 8
"""How many steps the optimiser remembers (L-BFGS, Nocedal & Wright 2006, algorithm 7.5)."""
SUFFICIENT = 1e-4
HALVINGS = 20
FLAT = 1e-4
"""A gradient this small is a minimum."""


@dataclass(frozen=True, slots=True)
class TokenRuns:
    """Runs of tokens: ``steps[t]`` are the token rows of all runs longer than ``t``, in the same order.

    ``features`` has a row a token; ``open_labels`` says which labels its annotation leaves open.
    """

    features: NDArray[np.int32]
    open_labels: NDArray[np.bool_]
    steps: tuple[NDArray[np.intp], ...]


def batch(features: NDArray[np.int32], open_labels: NDArray[np.bool_], lengths: NDArray[np.intp]) -> TokenRuns:
    """Return the batch of consecutive runs of given lengths."""
    firsts = np.cumsum(lengths) - lengths
    order = np.argsort(-lengths, kind="stable")
    firsts, sizes = firsts[order], lengths[order]
    steps = tuple(firsts[sizes > t] + t for t in range(int(sizes[0]) if len(sizes) else 0))
    return TokenRuns(features, open_labels, steps)


def train(data: TokenRuns, *, rows: int, penalty: float, iterations: int) -> tuple[Floats, Floats]:
    """Return the weights (``rows`` × labels) and transition scores that make the annotation likeliest.

    ``penalty`` is the L2 weight: half the inverse variance of a Gaussian prior.
    """
    used, numbered = _numbered(data.features)
    size = len(used) * LABELS

    def objective(point: Floats) -> tuple[float, Floats]:
        weights, transitions = point[:size].reshape(-1, LABELS), point[size:].reshape(LABELS, LABELS)
        loss, by_token, by_pair = _loss(weights, transitions, numbered, data)
        gradient = np.concatenate([_scatter(numbered, by_token, len(used)).ravel(), by_pair.ravel()])
        return loss + penalty * _dot(point, point), gradient + 2 * penalty * point

    point = minimise(objective, np.zeros(size + LABELS * LABELS), iterations=iterations)
    weights = np.zeros((rows, LABELS))
    weights[used] = point[:size].reshape(-1, LABELS)
    return weights, point[size:].reshape(LABELS, LABELS)


def _numbered(features: NDArray[np.int32]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Return the rows that features use, and the features as numbers of these rows."""
    used, numbers = np.unique(features, return_inverse=True)
    return used, numbers.reshape(features.shape).astype(np.int32)


def scores(weights: NDArray[np.floating], features: NDArray[np.integer]) -> Floats:
    """Return the sum of the weights of each token's features, by label."""
    total = np.zeros((len(features), weights.shape[1]))
    for column in features.T:
        total += weights[column]
    return total


def _scatter(features: NDArray[np.int32], by_token: Floats, rows: int) -> Floats:
    flat, width = features.T.ravel(), features.shape[1]
    sums = [np.bincount(flat, weights=np.tile(column, width), minlength=rows) for column in by_token.T]
    return np.stack(sums, axis=1)


def _loss(
    weights: Floats, transitions: Floats, features: NDArray[np.int32], data: TokenRuns
) -> tuple[float, Floats, Floats]:
    emissions = scores(weights, features)
    everything, by_token, by_pair = marginals(emissions, transitions, data.steps)
    annotated, given, given_pairs = marginals(np.where(data.open_labels, emissions, NEVER), transitions, data.steps)
    return everything - annotated, by_token - given, by_pair - given_pairs


def marginals(
    emissions: Floats, transitions: Floats, steps: tuple[NDArray[np.intp], ...]
) -> tuple[float, Floats, Floats]:
    """Return the log partition sum, each token's label probabilities, and the expected count of each label pair."""
    moves = np.where(ALLOWED, transitions, NEVER)
    forward = np.full_like(emissions, NEVER)
    backward = np.full_like(emissions, NEVER)
    for t, rows in enumerate(steps):
        if t == 0:
            forward[rows] = np.where(OPENING, emissions[rows], NEVER)
        else:
            forward[rows] = emissions[rows] + _log_sum(forward[rows - 1][:, :, None] + moves, axis=1)
    for t in range(len(steps) - 1, -1, -1):
        rows = steps[t]
        longer = len(steps[t + 1]) if t + 1 < len(steps) else 0
        backward[rows[longer:]] = np.where(CLOSING, 0.0, NEVER)
        if longer:
            following = steps[t + 1]
            ahead = emissions[following] + backward[following]
            backward[rows[:longer]] = _log_sum(moves + ahead[:, None, :], axis=2)
    log_sums = np.zeros(len(emissions))
    log_sums[steps[0]] = _log_sum(forward[steps[0]] + backward[steps[0]], axis=1)
    total = float(log_sums[steps[0]].sum())
    by_pair = np.zeros((LABELS, LABELS))
    for t in range(1, len(steps)):
        rows = steps[t]
        log_sums[rows] = log_sums[rows - 1]
        ahead = (emissions[rows] + backward[rows])[:, None, :] + forward[rows - 1][:, :, None] + moves
        by_pair += np.exp(ahead - log_sums[rows][:, None, None]).sum(axis=0)
    return total, np.exp(forward + backward - log_sums[:, None]), by_pair


def _log_sum(values: Floats, *, axis: int) -> Floats:
    top = values.max(axis=axis, keepdims=True)
    total: Floats = np.squeeze(top, axis) + np.log(np.exp(values - top).sum(axis=axis))
    return total


def minimise(objective: Callable[[Floats], tuple[float, Floats]], start: Floats, *, iterations: int) -> Floats:
    """Return a low point of a smooth function, by L-BFGS with a backtracking line search."""
    point = start
    value, gradient = objective(point)
    memory: list[tuple[Floats, Floats]] = []
    for _ in range(iterations):
        if np.abs(gradient).max() < FLAT:
            break
        direction = -_two_loops(gradient, memory)
        slope = _dot(gradient, direction)
        step = 1.0 if memory else 1.0 / max(1.0, float(np.linalg.norm(gradient)))
        for _halving in range(HALVINGS):
            moved = point + step * direction
            new_value, new_gradient = objective(moved)
            if new_value <= value + SUFFICIENT * step * slope:
                break
            step /= 2
        else:
            return point
        memory = [*memory, (moved - point, new_gradient - gradient)][-MEMORY:]
        if _dot(*memory[-1]) <= 0:
            memory.pop()
        point, value, gradient = moved, new_value, new_gradient
    return point


def _dot(a: Floats, b: Floats) -> float:
    """Return the inner product without the linear algebra library, whose sums change with the number of threads."""
    return float(np.add.reduce(a * b))


def _two_loops(gradient: Floats, memory: list[tuple[Floats, Floats]]) -> Floats:
    direction, factors = gradient.copy(), []
    for step, change in reversed(memory):
        factor = _dot(step, direction) / _dot(change, step)
        factors.append(factor)
        direction -= factor * change
    if memory:
        step, change = memory[-1]
        direction *= _dot(step, change) / _dot(change, change)
    for (step, change), factor in zip(memory, reversed(factors), strict=True):
        direction += (factor - _dot(change, direction) / _dot(change, step)) * step
    return direction


def train_softmax(  # noqa: PLR0913 - sizes and settings of one optimisation, all named
    features: NDArray[np.int32],
    targets: NDArray[np.intp],
    *,
    rows: int,
    classes: int,
    penalty: float,
    iterations: int,
) -> Floats:
    """Return the weights (``rows`` × ``classes``) of a softmax regression with an L2 penalty."""
    used, numbered = _numbered(features)
    at = np.arange(len(targets))

    def objective(point: Floats) -> tuple[float, Floats]:
        values = scores(point.reshape(-1, classes), numbered)
        logs = values - _log_sum(values, axis=1)[:, None]
        error = np.exp(logs)
        error[at, targets] -= 1.0
        loss = penalty * _dot(point, point) - float(logs[at, targets].sum())
        return loss, _scatter(numbered, error, len(used)).ravel() + 2 * penalty * point

    weights = np.zeros((rows, classes))
    weights[used] = minimise(objective, np.zeros(len(used) * classes), iterations=iterations).reshape(-1, classes)
    return weights
