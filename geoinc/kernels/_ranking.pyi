from typing import Any

from numpy.typing import NDArray

INTERFACE: int

def context(arrays: tuple[NDArray[Any], ...], /) -> None: ...
def rank(arrays: tuple[NDArray[Any], ...], networks: tuple[tuple[NDArray[Any], ...], ...], inputs: int, /) -> None: ...
