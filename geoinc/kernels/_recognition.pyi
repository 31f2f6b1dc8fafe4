from typing import Any

from numpy.typing import NDArray

INTERFACE: int

def context(
    arrays: tuple[NDArray[Any], ...], starts: list[int], ends: list[int], covers: list[Any], /
) -> list[tuple[int, int]]: ...
def sums(arrays: tuple[NDArray[Any], ...], bits: int, /) -> None: ...
def spans(runs: list[tuple[int, int]], arrays: tuple[NDArray[Any], ...], /) -> list[tuple[int, int]]: ...
