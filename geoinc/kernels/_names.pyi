from typing import Any

from numpy.typing import NDArray

INTERFACE: int

def tree(section: memoryview, /) -> object: ...
def key(tree: object, name: str, /) -> int | None: ...
def numbers(tree: object, names: list[str], /) -> list[int | None]: ...
def misspelled(tree: object, name: str, letters: str, /) -> list[int]: ...
def within(
    arrays: tuple[NDArray[Any], ...],
    keys: NDArray[Any],
    countries: bytes | None,
    kinds: bytes | None,
    units: NDArray[Any],
    most: int,
    /,
) -> list[int]: ...
def alike(
    name: tuple[str, str],
    names: list[str],
    bares: dict[int, str],
    sounds: tuple[frozenset[str], dict[str, str], tuple[tuple[str, str], ...], bytes],
    settings: tuple[float, int],
    /,
) -> list[float] | None: ...
def scan(
    tree: object,
    text: str,
    any_case: bool,
    signs: tuple[NDArray[Any], NDArray[Any]],
    shorts: tuple[str, ...],
    articles: tuple[str, ...],
    /,
) -> tuple[list[tuple[int, int, int]], list[int]] | None: ...
