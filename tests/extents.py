"""Extents for places of tests: shapes by place id, or one shape for any."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import shapely


class Extents:
    """An extent source over shapes that a test has at hand."""

    def __init__(self, shapes: Mapping[str, shapely.Geometry] | shapely.Geometry) -> None:
        self.shapes = shapes

    def extent(self, place_id: str) -> shapely.Geometry | None:
        """Return the shape of a place, None where there is none."""
        return self.shapes.get(place_id) if isinstance(self.shapes, Mapping) else self.shapes
