from typing import Any

from numpy.typing import NDArray

INTERFACE: int

def weigh(weights: dict[str, float], features: dict[str, float], start: float, /) -> float: ...
def through_nets(
    rows: dict[str, int], inner: NDArray[Any], outer: NDArray[Any], cases: list[dict[str, float]], /
) -> list[float]: ...
