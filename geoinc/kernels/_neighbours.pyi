from typing import Any, TypeAlias

from numpy.typing import NDArray

INTERFACE: int

Numbers: TypeAlias = NDArray[Any]
Tables: TypeAlias = tuple[Numbers, Numbers, Numbers, Numbers, Numbers]

def one(
    tables: Tables, a_degree: float, lon: float, lat: float, k: int, within: float, /
) -> tuple[list[int], list[float]]: ...
def count(
    tables: Tables,
    sizes: Numbers,
    a_degree: float,
    lon: float,
    lat: float,
    within: float,
    one: float,
    other: float,
    /,
) -> tuple[int, int, int]: ...
def many(
    tables: Tables,
    lon: Numbers,
    lat: Numbers,
    found: Numbers,
    away: Numbers,
    a_degree: float,
    k: int,
    within: float,
    /,
) -> None: ...
