"""Remembering what is worked out of geometries, without writing each down as bytes to look it up."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

if TYPE_CHECKING:
    from shapely import Geometry

P = ParamSpec("P")
R = TypeVar("R")


class ShapeKey:
    """A geometry, or none, as the key of a cache: equal where the coordinates are; the hash looks at the bounds alone.

    shapely hashes a geometry's bytes, which takes a third of a millisecond for a country.

    Examples
    --------
    >>> from shapely import box
    >>> ShapeKey(box(0, 0, 1, 1)) == ShapeKey(box(0, 0, 1, 1)), ShapeKey(box(0, 0, 1, 1)) == ShapeKey(None)
    (True, False)
    """

    __slots__ = ("_hash", "geometry")

    def __init__(self, geometry: Geometry | None) -> None:
        """Keep the geometry."""
        self.geometry = geometry
        self._hash = hash(None if geometry is None else geometry.bounds)

    def __hash__(self) -> int:
        """Return the hash of the bounds."""
        return self._hash

    def __eq__(self, other: object) -> bool:
        """Say whether two are of one type and the same coordinates."""
        if not isinstance(other, ShapeKey):
            return NotImplemented
        one, another = self.geometry, other.geometry
        if one is another or one is None or another is None:
            return one is another
        import shapely

        if shapely.has_z(one) or shapely.has_z(another):
            return bool(one == another)
        # Without heights the same as ==, which goes through islands one by one in Python.
        return bool(shapely.equals_exact(one, another, 0.0))


def by_shape(maxsize: int) -> Callable[[Callable[Concatenate[Geometry, P], R]], Callable[Concatenate[Geometry, P], R]]:
    """Remember the last results of a function of a geometry and other hashable arguments."""

    def decorate(function: Callable[Concatenate[Geometry, P], R]) -> Callable[Concatenate[Geometry, P], R]:
        @lru_cache(maxsize=maxsize)
        def of_shape(shape: ShapeKey, *args: Any, **options: Any) -> R:  # noqa: ANN401 - whatever the function takes
            return function(shape.geometry, *args, **options)

        asked: Callable[..., R] = of_shape

        @wraps(function)
        def remembered(geometry: Geometry, /, *args: P.args, **options: P.kwargs) -> R:
            return asked(ShapeKey(geometry), *args, **options)

        return remembered

    return decorate
