from typing import Any

from numpy.typing import NDArray

INTERFACE: int

def tree(section: memoryview, /) -> object: ...
def key(tree: object, name: str, /) -> int | None: ...
def numbers(tree: object, names: list[str], /) -> list[int | None]: ...
def misspelled(tree: object, name: str, letters: str, /) -> list[int]: ...
def scan(
    tree: object,
    text: str,
    any_case: bool,
    signs: tuple[NDArray[Any], NDArray[Any]],
    shorts: tuple[str, ...],
    articles: tuple[str, ...],
    /,
) -> tuple[list[tuple[int, int, int]], list[int]] | None: ...
