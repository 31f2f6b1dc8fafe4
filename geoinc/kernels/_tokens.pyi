from collections.abc import Callable
from re import Match

INTERFACE: int

def scan(
    text: str,
    start: int,
    stop: int,
    match: Callable[[str, int, int], Match[str] | None],
    view: tuple[bytes, int, frozenset[str]],
    /,
) -> tuple[list[str], list[int], list[int]]: ...
