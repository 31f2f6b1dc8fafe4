"""Land cut into faces along border lines, and faces shared out among the labelled places in them.

The border lines of the basemap end a little short of one another and of the coast; polygons made of them alone leak.
Each loose end is therefore tied to the nearest line first. A face then belongs to whose places lie in it; where the lines
know no border between two residents (it is younger than they are), the face is shared out by nearness.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from shapely import Geometry

    Shapes = NDArray[np.object_]

MAX_GAP_DEG = 0.6
"""Loose ends of border lines lie within this distance of the line they belong to (98 % within .3 degree)."""

OVERSHOOT = 1.02
"""A tie runs this much further than to the line, so that it crosses it."""

HOME_SHARE = 0.25
"""A label is at home in a face that holds this share of all its places …"""

FACE_SHARE = 0.3
"""… or whose places are its own to this share; the rest are places that the coarse lines put on the wrong side."""

MIN_CELL_DEG = 1e-4
COARSE_POINTS = 100
COARSE_DEG = 0.05


@dataclass(frozen=True, slots=True)
class Places:
    """Labelled points: ``lonlat`` of shape (n, 2) and a label (a country, a unit) for each."""

    lonlat: NDArray[np.float64]
    labels: NDArray[np.str_]

    def take(self, which: NDArray[Any]) -> Places:
        """Return some of them."""
        return Places(self.lonlat[which], self.labels[which])


def cut(land: Shapes, lines: Sequence[NDArray[np.floating[Any]]]) -> Shapes:
    """Return the faces into which border lines cut polygons; polygons that no line touches stay whole."""
    import shapely

    borders = np.array([shapely.LineString(line) for line in lines if len(line) > 1], dtype=object)
    crossed = np.unique(shapely.STRtree(borders).query(land, predicate="intersects")[0])
    rings = shapely.get_parts(shapely.boundary(land[crossed]))
    ties = _ties(borders, rings)
    network = shapely.node(shapely.GeometryCollection([*borders, *rings, *ties]))
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(network)))
    inside = shapely.STRtree(shapely.point_on_surface(faces)).query(land[crossed], predicate="contains")[1]
    whole = np.delete(land, crossed)
    return np.concatenate([faces[np.unique(inside)], whole])


def _ties(borders: Shapes, rings: Shapes) -> list[Geometry]:
    """Return short lines from the loose ends of borders to the nearest other line."""
    import shapely

    lines = np.concatenate([borders, rings])
    tree = shapely.STRtree(lines)
    ends = [(shapely.get_point(line, at), number) for number, line in enumerate(borders) for at in (0, -1)]
    points = np.array([end for end, _ in ends], dtype=object)
    owners = np.array([owner for _, owner in ends])
    near = tree.query(points, predicate="dwithin", distance=MAX_GAP_DEG)
    near = near[:, owners[near[0]] != near[1]]
    gaps = shapely.shortest_line(points[near[0]], lines[near[1]])
    order = np.lexsort((shapely.length(gaps), near[0]))
    _, first = np.unique(near[0][order], return_index=True)
    return [_stretched(gap) for gap in gaps[order[first]] if gap.length > 0]


def _stretched(gap: Geometry) -> Geometry:
    import shapely

    start, end = np.array(gap.coords)
    return shapely.LineString([start, start + (end - start) * OVERSHOOT])


def share_out(faces: Shapes, places: Places) -> dict[str, list[Geometry]]:
    """Return, by label, the parts of the faces that belong to it.

    A face goes to the label at home in it; one with several is shared out by nearness; one without places
    goes with the nearest face that has some.
    """
    members = _members(faces, places)
    totals = Counter(places.labels.tolist())
    homes = [_at_home(members_of, totals) for members_of in members]
    shares: dict[str, list[Geometry]] = {}
    for face, members_of, home in zip(faces, members, _adopted(faces, homes, members), strict=True):
        pieces = (
            by_nearness(face, members_of.take(np.isin(members_of.labels, home))) if len(home) > 1 else {home[0]: face}
        )
        for label, piece in pieces.items():
            shares.setdefault(label, []).append(piece)
    return shares


def _members(faces: Shapes, places: Places) -> list[Places]:
    """Return the places within each face (the faces are the query: the tree prepares what it is asked, not what it holds)."""
    import shapely

    face_of, inside = shapely.STRtree(shapely.points(places.lonlat)).query(faces, predicate="contains")
    order = np.argsort(face_of, kind="stable")
    bounds = np.searchsorted(face_of[order], np.arange(len(faces) + 1))
    return [places.take(inside[order[start:end]]) for start, end in pairwise(bounds)]


def _adopted(faces: Shapes, homes: Sequence[list[str]], members: Sequence[Places]) -> list[list[str]]:
    """Give each face without a home that of the face nearest to it; of several there the one whose place is nearest."""
    import shapely

    found = np.array([bool(home) for home in homes])
    settled, empty = np.flatnonzero(found), np.flatnonzero(~found)
    if not len(settled):
        message = "no place lies on any of the land"
        raise ValueError(message)
    centres = shapely.centroid(faces[empty])
    near = settled[shapely.STRtree(_coarse(faces[settled])).nearest(centres)]
    adopted = list(homes)
    for number, neighbour, centre in zip(empty, near, shapely.get_coordinates(centres), strict=True):
        home = homes[neighbour]
        adopted[number] = home if len(home) == 1 else [_nearest_label(members[neighbour], home, centre)]
    return adopted


def _nearest_label(members: Places, homes: list[str], lonlat: NDArray[np.float64]) -> str:
    residents = members.take(np.isin(members.labels, homes))
    away = (residents.lonlat - lonlat) * (math.cos(math.radians(lonlat[1])), 1.0)
    return str(residents.labels[np.argmin(np.hypot(away[:, 0], away[:, 1]))])


def _coarse(faces: Shapes) -> Shapes:
    """Return faces drawn coarsely enough to measure distances to; small ones stay as they are."""
    import shapely

    long = shapely.get_num_coordinates(faces) > COARSE_POINTS
    coarse = faces.copy()
    coarse[long] = shapely.simplify(faces[long], COARSE_DEG, preserve_topology=False)
    return np.where(shapely.is_empty(coarse), faces, coarse)


def _at_home(members: Places, totals: Counter[str]) -> list[str]:
    counts = Counter(members.labels.tolist())
    if not counts:
        return []
    homes = [
        label
        for label, count in counts.items()
        if count >= HOME_SHARE * totals[label] or count >= FACE_SHARE * len(members.labels)
    ]
    return sorted(homes or [counts.most_common(1)[0][0]])


def by_nearness(face: Geometry, members: Places) -> dict[str, Geometry]:
    """Share a face out: each spot to the label of the nearest place (Voronoi cells, longitudes scaled to the latitude)."""
    import shapely

    if len(np.unique(members.labels)) == 1:
        return {str(members.labels[0]): face}
    scale = np.array([math.cos(math.radians(face.centroid.y)), 1.0])
    spots, first = np.unique(np.round(members.lonlat * scale, 5), axis=0, return_index=True)
    labels = members.labels[first]
    outline = shapely.transform(face, lambda xy: xy * scale)
    cells = shapely.get_parts(
        shapely.voronoi_polygons(shapely.multipoints(spots), extend_to=outline.envelope, ordered=True)
    )
    pieces = {}
    for label in np.unique(labels):
        cell = shapely.coverage_union_all(cells[labels == label])
        piece = shapely.intersection(shapely.make_valid(cell), outline)
        if piece.area > MIN_CELL_DEG**2:
            pieces[str(label)] = shapely.transform(piece, lambda xy: xy / scale)
    return pieces
