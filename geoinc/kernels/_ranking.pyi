from typing import Any

from numpy.typing import NDArray

INTERFACE: int

def context(arrays: tuple[NDArray[Any], ...], /) -> None: ...
