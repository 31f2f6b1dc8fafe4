"""Learn a choice by small neural networks: one of each case's options is right, and its odds are to be high.

The loss is that of a conditional logit; the weights are found by Adam (Kingma and Ba, 2015) in batches, with dropout of
features and of hidden units (Srivastava et al., 2014). Nothing here calls a library of linear algebra, whose sums depend
on the number of threads: the same cases give the same weights.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geoinc.incidents.decisions.nets import Nets
from geoinc.incidents.decisions.scorer import BIAS

Floats = NDArray[np.float32]
Numbers = NDArray[np.intp]
_FEWEST = 4
"""A feature of fewer options is not learned."""
_BATCH = 64
_BEGIN = 0.22
"""The spread of the first weights: some twenty features hold of an option."""


@dataclass(frozen=True, slots=True)
class NetsShape:
    """How nets are made and learned: how many, of how many hidden units; what is left out, and how hard weights are drawn to 0."""

    nets: int = 5
    units: int = 32
    rounds: int = 30
    rate: float = 3e-3
    penalty: float = 3e-4
    features_out: float = 0.1
    units_out: float = 0.3


@dataclass(frozen=True, slots=True)
class _ChoiceBatch:
    """Options of some cases: features (rows of the weights) and values, one option after the other, and whose each is."""

    columns: Numbers
    values: Floats
    starts: Numbers
    of: Numbers
    first: Numbers
    good: Floats
    weight: Floats


def fit_choice(
    cases: Sequence[Sequence[Mapping[str, float]]],
    right: Sequence[Sequence[bool]],
    weights: Sequence[float],
    shape: NetsShape | None = None,
) -> Nets:
    """Return the nets by which, of each case's options, one of the right ones is likeliest.

    A case without a right option teaches nothing.
    """
    shape = shape or NetsShape()
    used = [(options, ok, w) for options, ok, w in zip(cases, right, weights, strict=True) if any(ok)]
    counts = Counter(name for options, _, _ in used for option in options for name in option)
    names = [BIAS, *sorted(name for name, n in counts.items() if n >= _FEWEST and name != BIAS)]
    rows = {name: row for row, name in enumerate(names)}
    heavy = len(used) / sum(w for _, _, w in used)
    told = [_told(options, rows) for options, _, _ in used]
    chance = np.random.default_rng(1)
    learner = _Learner(len(names), shape, chance)
    batches = -(-len(used) // _BATCH)
    for turn in range(shape.rounds):
        rate = shape.rate * 0.5 * (1 + np.cos(np.pi * turn / shape.rounds))
        order = chance.permutation(len(used))
        for part in np.array_split(order, batches):
            goods = [used[n][1] for n in part]
            learner.learn(_batch([told[n] for n in part], goods, [heavy * used[n][2] for n in part]), rate)
    outer = (learner.outer / shape.nets).reshape(-1)
    return Nets(rows, learner.inner.reshape(len(names), -1), outer.astype(np.float32))


def _told(options: Sequence[Mapping[str, float]], rows: Mapping[str, int]) -> list[tuple[list[int], list[float]]]:
    """Return the rows and values of what is known of each option, what always holds first."""
    told = []
    for option in options:
        known = [(rows[name], value) for name, value in option.items() if name in rows and name != BIAS]
        told.append(([0, *(row for row, _ in known)], [1.0, *(value for _, value in known)]))
    return told


def _batch(
    told: Sequence[Sequence[tuple[list[int], list[float]]]], right: Sequence[Sequence[bool]], weights: Sequence[float]
) -> _ChoiceBatch:
    flat = [option for options in told for option in options]
    sizes = np.array([len(options) for options in told])
    lengths = np.array([len(columns) for columns, _ in flat])
    return _ChoiceBatch(
        np.array([c for columns, _ in flat for c in columns], np.intp),
        np.array([v for _, values in flat for v in values], np.float32),
        np.concatenate([[0], np.cumsum(lengths)[:-1]]),
        np.repeat(np.arange(len(told)), sizes),
        np.concatenate([[0], np.cumsum(sizes)[:-1]]),
        np.array([float(ok) for options in right for ok in options], np.float32),
        np.array(weights, np.float32),
    )


class _Learner:
    """Nets in the making: features × nets × units, nets × units, and the running means of their slopes."""

    def __init__(self, features: int, shape: NetsShape, chance: np.random.Generator) -> None:
        self.shape, self.chance = shape, chance
        size = (features, shape.nets, shape.units)
        self.inner: Floats = chance.normal(0.0, _BEGIN, size).astype(np.float32)
        self.inner[0] = 0.0
        self.outer: Floats = chance.normal(0.0, shape.units**-0.5, size[1:]).astype(np.float32)
        self._means = [np.zeros_like(self.inner), np.zeros_like(self.outer)]
        self._spreads = [np.zeros_like(self.inner), np.zeros_like(self.outer)]
        self._steps = 0

    def learn(self, batch: _ChoiceBatch, rate: float) -> None:
        """Take one step down the loss of a batch."""
        shape = self.shape
        kept = self._kept((len(batch.columns), shape.nets), shape.features_out)
        kept[batch.starts] = 1.0  # what always holds
        values = (kept * batch.values[:, None])[:, :, None]
        hidden = np.add.reduceat(self.inner[batch.columns] * values, batch.starts, axis=0)
        mask = self._kept(hidden.shape, shape.units_out) * (hidden > 0)
        active = hidden * mask
        slope = self._slope((active * self.outer).sum(axis=2), batch)[:, :, None]
        down = np.repeat(slope * self.outer * mask, np.diff(batch.starts, append=len(batch.columns)), axis=0) * values
        order = np.argsort(batch.columns, kind="stable")
        columns = batch.columns[order]
        first = np.flatnonzero(np.diff(columns, prepend=-1))
        inner = shape.penalty * self.inner
        inner[0] = 0.0
        inner[columns[first]] += np.add.reduceat(down[order], first, axis=0)
        outer = (active * slope).sum(axis=0) + shape.penalty * self.outer
        self._steps += 1
        for number, (solved, slopes) in enumerate(((self.inner, inner), (self.outer, outer))):
            mean, spread = self._means[number], self._spreads[number]
            mean += 0.1 * (slopes - mean)
            spread += 0.001 * (slopes * slopes - spread)
            solved -= self._step(rate, mean, spread)  # noqa: PLW2901 - in place

    def _step(self, rate: float, mean: Floats, spread: Floats) -> Floats:
        """Return how far Adam goes."""
        far = np.float32(rate / (1 - 0.9**self._steps))
        step: Floats = far * mean / (np.sqrt(spread / np.float32(1 - 0.999**self._steps)) + np.float32(1e-8))
        return step

    def _kept(self, size: tuple[int, ...], out: float) -> Floats:
        """Return which of many are kept, so weighed that the sum stays."""
        return (self.chance.random(size, np.float32) >= out).astype(np.float32) / np.float32(1 - out)

    def _slope(self, scores: Floats, batch: _ChoiceBatch) -> Floats:
        """Return by how much the loss of a batch rises with the score of each option, net by net."""
        top = np.maximum.reduceat(scores, batch.first, axis=0)
        odds = np.exp(scores - top[batch.of])
        all_of = np.add.reduceat(odds, batch.first, axis=0)
        good = odds * batch.good[:, None]
        hit = np.maximum(np.add.reduceat(good, batch.first, axis=0), 1e-12)
        weight = (batch.weight / len(batch.weight))[batch.of, None]
        return np.asarray(weight * (odds / all_of[batch.of] - good / hit[batch.of]), np.float32)
