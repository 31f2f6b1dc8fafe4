"""Products in whole numbers: the same on every machine, in whatever order they are summed.

A table is kept as it is shipped, 8-bit numbers with a scale a row. What is multiplied by it is scaled by those, and then
made whole numbers of 16 bits, as fine as the largest of its sentence allows; their sums stay below 2³¹.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geoinc.text.syntax.shapes import Floats

STEPS = 127
"""The largest number of a table."""
MOST = 32_767
"""The largest number of what is multiplied by a table (3 · 128 rows of 127 · 32,767 stay below 2³¹)."""
BOTH_MOST = 4_095
"""The largest where both sides come from a sentence (96 products of 4,095² stay below 2³¹)."""


@dataclass(frozen=True, slots=True)
class WholeTable:
    """A table (in × out): ``numbers`` times ``scale``, one of these a row (float32, in).

    Numpy multiplies whole numbers fastest as floats of 64 bits, which hold every sum exactly.
    """

    numbers: NDArray[np.float64]
    scale: Floats

    @classmethod
    def of(cls, table: Floats) -> WholeTable:
        """Make whole numbers of a table; those of a shipped one are what was shipped."""
        scale = scale_of(table)
        return cls(np.rint(table / scale).astype(np.float64), scale.ravel())


def scale_of(table: Floats) -> Floats:
    """Return what the numbers of each row of a table are multiplied by (in × 1)."""
    scale: Floats = np.maximum(np.abs(table).max(axis=1, keepdims=True), np.float32(1e-12)) / np.float32(STEPS)
    return scale


def whole(rows: Floats, starts: NDArray[np.intp], most: int = MOST) -> tuple[NDArray[np.float64], Floats]:
    """Return rows as whole numbers, and what one of each row stands for (float32, rows × 1).

    Parameters
    ----------
    starts
        Where the rows of each sentence begin: those of one have one scale.
    """
    largest: Floats = np.maximum.reduceat(np.abs(rows).max(axis=1), starts)
    largest[largest == 0] = 1
    counts = np.diff(np.append(starts, len(rows)))
    up: Floats = np.repeat(np.float32(most) / largest, counts)[:, None]
    unit: Floats = np.repeat(largest / np.float32(most), counts)[:, None]
    return np.rint(rows * up).astype(np.float64), unit


def product(rows: Floats, table: WholeTable, starts: NDArray[np.intp]) -> Floats:
    """Return rows times a table, the rows of each sentence as fine as its largest number allows (see :func:`whole`)."""
    numbers, unit = whole(rows * table.scale, starts)
    found: Floats = (numbers @ table.numbers).astype(np.float32) * unit
    return found
