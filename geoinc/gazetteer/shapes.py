"""Shapes of curated places: a short phrase in a table cell becomes a line or an area.

====================================  =====================================================================
``area LON LAT, LON LAT, … / …``      a polygon; more polygons follow after "/"
``box WEST SOUTH EAST NORTH``         a rectangle; WEST may exceed EAST where it crosses the antimeridian
``line LON LAT, LON LAT, … / …``      a line as it stands
``river LON LAT, LON LAT, … / …``     a line through these points that follows the rivers of the basemap
``water LON LAT, LON LAT, … / …``     a polygon less the land within it
``lake`` / ``island``                 the basemap's lake or island at the place's point
``lake WEST SOUTH EAST NORTH``        the part of that lake in a rectangle
``units CODE CODE …``                 the areas of countries and first-level units together
====================================  =====================================================================
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from shapely import Geometry

UNITS = "units"
BOX_NUMBERS = 4


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
    from geoinc.gazetteer import linear, rivers

    builders: dict[str, Callable[[], Geometry | None]] = {
        "area": lambda: area(rest),
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
    """Return the polygons of a list of rings, made valid and united."""
    import shapely

    return shapely.union_all([shapely.make_valid(shapely.Polygon(part)) for part in parts(text)])


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
