"""Shapes of curated places: a short phrase in a table cell becomes a line or an area.

====================================  =====================================================================
``area LON LAT, LON LAT, … / …``      a polygon; more polygons follow after "/"
``box WEST SOUTH EAST NORTH``         a rectangle; WEST may exceed EAST where it crosses the antimeridian
``line LON LAT, LON LAT, … / …``      a line as it stands
``river LON LAT, LON LAT, … / …``     a line through these points that follows the rivers of the basemap
``water LON LAT, LON LAT, … / …``     a polygon less the land within it
``lake`` / ``island``                 the basemap's lake or island at the place's point
``lake WEST SOUTH EAST NORTH``        the part of that lake in a rectangle
``band KM LON LAT, LON LAT, … / …``    the points within so many kilometres of a line (a ridge, a front, a valley)
``units CODE CODE …``                 the areas of countries and first-level units together
====================================  =====================================================================

Longitudes of areas and bands may run past 180 where they cross the antimeridian.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from geoinc.geo import geodesy

if TYPE_CHECKING:
    from collections.abc import Callable

    from shapely import Geometry

UNITS = "units"
BOX_NUMBERS = 4
M_PER_KM = 1000.0
STEP_DEG = 2.0
"""A band is drawn in steps of this length, each in a frame of its own, so that it stays as wide everywhere."""

SIMPLIFY_SHARE = 0.03
"""Round corners are simplified to this share of a band's half-width."""


def unit_codes(text: str) -> tuple[str, ...]:
    """Return the codes of a ``units`` shape, () for any other."""
    word, _, rest = text.partition(" ")
    return tuple(rest.split()) if word == UNITS else ()


def build(text: str, lon: float, lat: float) -> Geometry | None:
    """Return the geometry of a shape; None where there is none yet (no shape, or a union of units).

    Raises
    ------
    ValueError
        For a shape that cannot be understood; the message says what is wrong.
    """
    word, _, rest = text.partition(" ")
    if word in {"", UNITS}:
        return None
    from geoinc.gazetteer.build import linear, rivers

    builders: dict[str, Callable[[], Geometry | None]] = {
        "area": lambda: area(rest),
        "band": lambda: band(rest),
        "box": lambda: box(rest),
        "line": lambda: line(rest),
        "river": lambda: rivers.follow(parts(rest)),
        "water": lambda: linear.water(area(rest)),
        "lake": lambda: linear.lake(lon, lat, box(rest) if rest else None),
        "island": lambda: linear.island(lon, lat),
    }
    if word not in builders:
        message = f"unknown shape {word!r}"
        raise ValueError(message)
    return builders[word]()


def parts(text: str) -> list[list[tuple[float, float]]]:
    """Return the coordinates "LON LAT, LON LAT; …" as lists of (lon, lat)."""
    return [[_pair(pair) for pair in part.split(",")] for part in text.split("/") if part.strip()]


def area(text: str) -> Geometry:
    """Return the polygons of a list of rings, made valid and united, and split at the antimeridian."""
    import shapely

    rings = [shapely.make_valid(shapely.Polygon(part)) for part in parts(text)]
    return geodesy.split_antimeridian(shapely.union_all(rings))


def band(text: str) -> Geometry:
    """Return the points within a number of kilometres of lines: "120 LON LAT, LON LAT, …"."""
    import shapely

    width, _, rest = text.partition(" ")
    half_m = float(width) * M_PER_KM
    pieces = []
    for part in parts(rest):
        dense = shapely.get_coordinates(shapely.segmentize(shapely.LineString(part), STEP_DEG))
        pieces += [_around(start, end, half_m) for start, end in pairwise(dense.tolist())]
    return shapely.union_all(pieces)


def _around(start: list[float], end: list[float], half_m: float) -> Geometry:
    import shapely

    frame = geodesy.LocalFrame(float(geodesy.wrap_lon((start[0] + end[0]) / 2)), (start[1] + end[1]) / 2)
    piece = frame.project(shapely.LineString([start, end])).buffer(half_m)
    return frame.unproject(piece.simplify(SIMPLIFY_SHARE * half_m))


def line(text: str) -> Geometry:
    """Return a line, or several."""
    import shapely

    lines = [shapely.LineString(part) for part in parts(text)]
    return lines[0] if len(lines) == 1 else shapely.MultiLineString(lines)


def box(text: str) -> Geometry:
    """Return a rectangle, in two pieces where it crosses the antimeridian."""
    import shapely

    numbers = [float(number) for number in text.split()]
    if len(numbers) != BOX_NUMBERS:
        message = f"a box needs four numbers, not {text!r}"
        raise ValueError(message)
    west, south, east, north = numbers
    if west <= east:
        return shapely.box(west, south, east, north)
    return shapely.MultiPolygon([shapely.box(west, south, 180, north), shapely.box(-180, south, east, north)])


def _pair(text: str) -> tuple[float, float]:
    lon, lat = (float(number) for number in text.split())
    return lon, lat
