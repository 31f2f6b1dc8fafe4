from typing import Any

from numpy.typing import NDArray

INTERFACE: int

def nearest(segments: NDArray[Any], x: NDArray[Any], y: NDArray[Any], found: NDArray[Any], /) -> None: ...
