"""A small neural scorer over named features: one hidden layer of rectified units, several nets side by side.

What a choice learns from hundreds of reports depends on few features at a time; a hidden layer finds which go together,
and the mean of nets that began differently is steadier than any of them. Trained by ``geoinc.learn.incidents.nets``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from geoinc.incidents.decisions.scorer import FOLDER, KERNEL, Features, trained

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Nets:
    """The weights of all nets: from features to hidden units (a row a feature, first what always holds) and from those to the score."""

    rows: dict[str, int]
    inner: NDArray[np.float32]
    outer: NDArray[np.float32]

    def scores(self, cases: Sequence[Features]) -> list[float]:
        """Return the score of each case; within one choice, logarithms of odds."""
        if KERNEL is not None:
            scores: list[float] = KERNEL.through_nets(self.rows, self.inner, self.outer, list(cases))
            return scores
        return [self._score(case) for case in cases]

    def _score(self, case: Features) -> float:
        hidden = self.inner[0].copy()
        for name, value in case.items():
            row = self.rows.get(name)
            if row is not None:
                hidden += self.inner[row] * np.float32(value)
        told = np.maximum(hidden, 0.0) * self.outer
        return float(np.cumsum(told)[-1])  # one after the other, as the kernel adds up


@cache
def load(name: str, folder: Path = FOLDER) -> Nets:
    """Return the trained nets of a decision.

    Raises
    ------
    GeoincError
        If their weights are missing; says how to make them.
    """
    with trained(folder / f"{name}.npz") as stream, np.load(stream, allow_pickle=False) as stored:
        names = bytes(stored["names"]).decode("utf-8").split("\n")
        return Nets(
            {feature: row for row, feature in enumerate(names)}, stored["inner"].astype(np.float32), stored["outer"]
        )


def save(name: str, nets: Nets, folder: Path = FOLDER) -> None:
    """Write the weights of a decision."""
    names = "\n".join(sorted(nets.rows, key=nets.rows.__getitem__))
    np.savez_compressed(
        folder / f"{name}.npz",
        names=np.frombuffer(names.encode("utf-8"), np.uint8),
        inner=nets.inner.astype(np.float16),
        outer=nets.outer,
    )
