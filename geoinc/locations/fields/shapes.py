"""Footprints: anchors in metres of their own local frame, as points, lines or areas."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from geoinc.geo.by_shape import by_shape
from geoinc.geo.geodesy import LocalFrame
from geoinc.locations.fields.nearest import nearest
from geoinc.locations.fusion import scales
from geoinc.model import Place

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely import Geometry

    Floats = NDArray[np.float64]

AREAL = 2
"""Topological dimension of polygons; lines have 1, points 0."""

EDGE_DEG = 0.5

SEAM_LON_DEG = 179.99
SEAM_M = 20.0

DETAIL = 4000.0
"""A shape is kept to its diameter divided by this: finer detail does not change a region."""

ARCHIPELAGO_SHARE = 0.05
"""An area that fills less of its convex hull than this is an archipelago (Tonga 0.01; Fiji 0.12, Japan 0.15 are not)."""

OUTLINE_SHARE = 0.05
"""An outline's length is measured without bays smaller than this share of the reach: coasts are longer the closer
one looks."""

BLUR_TOLERANCE = 2.0
"""Simplification of a shape, as a share of the blur of the grid that looks at it."""


COURSE_SHARE = 0.6
"""Bends of a line smaller than this share of a distance from it do not change its sides (judgement)."""


@dataclass(frozen=True, slots=True)
class Footprint:
    """An anchor on the ground: ``shape`` is its line or area in metres of ``frame``, None for a point.

    ``reach_m`` is the radius about the frame's origin that holds it; ``edge_m`` its positional uncertainty;
    ``breadth_m`` its half-size for softness: less than the reach where it is long and narrow.
    """

    place: Place
    frame: LocalFrame
    shape: Geometry | None
    reach_m: float
    edge_m: float

    @property
    def breadth_m(self) -> float:
        """Return twice the area over the outline: the radius of a disc, the width of a strip."""
        return min(_breadth_m(self.shape, self.reach_m), self.reach_m) if self.areal else self.reach_m

    @property
    def areal(self) -> bool:
        """Whether it is a polygon."""
        return self.shape is not None and shapely_dimension(self.shape) == AREAL

    @property
    def linear(self) -> bool:
        """Whether it is a line."""
        return self.shape is not None and shapely_dimension(self.shape) == 1


def shapely_dimension(geometry: Geometry) -> int:
    """Return 0 for points, 1 for lines, 2 for areas."""
    import shapely

    return int(shapely.get_dimensions(geometry))


class _Same:
    """A place as the key of a cache: itself, not one like it, whose shape another gazetteer may give."""

    __slots__ = ("place",)

    def __init__(self, place: Place) -> None:
        self.place = place

    def __hash__(self) -> int:
        return id(self.place)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.place is other.place


def footprint(place: Place) -> Footprint:
    """Return the footprint of a place; the last thousands are remembered, and shapes of places that are read anew."""
    return _footprint(_Same(place))


@lru_cache(maxsize=8192)
def _footprint(same: _Same) -> Footprint:
    place = same.place
    edge = scales.edge_m(place)
    extent = place.extent
    if extent is None or extent.is_empty or shapely_dimension(extent) == 0:
        frame = LocalFrame(place.point.x, place.point.y)
        return Footprint(place, frame, None, scales.radius_m(place), edge)
    frame, shape, reach = _projected(extent)
    foot = Footprint(place, frame, shape, reach, edge)
    return foot if place.uncertainty_m > 0 else replace(foot, edge_m=scales.extent_edge_m(place, foot.breadth_m))


@by_shape(maxsize=512)
def _breadth_m(shape: Geometry, reach_m: float) -> float:
    import shapely

    smooth = shapely.simplify(shape, OUTLINE_SHARE * reach_m)
    return 2 * float(shape.area) / max(float(smooth.length), 1.0)


@by_shape(maxsize=256)
def _projected(extent: Geometry) -> tuple[LocalFrame, Geometry, float]:
    """Return a frame at the middle of an extent, the extent in it, and the radius that holds it."""
    import shapely

    # Edges are straight in degrees; in a frame they are straight only piece by piece.
    dense = shapely.segmentize(extent, EDGE_DEG)
    rough = LocalFrame(*_middle(dense))
    centre = shapely.centroid(_flat(dense, rough))
    lon, lat = rough.to_degrees(np.array([centre.x]), np.array([centre.y]))
    frame = LocalFrame(float(lon[0]), float(lat[0]))
    shape = _flat(dense, frame)
    far = shapely.get_coordinates(shape)
    return frame, shape, float(np.hypot(far[:, 0], far[:, 1]).max())


def _flat(extent: Geometry, frame: LocalFrame) -> Geometry:
    """Return an extent in metres of a frame, no finer than needed, areas whole and valid."""
    import shapely

    shape = frame.project(extent)
    if shapely_dimension(shape) == AREAL:
        shape = _joined(shapely.make_valid(shapely.get_parts(shape)))
        if max(abs(extent.bounds[0]), abs(extent.bounds[2])) >= SEAM_LON_DEG:
            # Parts that meet at the antimeridian become one again, or their seam would count as an edge.
            shape = shapely.buffer(shapely.buffer(shape, SEAM_M, join_style="mitre"), -SEAM_M, join_style="mitre")
    west, south, east, north = shape.bounds
    shape = shapely.simplify(shape, math.hypot(east - west, north - south) / DETAIL)
    return _with_waters(_areas_of(shape)) if shapely_dimension(shape) == AREAL else shape


def _areas_of(shape: Geometry) -> Geometry:
    """Return the areas of a shape: simplification may leave islets as lines."""
    import shapely

    if shape.geom_type != "GeometryCollection":
        return shape
    parts = shapely.get_parts(shape)
    return _joined(parts[shapely.get_dimensions(parts) == AREAL])


def _joined(areas: NDArray[np.object_]) -> Geometry:
    """Return the union of areas; only those whose boxes meet are looked at together: most are islands."""
    import shapely

    parts = shapely.get_parts(areas)
    return shapely.disjoint_subset_union_all(parts[shapely.get_dimensions(parts) == AREAL])


def _with_waters(shape: Geometry) -> Geometry:
    """Return the hull of scattered islets, the shape itself otherwise: "in Tonga" is mostly between its islands."""
    import shapely

    hull = shapely.convex_hull(shape)
    return hull if shape.area < ARCHIPELAGO_SHARE * hull.area else shape


def _middle(extent: Geometry) -> tuple[float, float]:
    """Return roughly the middle of an extent, on the sphere so that neither pole nor antimeridian disturbs it."""
    import shapely

    lon, lat = np.radians(shapely.get_coordinates(extent)).T
    x, y, z = (np.cos(lat) * np.cos(lon)).mean(), (np.cos(lat) * np.sin(lon)).mean(), np.sin(lat).mean()
    return math.degrees(math.atan2(y, x)), math.degrees(math.atan2(z, math.hypot(x, y)))


@by_shape(maxsize=512)
def _coarse(shape: Geometry, tolerance_m: float) -> Geometry:
    import shapely

    simple = shapely.simplify(shape, tolerance_m, preserve_topology=False)
    simple = shape if simple.is_empty else simple
    shapely.prepare(simple)
    return simple


def _seen(shape: Geometry, blur_m: float) -> Geometry:
    """Return the shape as a grid of that blur sees it; powers of two keep the cache small."""
    tolerance = 2.0 ** math.floor(math.log2(max(BLUR_TOLERANCE * blur_m, 1.0)))
    return _coarse(shape, tolerance)


def edge_distance_m(shape: Geometry, x: Floats, y: Floats, *, blur_m: float) -> Floats:
    """Return the distance from points to a line, or the signed one to an area's edge (negative inside)."""
    import shapely

    seen = _seen(shape, blur_m)
    near_x, near_y = nearest(seen, x, y)
    away = np.hypot(near_x - x, near_y - y)
    return np.where(shapely.contains_xy(seen, x, y), -away, away) if shapely_dimension(seen) == AREAL else away


def well_inside(shape: Geometry, x: Floats, y: Floats, *, margin_m: float) -> bool:
    """Return whether an area holds all points with a margin, so that their distances need not be known."""
    import shapely

    if not x.size or shapely_dimension(shape) != AREAL:
        return False
    box = shapely.box(x.min() - margin_m, y.min() - margin_m, x.max() + margin_m, y.max() + margin_m)
    return bool(shapely.contains_properly(shape, box))


def distance_m(shape: Geometry, x: Floats, y: Floats, *, blur_m: float) -> Floats:
    """Return the distance from points to a shape, 0 inside an area."""
    return np.asarray(np.maximum(edge_distance_m(shape, x, y, blur_m=blur_m), 0.0))


def nearest_on(shape: Geometry, x: Floats, y: Floats, *, blur_m: float) -> tuple[Floats, Floats]:
    """Return the points of a line, or of an area's edge, that are nearest to the given points."""
    return nearest(_seen(shape, blur_m), x, y)


def course(foot: Footprint, scale_m: float) -> Geometry:
    """Return a line without the bends that are smaller than a length, which decides what lies on which side of it."""
    import shapely

    return shapely.simplify(foot.shape, COURSE_SHARE * scale_m)


def shapely_distance(shape: Geometry, x: float, y: float) -> float:
    """Return the distance from one point to a shape."""
    import shapely

    return float(shapely.distance(shape, shapely.Point(x, y)))
