from typing import Any

from numpy.typing import NDArray

INTERFACE: int

def context(arrays: tuple[NDArray[Any], ...], /) -> None: ...
def describe(arrays: tuple[NDArray[Any], ...], /) -> None: ...
def leads(
    settings: NDArray[Any],
    keys: NDArray[Any],
    kinds: NDArray[Any],
    points: NDArray[Any],
    probabilities: NDArray[Any],
    starts: NDArray[Any],
    people: NDArray[Any],
    seats: bytes,
    /,
) -> list[tuple[int, float, float, list[tuple[int, float]]] | None]: ...
def rank(arrays: tuple[NDArray[Any], ...], networks: tuple[tuple[NDArray[Any], ...], ...], inputs: int, /) -> None: ...
