"""The neighbourhoods of findings: cells of a fixed grid, those with most findings first, joined into boxes."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    Box = tuple[float, float, float, float]
    Cell = tuple[int, int]

CELL_DEG = 0.5
"""About 50 km: what one sees of a village's surroundings."""

_ACROSS = round(360 / CELL_DEG)


def cells_of(windows: Iterable[Box]) -> list[Cell]:
    """Return the cells (column and row from 0° E, 0° N) that boxes meet, those that most boxes meet first."""
    counts: Counter[Cell] = Counter()
    for west, south, east, north in windows:
        columns = range(_step(west), _step(east) + 1)
        rows = range(_step(max(south, -90.0)), _step(min(north, 90.0 - 1e-9)) + 1)
        counts.update({(_turned(column), row) for column in columns for row in rows})
    return sorted(counts, key=lambda cell: (-counts[cell], cell))


def cell_numbers(lonlat: NDArray[Any]) -> NDArray[np.int32]:
    """Return the number of the cell of each point, shape (n, 2) in degrees."""
    steps = np.floor(lonlat / CELL_DEG).astype(np.int32)
    return steps[:, 1] * _ACROSS + steps[:, 0]


def rectangles(cells: Iterable[Cell]) -> list[Box]:
    """Return boxes in degrees that together are the cells and do not overlap: runs of a row, equal ones of rows as one."""
    runs: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for first, last, row in _runs(sorted(cells, key=lambda cell: (cell[1], cell[0]))):
        stacked = runs.setdefault((first, last), [])
        if stacked and stacked[-1][1] == row - 1:
            stacked[-1] = (stacked[-1][0], row)
        else:
            stacked.append((row, row))
    found = [(first, low, last + 1, high + 1) for (first, last), rows in runs.items() for low, high in rows]
    return [(w * CELL_DEG, s * CELL_DEG, e * CELL_DEG, n * CELL_DEG) for w, s, e, n in sorted(found)]


def _runs(cells: list[Cell]) -> list[tuple[int, int, int]]:
    """Return (first column, last column, row) of neighbours in a row."""
    runs: list[tuple[int, int, int]] = []
    for column, row in cells:
        if runs and runs[-1][1:] == (column - 1, row):
            runs[-1] = (runs[-1][0], column, row)
        else:
            runs.append((column, column, row))
    return runs


def _step(degrees: float) -> int:
    return int(np.floor(degrees / CELL_DEG))


def _turned(column: int) -> int:
    """Return the column between -180 and 180 degrees."""
    half = _ACROSS // 2
    return (column + half) % _ACROSS - half
