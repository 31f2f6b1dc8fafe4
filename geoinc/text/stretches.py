"""Stretches of a text that are taken: whether a place among them is free is told without looking at all of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class Stretches:
    """Stretches ``start`` to ``end`` (exclusive) in order; those that overlap are one.

    >>> taken = Stretches([(2, 5), (4, 7)])
    >>> taken.free(0, 2), taken.free(6, 9), taken.cover(2, 7)
    (True, False, True)
    """

    def __init__(self, stretches: Iterable[tuple[int, int]] = ()) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in stretches:
            self.add(start, end)

    def add(self, start: int, end: int) -> None:
        """Take a stretch."""
        first, last = bisect_right(self._ends, start), bisect_left(self._starts, end)
        if first < last:
            start, end = min(start, self._starts[first]), max(end, self._ends[last - 1])
        self._starts[first:last] = [start]
        self._ends[first:last] = [end]

    def pairs(self) -> list[tuple[int, int]]:
        """Return start and end of each, in order."""
        return list(zip(self._starts, self._ends, strict=True))

    def free(self, start: int, end: int) -> bool:
        """Tell whether nothing between two positions is taken."""
        first = bisect_right(self._ends, start)
        return first == len(self._starts) or self._starts[first] >= end

    def cover(self, start: int, end: int) -> bool:
        """Tell whether all between two positions is taken by one stretch."""
        first = bisect_right(self._starts, start) - 1
        return first >= 0 and self._ends[first] >= end
