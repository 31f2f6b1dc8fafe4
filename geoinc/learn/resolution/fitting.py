"""Learning the ranker's weights: maximum likelihood of the right place, by Adam, in numpy; deterministic."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from geoinc.toponyms.resolve.network import RankingNetwork, sizes_of, softmax

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

HIDDEN: Final = 24
EPOCHS: Final = 30
BATCH: Final = 24
"""Documents a step."""

RATE: Final = 0.004
DECAY: Final = 1e-3
"""L2 penalty, per step, on all weights."""

MEMBERS: Final = 3
"""Networks of an ensemble, averaged by their scores."""

BLOCK_ROWS: Final = 32
"""Rows of a matrix product that one core does faster than two."""

BETA1, BETA2, EPSILON = 0.9, 0.999, 1e-8
"""Adam's constants (Kingma and Ba 2015)."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One document for training: features (C × D), names (G × Q), starts (G), credit (C), none (G), weight (G)."""

    features: Floats
    names: Floats
    starts: NDArray[np.int64]
    credit: Floats
    none: Floats
    weight: Floats


def fit(
    samples: Sequence[Sample], *, hidden: int = HIDDEN, epochs: int = EPOCHS, members: int = MEMBERS
) -> RankingNetwork:
    """Return a network fitted to samples: an ensemble with different seeds, folded into one wider network."""
    table = np.concatenate([sample.features for sample in samples])
    mean, scale = table.mean(axis=0), table.std(axis=0) + np.float32(1e-3)
    fitted = [_Fit(samples, mean, scale, hidden, seed).run(epochs) for seed in range(members)]
    return _average(fitted)


def _average(networks: Sequence[RankingNetwork]) -> RankingNetwork:
    share = np.float32(1 / len(networks))
    return RankingNetwork(
        skip=np.sum([n.skip for n in networks], axis=0) * share,
        hidden=np.concatenate([n.hidden for n in networks], axis=1),
        bias=np.concatenate([n.bias for n in networks]),
        top=np.concatenate([n.top for n in networks]) * share,
        none=np.sum([n.none for n in networks], axis=0) * share,
    )


class _Fit:
    """One run of Adam over standardised features."""

    def __init__(self, samples: Sequence[Sample], mean: Floats, scale: Floats, hidden: int, seed: int) -> None:
        self.samples, self.mean, self.scale = samples, mean, scale
        self.random = np.random.default_rng(seed)
        width, names = len(mean), samples[0].names.shape[1]
        spread = np.float32(1 / np.sqrt(width))
        self.weights = [
            np.zeros(width, np.float32),
            self.random.normal(0, spread, (width, hidden)).astype(np.float32),
            np.zeros(hidden, np.float32),
            self.random.normal(0, 0.1, hidden).astype(np.float32),
            np.zeros(names, np.float32),
        ]
        self.first = [np.zeros_like(w) for w in self.weights]
        self.second = [np.zeros_like(w) for w in self.weights]
        self.step = 0

    def run(self, epochs: int) -> RankingNetwork:
        for epoch in range(epochs):
            rate = RATE * 0.5 * (1 + np.cos(np.pi * epoch / epochs))
            order = self.random.permutation(len(self.samples))
            for start in range(0, len(order), BATCH):
                self._descend([self.samples[i] for i in order[start : start + BATCH]], rate)
        skip, hidden, bias, top, none = self.weights
        folded = hidden / self.scale[:, None]
        return RankingNetwork(skip / self.scale, folded, bias - self.mean @ folded, top, none)

    def _descend(self, batch: Sequence[Sample], rate: float) -> None:
        gradients = self._gradients(batch)
        self.step += 1
        for i, gradient in enumerate(gradients):
            slope = gradient + DECAY * self.weights[i]
            self.first[i] = BETA1 * self.first[i] + (1 - BETA1) * slope
            self.second[i] = BETA2 * self.second[i] + (1 - BETA2) * slope**2
            mean = self.first[i] / (1 - BETA1**self.step)
            spread = np.sqrt(self.second[i] / (1 - BETA2**self.step)) + EPSILON
            self.weights[i] = (self.weights[i] - rate * mean / spread).astype(np.float32)

    def _gradients(self, batch: Sequence[Sample]) -> list[Floats]:
        """Return the gradients of the mean negative log of the probability on right answers."""
        skip, hidden, bias, top, none = self.weights
        x = (np.concatenate([s.features for s in batch]) - self.mean) / self.scale
        names = np.concatenate([s.names for s in batch])
        starts, credit, missing, weight = _joined(batch)
        sizes = sizes_of(starts, len(x))
        inner = np.maximum(_product(x, hidden) + bias, 0)
        silent = names @ none
        p = softmax(x @ skip + inner @ top, silent, starts)
        p_none = 1 - np.add.reduceat(p, starts)
        right = np.add.reduceat(credit * p, starts) + missing * p_none + np.float32(1e-9)
        weight = weight / weight.sum()
        by_candidate = np.repeat(weight, sizes)
        slope = by_candidate * (p - credit * p / np.repeat(right, sizes))
        slope_none = weight * (p_none - missing * p_none / right)
        back = (slope[:, None] * top) * (inner > 0)
        return [x.T @ slope, _transposed_product(x, back), back.sum(axis=0), inner.T @ slope, names.T @ slope_none]


def _product(left: Floats, right: Floats) -> Floats:
    """Return left @ right, in blocks small enough that the linear-algebra library starts no threads for them.

    A document is too small to share out: waking threads costs more than the product.
    """
    result: Floats = np.matmul(_blocks(left), right)
    return result.reshape(-1, right.shape[1])[: len(left)]


def _blocks(table: Floats) -> Floats:
    """Return a table (N × D) as blocks (B × :data:`BLOCK_ROWS` × D), filled up with zeros."""
    rows, width = table.shape
    count = -(-rows // BLOCK_ROWS)
    padded = np.zeros((count * BLOCK_ROWS, width), dtype=np.float32)
    padded[:rows] = table
    return padded.reshape(count, BLOCK_ROWS, width)


def _transposed_product(left: Floats, right: Floats) -> Floats:
    """Return left.T @ right, block by block as :func:`_product` does."""
    total: Floats = np.matmul(_blocks(left).transpose(0, 2, 1), _blocks(right)).sum(axis=0)
    return total


def _joined(batch: Sequence[Sample]) -> tuple[NDArray[np.int64], Floats, Floats, Floats]:
    offsets = np.cumsum([0, *(len(s.features) for s in batch[:-1])])
    starts = np.concatenate([s.starts + offset for s, offset in zip(batch, offsets, strict=True)])
    credit, none, weight = (np.concatenate([getattr(s, name) for s in batch]) for name in ("credit", "none", "weight"))
    return starts, credit, none, weight
