"""Named rivers: a few waypoints choose the way through the basemap's unnamed river lines.

The lines come in pieces, cut at whole degrees, that meet at equal coordinates. Their points make a graph; a river
is the shortest way between its waypoints through it, with a straight stretch where the lines have a gap (a reservoir).
"""

from __future__ import annotations

import heapq
import math
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from geoinc.geo.linework import Layer, LevelOfDetail, features

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shapely import Geometry, STRtree

Point = tuple[float, float]
Graph = dict[Point, list[tuple[Point, float]]]

DIGITS = 3
"""Points that agree to .001 degree (about 100 m) are one: where pieces meet they differ by rounding only."""

SNAP_DEG = 0.15
"""A waypoint further than this from every line stands for itself."""

MAX_DETOUR = 3.0
"""A way this much longer than the straight line is another river; meanders rarely double it."""

SLACK_DEG = 0.5


def follow(parts: Sequence[Sequence[Point]]) -> Geometry:
    """Return the lines that run along the rivers through each part's waypoints, in their order."""
    import shapely

    lines = [shapely.LineString(_course(part)) for part in parts]
    return lines[0] if len(lines) == 1 else shapely.MultiLineString(lines)


def _course(waypoints: Sequence[Point]) -> list[Point]:
    course = [_snap(waypoints[0])]
    for waypoint in waypoints[1:]:
        course += _way(course[-1], _snap(waypoint))
    return course


def _snap(waypoint: Point) -> Point:
    import shapely

    nodes, tree = _nodes()
    here = shapely.Point(waypoint)
    nearest: Point = nodes[tree.nearest(here)]
    return nearest if math.dist(nearest, waypoint) <= SNAP_DEG else waypoint


def _way(start: Point, end: Point) -> list[Point]:
    """Return the points after ``start`` up to ``end`` (A*, in degrees scaled by the cosine of the latitude)."""
    graph, scale = _graph(), _scale(start)
    limit = MAX_DETOUR * _length(start, end, scale) + SLACK_DEG
    queue, reached = [(_length(start, end, scale), 0.0, start)], {start: start}
    costs = {start: 0.0}
    while queue:
        guess, cost, here = heapq.heappop(queue)
        if here == end:
            return _trace(reached, start, end)
        if guess > limit:
            break
        for there, step in graph.get(here, ()):
            total = cost + step
            if total < costs.get(there, math.inf):
                costs[there], reached[there] = total, here
                heapq.heappush(queue, (total + _length(there, end, scale), total, there))
    return [end]


def _trace(reached: dict[Point, Point], start: Point, end: Point) -> list[Point]:
    way = [end]
    while way[-1] != start:
        way.append(reached[way[-1]])
    return way[-2::-1] if len(way) > 1 else [end]


def _scale(point: Point) -> float:
    return math.cos(math.radians(point[1]))


def _length(a: Point, b: Point, scale: float) -> float:
    return math.hypot((a[0] - b[0]) * scale, a[1] - b[1])


@lru_cache(maxsize=1)
def _graph() -> Graph:
    graph: Graph = {}
    for feature in features(Layer.RIVERS, LevelOfDetail.INTERMEDIATE):
        points = [(lon, lat) for lon, lat in np.round(feature.lonlat.astype(float), DIGITS).tolist()]
        for a, b in pairwise(points):
            step = _length(a, b, _scale(a))
            graph.setdefault(a, []).append((b, step))
            graph.setdefault(b, []).append((a, step))
    return graph


@lru_cache(maxsize=1)
def _nodes() -> tuple[list[Point], STRtree]:
    import shapely

    nodes = list(_graph())
    return nodes, shapely.STRtree(shapely.points(np.array(nodes)))


def forget() -> None:
    """Free what following rivers keeps: their nodes take 100 MB."""
    _graph.cache_clear()
    _nodes.cache_clear()
