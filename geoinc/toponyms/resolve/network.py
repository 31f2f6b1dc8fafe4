"""The ranker: a small network over candidate features, with "none of them" as one more choice.

score(c) = x·s + relu(x·W + b)·v for every candidate, and q·n for "none" from what is known of the name as a whole;
the probabilities are the softmax over a name's candidates and "none". What is summed is summed in order, and powers are taken
in double precision, so that ``geoinc/kernels/ranking.c`` does the same. Weights are learned by
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


@dataclass(frozen=True)
class RankingNetwork:
    """Weights: ``skip`` (D), ``hidden`` (D × H), ``bias`` (H), ``top`` (H), ``none`` (Q)."""

    skip: Floats
    hidden: Floats
    bias: Floats
    top: Floats
    none: Floats

    @cached_property
    def layers(self) -> tuple[Floats, ...]:
        """The weights as the kernel reads them."""
        return tuple(np.ascontiguousarray(getattr(self, item.name), dtype=np.float32) for item in fields(self))

    def scores(self, features: Floats) -> Floats:
        """Return the score of each candidate (C) from its features (C × D), added up one after the other."""
        inner, straight = np.zeros((len(features), len(self.bias)), np.float32), np.zeros(len(features), np.float32)
        for value, weights, skip in zip(features.T, self.hidden, self.skip, strict=True):
            inner += value[:, None] * weights
            straight += value * skip
        result: Floats = straight + _in_order(np.maximum(inner + self.bias, 0) * self.top)
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
        return softmax(self.scores(features), _in_order(names * self.none), starts)

    def arrays(self, prefix: str) -> dict[str, Floats]:
        """Return the weights by name, for a weights file."""
        return {f"{prefix}.{item.name}": getattr(self, item.name) for item in fields(self)}

    @classmethod
    def load(cls, arrays: Mapping[str, Floats], prefix: str) -> RankingNetwork:
        """Return the network stored under a prefix."""
        return cls(*(arrays[f"{prefix}.{item.name}"] for item in fields(cls)))


def sizes_of(starts: NDArray[np.int64], total: int) -> NDArray[np.int64]:
    """Return how long each of the runs is that begin at ``starts`` and fill ``total`` rows."""
    ends = np.empty_like(starts)
    ends[:-1] = starts[1:]
    ends[-1:] = total
    return ends - starts


def softmax(scores: Floats, none: Floats, starts: NDArray[np.int64]) -> Floats:
    """Return the softmax of scores (C) within groups, each with its score of "none" (G) as a rival."""
    sizes, exact = sizes_of(starts, len(scores)), scores.astype(np.float64)
    top = np.maximum(np.maximum.reduceat(exact, starts), none)
    risen = np.exp(exact - np.repeat(top, sizes))
    total = np.add.reduceat(risen, starts) + np.exp(none - top)
    result: Floats = (risen / np.repeat(total, sizes)).astype(np.float32)
    return result


def _in_order(table: Floats) -> Floats:
    """Return the sums of rows, added up one after the other, so that they are the same on every machine."""
    sums: Floats = table.cumsum(axis=1)[:, -1]
    return sums
