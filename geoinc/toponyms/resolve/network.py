"""The ranker: a small network over candidate features, with "none of them" as one more choice.

score(c) = x·s + relu(x·W + b)·v for every candidate, and q·n for "none" from what is known of the name as a whole;
the probabilities are the softmax over a name's candidates and "none". Weights are learned by
:mod:`geoinc.learn.resolution.train`.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]


BLOCK_ROWS = 32
"""Rows of a matrix product that one core does faster than two."""


@dataclass(frozen=True)
class RankingNetwork:
    """Weights: ``skip`` (D), ``hidden`` (D × H), ``bias`` (H), ``top`` (H), ``none`` (Q)."""

    skip: Floats
    hidden: Floats
    bias: Floats
    top: Floats
    none: Floats

    @cached_property
    def _joined(self) -> Floats:
        """What features are multiplied by: the hidden layer's weights, and the straight ones behind them."""
        return np.concatenate((self.hidden, self.skip[:, None]), axis=1)

    def scores(self, features: Floats) -> Floats:
        """Return the score of each candidate (C) from its features (C × D)."""
        inner = product(features, self._joined)
        straight = inner[:, -1]
        result: Floats = straight + np.einsum("ch,h->c", np.maximum(inner[:, :-1] + self.bias, 0), self.top)
        return result

    def probabilities(self, features: Floats, names: Floats, starts: NDArray[np.int64]) -> Floats:
        """Return the probability of each candidate, group by group.

        Parameters
        ----------
        features
            C × D, candidates of one group behind one another.
        names
            G × Q, what is known of each name as a whole, for the score of "none".
        starts
            G, where each group begins.
        """
        return softmax(self.scores(features), names @ self.none, starts)

    def arrays(self, prefix: str) -> dict[str, Floats]:
        """Return the weights by name, for a weights file."""
        return {f"{prefix}.{item.name}": getattr(self, item.name) for item in fields(self)}

    @classmethod
    def load(cls, arrays: Mapping[str, Floats], prefix: str) -> RankingNetwork:
        """Return the network stored under a prefix."""
        return cls(*(arrays[f"{prefix}.{item.name}"] for item in fields(cls)))


def product(left: Floats, right: Floats) -> Floats:
    """Return left @ right, in blocks small enough that the linear-algebra library starts no threads for them.

    A document is too small to share out: waking threads costs more than the product.
    """
    result: Floats = np.matmul(blocks(left), right)
    return result.reshape(-1, right.shape[1])[: len(left)]


def blocks(table: Floats) -> Floats:
    """Return a table (N × D) as blocks (B × :data:`BLOCK_ROWS` × D), filled up with zeros."""
    rows, width = table.shape
    count = -(-rows // BLOCK_ROWS)
    padded = np.zeros((count * BLOCK_ROWS, width), dtype=np.float32)
    padded[:rows] = table
    return padded.reshape(count, BLOCK_ROWS, width)


def sizes_of(starts: NDArray[np.int64], total: int) -> NDArray[np.int64]:
    """Return how long each of the runs is that begin at ``starts`` and fill ``total`` rows."""
    ends = np.empty_like(starts)
    ends[:-1] = starts[1:]
    ends[-1:] = total
    return ends - starts


def softmax(scores: Floats, none: Floats, starts: NDArray[np.int64]) -> Floats:
    """Return the softmax of scores (C) within groups, each with its score of "none" (G) as a rival."""
    sizes = sizes_of(starts, len(scores))
    top = np.maximum(np.maximum.reduceat(scores, starts), none)
    risen = np.exp(scores - np.repeat(top, sizes))
    total = np.add.reduceat(risen, starts) + np.exp(none - top)
    result: Floats = risen / np.repeat(total, sizes)
    return result
