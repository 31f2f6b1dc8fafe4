"""Logistic regression with a quadratic penalty, by Newton's method, on cases with named features."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geoinc.incidents.decisions.scorer import BIAS, Scorer

_STEPS = 25
_CLOSE = 1e-4
_FEWEST = 4
"""A feature of fewer cases is not learned."""
_FARTHEST = 30.0
Floats = NDArray[np.float64]


def fit(  # noqa: PLR0913 - what is learned from, and how
    cases: Sequence[Mapping[str, float]],
    labels: Sequence[float],
    weights: Sequence[float],
    *,
    penalty: float = 2.0,
    prior: Mapping[str, float] | None = None,
    hold: float = 1.0,
) -> Scorer:
    """Return the scorer that tells cases of label 1 from those of label 0.

    Parameters
    ----------
    weights
        How much each case counts.
    prior
        Weights that the penalty draws to; 0 where there is none.
    hold
        How many times as hard it draws those that have a prior.
    """
    before = dict(prior or {})
    counts = Counter(name for case in cases for name in case)
    names = sorted(name for name, n in counts.items() if n >= _FEWEST or name in before)
    centre = np.array([*(before.get(name, 0.0) for name in names), before.get(BIAS, 0.0)])
    table = matrix(cases, names)
    ridge = np.array([penalty * (hold if name in before else 1.0) for name in (*names, BIAS)])
    if BIAS not in before:
        ridge[-1] = 1e-3
    solved = newton(table, np.asarray(labels, float), np.asarray(weights, float), ridge=ridge, centre=centre)
    return Scorer({**before, **dict(zip(names, map(float, solved), strict=False)), BIAS: float(solved[-1])})


@dataclass(frozen=True, slots=True)
class SparseTable:
    """Cases of which few features hold each: for every value its feature (a column) and itself, case by case."""

    names: tuple[str, ...]
    columns: NDArray[np.intp]
    values: Floats
    starts: NDArray[np.intp]
    rows: NDArray[np.intp]

    def scores(self, solved: Floats) -> Floats:
        """Return the score of each case by the weights of the columns."""
        return np.add.reduceat(self.values * solved[self.columns], self.starts)

    def slopes(self, by_case: Floats) -> Floats:
        """Return what adds up to each column where each case adds so much."""
        return np.bincount(self.columns, self.values * by_case[self.rows], minlength=len(self.names)).astype(float)


def sparse(cases: Sequence[Mapping[str, float]], *, biased: bool = True) -> SparseTable:
    """Return cases as a table, with what always holds (:data:`BIAS`) in column 0 where ``biased``."""
    always = (BIAS,) if biased else ()
    counts = Counter(name for case in cases for name in case)
    names = (*always, *sorted(name for name, n in counts.items() if n >= _FEWEST))
    index = {name: i for i, name in enumerate(names)}
    columns, values, starts = array("q"), array("d"), array("q")
    for case in cases:
        starts.append(len(columns))
        known = [(index[name], value) for name, value in case.items() if name in index]
        columns.extend([*range(len(always)), *(column for column, _ in known)])
        values.extend([*[1.0] * len(always), *(value for _, value in known)])
    first = np.frombuffer(starts, np.int64).astype(np.intp)
    rows = np.repeat(np.arange(len(cases)), np.diff(first, append=len(columns)))
    return SparseTable(names, np.frombuffer(columns, np.int64).astype(np.intp), np.frombuffer(values), first, rows)


def fit_sparse(table: SparseTable, labels: Floats, weights: Floats, start: Floats, *, penalty: float = 2.0) -> Floats:
    """Return the weights of the columns that tell cases of label 1 from those of label 0, looked for from ``start`` on.

    By L-BFGS (Nocedal, 1980); the same minimum as that of :func:`fit` without a prior.
    """
    ridge = np.full(len(table.names), penalty)
    ridge[0] = 1e-3

    def loss(solved: Floats) -> tuple[float, Floats]:
        scores = np.clip(table.scores(solved), -_FARTHEST, _FARTHEST)
        fits = weights * (np.logaddexp(0.0, scores) - labels * scores)
        slope = table.slopes(weights * (1 / (1 + np.exp(-scores)) - labels)) + ridge * solved
        return float(fits.sum() + (ridge * solved**2).sum() / 2), slope

    return _lowest(loss, start)


_PAIRS = 10
_DESCENTS = 150
_SETTLED = 1e-6


def _lowest(loss: Callable[[Floats], tuple[float, Floats]], start: Floats) -> Floats:
    """Return where a loss is least; no sum here is a library's, which might depend on the number of threads."""
    solved = start
    value, slope = loss(solved)
    pairs: list[tuple[Floats, Floats, float]] = []
    for _ in range(_DESCENTS):
        down = -_turned(slope, pairs)
        far, fall = 1.0 if pairs else 1.0 / float(np.abs(slope).sum()), float((down * slope).sum())
        while (found := loss(solved + far * down))[0] > value + 1e-4 * far * fall:
            far /= 2
        step, bend = far * down, found[1] - slope
        if (curve := float((step * bend).sum())) > 0:
            pairs = [*pairs[1 - _PAIRS :], (step, bend, curve)]
        done = value - found[0] < _SETTLED * abs(value)
        solved, (value, slope) = solved + step, found
        if done:
            break
    return solved


def _turned(slope: Floats, pairs: Sequence[tuple[Floats, Floats, float]]) -> Floats:
    """Return a slope as the curvature met so far turns it."""
    turned, shares = slope, []
    for step, bend, curve in reversed(pairs):
        shares.append(float((step * turned).sum()) / curve)
        turned = turned - shares[-1] * bend
    if pairs:
        turned = turned * (pairs[-1][2] / float((pairs[-1][1] ** 2).sum()))
    for (step, bend, curve), share in zip(pairs, reversed(shares), strict=True):
        turned = turned + (share - float((bend * turned).sum()) / curve) * step
    return turned


def matrix(cases: Sequence[Mapping[str, float]], names: Sequence[str]) -> Floats:
    """Return cases × (features, 1)."""
    index = {name: i for i, name in enumerate(names)}
    found = np.zeros((len(cases), len(names) + 1))
    found[:, -1] = 1.0
    for row, case in enumerate(cases):
        for name, value in case.items():
            column = index.get(name)
            if column is not None:
                found[row, column] = value
    return found


def newton(cases: Floats, labels: Floats, weights: Floats, *, ridge: Floats, centre: Floats) -> Floats:
    """Return the weights of columns, drawn to ``centre`` by ``ridge``."""
    solved = centre.copy()
    for _ in range(_STEPS):
        p = 1 / (1 + np.exp(-np.clip(cases @ solved, -_FARTHEST, _FARTHEST)))
        gradient = cases.T @ (weights * (p - labels)) + ridge * (solved - centre)
        curve = (cases * (weights * p * (1 - p))[:, None]).T @ cases + np.diag(ridge)
        step = np.linalg.solve(curve, gradient)
        before = _loss(cases, labels, weights, ridge, solved, centre)
        while _loss(cases, labels, weights, ridge, solved - step, centre) > before and np.abs(step).max() > _CLOSE:
            step = step / 2
        solved = solved - step
        if np.abs(step).max() < _CLOSE:
            break
    return solved


def _loss(cases: Floats, labels: Floats, weights: Floats, ridge: Floats, solved: Floats, centre: Floats) -> float:  # noqa: PLR0913, PLR0917 - what it is a sum over
    scores = cases @ solved
    fits = weights * (np.logaddexp(0.0, scores) - labels * scores)
    return float(fits.sum() + (ridge * (solved - centre) ** 2).sum() / 2)


def fit_choice(
    cases: Sequence[Sequence[Mapping[str, float]]],
    right: Sequence[Sequence[bool]],
    weights: Sequence[float],
    *,
    penalty: float = 1.0,
) -> Scorer:
    """Return the scorer by which, of each case's options, one of the right ones is likeliest: a conditional logit.

    A case without a right option teaches nothing.
    """
    used = [(options, ok, w) for options, ok, w in zip(cases, right, weights, strict=True) if any(ok)]
    flat = [option for options, _, _ in used for option in options]
    table = sparse(flat, biased=False)
    of = np.repeat(np.arange(len(used)), [len(options) for options, _, _ in used])
    good = np.array([float(k) for _, ok, _ in used for k in ok])
    weight = np.array([w for _, _, w in used])
    solved = np.zeros(len(table.names))
    mean, spread = np.zeros_like(solved), np.zeros_like(solved)
    for step in range(1, _ASCENTS + 1):
        scores = np.bincount(table.rows, table.values * solved[table.columns], minlength=len(flat))
        odds = np.exp(np.clip(scores, -_FARTHEST, _FARTHEST))
        total = np.bincount(of, odds, minlength=len(used))
        hit = np.bincount(of, odds * good, minlength=len(used))
        slope = weight[of] * odds * (good / hit[of] - 1.0 / total[of])  # of log(hit / total), option by option
        gradient = table.slopes(slope) - penalty * solved
        mean = 0.9 * mean + 0.1 * gradient
        spread = 0.999 * spread + 0.001 * gradient**2
        solved += _RATE * (mean / (1 - 0.9**step)) / (np.sqrt(spread / (1 - 0.999**step)) + 1e-8)
    return Scorer(dict(zip(table.names, map(float, solved), strict=True)))


_ASCENTS = 400
_RATE = 0.05
"""Steps of Adam (Kingma and Ba, 2015) and their size."""
