"""A small linear scorer over named features: its weights are a table that a person can read."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from io import TextIOWrapper
from math import exp, log
from pathlib import Path
from sys import intern
from typing import BinaryIO, Protocol

from geoinc import kernels
from geoinc.errors import GeoincError

KERNEL = kernels.load("scoring", 2)
"""The sum over features in C (``geoinc/kernels/scoring.c``), where that is compiled."""

FOLDER = Path(__file__).with_name("weights")
Features = dict[str, float]
"""What is known of a case: values by name; a feature that is not there is 0."""
BIAS = "bias"
_FARTHEST = 30.0
INSTEAD: list[Path] = []
"""Folders whose weights come before those that ship, the last first: of what was learned without some texts, to read those by."""


class Judge(Protocol):
    """Whatever scores the options of a choice, each by what is known of it."""

    def scores(self, cases: Sequence[Features]) -> Sequence[float]:
        """Return the score of each option: within one choice, logarithms of odds."""


@dataclass(frozen=True, slots=True)
class Scorer:
    """Weights by feature; the sum of weight times value is the logarithm of the odds."""

    weights: Features

    def score(self, features: Features) -> float:
        """Return the logarithm of the odds."""
        return self.weights.get(BIAS, 0.0) + self.weigh(features)

    def weigh(self, features: Features, start: float = 0.0) -> float:
        """Return what features weigh together, added to ``start`` in their order."""
        if KERNEL is not None:
            weighed: float = KERNEL.weigh(self.weights, features, start)
            return weighed
        weights, total = self.weights.get, start
        for name, value in features.items():
            weight = weights(name)
            if weight is not None:
                total += weight * value
        return total

    def scores(self, cases: Sequence[Features]) -> list[float]:
        """Return the score of each case."""
        return [self.score(case) for case in cases]

    def probability(self, features: Features) -> float:
        """Return the probability."""
        return sigmoid(self.score(features))


def said(words: Iterable[str], weight: float, how: str = "said") -> Features:
    """Return a feature of ``weight`` for each of the words of a sentence, in one order, as sums depend on it."""
    return {f"{how} {word}": weight for word in sorted(words)}


def sigmoid(score: float) -> float:
    """Return the probability that a logarithm of odds stands for."""
    return 1.0 / (1.0 + exp(-max(-_FARTHEST, min(_FARTHEST, score))))


def odds(scores: Sequence[float]) -> list[float]:
    """Return how likely each of some options is beside the likeliest, of their scores in one choice."""
    top = max(scores)
    return [exp(score - top) for score in scores]


def log_odds(probability: float) -> float:
    """Return the logarithm of the odds that a probability stands for."""
    return log(probability / (1.0 - probability))


@cache
def load(name: str, folder: Path = FOLDER) -> Scorer:
    """Return the trained scorer of a decision.

    Raises
    ------
    GeoincError
        If its weights are missing; says how to make them.
    """
    with trained(folder / f"{name}.csv") as stream:
        rows = csv.reader(TextIOWrapper(stream, encoding="utf-8", newline=""))
        next(rows, None)
        return Scorer({intern(feature): float(weight) for feature, weight in rows})


@contextmanager
def trained(path: Path) -> Iterator[BinaryIO]:
    """Open a file of weights.

    Raises
    ------
    GeoincError
        If it cannot be read; says how to make it.
    """
    shadows = (folder / path.name for folder in reversed(INSTEAD))
    path = next((p for p in shadows if p.exists()), path)
    try:
        with path.open("rb") as stream:
            yield stream
    except OSError as error:
        message = f"{path.name} is missing; run: make train"
        raise GeoincError(message, path=str(path)) from error


def save(name: str, weights: Mapping[str, float], folder: Path = FOLDER) -> None:
    """Write the weights of a decision, features in order of name."""
    with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow(("feature", "weight"))
        writer.writerows((feature, f"{weight:.4f}") for feature, weight in sorted(weights.items()))
